import type { Receipt } from "@openledger/sdk";
import { keccak256, type Hex } from "viem";

import { childrenOf, topOf, type ClaimedNode, type ReadObject } from "../epoch-rail/claimed-tree.ts";
import { headsOf } from "../epoch-rail/chain-state.ts";
import { openRailLog, type CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { Check } from "./checks.ts";

const RECEIPT = 113;

/** Where the receipt was paid, or what it waits for. */
export async function checkWhere(
  receipt: Receipt,
  packed: Hex,
  session: RailSession | undefined,
  read: ReadObject | undefined,
): Promise<Check> {
  if (session === undefined) return { verdict: "skipped", says: "whether it was paid: needs --rpc" };
  const { gatewayId, epoch, sequence } = receipt;
  if (receipt.lane === "direct") {
    const isSettled = await session.read<boolean>("RewardRouter", "isSettled", [gatewayId, epoch, sequence]);
    return { verdict: "right", says: isSettled ? "it was settled through the router" : "it waits for settlement through the router" };
  }
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  if (epoch >= nextEpoch) return { verdict: "right", says: `it waits: epoch ${epoch} is not committed` };
  const log = openRailLog(session);
  await log.refresh();
  const committed = log.committed.get(await session.read<Hex>("EpochLedger", "recordOf", [gatewayId, epoch]));
  const state = epoch < nextFinal ? "final" : "committed, and can still be challenged";
  if (committed === undefined) return { verdict: "skipped", says: `whether it is in epoch ${epoch}: the RPC gives no events of it` };
  if (sequence >= committed.topFields.receiptCount)
    return {
      verdict: "wrong",
      says: `epoch ${epoch} has only ${committed.topFields.receiptCount} receipts: it was left out; a watcher with this receipt can prove it`,
    };
  if (read === undefined) return { verdict: "skipped", says: `epoch ${epoch} is ${state}; whether it is in its slot: needs --store` };
  const id = await idAt(committed, sequence, read);
  if (id === undefined)
    return { verdict: "skipped", says: `epoch ${epoch} is ${state}; the store does not have the chunk of sequence ${sequence}` };
  return id === keccak256(packed)
    ? { verdict: "right", says: `it is in slot ${sequence} of epoch ${epoch}, which is ${state}` }
    : { verdict: "wrong", says: `slot ${sequence} of epoch ${epoch} holds ${id}: a watcher with this receipt can prove it` };
}

async function idAt(epoch: CommittedEpoch, sequence: number, read: ReadObject): Promise<Hex | undefined> {
  let node: ClaimedNode | undefined = topOf(epoch);
  while (node !== undefined && node.fields.level > 0)
    node = (await childrenOf(node, read))?.find(({ fields }) => sequence < fields.firstSequence + fields.receiptCount);
  const bytes = node && (await read("chunks", node.fields.body as Hex));
  if (bytes === undefined) return undefined;
  let at = 0;
  for (let next = node!.fields.firstSequence; next < sequence; next++) at += RECEIPT + 10 * (256 * bytes[at + 43]! + bytes[at + 44]!);
  return keccak256(bytes.subarray(at, at + RECEIPT));
}
