/** What the contracts enforce, in nano-OPEN; read from the chain. */
export type Stakes = {
  readonly feePerVote: number;
  readonly knownAnswerPenalty: number;
  readonly acceptancePenalty: number;
};

/** One Datanet's round, as an honest majority meets it. */
export type Round = {
  readonly items: number;
  /** Items whose answer the owner knows: those to be rejected, those to be accepted. */
  readonly knownBad: number;
  readonly knownGood: number;
  /** Share of the other items that the panel will reject. */
  readonly bad: number;
  /** Share of the bad ones that repeat an earlier item so that it can be proven, and the chance that somebody does before they are final. */
  readonly provable: number;
  readonly proven: number;
  /** How often an honest member agrees with the verdict on a matter of judgement. */
  readonly accuracy: number;
  /** The same for known answers, which are clear cases: a copy, a text without a licence, a text that was accepted before. */
  readonly clear: number;
  /** What it costs to judge one item, nano-OPEN. */
  readonly work: number;
};

export type Strategy = "honest" | "accept all" | "reject all" | "toss a coin";

/**
 * Expected nano-OPEN of one member in one round, by the rules of `RoundSettlement`, `RoundPenalties` and `DuplicateCourt`: a vote that agrees with the verdict earns
 * its fee, a known answer that is missed costs stake, and so does accepting what is proven a copy. Who runs the gate does not accept a copy that can be proven: the gate
 * measures what the court counts.
 */
export function expectedValue(strategy: Strategy, round: Round, stakes: Stakes): number {
  const others = round.items - round.knownBad - round.knownGood;
  const copies = others * round.bad * round.provable * round.proven;
  const right = { honest: round.accuracy, "accept all": 0, "reject all": 1, "toss a coin": 0.5 }[strategy];
  const rightOnGood = strategy === "honest" ? right : 1 - right;
  const [clearBad, clearGood] = strategy === "honest" ? [round.clear, round.clear] : [right, rightOnGood];
  const agreed =
    others * round.bad * right + others * (1 - round.bad) * rightOnGood + round.knownBad * clearBad + round.knownGood * clearGood;
  const missed = round.knownBad * (1 - clearBad) + round.knownGood * (1 - clearGood);
  const work = strategy === "honest" ? round.items * round.work : 0;
  return (
    agreed * stakes.feePerVote -
    missed * stakes.knownAnswerPenalty -
    copies * (strategy === "honest" ? 0 : 1 - right) * stakes.acceptancePenalty -
    work
  );
}

/** The grid: rounds as they may be, with at least one known answer of each kind for every fifty items, as docs/validating.md asks owners for. */
export function gridOf(feePerVote: number): readonly Round[] {
  const grid: Round[] = [];
  for (const items of [10, 25, 50, 100])
    for (const known of [1, 2, 4])
      for (const bad of [0, 0.05, 0.2, 0.5, 0.8, 1])
        for (const [provable, proven] of [
          [0, 0],
          [0.5, 0.2],
          [0.5, 0.9],
        ] as const)
          for (const accuracy of [0.9, 0.95, 0.99])
            for (const [work, clear] of [
              [0, 1],
              [0.02, 0.999],
              [0.1, 0.99],
            ] as const) {
              const each = Math.min(known * Math.max(1, Math.ceil(items / 50)), 5);
              grid.push({ items, knownBad: each, knownGood: each, bad, provable, proven, accuracy, clear, work: work * feePerVote });
            }
  return grid;
}

export type LazyResult = { readonly ratio: number; readonly round: Round; readonly strategy: Strategy };

/** The point of the grid where laziness comes closest to honesty. */
export function worstLazy(stakes: Stakes): { readonly worst: LazyResult; readonly points: number } {
  let worst: LazyResult | undefined;
  const grid = gridOf(stakes.feePerVote);
  for (const round of grid) {
    const honest = expectedValue("honest", round, stakes);
    if (honest <= 0) throw new Error(`honesty itself loses money at ${JSON.stringify(round)}`);
    for (const strategy of ["accept all", "reject all", "toss a coin"] as const) {
      const ratio = expectedValue(strategy, round, stakes) / honest;
      if (worst === undefined || ratio > worst.ratio) worst = { ratio, round, strategy };
    }
  }
  return { worst: worst!, points: 3 * grid.length };
}

/** Members who act for one farmer. */
export type Cartel = {
  /** Share of the stake that can be drawn. */
  readonly share: number;
  readonly panel: number;
  /** Chance that somebody appeals a wrong acceptance, at each level. */
  readonly appeal: number;
  /** Whether the item is a copy that can be proven, and the chance that it is. */
  readonly proven: number;
};

/** Chance that more than half of `seats` go to who holds `share` of the stake. Stake is many times a seat, so draws are taken as independent. */
export function majority(share: number, seats: number): number {
  let total = 0;
  for (let own = Math.floor(seats / 2) + 1; own <= seats; own++) total += choose(seats, own) * share ** own * (1 - share) ** (seats - own);
  return total;
}

/** Seats the cartel expects, given that it has more than half. */
function expectedWinners(share: number, seats: number): number {
  let total = 0;
  for (let own = Math.floor(seats / 2) + 1; own <= seats; own++)
    total += own * choose(seats, own) * share ** own * (1 - share) ** (seats - own);
  return total / majority(share, seats);
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return result;
}

/**
 * What a cartel pays and gets for one bad item, nano-OPEN. It gets in if it has the panel and every larger one it is appealed to; governance decides the third appeal against it.
 * @param bond Contribution bond. @param worth What the item earns until it is found or old.
 */
export function collusion(
  cartel: Cartel,
  { bond, worth }: { bond: number; worth: number },
  stakes: Stakes,
): { cost: number; gain: number } {
  const { share, panel, appeal, proven } = cartel;
  const sizes = [panel, 2 * panel + 1, Math.min(31, 4 * panel + 3)];
  let reached = majority(share, sizes[0]!);
  let enters = 0;
  for (let level = 0; level < 3; level++) {
    enters += reached * (1 - appeal);
    reached *= appeal * (sizes[level + 1] === undefined ? 0 : majority(share, sizes[level + 1]!));
  }
  const won = majority(share, sizes[0]!);
  const slashed = won * proven * expectedWinners(share, sizes[0]!) * stakes.acceptancePenalty;
  // Members who were overruled forgo the fee of the item; the bond of an item that does not get in, or is proven a copy, is lost.
  const forgone = (won - enters) * expectedWinners(share, sizes[0]!) * stakes.feePerVote;
  const lostBond = (1 - enters * (1 - proven)) * bond;
  return { cost: slashed + forgone + lostBond, gain: enters * (1 - proven) * worth };
}

export const cartelGrid: readonly Cartel[] = [0.1, 0.2, 0.33].flatMap((share) =>
  [3, 5, 7, 11].flatMap((panel) => [0.1, 0.5, 0.9].flatMap((appeal) => [0, 0.5, 0.9].map((proven) => ({ share, panel, appeal, proven })))),
);

/** The cartel that pays least for what it gets. */
export function cheapestCartel(
  terms: { bond: number; worth: number },
  stakes: Stakes,
): { readonly ratio: number; readonly cartel: Cartel } {
  return cartelGrid
    .map((cartel) => {
      const { cost, gain } = collusion(cartel, terms, stakes);
      return { ratio: cost / gain, cartel };
    })
    .reduce((least, next) => (next.ratio < least.ratio ? next : least));
}
