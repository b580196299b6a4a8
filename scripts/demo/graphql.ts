/** Asks the indexer's GraphQL API. @throws with its errors. */
export async function graphql<T>(url: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`GraphQL answered ${response.status}: ${text.slice(0, 500)}`);
  const { data, errors } = JSON.parse(text) as { data?: T; errors?: { message: string }[] };
  if (errors !== undefined || data === undefined) throw new Error(`GraphQL: ${errors?.map(({ message }) => message).join("; ") ?? text}`);
  return data;
}
