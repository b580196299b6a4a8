import type { Hex } from "viem";

import { isObjectTrue, type ObjectKind } from "./epoch-objects.ts";

/** Data of epochs by what the chain commits to. Who reads checks, so a store needs no trust. */
export interface EpochStore {
  /** Where it is, for messages; never a key. */
  readonly place: string;
  /** The bytes as stored, unchecked; undefined if there are none. */
  readonly read: (kind: ObjectKind, key: Hex) => Promise<Uint8Array | undefined>;
  readonly write: (kind: ObjectKind, key: Hex, bytes: Uint8Array) => Promise<void>;
}

/** What a store answers is not what the key commits to. */
export class StoreAlteredError extends Error {
  override readonly name = "StoreAlteredError";

  constructor(place: string, kind: ObjectKind, key: Hex) {
    super(`The store ${place} altered ${kind}/${key}: its bytes do not lead to that root. Put them there again, or use another store.`);
  }
}

const KEY = /^0x[0-9a-f]{64}$/;

/**
 * The name of an object in every store.
 * @throws RangeError unless the key is 32 bytes of hex.
 */
export function objectName(kind: ObjectKind, key: Hex): string {
  const lower = key.toLowerCase();
  if (!KEY.test(lower)) throw new RangeError(`A key is 32 bytes of hex, not ${JSON.stringify(key.slice(0, 80))}.`);
  return `${kind}/${lower}`;
}

/**
 * Reads and checks.
 * @returns Undefined if the store has nothing under the key.
 * @throws StoreAlteredError if it has something else.
 */
export async function readObject(store: EpochStore, kind: ObjectKind, key: Hex): Promise<Uint8Array | undefined> {
  const bytes = await store.read(kind, key);
  if (bytes !== undefined && !isObjectTrue(kind, key, bytes)) throw new StoreAlteredError(store.place, kind, key);
  return bytes;
}

/** Writes unless the store has the same already, and reads it back: only then is it there. @throws StoreAlteredError if it is not. */
export async function writeObject(store: EpochStore, kind: ObjectKind, key: Hex, bytes: Uint8Array): Promise<boolean> {
  const present = await store.read(kind, key);
  if (present !== undefined && isObjectTrue(kind, key, present)) return false;
  await store.write(kind, key, bytes);
  if ((await readObject(store, kind, key)) === undefined)
    throw new Error(`The store ${store.place} took ${objectName(kind, key)} and does not have it; check its disk and its rights.`);
  return true;
}
