import type { Hex } from "viem";

import { payoutSubtree } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import { create, type Store } from "../fold/store.ts";
import { payAccounts, type Source } from "./credit-accounts.ts";
import { finalEpochIdOf } from "./final-epoch.ts";
import { amountsIn, emptySubtree, fromHexWords, sumOf, toHexWords, type AccountAmount } from "./words.ts";

/** 2,048 accounts of one epoch. */
export interface SubtreeKey {
  readonly gatewayId: number;
  /** Number of the epoch. */
  readonly number: number;
  readonly subtree: number;
}

export const subtreeIdOf = ({ gatewayId, number, subtree }: SubtreeKey): string => `${finalEpochIdOf(gatewayId, number)}-${subtree}`;

/** What is known to be credited of a subtree: all zero before its first push or claim. */
export const loadSubtree = async (store: Store, key: SubtreeKey) => {
  const row = await store.find(payoutSubtree, subtreeIdOf(key));
  return { words: row === null ? emptySubtree() : fromHexWords(row.words), root: row?.root ?? null };
};

interface Step {
  readonly key: SubtreeKey;
  /** Root that a push said; what is there already stays for a claim. */
  readonly root: Hex | null;
  readonly before: readonly bigint[];
  /** Words credited after it; null if they are not known. */
  readonly after: readonly bigint[] | null;
  readonly source: Source;
}

/** Pays a step of a subtree out to its accounts. Returns them; null if they are not known. */
export const creditSubtree = async (store: Store, event: FoldEvent, step: Step): Promise<readonly AccountAmount[] | null> => {
  const { key, root, before, after } = step;
  const words = after ?? before;
  const id = subtreeIdOf(key);
  // Each word is credited once: a word that was there before is what it was.
  const added = words.map((word, i) => (before[i] === 0n ? word : 0n));
  const row = {
    root,
    words: toHexWords(words),
    isExplained: after !== null,
    credited: sumOf(amountsIn(0, words)),
    updatedAt: event.block.timestamp,
  };
  const { gatewayId, number, subtree } = key;
  const fresh = { id, gatewayId, finalEpochId: finalEpochIdOf(gatewayId, number), subtree: BigInt(subtree), ...row };
  if (!(await create(store, payoutSubtree, id, fresh))) await store.update(payoutSubtree, id, row);
  if (after === null) return null;
  const amounts = amountsIn(subtree * words.length, added);
  await payAccounts(store, event, amounts, step.source);
  return amounts;
};
