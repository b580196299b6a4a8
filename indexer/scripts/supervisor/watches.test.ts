import { expect } from "chai";
import type { Hex } from "viem";

import { backoff } from "./backoff.ts";
import { chainWatch } from "./chain-watch.ts";
import { stallWatch } from "./stall-watch.ts";

const hash = (number: number, branch = "a"): Hex => `0x${branch}${number.toString(16)}`;
const chain =
  (branch: string, head: number, fork = 0) =>
  async (number: number): Promise<Hex | null> =>
    number > head ? null : hash(number, number > fork ? branch : "a");

describe("backoff", () => {
  it("doubles up to the longest delay, and begins again after a reset", () => {
    const { fail, failures, reset } = backoff({ firstMs: 1_000, longestMs: 5_000 });
    expect([fail(), fail(), fail(), fail(), fail()]).to.deep.equal([1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(failures()).to.equal(5);
    reset();
    expect([failures(), fail()]).to.deep.equal([0, 1_000]);
  });
});

describe("stallWatch", () => {
  const look = (nowMs: number, head: number | null, indexed: number | null, progress: string | null = "") => ({
    nowMs,
    head,
    indexed,
    progress,
  });

  it("counts only while the chain has more than the index and nothing moves", () => {
    const watch = stallWatch();
    expect(watch(look(0, 10, 10))).to.equal(0);
    expect(watch(look(1_000, 12, 10))).to.equal(1_000);
    expect(watch(look(4_000, 13, 10))).to.equal(4_000);
    expect(watch(look(5_000, 14, 11))).to.equal(0);
    expect(watch(look(6_000, 14, 11))).to.equal(1_000);
    expect(watch(look(7_000, 11, 11))).to.equal(0);
  });

  it("lets a backfill work without a block folded, and a silent chain be silent", () => {
    const watch = stallWatch();
    watch(look(0, 10, null, "fetched 1"));
    expect(watch(look(9_000, 10, null, "fetched 2"))).to.equal(0);
    expect(watch(look(12_000, 10, null, "fetched 2"))).to.equal(3_000);
    expect(watch(look(13_000, null, null, "fetched 2"))).to.equal(3_000);
    expect(watch(look(90_000, null, null, "fetched 2"))).to.equal(3_000);
    expect(watch(look(91_000, 10, null, "fetched 2"))).to.equal(4_000);
  });

  it("is not taken in by an index that answers now and then, or by a chain that does", () => {
    const watch = stallWatch();
    watch(look(0, 10, 10));
    for (let second = 1; second <= 20; second += 1) {
      const stalledMs = watch(look(1_000 * second, second % 3 === 0 ? null : 12, second % 2 === 0 ? null : 10));
      expect(stalledMs).to.equal(1_000 * (second - Math.floor(second / 3)));
    }
    expect(watch(look(21_000, 12, 11))).to.equal(0);
  });
});

describe("chainWatch", () => {
  const watched = async () => {
    const watch = chainWatch({ finality: 5, startBlock: 1 });
    for (let indexed = 1; indexed <= 20; indexed += 1) await watch.look(indexed, chain("a", indexed));
    return watch;
  };

  it("remembers the first and the newest final block", async () => {
    expect((await watched()).anchors()).to.deep.equal([
      { number: 1, hash: hash(1) },
      { number: 15, hash: hash(15) },
    ]);
  });

  it("lets a chain replace what was not final", async () => {
    const watch = await watched();
    for (let look = 0; look < 5; look += 1) expect(await watch.look(20, chain("b", 22, 15))).to.equal(false);
  });

  it("notices a deeper one only when three answers in a row agree", async () => {
    const watch = await watched();
    const other = chain("b", 22, 14);
    expect([await watch.look(20, other), await watch.look(20, other)]).to.deep.equal([false, false]);
    // One true answer in between, and one lie of another kind: neither is a fork.
    expect(await watch.look(20, chain("a", 22))).to.equal(false);
    expect(await watch.look(20, chain("c", 22, 14))).to.equal(false);
    expect([await watch.look(20, other), await watch.look(20, other), await watch.look(20, other)]).to.deep.equal([false, false, true]);
  });

  it("notices a chain that was started over and is short, but not a node that lags", async () => {
    const watch = await watched();
    for (let look = 0; look < 5; look += 1) expect(await watch.look(20, chain("a", 3))).to.equal(false);
    const restarted = chain("b", 3);
    expect([await watch.look(20, restarted), await watch.look(20, restarted), await watch.look(20, restarted)]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it("goes on from what it remembered", async () => {
    const known = (await watched()).anchors();
    const watch = chainWatch({ finality: 5, startBlock: 1, known });
    for (let look = 0; look < 2; look += 1) await watch.look(null, chain("b", 22, 14));
    expect(await watch.look(null, chain("b", 22, 14))).to.equal(true);
  });
});
