import { graphql } from "../demo/graphql.ts";

/** What was asked for cannot be explained; the message says why and what to do. */
export class ExplainError extends Error {
  override readonly name = "ExplainError";
}

export type At = { readonly number: number; readonly hash: string | null };

/** Asks for one thing and the block that the answer is true at. */
export async function askFor<T>(url: string, query: string, variables: Record<string, unknown>): Promise<T & { readonly at: At }> {
  const data = await graphql<T & { _meta: { block: At | null } }>(url, query, variables).catch((error: unknown) => {
    if (error instanceof TypeError)
      throw new ExplainError(`no indexer answers at ${url}; start one with npm run indexer, or name it with --graphql`);
    throw error;
  });
  if (data._meta.block === null) throw new ExplainError("the indexer has folded no block yet; wait until it has");
  return { ...data, at: data._meta.block };
}

/** The last line of every explanation. */
export function trueAt({ number, hash }: At): string {
  return `True at block ${number}${hash === null ? ", which the chain has dropped since: ask again" : ` ${hash}`}.`;
}
