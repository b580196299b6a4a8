import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

import type { IndexedBlock } from "./indexed-block.ts";

/** Milliseconds an answer lives at most: evidence comes from gateways and spending reports end today, so not all of an answer is a function of the block. */
const MAX_AGE = 2_000;
/** A question is part of its key. */
const LONGEST_QUESTION = 16_384;
const LONGEST_ANSWER = 262_144;
const MOST_CHARACTERS = 16_777_216;

interface Kept {
  readonly text: string;
  readonly headers: [string, string][];
}
interface Entry {
  readonly madeAt: number;
  /** Null if the answer must not be kept. Whoever asks the same meanwhile waits for it instead of asking the database too. */
  readonly kept: Promise<Kept | null>;
}

/** Names the question; null for one that is not kept. Reads the body, which the request then gets anew. */
const keyOf = async (c: Context): Promise<string | null> => {
  const { method, url } = c.req;
  const accept = c.req.header("accept") ?? "";
  if (method === "GET") return url.length > LONGEST_QUESTION ? null : `${accept} ${url}`;
  const length = Number(c.req.header("content-length") ?? Number.NaN);
  if (method !== "POST" || !(length <= LONGEST_QUESTION)) return null;
  const body = await c.req.raw.text();
  c.req.raw = new Request(c.req.raw.url, { method, headers: c.req.raw.headers, body });
  return `${accept} ${c.req.header("content-type") ?? ""} ${url} ${body}`;
};

/** Takes the answer's text out of its response, and puts a response with the same text back. */
const keep = async (c: Context): Promise<Kept | null> => {
  if (c.res.status !== 200 || !(c.res.headers.get("content-type") ?? "").includes("json")) return null;
  const headers = [...c.res.headers];
  const text = await c.res.text();
  c.res = new Response(text, { status: 200, headers });
  // GraphQL says 200 also when the database failed.
  return text.length > LONGEST_ANSWER || text.includes('"errors":[') ? null : { text, headers };
};

/**
 * Keeps answers until the next block is folded: what the tables say is a function of the block that they stand at. The block is looked up first and rows
 * after it, so a kept answer may be of a later block than the one it is kept under, never of an earlier one. Answers other than 200 are not kept, and none
 * is while the chain does not confirm the block's hash.
 */
export const blockCache = (indexedBlock: () => Promise<IndexedBlock | null>, now: () => number = () => performance.now()) => {
  const entries = new Map<string, Entry>();
  let standsAt = "";
  let characters = 0;
  const empty = (): void => {
    entries.clear();
    characters = 0;
  };
  return createMiddleware(async (c, next) => {
    const block = await indexedBlock().catch(() => null);
    const key = block === null || block.hash === null ? null : await keyOf(c);
    if (key === null) return next();
    const name = `${block!.number} ${block!.hash} ${block!.timestamp}`;
    if (name !== standsAt) empty();
    standsAt = name;

    const known = entries.get(key);
    const kept = known !== undefined && now() - known.madeAt < MAX_AGE ? await known.kept : null;
    if (kept !== null) return new Response(kept.text, { status: 200, headers: kept.headers });

    const promise = Promise.withResolvers<Kept | null>();
    const entry: Entry = { madeAt: now(), kept: promise.promise };
    entries.set(key, entry);
    let made: Kept | null = null;
    try {
      await next();
      made = await keep(c);
    } finally {
      promise.resolve(made);
      if (entries.get(key) === entry) {
        if (made === null) entries.delete(key);
        else characters += key.length + made.text.length;
        if (characters > MOST_CHARACTERS) empty();
      }
    }
    return undefined;
  });
};
