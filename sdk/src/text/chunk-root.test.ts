import { expect } from "chai";
import { concat, getBytes, hexlify, keccak256, toBeHex, zeroPadBytes } from "ethers";
import fc from "fast-check";
import { hexToBytes, type Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { bytes32Arbitrary } from "../../test/receipt-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { chunkProof } from "./chunk-proof.ts";
import { chunkRoot } from "./chunk-root.ts";
import { contentRoot } from "./content-root.ts";
import { verifyChunk } from "./verify-chunk.ts";

interface ChunkVector {
  readonly byteLength: string;
  readonly bytes: Hex;
  readonly chunk: Hex;
  readonly index: string;
  readonly proof: readonly Hex[];
  readonly root: Hex;
  readonly salt: Hex;
}

interface Vectors {
  readonly cases: readonly { readonly input: string; readonly salt: Hex; readonly contentRoot: Hex }[];
  readonly chunks: readonly ChunkVector[];
}

/** Written from docs/formats alone, by recursion over a padded list. */
function modelRoot(bytes: Uint8Array, salt: string): string {
  const tree = (nodes: readonly string[]): string => {
    if (nodes.length === 1) return nodes[0]!;
    const middle = nodes.length / 2;
    return keccak256(concat([tree(nodes.slice(0, middle)), tree(nodes.slice(middle))]));
  };
  const leaves: string[] = [];
  for (let i = 0; 32 * i < bytes.length; i++) {
    const chunk = bytes.slice(32 * i, 32 * i + 32);
    leaves.push(keccak256(concat([salt, toBeHex(i, 4), toBeHex(chunk.length, 1), zeroPadBytes(chunk, 32)])));
  }
  while (leaves.length === 0 || !Number.isInteger(Math.log2(leaves.length))) leaves.push(`0x${"00".repeat(32)}`);
  return keccak256(concat([toBeHex(bytes.length, 8), tree(leaves)]));
}

describe("chunkRoot, contentRoot, chunkProof, verifyChunk", function () {
  this.timeout(20_000);

  const vectors = readVectors<Vectors>("content");
  const salt = `0x${"5a".repeat(32)}` as const;

  it("give the vectors", () => {
    for (const vector of vectors.cases) expect(contentRoot(vector.input, vector.salt)).to.equal(vector.contentRoot);
    for (const { bytes, byteLength, index, chunk, proof, root, salt: vectorSalt } of vectors.chunks) {
      expect(chunkRoot(hexToBytes(bytes), vectorSalt)).to.equal(root);
      if (byteLength === "0") continue;
      const opened = { byteLength: Number(byteLength), index: Number(index), chunk, proof };
      expect(chunkProof(hexToBytes(bytes), vectorSalt, opened.index)).to.deep.equal(opened);
      expect(verifyChunk({ root, salt: vectorSalt, opened })).to.equal(true);
    }
  });

  it("agree with a model written from the specification", () => {
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes32Arbitrary, (bytes, anySalt) => {
        expect(chunkRoot(bytes, anySalt)).to.equal(modelRoot(bytes, anySalt));
      }),
      { numRuns: 60 },
    );
  });

  it("open every chunk, and only as it is", () => {
    checkProperty(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(), fc.nat({ max: 31 }), (bytes, pick, byte) => {
        const root = chunkRoot(bytes, salt);
        const opened = chunkProof(bytes, salt, pick % Math.ceil(bytes.length / 32));
        expect(verifyChunk({ root, salt, opened })).to.equal(true);

        const other = getBytes(opened.chunk);
        other[byte % other.length]! ^= 1;
        const lies = [
          { ...opened, chunk: hexlify(other) as Hex },
          { ...opened, chunk: `${opened.chunk}00` as Hex },
          { ...opened, index: opened.index + 1 },
          { ...opened, index: opened.index - 1 },
          { ...opened, byteLength: opened.byteLength + 1 },
          { ...opened, byteLength: opened.byteLength + 32 },
          { ...opened, proof: [...opened.proof, root] },
          { ...opened, byteLength: Number.NaN },
          { ...opened, index: 0.5 },
        ];
        for (const lie of lies) expect(verifyChunk({ root, salt, opened: lie })).to.equal(false);
        expect(verifyChunk({ root, salt: root, opened })).to.equal(false);
      }),
      { numRuns: 60 },
    );
  });

  it("tell trailing zero bytes from padding", () => {
    expect(chunkRoot(new Uint8Array([1]), salt)).to.not.equal(chunkRoot(new Uint8Array([1, 0]), salt));
    expect(chunkRoot(new Uint8Array(32), salt)).to.not.equal(chunkRoot(new Uint8Array(33), salt));
  });

  it("refuse a bad salt and a chunk that is not there", () => {
    expect(() => chunkRoot(new Uint8Array(1), "0x12")).to.throw(InvalidBytesError, "salt");
    for (const index of [2, -1, 0.5]) expect(() => chunkProof(new Uint8Array(64), salt, index)).to.throw(NoSuchLeafError, "among 2");
  });
});
