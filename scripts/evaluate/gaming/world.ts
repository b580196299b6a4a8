import { canonicalText } from "@openledger/sdk";

import { createAdmissionGate, defaultPolicy, type AdmissionGate } from "../../../gateway/src/admission/gate.ts";
import { attribute } from "../../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../../gateway/src/attribution/build-index.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "../../../gateway/src/attribution/options.ts";
import { composeAnswer } from "../../../gateway/src/model/compose-answer.ts";
import { buildPassageIndex } from "../../../gateway/src/model/passage-index.ts";
import type { Random } from "../../simulate/random.ts";
import { questionsOn, readHonestTexts, terms, type HonestTexts } from "../../simulate/texts.ts";

export type Party = "base" | "newcomer" | "farmer";

/** An item as it stands in the Datanet. */
type Entry = { readonly party: Party; readonly text: string; readonly noveltyPpm: number };

/** What is against farmers: nothing, the gate at admission, or the gate and every span paid to its earliest holder alone. */
export const defences = ["none", "gate", "gate+first-seen"] as const;
export type Defence = (typeof defences)[number];

export type GamingWorld = {
  readonly texts: HonestTexts;
  readonly random: Random;
  /** Asked about what honest people contributed, of everybody's items alike. */
  readonly questions: readonly string[];
  /** Remembers the honest items. */
  readonly gate: AdmissionGate;
  readonly honest: readonly Entry[];
};

const whole = 1_000_000;
const datanetName = "Smart-contract security";

/** A Datanet of real texts, a newcomer with real texts nobody had, and what people ask about them. @param each Items of the newcomer; a farmer gets as many. */
export async function createGamingWorld(
  random: Random,
  { base, each, questions }: { base: number; each: number; questions: number },
): Promise<GamingWorld> {
  const texts = await readHonestTexts(random, { base, each });
  const gate = createAdmissionGate(defaultPolicy, terms);
  const honest = [
    ...texts.base.map((item) => ({ party: "base" as const, item })),
    ...texts.newcomer.map((item) => ({ party: "newcomer" as const, item })),
  ].map(({ party, item }, number): Entry => {
    const entry = { key: BigInt(number + 1), text: item.text, licence: item.licence };
    const { noveltyPpm } = gate.judge(entry);
    gate.remember(entry);
    return { party, text: item.text, noveltyPpm };
  });
  const corpus = [...texts.base, ...texts.newcomer];
  return { texts, random, gate, honest, questions: corpus.flatMap((item) => questionsOn(item, corpus, questions)) };
}

/** Novelty of farmed texts by the gate, 0 if it rejects them. They are not held against each other, to the farmer's advantage. */
export function admitFarmed({ gate }: GamingWorld, texts: readonly string[]): readonly number[] {
  return texts.map((text) => gate.judge({ key: 0n, text, licence: terms.licence }).noveltyPpm);
}

export type Pay = {
  /** Share of all that was paid to items. */
  readonly shareOf: Readonly<Record<Party, number>>;
  /** Farmed items that got in. */
  readonly admitted: number;
};

/** Weights of each party in the answers to questions, and the whole they are a share of. */
function creditsOf(
  entries: readonly Entry[],
  questions: readonly string[],
  defence: Defence,
): { paid: Record<Party, number>; total: number } {
  const index = buildIndex(
    entries.map(({ text, noveltyPpm }, i) => ({
      contributionId: BigInt(i + 1),
      contentRoot: `0x${"00".repeat(32)}`,
      text: canonicalText(text),
      noveltyPpm,
      commit: i + 1,
    })),
  );
  const passages = [
    { index: buildPassageIndex(entries.map(({ text }, i) => ({ contributionId: BigInt(i + 1), text, uri: "" }))), weight: 1 },
  ];
  const options: AttributionOptions =
    defence === "gate+first-seen" ? { ...DEFAULT_OPTIONS, firstSeenLength: DEFAULT_OPTIONS.minimumSpanLength } : DEFAULT_OPTIONS;
  const paid: Record<Party, number> = { base: 0, newcomer: 0, farmer: 0 };
  let total = 0;
  for (const question of questions) {
    const { text: output, retrieved } = composeAnswer(passages, { question, datanetNames: [datanetName], excluded: new Set() });
    const { legs, weightTotal } = attribute(index, { output, retrieved, options });
    total += weightTotal;
    for (const { contributionId, weight } of legs) paid[entries[Number(contributionId) - 1]!.party] += weight;
  }
  return { paid, total };
}

const honestOf = (world: GamingWorld, defence: Defence): readonly Entry[] =>
  defence === "none" ? world.honest.map((entry) => ({ ...entry, noveltyPpm: whole })) : world.honest;

/** Who is paid for the answers of a Datanet that farmed texts are in, as far as the defence lets them. @param novelty Of each farmed text by the gate. */
export function payOf(world: GamingWorld, farmed: readonly string[], novelty: readonly number[], defence: Defence): Pay {
  const admitted = farmed
    .map((text, i): Entry => ({ party: "farmer", text, noveltyPpm: defence === "none" ? whole : novelty[i]! }))
    .filter(({ noveltyPpm }) => noveltyPpm > 0);
  const { paid } = creditsOf([...honestOf(world, defence), ...admitted], world.questions, defence);
  const all = Math.max(1, paid.base + paid.newcomer + paid.farmer);
  return { shareOf: { base: paid.base / all, newcomer: paid.newcomer / all, farmer: paid.farmer / all }, admitted: admitted.length };
}

/** Share of what the newcomer pays for these questions that comes back to it through its own items. */
export function payBackOf(world: GamingWorld, questions: readonly string[], defence: Defence): number {
  const { paid, total } = creditsOf(honestOf(world, defence), questions, defence);
  return paid.newcomer / Math.max(1, total);
}

/** What a farmer with these texts earns for each unit an honest newcomer with as many items earns. */
export function ratioOf(pay: Pay): number {
  return pay.shareOf.farmer / Math.max(1e-9, pay.shareOf.newcomer);
}
