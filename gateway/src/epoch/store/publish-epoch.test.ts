import { buildEpoch, EpochStateError, type PackedReceipt } from "@openledger/sdk";
import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import { objectsOf } from "../../../test/objects-of.ts";
import { packedOf, smallEpoch } from "../../../test/small-epoch.ts";
import type { ObjectKind } from "./epoch-objects.ts";
import type { EpochStore } from "./epoch-store.ts";
import { publishEpoch, type PublishInput } from "./publish-epoch.ts";

/** A store in memory. @param most Writes until the process that writes is killed. */
function memoryStore(objects: Map<string, Uint8Array> = new Map(), most = Infinity): EpochStore & { readonly objects: typeof objects } {
  let writes = 0;
  const name = (kind: ObjectKind, key: Hex) => `${kind}/${key}`;
  return {
    place: "memory",
    objects,
    read: async (kind, key) => objects.get(name(kind, key)),
    write: async (kind, key, bytes) => {
      if (writes++ === most) throw new Error("killed");
      objects.set(name(kind, key), Uint8Array.from(bytes));
    },
  };
}

describe("publishEpoch", () => {
  const input = smallEpoch();
  const built = buildEpoch(input);
  const expected = new Map([...objectsOf(built)].map(({ kind, key, bytes }) => [`${kind}/${key}`, bytesToHex(bytes)]));
  const contentOf = (objects: ReadonlyMap<string, Uint8Array>): Record<string, Hex> =>
    Object.fromEntries([...objects].map(([name, bytes]) => [name, bytesToHex(bytes)] as const).sort());

  it("puts the same header and the same objects into a store as the plain builder gives", async () => {
    const store = memoryStore();
    const { epoch, added } = await publishEpoch(store, packedOf(input));
    expect(bytesToHex(epoch.packed)).to.equal(bytesToHex(built.packed));
    expect(contentOf(store.objects)).to.deep.equal(Object.fromEntries([...expected].sort()));
    expect(added).to.equal(expected.size);
  });

  it("goes on wherever it was killed, and reads again at most the receipts of eight chunks", async () => {
    for (let most = 0; most < expected.size; most++) {
      const objects = new Map<string, Uint8Array>();
      let state: Uint8Array | undefined;
      let read = 0;
      const counted: PublishInput = {
        ...packedOf(input),
        receipts: function* (from) {
          for (const receipt of packedOf(input).receipts(from) as Iterable<PackedReceipt>) {
            read++;
            yield receipt;
          }
        },
        keep: (kept) => void (state = kept),
      };
      const died = await publishEpoch(memoryStore(objects, most), counted).catch((error: Error) => error.message);
      expect(died).to.equal("killed");
      const { epoch } = await publishEpoch(memoryStore(objects), { ...counted, ...(state && { resume: state }) });
      expect(bytesToHex(epoch.packed)).to.equal(bytesToHex(built.packed));
      expect(contentOf(objects)).to.deep.equal(Object.fromEntries([...expected].sort()));
      expect(read - input.receipts.length, `killed at write ${most}`).to.be.at.most(8 * 2 + 1);
    }
  });

  it("refuses the state of another epoch", async () => {
    let state: Uint8Array | undefined;
    await publishEpoch(memoryStore(), { ...packedOf(input), keep: (kept) => void (state = kept) });
    const other = publishEpoch(memoryStore(), { ...packedOf(input), commons: 3, resume: state! });
    expect(await other.catch((error: unknown) => error)).to.be.instanceOf(EpochStateError);
  });
});
