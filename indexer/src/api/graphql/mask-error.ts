import type { GraphQLError } from "graphql";

import { TooManyAsks } from "../ask-limit.ts";
import { loadGraphQL } from "./ponder-builder.ts";

/** How Ponder's resolvers begin what a client can mend; everything else may quote SQL. */
const CLIENT_FAULT = /^(Invalid|Unknown column|Unknown Order|Cannot specify|Where clause|Unknown cursor)/i;
/** Postgres' class of errors about values, for example a number that no column of the kind can hold. */
const DATA_EXCEPTION = /^22/;

/** The limits' package may have a `graphql` of its own, so the name decides. */
export const isGraphQLError = (error: unknown): error is GraphQLError => error instanceof Error && error.name === "GraphQLError";

/** Whether the database refused a value, rather than failed. */
const isRefusedValue = (error: unknown): boolean => {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && DATA_EXCEPTION.test(code)) return true;
  }
  return false;
};

/** Says in an error's extensions that the client can mend it; the answer's status follows. */
export const CLIENT_CODE = "BAD_USER_INPUT";

/** Says in an error's extensions that something of an epoch is not public, or false; its status is beside it. */
export const NOT_SHOWN = "NOT_SHOWN";

/** A client's mistake; the message says what to change. */
export const clientError = (message: string): Error => {
  const { GraphQLError } = loadGraphQL();
  return new GraphQLError(message, { extensions: { code: CLIENT_CODE } });
};

/** What a client sees of an error: its own mistakes in full, ours in general. */
export const maskError = (error: unknown): Error => {
  const { GraphQLError } = loadGraphQL();
  if (!isGraphQLError(error)) return new GraphQLError("The indexer could not answer; try again later.");
  const cause: unknown = error.originalError ?? undefined;
  if (!(cause instanceof Error) || isGraphQLError(cause)) return error;
  const place = { path: error.path, nodes: error.nodes };
  if (cause instanceof TooManyAsks) return new GraphQLError(cause.message, { ...place, extensions: { code: "INTERNAL_SERVER_ERROR" } });
  if (CLIENT_FAULT.test(cause.message)) return new GraphQLError(cause.message, { ...place, extensions: { code: CLIENT_CODE } });
  if (isRefusedValue(cause))
    return new GraphQLError("Invalid value: a number or text in the arguments is outside of what its column can hold.", {
      ...place,
      extensions: { code: CLIENT_CODE },
    });
  return new GraphQLError("The indexer could not answer; check the arguments, or try again later.", {
    ...place,
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  });
};
