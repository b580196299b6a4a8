import fc from "fast-check";

import { legsRoot, type Leg, type Receipt } from "../src/index.ts";

const uint = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 });

/** 32 bytes as hex. */
export const bytes32Arbitrary = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString("hex")}` as const);

/** A receipt over `legs`, every field anywhere in its range. */
export function receiptArbitrary(legs: readonly Leg[]): fc.Arbitrary<Receipt> {
  const weights = legs.reduce((sum, { weight }) => sum + weight, 0);
  return fc.record({
    lane: fc.constantFrom("direct", "epoch"),
    gatewayId: uint(32),
    epoch: uint(32),
    sequence: uint(40),
    payerAccount: uint(32),
    offeringId: uint(32),
    promptTokens: uint(24),
    completionTokens: uint(24),
    fee: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    servedAt: uint(48),
    legCount: fc.constant(legs.length),
    weightTotal: fc.integer({ min: Math.max(1, weights), max: 2 ** 32 - 1 }),
    legsRoot: fc.constant(legsRoot(legs)),
    contextRoot: bytes32Arbitrary,
  }) as fc.Arbitrary<Receipt>;
}
