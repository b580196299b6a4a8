import { bytesToHex, type Hex } from "viem";

import { openCore } from "../../../sdk/src/epoch-core/open-core.ts";
import { streamEpoch } from "../../../sdk/src/epoch-core/stream-epoch.ts";
import { buildEpoch, decodeLegs } from "../../../sdk/src/index.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { cpuSeconds } from "./cpu.ts";
import { ratioRow } from "./ratio-row.ts";
import { COMMONS, GATEWAY_ID, receiptsOf, SPLITS } from "./receipts.ts";

const LEGS = 64;
const ACCOUNTS = 10_240;
const ZERO: Hex = `0x${"00".repeat(32)}`;

/** Receipts built into an epoch for each second of processor time, and the memory it takes; beside it the plain builder over fewer receipts. */
export async function measureStream({
  receipts: count,
  sample,
}: {
  readonly receipts: number;
  readonly sample: number;
}): Promise<BenchRow[]> {
  const source = [...receiptsOf(openCore(), { count, legs: LEGS, accounts: ACCOUNTS })];
  let most = 0;
  let bodies = 0;
  const terms = { gatewayId: GATEWAY_ID, epoch: 0, parent: ZERO, splits: SPLITS, commons: COMMONS };
  const stream = (total: number) =>
    streamEpoch({
      ...terms,
      receipts: source.slice(0, total),
      put: (_, bytes) => void (bodies += bytes.length),
      onChunk: () => void (most = Math.max(most, process.memoryUsage.rss())),
    });

  const receipts = source.slice(0, sample).map(({ object, legs }) => ({ receipt: object, legs: decodeLegs(legs) }));
  const plain = () => buildEpoch({ ...terms, receipts });
  if (bytesToHex((await stream(sample)).packed) !== bytesToHex(plain().packed)) throw new Error("the builders differ");
  const plainRate = sample / (await cpuSeconds(plain));

  const before = process.memoryUsage.rss();
  most = bodies = 0;
  const seconds = await cpuSeconds(() => stream(count));
  return [
    ratioRow("stream_ratio_plain", count / seconds, `sdk buildEpoch, receipts/CPU-s over ${sample}`, plainRate),
    figure("streamed_receipts_per_cpu_s", count / seconds, `receipts of ${LEGS} legs/CPU-s`),
    figure("streamed_receipts", count, "receipts"),
    figure("streamed_bodies_mb", bodies / 2 ** 20, "MiB put into the store"),
    figure("stream_memory_mb", Math.max(0, most - before) / 2 ** 20, "MiB more resident memory at most"),
  ];
}
