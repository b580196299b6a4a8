import type { Queryable } from "../journal/database.ts";
import type { EpochChain } from "./rail.ts";

/** The journal misses epochs that the chain has: going on could sign a sequence twice, which costs the bond. */
export class JournalBehindChainError extends Error {
  override readonly name = "JournalBehindChainError";

  constructor(nextEpoch: number) {
    super(
      `The chain has ${nextEpoch} epochs of this gateway and the journal has none, so receipts of epoch ${nextEpoch} may be signed already; ` +
        "restore the journal, or serve on the direct lane (OPENLEDGER_LANE=direct).",
    );
  }
}

/**
 * Requires a journal that has numbered this gateway's epochs from the first one on.
 * @throws JournalBehindChainError
 */
export async function checkJournal(database: Queryable, chain: EpochChain): Promise<void> {
  const [row] = await database.query<{ known: string }>("SELECT count(*)::text AS known FROM rail_epochs");
  const { nextEpoch } = await chain.heads();
  if (nextEpoch > Number(row!.known)) throw new JournalBehindChainError(nextEpoch);
}
