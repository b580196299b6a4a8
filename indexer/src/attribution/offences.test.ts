import { AttributionLie } from "@openledger/sdk";
import { expect } from "chai";

import {
  accountCredit,
  anomaly,
  attributionChallenge,
  attributionMethod,
  attributionOffence,
  indexManifest,
  parameter,
  withdrawal,
} from "../../ponder.schema.ts";
import { ACTOR, addressOf, COMMONS, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { memoryStore } from "../fold/memory-store.ts";

const [GATEWAY, HARMED, GATEWAY_ACCOUNT] = [3, 20, 21];
const [METHOD, SNAPSHOT, OFFENCE] = [hashOf("method"), hashOf("snapshot"), hashOf("offence")];
const rules = {
  minimumSpanLength: 6,
  maximumFrequency: 10,
  firstSeenLength: 20,
  maximumLegs: 64,
  weightTotal: 50_000,
  spanSharePpm: 750_000,
  judgedSharePpm: 100_000,
};
const manifest = {
  ...{ tokenCount: 2 ** 32 - 1, itemCount: 9, publishedAt: 5, partCount: 2 },
  ...{ tokenRoot: hashOf("tokens"), suffixRoot: hashOf("suffixes"), itemsRoot: hashOf("items") },
};

const published = () =>
  eventOf("AttributionCourt", "ManifestPublished", {
    ...{ gateway: GATEWAY, methodId: METHOD, snapshotRoot: SNAPSHOT, id: hashOf("manifest"), manifest, actor: ACTOR },
  });
const proven = (lie: number) =>
  eventOf("AttributionCourt", "LieProven", {
    ...{ id: OFFENCE, gateway: GATEWAY, harmed: HARMED, lie, slashed: 105n, toHarmed: 5n, toProver: 40n, prover: ACTOR },
  });
const credited = (account: number, amount: bigint) => eventOf("AttributionCourt", "AccountCredited", { account, amount });
const opened = () =>
  eventOf("AttributionCourt", "ChallengeOpened", {
    ...{ id: OFFENCE, gateway: GATEWAY, receiptId: hashOf("receipt"), challenger: ACTOR, bond: 20n, deadline: 2_000_000_000 },
  });

describe("the attribution court", () => {
  it("keeps methods, indexes and parameters", async () => {
    const store = memoryStore();
    await fold(
      store,
      eventOf("AttributionCourt", "MethodRegistered", { methodId: METHOD, text: "lexical 1", rules, actor: ACTOR }),
      published(),
      eventOf("AttributionCourt", "PenaltyChanged", { penalty: 7n, actor: ACTOR }),
      eventOf("AttributionCourt", "ChallengeBondChanged", { bond: 8n, actor: ACTOR }),
    );
    expect(store.rows(attributionMethod)[0]).to.include({ id: METHOD, text: "lexical 1", ...rules });
    expect(store.rows(indexManifest)[0]).to.include({ id: `${GATEWAY}-${METHOD}-${SNAPSHOT}`, tokenCount: 4_294_967_295n, itemCount: 9n });
    expect(store.rows(parameter).map(({ id, value }) => [id, value])).to.deep.equal([
      ["AttributionCourt.penalty", "7"],
      ["AttributionCourt.challengeBond", "8"],
    ]);
    await fold(store, published());
    expect(store.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["AlreadyExists"]);
  });

  it("says of a lie who paid whom", async () => {
    const store = memoryStore();
    const paid = { account: HARMED, payout: addressOf(9), amount: 5n, actor: ACTOR };
    const events = [proven(AttributionLie.LaterItem), credited(HARMED, 5n), credited(COMMONS, 60n)];
    await fold(store, ...events, eventOf("AttributionCourt", "CreditWithdrawn", paid));
    const [row] = store.rows(attributionOffence);
    expect(row).to.include({ lie: "LaterItem", slashed: 105n, harmedId: HARMED, toHarmed: 5n, toProver: 40n, toCommons: 60n });
    expect(store.rows(accountCredit).map(({ accountId, owed }) => [accountId, owed])).to.deep.equal([
      [HARMED, 0n],
      [COMMONS, 60n],
    ]);
    expect(store.rows(withdrawal)[0]).to.include({ kind: "Attribution", amount: 5n });
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("follows a challenge to its answer or its end", async () => {
    const answered = memoryStore();
    const account = GATEWAY_ACCOUNT;
    const answer = eventOf("AttributionCourt", "ChallengeAnswered", { id: OFFENCE, gateway: GATEWAY, account, bond: 20n });
    await fold(answered, opened(), answer, credited(account, 20n));
    expect(answered.rows(attributionChallenge)[0]).to.include({ state: "Answered", bond: 20n, deadline: 2_000_000_000n });
    const ended = memoryStore();
    const end = eventOf("AttributionCourt", "ChallengeEnded", {
      id: OFFENCE,
      gateway: GATEWAY,
      challenger: ACTOR,
      bond: 20n,
      actor: ACTOR,
    });
    await fold(ended, opened(), end, proven(AttributionLie.Unanswered));
    expect(ended.rows(attributionChallenge)[0]).to.include({ state: "Ended" });
    expect(ended.rows(attributionOffence)[0]).to.include({ id: OFFENCE, lie: "Unanswered" });
    await fold(ended, opened());
    expect(ended.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["AlreadyExists"]);
  });
});
