import { expect } from "chai";
import type { Hex } from "viem";

import { packReceipt } from "../../../sdk/src/epoch-core/chunk-bytes.ts";
import { openCore } from "../../../sdk/src/epoch-core/open-core.ts";
import { streamEpoch } from "../../../sdk/src/epoch-core/stream-epoch.ts";
import { unpackNode } from "../../../sdk/src/epoch-core/unpack-node.ts";
import { nodePath } from "../../../sdk/src/epoch/openings.ts";
import { batchTypedData, encodeLegs, merkleProof, type ReceiptWithLegs } from "../../../sdk/src/index.ts";
import { openBatch, type BatchedReceipt } from "../../../sdk/src/receipt-batch/batched-receipt.ts";
import { signBatches } from "../../../sdk/src/receipt-batch/sign-batches.ts";
import { verifyBatchedReceipt } from "../../../sdk/src/receipt-batch/verify-batched-receipt.ts";
import { writeReceipt } from "../../../sdk/src/receipt-batch/write-receipt.ts";
import { bytesToHex, COMMONS, DAY, epochWorld, GATEWAY_ID, Lie, randomOf, ZERO, type EpochWorld } from "./world.ts";

describe("receipts signed in batches, epochs built from a stream", () => {
  let w: EpochWorld;
  let router: Hex;
  let snapshot: Awaited<ReturnType<EpochWorld["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    w = await epochWorld();
    router = (await w.suite.rewardRouter.getAddress()) as Hex;
  });
  beforeEach(async () => {
    snapshot = await w.networkHelpers.takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  /** Signs receipts as a gateway does and gives each client its own. */
  async function serve(receipts: readonly ReceiptWithLegs[], size: number): Promise<readonly BatchedReceipt[]> {
    const queue = signBatches(
      {
        address: w.receiptKey.address as Hex,
        signBatch: async (batch) => {
          const { domain, types, message } = batchTypedData({ chainId: w.chainId, router, batch });
          return (await w.receiptKey.signTypedData(domain, types as never, message)) as Hex;
        },
      },
      { size },
    );
    const queued = receipts.map(({ receipt }) => queue.add(writeReceipt(receipt)));
    await queue.flush();
    return Promise.all(queued.map(async ({ index, batch }) => openBatch(await batch, index)));
  }

  const argument = (batched: BatchedReceipt) => ({ ...batched, path: [...batched.path] });

  it("settle through the escape hatch, each once, whatever its place in the batch", async () => {
    const { escapeHatch, suite, networkHelpers } = w;
    const receipts = await w.receipts(randomOf("orphans"), 0, 11, 12);
    const clients = await serve(receipts, 8);
    expect(new Set(clients.map(({ count }) => count))).to.deep.equal(new Set([8, 3]));
    for (const [i, batched] of clients.entries())
      expect(await verifyBatchedReceipt({ chainId: w.chainId, router, batched })).to.deep.equal(receipts[i]!.receipt);
    await networkHelpers.time.increase(8 * DAY);
    await escapeHatch.declareGone(argument(clients[5]!));
    for (const [i, batched] of clients.entries()) {
      const { receipt, legs } = receipts[i]!;
      const { balance } = await suite.paymentEscrow.depositOf(receipt.payerAccount);
      await escapeHatch.settle(argument(batched), encodeLegs(legs));
      expect((await suite.paymentEscrow.depositOf(receipt.payerAccount)).balance).to.equal(balance - receipt.fee);
    }
    await expect(escapeHatch.settle(argument(clients[0]!), encodeLegs(receipts[0]!.legs))).to.be.revertedWithCustomError(
      escapeHatch,
      "EscapeHatch_AlreadySettled",
    );
  });

  it("are refused on chain wherever the sdk refuses them", async () => {
    const { escapeHatch } = w;
    const reasons = await w.ethers.getContractAt("IFraudProofs", await escapeHatch.getAddress());
    const receipts = await w.receipts(randomOf("refused"), 0, 5, 4);
    const [, batched, other] = (await serve(receipts, 5)) as [BatchedReceipt, BatchedReceipt, BatchedReceipt];
    const cases: [Partial<BatchedReceipt>, string][] = [
      [{ path: other.path }, "FraudProofs_BadSignature"],
      [{ path: batched.path.slice(1) }, "FraudProofs_BadOpening"],
      [{ count: 4 }, "FraudProofs_BadOpening"],
      [{ count: 6 }, "FraudProofs_BadSignature"],
      [{ feeTotal: batched.feeTotal + 1n }, "FraudProofs_BadSignature"],
      [{ legCount: batched.legCount + 1n }, "FraudProofs_BadSignature"],
      [{ receipt: other.receipt }, "FraudProofs_BadSignature"],
    ];
    for (const [changes, reason] of cases) {
      const changed = { ...batched, ...changes };
      expect(await verifyBatchedReceipt({ chainId: w.chainId, router, batched: changed })).to.equal(undefined);
      await expect(escapeHatch.declareGone(argument(changed)), Object.keys(changes)[0]).to.be.revertedWithCustomError(reasons, reason);
    }
  });

  it("convict a gateway that leaves a receipt out or signs two for one sequence", async () => {
    const { ledger, receiptProofs } = w;
    const served = await w.receipts(randomOf("served"), 0, 12, 6);
    const clients = await serve(served, 12);
    // The gateway commits another receipt where the client's should be.
    const altered = served.map((item, i) => (i === 7 ? { ...item, receipt: { ...item.receipt, contextRoot: ZERO } } : item));
    const epoch = w.build({ epoch: 0, parent: ZERO, receipts: altered, chunkLegs: 20 });
    const { record } = await w.commit(epoch);
    const at = epoch.chunks.findIndex(({ fields }) => 7 < fields.firstSequence + fields.receiptCount);
    const ids = epoch.chunks[at]!.ids.map((id) => bytesToHex(id));
    const slot = 7 - epoch.chunks[at]!.fields.firstSequence;
    const voided = await w.networkHelpers.takeSnapshot();
    await expect(receiptProofs.proveOmitted(record, argument(clients[7]!), nodePath(epoch, 0, at), ids[slot]!, [...merkleProof(ids, slot)]))
      .to.emit(ledger, "EpochVoided")
      .withArgs(
        GATEWAY_ID,
        0,
        () => true,
        Lie.Omitted,
        1,
        () => true,
        () => true,
        () => true,
      );
    await voided.restore();

    const twins = await serve(altered, 12);
    await expect(receiptProofs.proveDoubleSigned(record, argument(clients[7]!), argument(twins[7]!))).to.emit(ledger, "EpochVoided");
  });

  it("are committed, held, finalised: the chain takes the streamed header", async () => {
    const { ledger } = w;
    const receipts = await w.receipts(randomOf("streamed"), 0, 30, 12);
    const core = openCore();
    const bodies = new Map<Hex, Uint8Array>();
    const streamed = await streamEpoch({
      gatewayId: GATEWAY_ID,
      epoch: 0,
      parent: ZERO,
      splits: w.splits,
      commons: COMMONS,
      receipts: receipts.map(packReceipt),
      chunkLegs: 40,
      put: (hash, bytes) => void bodies.set(hash, bytes),
    });
    expect(bodies.size).to.equal(streamed.levels[0]!.length);
    const top = unpackNode(core, streamed.top);
    const { record } = await w.commit({ ...streamed, top });
    await w.hold(record, { top });
    await w.networkHelpers.time.increase(DAY);
    await ledger.finalise(record);
    expect((await ledger.chainOf(GATEWAY_ID)).nextFinal).to.equal(1);
  });
});
