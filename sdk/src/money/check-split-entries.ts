import { checkUint } from "../bytes/check-uint.ts";
import { Role } from "../codes/role.ts";
import { nameOfCode } from "../codes/name-of-code.ts";
import { SplitEntriesError } from "./errors.ts";
import type { SplitEntry } from "./split.ts";

/**
 * Refuses a split table that no offering can have: 2 to 16 entries that sum to 10,000 basis points, exactly one of them `Data`.
 * @throws SplitEntriesError, UnknownCodeError, IntegerOutOfRangeError with the offending value.
 */
export function checkSplitEntries(entries: readonly SplitEntry[]): void {
  if (entries.length < 2 || entries.length > 16) {
    throw new SplitEntriesError(`The split has ${entries.length} entries.`, "give it 2 to 16 entries.");
  }
  let sum = 0;
  entries.forEach(({ role, account, bps }, i) => {
    nameOfCode(Role, role, "roles");
    checkUint(`entries[${i}].bps`, bps, 16, 1n);
    if (role === Role.Data && account !== 0) {
      throw new SplitEntriesError(
        `entries[${i}] gives the data share to account ${account}.`,
        "use account 0: the data share goes over the legs.",
      );
    }
    checkUint(`entries[${i}].account`, account, 32, role === Role.Data ? 0n : 1n);
    sum += bps;
  });
  if (sum !== 10_000) throw new SplitEntriesError(`The split sums to ${sum} basis points.`, "make the entries sum to 10,000.");
  const dataEntries = entries.filter(({ role }) => role === Role.Data).length;
  if (dataEntries !== 1) throw new SplitEntriesError(`The split has ${dataEntries} Data entries.`, "give it exactly one.");
}
