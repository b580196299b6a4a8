import { expect } from "chai";
import { keccak256, solidityPacked, toUtf8Bytes } from "ethers";
import type { Hex } from "viem";

import { readVectors } from "../../test/read-vectors.ts";
import { legClassOf } from "../codes/leg-class.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { merkleRoot } from "../merkle/merkle-root.ts";
import { contextRoot, type ReceiptContext } from "./context-root.ts";
import { decodeEvidence } from "./decode-evidence.ts";
import { encodeEvidence } from "./encode-evidence.ts";
import { outputTokens } from "../attribution/output-tokens.ts";
import { evidenceRoot, recordsRoot, type EvidenceRoots } from "./evidence-root.ts";
import { methodIdOf } from "./method-id-of.ts";
import { requestHash } from "./request-hash.ts";
import { retrievedRoot } from "./retrieved-root.ts";

type Columns = Readonly<Record<string, readonly string[]>> & { readonly encoded: readonly Hex[] };

interface Vectors {
  readonly contexts: readonly (ReceiptContext & { readonly contextRoot: Hex; readonly method: string; readonly requestId: string })[];
  readonly evidence: readonly (Columns & { readonly root: Hex })[];
  readonly outputs: readonly (EvidenceRoots & {
    readonly evidenceRoot: Hex;
    readonly hashes: readonly string[];
    readonly retrieved: readonly string[];
    readonly salt: Hex;
  })[];
}

describe("contextRoot, requestHash, methodIdOf, evidence", () => {
  const vectors = readVectors<Vectors>("context");

  it("give the context vectors and agree with a model", () => {
    for (const vector of vectors.contexts) {
      expect(requestHash(vector.requestId))
        .to.equal(vector.requestHash)
        .and.to.equal(keccak256(toUtf8Bytes(vector.requestId)));
      expect(methodIdOf(vector.method))
        .to.equal(vector.methodId)
        .and.to.equal(keccak256(toUtf8Bytes(vector.method)));
      const { requestHash: request, promptRoot, outputRoot, methodId, snapshotRoot, evidenceRoot: evidence } = vector;
      const model = keccak256(
        solidityPacked(Array(6).fill("bytes32"), [request, promptRoot, outputRoot, methodId, snapshotRoot, evidence]),
      );
      expect(contextRoot(vector)).to.equal(vector.contextRoot).and.to.equal(model);
    }
  });

  it("give the evidence vectors and agree with a model", () => {
    const layout = "uint8 uint56 uint32 uint32 uint32 uint32 uint32 uint64".split(" ");
    for (const vector of vectors.evidence) {
      const records = vector.encoded.map((bytes) => decodeEvidence(bytes));
      records.forEach((record, i) => {
        const at = (column: string) => vector[column]![i]!;
        const columns = [
          "classes",
          "contributionIds",
          "outputStarts",
          "outputLengths",
          "itemStarts",
          "itemLengths",
          "documents",
          "credits",
        ];
        expect(solidityPacked(layout, columns.map(at))).to.equal(vector.encoded[i]);
        expect(record.class).to.equal(legClassOf(Number(at("classes"))));
        expect(encodeEvidence(record))
          .to.equal(vector.encoded[i])
          .and.to.have.length(2 + 2 * 36);
      });
      expect(recordsRoot(records))
        .to.equal(vector.root)
        .and.to.equal(merkleRoot(vector.encoded.map((bytes) => keccak256(bytes) as Hex)));
    }
  });

  it("give the roots of outputs and retrieved items and agree with a model", () => {
    for (const { hashes, retrieved, salt, ...vector } of vectors.outputs) {
      const pages = Array.from({ length: Math.floor(hashes.length / 16) + 1 }, (_, page) => {
        const words = Array.from({ length: 16 }, (_, i) => hashes[16 * page + i] ?? 0);
        const pageSalt = keccak256(solidityPacked(["bytes32", "uint32"], [salt, page]));
        return keccak256(solidityPacked(["bytes32", ...words.map(() => "uint64")], [pageSalt, ...words])) as Hex;
      });
      expect(outputTokens(hashes.map(BigInt), salt).root)
        .to.equal(vector.outputTokensRoot)
        .and.to.equal(merkleRoot(pages));
      const ids = [...new Set(retrieved.map(BigInt))].sort((a, b) => (a < b ? -1 : 1));
      const leaves = ids.map((id) => keccak256(solidityPacked(["uint56"], [id])) as Hex);
      expect(retrievedRoot([...ids].reverse()))
        .to.equal(vector.retrievedRoot)
        .and.to.equal(merkleRoot(leaves));
      const model = keccak256(
        solidityPacked(Array(3).fill("bytes32"), [vector.recordsRoot, vector.outputTokensRoot, vector.retrievedRoot]),
      );
      expect(evidenceRoot(vector)).to.equal(vector.evidenceRoot).and.to.equal(model);
    }
  });

  it("refuse fields that do not fit", () => {
    const record = decodeEvidence(vectors.evidence[1]!.encoded[0]!);
    expect(() => encodeEvidence({ ...record, documents: 2 ** 32 })).to.throw(IntegerOutOfRangeError, "documents");
    expect(() => encodeEvidence({ ...record, class: "none" as never })).to.throw(UnknownCodeError, "none");
    expect(() => decodeEvidence(`0x${"00".repeat(36)}`)).to.throw(UnknownCodeError);
    expect(() => decodeEvidence(`0x${"01".repeat(37)}`)).to.throw(InvalidBytesError, "36 bytes");
    expect(() => contextRoot({ ...vectors.contexts[0]!, methodId: "0x" })).to.throw(InvalidBytesError, "methodId");
  });
});
