export interface RankedItem {
  readonly item: number;
  /** In 1/65,536. */
  readonly score: number;
}

/** The `most` best, best first, ties by contribution id. */
export function keepBest(items: readonly RankedItem[], most: number): readonly RankedItem[] {
  const best: RankedItem[] = [];
  for (const entry of items) {
    let place = best.length;
    while (place > 0 && isBetter(entry, best[place - 1]!)) place--;
    if (place === most) continue;
    best.splice(place, 0, entry);
    if (best.length > most) best.pop();
  }
  return best;
}

function isBetter(a: RankedItem, b: RankedItem): boolean {
  return a.score > b.score || (a.score === b.score && a.item < b.item);
}
