import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from "graphql";

import type { SplitReceipt } from "../epochs/split-epoch-receipt.ts";
import type { Evidence } from "../evidence/evidence-of.ts";
import { clientError } from "./mask-error.ts";
import { loadGraphQL } from "./ponder-builder.ts";

/** A receipt of an epoch, whose rows are in no table. */
export type GivenReceipt = Pick<SplitReceipt, "receipt" | "legs" | "payouts" | "epoch"> & {
  readonly evidence: () => Promise<Evidence | null>;
};

type Row = Readonly<Record<string, unknown>>;
interface PageArguments {
  readonly where?: unknown;
  readonly before?: unknown;
  readonly orderBy?: string | null;
  readonly orderDirection?: string | null;
  readonly after?: string | null;
  readonly limit?: number | null;
  readonly offset?: number | null;
}

/** Ponder's. */
const DEFAULT_LIMIT = 50;

const cursorAt = (index: number): string => Buffer.from(JSON.stringify({ row: index })).toString("base64");
const indexIn = (cursor: string): number => {
  const { row } = JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as { row?: unknown };
  if (typeof row !== "number" || !Number.isSafeInteger(row) || row < 0)
    throw clientError("after is no cursor of this list; take pageInfo.endCursor of an earlier answer.");
  return row;
};

/** A page of given rows as Ponder gives one of a table's, in their own order if none is named. */
const pageOf = (rows: readonly Row[], args: PageArguments) => {
  const { orderBy, orderDirection, after, limit, offset } = args;
  if (args.where != null || args.before != null)
    throw clientError("A receipt in an epoch has at most 64 legs: ask for all, without where and before.");
  if (orderBy != null && !rows.every((row) => Object.hasOwn(row, orderBy))) throw clientError(`Unknown column "${orderBy}" to order by.`);
  const turn = orderDirection?.toLowerCase() === "desc" ? -1 : 1;
  const order = (a: Row, b: Row): number => {
    const [left, right] = [a[orderBy!] as bigint, b[orderBy!] as bigint];
    return left === right ? 0 : left < right ? -turn : turn;
  };
  const all = orderBy == null ? rows : rows.toSorted(order);
  const start = (after == null ? 0 : indexIn(after) + 1) + (offset ?? 0);
  const items = all.slice(start, start + (limit ?? DEFAULT_LIMIT));
  const pageInfo = {
    hasNextPage: start + items.length < all.length,
    hasPreviousPage: start > 0,
    startCursor: items.length === 0 ? null : cursorAt(start),
    endCursor: items.length === 0 ? null : cursorAt(start + items.length - 1),
  };
  return { items, totalCount: all.length, pageInfo };
};

/**
 * Lets rows that are in no table be answered as the tables' are: their relations to each other come from what is given, every other as ever.
 * @returns What takes a receipt's rows, and gives the row to answer with.
 */
export const answerGivenRows = (schema: GraphQLSchema): ((given: GivenReceipt) => Row) => {
  const givenBy = new WeakMap<object, GivenReceipt>();
  const override = (type: string, field: string, resolve: (given: GivenReceipt, row: Row, args: PageArguments) => unknown): void => {
    const config = (schema.getType(type) as GraphQLObjectType).getFields()[field]!;
    const inner = config.resolve ?? (loadGraphQL().defaultFieldResolver as GraphQLFieldResolver<unknown, unknown>);
    config.resolve = (row: Row, args: PageArguments, context: unknown, info) => {
      const given = givenBy.get(row);
      return given === undefined ? (inner(row, args, context, info) as unknown) : resolve(given, row, args);
    };
  };
  override("receipt", "legs", ({ legs }, _, args) => pageOf(legs, args));
  override("receipt", "payouts", ({ payouts }, _, args) => pageOf(payouts, args));
  override("receipt", "evidence", ({ evidence }) => evidence());
  override("leg", "receipt", ({ receipt }) => receipt);
  override("leg", "payout", ({ payouts }, { payoutId }) => payouts.find(({ id }) => id === payoutId));
  override("payout", "receipt", ({ receipt }) => receipt);
  override("payout", "legs", ({ legs }, { id }, args) =>
    pageOf(
      legs.filter(({ payoutId }) => payoutId === id),
      args,
    ),
  );
  (schema.getType("receipt") as GraphQLObjectType).getFields()["standsIn"]!.resolve = (row: Row) => givenBy.get(row)?.epoch ?? null;
  return (given) => {
    for (const row of [given.receipt, ...given.legs, ...given.payouts]) givenBy.set(row, given);
    return given.receipt;
  };
};
