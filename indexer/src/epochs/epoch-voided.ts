import type { Hex } from "viem";

import { epoch, epochDispute, lie } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import type { Store } from "../fold/store.ts";
import { payAccounts } from "./credit-accounts.ts";
import { changeChain } from "./epoch-chain.ts";
import { explainRanges } from "./open-range.ts";
import { wordOf } from "./words.ts";

/** Who gets a slashed bond, rounded down, the commons what is left: `EpochBond.shares`. All in nano-OPEN. */
const sharesOf = (slashed: bigint) => {
  const [toProver, toHarmed] = [(slashed * 2n) / 5n, slashed / 5n];
  return { toProver, toHarmed, toCommons: slashed - toProver - toHarmed };
};

/** Marks an epoch and all built on it; says how many. */
const voidFrom = async (store: Store, event: FoldEvent, first: Hex, disputeId: string): Promise<number> => {
  let count = 0;
  for (let id: Hex | null = first; id !== null; count++) {
    const row: typeof epoch.$inferSelect | null = await store.find(epoch, id);
    if (row === null || row.state === "Void" || row.state === "Final") break;
    await store.update(epoch, id, { state: "Void", voidedAt: event.block.timestamp, disputeId });
    id = row.nextId;
  }
  return count;
};

/** An epoch and all later ones of its gateway are void. Their fees never counted; what was held goes back slice by slice. */
export const epochVoided: Reducer<EventArgs<"EpochLedger", "EpochVoided">> = async (store, event) => {
  const { gateway: gatewayId, recordHash: epochId, epochsVoided, penalty, prover, harmed } = event.args;
  const number = BigInt(event.args.epoch);
  const id = factId(event);
  const dispute = { id, epochId, gatewayId, number, lie: nameOf(lie, event.args.lie), epochsVoided: BigInt(epochsVoided) };
  const unpaid = { penalty, slashed: 0n, awardedAt: null, toProver: 0n, toHarmed: 0n, toCommons: 0n };
  await store.insert(epochDispute, { ...dispute, ...unpaid, prover, harmedId: idOrNull(harmed), ...originOf(event) });

  const row = await store.find(epoch, epochId);
  if (row === null) await reportMissing(store, event, { what: "epoch", id: epochId });
  const voided = await voidFrom(store, event, epochId, id);
  if (voided !== epochsVoided) {
    await report(store, event, { kind: "CountMismatch", subject: `epochs void with ${epochId}`, expected: voided, actual: epochsVoided });
  }
  await changeChain(store, event, gatewayId, (before) => ({
    nextEpoch: number,
    committedFees: row?.feesBefore ?? before.committedFees,
    voidCount: before.voidCount + voided,
  }));
};

/** The penalty of a proven lie was taken from the bond and paid out. */
export const bondAwarded: Reducer<EventArgs<"EpochLedger", "BondAwarded">> = async (store, event, chain) => {
  const { gateway: gatewayId, recordHash: epochId, slashed, harmed } = event.args;
  const id = (await store.find(epoch, epochId))?.disputeId ?? null;
  const shares = sharesOf(slashed);
  if (id === null) await reportMissing(store, event, { what: "dispute of epoch", id: epochId });
  else await store.update(epochDispute, id, { slashed, ...shares, awardedAt: event.block.timestamp });
  if (slashed === 0n) return;
  const commons = await chain.commonsAccount(event);
  const parts = new Map<number, bigint>([[harmed === 0 ? commons : harmed, shares.toHarmed]]);
  parts.set(commons, (parts.get(commons) ?? 0n) + shares.toCommons);
  const amounts = [...parts].flatMap(([accountId, amount]) => (amount > 0n ? [{ accountId, amount }] : []));
  await payAccounts(store, event, amounts, { kind: "Compensation", sourceId: id ?? factId(event), gatewayId });
  await explainRanges(
    store,
    event,
    amounts.map(({ accountId, amount }) => [wordOf(accountId), amount] as const),
  );
};
