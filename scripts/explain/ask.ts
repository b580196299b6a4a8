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

/** A page of a list, as GraphQL gives it. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** Rows of the largest page that GraphQL gives. */
export const PAGE = 1_000;

/** Follows the cursors of a list from its first page to its last. @throws ExplainError if the list changes its block on the way, or does not end. */
export async function readAll<T>(
  first: Page<T>,
  at: At,
  next: (after: string) => Promise<{ readonly page: Page<T>; readonly at: At }>,
): Promise<readonly T[]> {
  const items = [...first.items];
  let { pageInfo } = first;
  while (pageInfo.hasNextPage) {
    if (pageInfo.endCursor === null) throw new ExplainError("the indexer's list goes on but says not where; ask again");
    const { page, at: now } = await next(pageInfo.endCursor);
    if (now.hash !== at.hash) throw new ExplainError(`the chain went on to block ${now.number} while a long list was read; ask again`);
    if (page.items.length === 0) throw new ExplainError("the indexer's list goes on with an empty page; ask again");
    items.push(...page.items);
    pageInfo = page.pageInfo;
  }
  return items;
}

/** The last line of every explanation. */
export function trueAt({ number, hash }: At): string {
  return `True at block ${number}${hash === null ? ", which the chain has dropped since: ask again" : ` ${hash}`}.`;
}
