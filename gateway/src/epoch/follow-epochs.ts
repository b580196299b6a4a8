import type { Database } from "../journal/database.ts";
import { journalEpochs, noteEpoch, type EpochState, type JournalEpoch } from "./journal.ts";
import type { EpochChain } from "./rail.ts";

async function stateOnChain(
  chain: EpochChain,
  { nextEpoch, nextFinal }: { readonly nextEpoch: number; readonly nextFinal: number },
  { epoch, fees }: JournalEpoch,
): Promise<{ readonly state: Exclude<EpochState, "open">; readonly record?: `0x${string}` }> {
  if (epoch >= nextEpoch) return { state: "closed" };
  const { record, held } = await chain.stateOf(epoch);
  if (epoch < nextFinal) return { state: "final", record };
  return { state: held === fees ? "held" : "committed", record };
}

/** Brings the journal up to what the chain says of its epochs, void ones included. Safe to repeat. */
export async function followEpochs(database: Database, chain: EpochChain): Promise<void> {
  const heads = await chain.heads();
  const open = (await journalEpochs(database, { limit: 1_000_000 })).filter(({ state }) => state !== "open" && state !== "final");
  for (const entry of open) {
    const found = await stateOnChain(chain, heads, entry);
    if (found.state !== entry.state || found.record !== entry.record) await noteEpoch(database, { epoch: entry.epoch, ...found });
  }
}
