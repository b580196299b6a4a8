import { projectedGradients } from "../../gateway/src/influence/example-gradients.ts";
import { influenceOf } from "../../gateway/src/influence/influence.ts";
import { createRandom } from "../../gateway/src/influence/random.ts";
import type { Contributor, Output, Words } from "./domain.ts";
import { engineShares, indexContributors } from "./engine-shares.ts";
import type { TrainedDomain } from "./ground-truth.ts";
import { createPlainBm25 } from "./plain-bm25.ts";

/** `ours` is what the engine pays; `spans` is its proven legs alone. */
export const methodNames = ["ours", "bm25", "spans", "influence", "random"] as const;
export type MethodName = (typeof methodNames)[number];

/** In ppm, by contributor, by item. */
export type Novelty = readonly (readonly number[])[];

/** How much of a text each contributor is credited with, in the method's own unit. */
export type Score = (words: Words) => readonly number[];

export const sketch = { dimensions: 384, seed: 7 } as const;

const full = 1_000_000;

/** The methods that need nothing but the items, each item's credit weighted by its novelty. */
export function lexicalScores(
  contributors: readonly Contributor[],
  novelty?: Novelty,
): Readonly<Record<Exclude<MethodName, "influence" | "random">, Score>> {
  const noveltyOf = (contributor: number, item: number): number => novelty?.[contributor]?.[item] ?? full;
  const index = indexContributors(contributors, noveltyOf);
  const items = contributors.flatMap(({ items: texts }, contributor) => texts.map((words, item) => ({ contributor, item, words })));
  const bm25 = createPlainBm25(items.map(({ words }) => words));
  return {
    ours: (words) => engineShares(index, contributors.length, words),
    spans: (words) => engineShares(index, contributors.length, words, { classes: ["proven"] }),
    bm25: (words) => {
      const scores = bm25(words).map((score, i) => (score * noveltyOf(items[i]!.contributor, items[i]!.item)) / full);
      return sumByContributor(
        scores,
        items.map(({ contributor }) => contributor),
        contributors.length,
      );
    },
  };
}

/** Influence of each item on each output by projected gradients of the adapter that was trained on everybody. @returns By output, by item in the order of contributors. */
export function itemInfluence(trained: TrainedDomain, outputs: readonly Output[]): readonly (readonly number[])[] {
  const items = trained.items.flat();
  const texts = outputs.map(({ words }) => trained.vocabulary.numbersOf(words));
  const gradients = projectedGradients(trained, [...items, ...texts], sketch);
  return influenceOf(gradients.slice(items.length), gradients.slice(0, items.length)).map((row) => [...row]);
}

export function sumByContributor(values: readonly number[], contributorOf: readonly number[], contributors: number): readonly number[] {
  const sums = new Array<number>(contributors).fill(0);
  for (const [i, value] of values.entries()) sums[contributorOf[i]!]! += value;
  return sums;
}

/** Shares drawn by lot: what a method without any knowledge gets. */
export function randomScore(contributors: number, seed: number): Score {
  const random = createRandom(seed);
  return () => Array.from({ length: contributors }, () => random.next());
}
