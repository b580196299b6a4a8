import { Consent } from "@openledger/sdk";

import { createAdmissionGate, defaultPolicy } from "../../gateway/src/admission/gate.ts";
import { tokenise } from "../../gateway/src/attribution/tokenise.ts";
import { readCorpus, type CorpusItem } from "../demo/corpus.ts";
import type { Random } from "./random.ts";

export type HonestTexts = {
  /** What stands in the Datanet before anybody farms it. */
  readonly base: readonly CorpusItem[];
  readonly newcomer: readonly CorpusItem[];
  readonly washer: readonly CorpusItem[];
};

export const terms = {
  licence: "MIT",
  train: Consent.Allowed,
  infer: Consent.Allowed,
  mine: Consent.Allowed,
  overlapPpm: 500_000,
} as const;

/** Real texts of installed packages, shuffled, so that base, newcomer and washer are of one kind; what repeats an earlier one is left out. */
export async function readHonestTexts(random: Random, { base, each }: { base: number; each: number }): Promise<HonestTexts> {
  const all = (await readCorpus()).flatMap(({ items }) => items).filter(({ text }) => text.length > 1_500 && text.length < 14_000);
  const gate = createAdmissionGate(defaultPolicy, terms);
  const kept: CorpusItem[] = [];
  for (const item of random.shuffle(all)) {
    if (kept.length === base + 2 * each) break;
    const entry = { key: BigInt(kept.length + 1), text: item.text, licence: item.licence };
    if (!gate.judge(entry).isAccepted) continue;
    gate.remember(entry);
    kept.push(item);
  }
  if (kept.length < base + 2 * each) throw new Error(`only ${kept.length} of ${base + 2 * each} real texts are installed here; run npm ci`);
  return { base: kept.slice(0, base), newcomer: kept.slice(base, base + each), washer: kept.slice(base + each) };
}

/** Questions on a text: its telling words, which few others hold. */
export function questionsOn(item: CorpusItem, corpus: readonly CorpusItem[], count: number): readonly string[] {
  const holders = new Map<string, number>();
  for (const { text } of corpus) for (const word of new Set(tokenise(text).words)) holders.set(word, (holders.get(word) ?? 0) + 1);
  const own = new Map<string, number>();
  for (const word of tokenise(item.text).words) if (/^[a-z]{4,}$/.test(word)) own.set(word, (own.get(word) ?? 0) + 1);
  const telling = [...own]
    .map(([word, times]) => ({ word, weight: Math.min(times, 5) * Math.log((corpus.length + 1) / (holders.get(word) ?? 1)) }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
  return Array.from({ length: count }, (_, i) => `How does ${telling.slice(3 * i, 3 * i + 5).join(" ")} work?`);
}
