import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, concat, hexToBytes, keccak256, numberToHex, type Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { chunkRoot } from "../text/chunk-root.ts";
import { duplicateClaimHash, duplicateSegments } from "./duplicate-proof.ts";
import { BadSegmentError, BadVoteError } from "./errors.ts";
import { answersHash, drawSecretHash, votesHash } from "./hashes.ts";
import { decodeVotes, encodeVotes, type Vote } from "./votes.ts";

const salt: Hex = `0x${"5a".repeat(32)}`;

/** The root by the rule of `ChunkRun.rootOf`, written from its comment. */
function rootOfRun(byteLength: number, start: number, run: Uint8Array, siblings: readonly Hex[]): Hex {
  const rest = [...siblings];
  const hash = (left: Hex, right: Hex) => keccak256(concat([left, right]));
  let first = start / 32;
  let nodes = Array.from({ length: Math.ceil(run.length / 32) }, (_, i): Hex => {
    const chunk = run.subarray(32 * i, 32 * i + 32);
    const padded = new Uint8Array(32);
    padded.set(chunk);
    return keccak256(concat([salt, numberToHex(first + i, { size: 4 }), numberToHex(chunk.length, { size: 1 }), bytesToHex(padded)]));
  });
  let width = Math.ceil(byteLength / 32);
  let padding: Hex = `0x${"00".repeat(32)}`;
  while (width > 1) {
    const isRight = first % 2 === 1;
    if (isRight) nodes = [rest.shift()!, ...nodes];
    if (nodes.length % 2 === 1) nodes.push(first - (isRight ? 1 : 0) + nodes.length < width ? rest.shift()! : padding);
    nodes = Array.from({ length: nodes.length / 2 }, (_, i) => hash(nodes[2 * i]!, nodes[2 * i + 1]!));
    first = Math.floor(first / 2);
    width = Math.ceil(width / 2);
    padding = hash(padding, padding);
  }
  expect(rest).to.be.empty;
  return keccak256(concat([numberToHex(byteLength, { size: 8 }), nodes[0]!]));
}

describe("validation", () => {
  it("packs votes and reads them back", () => {
    const vote = fc.oneof(
      fc.integer({ min: 1, max: 1_000_000 }).map((score) => ({ reason: 0, score })),
      fc.integer({ min: 1, max: 9 }).map((reason) => ({ reason, score: 0 })),
    ) as fc.Arbitrary<Vote>;
    checkProperty(
      fc.property(fc.array(vote, { maxLength: 100 }), (votes) => {
        expect(decodeVotes(encodeVotes(votes))).to.deep.equal(votes);
      }),
    );
    expect(
      encodeVotes([
        { reason: 0, score: 1_000_000 },
        { reason: 3, score: 0 },
      ]),
    ).to.equal("0x000f424003000000");
  });

  it("refuses votes that the contract would refuse", () => {
    for (const [reason, score] of [
      [0, 0],
      [0, 1_000_001],
      [0, -1],
      [0, 0.5],
      [0, Number.NaN],
      [2, 5],
      [10, 0],
    ]) {
      expect(() => encodeVotes([{ reason: reason as 0, score: score! }])).to.throw(BadVoteError, "Vote 0");
    }
    expect(() => decodeVotes("0x000000")).to.throw(BadVoteError, "3 bytes");
    expect(() => decodeVotes("0x0a000000")).to.throw(BadVoteError);
    expect(() => decodeVotes("0xzz")).to.throw(InvalidBytesError);
  });

  it("refuses numbers and bytes that do not fit", () => {
    const good = { round: 1, level: 0, validator: 7, votes: "0x00000001", salt } as const;
    expect(votesHash(good)).to.not.equal(votesHash({ ...good, level: 1 }));
    expect(() => votesHash({ ...good, round: 2 ** 48 })).to.throw(IntegerOutOfRangeError);
    expect(() => votesHash({ ...good, salt: "0x12" })).to.throw(InvalidBytesError);
    expect(() => drawSecretHash({ draw: -1, validator: 1, secret: salt })).to.throw(IntegerOutOfRangeError);
    expect(() => answersHash({ known: 1n << 128n, accept: 0n, salt })).to.throw(IntegerOutOfRangeError);
    const claim = { later: 1n << 56n, earlier: 1n, laterLength: 1n, earlierLength: 1n, prover: 1, salt };
    expect(() => duplicateClaimHash(claim)).to.throw(IntegerOutOfRangeError);
  });

  it("opens segments of any alignment, so that both roots follow", () => {
    const numbers = fc.record({
      before: fc.nat(150),
      from: fc.nat(150),
      length: fc.integer({ min: 64, max: 700 }),
      behind: fc.nat(150),
      rest: fc.nat(300),
    });
    checkProperty(
      fc.property(numbers, fc.infiniteStream(fc.nat(255)), ({ before, from, length, behind, rest }, stream) => {
        const random = (count: number) => Uint8Array.from({ length: count }, () => stream.next().value as number);
        const earlier = random(from + length + rest);
        const later = Uint8Array.from([...random(before), ...earlier.subarray(from, from + length), ...random(behind)]);
        const [segment] = duplicateSegments({ later, earlier, salt, places: [{ laterStart: before, earlierStart: from, length }] });
        const run = (head: Hex, tail: Hex) => hexToBytes(concat([head, segment!.shared, tail]));
        const startOf = (start: bigint, head: Hex) => Number(start) - hexToBytes(head).length;
        const { laterStart, laterHead, laterTail, laterSiblings, earlierStart, earlierHead, earlierTail, earlierSiblings } = segment!;
        expect(rootOfRun(later.length, startOf(laterStart, laterHead), run(laterHead, laterTail), laterSiblings)).to.equal(
          chunkRoot(later, salt),
        );
        expect(rootOfRun(earlier.length, startOf(earlierStart, earlierHead), run(earlierHead, earlierTail), earlierSiblings)).to.equal(
          chunkRoot(earlier, salt),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("refuses segments that prove nothing", () => {
    const text = new TextEncoder().encode("A timelock gives the users of a contract time to exit before a dangerous operation. ".repeat(3));
    const other = text.slice();
    other[70]! ^= 1;
    const open = (places: readonly { laterStart: number; earlierStart: number; length: number }[], earlier = text) =>
      duplicateSegments({ later: text, earlier, salt, places });
    expect(() => open([{ laterStart: 0, earlierStart: 0, length: 63 }])).to.throw(BadSegmentError, "63 bytes");
    expect(() => open([{ laterStart: 0, earlierStart: 0, length: text.length + 1 }])).to.throw(BadSegmentError, "leaves its text");
    expect(() => open([{ laterStart: 0, earlierStart: 0, length: 80 }], other)).to.throw(BadSegmentError, "byte 70 differs");
    const twice = [
      { laterStart: 0, earlierStart: 0, length: 100 },
      { laterStart: 99, earlierStart: 99, length: 64 },
    ];
    expect(() => open(twice)).to.throw(BadSegmentError, "before 100");
  });
});
