import { expect } from "chai";
import { bytesToHex, concatBytes, keccak256, numberToBytes, toBytes } from "viem";

import { NoSuchLeafError } from "../merkle/errors.ts";
import type { Evidence } from "../receipt/evidence.ts";
import { areLegsTrue } from "./are-legs-true.ts";
import { commitIndex, manifestId, openItem } from "./commit-index.ts";
import { NoSpanProofError } from "./errors.ts";
import type { IndexArrays } from "./index-arrays.ts";
import { openOutput, outputTokens, packHashes, unpackHashes } from "./output-tokens.ts";
import { openPages } from "./page-tree.ts";
import { proveSpan } from "./prove-span.ts";
import { refuteRecord } from "./refute-span.ts";
import { verifySpanProof } from "./verify-span-proof.ts";
import { wordHash } from "./word-hash.ts";

const RULES = {
  minimumSpanLength: 2,
  maximumFrequency: 2,
  firstSeenLength: 4,
  maximumLegs: 64,
  weightTotal: 1_000,
  spanSharePpm: 750_000,
  judgedSharePpm: 0,
};
const SALT = keccak256("0x01");

/** Two items, `a b c d e` and `x b c d y`, by words whose hashes ascend like their letters. */
function smallIndex(): IndexArrays {
  const words = ["a", "b", "c", "d", "e", "x", "y"].map((word) => wordHash(word)).sort((a, b) => (a < b ? -1 : 1));
  const [a, b, c, d, e, x, y] = [1, 2, 3, 4, 5, 6, 7];
  const tokens = Int32Array.from([a!, b!, c!, d!, e!, 0, x!, b!, c!, d!, y!, 0]);
  const suffix = (position: number): number[] => [...tokens.subarray(position)];
  const compare = (left: number[], right: number[]): number => {
    const at = left.findIndex((token, i) => token !== right[i]);
    return at === -1 ? left.length - right.length : at >= right.length ? 1 : left[at]! - right[at]!;
  };
  const item = (contributionId: bigint, start: number, number: number) => ({
    ...{ contributionId, start, length: 5, commit: number, cluster: number, noveltyPpm: 1_000_000, contentRoot: SALT },
  });
  return {
    vocabularyHashes: BigUint64Array.from([0n, ...words]),
    tokens,
    suffixes: Int32Array.from(tokens, (_, i) => i).sort((left, right) => compare(suffix(left), suffix(right))),
    items: [item(5n, 0, 0), item(7n, 6, 1)],
  };
}

describe("indexes, outputs and span proofs", () => {
  const arrays = smallIndex();
  const index = commitIndex(arrays);
  const hashes = [99n, ...Array.from({ length: 3 }, (_, i) => arrays.vocabularyHashes[i + 2]!), 98n];
  const output = outputTokens(hashes, SALT);
  const record: Evidence = {
    ...{ class: "proven", contributionId: 5n, outputStart: 1, outputLength: 3, itemStart: 1, itemLength: 3, documents: 2, credit: 1n },
  };
  const subject = { index, output, record };
  const facts = { manifest: index.manifest, outputTokensRoot: output.root, record, rules: RULES };

  it("hash words to their first eight bytes", () => {
    expect(wordHash("überall")).to.equal(BigInt(keccak256(toBytes("überall")).slice(0, 18)));
  });

  it("commit to pages, each padded with zeros", () => {
    const page = concatBytes([...arrays.tokens].map((token) => numberToBytes(arrays.vocabularyHashes[token]!, { size: 8 })));
    const padded = concatBytes([page, new Uint8Array(128 - page.length)]);
    expect(index.manifest.tokenRoot).to.equal(keccak256(padded));
    expect(openPages(index.words, 3, 100)).to.deep.equal({ firstPage: 0, pages: bytesToHex(padded), siblings: [] });
    expect(() => openPages(index.words, 12, 1)).to.throw(NoSuchLeafError);
    expect(openItem(index, 1).path).to.have.length(1);
    expect(manifestId(index.manifest)).to.not.equal(manifestId({ ...index.manifest, partCount: 2 }));
  });

  it("end an output with a zero that can be opened, and nothing behind it", () => {
    const full = outputTokens(Array(16).fill(5n) as bigint[], SALT);
    expect(openOutput(full, 12, 5).salts).to.have.length(2);
    expect(() => openOutput(full, 12, 6)).to.throw(NoSuchLeafError);
    expect(unpackHashes(packHashes(hashes))).to.deep.equal(hashes);
    expect(outputTokens([], SALT).root).to.not.equal(outputTokens([], keccak256("0x02")).root);
  });

  it("prove how often a span occurs, by how many contents, and which was first", () => {
    expect(verifySpanProof(proveSpan(subject), facts)).to.deep.equal({ occurrences: 2, contents: 2, earliest: 5n });
    expect(refuteRecord(subject, RULES)).to.equal(undefined);
  });

  it("prove a span that a Datanet is named for instead of a withdrawn item, and call it no lie", () => {
    const redirected = { ...record, contributionId: 9n << 24n };
    const proof = proveSpan({ ...subject, record: redirected }, (id) => id !== 5n);
    expect(verifySpanProof(proof, { ...facts, record: redirected })?.contents).to.equal(2);
    expect(() => proveSpan({ ...subject, record: redirected }, () => true)).to.throw(NoSpanProofError, "not in the index");
    expect(refuteRecord({ ...subject, record: redirected }, RULES)).to.equal(undefined);
  });

  it("prove nothing false", () => {
    const proof = proveSpan(subject);
    for (const change of [
      { documents: 1 },
      { itemStart: 0 },
      { contributionId: 7n, itemStart: 2 },
      { outputStart: 0 },
      { outputLength: 2 },
    ]) {
      expect(verifySpanProof(proof, { ...facts, record: { ...record, ...change } }), JSON.stringify(Object.keys(change))).to.equal(
        undefined,
      );
    }
    expect(() => proveSpan({ ...subject, record: { ...record, outputLength: 2, itemLength: 2 } })).to.throw(NoSpanProofError, "goes on");
    expect(() => proveSpan({ ...subject, record: { ...record, outputStart: 0 } })).to.throw(NoSpanProofError, "nowhere");
    expect(() => proveSpan({ ...subject, record: { ...record, itemStart: 3 } })).to.throw(NoSpanProofError, "record says");
    expect(() => proveSpan({ ...subject, record: { ...record, contributionId: 6n } })).to.throw(NoSpanProofError, "not in the index");
  });

  it("find what is false about a record", () => {
    const lieOf = (change: Partial<Evidence>) => refuteRecord({ ...subject, record: { ...record, ...change } }, RULES)?.lie;
    expect(lieOf({ contributionId: 6n })).to.equal("ForeignItem");
    expect(lieOf({ documents: 3 })).to.equal("MalformedSpan");
    expect(lieOf({ itemStart: 2 })).to.equal("FalseSpan");
    expect(lieOf({ itemStart: 4 })).to.equal("FalseSpan");
    expect(lieOf({ outputStart: 4, outputLength: 2, itemLength: 2 })).to.equal("FalseSpan");
    expect(lieOf({ outputLength: 2, itemLength: 2 })).to.equal("ShorterSpan");
    expect(lieOf({ documents: 1 })).to.equal("CommonSpan");
    const early = { ...RULES, firstSeenLength: 3 };
    expect(refuteRecord({ ...subject, record: { ...record, contributionId: 7n } }, early)?.lie).to.equal("LaterItem");
    expect(refuteRecord({ ...subject, record: { ...record, contributionId: 7n } }, early, (id) => id !== 5n)).to.equal(undefined);
  });

  it("judge legs by proportion", () => {
    const other = { ...record, contributionId: 7n, credit: 2n };
    const legs = (weights: readonly number[]) =>
      weights.map((weight, i) => ({ contributionId: [5n, 7n][i]!, weight, class: "proven" as const }));
    const isTrue = (weights: readonly number[], records = [record, other], weightTotal = 1_000) =>
      areLegsTrue({ legs: legs(weights), records, weightTotal }, RULES);
    expect(
      [
        [250, 500],
        [100, 200],
        [100, 201],
        [1, 1],
      ].map((weights) => isTrue(weights)),
    ).to.deep.equal([true, true, true, true]);
    expect([[100, 230], [260, 520], [500]].map((weights) => isTrue(weights))).to.deep.equal([false, false, false]);
    expect(isTrue([100, 200], [record])).to.equal(false);
    expect(isTrue([100, 200], [record, other], 999)).to.equal(false);
  });

  it("judge legs by the share of what is judged", () => {
    const judged = { ...record, class: "judged" as const, documents: 0 };
    const isTrue = (weight: number, judgedSharePpm: number) =>
      areLegsTrue(
        { legs: [{ contributionId: 5n, weight, class: "judged" }], records: [judged], weightTotal: 1_000 },
        { ...RULES, maximumLegs: 3, judgedSharePpm },
      );
    // A fifth of 1,000, and one for each of three items that may have been rounded up.
    expect([isTrue(203, 200_000), isTrue(204, 200_000), isTrue(1, 0)]).to.deep.equal([true, false, false]);
  });
});
