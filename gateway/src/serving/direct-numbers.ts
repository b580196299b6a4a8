import type { Database } from "../journal/database.ts";
import { isEpochOpen, nextSequence, openEpoch } from "../journal/receipts.ts";
import type { Gateway } from "./gateway.ts";

const MILLISECONDS_A_DAY = 86_400_000;

/** What is known of a journal's numbers on the direct lane. It never closes an epoch there. */
interface Numbers {
  /** Next number of each epoch that is known to be open. */
  readonly next: Map<number, number>;
  /** Done when nobody takes a number. */
  turn: Promise<unknown>;
}

const numbersOf = new WeakMap<Database, Numbers>();

/** First number of an epoch that the chain has not settled: 0, unless the journal of earlier receipts was lost. */
async function firstFreeSequence(gateway: Gateway, epoch: number): Promise<number> {
  const { isSettled } = gateway.chain;
  if (!(await isSettled(epoch, 0))) return 0;
  let low = 0;
  let high = 1;
  while (await isSettled(epoch, high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isSettled(epoch, middle)) low = middle;
    else high = middle;
  }
  return high;
}

async function readNext(gateway: Gateway, epoch: number): Promise<number> {
  const { database } = gateway;
  if (!(await isEpochOpen(database, epoch))) await openEpoch(database, { epoch, nextSequence: await firstFreeSequence(gateway, epoch) });
  return nextSequence(database, epoch);
}

/**
 * Has a receipt of the direct lane stored under the next number of its epoch. A receipt is signed with its number, so one after the other is numbered, signed and stored.
 * @param store Stores the receipt and takes the number in one transaction; undefined if the journal has another next number: it is asked again with that one.
 * @returns What it gave.
 */
export async function storeNumbered<Stored extends object>(
  gateway: Gateway,
  servedAt: number,
  store: (place: { readonly epoch: number; readonly sequence: number }) => Promise<Stored | undefined>,
): Promise<Stored> {
  const { database } = gateway;
  const numbers = numbersOf.get(database) ?? { next: new Map<number, number>(), turn: Promise.resolve() };
  numbersOf.set(database, numbers);
  const epoch = Math.floor(servedAt / MILLISECONDS_A_DAY);
  const own = numbers.turn.then(async () => {
    for (;;) {
      const sequence = numbers.next.get(epoch) ?? (await readNext(gateway, epoch));
      // Unless it is stored for sure, the journal is asked again.
      numbers.next.delete(epoch);
      const stored = await store({ epoch, sequence });
      if (!stored) continue;
      numbers.next.set(epoch, sequence + 1);
      return stored;
    }
  });
  numbers.turn = own.catch(() => undefined);
  return own;
}
