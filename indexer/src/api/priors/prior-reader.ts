import { inArray } from "ponder";

import { influencePrior, priorChallenge } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";

/** The influence prior that a judged record names. */
export interface NamedPrior {
  readonly number: bigint;
  /** Null, like its times, if nobody published a prior of this number. */
  readonly state: (typeof influencePrior.$inferSelect)["state"] | null;
  readonly usableFrom: bigint | null;
  readonly unusableFrom: bigint | null;
  /** Whether the receipt's gateway could use it when the receipt was served. */
  readonly stood: boolean;
}

/** The receipt that a record is of. `servedAt`: Unix milliseconds. */
export interface ServedReceipt {
  readonly gatewayId: number;
  readonly servedAt: bigint;
}

/** Reads priors by their numbers, for one receipt. */
export type ReadPriors = (numbers: readonly bigint[], receipt: ServedReceipt) => Promise<ReadonlyMap<bigint, NamedPrior>>;

/** Reads priors as `InfluencePriors.isUsableAt` judges them: usable after the wait, before the end, and not while challenged. */
export const priorReader =
  (db: Database): ReadPriors =>
  async (numbers, { gatewayId, servedAt }) => {
    if (numbers.length === 0) return new Map();
    const asked = [...new Set(numbers)];
    const [rows, challenges] = await Promise.all([
      db.select().from(influencePrior).where(inArray(influencePrior.id, asked)),
      db
        .select({ priorId: priorChallenge.priorId, from: priorChallenge.timestamp, until: priorChallenge.judgedAt })
        .from(priorChallenge)
        .where(inArray(priorChallenge.priorId, asked)),
    ]);
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const second = servedAt / 1_000n;
    const isSuspended = (number: bigint) =>
      challenges.some(({ priorId, from, until }) => priorId === number && second >= from && (until === null || second < until));
    return new Map(
      asked.map((number): [bigint, NamedPrior] => {
        const row = rowOf.get(number);
        if (row === undefined) return [number, { number, state: null, usableFrom: null, unusableFrom: null, stood: false }];
        const { state, usableFrom, unusableFrom } = row;
        const isInTime = second >= usableFrom && second < unusableFrom;
        const stood = row.gatewayId === gatewayId && isInTime && !isSuspended(number);
        return [number, { number, state, usableFrom, unusableFrom, stood }];
      }),
    );
  };
