import { SnapshotItemRepeatedError } from "./errors.ts";
import type { SnapshotItem } from "./snapshot-item.ts";

/**
 * The items in ascending order of contribution id.
 * @throws SnapshotItemRepeatedError if an id comes twice.
 */
export function sortSnapshotItems<Item extends SnapshotItem>(items: readonly Item[]): readonly Item[] {
  const sorted = items.toSorted((a, b) => (a.contributionId < b.contributionId ? -1 : a.contributionId > b.contributionId ? 1 : 0));
  const repeated = sorted.find((item, i) => item.contributionId === sorted[i + 1]?.contributionId);
  if (repeated) throw new SnapshotItemRepeatedError(repeated.contributionId);
  return sorted;
}
