import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { canonicalText } from "@openledger/sdk";

export interface FoundText {
  /** File, and the number of the piece if it was cut. */
  readonly name: string;
  /** Canonical. */
  readonly text: string;
}

/** An item's canonical text has at most 1 MiB (docs/formats/canonical-text.md); longer files are cut well below. */
const LONGEST_PIECE = 200_000;
const SHORTEST = 200;
/** Minified and generated files have longer lines than people write. */
const LONGEST_LINE_ON_AVERAGE = 400;
const SKIPPED =
  /\.(?:map|lock|png|jpe?g|gif|svg|ico|woff2?|ttf|wasm|node|so|a|o|zip|xz|bz2|zst|tgz|tar|pdf|mo|pyc|spl|sug|bin|dat|db|exe)$/i;
const HAS_NUL = /\0/;

const root = path.resolve(import.meta.dirname, "..", "..", "..");

/** Where text is found on machines that have Node: the dependencies, documents, manuals, scripts and headers of the system. */
function textRoots(): readonly string[] {
  const prefix = path.dirname(path.dirname(process.execPath));
  const roots = [
    "/usr/share/doc",
    "/usr/share/man",
    "/usr/share/perl",
    "/usr/share/perl5",
    ...(existsSync("/usr/lib") ? readdirSync("/usr/lib").filter((name) => name.startsWith("python3")) : []).map(
      (name) => `/usr/lib/${name}`,
    ),
    "/usr/share/vim",
    "/usr/share/info",
    path.join(prefix, "include"),
    "/usr/include",
    path.join(root, "node_modules"),
    "/usr/share",
  ];
  return [...new Set(roots)].filter((folder) => existsSync(folder));
}

function* filesIn(folder: string): Generator<string> {
  let entries: string[];
  try {
    entries = readdirSync(folder).sort();
  } catch {
    return;
  }
  for (const entry of entries) {
    const file = path.join(folder, entry);
    let kind: ReturnType<typeof lstatSync>;
    try {
      kind = lstatSync(file);
    } catch {
      continue;
    }
    if (kind.isDirectory()) yield* filesIn(file);
    else if (kind.isFile() && kind.size >= SHORTEST && kind.size <= 8_000_000 && !SKIPPED.test(entry)) yield file;
  }
}

/** The text of a file as UTF-8, gunzipped if need be; undefined for anything else. */
function readText(file: string): string | undefined {
  try {
    const raw = readFileSync(file);
    const bytes = file.endsWith(".gz") ? gunzipSync(raw, { maxOutputLength: 16_000_000 }) : raw;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return HAS_NUL.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function hasShortLines(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return text.length / lines <= LONGEST_LINE_ON_AVERAGE;
}

/**
 * Real text of this machine, each once: files of the same text are taken for the first. In an order that only the files decide.
 * @param limit Bytes of canonical text after which no more is read.
 */
export function* findTexts(limit: number): Generator<FoundText> {
  const seen = new Set<string>();
  const visited = new Set<string>();
  let bytes = 0;
  for (const folder of textRoots()) {
    for (const file of filesIn(folder)) {
      if (bytes >= limit) return;
      if (visited.has(file)) continue;
      visited.add(file);
      const whole = readText(file);
      if (whole === undefined || !hasShortLines(whole)) continue;
      const key = createHash("sha256").update(whole).digest("base64");
      if (seen.has(key)) continue;
      seen.add(key);
      for (let start = 0; start < whole.length; start += LONGEST_PIECE) {
        // Cutting inside a surrogate pair leaves a lone one, which canonical text refuses.
        const text = canonicalText(whole.slice(start, start + LONGEST_PIECE).toWellFormed());
        if (text.length < SHORTEST) continue;
        bytes += Buffer.byteLength(text);
        yield { name: start === 0 ? file : `${file}#${start / LONGEST_PIECE}`, text };
        if (bytes >= limit) return;
      }
    }
  }
}
