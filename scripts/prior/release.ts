import { nanoToOpen } from "@openledger/sdk";

import type { RailSession } from "../epoch-rail/session.ts";
import { send } from "./publish.ts";

/** Has the bond of an expired prior paid out to the publisher, with whatever else challenges left to its account. @returns nano-OPEN. @throws Refusal */
export async function releaseBond(session: RailSession, number: number, say: (line: string) => void): Promise<bigint> {
  const { account, bond } = await session.read<{ account: number; bond: bigint }>("InfluencePriors", "priorOf", [number]);
  // A bond that was released before may still wait as credit.
  if (bond > 0n || (await creditOf(session, account)) === 0n)
    await send(session, { contract: "InfluencePriors", functionName: "releaseBond", args: [number] }, say);
  const nano = await creditOf(session, account);
  const transaction = await send(session, { contract: "InfluencePriors", functionName: "withdrawCredit", args: [account] }, say);
  say(`paid ${nanoToOpen(nano)} OPEN to account ${account} (${transaction})`);
  return nano;
}

const creditOf = (session: RailSession, account: number): Promise<bigint> => session.read<bigint>("InfluencePriors", "creditOf", [account]);
