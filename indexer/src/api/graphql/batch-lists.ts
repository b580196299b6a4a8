import type { GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema } from "graphql";
import { asc, inArray } from "ponder";

import { leg, payout } from "../../../ponder.schema.ts";
import { loadGraphQL } from "./ponder-builder.ts";

/** Lists under a list, which Ponder reads with one query for each parent: a page of payouts with the legs of each receipt would be a query for each. */
const LISTS = [
  { type: "receipt", field: "legs", table: leg, key: leg.receiptId, keyName: "receiptId" },
  { type: "receipt", field: "payouts", table: payout, key: payout.receiptId, keyName: "receiptId" },
  { type: "payout", field: "legs", table: leg, key: leg.payoutId, keyName: "payoutId" },
] as const;
type List = (typeof LISTS)[number];

/** Ponder's, for lists without a limit. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
/** Parents of one query. A receipt has at most 64 legs (docs/formats/batch.md), so its rows are bounded too. */
const MOST_PARENTS = 50;

interface ReadContext {
  readonly qb: {
    readonly raw: { select(): { from(table: unknown): { where(c: unknown): { orderBy(c: unknown): PromiseLike<unknown[]> } } } };
  };
}
interface Waiting {
  readonly id: string;
  readonly resolve: (rows: Record<string, unknown>[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Only rows are asked for: no cursors, no count. */
const asksItemsOnly = ({ fieldNodes }: GraphQLResolveInfo): boolean => {
  const { Kind } = loadGraphQL();
  return fieldNodes.every(({ selectionSet }) =>
    (selectionSet?.selections ?? []).every(
      (part) => part.kind === Kind.FIELD && (part.name.value === "items" || part.name.value === "__typename"),
    ),
  );
};

const read = async ({ qb }: ReadContext, { table, key, keyName }: List, waiting: readonly Waiting[]): Promise<void> => {
  try {
    const ids = [...new Set(waiting.map(({ id }) => id))];
    const rows = (await qb.raw
      .select()
      .from(table)
      .where(inArray(key, ids as `0x${string}`[]))
      .orderBy(asc(table.id))) as Record<string, unknown>[];
    const rowsOf = Map.groupBy(rows, (row) => row[keyName]);
    for (const { id, resolve } of waiting) resolve(rowsOf.get(id) ?? []);
  } catch (error) {
    for (const { reject } of waiting) reject(error);
  }
};

/** Collects the parents that ask in the same turn of the event loop. */
const loaderOf = (context: ReadContext, list: List) => {
  let waiting: Waiting[] = [];
  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MOST_PARENTS) void read(context, list, all.slice(at, at + MOST_PARENTS));
  };
  return (id: string) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ id, resolve, reject });
    });
};

/** Reads the plain lists under receipts and payouts, those without filter, order, cursor or count, with one query for all parents. */
export const batchLists = (schema: GraphQLSchema): void => {
  for (const list of LISTS) {
    const loaders = new WeakMap<object, ReturnType<typeof loaderOf>>();
    const field = (schema.getType(list.type) as GraphQLObjectType).getFields()[list.field]!;
    const alone = field.resolve!;
    field.resolve = async (parent: { id: string }, args: Record<string, unknown>, context: ReadContext, info) => {
      const limit = (args["limit"] as number | null | undefined) ?? DEFAULT_LIMIT;
      const isPlain = Object.entries(args).every(([name, value]) => name === "limit" || value === null || value === undefined);
      if (!isPlain || limit < 1 || limit > MAX_LIMIT || !asksItemsOnly(info)) return alone(parent, args, context, info) as unknown;
      let load = loaders.get(context);
      if (load === undefined) loaders.set(context, (load = loaderOf(context, list)));
      return { items: (await load(parent.id)).slice(0, limit) };
    };
  }
};
