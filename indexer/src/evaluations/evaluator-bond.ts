import type { Hex } from "viem";

import { evaluatorBond } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";
import type { Row, Store } from "../fold/store.ts";

type Sums = Omit<Row<typeof evaluatorBond>, "address" | "updatedAt">;

const NOTHING: Sums = { free: 0n, bonded: 0n, posted: 0n, withdrawn: 0n, won: 0n, lost: 0n };

/** Adds to what somebody has in `Evaluations`; a sum that would fall below nothing is an anomaly and becomes nothing. */
export const moveBond = async (store: Store, event: FoldEvent, given: Hex, moves: Partial<Sums>): Promise<Sums> => {
  const address = given.toLowerCase() as Hex;
  const row = await store.find(evaluatorBond, address);
  const sums = { ...NOTHING, ...row };
  const change: Partial<Record<keyof Sums, bigint>> = {};
  for (const [name, move] of Object.entries(moves) as [keyof Sums, bigint][]) {
    const sum = sums[name] + move;
    if (sum < 0n) {
      const subject = `${name} bond of ${address}`;
      await report(store, event, { kind: "TotalMismatch", subject, expected: `at least ${-move}`, actual: sums[name] });
    }
    change[name] = sum < 0n ? 0n : sum;
  }
  const after = { ...sums, ...change, address, updatedAt: event.block.timestamp };
  if (row === null) await store.insert(evaluatorBond, after);
  else await store.update(evaluatorBond, address, { ...change, updatedAt: event.block.timestamp });
  return after;
};

const checkFree = async (store: Store, event: FoldEvent, who: Hex, expected: bigint, actual: bigint): Promise<void> => {
  if (expected !== actual) await report(store, event, { kind: "TotalMismatch", subject: `free bond of ${who}`, expected, actual });
};

export const bondPosted: Reducer<EventArgs<"Evaluations", "BondPosted">> = async (store, event) => {
  const { who, amount, free } = event.args;
  await checkFree(store, event, who, (await moveBond(store, event, who, { free: amount, posted: amount })).free, free);
};

export const bondWithdrawn: Reducer<EventArgs<"Evaluations", "BondWithdrawn">> = async (store, event) => {
  const { who, amount, free } = event.args;
  await checkFree(store, event, who, (await moveBond(store, event, who, { free: -amount, withdrawn: amount })).free, free);
};

/** nano-OPEN, of later evaluations and challenges. */
export const bondsChanged: Reducer<EventArgs<"Evaluations", "BondsChanged">> = async (store, event) => {
  const { evaluationBond, challengeBond, actor } = event.args;
  await setParameter(store, event, { name: "evaluationBond", value: evaluationBond, actor });
  await setParameter(store, event, { name: "challengeBond", value: challengeBond, actor });
};
