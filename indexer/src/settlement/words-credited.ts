import { unpackLanes } from "@openledger/sdk";

import { balance, credit } from "../../ponder.schema.ts";
import { emptyBalance } from "../accounts/empty-balance.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { FoldError } from "../fold/fold-error.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { addAmounts } from "./amounts.ts";
import { matchHalves } from "./match-halves.ts";

/** Credits balances. The settlement in the same transaction must explain each amount. */
export const wordsCredited: Reducer<EventArgs<"PayoutLedger", "WordsCredited">> = async (store, event) => {
  const { source, total, words, deltas } = event.args;
  if (words.length !== deltas.length) throw new FoldError(`${words.length} words have ${deltas.length} deltas`);
  const lanes = words.flatMap((word, index) => unpackLanes(word, deltas[index]!)).filter(({ amount }) => amount > 0n);
  const sum = lanes.reduce((all, { amount }) => all + amount, 0n);
  if (sum !== total) await report(store, event, { kind: "TotalMismatch", subject: "credited words", expected: sum, actual: total });

  await store.insert(credit, { id: factId(event), source, total, accountCount: lanes.length, ...originOf(event) });
  const amounts = addAmounts(
    new Map(),
    lanes.map(({ account, amount }) => [account, amount] as const),
  );
  await store.upsertAll(
    balance,
    [...amounts.keys()].map((account) => emptyBalance(account, event)),
    (row) => {
      const amount = amounts.get(row.accountId)!;
      return { credited: row.credited + amount, claimable: row.claimable + amount, updatedAt: event.block.timestamp };
    },
  );
  await matchHalves(store, event, { isSplit: false, batchId: null, amounts });
  await addToNetwork(store, event, { credited: sum });
};
