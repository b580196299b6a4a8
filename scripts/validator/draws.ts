import { DrawPhase, drawSecretHash } from "@openledger/sdk";
import { panelDrawsAbi, validatorStakingAbi } from "@openledger/sdk/abis";

import type { Book } from "./book.ts";
import type { Session } from "./session.ts";
import type { ValidatorState } from "./state.ts";

type Draw = {
  readonly phase: number;
  readonly deadline: number;
  readonly snapshot: number;
  readonly secrets: number;
  readonly datanet: number;
};

const mostSecrets = 8;
const draws = { contract: "PanelDraws", abi: panelDrawsAbi } as const;

/**
 * Gives and shows this validator's secrets: each earns a reward and keeps the draw out of a sequencer's hands; a withheld one costs stake.
 * @param done Draws that need nothing more; added to.
 */
export async function stepDraws(
  session: Session,
  { book, state, done }: { book: Book; state: ValidatorState; done: Set<number> },
): Promise<void> {
  const validator = await session.account();
  const { datanets } = session.options;
  for (const [draw, datanet] of book.draws) {
    if (done.has(draw) || (datanets.length > 0 && !datanets.includes(datanet))) continue;
    const stored = await session.read<Draw>({ ...draws, functionName: "drawOf", args: [draw] });
    const secret = state.drawSecret(draw);
    if (stored.phase === DrawPhase.Drawn) {
      done.add(draw);
    } else if (stored.phase === DrawPhase.Committing) {
      if (stored.secrets >= mostSecrets || (await session.now()) > stored.deadline) continue;
      const weight = await session
        .read<bigint>({
          contract: "ValidatorStaking",
          abi: validatorStakingAbi,
          functionName: "seatWeightAt",
          args: [datanet, validator, stored.snapshot],
        })
        .catch(() => 0n);
      if (weight === 0n) continue;
      const hash = drawSecretHash({ draw, validator, secret });
      const receipt = await session.attempt({ ...draws, functionName: "commitSecret", args: [draw, validator, hash] });
      if (receipt !== undefined) session.output.say(`· draw ${draw}: gave a secret`);
    } else if (stored.phase === DrawPhase.Revealing) {
      const receipt = await session.attempt({ ...draws, functionName: "revealSecret", args: [draw, validator, secret] });
      if (receipt !== undefined) session.output.say(`· draw ${draw}: showed the secret`);
    }
  }
}
