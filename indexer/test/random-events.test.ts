import { expect } from "chai";
import fc from "fast-check";
import type { AbiParameter } from "viem";

import { anomaly, networkTotal } from "../ponder.schema.ts";
import { CONTRACTS, type ContractName } from "../src/fold/contracts.ts";
import { memoryStore, type MemoryStore } from "../src/fold/memory-store.ts";
import { REDUCERS } from "../src/reducers.ts";
import { addressOf, eventOf, fold, hashOf } from "./support/fold.ts";
import { openWorld } from "./support/world.ts";

const hexOf = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString("hex")}`;

/** Whole numbers of a Solidity width, as viem decodes them: often small, so that events meet each other's rows, often the largest. */
const uint = (bits: number): fc.Arbitrary<unknown> => {
  const most = 2n ** BigInt(bits) - 1n;
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.bigInt({ min: 0n, max: most < 9n ? most : 9n }) },
    { weight: 1, arbitrary: fc.constant(most) },
    { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: most }) },
  );
  return bits <= 48 ? value.map(Number) : value;
};

/** Signed numbers of a Solidity width, likewise. */
const int = (bits: number): fc.Arbitrary<unknown> => {
  const most = 2n ** BigInt(bits - 1) - 1n;
  return fc.oneof(
    { weight: 6, arbitrary: fc.bigInt({ min: -9n, max: 9n }) },
    { weight: 2, arbitrary: fc.bigInt({ min: -most - 1n, max: most }) },
  );
};

const poison = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.constantFrom("", "\u0000", "\ud800", "\u202eabc", "\u001b[2J", "\\N", "'; DROP TABLE receipt; --", "x".repeat(70_000), "agentWallet"),
);

/** Bytes as long as an epoch's record, with small numbers where its counts and sums are. */
const record = fc.uint8Array({ minLength: 290, maxLength: 290, max: 1 });

const valueOf = (parameter: AbiParameter): fc.Arbitrary<unknown> => {
  const { type } = parameter;
  const list = /^(.+)\[(\d*)\]$/.exec(type);
  if (list !== null) {
    const size = list[2] === "" ? { maxLength: 3 } : { minLength: Number(list[2]), maxLength: Number(list[2]) };
    return fc.array(valueOf({ ...parameter, type: list[1]! }), size);
  }
  if (type === "tuple") return tupleOf((parameter as { components: readonly AbiParameter[] }).components);
  if (type === "address") return fc.integer({ min: 0, max: 4 }).map(addressOf);
  if (type === "bool") return fc.boolean();
  if (type === "string") return poison;
  if (type === "bytes") return fc.oneof(fc.uint8Array({ maxLength: 200 }), record).map(hexOf);
  const bytes = /^bytes(\d+)$/.exec(type);
  if (bytes !== null) return fc.integer({ min: 0, max: 3 }).map((number) => hashOf(`${number}`).slice(0, 2 + 2 * Number(bytes[1])));
  const width = /^(u?int)(\d+)$/.exec(type);
  if (width === null) throw new Error(`No generator for ${type}`);
  return width[1] === "int" ? int(Number(width[2])) : uint(Number(width[2]));
};

const tupleOf = (parameters: readonly AbiParameter[]): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(parameters.map((parameter) => [parameter.name!, valueOf(parameter)])));

/** Any event of any contract, in one of a few transactions. */
const anyEvent = fc.oneof(
  ...(Object.keys(CONTRACTS) as ContractName[]).flatMap((contract) =>
    CONTRACTS[contract].flatMap((item) =>
      item.type === "event" && item.name in REDUCERS[contract]
        ? [
            fc.record({
              contract: fc.constant(contract),
              name: fc.constant(item.name),
              args: tupleOf(item.inputs),
              transaction: fc.constantFrom("a", "b", "c"),
            }),
          ]
        : [],
    ),
  ),
);

const foldAll = async (
  store: MemoryStore,
  events: readonly { contract: ContractName; name: string; args: unknown; transaction: string }[],
) => {
  for (const { contract, name, args, transaction } of events) {
    await fold(store, eventOf(contract, name as never, args as never, { transaction }));
  }
};

describe("any sequence of events", () => {
  it("folds on empty tables without throwing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 60 }), async (events) => {
        const store = memoryStore();
        await foldAll(store, events);
        const found = store.rows(anomaly).length;
        expect(store.rows(networkTotal)[0]?.anomalyCount ?? 0).to.equal(found);
      }),
      { numRuns: 150 },
    );
  });

  it("folds on a living world without throwing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 5, maxLength: 40 }), async (events) => foldAll(await openWorld(), events)),
      { numRuns: 40 },
    );
  });

  it("fails only for the values of an event, never for a mistake of a reducer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 20, maxLength: 40 }), async (events) => {
        const store = memoryStore();
        await foldAll(store, events);
        const failures = store.rows(anomaly).filter(({ kind }) => kind === "HandlerFailed");
        for (const { actual } of failures) expect(actual).to.not.match(/undefined|is not a|not iterable|Cannot|is taken|No row|No column/);
      }),
      { numRuns: 60 },
    );
  });
});
