import type { LegClass } from "@openledger/sdk";

import { attribute } from "../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import type { LexicalIndex } from "../../gateway/src/attribution/lexical-index.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "../../gateway/src/attribution/options.ts";
import type { Contributor, Words } from "./domain.ts";

const localBits = 24n;
const nowhere = `0x${"00".repeat(32)}` as const;

/** Contributor `n` is account `n + 1`; its items are numbered from 1 in their order. */
export const contributionIdOf = (contributor: number, item: number): bigint => (BigInt(contributor + 1) << localBits) | BigInt(item + 1);
export const contributorOf = (contributionId: bigint): number => Number(contributionId >> localBits) - 1;

/** @param noveltyOf In ppm; without it every item counts in full. */
export function indexContributors(
  contributors: readonly Contributor[],
  noveltyOf: (contributor: number, item: number) => number = () => 1_000_000,
): LexicalIndex {
  let commit = 0;
  return buildIndex(
    contributors.flatMap(({ items }, contributor) =>
      items.map((words, item) => ({
        contributionId: contributionIdOf(contributor, item),
        contentRoot: nowhere,
        text: words.join(" "),
        noveltyPpm: noveltyOf(contributor, item),
        commit: ++commit,
      })),
    ),
  );
}

/** What the engine's legs give each contributor of an output, as a share of 1; what it leaves unattributed is missing. */
export function engineShares(
  index: LexicalIndex,
  contributors: number,
  output: Words,
  { classes, options = DEFAULT_OPTIONS }: { classes?: readonly LegClass[]; options?: AttributionOptions } = {},
): readonly number[] {
  const shares = new Array<number>(contributors).fill(0);
  const { legs, weightTotal } = attribute(index, { output: output.join(" "), options });
  for (const { contributionId, weight, class: kind } of legs) {
    if (classes === undefined || classes.includes(kind)) shares[contributorOf(contributionId)]! += weight / weightTotal;
  }
  return shares;
}
