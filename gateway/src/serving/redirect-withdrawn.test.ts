import { ContributionStatus, contributionId, successorContribution, type Leg } from "@openledger/sdk";
import { expect } from "chai";
import { zeroHash } from "viem";

import type { Attribution } from "../attribution/types.ts";
import type { Catalogue } from "../chain/types.ts";
import { redirectWithdrawn } from "./redirect-withdrawn.ts";

const DATANET_ACCOUNT = 3;
const [kept, gone, lost] = [contributionId(4, 1), contributionId(5, 1), contributionId(6, 1)];
const leg = (id: bigint, weight: number, kind: Leg["class"] = "proven"): Leg => ({ contributionId: id, weight, class: kind });

const catalogueWith = (statuses: ReadonlyMap<bigint, number>) =>
  ({
    contributions: new Map([...statuses].map(([id, status]) => [id, { id, datanet: 1, status }])),
    datanets: new Map([[1, { id: 1, account: DATANET_ACCOUNT }]]),
  }) as unknown as Catalogue;

const record = (id: bigint) => ({
  ...{ class: "proven" as const, contributionId: id, outputStart: 0, outputLength: 1, itemStart: 0, itemLength: 1, documents: 1 },
  credit: 5n,
});
const attribution: Attribution = {
  methodId: zeroHash,
  legs: [leg(kept, 100), leg(gone, 20), leg(gone, 5, "recomputable"), leg(lost, 30)],
  weightTotal: 50_000,
  unattributed: 49_845,
  evidence: [record(kept), record(gone), record(lost)],
  spans: [{ ...record(gone), outputRange: [0, 4], words: "word" }],
  outputTokens: 9,
};

describe("redirectWithdrawn", () => {
  it("changes nothing while nothing was withdrawn, whatever else became of an item", () => {
    const statuses = new Map([kept, gone, lost].map((id, i) => [id, [ContributionStatus.Accepted, ContributionStatus.Removed][i % 2]!]));
    expect(redirectWithdrawn(attribution, catalogueWith(statuses))).to.equal(attribution);
  });

  it("names the Datanet where a withdrawn item would stand, and adds up legs of one class", () => {
    const statuses = new Map([
      [kept, ContributionStatus.Accepted],
      [gone, ContributionStatus.Withdrawn],
      [lost, ContributionStatus.Withdrawn],
    ] as const);
    const redirected = redirectWithdrawn(attribution, catalogueWith(statuses));
    const successor = successorContribution(DATANET_ACCOUNT);
    expect(redirected.legs).to.deep.equal([leg(successor, 50), leg(successor, 5, "recomputable"), leg(kept, 100)]);
    expect(redirected.evidence.map(({ contributionId: id }) => id)).to.deep.equal([kept, successor, successor]);
    expect(redirected.spans[0]).to.include({ contributionId: successor, words: "word" });
    expect(redirected.unattributed).to.equal(attribution.unattributed);
  });
});
