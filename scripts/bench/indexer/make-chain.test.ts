import { expect } from "chai";

import { createChain } from "./chain.ts";
import { makeChain } from "./make-chain.ts";

const PLAN = {
  sizes: { contributors: 4, itemsEach: 3, payers: 2, offerings: 2 },
  legs: 60,
  shape: { receipts: 3, legs: 5 },
  pace: 4,
} as const;

interface Log {
  readonly blockNumber: string;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly logIndex: string;
}

describe("the generated chain", () => {
  it("is the same each time, holds the settlements asked for, and grows by one", () => {
    const [first, second] = [makeChain(PLAN), makeChain(PLAN)];
    expect(first.settlements).to.equal(4);
    const head = first.chain.head();
    expect(first.chain.logs(null, 0, head)).to.equal(second.chain.logs(null, 0, head));
    first.settle();
    expect(first.chain.head()).to.equal(head + 1);
    expect(first.chain.logs(null, head + 1, head + 1)).to.not.equal("[]");
  });

  it("has logs that point into their blocks", () => {
    const { chain } = makeChain(PLAN);
    const logs = JSON.parse(chain.logs(null, 0, chain.head())) as Log[];
    for (const { blockNumber, blockHash, transactionHash } of logs) {
      const block = chain.block(Number(blockNumber), false) as { hash: string; transactions: string[]; logsBloom: string };
      expect(block.hash).to.equal(blockHash);
      expect(block.transactions).to.include(transactionHash);
      expect(block.logsBloom).to.not.match(/^0x0+$/);
    }
    const places = logs.map(({ blockNumber, logIndex }) => `${blockNumber}/${logIndex}`);
    expect(new Set(places).size).to.equal(logs.length);
  });

  it("answers for ranges, addresses and blocks it does not have", () => {
    const chain = createChain();
    const log = (address: string) => ({ address: `0x${address.repeat(20)}`, topics: [`0x${"11".repeat(32)}`], data: "0x" }) as const;
    chain.fill(3, [[log("aa")], [log("bb")]]);
    chain.fill(7, [[log("aa")]]);
    chain.advance(9);
    const count = (addresses: string[] | null, from: number, to: number) =>
      (JSON.parse(chain.logs(addresses === null ? null : new Set(addresses), from, to)) as unknown[]).length;
    expect([count(null, 0, 9), count(null, 4, 7), count(null, 4, 6), count([log("bb").address], 0, 9)]).to.deep.equal([3, 1, 0, 1]);
    expect(chain.block(9, true)).to.include({ parentHash: (chain.block(8, true) as { hash: string }).hash });
    expect(chain.block(10, true)).to.equal(null);
  });
});
