import { EpochStateError, type PackedReceipt, type SplitEntry, type StreamedEpoch } from "@openledger/sdk";
import { keccak256, type Hex } from "viem";

import { publishEpoch } from "../../gateway/src/epoch/store/publish-epoch.ts";
import { committedEpochs, headsOf } from "../epoch-rail/chain-state.ts";
import { openBuildState } from "./build-state.ts";
import type { OperatorContext } from "./context.ts";
import type { EpochSource } from "./source.ts";

const ZERO: Hex = `0x${"00".repeat(32)}`;

/** The journal gave fewer or more receipts than it says the epoch has. */
export class IncompleteEpochError extends Error {
  override readonly name = "IncompleteEpochError";

  constructor(epoch: number, place: string, { read, has }: { readonly read: number; readonly has: number }) {
    super(`${place} gave ${read} receipts of epoch ${epoch}, which has ${has}; nothing is committed. Look at the journal, then run again`);
  }
}

/** Record hash of the epoch before; undefined if it was voided just now, which the next pass sees. */
async function parentOf({ session, log, gatewayId }: OperatorContext, epoch: number): Promise<Hex | undefined> {
  if (epoch === 0) return ZERO;
  return (await committedEpochs(session, log, gatewayId, [epoch - 1, epoch]))[0]?.hash;
}

async function splitsOf(context: OperatorContext, offerings: readonly number[]): Promise<Map<number, readonly SplitEntry[]>> {
  const splits = new Map<number, readonly SplitEntry[]>();
  for (const id of offerings) {
    const offering = await context.offering(id);
    if (offering !== undefined) splits.set(id, offering.split);
  }
  return splits;
}

async function firstReceipt(source: EpochSource, epoch: number): Promise<PackedReceipt | undefined> {
  for await (const receipt of source.receipts(epoch, 0)) return receipt;
  return undefined;
}

/**
 * Builds a closed epoch from the journal and puts everything about it into the store. Deterministic: whoever builds it gets the same. One that was killed
 * goes on from the last chunks that it kept, unless `isWhole` asks for everything to be put into the store again.
 * @throws IncompleteEpochError, EpochInputError
 */
async function build(
  context: OperatorContext,
  epoch: number,
  parent: Hex,
  isWhole: boolean,
): Promise<{ readonly epoch: StreamedEpoch; readonly added: number }> {
  const { session, source, store, gatewayId, folder } = context;
  const { receipts: has, offerings } = await source.contents(epoch);
  const first = await firstReceipt(source, epoch);
  const ledger = session.address("EpochLedger");
  const of = [session.deployment.chainId, ledger, gatewayId, epoch, first === undefined ? "" : keccak256(first.receipt), store.place];
  const kept = openBuildState(folder, of);
  const publish = async (resume: Uint8Array | undefined) =>
    publishEpoch(store, {
      gatewayId,
      epoch,
      parent,
      splits: await splitsOf(context, offerings),
      commons: await session.read<number>("EpochLedger", "commons"),
      receipts: (from) => source.receipts(epoch, from),
      keep: (state) => kept.keep(state),
      ...(resume !== undefined && { resume }),
    });
  const published = await publish(isWhole ? undefined : kept.read()).catch((error: unknown) => {
    if (!(error instanceof EpochStateError)) throw error;
    context.report({
      step: "build",
      kind: "warns",
      epoch,
      says: `building it again from its first receipt: ${error.message.split("\n")[0]}`,
    });
    return publish(undefined);
  });
  const { receiptCount, legCount } = published.epoch.top.fields;
  if (receiptCount !== has) throw new IncompleteEpochError(epoch, source.place, { read: receiptCount, has });
  if (published.added > 0) {
    const says = `built from ${receiptCount} receipts and ${legCount} legs, ${published.added} objects put into ${store.place}`;
    context.report({ step: "build", kind: "did", epoch, says });
  }
  return published;
}

/** Builds the next epoch to commit, if the journal has closed it. */
export async function buildStep(context: OperatorContext): Promise<StreamedEpoch | undefined> {
  const { session, source, gatewayId } = context;
  const { nextEpoch, isAbandoned } = await headsOf(session, gatewayId);
  if (isAbandoned) {
    context.report({ step: "build", kind: "warns", says: "the gateway was declared gone: it can commit no epoch any more" });
    return undefined;
  }
  if (!(await source.closed()).includes(nextEpoch)) return undefined;
  const parent = await parentOf(context, nextEpoch);
  return parent === undefined ? undefined : (await build(context, nextEpoch, parent, false)).epoch;
}

/** Builds the epoch that was named, or the next one, from its first receipt, and puts what the store lacks into it. */
export async function rebuildStep(context: OperatorContext): Promise<void> {
  const { session, source, gatewayId } = context;
  const epoch = context.epoch ?? (await headsOf(session, gatewayId)).nextEpoch;
  const parent = (await source.closed()).includes(epoch) ? await parentOf(context, epoch) : undefined;
  if (parent === undefined) {
    context.report({ step: "build", kind: "waits", epoch, says: "not built: it is not closed, or an epoch before it is not committed" });
    return;
  }
  const { added } = await build(context, epoch, parent, true);
  if (added === 0)
    context.report({ step: "build", kind: "waits", epoch, says: `built again, ${context.store.place} has all of it already` });
}
