import { concatBytes } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { openCore } from "../../../sdk/src/epoch-core/open-core.ts";
import { RECEIPT_BYTES, batchTypedData, encodeReceipt, receiptTypedData, type Receipt } from "../../../sdk/src/index.ts";
import { openBatch, type SignedBatch } from "../../../sdk/src/receipt-batch/batched-receipt.ts";
import { signBatches, type BatchSigner } from "../../../sdk/src/receipt-batch/sign-batches.ts";
import { verifyBatchedReceipt } from "../../../sdk/src/receipt-batch/verify-batched-receipt.ts";
import { writeReceipt } from "../../../sdk/src/receipt-batch/write-receipt.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { cpuSeconds } from "./cpu.ts";
import { ratioRow } from "./ratio-row.ts";
import { receiptsOf } from "./receipts.ts";

const DOMAIN = { chainId: 31_337, router: `0x${"4e".repeat(20)}` } as const;
const account = privateKeyToAccount(`0x${"17".repeat(32)}`);
const signer: BatchSigner = {
  address: account.address,
  signBatch: (batch) => account.signTypedData(batchTypedData({ ...DOMAIN, batch }) as never),
};
const SIZES = [4_096, 1_024, 256];
const RUNS = 3;

/** Signs all receipts in batches; returns the batches. */
async function signAll(receipts: Iterable<Uint8Array>, size: number): Promise<readonly SignedBatch[]> {
  const queue = signBatches(signer, { size });
  const batches: Promise<SignedBatch>[] = [];
  for (const receipt of receipts) {
    const { batch } = queue.add(receipt);
    if (batch !== batches.at(-1)) batches.push(batch);
  }
  await queue.flush();
  return Promise.all(batches);
}

function* packAll(receipts: readonly Receipt[]): Generator<Uint8Array> {
  for (const receipt of receipts) yield writeReceipt(receipt);
}

/** Receipts signed for each second of processor time, in batches and one by one with viem. */
export async function measureSigning({
  receipts: count,
  singles,
}: {
  readonly receipts: number;
  readonly singles: number;
}): Promise<BenchRow[]> {
  const objects = Array.from(receiptsOf(openCore(), { count, legs: 0, accounts: 1 }), ({ object }) => object);
  const bytes = concatBytes(objects.map(writeReceipt));
  const packed = objects.map((_, i) => bytes.subarray(RECEIPT_BYTES * i, RECEIPT_BYTES * (i + 1)));

  const typed = objects.slice(0, singles).map((receipt) => receiptTypedData({ ...DOMAIN, receipt }) as never);
  const single = async () => {
    for (const data of typed) await account.signTypedData(data);
  };
  const viem = singles / (await cpuSeconds(single, RUNS));

  const rates = new Map<number, number>();
  let batches: readonly SignedBatch[] = [];
  for (const size of SIZES) rates.set(size, count / (await cpuSeconds(async () => (batches = await signAll(packed, size)), RUNS)));
  const fromObjects = count / (await cpuSeconds(() => signAll(packAll(objects), SIZES[0]!), RUNS));

  // What was signed is what is claimed: one receipt of each of some batches, as its client would check it.
  for (const [i, batch] of batches.entries()) {
    if (i % 16 > 0) continue;
    const batched = openBatch(batch, i % batch.summary.count);
    const receipt = await verifyBatchedReceipt({ ...DOMAIN, batched });
    if (receipt === undefined || encodeReceipt(receipt) !== batched.receipt) throw new Error(`batch ${i} does not verify`);
  }
  const opened = batches.slice(0, 8);
  const openAll = () =>
    opened.forEach((batch) => batch.tree.count > 0 && Array.from({ length: batch.summary.count }, (_, i) => openBatch(batch, i)));
  const openRate = opened.reduce((sum, { summary }) => sum + summary.count, 0) / (await cpuSeconds(openAll, RUNS));

  const peer = "viem signTypedData, receipts/CPU-s";
  return [
    ratioRow("sign_ratio_viem", rates.get(SIZES[0]!)!, peer, viem),
    ratioRow("sign_ratio_viem_with_packing", fromObjects, peer, viem),
    ...SIZES.slice(1).map((size) => ratioRow(`sign_ratio_viem_batch_${size}`, rates.get(size)!, peer, viem)),
    figure("signed_per_cpu_s", rates.get(SIZES[0]!)!, "receipts/CPU-s"),
    figure("opened_per_cpu_s", openRate, "receipts with path/CPU-s"),
  ];
}
