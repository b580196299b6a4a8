import { and, eq } from "ponder";

import { adapter, lineageEdge, model, snapshot } from "../../ponder.schema.ts";
import type { Database } from "./database.ts";

/** A model or an adapter: what is built on data. */
export interface Built {
  readonly kind: "Model" | "Adapter";
  readonly id: number;
}

/** What has happened to the data behind an asset since it was built, as the contract `Freshness` has it. */
export interface Freshness {
  readonly isStale: boolean;
  /** Items that left the snapshots it and its ancestors were trained on. */
  readonly lostItems: number;
  /** Whether an ancestor was retrained after what was built on it. */
  readonly isBehind: boolean;
  /** For people. */
  readonly words: string;
}

/** Everything of one asset that its freshness depends on; null if it is unknown. */
export type BuiltOn = { readonly builtAt: bigint; readonly lostItems: number; readonly parents: readonly Built[] } | null;

const MOST_ASSETS = 64;

/**
 * Walks up from an asset to everything it was built on.
 * @returns null for an unknown asset.
 */
export async function freshnessOf(start: Built, read: (asset: Built) => Promise<BuiltOn>): Promise<Freshness | null> {
  const keyOf = ({ kind, id }: Built) => `${kind}-${id}`;
  const known = new Map<string, BuiltOn>();
  const readOnce = async (asset: Built): Promise<BuiltOn> => {
    const key = keyOf(asset);
    if (!known.has(key)) known.set(key, await read(asset));
    return known.get(key)!;
  };
  if ((await readOnce(start)) === null) return null;
  const queue = [start];
  const seen = new Set([keyOf(start)]);
  let [lostItems, isBehind] = [0, false];
  while (queue.length > 0 && seen.size <= MOST_ASSETS) {
    const state = await readOnce(queue.shift()!);
    if (state === null) continue;
    lostItems += state.lostItems;
    for (const parent of state.parents) {
      const above = await readOnce(parent);
      if (above !== null && above.builtAt > state.builtAt) isBehind = true;
      if (seen.has(keyOf(parent))) continue;
      seen.add(keyOf(parent));
      queue.push(parent);
    }
  }
  return { isStale: lostItems > 0 || isBehind, lostItems, isBehind, words: inWords(start, lostItems, isBehind) };
}

function inWords({ kind, id }: Built, lostItems: number, isBehind: boolean): string {
  const name = `${kind} ${id}`;
  const lost =
    lostItems === 0
      ? undefined
      : `${lostItems === 1 ? "1 item" : `${lostItems} items`} it was trained on ${lostItems === 1 ? "was" : "were"} withdrawn or removed since`;
  const behind = isBehind ? "something it was built on was retrained since" : undefined;
  const reasons = [lost, behind].filter((reason) => reason !== undefined);
  if (reasons.length === 0) return `${name} stands on data that may all still be used.`;
  return `${name} is flagged until it is retrained: ${reasons.join(", and ")}.`;
}

/** What the tables say of one asset. */
export const builtOnReader =
  (db: Database) =>
  async ({ kind, id }: Built): Promise<BuiltOn> => {
    const child = kind === "Model" ? lineageEdge.childModelId : lineageEdge.childAdapterId;
    const [rows, edges] = await Promise.all([
      kind === "Model"
        ? db.select({ builtAt: model.builtAt }).from(model).where(eq(model.id, id)).limit(1)
        : db.select({ builtAt: adapter.builtAt, base: adapter.baseModelId }).from(adapter).where(eq(adapter.id, id)).limit(1),
      db
        .select({ parentModel: lineageEdge.parentModelId, parentAdapter: lineageEdge.parentAdapterId, lost: snapshot.lostCount })
        .from(lineageEdge)
        .leftJoin(snapshot, eq(snapshot.id, lineageEdge.snapshotId))
        .where(and(eq(child, id), eq(lineageEdge.isCurrent, true))),
    ]);
    const [row] = rows as readonly { builtAt: bigint; base?: number }[];
    if (row === undefined) return null;
    const parents: Built[] = row.base === undefined ? [] : [{ kind: "Model", id: row.base }];
    for (const { parentModel, parentAdapter } of edges) {
      if (parentModel !== null) parents.push({ kind: "Model", id: parentModel });
      if (parentAdapter !== null) parents.push({ kind: "Adapter", id: parentAdapter });
    }
    return { builtAt: row.builtAt, lostItems: edges.reduce((sum, { lost }) => sum + (lost ?? 0), 0), parents };
  };
