import { expect } from "chai";
import { concat, keccak256 } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { bytes32Arbitrary } from "../../test/receipt-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { NoSuchLeafError } from "./errors.ts";
import { merkleProof } from "./merkle-proof.ts";
import { merkleRoot } from "./merkle-root.ts";
import { verifyMerkleProof } from "./verify-merkle-proof.ts";

interface Vectors {
  readonly cases: readonly {
    readonly index: string;
    readonly leaves: readonly Hex[];
    readonly proof: readonly Hex[];
    readonly root: Hex;
  }[];
}

const ZERO: Hex = `0x${"00".repeat(32)}`;

function modelRoot(leaves: readonly string[], width = 2 ** Math.ceil(Math.log2(Math.max(1, leaves.length))), start = 0): string {
  if (width === 1) return leaves[start] ?? ZERO;
  return keccak256(concat([modelRoot(leaves, width / 2, start), modelRoot(leaves, width / 2, start + width / 2)]));
}

describe("merkleRoot, merkleProof, verifyMerkleProof", function () {
  this.timeout(20_000);

  it("give the vectors", () => {
    for (const { index, leaves, proof, root } of readVectors<Vectors>("merkle").cases) {
      expect(merkleRoot(leaves)).to.equal(root);
      if (leaves.length === 0) continue;
      expect(merkleProof(leaves, Number(index))).to.deep.equal(proof);
      expect(verifyMerkleProof({ root, leaf: leaves[Number(index)]!, index: Number(index), leafCount: leaves.length, proof })).to.equal(
        true,
      );
    }
  });

  it("make one leaf its own root and no leaves zero", () => {
    expect(merkleRoot([])).to.equal(ZERO);
    expect(merkleRoot([`0x${"ab".repeat(32)}`])).to.equal(`0x${"ab".repeat(32)}`);
  });

  it("agree with a model, prove every leaf at its place and nowhere else", () => {
    checkProperty(
      fc.property(fc.uniqueArray(bytes32Arbitrary, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (leaves, pick, otherPick) => {
        const root = merkleRoot(leaves);
        expect(root).to.equal(modelRoot(leaves));
        const [index, leafCount] = [pick % leaves.length, leaves.length];
        const claim = { root, leaf: leaves[index]!, index, leafCount, proof: merkleProof(leaves, index) };
        expect(verifyMerkleProof(claim)).to.equal(true);
        const other = otherPick % (leaves.length + 2);
        expect(verifyMerkleProof({ ...claim, index: other })).to.equal(other === index);
        expect(verifyMerkleProof({ ...claim, leafCount: 2 * 2 ** claim.proof.length })).to.equal(false);
        expect(verifyMerkleProof({ ...claim, proof: claim.proof.slice(1) })).to.equal(claim.proof.length === 0);
        expect(verifyMerkleProof({ ...claim, root: ZERO })).to.equal(false);
      }),
      { numRuns: 100 },
    );
  });

  it("never take an inner node for a leaf", () => {
    const leaves = [1, 2, 3, 4].map((i) => `0x${String(i).repeat(64)}` as Hex);
    const inner = merkleRoot(leaves.slice(0, 2));
    const proof = [merkleRoot(leaves.slice(2))];
    expect(verifyMerkleProof({ root: merkleRoot(leaves), leaf: inner, index: 0, leafCount: 4, proof })).to.equal(false);
  });

  it("refuse a leaf that is not 32 bytes and a place that is not there", () => {
    expect(() => merkleRoot(["0x00"])).to.throw(InvalidBytesError, "leaves[0]");
    expect(() => merkleProof([ZERO], 1)).to.throw(NoSuchLeafError, "There is no leaf 1 among 1.");
    expect(() => verifyMerkleProof({ root: ZERO, leaf: ZERO, index: 0, leafCount: 2, proof: ["0x1234"] })).to.throw(
      InvalidBytesError,
      "proof[0]",
    );
  });
});
