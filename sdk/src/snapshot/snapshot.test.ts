import { expect } from "chai";
import { keccak256, solidityPacked } from "ethers";
import type { Hex } from "viem";

import { readVectors } from "../../test/read-vectors.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { SnapshotItemMissingError, SnapshotItemRepeatedError } from "./errors.ts";
import { snapshotLeaf } from "./snapshot-leaf.ts";
import { snapshotProof } from "./snapshot-proof.ts";
import { snapshotRoot } from "./snapshot-root.ts";
import { verifySnapshotProof } from "./verify-snapshot-proof.ts";

interface Vector {
  readonly contentRoots: readonly Hex[];
  readonly contributionIds: readonly string[];
  readonly index: string;
  readonly noveltyPpm: readonly string[];
  readonly proof: readonly Hex[];
  readonly root: Hex;
}

describe("snapshotRoot, snapshotProof, verifySnapshotProof", () => {
  const cases = readVectors<{ readonly snapshots: readonly Vector[] }>("context").snapshots.map((vector) => ({
    vector,
    items: vector.contributionIds.map((id, i) => ({
      contributionId: BigInt(id),
      contentRoot: vector.contentRoots[i]!,
      noveltyPpm: Number(vector.noveltyPpm[i]),
    })),
  }));

  it("give the vectors, in whatever order the items come", () => {
    for (const { vector, items } of cases) {
      expect(snapshotRoot(items)).to.equal(vector.root);
      expect(snapshotRoot(items.toReversed())).to.equal(vector.root);
      const proof = snapshotProof(items.toReversed(), items[Number(vector.index)]!.contributionId);
      expect(proof).to.deep.equal({
        item: items[Number(vector.index)],
        index: Number(vector.index),
        itemCount: items.length,
        proof: vector.proof,
      });
      expect(verifySnapshotProof(vector.root, proof)).to.equal(true);
    }
  });

  it("hash a leaf as the specification says", () => {
    for (const item of cases.at(-1)!.items) {
      const packed = solidityPacked(["uint56", "bytes32", "uint32"], [item.contributionId, item.contentRoot, item.noveltyPpm]);
      expect(snapshotLeaf(item)).to.equal(keccak256(packed));
    }
  });

  it("refuse a proof of anything else", () => {
    const { items, vector } = cases.at(-1)!;
    const proof = snapshotProof(items, items[5]!.contributionId);
    expect(
      verifySnapshotProof(vector.root, { ...proof, item: { ...proof.item, noveltyPpm: (proof.item.noveltyPpm % 1_000_000) + 1 } }),
    ).to.equal(false);
    expect(verifySnapshotProof(vector.root, { ...proof, index: 6 })).to.equal(false);
    expect(verifySnapshotProof(vector.root, { ...proof, itemCount: 2 * items.length })).to.equal(false);
    expect(verifySnapshotProof(cases[0]!.vector.root, proof)).to.equal(false);
  });

  it("refuse items that no snapshot has", () => {
    const { items } = cases.at(-1)!;
    expect(() => snapshotRoot([...items, items[3]!])).to.throw(SnapshotItemRepeatedError, String(items[3]!.contributionId));
    expect(() => snapshotProof(items, 1n)).to.throw(SnapshotItemMissingError, "Contribution 1 is not among");
    expect(() => snapshotRoot([{ ...items[0]!, noveltyPpm: 1_000_001 }])).to.throw(IntegerOutOfRangeError, "noveltyPpm");
  });
});
