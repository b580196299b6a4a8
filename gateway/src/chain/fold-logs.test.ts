import { ContributionStatus, snapshotRoot } from "@openledger/sdk";
import { expect } from "chai";
import { zeroHash, type Hex } from "viem";

import { createLogFolder } from "./fold-logs.ts";

const SALT: Hex = `0x${"5a".repeat(32)}`;
const rootOf = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`;
const idOf = (account: number, local: number): bigint => (BigInt(account) << 24n) | BigInt(local);

function folderWithThree() {
  const folder = createLogFolder({ gatewayId: 1, salts: new Map([[2, SALT]]) });
  let block = 0n;
  const emit = (eventName: string, args: Record<string, unknown>, isSameBlock = false): void => {
    if (!isSameBlock) block++;
    folder.apply({ eventName, args, blockNumber: block, timestamp: 5 });
  };
  emit("DatanetCreated", { datanet: 1, name: "open", salt: SALT });
  const items = [1, 2, 3].map((n) => ({ contentRoot: rootOf(n), licence: "MIT", uri: `u${n}` }));
  emit("ContributionsRevealed", { commit: 1, datanet: 1, firstContribution: idOf(7, 1), items });
  const judge = (local: number, status: number, noveltyPpm = 1_000_000): void =>
    emit("ContributionStatusChanged", { contribution: idOf(7, local), datanet: 1, status, noveltyPpm });
  const publish = (locals: readonly number[], itemCount = locals.length): void =>
    emit("SnapshotPublished", {
      datanet: 1,
      snapshot: 1,
      itemRoot: snapshotRoot(locals.map((n) => ({ contributionId: idOf(7, n), contentRoot: rootOf(n), noveltyPpm: 1_000_000 }))),
      itemCount,
    });
  const itemsOfSnapshot = () =>
    folder
      .catalogue(block)
      .datanets.get(1)!
      .snapshots.at(-1)!
      .items?.map(({ contributionId }) => contributionId);
  return { folder, emit, judge, publish, itemsOfSnapshot };
}

describe("createLogFolder", () => {
  it("finds the items of a snapshot, even if it was computed before the last verdicts", () => {
    const { judge, publish, itemsOfSnapshot } = folderWithThree();
    judge(1, ContributionStatus.Accepted);
    judge(2, ContributionStatus.Accepted);
    judge(3, ContributionStatus.Rejected, 0);
    publish([1, 2]);
    expect(itemsOfSnapshot()).to.deep.equal([idOf(7, 1), idOf(7, 2)]);
    judge(2, ContributionStatus.Withdrawn, 0);
    publish([1, 2]);
    expect(itemsOfSnapshot()).to.deep.equal([idOf(7, 1), idOf(7, 2)]);
    publish([1]);
    expect(itemsOfSnapshot()).to.deep.equal([idOf(7, 1)]);
  });

  it("does not make up the items of a root that no state gives", () => {
    const { judge, publish, itemsOfSnapshot } = folderWithThree();
    judge(1, ContributionStatus.Accepted);
    publish([1, 3]);
    expect(itemsOfSnapshot()).to.equal(undefined);
  });

  it("keeps a verdict that is reported before its reveal", () => {
    const { emit, folder } = folderWithThree();
    emit("ContributionStatusChanged", { contribution: idOf(9, 1), datanet: 1, status: ContributionStatus.Duplicate, noveltyPpm: 0 });
    emit(
      "ContributionsRevealed",
      { commit: 2, datanet: 1, firstContribution: idOf(9, 1), items: [{ contentRoot: rootOf(1), licence: "", uri: "" }] },
      true,
    );
    expect(folder.catalogue(9n).contributions.get(idOf(9, 1))!.status).to.equal(ContributionStatus.Duplicate);
  });

  it("knows the salt of a private Datanet only if it was entrusted", () => {
    const { emit, folder } = folderWithThree();
    emit("DatanetCreated", { datanet: 2, name: "ours", salt: zeroHash });
    emit("DatanetCreated", { datanet: 3, name: "theirs", salt: zeroHash });
    const { datanets } = folder.catalogue(9n);
    expect([datanets.get(2)!.isPrivate, datanets.get(2)!.salt]).to.deep.equal([true, SALT]);
    expect(datanets.get(3)!.salt).to.equal(undefined);
  });

  it("lists its own gateway's offerings and what was retired", () => {
    const { emit, folder } = folderWithThree();
    emit("OfferingPublished", { offering: 1, gateway: 2, record: { label: "other" } });
    emit("OfferingPublished", { offering: 2, gateway: 1, record: { label: "ours" } });
    emit("OfferingRetired", { offering: 2, gateway: 1 });
    const { offerings } = folder.catalogue(9n);
    expect([...offerings.keys()]).to.deep.equal([2]);
    expect(offerings.get(2)).to.include({ label: "ours", isRetired: true, publishedAt: 5 });
  });

  it("moves a retrained adapter to the snapshots it was trained on now, and to its new weights", () => {
    const { emit, folder } = folderWithThree();
    const edges = (snapshot: number) => [{ relation: 0, kind: 1, parent: 1, snapshot, weightPpm: 0 }];
    emit("AdapterRegistered", { adapter: 1, record: { name: "tuned", weightsHash: rootOf(7) }, edges: edges(1) });
    emit("ModelRegistered", { model: 1, record: { name: "base", weightsHash: rootOf(8) }, edges: edges(1) });
    emit("AdapterRetrained", { assetId: 1n, weightsHash: rootOf(9), edges: edges(2) });
    emit("ModelRetrained", { assetId: 9n, weightsHash: rootOf(9), edges: edges(2) });
    const { adapters, models } = folder.catalogue(9n);
    expect([adapters.get(1)!.edges[0]!.snapshot, models.get(1)!.edges[0]!.snapshot, models.has(9)]).to.deep.equal([2, 1, false]);
    expect([adapters.get(1)!.weightsHash, models.get(1)!.weightsHash]).to.deep.equal([rootOf(9), rootOf(8)]);
  });

  it("knows which contributions gateways may be paid for, by the terms they were given under", () => {
    const { emit, folder } = folderWithThree();
    const terms = { licence: "MIT", train: 2, infer: 2 };
    for (const [version, changed] of [{}, { infer: 0 }, { licence: "CC-BY-NC-4.0" }].entries())
      emit("TermsPublished", { datanet: 1, version: version + 1, terms: { ...terms, ...changed } });
    const items = [{ contentRoot: rootOf(9), licence: "MIT", uri: "" }];
    for (const termsVersion of [1, 2, 3])
      emit("ContributionsRevealed", { commit: 9, datanet: 1, firstContribution: idOf(8, termsVersion), termsVersion, items });
    const { contributions } = folder.catalogue(9n);
    expect([1, 2, 3].map((local) => contributions.get(idOf(8, local))!.isServable)).to.deep.equal([true, false, false]);
  });

  it("ignores events it does not know, whatever they are called", () => {
    const { folder } = folderWithThree();
    for (const eventName of ["Transfer", "constructor", "__proto__"]) folder.apply({ eventName, args: {}, blockNumber: 1n, timestamp: 0 });
    expect(folder.catalogue(1n).offerings.size).to.equal(0);
  });
});
