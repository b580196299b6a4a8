import path from "node:path";

import { AssetKind, canonicalText, ContributionStatus, merkleRoot, Relation, type SnapshotItem } from "@openledger/sdk";
import type { Hex } from "viem";

import type { AttributionPool } from "../attribution/attribution-pool.ts";
import { methodText } from "../attribution/method-id.ts";
import { combineSegments, type SegmentedIndex } from "../attribution/segmented-index.ts";
import type { CorpusItem } from "../attribution/types.ts";
import type { Catalogue, Datanet, Offering, Snapshot } from "../chain/types.ts";
import type { ContentStore } from "../content/content-store.ts";
import type { ContinuationSource } from "../model/continue-text.ts";
import type { WeightedIndex } from "../model/find-passages.ts";
import { buildPassageIndex } from "../model/passage-index.ts";
import { createSegmentStore, type SegmentStore } from "./segment-store.ts";

/** What an offering answers from and attributes to: the latest published snapshots of its Datanets, but for items whose terms forbid it. */
export interface Corpus {
  readonly offering: Offering;
  readonly datanets: readonly Datanet[];
  readonly snapshots: readonly { readonly datanet: number; readonly number: number; readonly itemRoot: Hex }[];
  /** `snapshotRoot` of docs/formats/receipt.md. */
  readonly snapshotRoot: Hex;
  readonly index: SegmentedIndex;
  /** For retrieval: the Datanets, then the adapters. */
  readonly passages: readonly WeightedIndex[];
  /** For continuation: the adapters, then the Datanets. */
  readonly continuations: readonly ContinuationSource[];
  /** Items that left since the snapshot: still attributable, no longer answered from. */
  readonly excluded: ReadonlySet<bigint>;
}

/** Why an offering cannot be served now. */
export interface Unavailable {
  readonly unavailable: string;
}

/** How much more a passage counts that an adapter was trained on. */
const ADAPTER_WEIGHT = 1.25;
const CORPORA_KEPT = 16;

type Indexed = Pick<Corpus, "index" | "passages" | "continuations">;

/** Items that an adapter, or the adapters it was made of, was trained on. */
function trainedOn(catalogue: Catalogue, adapterId: number, depth = 0): readonly SnapshotItem[] {
  const edges = depth > 8 ? [] : (catalogue.adapters.get(adapterId)?.edges ?? []);
  return edges.flatMap(({ relation, kind, parent, snapshot }) => {
    if (relation === Relation.TrainedOn)
      return catalogue.datanets.get(parent)?.snapshots.find(({ number }) => number === snapshot)?.items ?? [];
    return kind === AssetKind.Adapter ? trainedOn(catalogue, parent, depth + 1) : [];
  });
}

async function readItems(
  catalogue: Catalogue,
  contents: ContentStore,
  items: readonly SnapshotItem[],
): Promise<readonly (CorpusItem & { readonly original: string; readonly uri: string })[] | Unavailable> {
  const missing = items.filter(({ contentRoot }) => !contents.roots().has(contentRoot.toLowerCase() as Hex));
  if (missing[0]) {
    return {
      unavailable: `the text of ${missing.length} of ${items.length} items is not here; the first is ${missing[0].contentRoot}: PUT it to /v1/contents`,
    };
  }
  return Promise.all(
    items.map(async (item) => {
      const original = (await contents.get(item.contentRoot))!;
      const { commit, uri } = catalogue.contributions.get(item.contributionId)!;
      return { ...item, text: canonicalText(original), original, commit, uri };
    }),
  );
}

export interface CorporaDependencies {
  readonly contents: ContentStore;
  readonly pool: AttributionPool;
  /** Folder that keeps indexes between starts; none are kept without it. */
  readonly indexFolder?: string;
  readonly log?: (line: string) => void;
}

/** Builds and keeps the corpora of offerings, off the event loop; the same snapshots are indexed once. */
export function createCorpora({ contents, pool, indexFolder, log }: CorporaDependencies) {
  const kept = new Map<string, Promise<Indexed | Unavailable>>();
  const stores = new Map<number, SegmentStore>();

  function storeOf(datanet: number): SegmentStore {
    let store = stores.get(datanet);
    if (!store) {
      // One file for each Datanet: the next snapshot's takes the place of the last one's.
      const fileOf = (itemRoot: string) => ({
        file: path.join(indexFolder!, `datanet-${datanet}.index`),
        key: `${methodText()} ${itemRoot}`,
      });
      store = createSegmentStore({ pool, ...(indexFolder !== undefined && { fileOf }), ...(log && { log }) });
      stores.set(datanet, store);
    }
    return store;
  }

  async function index(
    catalogue: Catalogue,
    offering: Offering,
    snapshots: readonly (Snapshot & { readonly datanet: number })[],
  ): Promise<Indexed | Unavailable> {
    const isServable = ({ contributionId }: SnapshotItem) => catalogue.contributions.get(contributionId)!.isServable;
    const read = await Promise.all(snapshots.map(({ items: own }) => readItems(catalogue, contents, own!.filter(isServable))));
    const unavailable = read.find((result) => "unavailable" in result);
    if (unavailable) return unavailable as Unavailable;
    const itemsOf = read as Exclude<(typeof read)[number], Unavailable>[];
    const items = itemsOf.flat();
    const segments = await Promise.all(
      snapshots.map(({ datanet, itemRoot }, i) =>
        storeOf(datanet).segmentsOf({
          itemRoot,
          items: itemsOf[i]!.map(({ contributionId, contentRoot, text, noveltyPpm, commit }) => ({
            ...{ contributionId, contentRoot, text, noveltyPpm, commit },
          })),
        }),
      ),
    );
    const ordered = [...items].sort((a, b) => a.commit - b.commit || (a.contributionId < b.contributionId ? -1 : 1));
    const sources = ordered.map(({ contributionId, original, uri }) => ({ contributionId, text: original, uri }));
    const texts = new Map(items.map(({ contributionId, text }) => [contributionId, text]));
    const textOf = (id: bigint): string => texts.get(id) ?? "";
    const whole = combineSegments(segments.flat());
    const wholeSources = segments.flat().map(({ index: own }) => ({ index: own, textOf }));
    const base = buildPassageIndex(sources);
    const trained = offering.adapters
      .map((adapter) => new Set(trainedOn(catalogue, adapter).map(({ contributionId }) => contributionId)))
      .filter((ids) => items.some(({ contributionId }) => ids.has(contributionId)));
    const adapters = await Promise.all(
      trained.map(async (ids) => {
        if (items.every(({ contributionId }) => ids.has(contributionId))) return { passages: base, continuations: wholeSources };
        const own = items.filter(({ contributionId }) => ids.has(contributionId));
        return {
          passages: buildPassageIndex(sources.filter(({ contributionId }) => ids.has(contributionId))),
          continuations: [{ index: await pool.build(own), textOf }],
        };
      }),
    );
    return {
      index: whole,
      passages: [{ index: base, weight: 1 }, ...adapters.map(({ passages }) => ({ index: passages, weight: ADAPTER_WEIGHT }))],
      continuations: [...new Set([...adapters.flatMap(({ continuations }) => continuations), ...wholeSources])],
    };
  }

  /** The corpus of an offering as of the catalogue, or why there is none. */
  async function corpusOf(catalogue: Catalogue, offering: Offering): Promise<Corpus | Unavailable> {
    const datanets: Datanet[] = [];
    const latest: Snapshot[] = [];
    for (const id of offering.datanets) {
      const datanet = catalogue.datanets.get(id);
      const snapshot = datanet?.snapshots.at(-1);
      if (!datanet || !snapshot)
        return { unavailable: `Datanet ${id} has no published snapshot yet; publish the root of /v1/datanets/${id}/snapshot` };
      if (!snapshot.items)
        return {
          unavailable: `snapshot ${snapshot.number} of Datanet ${id} has root ${snapshot.itemRoot}, which no set of its accepted items gives; publish the root of /v1/datanets/${id}/snapshot`,
        };
      datanets.push(datanet);
      latest.push(snapshot);
    }
    const key = [...latest.map(({ itemRoot }) => itemRoot), ...offering.adapters].join("/");
    let indexed = kept.get(key);
    if (!indexed) {
      indexed = index(
        catalogue,
        offering,
        latest.map((snapshot, i) => ({ ...snapshot, datanet: datanets[i]!.id })),
      );
      kept.set(key, indexed);
      if (kept.size > CORPORA_KEPT) kept.delete(kept.keys().next().value!);
    }
    const built = await indexed.catch((error: unknown) => {
      kept.delete(key);
      throw error;
    });
    if ("unavailable" in built) {
      kept.delete(key);
      return built;
    }
    const roots = latest.map(({ itemRoot }) => itemRoot);
    const excluded = [...built.index.contributionIds].filter(
      (id) => catalogue.contributions.get(id)?.status !== ContributionStatus.Accepted,
    );
    return {
      offering,
      datanets,
      ...built,
      snapshots: latest.map(({ number, itemRoot }, i) => ({ datanet: datanets[i]!.id, number, itemRoot })),
      snapshotRoot: roots.length === 1 ? roots[0]! : merkleRoot(roots),
      excluded: new Set(excluded),
    };
  }
  return {
    corpusOf,
    /** Resolves when no index is being built or saved. */
    settled: async (): Promise<void> => {
      await Promise.all([...stores.values()].map((store) => store.settled()));
    },
  };
}

export type Corpora = ReturnType<typeof createCorpora>;
