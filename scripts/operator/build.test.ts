import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { buildEpoch, contributionId, legsRoot, packReceipt, type Leg, type ReceiptWithLegs } from "@openledger/sdk";
import { expect } from "chai";
import { bytesToHex, zeroHash } from "viem";

import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import { buildStep, rebuildStep } from "./build.ts";
import type { OperatorContext, Report } from "./context.ts";

const RECEIPTS = 1_300;
const LEGS = 64;
const SPLIT = [
  { role: 0, account: 0, bps: 7_000 },
  { role: 5, account: 4, bps: 3_000 },
];
const COMMONS = 2;

/** Receipts of eleven chunks: a build that is killed has something to go on from. */
const receipts: readonly ReceiptWithLegs[] = Array.from({ length: RECEIPTS }, (_, sequence) => {
  const legs: Leg[] = Array.from({ length: LEGS }, (_, leg) => ({
    contributionId: contributionId(10 + leg, 1),
    weight: 1 + leg,
    class: "proven",
  }));
  const receipt = {
    ...{ lane: "epoch" as const, gatewayId: 1, epoch: 0, sequence, payerAccount: 50, offeringId: 1, promptTokens: 1, completionTokens: 1 },
    ...{ fee: 1_000n, servedAt: 1, legCount: LEGS, weightTotal: 5_000, legsRoot: legsRoot(legs), contextRoot: zeroHash },
  };
  return { receipt, legs };
});

describe("the operator's build", function () {
  this.timeout(60_000);
  let folder: string;
  let objects: Map<string, Uint8Array>;
  const expected = bytesToHex(
    buildEpoch({ gatewayId: 1, epoch: 0, parent: zeroHash, receipts, splits: new Map([[1, SPLIT]]), commons: COMMONS }).packed,
  );

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "openledger-build-"));
    objects = new Map();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** An operator that is killed when it writes a chunk. @param has How many receipts its journal says there are. */
  function operator({ most = Infinity, place = "memory", has = RECEIPTS } = {}) {
    const seen = { chunks: 0, firstOfBuild: undefined as number | undefined, reports: [] as Report[] };
    const store: EpochStore = {
      place,
      read: async (kind, key) => objects.get(`${kind}/${key}`),
      write: async (kind, key, bytes) => {
        if (kind === "chunks" && seen.chunks++ === most) throw new Error("killed");
        objects.set(`${kind}/${key}`, Uint8Array.from(bytes));
      },
    };
    const answers: Readonly<Record<string, unknown>> = { chainOf: { nextEpoch: 0, nextFinal: 0, isAbandoned: false }, commons: COMMONS };
    const context = {
      session: { read: async (_: string, name: string) => answers[name], address: () => zeroHash, deployment: { chainId: 1 } },
      source: {
        place: "journal",
        closed: async () => [0],
        contents: async () => ({ receipts: has, offerings: [1] }),
        receipts: async function* (_: number, from: number) {
          seen.firstOfBuild = from;
          yield* receipts.slice(from).map(packReceipt);
        },
      },
      store,
      folder,
      gatewayId: 1,
      epoch: undefined,
      offering: async () => ({ gateway: 1, promptPrice: 0n, completionPrice: 0n, split: SPLIT }),
      report: (report: Report) => void seen.reports.push(report),
    } as unknown as OperatorContext;
    return { context, seen };
  }
  const states = () => readdirSync(folder).filter((name) => name.endsWith(".build"));
  const built = async (context: OperatorContext) => bytesToHex((await buildStep(context))!.packed);

  /** Leaves a build behind that was killed in its tenth of eleven chunks, and kept its eighth. */
  async function killed(): Promise<void> {
    const { context } = operator({ most: 9 });
    expect(await buildStep(context).catch((error: Error) => error.message)).to.equal("killed");
    expect(states()).to.have.length(1);
  }

  it("goes on after it was killed, and gives the header of a build in one go, which is the plain builder's", async () => {
    expect(await built(operator().context)).to.equal(expected);
    const all = new Set(objects.keys());
    objects = new Map();
    rmSync(path.join(folder, states()[0]!));
    await killed();
    const { context, seen } = operator();
    expect(await built(context)).to.equal(expected);
    expect(seen.firstOfBuild).to.equal(8 * 128);
    expect(new Set(objects.keys())).to.deep.equal(all);
  });

  it("starts again where the state is damaged, or the store is another", async () => {
    await killed();
    const file = path.join(folder, states()[0]!);
    const bytes = readFileSync(file);
    bytes[40]! ^= 1;
    writeFileSync(file, bytes);
    const damaged = operator();
    expect(await built(damaged.context)).to.equal(expected);
    expect(damaged.seen.firstOfBuild).to.equal(0);
    expect(damaged.seen.reports.map(({ kind }) => kind)).to.deep.equal(["warns", "did"]);

    objects = new Map();
    const other = operator({ place: "another store" });
    expect(await built(other.context)).to.equal(expected);
    expect(other.seen.firstOfBuild).to.equal(0);
    expect(states()).to.have.length(1);
  });

  it("refuses a journal that gives fewer receipts than it says it has", async () => {
    const failed = await buildStep(operator({ has: RECEIPTS + 1 }).context).catch((error: Error) => error);
    expect(failed).to.have.property("name", "IncompleteEpochError");
    expect((failed as Error).message).to.contain(`gave ${RECEIPTS} receipts of epoch 0, which has ${RECEIPTS + 1}; nothing is committed`);
  });

  it("asked for by hand, puts what the store lost there again", async () => {
    await buildStep(operator().context);
    const lost = [...objects.keys()].find((name) => name.startsWith("chunks/"))!;
    objects.delete(lost);
    const { context, seen } = operator();
    await rebuildStep(context);
    expect(seen.reports.map(({ says }) => says).join()).to.contain("1 objects put into memory");
    expect(objects.has(lost)).to.equal(true);
    const again = operator();
    await rebuildStep(again.context);
    expect(again.seen.reports.map(({ says }) => says).join()).to.contain("has all of it already");
  });
});
