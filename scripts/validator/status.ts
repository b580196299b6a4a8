import { formatOpen, RoundPhase } from "@openledger/sdk";
import { validatorStakingAbi } from "@openledger/sdk/abis";

import { createBook } from "./book.ts";
import { owedTo } from "./money.ts";
import type { Session } from "./session.ts";
import { readLevel, readRound, seatsOf } from "./vote.ts";

const staking = { contract: "ValidatorStaking", abi: validatorStakingAbi } as const;
const phaseNames = Object.fromEntries(Object.entries(RoundPhase).map(([name, code]) => [code, name]));

/** Stake and seat on each Datanet, open rounds, and money that waits. */
export async function status(session: Session): Promise<void> {
  const { output, options } = session;
  const account = await session.account();
  const book = createBook(session);
  await book.refresh();
  output.say(`account ${account}, key ${session.owner()}, chain ${session.deployment.chainId}`);
  const known = new Set([...book.entries.values()].map(({ datanet }) => datanet));
  for (const datanet of options.datanets.length > 0 ? options.datanets : [...known].sort((a, b) => a - b)) {
    const at = [datanet, account] as const;
    const [, value] = await session.read<readonly [bigint, bigint]>({ ...staking, functionName: "positionOf", args: [...at, account] });
    const pool = await session.read<{ assets: bigint }>({ ...staking, functionName: "unbondingOf", args: at });
    const seat = await session.read<number>({ ...staking, functionName: "seatNumberOf", args: at });
    const weight = await session.read<bigint>({ ...staking, functionName: "weightOf", args: at });
    output.say(
      `Datanet ${datanet}: ${formatOpen(value)} of its own at stake, ${formatOpen(pool.assets)} unbonding, ` +
        `${seat === 0 ? "no seat" : `seat ${seat - 1} with weight ${formatOpen(weight)}`}`,
    );
  }
  for (const opened of book.rounds.values()) {
    const round = await readRound(session, opened.round);
    if (round.phase === RoundPhase.Closed || (options.datanets.length > 0 && !options.datanets.includes(opened.datanet))) continue;
    const level = await readLevel(session, opened.round, round.level);
    const seats = await seatsOf(session, level);
    const mine = seats.map(
      (seat) => `seat ${seat} ${(level.revealed >> seat) & 1 ? "shown" : (level.committed >> seat) & 1 ? "committed" : "to vote"}`,
    );
    output.say(
      `round ${opened.round}, Datanet ${opened.datanet}: ${opened.items.length} items, ${phaseNames[round.phase]} until ` +
        `${new Date(round.deadline * 1000).toISOString()}, level ${round.level}; ${mine.length > 0 ? mine.join(", ") : "not on this panel"}`,
    );
  }
  for (const { contract, nano } of await owedTo(session, account)) if (nano > 0n) output.say(`${formatOpen(nano)} wait in ${contract}`);
}
