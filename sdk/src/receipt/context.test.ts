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
import { evidenceRoot } from "./evidence-root.ts";
import { methodIdOf } from "./method-id-of.ts";
import { requestHash } from "./request-hash.ts";

type Columns = Readonly<Record<string, readonly string[]>> & { readonly encoded: readonly Hex[] };

interface Vectors {
  readonly contexts: readonly (ReceiptContext & { readonly contextRoot: Hex; readonly method: string; readonly requestId: string })[];
  readonly evidence: readonly (Columns & { readonly root: Hex })[];
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
      expect(evidenceRoot(records))
        .to.equal(vector.root)
        .and.to.equal(merkleRoot(vector.encoded.map((bytes) => keccak256(bytes) as Hex)));
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
