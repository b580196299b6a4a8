import type { GraphQLError } from "graphql";

import { loadGraphQL } from "./ponder-builder.ts";

/** How Ponder's resolvers begin what a client can mend; everything else may quote SQL. */
const CLIENT_FAULT = /^(Invalid|Unknown column|Unknown Order|Cannot specify|Where clause)/i;

/** The limits' package may have a `graphql` of its own, so the name decides. */
const isGraphQLError = (error: unknown): error is GraphQLError => error instanceof Error && error.name === "GraphQLError";

/** What a client sees of an error: its own mistakes in full, ours in general. */
export const maskError = (error: unknown): Error => {
  const { GraphQLError } = loadGraphQL();
  if (!isGraphQLError(error)) return new GraphQLError("The indexer could not answer; try again later.");
  const cause: unknown = error.originalError ?? undefined;
  if (!(cause instanceof Error) || isGraphQLError(cause) || CLIENT_FAULT.test(cause.message)) return error;
  return new GraphQLError("The indexer could not answer; check the arguments, or try again later.", {
    path: error.path,
    nodes: error.nodes,
  });
};
