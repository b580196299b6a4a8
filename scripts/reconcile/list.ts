/** Asks the GraphQL API for a selection. */
export type Reader = <T>(selection: string) => Promise<T>;

type Page<T> = { readonly items: readonly T[]; readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean } };

/** Every row of a list, page by page. */
export async function list<T>(read: Reader, field: string, key: string, columns: string, where?: string): Promise<T[]> {
  const rows: T[] = [];
  for (let after: string | null = null; ;) {
    const page: Page<T> = (
      await read<Record<string, Page<T>>>(
        `${field}(limit: 1000, orderBy: "${key}"${where === undefined ? "" : `, where: ${where}`}${after === null ? "" : `, after: "${after}"`}) { items { ${columns} } pageInfo { endCursor hasNextPage } }`,
      )
    )[field]!;
    rows.push(...page.items);
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}
