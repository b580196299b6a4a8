import { feeOf, type Receipt } from "@openledger/sdk";
import type { Hex } from "viem";

import type { offering } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Row, Store } from "../fold/store.ts";

/** Records an anomaly unless a receipt's fee is its offering's price and the offering is its gateway's. */
export const checkFee = async (
  store: Store,
  event: FoldEvent,
  { receipt, receiptId }: { readonly receipt: Receipt; readonly receiptId: Hex },
  { promptPrice, completionPrice, gatewayId }: Row<typeof offering>,
): Promise<void> => {
  const { promptTokens, completionTokens, fee } = receipt;
  const expected = feeOf({ promptTokens, completionTokens, promptPrice, completionPrice });
  if (fee !== expected) await report(store, event, { kind: "WrongFee", subject: `receipt ${receiptId}`, expected, actual: fee });
  if (gatewayId !== receipt.gatewayId) {
    const subject = `gateway of receipt ${receiptId}`;
    await report(store, event, { kind: "CountMismatch", subject, expected: gatewayId, actual: receipt.gatewayId });
  }
};
