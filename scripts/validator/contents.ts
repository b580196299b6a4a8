import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";

import { BaseError, contentRoot } from "@openledger/sdk";
import type { Hex } from "viem";

import { openContentStore, type ContentStore } from "../../gateway/src/content/content-store.ts";

export type ContentPlaces = {
  /** A text whose content root under the salt is this one; undefined if no place has it. */
  find(root: Hex, salt: Hex): Promise<string | undefined>;
};

/** Makes the header that shows a grant to a host. */
export type Pass = (host: string) => Promise<string>;

const mostBytes = 2_097_152;

/**
 * Looks for texts in the places the operator named: a gateway (`GET /v1/contents/{root}`) or a folder with one file for each root. What a place
 * gives is believed only if it hashes to the root.
 * @param passes Proofs of membership to show a gateway that has nothing for the public.
 * @param cache Folder for texts of public Datanets; undefined keeps them in memory only, as texts of private ones must be.
 */
export async function openContents(
  places: readonly string[],
  cache: string | undefined,
  passes: readonly Pass[] = [],
): Promise<ContentPlaces> {
  if (cache !== undefined) await mkdir(cache, { recursive: true, mode: 0o700 });
  const store: ContentStore | undefined = cache === undefined ? undefined : await openContentStore(cache);
  const memory = new Map<Hex, string>();
  return {
    async find(root, salt) {
      const known = memory.get(root) ?? (await store?.get(root));
      if (known !== undefined) return known;
      for (const place of places) {
        const text = await (/^https?:\/\//.test(place) ? download(place, root, passes) : readLocal(place, root));
        if (text === undefined || !isText(text, root, salt)) continue;
        if (store === undefined) memory.set(root, text);
        else await store.put(root, text);
        return text;
      }
      return undefined;
    },
  };
}

function isText(text: string, root: Hex, salt: Hex): boolean {
  try {
    return contentRoot(text, salt).toLowerCase() === root.toLowerCase();
  } catch (error) {
    if (error instanceof BaseError) return false;
    throw error;
  }
}

async function download(gateway: string, root: Hex, passes: readonly Pass[]): Promise<string | undefined> {
  for (const pass of [undefined, ...passes]) {
    const text = await ask(gateway, root, pass);
    if (text !== undefined) return text;
  }
  return undefined;
}

async function ask(gateway: string, root: Hex, pass: Pass | undefined): Promise<string | undefined> {
  try {
    const headers: Record<string, string> = pass === undefined ? {} : { "x-openledger-grant": await pass(new URL(gateway).host) };
    const response = await fetch(`${gateway.replace(/\/$/, "")}/v1/contents/${root}`, { headers, signal: AbortSignal.timeout(15_000) });
    if (!response.ok || Number(response.headers.get("content-length") ?? 0) > mostBytes) return undefined;
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer());
  } catch {
    // A place that is down, slow or wrong has nothing; the next one may.
    return undefined;
  }
}

async function readLocal(folder: string, root: Hex): Promise<string | undefined> {
  return readFile(path.join(folder, root.toLowerCase()), "utf8").catch(() => undefined);
}
