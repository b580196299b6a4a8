import { canonicalText, merkleRoot, snapshotRoot, type CommittedIndex, type SnapshotItem } from "@openledger/sdk";
import type { Hex } from "viem";

import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import type { CorpusItem } from "../../gateway/src/attribution/types.ts";
import { commitCorpus } from "../attribute/commit-corpus.ts";
import { standingsOf } from "../epoch-rail/standings.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { ContentPlaces } from "../validator/contents.ts";

/** A published snapshot, as receipts name it. */
export type SnapshotPlace = { readonly datanet: number; readonly number: number };

/** What a receipt's snapshots hold, by their texts and the chain alone. */
export type KnownCorpus = { readonly snapshotRoot: Hex; readonly items: readonly CorpusItem[] };

/** The index of it. */
export type KnownIndex = { readonly snapshotRoot: Hex; readonly index: CommittedIndex };

/** Reads snapshots' items, in the offering's order. @throws SnapshotError if a part is not to be had. */
export type CorpusReader = (places: readonly SnapshotPlace[]) => Promise<KnownCorpus>;

/** Makes the index of snapshots, in the offering's order; each once. @throws SnapshotError if a part is not to be had. */
export type IndexReader = (places: readonly SnapshotPlace[]) => Promise<KnownIndex>;

/** Something of a snapshot is not to be had, or is not what the chain says. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}

const READS_AT_ONCE = 32;
/** Indexes kept: they are large. */
const KEPT = 4;

/** A list of items as `GET /v1/datanets/{id}/snapshot` gives it. */
type Listing = {
  readonly items: readonly { readonly contribution_id: string; readonly content_root: Hex; readonly novelty_ppm: number }[];
};

async function inParts<T, R>(list: readonly T[], read: (entry: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < list.length; start += READS_AT_ONCE)
    results.push(...(await Promise.all(list.slice(start, start + READS_AT_ONCE).map(read))));
  return results;
}

/** Root that receipts over these snapshots commit to, from the chain. @throws SnapshotError if one was never published. */
export async function snapshotRootOf(session: RailSession, places: readonly SnapshotPlace[]): Promise<Hex> {
  const roots = await Promise.all(places.map((place) => itemRootOf(session, place)));
  return roots.length === 1 ? roots[0]! : merkleRoot(roots);
}

async function itemRootOf(session: RailSession, { datanet, number }: SnapshotPlace): Promise<Hex> {
  const count = await session.read<number>("DatanetRegistry", "snapshotCountOf", [datanet]);
  if (number < 1 || number > count)
    throw new SnapshotError(`Datanet ${datanet} has published ${count} snapshots, there is no number ${number}`);
  return (await session.read<{ itemRoot: Hex }>("DatanetRegistry", "snapshotOf", [datanet, number])).itemRoot;
}

/**
 * Where snapshots are read from.
 * @param gateway Any gateway's address, for lists of items; they are checked against the chain's roots.
 * @param contents Where texts are; they are checked against the items' content roots.
 * @param salts Of private Datanets.
 */
export type SnapshotPlaces = {
  readonly session: RailSession;
  readonly gateway: string;
  readonly contents: ContentPlaces;
  readonly salts: ReadonlyMap<number, Hex>;
};

export function corpusReader({ session, gateway, contents, salts }: SnapshotPlaces): CorpusReader {
  async function itemsOf(place: SnapshotPlace): Promise<readonly SnapshotItem[]> {
    const itemRoot = await itemRootOf(session, place);
    const url = `${gateway.replace(/\/+$/, "")}/v1/datanets/${place.datanet}/snapshot?number=${place.number}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
      throw new SnapshotError(`${url} does not answer (${error.message}); name another --gateway`);
    });
    if (!response.ok) throw new SnapshotError(`${url} answers ${response.status}: ${(await response.text()).slice(0, 200)}`);
    const items = ((await response.json()) as Listing).items.map((item) => ({
      contributionId: BigInt(item.contribution_id),
      contentRoot: item.content_root,
      noveltyPpm: item.novelty_ppm,
    }));
    if (snapshotRoot(items) !== itemRoot)
      throw new SnapshotError(`${url} lists items that do not give the root ${itemRoot} that was published`);
    return items;
  }

  async function textOf({ datanet }: SnapshotPlace, { contributionId, contentRoot }: SnapshotItem, salt: Hex): Promise<string> {
    const text = await contents.find(contentRoot, salt);
    if (text !== undefined) return canonicalText(text);
    const hint = "name a folder that has it with --content, or the salt of a private Datanet with OPENLEDGER_DATANET_SALTS";
    throw new SnapshotError(`no place has the text ${contentRoot} of contribution ${contributionId} to Datanet ${datanet}; ${hint}`);
  }

  async function corpusOf(place: SnapshotPlace): Promise<readonly CorpusItem[]> {
    const items = await itemsOf(place);
    const standingOf = await standingsOf(
      session,
      items.map(({ contributionId }) => contributionId),
    );
    // What was given under terms that forbid answers is in the snapshot, never in an index.
    const servable = items.filter(({ contributionId }) => standingOf(contributionId) !== 0);
    const salt = salts.get(place.datanet) ?? (await session.read<Hex>("DatanetRegistry", "saltOf", [place.datanet]));
    return inParts(servable, async (item) => {
      const { commit } = await session.read<{ commit: number }>("ContributionLedger", "contributionOf", [item.contributionId]);
      return { ...item, commit: Number(commit), text: await textOf(place, item, salt) };
    });
  }

  return async (places) => {
    const root = await snapshotRootOf(session, places);
    const items: CorpusItem[] = [];
    for (const place of places) items.push(...(await corpusOf(place)));
    if (items.length === 0) throw new SnapshotError(`the snapshots behind ${root} hold nothing that may be answered from`);
    return { snapshotRoot: root, items };
  };
}

export function indexReader(from: SnapshotPlaces): IndexReader {
  const kept = new Map<Hex, Promise<KnownIndex>>();
  const read = corpusReader(from);

  async function build(places: readonly SnapshotPlace[]): Promise<KnownIndex> {
    const { snapshotRoot: root, items } = await read(places);
    return { snapshotRoot: root, index: commitCorpus({ items }, buildIndex(items), { partCount: places.length }) };
  }

  return async (places) => {
    const root = await snapshotRootOf(from.session, places);
    const found = kept.get(root);
    if (found !== undefined) return found;
    const made = build(places);
    kept.set(root, made);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return made.catch((error: unknown) => {
      kept.delete(root);
      throw error;
    });
  };
}
