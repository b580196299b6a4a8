import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";
import { numberToHex, type PublicClient } from "viem";

import { openHeadGuard } from "./head-guard.ts";

const START = 1_800_000_000;

/** An RPC that makes a block every two seconds until it stops. */
function clientOf(url: string, clock: () => number) {
  const state = { stoppedAt: Infinity };
  const numberAt = (second: number) => Math.floor((Math.min(second, state.stoppedAt) - START) / 2);
  const getBlock = async ({ blockNumber }: { blockNumber?: bigint }) => {
    const number = blockNumber === undefined ? numberAt(clock()) : Number(blockNumber);
    return { number: BigInt(number), timestamp: BigInt(START + 2 * number), hash: numberToHex(number, { size: 32 }) };
  };
  return { state, client: { getBlock, transport: { url } } as unknown as PublicClient };
}

describe("the watcher's guard over the head", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "openledger-head-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("names an RPC whose head stands still, once for each block, and never its key", async () => {
    let second = START + 1_000;
    const clock = () => second;
    const [first, other] = [clientOf("https://first.example/v2/secret-key", clock), clientOf("https://other.example", clock)];
    const notes: string[] = [];
    const note = (says: string) => void notes.push(says);
    const guard = openHeadGuard({ client: first.client, second: other.client, folder, note, now: () => 1_000 * second });
    for (let pass = 0; pass < 3; pass++, second += 30) await guard.check();
    expect(notes).to.deep.equal([]);

    first.state.stoppedAt = second;
    for (let pass = 0; pass < 15; pass++, second += 30) await guard.check();
    expect(notes).to.have.length(1);
    expect(notes[0]).to.contain("the RPC at first.example stands still: block").and.contain("5 minutes old");
    expect(notes[0]).to.not.contain("secret-key");

    first.state.stoppedAt = Infinity;
    await guard.check();
    first.state.stoppedAt = second;
    second += 400;
    await guard.check();
    expect(notes).to.have.length(2);
  });

  it("notes it on the first look, too, and nothing of a chain whose time is ahead", async () => {
    const second = START + 100_000;
    const { client, state } = clientOf("https://stale.example", () => second);
    state.stoppedAt = START + 10_000;
    const notes: string[] = [];
    const guard = (now: number) => openHeadGuard({ client, folder, note: (says) => void notes.push(says), now: () => 1_000 * now });
    await guard(second).check();
    expect(notes.join()).to.contain("is 1500 minutes old");
    await guard(START).check();
    expect(notes).to.have.length(1);
  });
});
