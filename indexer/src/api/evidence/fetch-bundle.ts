import { cleanText } from "../../fold/clean-text.ts";
import { bundleSchema, type Bundle } from "./bundle.ts";
import { gatewayUrl } from "./gateway-url.ts";
import { readCapped } from "./read-capped.ts";

const TIMEOUT_MS = 3_000;
const MAX_BYTES = 1_048_576;

/** A bundle, or why there is none; `isFalse` if the gateway answered with something that is no bundle. */
export type FetchedBundle =
  | { readonly bundle: Bundle }
  | {
      readonly problem: string;
      readonly isFalse: boolean;
      /** Status with which the gateway refused a signed request. */ readonly refusal?: number;
    };

/** Statuses with which a gateway refuses a signed request for the caller's own fault. */
const REFUSALS = [400, 401, 403, 409];
const MOST_WORDS = 400;

/** Why a gateway refused, in its own words. */
const refusalOf = async (response: Response): Promise<string> => {
  const text = (await readCapped(response, MAX_BYTES))?.toString("utf8") ?? "";
  try {
    const { message } = (JSON.parse(text) as { error: { message: unknown } }).error;
    if (typeof message === "string") return cleanText(message).slice(0, MOST_WORDS);
  } catch {
    // Whatever it was, it gave no reason.
  }
  return "the gateway gave no reason";
};

const missing = (problem: string): FetchedBundle => ({ problem, isFalse: false });

/**
 * Fetches a receipt's evidence from the endpoint its gateway registered, if {@link gatewayUrl} lets it: without redirects, for three seconds and one
 * megabyte at most.
 */
export const fetchBundle = async (
  endpoint: string,
  receiptId: string,
  {
    allowedHosts,
    fetcher = fetch,
    request,
  }: {
    readonly allowedHosts: readonly string[];
    readonly fetcher?: typeof fetch;
    /** Signed request to pass on, JSON. */ readonly request?: string;
  },
): Promise<FetchedBundle> => {
  const url = gatewayUrl(endpoint, `receipts/${receiptId}/evidence`, allowedHosts);
  if ("problem" in url) return missing(url.problem);
  let text: string | null;
  try {
    const response = await fetcher(url, {
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: "application/json", ...(request !== undefined && { "content-type": "application/json" }) },
      ...(request !== undefined && { method: "POST", body: request }),
    });
    if (request !== undefined && REFUSALS.includes(response.status))
      return { problem: await refusalOf(response), isFalse: false, refusal: response.status };
    if (!response.ok) {
      await response.body?.cancel();
      return missing(`the gateway answered ${response.status}`);
    }
    text = (await readCapped(response, MAX_BYTES))?.toString("utf8") ?? null;
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return missing(isLate ? `the gateway did not answer within ${TIMEOUT_MS} ms` : "the gateway could not be reached");
  }
  if (text === null) return { problem: `the bundle is larger than ${MAX_BYTES} bytes`, isFalse: true };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: "the bundle is not JSON", isFalse: true };
  }
  const parsed = bundleSchema.safeParse(json);
  if (parsed.success) return { bundle: parsed.data };
  const { path, message } = parsed.error.issues[0]!;
  return { problem: `the bundle's ${path.join(".") || "value"} is malformed: ${message}`, isFalse: true };
};
