import { Role } from "../codes/role.ts";
import { checkSplitEntries } from "../money/check-split-entries.ts";
import type { SplitEntry } from "../money/split.ts";
import type { Core } from "./open-core.ts";

const ROW = 12;

/**
 * Writes the splits into the core, offerings ascending: `id | address of its entries | number of entries`, then all entries:
 * `account | basis points up to and with it | 1 for the data share`; u32 each, little-endian as WebAssembly reads.
 * @throws SplitEntriesError, UnknownCodeError, IntegerOutOfRangeError for a split that no offering can have.
 */
export function loadSplits(core: Core, splits: ReadonlyMap<number, readonly SplitEntry[]>): void {
  const sorted = [...splits].sort(([a], [b]) => a - b);
  const size = sorted.reduce((sum, [, entries]) => sum + ROW * (1 + entries.length), 0);
  const at = core.exports.allocate(size) >>> 0;
  const view = new DataView(core.exports.memory.buffer, at, size);
  let row = 0;
  let entry = ROW * sorted.length;
  const put = (offset: number, values: readonly number[]) => values.forEach((value, i) => view.setUint32(offset + 4 * i, value, true));
  for (const [offering, entries] of sorted) {
    checkSplitEntries(entries);
    put(row, [offering, at + entry, entries.length]);
    row += ROW;
    let bps = 0;
    for (const { role, account, bps: own } of entries) {
      bps += own;
      put(entry, [account, bps, role === Role.Data ? 1 : 0]);
      entry += ROW;
    }
  }
  core.exports.setOfferings(at, sorted.length);
}
