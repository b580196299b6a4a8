import { keccak256, zeroHash, type Hex } from "viem";

import { epoch } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import type { EpochWindows, Reducer } from "../fold/reducer.ts";
import type { NewRow } from "../fold/store.ts";
import { receiptKeyIdOf } from "../gateways/receipt-key.ts";
import { changeChain } from "./epoch-chain.ts";
import { readRecord, type EpochRecord } from "./record.ts";

const SLICE_DEBITS = 256n;

interface Commit {
  readonly recordHash: Hex;
  readonly record: Hex;
  readonly key: Hex;
  readonly actor: Hex;
}

const rowOf = (event: FoldEvent, commit: Commit, fields: EpochRecord, windows: EpochWindows): NewRow<typeof epoch> => {
  const { parent, number, ...header } = fields;
  return {
    id: commit.recordHash,
    ...header,
    number: BigInt(number),
    state: "Committed",
    parentId: parent === zeroHash ? null : parent,
    nextId: null,
    key: commit.key,
    receiptKeyId: receiptKeyIdOf(fields.gatewayId, commit.key),
    record: commit.record,
    holdBefore: fields.committedAt + BigInt(windows.activation),
    challengeBefore: fields.committedAt + BigInt(windows.challenge),
    openUntil: 0n,
    openChallenges: 0,
    held: 0n,
    sliceCount: (fields.debitCount + SLICE_DEBITS - 1n) / SLICE_DEBITS,
    slicesHeld: 0n,
    slicesRestored: 0n,
    restored: 0n,
    finalisedAt: null,
    voidedAt: null,
    disputeId: null,
    actor: commit.actor,
    ...originOf(event),
  };
};

/** A header was committed: everything of it is in the record. A void epoch committed again in its very block has the same record. */
export const epochCommitted: Reducer<EventArgs<"EpochLedger", "EpochCommitted">> = async (store, event, chain) => {
  const { gateway, epoch: number, recordHash, record } = event.args;
  const fields = readRecord(record);
  const hash = keccak256(record);
  const checks = [
    ["RootMismatch", "record", hash, recordHash],
    ["CountMismatch", "gateway of record", fields.gatewayId, gateway],
    ["CountMismatch", "number of record", fields.number, number],
  ] as const;
  for (const [kind, what, expected, actual] of checks) {
    if (expected !== actual) await report(store, event, { kind, subject: `${what} ${recordHash}`, expected, actual });
  }
  const row = rowOf(event, event.args, { ...fields, gatewayId: gateway, number }, await chain.epochWindows(event));
  const known = await store.find(epoch, recordHash);
  if (known !== null && known.state !== "Void") return reportTwice(store, event, { what: "epoch", id: recordHash });
  if (known === null) await store.insert(epoch, row);
  else await store.update(epoch, recordHash, { ...row, id: recordHash });
  if (row.parentId != null) await amendKnown(store, event, epoch, { what: "epoch", id: row.parentId }, () => ({ nextId: recordHash }));
  await changeChain(store, event, gateway, (before) => ({
    nextEpoch: BigInt(number) + 1n,
    committedFees: fields.feesBefore + fields.feeTotal,
    epochCount: before.epochCount + 1,
    lastCommitAt: event.block.timestamp,
  }));
};
