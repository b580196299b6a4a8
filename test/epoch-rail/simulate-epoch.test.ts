import { expect } from "chai";

import { simulateEpoch } from "../../scripts/simulate-epoch/simulate.ts";

describe("npm run simulate:epoch", function () {
  this.timeout(900_000);

  it("pays every contributor what the simple sum gives, by a handful of transactions that a watcher finds nothing wrong with", async () => {
    const lines: string[] = [];
    const result = await simulateEpoch({ receipts: 200, contributors: 60, payers: 3 }, (line) => void lines.push(line));
    expect(result).to.include({ accountsWrong: 0, contributorsPaid: 60, kept: 20 });
    // Contributors, gateway, model, Datanet and commons.
    expect(result.accountsRight).to.equal(64);
    expect(result.gas.map(({ kind, transactions }) => [kind, transactions])).to.deep.equal([
      ["redeemPacked", 1],
      ["commit", 1],
      ["hold", 1],
      ["finalise", 1],
      ["push", 1],
    ]);
    expect(lines.join("\n")).to.contain("all 200 receipts rebuilt, everything is as committed");
    expect(lines.join("\n")).to.contain("signed the batch of 200 receipts");
    expect(lines.join("\n")).to.contain("it is in slot 0 of epoch 0, which is final");
  });
});
