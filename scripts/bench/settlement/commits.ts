import { hexToBytes, type Hex } from "viem";

import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { headerTypedData } from "../../../sdk/src/epoch/header-typed-data.ts";
import { withFields } from "../../../test/settlement/epoch/lies.ts";
import { DAY, GATEWAY_ID, randomOf, ZERO, type EpochWorld } from "../../../test/settlement/epoch/world.ts";

/** Places of the ledger's ring of record hashes: from then on a commit writes over an old one. */
const RECORDS = 64;

/** An epoch with another head: number, parent and top as given. */
export function renumbered(epoch: Epoch, number: number, parent: Hex, top = epoch.top): Epoch {
  const header = { ...epoch.header, epoch: number, parent, top: top.packed };
  return { ...epoch, header, packed: encodeHeader(header), top };
}

/** The head of the world's chain of epochs. */
export async function headOf({ ledger }: EpochWorld): Promise<{ number: number; parent: Hex }> {
  const number = Number((await ledger.chainOf(GATEWAY_ID)).nextEpoch);
  return { number, parent: number === 0 ? ZERO : ((await ledger.recordOf(GATEWAY_ID, number - 1)) as Hex) };
}

/** Commits, holds and finalises as many epochs as the ring has places: what follows is the steady state. Leaves the chain without an open epoch. */
export async function fillRing(w: EpochWorld): Promise<void> {
  const epoch = await w.randomEpoch(randomOf("ring"), { count: 1, legs: 1 });
  for (let round = 0; round < RECORDS; round += RECORDS / 2) {
    const records: Hex[] = [];
    for (let i = 0; i < RECORDS / 2; i++) {
      const { number, parent } = await headOf(w);
      const { record } = await w.commit(renumbered(epoch, number, parent));
      await w.hold(record, epoch);
      records.push(record);
    }
    await w.networkHelpers.time.increase(DAY);
    for (const record of records) await w.ledger.finalise(record);
  }
}

/** Gas of a commit whose header says that it has so many receipts and legs; the header is all that a commit sees, and it is of one size. */
export async function commitGas(w: EpochWorld, receiptCount: number, legCount: number): Promise<number> {
  const snapshot = await w.networkHelpers.takeSnapshot();
  const epoch = await w.randomEpoch(randomOf("commit"), { count: 5 });
  const { number, parent } = await headOf(w);
  const counts = { receiptCount, level: 4, childCount: 2, legCount };
  const random = randomOf("a body");
  // No zero byte in body and signature: what calldata costs then differs by the numbers alone.
  for (;;) {
    const body = random.bytes32();
    const tried = renumbered(epoch, number, parent, withFields(epoch.top, { ...counts, body }));
    if ([...hexToBytes(body), ...(await signatureOf(w, tried))].includes(0)) continue;
    const { gasUsed } = await w.commit(tried);
    await snapshot.restore();
    return Number(gasUsed);
  }
}

/** What the world will sign. */
async function signatureOf(w: EpochWorld, epoch: Epoch): Promise<Uint8Array> {
  const { domain, types, message } = headerTypedData({ chainId: w.chainId, epochLedger: w.epochLedger, epoch });
  return hexToBytes((await w.receiptKey.signTypedData(domain, types as never, message)) as Hex);
}
