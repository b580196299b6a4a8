import { expect } from "chai";

import {
  anomaly,
  balance,
  bondRelease,
  contribution,
  contributionEarning,
  datanet,
  snapshot,
  verdict,
  verdictReport,
} from "../../ponder.schema.ts";
import { ACTOR, COMMONS, addressOf, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { DATANET, DATANET_ACCOUNT, ITEMS, itemOf, openWorld, verdictOn } from "../../test/support/world.ts";

const ITEM = itemOf(5, 1);

describe("contribution", () => {
  it("keeps status, terms, licence and place of origin", async () => {
    const store = await openWorld();
    const row = store.rows(contribution).find(({ id }) => id === ITEM)!;
    expect(row).to.include({
      accountId: 5,
      local: 1,
      datanetId: DATANET,
      commitId: 1n,
      termsId: "1-1",
      licence: "MIT",
      uri: "npm:package@1.0.0/0",
      status: "Accepted",
      noveltyPpm: 900_000,
    });
    expect(store.rows(datanet)[0]).to.include({ pendingCount: 0, acceptedCount: ITEMS.length });
  });

  it("opens earnings when accepted, and voids them when it turns out a duplicate, also after a withdrawal", async () => {
    const store = await openWorld();
    const earning = () => store.rows(contributionEarning).find(({ contributionId }) => contributionId === ITEM)!;
    expect(earning().isVoided).to.equal(false);
    await fold(store, verdictOn(ITEM, 5));
    expect(earning().isVoided).to.equal(false);
    await fold(store, verdictOn(ITEM, 4, 1, itemOf(6, 1)));
    expect(earning().isVoided).to.equal(true);
    const row = store.rows(contribution).find(({ id }) => id === ITEM)!;
    expect(row).to.include({ status: "Duplicate", reason: "ExactDuplicate", originalId: itemOf(6, 1), noveltyPpm: 0 });
    expect(store.rows(datanet)[0]).to.include({ acceptedCount: ITEMS.length - 1, withdrawnCount: 0, duplicateCount: 1 });
    expect(
      store
        .rows(verdict)
        .filter(({ contributionId }) => contributionId === ITEM)
        .map(({ status }) => status),
    ).to.deep.equal(["Accepted", "Withdrawn", "Duplicate"]);
  });

  it("leaves every snapshot that was published while it was accepted, once", async () => {
    const store = await openWorld();
    const lost = () => store.rows(snapshot).map(({ number, lostCount }) => [number, lostCount]);
    const publish = (number: number) =>
      eventOf("DatanetRegistry", "SnapshotPublished", {
        ...{ datanet: DATANET, snapshot: number, itemRoot: hashOf("root"), itemCount: 1, termsVersion: 1, manifestUri: "", actor: ACTOR },
      });
    await fold(store, publish(2), verdictOn(ITEM, 5), publish(3));
    expect(lost()).to.deep.equal([
      [1, 1],
      [2, 1],
      [3, 0],
    ]);
    await fold(store, verdictOn(ITEM, 6, 7), verdictOn(itemOf(5, 2), 6, 7));
    expect(lost()).to.deep.equal([
      [1, 2],
      [2, 2],
      [3, 1],
    ]);
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("earns for its Datanet after a withdrawal, and for nobody once it is retired", async () => {
    const store = await openWorld();
    const successor = itemOf(DATANET_ACCOUNT, 0);
    const opened = eventOf("ContributionLedger", "SuccessorOpened", { datanet: DATANET, contribution: successor });
    await fold(store, verdictOn(ITEM, 5), opened);
    const earning = (id: bigint) => store.rows(contributionEarning).find(({ contributionId }) => contributionId === id)!;
    expect(earning(successor)).to.include({ accountId: DATANET_ACCOUNT, datanetId: DATANET, earned: 0n, isVoided: false });
    await fold(store, eventOf("ContributionLedger", "ContributionRetired", { contribution: ITEM, datanet: DATANET, actor: ACTOR }));
    expect([earning(ITEM).isVoided, earning(successor).isVoided]).to.deep.equal([true, false]);
    await fold(store, opened);
    expect(store.rows(anomaly)[0]).to.include({ kind: "AlreadyExists", subject: `successor ${successor}` });
  });

  it("never opens earnings for what was rejected", async () => {
    const store = await openWorld();
    const fresh = itemOf(5, 50);
    const about = { commit: 9, datanet: DATANET, account: 5, termsVersion: 1 };
    await fold(
      store,
      eventOf("ContributionLedger", "ContributionsCommitted", { ...about, itemCount: 1, hash: hashOf("x"), revealBefore: 1 }),
      eventOf("ContributionLedger", "ContributionsRevealed", {
        ...about,
        firstContribution: fresh,
        bond: 100n,
        items: [{ contentRoot: hashOf("y"), licence: "", uri: "" }],
      }),
      verdictOn(fresh, 3, 4),
    );
    expect(store.rows(contributionEarning).some(({ contributionId }) => contributionId === fresh)).to.equal(false);
    expect(store.rows(contribution).find(({ id }) => id === fresh)).to.include({
      status: "Rejected",
      reason: "LicenceMissing",
      licence: "",
    });
  });

  it("gives a verdict the report of its transaction, whichever comes first", async () => {
    const store = await openWorld();
    const place = { transaction: "decide" };
    const reported = eventOf(
      "CuratorAdmission",
      "VerdictsReported",
      { datanet: DATANET, curator: ACTOR, count: 1n, report: hashOf("r"), reportUri: "https://r" },
      place,
    );
    await fold(store, reported, { ...verdictOn(ITEM, 5), transactionHash: reported.transactionHash });
    const report = store.rows(verdictReport)[0]!;
    expect(report).to.include({ verdictCount: 1n, reportUri: "https://r" });
    expect(store.rows(verdict).at(-1)!.reportId).to.equal(report.id);
  });

  it("moves a bond to the contributor or to the commons, and out", async () => {
    const store = await openWorld();
    const bond = (item: bigint, account: number, toContributor: boolean) =>
      eventOf("ContributionLedger", "BondReleased", { contribution: item, account, amount: 100n, toContributor });
    await fold(store, bond(ITEM, 5, true), bond(itemOf(5, 2), COMMONS, false));
    const refundable = (account: number) => store.rows(balance).find(({ accountId }) => accountId === account)!.bondRefundable;
    expect([refundable(5), refundable(COMMONS)]).to.deep.equal([100n, 100n]);
    expect(store.rows(contribution).find(({ id }) => id === ITEM)!.bond).to.equal(0n);
    expect(store.rows(bondRelease)).to.have.length(2);
    await fold(store, eventOf("ContributionLedger", "RefundWithdrawn", { account: 5, payout: addressOf(5), amount: 100n, actor: ACTOR }));
    expect(refundable(5)).to.equal(0n);
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, bond(ITEM, 5, true));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "at most 0", actual: "100" });
  });

  it("records what names an unknown contribution", async () => {
    const store = await openWorld();
    await fold(store, verdictOn(itemOf(99, 1), 2));
    expect(store.rows(anomaly)[0]).to.include({ kind: "Missing", subject: `contribution ${itemOf(99, 1)}` });
  });
});
