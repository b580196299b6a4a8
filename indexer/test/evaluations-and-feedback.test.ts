import { expect } from "chai";

import {
  agentFeedback,
  anomaly,
  cancelledNonce,
  contamination,
  evaluation,
  evaluationChallenge,
  evaluationDue,
  evaluatorBond,
  feedback,
  feedbackResponse,
  minter,
  parameter,
  pause,
  signableAction,
  signedAction,
  supplyChange,
} from "../ponder.schema.ts";
import { ACTOR, addressOf, eventOf, fold, hashOf } from "./support/fold.ts";
import { openWorld } from "./support/world.ts";

const EVALUATOR = addressOf(0xe1);
const CHALLENGER = addressOf(0xe2);
const CLIENT = addressOf(0xe3);
const UID = hashOf("attestation");
const BOND = 101n;

const CLAIM = {
  kind: 2,
  assetId: 1,
  datanet: 1,
  snapshot: 1,
  heldOutCount: 40,
  scoreBefore: 310_000,
  scoreAfter: 640_000,
  weightsHash: hashOf("weights"),
  task: hashOf("find the bug"),
  heldOutRoot: hashOf("held out"),
  metric: hashOf("accuracy"),
};

const posted = (who: `0x${string}`, amount: bigint, free = amount) => eventOf("Evaluations", "BondPosted", { who, amount, free });
const recorded = (uid = UID) => {
  const about = { kind: 2, assetId: 1, evaluator: EVALUATOR, claim: CLAIM, expiresAt: 2_000_000_000, bond: BOND };
  return eventOf("Evaluations", "EvaluationRecorded", { uid, ...about });
};
const opened = (challenge: number) => {
  const about = { challenger: CHALLENGER, bond: 10n, evidence: hashOf("evidence"), evidenceUri: "ipfs://e", ruleBefore: 1_900_000_000 };
  return eventOf("Evaluations", "ChallengeOpened", { challenge, uid: UID, ...about });
};
const ended = (challenge: number, status: number, paid: `0x${string}`) =>
  eventOf("Evaluations", "ChallengeEnded", { challenge, uid: UID, status, paid, amount: 10n, actor: ACTOR });

const evaluated = async () => {
  const store = await openWorld();
  await fold(store, posted(EVALUATOR, 500n), posted(CHALLENGER, 50n), recorded());
  const bondOf = (address: string) => store.rows(evaluatorBond).find((row) => row.address === address)!;
  return { store, bondOf };
};

describe("evaluations", () => {
  it("say what was scored, on which weights, and whose bond stands behind it", async () => {
    const { store, bondOf } = await evaluated();
    expect(store.rows(evaluation)[0]).to.include({
      id: UID,
      kind: "Model",
      modelId: 1,
      adapterId: null,
      snapshotId: "1-1",
      scoreBeforePpm: 310_000,
      scoreAfterPpm: 640_000,
      weightsHash: CLAIM.weightsHash,
      state: "Standing",
      revokedAt: null,
    });
    expect(bondOf(EVALUATOR)).to.include({ free: 399n, bonded: 101n });
    await fold(store, eventOf("Evaluations", "EvaluationRevoked", { uid: UID, evaluator: EVALUATOR }));
    expect(store.rows(evaluation)[0]!.revokedAt).to.be.a("bigint");
    await fold(store, eventOf("Evaluations", "EvaluationReleased", { uid: UID, evaluator: EVALUATOR, bond: BOND, actor: ACTOR }));
    expect(store.rows(evaluation)[0]!.state).to.equal("Released");
    await fold(store, eventOf("Evaluations", "BondWithdrawn", { who: EVALUATOR, amount: 500n, free: 0n }));
    expect(bondOf(EVALUATOR)).to.include({ free: 0n, bonded: 0n, posted: 500n, withdrawn: 500n, lost: 0n });
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("lose their bond to a proof: half to the asset's account, a quarter to the prover, the rest burned", async () => {
    const { store, bondOf } = await evaluated();
    const shares = { toAccount: 50n, toProver: 25n, burned: 26n };
    await fold(
      store,
      eventOf("Evaluations", "ContaminationProven", {
        uid: UID,
        contribution: (5n << 24n) | 1n,
        contentRoot: hashOf("item"),
        datanet: 1,
        snapshot: 1,
      }),
      eventOf("Evaluations", "EvaluationDisproven", { uid: UID, prover: CHALLENGER, account: 4, ...shares }),
    );
    expect(store.rows(evaluation)[0]).to.include({ state: "Disproven", prover: CHALLENGER, ...shares });
    expect(store.rows(contamination)[0]).to.include({ evaluationId: UID, contributionId: (5n << 24n) | 1n, snapshotId: "1-1" });
    expect(bondOf(EVALUATOR)).to.include({ free: 399n, bonded: 0n, lost: 101n });
    expect(bondOf(CHALLENGER)).to.include({ free: 75n, won: 25n });
    expect(store.rows(evaluationDue)[0]).to.include({ accountId: 4, owed: 50n, paid: 0n });
    await fold(store, eventOf("Evaluations", "AccountPaid", { account: 4, payout: ACTOR, amount: 50n, actor: ACTOR }));
    expect(store.rows(evaluationDue)[0]).to.include({ owed: 0n, paid: 50n });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, posted(CHALLENGER, 1n, 99n));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "76", actual: "99" });
  });

  it("are challenged: a refused challenge pays the evaluator, a closed one gives the bond back", async () => {
    const { store, bondOf } = await evaluated();
    await fold(store, opened(1), opened(2));
    expect(store.rows(evaluation)[0]!.openChallenges).to.equal(2);
    expect(bondOf(CHALLENGER)).to.include({ free: 30n, bonded: 20n });
    await fold(store, ended(1, 3, EVALUATOR), ended(2, 4, CHALLENGER));
    expect(store.rows(evaluationChallenge).map(({ state, paid }) => [state, paid])).to.deep.equal([
      ["Refused", EVALUATOR],
      ["Closed", CHALLENGER],
    ]);
    expect(store.rows(evaluation)[0]!.openChallenges).to.equal(0);
    expect(bondOf(CHALLENGER)).to.include({ free: 40n, bonded: 0n, lost: 10n });
    expect(bondOf(EVALUATOR)).to.include({ free: 409n, won: 10n });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, ended(1, 0, EVALUATOR), ended(9, 2, EVALUATOR), recorded());
    expect(store.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["HandlerFailed", "Missing", "AlreadyExists"]);
  });

  it("keep the bonds that governance sets", async () => {
    const { store } = await evaluated();
    await fold(store, eventOf("Evaluations", "BondsChanged", { evaluationBond: 7n, challengeBond: 8n, actor: ACTOR }));
    const values = store.rows(parameter).map(({ id, value }) => [id, value]);
    expect(values).to.deep.include(["Evaluations.evaluationBond", "7"]);
    expect(values).to.deep.include(["Evaluations.challengeBond", "8"]);
  });
});

describe("feedback on agents", () => {
  const name = { agentId: 1n, clientAddress: CLIENT };
  const given = (feedbackIndex: bigint, value: bigint) =>
    eventOf("AgentReputation", "NewFeedback", {
      ...name,
      feedbackIndex,
      value,
      valueDecimals: 2,
      indexedTag1: hashOf("speed"),
      tag1: "speed",
      tag2: "",
      endpoint: "",
      feedbackURI: "",
      feedbackHash: hashOf("receipt"),
    });

  it("tells what is grounded in a paid answer from what is not, keeps signs, and counts", async () => {
    const store = await openWorld();
    const receiptId = hashOf("receipt");
    await fold(
      store,
      given(1n, -450n),
      given(2n, 9_900n),
      eventOf("AgentReputation", "FeedbackGrounded", { ...name, feedbackIndex: 2n, receiptId, fee: 77n, actor: ACTOR }),
      eventOf("AgentReputation", "FeedbackRevoked", { ...name, feedbackIndex: 1n }),
      eventOf("AgentReputation", "ResponseAppended", {
        ...name,
        feedbackIndex: 1n,
        responder: ACTOR,
        responseURI: "https://answer",
        responseHash: hashOf("answer"),
      }),
    );
    expect(store.rows(feedback)[0]).to.include({ value: "-450", isGrounded: false, isRevoked: true, receiptId: null, responseCount: 1 });
    expect(store.rows(feedback)[1]).to.include({ value: "9900", isGrounded: true, isRevoked: false, receiptId, fee: 77n });
    expect(store.rows(feedbackResponse)[0]).to.include({ feedbackId: store.rows(feedback)[0]!.id, responder: ACTOR });
    expect(store.rows(agentFeedback)[0]).to.include({ feedbackCount: 2, groundedCount: 1, revokedCount: 1, responseCount: 1 });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, given(1n, 1n), eventOf("AgentReputation", "FeedbackRevoked", { ...name, feedbackIndex: 3n }));
    expect(store.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["AlreadyExists", "Missing"]);
  });
});

describe("supply and pauses", () => {
  it("count what a minter minted and burned, and keep its limits; a bridge may go below zero", async () => {
    const store = await openWorld();
    const limits = { cap: 1_000n, burst: 100n, refillPeriod: 86_400, room: 100n };
    await fold(
      store,
      eventOf("OpenToken", "MinterLimitChanged", { minter: ACTOR, ...limits, actor: ACTOR }),
      eventOf("OpenToken", "SupplyMinted", { minter: ACTOR, to: CLIENT, amount: 60n, net: 60n }),
      eventOf("OpenToken", "SupplyBurned", { minter: ACTOR, from: CLIENT, amount: 80n, net: -20n }),
    );
    expect(store.rows(minter)[0]).to.include({ cap: 1_000n, burst: 100n, minted: 60n, burned: 80n, net: "-20" });
    expect(store.rows(supplyChange).map(({ kind, net }) => [kind, net])).to.deep.equal([
      ["Minted", "60"],
      ["Burned", "-20"],
    ]);
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, eventOf("OpenToken", "SupplyMinted", { minter: ACTOR, to: CLIENT, amount: 1n, net: 5n }));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "-19", actual: "5" });
  });

  it("sum the seconds that a part was paused before", async () => {
    const store = await openWorld();
    const paused = (endsAt: number, timestamp: bigint) =>
      eventOf("Guardian", "PartPaused", { part: 4, endsAt, readyAt: endsAt + 100, reason: "drill", actor: ACTOR }, { timestamp });
    await fold(
      store,
      paused(1_500, 1_000n),
      eventOf("Guardian", "PauseLifted", { part: 4, readyAt: 1_300, actor: ACTOR }, { timestamp: 1_200n }),
      eventOf("Guardian", "PauseRearmed", { part: 4, actor: ACTOR }, { timestamp: 1_250n }),
      paused(3_000, 2_000n),
    );
    expect(store.rows(pause).map(({ part, endsAt, readyAt, pausedBefore }) => [part, endsAt, readyAt, pausedBefore])).to.deep.equal([
      ["EpochSettlement", 1_200n, 0n, 0n],
      ["EpochSettlement", 3_000n, 3_100n, 200n],
    ]);
    await fold(store, eventOf("Guardian", "PauseLifted", { part: 0, readyAt: 1, actor: ACTOR }));
    expect(store.rows(anomaly)[0]).to.include({ kind: "Missing", subject: "pause of Contributing" });
  });
});

describe("signed actions", () => {
  it("are known by contract and selector, carried out once each, and can be cancelled", async () => {
    const store = await openWorld();
    const [target, selector, nonce] = [CLIENT, "0xdeadbeef", `0x${"07".repeat(32)}`] as const;
    const performed = { signer: ACTOR, target, selector, nonce, spent: 5n, relayer: CLIENT };
    await fold(
      store,
      eventOf("SignedActions", "ActionDefined", { target, selector, definition: "Stake(uint32 datanet)" }),
      eventOf("SignedActions", "ActionPerformed", performed),
      eventOf("SignedActions", "NonceCancelled", { signer: ACTOR, nonce: `0x${"08".repeat(32)}` }),
      eventOf("AccountRegistry", "SignedActionsSet", { signedActions: CLIENT, actor: ACTOR }),
    );
    const [action] = store.rows(signableAction);
    expect(action).to.include({ definition: "Stake(uint32 datanet)", selector });
    expect(store.rows(signedAction)[0]).to.include({ actionId: action!.id, signer: ACTOR.toLowerCase(), nonce, spent: 5n });
    expect(store.rows(cancelledNonce)[0]).to.include({ signer: ACTOR.toLowerCase(), nonce: `0x${"08".repeat(32)}` });
    expect(store.rows(parameter).find(({ id }) => id === "AccountRegistry.signedActions")?.value).to.equal(CLIENT.toLowerCase());
    expect(store.rows(anomaly)).to.deep.equal([]);
  });
});
