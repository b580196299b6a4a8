/** What a text says as JSON; nothing if it is none. */
const parse = <T extends object>(text: string): Partial<T> => {
  try {
    return JSON.parse(text) as T;
  } catch {
    return {};
  }
};

/** Asks the indexer's GraphQL API. @throws with its errors. */
export async function graphql<T>(url: string, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors } = parse<{ data?: T; errors?: { message: string }[] }>(text);
  if (!response.ok && errors === undefined) throw new Error(`GraphQL answered ${response.status}: ${text.slice(0, 500)}`);
  if (errors !== undefined || data === undefined) throw new Error(`GraphQL: ${errors?.map(({ message }) => message).join("; ") ?? text}`);
  return data;
}
