/**
 * Where a gateway serves `/v1/{path}`, or why it is not asked. Anybody can register any address as a gateway's endpoint, so only allowed hosts are asked,
 * over HTTP and without credentials. An endpoint may or may not end in `/v1`.
 */
export const gatewayUrl = (endpoint: string, path: string, allowedHosts: readonly string[]): URL | { readonly problem: string } => {
  if (!URL.canParse(endpoint)) return { problem: "the gateway's endpoint is no address" };
  const url = new URL(endpoint);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return { problem: `the gateway's endpoint uses ${url.protocol} instead of http or https` };
  if (url.username !== "" || url.password !== "") return { problem: "the gateway's endpoint holds credentials" };
  if (!allowedHosts.includes(url.hostname.toLowerCase())) return { problem: `this indexer does not fetch from ${url.hostname}` };
  const base = url.pathname.replace(/\/+$/, "").replace(/\/v1$/, "");
  url.pathname = `${base}/v1/${path}`;
  url.search = "";
  url.hash = "";
  return url;
};
