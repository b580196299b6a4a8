import { expect } from "chai";

import { CONTRACTS, type ContractName } from "../../indexer/src/fold/contracts.ts";
import { compareFacts, describeDifference } from "./compare.ts";
import { EVENT_ROWS } from "./event-rows.ts";

const facts = (entries: Readonly<Record<string, bigint>>) => new Map(Object.entries(entries));
const differencesOf = (chain: Readonly<Record<string, bigint>>, index: Readonly<Record<string, bigint>>) =>
  compareFacts(facts(chain), facts(index)).flatMap(({ differences }) => differences.map(describeDifference));

describe("compareFacts", () => {
  it("finds nothing where both sides say the same", () => {
    const both = { "credited / account 1": 5n, "credited / account 2": 7n, "accounts / all": 2n };
    expect(differencesOf(both, both)).to.deep.equal([]);
    expect(compareFacts(facts(both), facts(both))[0]).to.include({ name: "credited", compared: 2, chainSum: 12n, indexSum: 12n });
  });

  it("names a difference of one unit, also where the sums agree", () => {
    const chain = { "credited / account 1": 5n, "credited / account 2": 7n };
    const index = { "credited / account 1": 6n, "credited / account 2": 6n };
    expect(differencesOf(chain, index)).to.deep.equal(["credited / account 1: chain 5, index 6", "credited / account 2: chain 7, index 6"]);
  });

  it("names what only one side knows, also if it is nothing", () => {
    expect(differencesOf({ "bonds / gateway 1": 0n }, {})).to.deep.equal(["bonds / gateway 1: chain 0, index nothing"]);
    expect(differencesOf({}, { "bonds / gateway 2": 1n })).to.deep.equal(["bonds / gateway 2: chain nothing, index 1"]);
  });

  it("lets a contract hold more OPEN than it owes, but not less", () => {
    const name = "OPEN held / payout ledger";
    expect(differencesOf({ [name]: 11n }, { [name]: 10n })).to.deep.equal([]);
    expect(differencesOf({ [name]: 9n }, { [name]: 10n })).to.have.length(1);
    expect(differencesOf({ [name]: 9n }, {})).to.have.length(1);
  });
});

describe("EVENT_ROWS", () => {
  it("names events that the contracts have", () => {
    for (const name of Object.keys(EVENT_ROWS)) {
      const [contract, event] = name.split(".") as [ContractName, string];
      const events = CONTRACTS[contract].filter(({ type }) => type === "event").map((entry) => ("name" in entry ? entry.name : ""));
      expect(events, name).to.include(event);
    }
  });
});
