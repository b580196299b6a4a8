import { concatBytes } from "viem";

import { openNetting, type Netting } from "../../../sdk/src/epoch-core/netting.ts";
import { openCore } from "../../../sdk/src/epoch-core/open-core.ts";
import { vectorEntries } from "../../../sdk/src/epoch-core/packed-vectors.ts";
import { decodeLegs, prefixShare } from "../../../sdk/src/index.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { cpuSeconds } from "./cpu.ts";
import { ratioRow } from "./ratio-row.ts";
import { COMMONS, GATEWAY_ID, receiptsOf, SPLITS } from "./receipts.ts";

const LEGS = 64;
/** Receipts that the core gets at a time: about what a chunk has. */
const PART = 128;
const RUNS = 3;

/** A receipt as the peer takes it: every number read beforehand, so that only the split and the sums are measured. */
interface Read {
  readonly fee: bigint;
  readonly payer: number;
  readonly entries: readonly { readonly account: number; readonly bps: bigint }[];
  readonly legs: readonly { readonly account: number; readonly weight: bigint }[];
  readonly total: bigint;
}

/** The same split and sums with bigints and maps. */
function netPlainly(receipts: readonly Read[]): Map<number, bigint> {
  const credits = new Map<number, bigint>();
  const debits = new Map<number, bigint>();
  const add = (sums: Map<number, bigint>, account: number, amount: bigint) => void sums.set(account, (sums.get(account) ?? 0n) + amount);
  for (const { fee, payer, entries, legs, total } of receipts) {
    let bps = 0n;
    let data = 0n;
    for (const entry of entries) {
      const amount = prefixShare(fee, bps, bps + entry.bps, 10_000n);
      bps += entry.bps;
      if (entry.account === 0) data = amount;
      else add(credits, entry.account, amount);
    }
    let weight = 0n;
    let paid = 0n;
    for (const leg of legs) {
      weight += leg.weight;
      const until = (data * weight) / total;
      add(credits, leg.account, until - paid);
      paid = until;
    }
    add(credits, COMMONS, data - paid);
    add(debits, payer, fee);
  }
  return credits;
}

async function measure(name: string, { legs, accounts }: { legs: number; accounts: number }): Promise<BenchRow[]> {
  const core = openCore();
  const count = Math.ceil(legs / LEGS);
  const parts: Uint8Array[] = [];
  const read: Read[] = [];
  const part: Uint8Array[] = [];
  for (const { receipt, legs: packed, object } of receiptsOf(openCore(), { count, legs: LEGS, accounts })) {
    part.push(receipt, packed);
    if (part.length === 2 * PART) parts.push(concatBytes(part.splice(0)));
    read.push({
      fee: object.fee,
      payer: object.payerAccount,
      entries: SPLITS.get(object.offeringId)!.map((entry) => ({ account: entry.account, bps: BigInt(entry.bps) })),
      legs: decodeLegs(packed).map((leg) => ({ account: Number(leg.contributionId >> 24n), weight: BigInt(leg.weight) })),
      total: BigInt(object.weightTotal),
    });
  }
  if (part.length > 0) parts.push(concatBytes(part));

  let netting: Netting | undefined;
  const net = (list: readonly Uint8Array[]) => {
    netting = openNetting(core, { gatewayId: GATEWAY_ID, epoch: 0, splits: SPLITS, commons: COMMONS });
    for (const bytes of list) netting.add(bytes);
    return netting.credits();
  };

  // Equal sums first.
  const sums = netPlainly(read);
  for (const { account, amount } of vectorEntries(net(parts))) {
    if (sums.get(account) !== amount) throw new Error(`the sums of account ${account} differ`);
    sums.delete(account);
  }
  if ([...sums.values()].some((amount) => amount > 0n)) throw new Error("the core lacks accounts");

  const rate = (count * LEGS) / (await cpuSeconds(() => net(parts), RUNS));
  const plain = (read.length * LEGS) / (await cpuSeconds(() => netPlainly(read)));
  return [
    ratioRow(name, rate, `BigInt and Map, legs/CPU-s, ${accounts} accounts`, plain),
    figure(`${name}_memory_mb`, core.size / 2 ** 20, "MiB of the core"),
  ];
}

/** Legs split and summed for each second of processor time, reading packed receipts and checking them included, against BigInt and Map. */
export async function measureNetting({ legs }: { readonly legs: number }): Promise<BenchRow[]> {
  return [
    ...(await measure("net_ratio_bigint", { legs, accounts: 65_536 })),
    ...(await measure("net_ratio_bigint_1m", { legs, accounts: 2 ** 20 })),
  ];
}
