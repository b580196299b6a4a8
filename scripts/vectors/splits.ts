import { creditsOf, feeOf, Role, split, type SplitEntry, type SplitTerms } from "../../sdk/src/index.ts";
import { legFields } from "./legs.ts";
import { randomLegs } from "./random-legs.ts";
import { randomOf, type Random } from "./random.ts";

const COMMONS = 1;
const PLAIN: readonly SplitEntry[] = [
  { role: Role.Data, account: 0, bps: 6000 },
  { role: Role.Gateway, account: 9, bps: 4000 },
];

function randomEntries(random: Random): readonly SplitEntry[] {
  const count = random.int(2, 16);
  const cuts = new Set<number>();
  while (cuts.size < count - 1) cuts.add(random.int(1, 9_999));
  const edges = [0, ...[...cuts].sort((a, b) => a - b), 10_000];
  const data = random.int(0, count - 1);
  return Array.from({ length: count }, (_, i) => ({
    role: i === data ? Role.Data : random.int(1, 7),
    account: i === data ? 0 : random.int(1, 20),
    bps: edges[i + 1]! - edges[i]!,
  }));
}

function randomTerms(random: Random): SplitTerms {
  const legs = randomLegs(random, random.int(0, 64), 10 ** random.int(0, 4));
  const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
  return {
    fee: random.big(1n << BigInt(random.int(1, 64))),
    entries: randomEntries(random),
    legs,
    weightTotal: Math.max(1, weights + random.int(0, 1) * random.int(0, 20_000)),
    voided: new Set(legs.filter(() => random.int(0, 7) === 0).map((leg) => leg.contributionId)),
  };
}

function edgeTerms(random: Random): readonly SplitTerms[] {
  const legs = randomLegs(random, 3, 10);
  const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
  const most = 2n ** 64n - 1n;
  return [
    { fee: 0n, entries: PLAIN, legs, weightTotal: weights },
    { fee: 1n, entries: PLAIN, legs, weightTotal: weights },
    { fee: 2n, entries: PLAIN, legs, weightTotal: weights },
    { fee: most, entries: PLAIN, legs, weightTotal: weights },
    { fee: most, entries: PLAIN, legs, weightTotal: 2 ** 32 - 1 },
    { fee: most, entries: PLAIN, legs: [], weightTotal: 1 },
    { fee: 1_000_000n, entries: PLAIN, legs: [], weightTotal: 2 ** 32 - 1 },
    { fee: 999_983n, entries: PLAIN, legs: randomLegs(random, 64), weightTotal: 2 ** 32 - 1 },
    { fee: 63n, entries: PLAIN, legs: randomLegs(random, 64, 1), weightTotal: 64 },
    { fee: 999n, entries: PLAIN, legs, weightTotal: weights + 7, voided: new Set(legs.map((leg) => leg.contributionId)) },
  ];
}

function splitCase(terms: SplitTerms) {
  const paid = split(terms);
  const credits = [...creditsOf(paid, COMMONS)].sort(([a], [b]) => a - b);
  const legs = legFields(terms.legs);
  return {
    commons: COMMONS,
    creditAccounts: credits.map(([account]) => account),
    creditAmounts: credits.map(([, amount]) => amount),
    entryAccounts: paid.entries.map((entry) => entry.account),
    entryAmounts: paid.entries.map((entry) => entry.amount),
    entryBps: paid.entries.map((entry) => entry.bps),
    entryRoles: paid.entries.map((entry) => entry.role),
    fee: terms.fee,
    legAmounts: paid.legs.map((leg) => leg.amount),
    legClasses: legs.classes,
    legContributionIds: legs.contributionIds,
    legVoided: paid.legs.map((leg) => (leg.isVoided ? 1 : 0)),
    legWeights: legs.weights,
    unattributed: paid.unattributed,
    weightTotal: terms.weightTotal,
  };
}

/** Fees from tokens and prices, as parallel arrays. */
function feeVectors(random: Random) {
  const most = 2 ** 24 - 1;
  const edges = [
    [0, 0, 1n, 1n],
    [1, 0, 1n, 0n],
    [0, 1, 0n, 1_000_000n],
    [0, 1, 0n, 1_000_001n],
    [most, most, 2n ** 58n, 2n ** 58n],
  ] as const;
  const drawn = Array.from(
    { length: 30 },
    () => [random.int(0, most), random.int(0, most), random.big(1n << 50n), random.big(1n << 50n)] as const,
  );
  const terms = [...edges, ...drawn].map(([promptTokens, completionTokens, promptPrice, completionPrice]) => ({
    promptTokens,
    completionTokens,
    promptPrice,
    completionPrice,
  }));
  return {
    completionPrice: terms.map((term) => term.completionPrice),
    completionTokens: terms.map((term) => term.completionTokens),
    fee: terms.map(feeOf),
    promptPrice: terms.map((term) => term.promptPrice),
    promptTokens: terms.map((term) => term.promptTokens),
  };
}

/** Fees and their splits. */
export function splitVectors() {
  const random = randomOf("splits");
  const terms = [...edgeTerms(random), ...Array.from({ length: 50 }, () => randomTerms(random))];
  return { cases: terms.map(splitCase), fees: feeVectors(random) };
}
