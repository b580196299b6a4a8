import type { Hex } from "viem";

import { epochChain, payoutSubtree } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import { create, type Store } from "../fold/store.ts";
import { payAccounts, type Source } from "./credit-accounts.ts";
import { changeChain } from "./epoch-chain.ts";
import { explainRanges } from "./open-range.ts";
import { amountsIn, combineWords, emptySubtree, fromHexWords, subtractLanes, sumOf, toHexWords, type AccountAmount } from "./words.ts";

export const subtreeIdOf = (gatewayId: number, subtree: number): string => `${gatewayId}-${subtree}`;

/** What is known of a subtree: all zero before its first push or claim. */
export const loadSubtree = async (store: Store, gatewayId: number, subtree: number) => {
  const row = await store.find(payoutSubtree, subtreeIdOf(gatewayId, subtree));
  return { words: row === null ? emptySubtree() : fromHexWords(row.words), isExplained: row?.isExplained ?? true };
};

interface Step {
  readonly gatewayId: number;
  readonly subtree: number;
  /** First word of the range that the ledger credited. */
  readonly firstWord: number;
  readonly root: Hex;
  readonly total: bigint;
  readonly before: readonly bigint[];
  /** Words after it; null if they are not known. */
  readonly after: readonly bigint[] | null;
  readonly source: Source;
}

/** Pays a step of a subtree out to its accounts. Returns them; null if they are not known, and then the money stays open. */
export const creditSubtree = async (store: Store, event: FoldEvent, step: Step): Promise<readonly AccountAmount[] | null> => {
  const { gatewayId, subtree, root, total, before, after } = step;
  const deltas = after === null ? null : combineWords(after, before, subtractLanes);
  const words = deltas === null ? before : after!;
  const id = subtreeIdOf(gatewayId, subtree);
  const amounts = deltas === null ? null : amountsIn(subtree * before.length, deltas);
  const row = {
    root,
    words: toHexWords(words),
    isExplained: amounts !== null,
    credited: sumOf(amountsIn(0, words)),
    updatedAt: event.block.timestamp,
  };
  if (!(await create(store, payoutSubtree, id, { id, gatewayId, subtree: BigInt(subtree), ...row }))) {
    await store.update(payoutSubtree, id, row);
  }
  await changeChain(store, event, gatewayId, (chain) => ({ credited: chain.credited + total }));
  if (amounts === null) return null;
  await payAccounts(store, event, amounts, step.source);
  await explainRanges(store, event, [[step.firstWord, total]]);
  return amounts;
};

/** The gateway's last final epoch. */
export const finalEpochOf = async (store: Store, gatewayId: number): Promise<Hex | null> =>
  (await store.find(epochChain, gatewayId))?.finalEpochId ?? null;
