import { feeOf, legsRoot, type Leg, type LegClass, type ReceiptWithLegs } from "@openledger/sdk";
import { keccak256, toHex } from "viem";

import { createRandom } from "../simulate/random.ts";
import type { People } from "./people.ts";

const CLASSES: readonly LegClass[] = ["proven", "recomputable", "judged"];
const FEWEST_LEGS = 4;
const MOST_LEGS = 12;

/**
 * Receipts as a busy gateway has them, the same on every run: 4 to 12 legs each. Contributors come round in turn, so that each is named as often as any other.
 * @param servedAt Unix milliseconds of the first.
 */
export function* simulatedReceipts(people: People, count: number, servedAt: number): Iterable<ReceiptWithLegs> {
  const { gateway, offering, promptPrice, completionPrice, payers, contributions } = people;
  const random = createRandom(6);
  let next = 0;
  for (let sequence = 0; sequence < count; sequence++) {
    const legCount = Math.min(FEWEST_LEGS + random.below(MOST_LEGS - FEWEST_LEGS + 1), contributions.length);
    const places = Array.from({ length: legCount }, () => next++ % contributions.length).sort((a, b) => a - b);
    const legs: Leg[] = places.map((place) => ({
      contributionId: contributions[place]!,
      weight: 1 + random.below(65_535),
      class: random.pick(CLASSES),
    }));
    const [promptTokens, completionTokens] = [1 + random.below(2_000), 1 + random.below(1_000)];
    const receipt = {
      ...{ lane: "epoch" as const, gatewayId: gateway.id, epoch: 0, sequence, offeringId: offering, promptTokens, completionTokens },
      payerAccount: payers[sequence % payers.length]!,
      fee: feeOf({ promptTokens, completionTokens, promptPrice, completionPrice }),
      servedAt: servedAt + sequence,
      legCount,
      weightTotal: legs.reduce((sum, { weight }) => sum + weight, 0) + random.below(50_000),
      legsRoot: legsRoot(legs),
      contextRoot: keccak256(toHex(`context ${sequence}`)),
    };
    yield { receipt, legs };
  }
}
