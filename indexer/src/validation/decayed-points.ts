const HALF_LIFE = 7_776_000n; // 90 days in seconds
const LONGEST = 63n;

/** Points as they are stored: whole millionths of one accepted item, and the second from which they decay. */
export interface Points {
  readonly points: number;
  readonly updatedAt: bigint;
}

/** What is left of points at a Unix second: half after each 90 days, linear in between, rounded toward zero, as `Reputation` computes it. */
export const decayedPoints = ({ points, updatedAt }: Points, at: bigint): bigint => {
  const age = at > updatedAt ? at - updatedAt : 0n;
  const halvings = age / HALF_LIFE;
  if (halvings > LONGEST) return 0n;
  const value = BigInt(points) / (1n << halvings);
  return value - (value * (age % HALF_LIFE)) / (2n * HALF_LIFE);
};

/** Reputation at a Unix second: verdicts in the Datanet, plus paid use if the verdicts are positive. */
export const reputationAt = (verdicts: Points | null, use: Points | null, at: bigint): bigint => {
  const earned = verdicts === null ? 0n : decayedPoints(verdicts, at);
  return earned > 0n && use !== null ? earned + decayedPoints(use, at) : earned;
};
