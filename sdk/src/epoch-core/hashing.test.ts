import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, concatBytes, keccak256 } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { treeLayers } from "../merkle/tree-layers.ts";
import { treeProof } from "../merkle/tree-proof.ts";
import { encodeLegs } from "../receipt/encode-legs.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import { keccakEach, keccakOf } from "./keccak.ts";
import { openCore } from "./open-core.ts";
import { packedLegsRoot } from "./packed-legs-root.ts";
import { packedPath, packedTree, packedTreeRoot } from "./packed-tree.ts";

const core = openCore();

/** Leaves by a rule, so that even a million are there at once. */
function leavesOf(count: number): Uint8Array {
  const words = new Uint32Array(8 * count);
  for (let i = 0; i < words.length; i++) words[i] = Math.imul(i + 1, 0x9e3779b1);
  return new Uint8Array(words.buffer);
}
const rowsOf = (leaves: Uint8Array) => Array.from({ length: leaves.length / 32 }, (_, i) => leaves.subarray(32 * i, 32 * (i + 1)));

describe("keccakOf, keccakEach", () => {
  it("are keccak256 at every length up to three blocks", () => {
    for (let length = 0; length <= 409; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (7 * i + length) % 256);
      expect(bytesToHex(keccakOf(core, bytes)), `${length} bytes`).to.equal(keccak256(bytes));
    }
  });

  it("hash random messages, any number of any size that fits a block", () => {
    checkProperty(
      fc.property(
        fc.integer({ min: 1, max: 135 }),
        fc.integer({ min: 0, max: 9 }),
        fc.infiniteStream(fc.nat(255)),
        (size, count, stream) => {
          const messages = Uint8Array.from({ length: size * count }, () => stream.next().value as number);
          const expected = Array.from({ length: count }, (_, i) => keccak256(messages.subarray(size * i, size * (i + 1)), "bytes"));
          expect(keccakEach(core, messages, size)).to.deep.equal(concatBytes(expected));
        },
      ),
    );
  });

  it("refuse messages that are not whole, or too long for a block", () => {
    expect(() => keccakEach(core, new Uint8Array(10), 3)).to.throw(InvalidBytesError, "messages of 3 bytes");
    expect(() => keccakEach(core, new Uint8Array(272), 136)).to.throw(InvalidBytesError);
    expect(() => keccakEach(core, new Uint8Array(0), 0)).to.throw(InvalidBytesError);
  });
});

describe("packedTreeRoot, packedTree, packedPath", () => {
  it("give the root, nodes and proofs of the plain tree at every size up to 70", () => {
    for (let count = 0; count <= 70; count++) {
      const leaves = leavesOf(count);
      const plain = treeLayers(rowsOf(leaves));
      expect(packedTreeRoot(core, leaves), `${count} leaves`).to.deep.equal(plain.root);
      const tree = packedTree(core, leaves);
      expect(tree.root).to.deep.equal(plain.root);
      for (let index = 0; index < count; index++) expect(packedPath(tree, index)).to.deep.equal(treeProof(plain, index));
    }
  });

  it("give the plain root where the core takes a window at a time", () => {
    // The plain tree takes seconds for these; its root over subtrees is the same tree.
    for (const count of [65_535, 65_536, 65_537, 131_072, 200_001]) {
      const leaves = leavesOf(count);
      const width = 2 ** Math.ceil(Math.log2(count));
      const padded = new Uint8Array(32 * width);
      padded.set(leaves);
      const half = 16 * width;
      const [left, right] = [packedTree(core, padded.subarray(0, half)).root, packedTree(core, padded.subarray(half)).root];
      expect(bytesToHex(packedTreeRoot(core, leaves)), `${count} leaves`).to.equal(keccak256(concatBytes([left, right])));
    }
  });

  it("refuse leaves that are not whole, and places that are not there", () => {
    expect(() => packedTreeRoot(core, new Uint8Array(33))).to.throw(InvalidBytesError, "leaves of 32 bytes");
    expect(() => packedTree(core, new Uint8Array(31))).to.throw(InvalidBytesError);
    const tree = packedTree(core, leavesOf(3));
    for (const index of [-1, 3, 0.5, NaN]) expect(() => packedPath(tree, index)).to.throw(NoSuchLeafError);
    expect(() => packedPath(packedTree(core, leavesOf(0)), 0)).to.throw(NoSuchLeafError);
  });
});

describe("packedLegsRoot", () => {
  it("is legsRoot on random legs", () => {
    checkProperty(
      fc.property(legsArbitrary({ maxLength: 80 }), (legs) => {
        expect(bytesToHex(packedLegsRoot(core, toBytes("legs", encodeLegs(legs))))).to.equal(legsRoot(legs));
      }),
    );
  });

  it("refuses what is no whole leg, or too many", () => {
    expect(() => packedLegsRoot(core, new Uint8Array(11))).to.throw(InvalidBytesError, "legs of 10 bytes");
    expect(() => packedLegsRoot(core, new Uint8Array(655_360))).to.throw(InvalidBytesError);
  });
});
