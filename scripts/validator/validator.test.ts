import { readdirSync } from "node:fs";
import { mkdtemp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { AssetKind, commitHash, contentRoot, contributionId, ContributionStatus, Relation, VerdictReason } from "@openledger/sdk";
import { contributionLedgerAbi, datanetRegistryAbi, modelRegistryAbi, openTokenAbi, validationRoundsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { bytesToHex, keccak256, parseEventLogs, stringToBytes, type Hex } from "viem";

import { metadataProblems } from "../../sdk/test/metadata-problems.ts";
import { registerAccount } from "../demo/contribute.ts";
import { createWorld, type Actor, type World } from "../demo/world.ts";
import { runExport } from "../export/run-export.ts";
import { repositoryRoot, writeDeploymentRecord } from "../lib/deployment.ts";
import { serveSimulated, type ServedChain } from "../lib/serve-simulated.ts";
import { deploySimulatedSuite, type SimulatedSuite } from "../lib/simulated-suite.ts";
import { runValidator } from "./main.ts";

const modules = path.join(repositoryRoot, "node_modules");
const read = (file: string) => readFile(path.join(modules, file), "utf8");
const salt = keccak256(stringToBytes("validators"));
const ids = { datanetOwner: 2, contributor: 12, farmer: 11, validators: [13, 14, 15, 16] } as const;

type Ledger = { readonly status: number; readonly reason: number; readonly noveltyPpm: number };

/** The real suite on a chain in this process, reached over its RPC by the same command line that a validator types. */
describe("npm run validator", function () {
  this.timeout(240_000);

  let suite: SimulatedSuite;
  let served: ServedChain;
  let world: World;
  let home: string;
  let datanet: number;
  let texts: string;
  let deploymentFile: string;
  let isDown = false;
  const items: Record<string, bigint> = {};

  const actorOf = (index: number): Actor => world.contributor(index - ids.contributor, `actor ${index}`);
  const keyOf = (index: number): Hex => bytesToHex(actorOf(index).account.getHdKey().privateKey!);

  /** Runs one command as the validator with this number, in its own folder. */
  const command = async (validator: number, ...argv: string[]) => {
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(`! ${line}`) };
    const common = ["--rpc", served.url, "--deployment", deploymentFile, "--folder", path.join(home, `v${validator}`), "--content", texts];
    const code = await runValidator([...argv, ...common], { OPENLEDGER_VALIDATOR_KEY: keyOf(validator) }, output);
    return { code, text: lines.join("\n") };
  };
  const datanetOption = () => ["--datanet", `${datanet}`];
  const run = (validator: number, ...more: string[]) => command(validator, "run", "--once", ...datanetOption(), ...more);
  const pass = async (seconds: number) => {
    await suite.client.request({ method: "evm_increaseTime", params: [seconds] } as never);
    await suite.client.request({ method: "evm_mine", params: [] } as never);
  };
  const ledgerOf = (item: string) => world.read<Ledger>("ContributionLedger", contributionLedgerAbi, "contributionOf", [items[item]]);

  const contribute = async (index: number, account: number, entries: readonly { name: string; text: string; licence?: string }[]) => {
    const actor = actorOf(index);
    const list = entries.map(({ name, text, licence = "MIT" }) => ({ contentRoot: contentRoot(text, salt), licence, uri: name }));
    const secret = keccak256(stringToBytes(entries.map(({ name }) => name).join()));
    await world.send(actor, "OpenToken", openTokenAbi, "approve", [world.address("ContributionLedger"), 10n ** 20n]);
    const hash = commitHash(account, datanet, 1, list, secret);
    const committed = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "commit", [
      datanet,
      account,
      1,
      list.length,
      hash,
    ]);
    const [commit] = parseEventLogs({ abi: contributionLedgerAbi, eventName: "ContributionsCommitted", logs: committed.logs });
    const revealed = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "reveal", [commit!.args.commit, list, secret]);
    const [reveal] = parseEventLogs({ abi: contributionLedgerAbi, eventName: "ContributionsRevealed", logs: revealed.logs });
    const first = Number(reveal!.args.firstContribution & 0xff_ffffn);
    for (const [i, { name, text }] of entries.entries()) {
      items[name] = contributionId(account, first + i);
      await writeFile(path.join(texts, list[i]!.contentRoot), text);
    }
  };

  before(async () => {
    suite = await deploySimulatedSuite();
    served = await serveSimulated(suite.client, (method) => isDown && method === "eth_sendRawTransaction");
    world = createWorld(served.url, suite.deployment);
    home = await mkdtemp(path.join(tmpdir(), "openledger-validators-"));
    texts = path.join(home, "texts");
    await mkdir(texts);
    deploymentFile = path.join(home, "deployment.json");
    await writeDeploymentRecord(deploymentFile, suite.deployment);

    const open = async (index: number, amount: bigint) => {
      await world.send(world.actor("governance"), "OpenToken", openTokenAbi, "transfer", [
        actorOf(index).account.address,
        amount * 10n ** 18n,
      ]);
    };
    for (const index of [ids.datanetOwner, ids.contributor, ids.farmer, ...ids.validators]) await open(index, 1_000n);
    const terms = {
      ...{ licence: "MIT", licenceUri: "", metadataUri: "", train: 2, infer: 2, mine: 2, isPrivate: false },
      ...{ contributionBond: 1_000_000_000n, panelSize: 3, curatorBps: 500, overlapPpm: 500_000 },
    };
    const created = await world.send(actorOf(ids.datanetOwner), "DatanetRegistry", datanetRegistryAbi, "create", [
      "Audits",
      salt,
      world.address("ValidationRounds"),
      terms,
    ]);
    datanet = parseEventLogs({ abi: datanetRegistryAbi, eventName: "DatanetCreated", logs: created.logs })[0]!.args.datanet;
    await registerAccount(world, actorOf(ids.datanetOwner));
  });
  after(async () => {
    await served?.close();
    await suite?.close();
    if (home !== undefined) await rm(home, { recursive: true, force: true });
  });

  it("stakes, registering an account, and takes a seat", async () => {
    for (const validator of ids.validators) {
      const { code, text } = await command(validator, "stake", "150", ...datanetOption());
      expect(code, text).to.equal(0);
      expect(text).to.match(/staked 150 OPEN on Datanet \d+\n.*seat \d/);
    }
    await pass(2);
    const { text } = await command(ids.validators[0], "status", ...datanetOption());
    expect(text).to.include("150 OPEN of its own at stake, 0 OPEN unbonding, seat 0 with weight 150 OPEN");
  });

  it("names what is wrong with a command", async () => {
    for (const [argv, message] of [
      [["stake"], "stake takes 1 arguments, not 0"],
      [["stake", "12,5", "--datanet", "1"], "is no amount of OPEN"],
      [["stake", "5"], "name one Datanet with --datanet"],
      [["stake", "5000", "--datanet", "1"], "are needed; send it OPEN first"],
      [["unstake", "900", "--datanet", "1"], "has 150 OPEN at stake"],
      [["run", "--datanet", "x"], '--datanet is "x"; it must be a whole number'],
      [["run", "--frobnicate"], "Unknown option '--frobnicate'"],
      [["dance"], 'there is no command "dance"'],
      [["vote", "77"], "there is no round 77"],
      [["appeal", "77", "1"], "there is no round 77"],
      [["prove", "99999999999999999"], "is no contribution id"],
      [["prove", "7"], "there is no contribution 7 on this chain"],
      [["open", "--datanet", "1"], "nothing is pending in Datanet 1"],
      [["check", "/nowhere"], "/nowhere is no file"],
      [["status", "--account", "0"], "--account is"],
      [["run", "--once", "--grant", "/nowhere"], "/nowhere is no grant"],
    ] as const) {
      const { code, text } = await command(ids.validators[0], ...argv);
      expect(text, argv.join(" ")).to.include(message);
      expect(code).to.equal(2);
    }
  });

  it("checks a file before anybody pays for it", async () => {
    const own = path.join(modules, "@openzeppelin/contracts/utils/ReentrancyGuard.sol");
    const fine = await command(ids.validators[0], "check", own, "--licence", "MIT");
    expect(fine.text).to.match(/✓ .*would be accepted with novelty 1000000 ppm/);
    expect(fine.code).to.equal(0);
    const against = ["--against", path.dirname(own)];
    const copy = await command(ids.validators[0], "check", own, "--licence", "", ...against);
    expect(copy.code).to.equal(1);
    expect(copy.text)
      .to.include("LicenceMissing: no licence is declared")
      .and.to.match(/NearDuplicate: 100\.0 % of its words/);
  });

  it("decides a round with real texts: a panel of command lines, stopped and started in between", async () => {
    const farmer = await registerAccount(world, actorOf(ids.farmer));
    const contributor = await registerAccount(world, actorOf(ids.contributor));
    const [governor, erc20, access] = await Promise.all(
      ["governance/Governor", "token/ERC20/ERC20", "access/AccessControl"].map((file) => read(`@openzeppelin/contracts/${file}.sol`)),
    );
    await contribute(ids.contributor, contributor, [
      { name: "Governor", text: governor! },
      { name: "ERC20", text: erc20! },
    ]);
    let word = 0;
    await contribute(ids.farmer, farmer, [
      {
        name: "edited copy",
        text: governor!.replace(/\b[A-Za-z]{4,}\b/g, (match, at: number) => (at > 60 && word++ % 3 === 1 ? `${match}${word}` : match)),
      },
      { name: "verbatim half", text: `${access!.slice(0, 4_000)}\n${erc20!.slice(0, 9_000)}` },
      { name: "no licence", text: access!, licence: "" },
      { name: "AccessControl", text: access! },
    ]);
    await rm(path.join(texts, contentRoot(governor!, salt)));

    const opened = await command(ids.validators[3], "open", ...datanetOption());
    expect(opened.text).to.match(/round 1 over 5 items, 3 seats/);

    for (const validator of ids.validators) expect((await run(validator)).text).to.include("gave a secret");
    await pass(15 * 3_600);
    await run(ids.validators[0]);
    await pass(12);
    for (const validator of ids.validators) expect((await run(validator)).text).to.include("showed the secret");
    await pass(12);
    await run(ids.validators[0], "--recommend");

    const early = await Promise.all(ids.validators.map(async (validator) => ({ validator, ...(await run(validator, "--recommend")) })));
    const panel = early.filter(({ text }) => text.includes("only recommended")).map(({ validator }) => validator);
    expect(panel).to.have.length(3);
    expect(early.find(({ validator }) => validator === panel[0])!.text).to.include("ContentUnavailable: no place has its text");
    // A text that is nowhere is waited for, not voted against.
    expect((await run(panel[0]!)).text).to.include("texts are nowhere yet");
    await writeFile(path.join(texts, contentRoot(governor!, salt)), governor!);

    const voted = await run(panel[0]!);
    expect(voted.text).to.match(/✓ \d+ {2}novelty \d+ ppm: [\d.]+ % new {2}\(Governor\)/);
    expect(voted.text).to.match(/✗ \d+ {2}NearDuplicate: .*words changed {2}\(edited copy\)/);
    expect(voted.text).to.match(/✗ \d+ {2}NearDuplicate: .*anybody could prove that on chain from 50\.0 % on/);
    expect(voted.text).to.include("committed votes for seat");
    // Twice is once, and what was kept is not judged anew.
    expect((await run(panel[0]!)).text).to.not.include("committed");

    // The votes are on disk before they are sent: a node that fails then, and texts that are gone later, change nothing.
    isDown = true;
    expect((await run(panel[1]!)).text).to.include("ValidationRounds.commitVotes");
    isDown = false;
    await rename(texts, `${texts}-gone`);
    await rm(path.join(home, `v${panel[1]}`, "contents"), { recursive: true });
    expect((await run(panel[1]!)).text).to.include("committed the votes kept for seat");
    await rename(`${texts}-gone`, texts);
    const overruled = await command(panel[2]!, "vote", "1", "--set", `${items["ERC20"]}=OffTopic`);
    expect(overruled.code, overruled.text).to.equal(0);
    expect((await command(panel[2]!, "vote", "1")).text).to.include("committed already");

    for (const validator of panel) await run(validator);
    await run(panel[0]!);
    const round = await world.read<{ phase: number }>("ValidationRounds", validationRoundsAbi, "roundOf", [1]);
    expect(round.phase).to.equal(4);
    await pass(25 * 3_600);
    expect((await run(ids.validators[3])).text).to.include("verdicts are final");

    expect(await ledgerOf("Governor")).to.include({ status: ContributionStatus.Accepted });
    expect(await ledgerOf("ERC20")).to.include({ status: ContributionStatus.Accepted });
    expect(await ledgerOf("edited copy")).to.include({ status: ContributionStatus.Rejected, reason: VerdictReason.NearDuplicate });
    expect(await ledgerOf("verbatim half")).to.include({ status: ContributionStatus.Rejected, reason: VerdictReason.NearDuplicate });
    expect(await ledgerOf("no licence")).to.include({ status: ContributionStatus.Rejected, reason: VerdictReason.LicenceMissing });
  });

  it("pays what was earned, once", async () => {
    const [first] = ids.validators;
    const { text, code } = await command(first, "claim");
    expect(code, text).to.equal(0);
    expect(text).to.match(/OPEN from ValidatorStaking/);
    expect((await command(first, "claim")).text).to.include("nothing is owed");
  });

  it("proves a copy of what was accepted, of any alignment, and goes on where it stopped", async () => {
    const governor = await read("@openzeppelin/contracts/governance/Governor.sol");
    const contributor = await registerAccount(world, actorOf(ids.farmer));
    await contribute(ids.farmer, contributor, [
      { name: "shifted copy", text: `A text of my own.${governor.slice(7, 25_000)}` },
      { name: "other", text: await read("@openzeppelin/contracts/utils/math/Math.sol") },
    ]);
    const [prover] = ids.validators;
    const little = await command(prover, "prove", `${items["other"]}`);
    expect(little.text).to.match(/repeats \d+ bytes of contribution \d+ in stretches of 64 or more; the terms need \d+/);
    const wrong = await command(prover, "prove", `${items["shifted copy"]}`, "--earlier", `${items["edited copy"]}`);
    expect(wrong.text).to.include("is no earlier accepted item");
    const { code, text } = await command(prover, "prove", `${items["shifted copy"]}`);
    expect(code, text).to.equal(0);
    expect(text).to.match(/is proven a copy of \d+: \d+ of \d+ bytes/);
    expect(await ledgerOf("shifted copy")).to.include({ status: ContributionStatus.Duplicate, reason: VerdictReason.NearDuplicate });
    expect((await command(prover, "claim")).text).to.match(/[\d.]+ OPEN from ContributionLedger/);
  });

  it("keeps two programs out of one folder, and says when its secrets are damaged or another's", async () => {
    const [first, second] = ids.validators;
    const folder = path.join(home, `v${first}`);
    const [own] = readdirSync(folder).filter((name) => name.startsWith(`${suite.deployment.chainId}-`));
    const lock = path.join(folder, own!, "lock");
    await writeFile(lock, `${process.ppid}`);
    expect((await run(first)).text).to.include(`another validator (process ${process.ppid}) uses`);
    await writeFile(lock, "999999999");
    expect((await run(first)).code).to.equal(0);
    const state = path.join(folder, own!, "state.json");
    const whole = await readFile(state, "utf8");
    await writeFile(state, whole.slice(0, 40));
    expect((await run(first)).text).to.include("is damaged; restore it from a backup");
    await writeFile(state, whole.replace(/"account": \d+/, '"account": 9999'));
    expect((await run(first)).text).to.include("belongs to account 9999");
    await writeFile(state, whole);
    expect((await run(second)).code).to.equal(0);
  });

  it("is exported: the Datanet as Croissant, a model trained on it as SPDX", async () => {
    const owner = actorOf(ids.datanetOwner);
    await world.send(owner, "DatanetRegistry", datanetRegistryAbi, "publishSnapshot", [datanet, salt, 2, ""]);
    const record = { name: "auditor", uri: "", weightsHash: salt, royaltyBps: 500 };
    const trainedOn = { relation: Relation.TrainedOn, kind: AssetKind.Datanet, parent: datanet, snapshot: 1, weightPpm: 0 };
    await world.send(owner, "ModelRegistry", modelRegistryAbi, "register", [record, [trainedOn]]);
    const exported = async (...argv: string[]) => {
      const lines = { said: [] as string[], warned: [] as string[] };
      const output = { say: (line: string) => void lines.said.push(line), warn: (line: string) => void lines.warned.push(line) };
      const place = ["--rpc", served.url, "--deployment", deploymentFile, "--gateway", "http://127.0.0.1:1"];
      const code = await runExport([...argv, ...place], {}, output);
      return {
        code,
        warned: lines.warned.join("\n"),
        document: code === 0 ? (JSON.parse(lines.said.join("\n")) as Record<string, unknown>) : {},
      };
    };
    const croissant = await exported("datanet", `${datanet}`);
    expect(metadataProblems("croissant-1.1", croissant.document)).to.be.empty;
    expect(croissant.document).to.include({ name: "Audits", "ol:itemRoot": salt });
    const spdx = await exported("model", "1", "--licence", "Apache-2.0");
    expect(metadataProblems("spdx-3.0.1", spdx.document)).to.be.empty;
    expect(JSON.stringify(spdx.document)).to.include("Audits, snapshot 1").and.to.include("Apache-2.0");
    expect((await exported("datanet", "99")).warned).to.include("there is no Datanet 99; this chain has 1");
    expect((await exported("datanet", `${datanet}`, "--snapshot", "7")).warned).to.include("has 1 snapshots, not 7");
    expect((await exported("painting", "1")).warned).to.include("usage: npm run export");
  });

  it("leaves with its stake once it has unbonded", async () => {
    const [first] = ids.validators;
    const { text } = await command(first, "unstake", "all", ...datanetOption());
    expect(text).to.match(/exit \d+: 150(\.\d+)? OPEN can be released from/);
    expect((await command(first, "release")).text).to.include("unbonds until");
    await pass(46 * 86_400);
    expect((await command(first, "release")).text).to.include("released 1 exits");
    expect((await command(first, "claim")).text).to.match(/150(\.\d+)? OPEN from ValidatorStaking/);
  });
});
