import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { Standing } from "../codes/standing.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { accountOfContribution } from "./account-of-contribution.ts";
import { commitHash } from "./commit-hash.ts";
import { contributionId } from "./contribution-id.ts";
import { laneOf } from "./lane-of.ts";
import { localOfContribution } from "./local-of-contribution.ts";
import { standingOf } from "./standing-of.ts";
import { standingPageKey } from "./standing-page-key.ts";
import { unpackLanes } from "./unpack-lanes.ts";
import { unpackStandings } from "./unpack-standings.ts";

const account = fc.integer({ min: 1, max: 2 ** 32 - 1 });
const local = fc.integer({ min: 1, max: 2 ** 24 - 1 });

interface CommitVector {
  readonly account: string;
  readonly contentRoots: readonly Hex[];
  readonly datanet: string;
  readonly hash: Hex;
  readonly licences: readonly string[];
  readonly salt: Hex;
  readonly termsVersion: string;
  readonly uris: readonly string[];
}

describe("contribution ids", function () {
  this.timeout(20_000);

  it("join and part account and local number", () => {
    checkProperty(
      fc.property(account, local, (a, l) => {
        const id = contributionId(a, l);
        return id === BigInt(a) * 16_777_216n + BigInt(l) && accountOfContribution(id) === a && localOfContribution(id) === l;
      }),
    );
    for (const [a, l] of [
      [0, 1],
      [1, 0],
      [2 ** 32, 1],
      [1, 2 ** 24],
      [1.5, 1],
    ] as const) {
      expect(() => contributionId(a, l)).to.throw(IntegerOutOfRangeError);
    }
    expect(() => accountOfContribution(2n ** 56n)).to.throw(IntegerOutOfRangeError, "contribution id is 72057594037927936");
    expect(() => localOfContribution(-1n)).to.throw(IntegerOutOfRangeError);
  });
});

describe("lanes", function () {
  this.timeout(20_000);

  it("put four accounts in a word, from the low bits up", () => {
    expect([0, 1, 4, 7, 2 ** 32 - 1].map(laneOf)).to.deep.equal([
      { word: 0, lane: 0 },
      { word: 0, lane: 1 },
      { word: 1, lane: 0 },
      { word: 1, lane: 3 },
      { word: 2 ** 30 - 1, lane: 3 },
    ]);
    checkProperty(
      fc.property(account, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (a, amount) => {
        const { word, lane } = laneOf(a);
        const lanes = unpackLanes(word, amount << BigInt(64 * lane));
        expect(lanes.filter((one) => one.amount > 0n)).to.deep.equal(amount > 0n ? [{ account: a, amount }] : []);
        expect(lanes.map((one) => laneOf(one.account))).to.deep.equal([0, 1, 2, 3].map((each) => ({ word, lane: each })));
      }),
    );
    expect(() => unpackLanes(2 ** 30, 0n)).to.throw(IntegerOutOfRangeError, "word");
  });
});

describe("standings", function () {
  this.timeout(20_000);

  it("sit two bits each, 128 to a page", () => {
    checkProperty(
      fc.property(account, local, fc.constantFrom(...Object.values(Standing)), (a, l, standing) => {
        const id = contributionId(a, l);
        expect(standingPageKey(id)).to.equal(BigInt(a) * 2n ** 24n + BigInt(Math.floor(l / 128)));
        const page = BigInt(standing) << BigInt(2 * (l % 128));
        expect(standingOf(page, id)).to.equal(standing);
        const all = unpackStandings(page);
        expect(all).to.have.length(128);
        expect(all[l % 128]).to.equal(standing);
        expect(all.reduce<number>((sum, one) => sum + one, 0)).to.equal(standing);
      }),
    );
    expect(() => unpackStandings(2n ** 256n)).to.throw(IntegerOutOfRangeError, "page");
  });
});

describe("commitHash", function () {
  this.timeout(20_000);

  const { cases } = readVectors<{ readonly cases: readonly CommitVector[] }>("commits");
  const itemsOf = ({ contentRoots, licences, uris }: CommitVector) =>
    contentRoots.map((contentRoot, i) => ({ contentRoot, licence: licences[i]!, uri: uris[i]! }));

  it("gives the vectors and agrees with another ABI encoder", () => {
    for (const vector of cases) {
      const [a, datanet, version] = [Number(vector.account), Number(vector.datanet), Number(vector.termsVersion)];
      const types = ["uint32", "uint32", "uint16", "tuple(bytes32 contentRoot, string licence, string uri)[]", "bytes32"];
      const model = keccak256(AbiCoder.defaultAbiCoder().encode(types, [a, datanet, version, itemsOf(vector), vector.salt]));
      expect(commitHash(a, datanet, version, itemsOf(vector), vector.salt))
        .to.equal(vector.hash)
        .and.to.equal(model);
    }
  });

  it("refuses what does not fit", () => {
    const items = itemsOf(cases[0]!);
    const { salt } = cases[0]!;
    expect(() => commitHash(2 ** 32, 1, 1, items, salt)).to.throw(IntegerOutOfRangeError, "account");
    expect(() => commitHash(1, 1, 65_536, items, salt)).to.throw(IntegerOutOfRangeError, "terms version");
    expect(() => commitHash(1, 1, 1, [{ ...items[0]!, contentRoot: "0x01" }], salt)).to.throw(InvalidBytesError, "items[0].contentRoot");
    expect(() => commitHash(1, 1, 1, items, "0x")).to.throw(InvalidBytesError, "salt");
  });
});
