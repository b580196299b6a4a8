import { legsRoot, type Leg, type Receipt } from "../../sdk/src/index.ts";
import type { Random } from "./random.ts";

/** A receipt over `legs`, with an unattributed share; `fixed` fields win. */
export function randomReceipt(random: Random, legs: readonly Leg[], fixed: Partial<Receipt> = {}): Receipt {
  const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
  return {
    lane: random.int(0, 1) === 0 ? "direct" : "epoch",
    gatewayId: random.int(1, 2 ** 32 - 1),
    epoch: random.int(0, 2 ** 32 - 1),
    sequence: random.int(0, 2 ** 40 - 1),
    payerAccount: random.int(1, 2 ** 32 - 1),
    offeringId: random.int(1, 2 ** 32 - 1),
    promptTokens: random.int(0, 2 ** 24 - 1),
    completionTokens: random.int(0, 2 ** 24 - 1),
    fee: random.big(1n << 50n),
    servedAt: random.int(0, 2 ** 48 - 1),
    legCount: legs.length,
    weightTotal: Math.max(1, weights + random.int(0, 1000)),
    legsRoot: legsRoot(legs),
    contextRoot: random.bytes32(),
    ...fixed,
  };
}
