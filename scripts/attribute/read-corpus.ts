import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import { canonicalText, EmptyTextError, snapshotRoot } from "@openledger/sdk";
import type { Hex } from "viem";

import type { CorpusItem } from "../../gateway/src/attribution/types.ts";

export interface Corpus {
  readonly items: readonly CorpusItem[];
  /** What to call an item: its file, or where its snapshot says it is from. */
  readonly nameOf: (contributionId: bigint) => string;
  /** Item root if the folder is a snapshot. */
  readonly itemRoot: Hex | undefined;
  /** SHA-256 over all that an index of it depends on. */
  readonly digest: string;
  /** Files that are no text. */
  readonly skipped: number;
}

interface SnapshotFile {
  readonly items: readonly {
    readonly contribution_id: string;
    readonly content_root: Hex;
    readonly novelty_ppm: number;
    readonly commit: number | null;
    /** False if its terms keep it out of answers and so out of the corpus. */
    readonly is_servable: boolean;
    readonly uri: string;
  }[];
}

/** Longest piece of a file in UTF-16 code units; canonical text has at most 1 MiB, and no unit takes more than three bytes. */
const LONGEST_PIECE = 340_000;
const SNAPSHOT = "snapshot.json";

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) yield* filesIn(file);
    else if (entry.isFile()) yield file;
  }
}

/** The text of a file, or undefined if it is not UTF-8 or holds NUL. */
function textOf(file: string): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    return text.includes("\0") ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Canonical text; empty if nothing is left of it. */
function canonical(text: string): string {
  try {
    return canonicalText(text);
  } catch (error) {
    if (error instanceof EmptyTextError) return "";
    throw error;
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + LONGEST_PIECE);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last < 0xdc00) end--;
    yield text.slice(start, end);
    start = end;
  }
}

function readTexts(folder: string): Omit<Corpus, "digest"> {
  const items: CorpusItem[] = [];
  const names: string[] = [];
  let skipped = 0;
  for (const file of filesIn(folder)) {
    const text = textOf(file);
    if (text === undefined) skipped++;
    else
      for (const piece of piecesOf(text)) {
        const number = names.push(path.relative(folder, file));
        items.push({ contributionId: BigInt(number), contentRoot: "0x", text: canonical(piece), noveltyPpm: 1_000_000, commit: number });
      }
  }
  return { items, nameOf: (id) => names[Number(id) - 1] ?? `item ${id}`, itemRoot: undefined, skipped };
}

/** A snapshot as `GET /v1/datanets/{id}/snapshot` gives it, beside files that are named by content root. */
function readSnapshot(folder: string): Omit<Corpus, "digest"> {
  const { items: listed } = JSON.parse(readFileSync(path.join(folder, SNAPSHOT), "utf8")) as SnapshotFile;
  const names = new Map(listed.map(({ contribution_id: id, uri }) => [BigInt(id), uri || `contribution ${id}`]));
  const itemRoot = snapshotRoot(
    listed.map((item) => ({ contributionId: BigInt(item.contribution_id), contentRoot: item.content_root, noveltyPpm: item.novelty_ppm })),
  );
  const servable = listed.filter((item) => item.is_servable);
  const items = servable.map(({ contribution_id: id, content_root: contentRoot, novelty_ppm: noveltyPpm, commit }) => {
    const file = path.join(folder, contentRoot.toLowerCase());
    if (!existsSync(file))
      throw new Error(`The text of contribution ${id} is not in ${folder}; put it there as ${contentRoot.toLowerCase()}.`);
    if (commit === null) throw new Error(`The snapshot does not say when contribution ${id} was committed.`);
    return { contributionId: BigInt(id), contentRoot, noveltyPpm, commit, text: canonical(readFileSync(file, "utf8")) };
  });
  return { items, nameOf: (id) => names.get(id) ?? `contribution ${id}`, itemRoot, skipped: 0 };
}

/**
 * The items of a folder: of a snapshot if it holds a `snapshot.json`, else each text file as one item, in the order of their paths; files beyond
 * 340,000 characters in pieces.
 */
export function readCorpus(folder: string): Corpus {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is no folder.`);
  const read = existsSync(path.join(folder, SNAPSHOT)) ? readSnapshot(folder) : readTexts(folder);
  const hash = createHash("sha256");
  for (const { contributionId, noveltyPpm, commit, text } of read.items)
    hash.update(`${contributionId} ${noveltyPpm} ${commit} ${text.length}\n`).update(text.toWellFormed());
  return { ...read, digest: hash.digest("hex") };
}
