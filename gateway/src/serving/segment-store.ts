import type { AttributionPool } from "../attribution/attribution-pool.ts";
import type { Segment } from "../attribution/segmented-index.ts";
import type { CorpusItem } from "../attribution/types.ts";

/** A Datanet's published snapshot, ready to be indexed. */
export interface SnapshotTexts {
  readonly itemRoot: string;
  /** Of one snapshot each item once. */
  readonly items: readonly CorpusItem[];
}

export interface SegmentStoreOptions {
  readonly pool: AttributionPool;
  /** Where the index of a snapshot is kept between starts: its file and what must be written in it; none for nowhere. */
  readonly fileOf?: (itemRoot: string) => { readonly file: string; readonly key: string };
  readonly log?: (line: string) => void;
}

/** More than these are merged before another one is searched. */
export const MOST_SEGMENTS = 4;

/** What makes an item of one snapshot another one in the next. */
const identityOf = ({ contributionId, contentRoot, noveltyPpm, commit }: CorpusItem): string =>
  `${contributionId}/${contentRoot}/${noveltyPpm}/${commit}`;

/** An index with the items that it was made of. */
interface Kept extends Segment {
  /** Item's number by identity. */
  readonly identities: ReadonlyMap<string, number>;
}

function keep(index: Segment["index"], items: readonly CorpusItem[]): Kept {
  const ordered = [...items].sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1));
  return { index, tombstones: new Set(), identities: new Map(ordered.map((item, number) => [identityOf(item), number])) };
}

/**
 * The index of one Datanet as its snapshots go by: what a snapshot adds is a new segment, what it leaves out gets a tombstone at once, and in the
 * background everything is rebuilt into one segment again. Segments are never changed, so what reads older ones goes on undisturbed.
 */
export function createSegmentStore({ pool, fileOf, log = () => undefined }: SegmentStoreOptions) {
  let segments: readonly Kept[] = [];
  let current: SnapshotTexts | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let rebuilding: Promise<void> | undefined;

  async function load({ itemRoot, items }: SnapshotTexts): Promise<Kept | undefined> {
    const place = fileOf?.(itemRoot);
    const index =
      place &&
      (await pool.load(place.file, place.key, (problem) => void (problem.startsWith("ENOENT") || log(`${problem} Building it anew.`))));
    return index && keep(index, items);
  }

  async function build({ items }: SnapshotTexts): Promise<readonly Kept[]> {
    const wanted = new Map(items.map((item) => [identityOf(item), item]));
    const staying = segments.map((segment) => ({
      ...segment,
      tombstones: new Set([...segment.identities].filter(([identity]) => !wanted.has(identity)).map(([, number]) => number)),
    }));
    for (const { identities } of segments) for (const identity of identities.keys()) wanted.delete(identity);
    const live = staying.filter(({ index, tombstones }) => tombstones.size < index.contributionIds.length);
    const added = [...wanted.values()];
    return added.length === 0 ? live : [...live, keep(await pool.build(added), added)];
  }

  /** Merges the current segments and puts the result in their place; once more if a snapshot came between. */
  async function rebuild(): Promise<void> {
    for (;;) {
      const [merged, snapshot] = [segments, current!];
      const isWhole = merged.length === 1 && merged[0]!.tombstones.size === 0;
      const index = isWhole ? merged[0]!.index : await pool.merge(merged);
      if (segments !== merged) continue;
      if (!isWhole) segments = [keep(index, snapshot.items)];
      const written = segments;
      const place = fileOf?.(snapshot.itemRoot);
      if (place) await pool.save(place.file, index, place.key);
      if (segments === written) return;
    }
  }

  function rebuildLater(): void {
    rebuilding ??= rebuild()
      .catch((error: Error) => log(`The index could not be merged and stays in ${segments.length} segments: ${error.message}`))
      .finally(() => (rebuilding = undefined));
  }

  async function advance(snapshot: SnapshotTexts): Promise<readonly Segment[]> {
    if (snapshot.itemRoot === current?.itemRoot) return segments;
    const loaded = segments.length === 0 ? await load(snapshot) : undefined;
    if (segments.length >= MOST_SEGMENTS) {
      await rebuilding;
      rebuildLater();
      await rebuilding;
    }
    const next = loaded ? [loaded] : await build(snapshot);
    [segments, current] = [next, snapshot];
    if (!loaded) rebuildLater();
    return segments;
  }

  return {
    /** The segments of a snapshot; one snapshot after the other. */
    segmentsOf(snapshot: SnapshotTexts): Promise<readonly Segment[]> {
      const result = turn.then(() => advance(snapshot));
      turn = result.catch(() => undefined);
      return result;
    },
    /** Resolves when nothing is under way. */
    settled: async (): Promise<void> => {
      await turn;
      await rebuilding;
    },
  };
}

export type SegmentStore = ReturnType<typeof createSegmentStore>;
