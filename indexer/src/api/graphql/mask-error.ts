import { loadGraphQL } from "./ponder-builder.ts";

/** How Ponder's resolvers begin what a client can mend; everything else may quote SQL. */
const CLIENT_FAULT = /^(Invalid|Unknown column|Unknown Order|Cannot specify|Where clause)/i;

/** What a client sees of an error: its own mistakes in full, ours in general. */
export const maskError = (error: unknown): Error => {
  const { GraphQLError } = loadGraphQL();
  if (!(error instanceof GraphQLError)) return new GraphQLError("The indexer could not answer; try again later.");
  const cause = error.originalError;
  if (cause === undefined || cause === null || cause instanceof GraphQLError || CLIENT_FAULT.test(cause.message)) return error;
  return new GraphQLError("The indexer could not answer; check the arguments, or try again later.", { path: error.path, nodes: error.nodes });
};
