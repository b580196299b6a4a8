import { objectName, readObject, StoreAlteredError, type EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { ReadObject } from "../epoch-rail/claimed-tree.ts";

/** What happened to a store. */
export type StoreTrouble = {
  readonly place: string;
  readonly object: string;
  readonly kind: "lost" | "altered" | "silent";
  readonly says: string;
};

/**
 * Reads from several stores, the first true answer counts. A store that lost or altered what another has, or that does not answer, is noticed.
 */
export function readFromStores(stores: readonly EpochStore[], notice: (trouble: StoreTrouble) => void): ReadObject {
  return async (kind, key) => {
    const object = objectName(kind, key);
    const lacking: EpochStore[] = [];
    for (const store of stores) {
      try {
        const bytes = await readObject(store, kind, key);
        if (bytes !== undefined) {
          for (const { place } of lacking)
            notice({ place, object, kind: "lost", says: `the store ${place} has no ${object}, ${store.place} does` });
          return bytes;
        }
        lacking.push(store);
      } catch (error) {
        const isAltered = error instanceof StoreAlteredError;
        notice({ place: store.place, object, kind: isAltered ? "altered" : "silent", says: (error as Error).message });
      }
    }
    return undefined;
  };
}
