import { AssetKind, canonicalText, ContributionStatus, merkleRoot, Relation, type SnapshotItem } from "@openledger/sdk";
import type { Hex } from "viem";

import { buildIndex, type LexicalIndex } from "../attribution/build-index.ts";
import type { CorpusItem } from "../attribution/types.ts";
import type { Catalogue, Datanet, Offering, Snapshot } from "../chain/types.ts";
import type { ContentStore } from "../content/content-store.ts";
import type { ContinuationSource } from "../model/continue-text.ts";
import type { WeightedIndex } from "../model/find-passages.ts";
import { buildPassageIndex } from "../model/passage-index.ts";

/** What an offering answers from and attributes to: the latest published snapshots of its Datanets, whole. */
export interface Corpus {
  readonly offering: Offering;
  readonly datanets: readonly Datanet[];
  readonly snapshots: readonly { readonly datanet: number; readonly number: number; readonly itemRoot: Hex }[];
  /** `snapshotRoot` of docs/formats/receipt.md. */
  readonly snapshotRoot: Hex;
  readonly index: LexicalIndex;
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

/** Builds and keeps the corpora of offerings; the same snapshots are indexed once. */
export function createCorpora({ contents }: { readonly contents: ContentStore }) {
  const kept = new Map<string, Promise<Indexed | Unavailable>>();

  async function index(catalogue: Catalogue, offering: Offering, snapshots: readonly Snapshot[]): Promise<Indexed | Unavailable> {
    const items = await readItems(
      catalogue,
      contents,
      snapshots.flatMap(({ items: own }) => own!),
    );
    if ("unavailable" in items) return items;
    const ordered = [...items].sort((a, b) => a.commit - b.commit || (a.contributionId < b.contributionId ? -1 : 1));
    const sources = ordered.map(({ contributionId, original, uri }) => ({ contributionId, text: original, uri }));
    const texts = new Map(items.map(({ contributionId, text }) => [contributionId, text]));
    const textOf = (id: bigint): string => texts.get(id)!;
    const whole = { index: buildIndex(items), textOf };
    const base = buildPassageIndex(sources);
    const adapters = offering.adapters
      .map((adapter) => new Set(trainedOn(catalogue, adapter).map(({ contributionId }) => contributionId)))
      .filter((ids) => items.some(({ contributionId }) => ids.has(contributionId)))
      .map((ids) => {
        const isWhole = items.every(({ contributionId }) => ids.has(contributionId));
        return {
          passages: isWhole ? base : buildPassageIndex(sources.filter(({ contributionId }) => ids.has(contributionId))),
          continuation: isWhole ? whole : { index: buildIndex(items.filter(({ contributionId }) => ids.has(contributionId))), textOf },
        };
      });
    return {
      index: whole.index,
      passages: [{ index: base, weight: 1 }, ...adapters.map(({ passages }) => ({ index: passages, weight: ADAPTER_WEIGHT }))],
      continuations: [...new Set([...adapters.map(({ continuation }) => continuation), whole])],
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
      indexed = index(catalogue, offering, latest);
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
  return { corpusOf };
}

export type Corpora = ReturnType<typeof createCorpora>;
