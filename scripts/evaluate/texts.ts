import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { defaultPolicy } from "../../gateway/src/admission/policy.ts";
import { tokenise } from "../../gateway/src/attribution/tokenise.ts";
import { repositoryRoot } from "../lib/deployment.ts";

/** A package of this installation with the prose of its documentation. */
export type Prose = {
  readonly packageName: string;
  /** SPDX id of the package. */
  readonly licence: string;
  /** Words of its documentation: folded, in order; paragraphs that an earlier package holds too are left out. */
  readonly words: readonly string[];
};

// What the usual admission policy lets into a Datanet.
const openLicences = new Set(defaultPolicy.licences);
const noProse = /changelog|history|licen[cs]e|security|conduct|contributing|node_modules/i;

type Lock = { readonly packages: Readonly<Record<string, { license?: string; link?: boolean; optional?: boolean }>> };

/** Documentation of all installed packages with an open licence, in the order of their names. Which they are is pinned by package-lock.json. */
export async function readProse(): Promise<readonly Prose[]> {
  const lock = JSON.parse(await readFile(path.join(repositoryRoot, "package-lock.json"), "utf8")) as Lock;
  const seen = new Set<string>();
  const all: Prose[] = [];
  for (const [folder, { license: licence = "", link, optional }] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const packageName = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(folder)?.[1];
    if (packageName === undefined || link || optional || !openLicences.has(licence)) continue;
    const words: string[] = [];
    for (const paragraph of (await documentsOf(path.join(repositoryRoot, folder))).flatMap(paragraphsOf)) {
      const found = tokenise(paragraph).words.filter((word) => /^[a-z][a-z0-9_]*$/.test(word));
      const key = found.join(" ");
      if (found.length < 8 || seen.has(key)) continue;
      seen.add(key);
      words.push(...found);
    }
    all.push({ packageName, licence, words });
  }
  return all;
}

async function documentsOf(folder: string): Promise<readonly string[]> {
  // The lock file names packages that an installation has left out, for example those of another platform.
  if (!existsSync(folder)) return [];
  const names = await readdir(folder, { recursive: true });
  const documents = names.filter((name) => /\.mdx?$/i.test(name) && !noProse.test(name)).sort();
  return Promise.all(documents.map((name) => readFile(path.join(folder, name), "utf8")));
}

/** Without code, tables, addresses and mark-up. */
function paragraphsOf(markdown: string): readonly string[] {
  return markdown
    .replace(/\r/g, "")
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, "\n\n")
    .replace(/<[^>]*>/g, " ")
    .replace(/\]\([^)]*\)|\]\[[^\]]*\]/g, " ")
    .replace(/^\s*\[[^\]]*\]:.*$|^\s*\|.*$|^ {4}.*$/gm, "")
    .replace(/\bhttps?:\S+/g, " ")
    .split(/\n\s*\n/);
}
