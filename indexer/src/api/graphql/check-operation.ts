import { is, Table } from "drizzle-orm";
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";

import * as tables from "../../../ponder.schema.ts";
import { columnsOf, keyOf } from "../../fold/columns.ts";
import { LARGEST } from "../../fold/largest.ts";
import type { AnyTable } from "../../fold/store.ts";
import { loadGraphQL } from "./ponder-builder.ts";

/** Most rows that an operation may read by its limits. */
export const MOST_ROWS = 200_000;
/** Ponder's. */
const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 1_000;
const LARGEST_OFFSET = 100_000;
/** Evidence is asked of a gateway, which costs more than rows. */
const EVIDENCE_COST = 100;
const SPANS = 50;
/** So are receipts of epochs: where one stands, of all gateways, and then some hundred thousand bytes of its epoch. */
const EPOCH_COST = 10_000;
const EPOCH_FIELDS = ["explainReceipt", "receiptsFor"];

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A client's mistake; the message says what to change. */
class OperationFault extends Error {}

const isCursor = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** Checks the arguments of a page. @returns How many rows it may have. */
const pageSize = (name: string, values: Readonly<Record<string, unknown>>): number => {
  const { limit, offset } = values as { limit?: number | null; offset?: number | null };
  const size = limit ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE)
    throw new OperationFault(`${name}: limit is ${size}; ask for 1 to ${LARGEST_PAGE} and follow pageInfo.endCursor.`);
  if (offset != null && (offset < 0 || offset > LARGEST_OFFSET))
    throw new OperationFault(`${name}: offset is ${offset}; use 0 to ${LARGEST_OFFSET}, or follow pageInfo.endCursor.`);
  for (const end of ["after", "before"]) {
    const cursor = values[end];
    if (typeof cursor === "string" && !isCursor(cursor))
      throw new OperationFault(`${name}: ${end} is no cursor; take pageInfo.endCursor or startCursor of an earlier answer.`);
  }
  return size;
};

/** Refuses a key that its column cannot hold: the column itself would ask for the nearest one. */
const checkKey = (name: string, values: Readonly<Record<string, unknown>>): void => {
  const table = (tables as Readonly<Record<string, unknown>>)[name];
  if (!is(table, Table)) return;
  const key = keyOf(table as AnyTable);
  const largest = LARGEST[columnsOf(table as AnyTable).get(key)!.columnType];
  const value = values[key];
  if (largest !== undefined && typeof value === "bigint" && (value < 0n || value > largest))
    throw new OperationFault(`${name}: ${key} is outside of what its column can hold, 0 to ${largest}.`);
};

const costOfSelection = (walk: Walk, type: GraphQLObjectType, { selections }: SelectionSetNode): number => {
  const { Kind } = loadGraphQL();
  let cost = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const field = type.getFields()[selection.name.value];
      // Introspection has no field here; the limit on depth does not count it either.
      if (field === undefined) continue;
      cost += costOfField(walk, field, selection.selectionSet, argumentsOf(walk, field, selection));
    } else {
      const spread = selection.kind === Kind.INLINE_FRAGMENT ? selection : walk.fragments.get(selection.name.value);
      if (spread !== undefined) cost += costOfSelection(walk, type, spread.selectionSet);
    }
    if (cost > MOST_ROWS) throw tooLarge();
  }
  return cost;
};

const tooLarge = () =>
  new OperationFault(
    `The query may read more than ${MOST_ROWS} rows: every page counts its limit (${DEFAULT_PAGE} if left out) times what is nested in it. Set smaller limits, or ask in several queries.`,
  );

const argumentsOf = (
  { variables }: Walk,
  field: GraphQLField<unknown, unknown>,
  node: Parameters<ReturnType<typeof loadGraphQL>["getArgumentValues"]>[1],
) => loadGraphQL().getArgumentValues(field, node, variables as Record<string, unknown>);

const costOfField = (
  walk: Walk,
  field: GraphQLField<unknown, unknown>,
  selectionSet: SelectionSetNode | undefined,
  values: Readonly<Record<string, unknown>>,
): number => {
  const { getNamedType, isObjectType } = loadGraphQL();
  const type = getNamedType(field.type);
  if (selectionSet === undefined || !isObjectType(type)) return 0;
  const isPage = Object.hasOwn(type.getFields(), "pageInfo");
  if (!isPage) checkKey(field.name, values);
  const rows = isPage ? pageSize(field.name, values) : field.name === "spans" ? SPANS : 1;
  const own = EPOCH_FIELDS.includes(field.name) ? EPOCH_COST : type.name === "Evidence" ? EVIDENCE_COST : 1;
  const selected = costOfSelection(walk, type, selectionSet);
  // The one row that a page's `items` count is the page's own.
  const nested = isPage ? Math.max(0, selected - 1) : selected;
  const cost = rows * (own + nested);
  if (cost > MOST_ROWS) throw tooLarge();
  return cost;
};

/**
 * Finds what is wrong with a valid operation before it runs: absurd pages, cursors that are none, and queries that may read too many rows.
 * @returns What to change; null if nothing.
 */
export const findOperationFault = (
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  operationName: string | null | undefined,
): string | null => {
  const { Kind } = loadGraphQL();
  const operations = document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => operationName == null || name?.value === operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (operation === undefined || root == null) return null;
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
  try {
    costOfSelection({ schema, fragments, variables }, root, operation.selectionSet);
    return null;
  } catch (error) {
    if (error instanceof OperationFault) return error.message;
    throw error;
  }
};
