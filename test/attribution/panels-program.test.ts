import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { gatewayRegistryAbi } from "@openledger/sdk/abis";
import { decodeReceipt, type Leg } from "@openledger/sdk";
import { expect } from "chai";
import { bytesToHex, keccak256, stringToBytes, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { recomputeReceipt } from "../../scripts/attribute/recompute-receipt.ts";
import { openingOf, readEvidence } from "../../scripts/court/evidence.ts";
import { EXIT as COURT, runCourt } from "../../scripts/court/main.ts";
import { corpusReader } from "../../scripts/court/snapshot-index.ts";
import { gatewaySource, type ServedReceipt } from "../../scripts/court/source.ts";
import { falseReceipt, saidOf } from "../../scripts/demo/false-receipt.ts";
import { fund, registerAccount } from "../../scripts/demo/contribute.ts";
import { privateKeyOf } from "../../scripts/demo/gateway.ts";
import { ask } from "../../scripts/demo/serve.ts";
import { openRailSession } from "../../scripts/epoch-rail/session.ts";
import { sendCall, DEFAULT_SEND_RULES } from "../../scripts/epoch-rail/send-call.ts";
import { createPaint } from "../../scripts/explain/paint.ts";
import { EXIT, runPrior } from "../../scripts/prior/main.ts";
import { legsRootOf } from "../../scripts/panel/receipt-legs.ts";
import { ballotHash, WITHHELD } from "../../scripts/panel/votes.ts";
import { openContents } from "../../scripts/validator/contents.ts";
import { runValidator } from "../../scripts/validator/main.ts";
import { openState } from "../../scripts/validator/state.ts";
import { readPrior, writePrior } from "../../gateway/src/influence/prior-file.ts";
import { priorRoot } from "../../gateway/src/influence/prior.ts";
import { servedWorld, type ServedWorld } from "../epoch-rail/support/served-world.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const VALIDATORS = [3, 4, 5, 6, 7];
const QUESTIONS = ["How do I prevent reentrant calls to a function?", "What is a timelock for?", "How does AccessControl grant a role?"];
const QUICK = { ...DEFAULT_SEND_RULES, poll: 5 };

/** Influence priors and panels as gateways, challengers and validators run them, against the deployed suite and a gateway that serves. */
describe("priors and panels, by their programs", function () {
  this.timeout(900_000);
  let w: ServedWorld;
  let folder: string;
  let file: string;
  let snapshot: string;
  let adapter: Hex;
  let base: Hex;
  let challenger: number;
  const answers: { readonly id: string; readonly text: string }[] = [];

  const at = (...parts: string[]) => path.join(folder, ...parts);
  const actorOf = (validator: number) => w.world.contributor(validator, `validator ${validator}`);
  const keyOf = (validator: number): Hex => bytesToHex(actorOf(validator).account.getHdKey().privateKey!);
  const challengerKey = () => bytesToHex(w.world.actor("curator").account.getHdKey().privateKey!);

  before(async () => {
    w = await servedWorld({ lane: "direct", judgedPercent: 20 });
    folder = path.join(w.folder, "programs");
    file = at("adapter.json");
    snapshot = at("snapshot");
    for (const place of [snapshot, at("base"), at("probes"), path.join(w.folder, "priors")]) await mkdir(place, { recursive: true });
    await writeFile(w.environment.OPENLEDGER_DEPLOYMENT, JSON.stringify({ ...w.deployment, startBlock: 0 }));
    await w.world.send(w.world.actor("gatewayOperator"), "GatewayRegistry", gatewayRegistryAbi, "setEndpoint", [w.identity.id, w.url]);
    const catalogue = w.gateway.chain.catalogue();
    adapter = [...catalogue.adapters.values()][0]!.weightsHash!;
    base = [...catalogue.models.values()][0]!.weightsHash!;
    const listing = await (await fetch(`${w.url}/v1/datanets/${w.datanet.id}/snapshot?number=1`)).text();
    await writeFile(path.join(snapshot, "snapshot.json"), listing);
    for (const { content_root: root } of (JSON.parse(listing) as { items: { content_root: string }[] }).items)
      await writeFile(path.join(snapshot, root.toLowerCase()), await (await fetch(`${w.url}/v1/contents/${root}`)).text());
    await writeFile(at("base", "base.txt"), "Water the young trees in the evening, and cover the roots with straw. ".repeat(20));
    await writeFile(
      at("probes", "probe.txt"),
      "A guard prevents reentrant calls to a function by a status that it sets while the function runs.",
    );
    await fund(w.world, w.world.actor("curator"), 1_000);
    challenger = await registerAccount(w.world, w.world.actor("curator")).catch(() => 0);
  });
  after(() => w?.close());

  const lines = () => {
    const said: string[] = [];
    return { said, output: { say: (line: string) => void said.push(line), warn: (line: string) => void said.push(`! ${line}`) } };
  };
  async function prior(key: Hex | undefined, ...argv: string[]) {
    const { said, output } = lines();
    const code = await runPrior(argv, { ...w.environment, ...(key !== undefined && { OPENLEDGER_PRIOR_KEY: key }) }, output);
    return { code, text: said.join("\n") };
  }
  async function court(key: Hex | undefined, ...argv: string[]) {
    const { said, output } = lines();
    const environment = {
      ...w.environment,
      OPENLEDGER_API_KEY: w.application.apiKey,
      ...(key !== undefined && { OPENLEDGER_COURT_KEY: key }),
    };
    const code = await runCourt(argv, environment, output, new AbortController().signal);
    return { code, text: said.join("\n") };
  }
  async function validator(number: number, ...argv: string[]) {
    const { said, output } = lines();
    const common = ["--rpc", w.node.url, "--deployment", w.environment.OPENLEDGER_DEPLOYMENT, "--folder", at(`validator-${number}`)];
    const code = await runValidator([...argv, ...common, "--allow-private-hosts"], { OPENLEDGER_VALIDATOR_KEY: keyOf(number) }, output);
    return { code, text: said.join("\n") };
  }
  async function pass(seconds: number): Promise<void> {
    await w.passTime(seconds);
    await w.gateway.chain.refresh();
    await w.gateway.priors.refresh();
  }
  async function asked(question: string): Promise<{ readonly id: string; readonly text: string; readonly served: ServedReceipt }> {
    const [answer] = await ask(w.application, w.url, [question], () => {});
    const served = (await gatewaySource(w.url, { token: w.application.apiKey }).receipt(answer!.completionId))!;
    return { id: answer!.completionId, text: answer!.text, served };
  }
  const judgedOf = ({ file: receipt }: ServedReceipt): Leg[] => (receipt.legs as unknown as Leg[]).filter((leg) => leg.class === "judged");
  const compute = (out: string, about: Hex) =>
    prior(
      undefined,
      ...["compute", snapshot, "--adapter", about, "--epoch", "1", "--base", at("base"), "--probes", at("probes"), "--out", out],
      ...["--snapshot", `${w.datanet.id}:1`, "--vocabulary", "64", "--dimensions", "16", "--epochs", "1"],
    );
  const operator = () => privateKeyOf(w.world, "gatewayOperator");
  const publish = (own: string) => prior(operator(), "publish", own, "--gateway-id", `${w.identity.id}`, "--gateway", w.url);
  async function place(own: string, name: string): Promise<void> {
    await writeFile(path.join(w.folder, "priors", `${name}.json`), await readFile(own));
    await writeFile(path.join(w.folder, "priors", `${name}.inputs.json`), await readFile(own.replace(/\.json$/, ".inputs.json")));
    await w.gateway.priors.refresh();
  }

  it("pays judged legs by a published prior once it is usable, and not before", async () => {
    expect((await court(privateKeyOf(w.world, "governance"), "register", "--judged", "20")).code).to.equal(COURT.true);
    const computed = await compute(file, adapter);
    expect(computed.code, computed.text).to.equal(EXIT.done);
    // Most weights of so small a model may be below zero; judged legs need some above.
    expect(readPrior(await readFile(file, "utf8")).weights.some(({ weight }) => weight > 0)).to.equal(true);
    const { code, text } = await publish(file);
    expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.done && t.includes("published as number 1"), text);
    expect((await publish(file)).text).to.equal("it is published as number 1");
    await place(file, "adapter");
    for (const question of QUESTIONS) expect(judgedOf((await asked(question)).served)).to.deep.equal([]);
    await pass(3 * DAY + HOUR);
    for (const question of QUESTIONS) {
      const answer = await asked(question);
      if (judgedOf(answer.served).length > 0) answers.push(answer);
    }
    expect(answers.length).to.be.greaterThan(0);
  });

  it("lets anybody recompute the receipt with the prior's file, as the gateway serves it, and not without", async () => {
    const { id, text } = answers[0]!;
    const evidence = await (
      await fetch(`${w.url}/v1/receipts/${id}/evidence`, { headers: { authorization: `Bearer ${w.application.apiKey}` } })
    ).json();
    const { root } = (evidence as { prior: { root: Hex } }).prior;
    await writeFile(at("evidence.json"), JSON.stringify(evidence));
    await writeFile(at("answer.txt"), text);
    await writeFile(at("served.json"), await (await fetch(`${w.url}/v1/priors/${root}`)).text());
    const recompute = async (...more: string[]) =>
      recomputeReceipt.run([at("evidence.json"), "--corpus", snapshot, "--output", at("answer.txt"), ...more], createPaint(false));
    const equal = await recompute("--prior", at("served.json"));
    expect(equal.isGood, equal.lines.join()).to.equal(true);
    const without = await recompute();
    expect([without.isGood, without.lines[0]]).to.satisfy(([good, line]: [boolean, string]) => !good && line.includes("influence prior 1"));
    const made = readPrior(await readFile(file, "utf8"));
    await writeFile(at("other.json"), writePrior({ ...made, epoch: 2 }));
    expect((await recompute("--prior", at("other.json"))).lines[0]).to.contain("the file given has root");
    const rechecked = await court(challengerKey(), "recheck", id, "--account", `${challenger}`);
    expect([rechecked.code, rechecked.text]).to.satisfy(
      ([c, t]: [number, string]) => c === COURT.true && t.includes("a re-run gives"),
      rechecked.text,
    );
  });

  /** Runs every validator until `isOver`, letting time pass. */
  async function runPanels(isOver: () => Promise<boolean>): Promise<string> {
    const all: string[] = [];
    for (let turn = 0; turn < 40; turn++) {
      for (const number of VALIDATORS) {
        const { code, text } = await validator(number, "run", "--once");
        expect(code, text).to.equal(0);
        all.push(text);
        if (await isOver()) return all.join("\n");
      }
      await pass(3 * HOUR);
    }
    throw new Error(`the panel has not decided:\n${all.join("\n")}`);
  }

  it("judges a receipt that somebody brought before a panel, and upholds it", async () => {
    for (const number of VALIDATORS) {
      await fund(w.world, actorOf(number), 1_000);
      const { code, text } = await validator(number, "stake", "200", "--datanet", `${w.datanet.id}`);
      expect(code, text).to.equal(0);
    }
    await pass(HOUR);
    const { served } = await asked(QUESTIONS[0]!);
    const evidence = readEvidence(served.evidence, decodeReceipt(served.file.packed));
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: challengerKey() });
    const send = (contract: "OpenToken" | "RerunPanel", functionName: string, args: readonly unknown[]) =>
      sendCall(session, { contract, functionName, args }, QUICK, () => {});
    await send("OpenToken", "approve", [session.address("RerunPanel"), 10n ** 24n]);
    await send("RerunPanel", "open", [
      openingOf(served.file),
      evidence.context,
      w.datanet.id,
      challenger,
      keccak256(stringToBytes("another")),
    ]);
    expect(await w.gateway.chain.isOnPanel(served.file.receipt_id, challenger, [w.datanet.id])).to.equal(false);
    // As if it had been killed between writing its ballot and sending it: after the restart it sends this one, whatever it would find now.
    const kept = VALIDATORS.at(-1)!;
    const account = Number(/account (\d+)/.exec((await validator(kept, "status")).text)![1]);
    const identity = { chainId: w.deployment.chainId, rounds: w.deployment.contracts.ValidationRounds, account };
    const state = await openState(at(`validator-${kept}`), identity);
    for (const seat of VALIDATORS.keys()) {
      const salt = keccak256(stringToBytes(`salt of seat ${seat}`));
      await state.keepBallot(`RerunPanel 1/${seat}`, { ballot: WITHHELD, salt, hash: ballotHash(1, account, WITHHELD, salt) });
    }
    await state.close();
    const caseOf = () => session.read<{ stage: number; outcome: number; found: Hex; legsRoot: Hex }>("RerunPanel", "caseOf", [1]);
    const early = await court(challengerKey(), "appeal", "1", "--account", `${challenger}`);
    expect([early.code, early.text]).to.satisfy(([c, t]: [number, string]) => c === COURT.missing && t.includes("RerunPanel_WrongStage"));
    const first = await runPanels(async () => (await caseOf()).stage === 2);
    const appealed = await court(challengerKey(), "appeal", "1", "--account", `${challenger}`);
    expect([appealed.code, appealed.text]).to.satisfy(([c, t]: [number, string]) => c === COURT.true && t.includes("appealed case 1"));
    // There are no more seats than the first panel had, so its verdict stands.
    const text = `${first}\n${await runPanels(async () => (await caseOf()).stage === 4)}`;
    const { outcome, found, legsRoot } = await caseOf();
    expect([outcome, found], text).to.deep.equal([1, legsRoot]);
    expect(text).to.contain("committed the ballot").and.to.contain("showed the ballot");
    const { draw } = await session.read<{ draw: number }>("RerunPanel", "voteOf", [1]);
    const members = await session.read<readonly number[]>("PanelDraws", "membersOf", [draw]);
    expect(await session.read<Hex>("RerunPanel", "ballotOf", [1, members.indexOf(account)])).to.equal(WITHHELD);
    await validator(kept, "run", "--once");
    expect(
      await readFile(
        at(`validator-${kept}`, `${identity.chainId}-${identity.rounds.slice(2, 10).toLowerCase()}-${account}`, "state.json"),
        "utf8",
      ),
    ).to.not.contain("RerunPanel 1/");
  });

  it("convicts a gateway for a receipt with other legs than a re-run gives, which it does not serve", async () => {
    const { served } = await asked(QUESTIONS[1]!);
    const said = saidOf(served);
    const lie = said.legs.map((leg, i) => (i === 0 ? { ...leg, weight: leg.weight + 7 } : leg));
    const domain = {
      signer: privateKeyToAccount(w.keyOf("receiptKey")),
      chainId: w.deployment.chainId,
      router: w.deployment.contracts.RewardRouter,
    };
    const made = await falseReceipt(served, { ...said, legs: lie }, domain);
    await mkdir(at("receipts"), { recursive: true });
    await writeFile(at("receipts", "false.json"), JSON.stringify(made.file));
    await writeFile(at("receipts", "false.evidence.json"), JSON.stringify(made.evidence));
    const argv = ["recheck", "--receipts", at("receipts"), "--account", `${challenger}`];
    const found = await court(challengerKey(), ...argv);
    expect([found.code, found.text]).to.satisfy(([c, t]: [number, string]) => c === COURT.false && t.includes("opened case 2"), found.text);
    expect((await court(challengerKey(), ...argv)).text).to.contain("case 2 is about it already");
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: undefined });
    const caseOf = () => session.read<{ stage: number; outcome: number; found: Hex }>("RerunPanel", "caseOf", [2]);
    const text = await runPanels(async () => (await caseOf()).stage === 4);
    expect(await caseOf(), text).to.include({ outcome: 2, found: WITHHELD });
    expect(text).to.contain("looking again until late").and.to.contain("voting that it was withheld");
    // The bond is back, less what members were paid, and the prover's part with it.
    expect((await court(challengerKey(), ...argv)).text).to.match(/paid \d+ nano-OPEN of RerunPanel to account/);
  });

  it("refutes a tampered prior that a re-run does not bear out, and the gateway stops using it", async () => {
    const honest = at("model.json");
    expect((await compute(honest, base)).code).to.equal(EXIT.done);
    const made = readPrior(await readFile(honest, "utf8"));
    const tampered = at("tampered.json");
    await writeFile(
      tampered,
      writePrior({ ...made, weights: made.weights.map((entry) => ({ ...entry, weight: entry.weight > 0 ? 0 : 20_000 })) }),
    );
    await writeFile(at("tampered.inputs.json"), await readFile(at("model.inputs.json")));
    expect((await publish(tampered)).text).to.contain("published as number 2");
    await place(tampered, "model");
    const { code, text } = await prior(challengerKey(), "challenge", tampered, snapshot, "--number", "2", "--account", `${challenger}`);
    expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.deviates && t.includes("challenged 8 weights"), text);
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: undefined });
    const stateOf = async () => (await session.read<{ state: number }>("InfluencePriors", "priorOf", [2])).state;
    expect(await stateOf()).to.equal(2);
    await runPanels(async () => (await stateOf()) !== 2);
    expect(await stateOf()).to.equal(3);
    await w.gateway.priors.refresh();
    const root = priorRoot(readPrior(await readFile(tampered, "utf8")));
    expect(w.gateway.priors.list().find(({ loaded }) => loaded.root === root)!.published!.isStanding).to.equal(false);
  });

  it("finds other legs for a receipt that names a prior which could not be used, or none that there is", async () => {
    const served = (await gatewaySource(w.url, { token: w.application.apiKey }).receipt(answers[0]!.id))!;
    const receipt = decodeReceipt(served.file.packed);
    const evidence = readEvidence(served.evidence, receipt);
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: undefined });
    const contents = await openContents([w.url], undefined);
    const read = corpusReader({ session, gateway: w.url, contents, salts: new Map() });
    const naming = (number: number) => {
      const records = evidence.records.map((record) => (record.class === "judged" ? { ...record, itemStart: number } : record));
      const fetchPrior = (_: number, { root }: { root: Hex }) => fetch(`${w.url}/v1/priors/${root}`).then((response) => response.text());
      return legsRootOf(session, { receipt, evidence: { ...evidence, records }, read, fetchPrior });
    };
    expect(await naming(1)).to.equal(receipt.legsRoot);
    for (const number of [0, 2, 99]) expect(await naming(number), `prior ${number}`).to.not.equal(receipt.legsRoot);
    const later = { ...receipt, servedAt: receipt.servedAt + 60 * DAY * 1000 };
    const fetchPrior = () => Promise.reject(new Error("not asked for"));
    expect(await legsRootOf(session, { receipt: later, evidence, read, fetchPrior })).to.not.equal(receipt.legsRoot);
  });

  it("pays the bond of an expired prior back to the gateway, and of no other", async () => {
    const release = () => prior(challengerKey(), "release", "--number", "1");
    const waiting = await release();
    expect([waiting.code, waiting.text]).to.satisfy(
      ([c, t]: [number, string]) => c === EXIT.failed && t.includes("InfluencePriors_BondNotReleasable"),
      waiting.text,
    );
    await w.passTime(40 * DAY);
    const { code, text } = await release();
    expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.done && t.includes("paid 100 OPEN to account"), text);
    expect((await release()).code).to.equal(EXIT.failed);
  });
});
