import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { createAdmissionGate, defaultPolicy, type AdmissionGate } from "../../gateway/src/admission/gate.ts";
import { tokenise } from "../../gateway/src/attribution/tokenise.ts";
import type { CorpusItem } from "../demo/corpus.ts";
import { repositoryRoot } from "../lib/deployment.ts";
import type { Random } from "./random.ts";
import { columns } from "./report.ts";
import { terms } from "./texts.ts";

/** Texts and ways to disguise copies that nobody looked at when the gate's thresholds were chosen, and what the gate makes of them. */
export type HeldOut = {
  readonly name: string;
  readonly items: number;
  readonly accepted: number;
  /** Mean weight of an item's credit, 0 for what was refused: what it could earn at most, of what a text of its own earns. */
  readonly weight: number;
  readonly reasons: string;
};

const shortest = 1_500;
const longest = 14_000;

/**
 * Judges READMEs of the installed packages, none of which is in the demonstration's corpus, and seven generators that are not among the attacks of the report.
 * @param base What the Datanet holds. @param each Texts of each generator.
 */
export async function judgeHeldOut(
  random: Random,
  { base, each, readmes }: { base: readonly CorpusItem[]; each: number; readmes: number },
): Promise<readonly HeldOut[]> {
  const gate = createAdmissionGate(defaultPolicy, terms);
  for (const [i, { text, licence }] of base.entries()) gate.remember({ key: BigInt(i + 1), text, licence });
  const honest = await readReadmes(random, readmes);
  const results = [judge(gate, "honest: READMEs", honest, true)];
  const victims = random.shuffle(base.filter(({ text }) => text.length > shortest && text.length < longest)).slice(0, each);
  const follows = followersOf(base);
  for (const [name, disguise] of generators)
    results.push(
      judge(
        gate,
        name,
        victims.map((victim, i) => disguise(victim.text, { random, other: victims[(i + 1) % each]!.text, follows })),
      ),
    );
  return results;
}

/** For people. */
export function heldOutTable(results: readonly HeldOut[]): readonly string[] {
  return columns([
    ["held out", "accepted", "refused as", "mean weight"],
    ...results.map(({ name, items, accepted, reasons, weight }) => [name, `${accepted} of ${items}`, reasons || "–", weight.toFixed(3)]),
  ]);
}

function judge(gate: AdmissionGate, name: string, texts: readonly string[], isRemembered = false): HeldOut {
  const reasons = new Map<string, number>();
  let [accepted, weight] = [0, 0];
  for (const [i, text] of texts.entries()) {
    const item = { key: BigInt(100_000 + i), text, licence: "MIT" };
    const report = gate.judge(item);
    if (!report.isAccepted) {
      reasons.set(report.reason, (reasons.get(report.reason) ?? 0) + 1);
      continue;
    }
    accepted++;
    weight += report.noveltyPpm / 1_000_000 / texts.length;
    if (isRemembered) gate.remember(item);
  }
  return { name, items: texts.length, accepted, weight, reasons: [...reasons].map(([reason, count]) => `${count} ${reason}`).join(", ") };
}

type Material = { readonly random: Random; readonly other: string; readonly follows: ReadonlyMap<string, readonly string[]> };
type Disguise = (text: string, material: Material) => string;

const generators: readonly (readonly [name: string, disguise: Disguise])[] = [
  ["every name changed, everywhere alike", (text, { random }) => rename(text, 1, random)],
  ["half of the names changed, everywhere alike", (text, { random }) => rename(text, 0.5, random)],
  ["one word in five by one that fits", (text, material) => fit(text, 0.2, material)],
  ["two words in five by one that fits", (text, material) => fit(text, 0.4, material)],
  ["paragraphs in another order", (text, { random }) => header(text) + random.shuffle(text.split(/\n\s*\n/)).join("\n\n")],
  ["lines of two originals in turn", (text, { other }) => interleave(text, other)],
  ["the middle half", (text) => header(text) + text.slice(Math.floor(text.length / 4), Math.floor((3 * text.length) / 4))],
];

function header(text: string): string {
  return /^.*\n/.exec(text)?.[0] ?? "";
}

/** Puts new names for a share of the words, the same name for the same word, as a compiler would allow. */
function rename(text: string, share: number, random: Random): string {
  const names = new Map<string, string>();
  const nameOf = (word: string): string => {
    if (!names.has(word)) names.set(word, random.chance(share) ? `${word.slice(0, 1)}${random.below(1_000_000).toString(36)}` : word);
    return names.get(word)!;
  };
  return header(text) + text.slice(header(text).length).replace(/\b[a-z][A-Za-z]{4,}\b/g, nameOf);
}

/** Puts words that follow the word before somewhere else in the Datanet. */
function fit(text: string, share: number, { random, follows }: Material): string {
  let before = "";
  return (
    header(text) +
    text.slice(header(text).length).replace(/\w+/g, (word) => {
      const candidates = follows.get(before);
      const chosen = candidates !== undefined && random.chance(share) ? random.pick(candidates) : word;
      before = chosen.toLowerCase();
      return chosen;
    })
  );
}

function followersOf(base: readonly CorpusItem[]): ReadonlyMap<string, readonly string[]> {
  const follows = new Map<string, string[]>();
  for (const { text } of base) {
    const { words } = tokenise(text);
    for (const [i, word] of words.entries()) {
      const next = words[i + 1];
      if (next === undefined || !/^\w+$/.test(next)) continue;
      const known = follows.get(word);
      if (known === undefined) follows.set(word, [next]);
      else known.push(next);
    }
  }
  return follows;
}

function interleave(text: string, other: string): string {
  const [own, others] = [text.split("\n"), other.split("\n")];
  return own.flatMap((line, i) => (i % 2 === 0 ? [line] : [others[i] ?? ""])).join("\n");
}

/** READMEs in English of packages that this installation has, without those of the demonstration's corpus. */
async function readReadmes(random: Random, most: number): Promise<readonly string[]> {
  const modules = path.join(repositoryRoot, "node_modules");
  const names = (await readdir(modules)).filter(
    (name) => /^[a-z]/.test(name) && !["hardhat", "ethers", "solady", "erc721a"].includes(name),
  );
  const texts: string[] = [];
  for (const name of random.shuffle(names.sort())) {
    if (texts.length === most) break;
    const text = await readFile(path.join(modules, name, "README.md"), "utf8").catch(() => "");
    if (text.length > shortest && text.length < longest) texts.push(text);
  }
  return texts;
}
