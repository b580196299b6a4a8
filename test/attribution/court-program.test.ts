import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { attributionCourtAbi, openTokenAbi } from "@openledger/sdk/abis";
import { decodeReceipt, sortLegs, type Evidence } from "@openledger/sdk";
import { expect } from "chai";
import { custom, parseEventLogs, type Hex, type Transport } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { answerStep } from "../../scripts/court/answer.ts";
import type { Report } from "../../scripts/court/context.ts";
import { openingOf, claimOf, readEvidence } from "../../scripts/court/evidence.ts";
import { courtContext, EXIT, runCourt } from "../../scripts/court/main.ts";
import { publishStep } from "../../scripts/court/publish.ts";
import { indexReader } from "../../scripts/court/snapshot-index.ts";
import { databaseSource, gatewaySource, type ServedReceipt } from "../../scripts/court/source.ts";
import { falseReceipt, saidOf, withCutSpan, type Said } from "../../scripts/demo/false-receipt.ts";
import { privateKeyOf } from "../../scripts/demo/gateway.ts";
import { openRailSession } from "../../scripts/epoch-rail/session.ts";
import { openContents } from "../../scripts/validator/contents.ts";
import { ADMIN_TOKEN, servedWorld, type ServedWorld } from "../epoch-rail/support/served-world.ts";
import { keyOf } from "../epoch-rail/support/rail-world.ts";
import { RULES } from "./world.ts";

const DAY = 86_400;
const NANO = 1_000_000_000n;
const CHECKER = 9;
const QUESTIONS = ["How do I prevent reentrant calls to a function?", "What is a timelock for?", "How does AccessControl grant a role?"];

/** The program as a gateway's operator and as anybody runs it, against a gateway that serves. */
describe("npm run court", function () {
  this.timeout(900_000);
  let w: ServedWorld;
  let ids: readonly string[];
  let folder: string;
  let environment: Record<string, string>;

  before(async () => {
    w = await servedWorld({ lane: "direct" });
    ids = await w.askFor(QUESTIONS);
    folder = path.join(w.folder, "receipts");
    await writeFile(w.environment.OPENLEDGER_DEPLOYMENT, JSON.stringify({ ...w.deployment, startBlock: 0 }));
    const governance = w.world.actor("governance");
    const checker = privateKeyToAccount(keyOf(CHECKER)).address;
    await w.world.send(governance, "OpenToken", openTokenAbi, "transfer", [checker, 1_000n * NANO * NANO]);
    environment = { ...w.environment, OPENLEDGER_API_KEY: w.application.apiKey };
  });
  after(() => w?.close());
  beforeEach(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  });

  /** Runs the program to its end. */
  async function court(key: Hex | undefined, argv: readonly string[], changes: Record<string, string> = {}) {
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(`! ${line}`) };
    const env = { ...environment, ...(key !== undefined && { OPENLEDGER_COURT_KEY: key }), ...changes };
    const code = await runCourt(argv, env, output, new AbortController().signal);
    return { code, lines, text: lines.join("\n") };
  }
  const operator = () => privateKeyOf(w.world, "gatewayOperator");
  const anybody = keyOf(CHECKER);

  const events = async () =>
    parseEventLogs({
      abi: attributionCourtAbi,
      logs: await w.suite.client.getLogs({ fromBlock: 0n, address: w.deployment.contracts.AttributionCourt! }),
    });
  const countOf = async (name: string) => (await events()).filter(({ eventName }) => eventName === name).length;
  const balanceOf = (account: Hex) => w.world.read<bigint>("OpenToken", openTokenAbi, "balanceOf", [account]);

  const honest = async (id: string): Promise<ServedReceipt> => (await gatewaySource(w.url, { token: w.application.apiKey }).receipt(id))!;

  /** Keeps what a payer was served, as files. */
  async function keep({ file, evidence }: ServedReceipt): Promise<Hex> {
    await writeFile(path.join(folder, `${file.receipt_id}.json`), JSON.stringify(file));
    if (evidence !== undefined) await writeFile(path.join(folder, `${file.receipt_id}.evidence.json`), JSON.stringify(evidence));
    return file.receipt_id;
  }

  /** What a gateway would sign that says something else of an answer than its engine does. */
  const lying = (served: ServedReceipt, change: (said: Said) => Partial<Said>): Promise<ServedReceipt> =>
    falseReceipt(
      served,
      { ...saidOf(served), ...change(saidOf(served)) },
      {
        signer: privateKeyToAccount(w.keyOf("receiptKey")),
        chainId: w.deployment.chainId,
        router: w.deployment.contracts.RewardRouter,
      },
    );

  const shifted = (records: readonly Evidence[], place: number): readonly Evidence[] =>
    records.map((record, i) => (i === place ? { ...record, itemStart: record.itemStart + 1 } : record));

  /** An answer with a span that is long enough to be cut. */
  async function withSpan(): Promise<{ served: ServedReceipt; place: number }> {
    for (const id of ids) {
      const served = await honest(id);
      const place = saidOf(served).records.findIndex((record) => record.class === "proven" && record.outputLength > 10);
      if (place !== -1) return { served, place };
    }
    throw new Error("no answer has a span of more than ten words");
  }

  /** Somebody asks about a span on chain. */
  async function challengeSpan(served: ServedReceipt, place: number): Promise<void> {
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: anybody });
    const context = courtContext({ session, indexOf: () => Promise.reject(new Error("unused")), report: () => {} });
    const claim = claimOf(served.file, readEvidence(served.evidence, decodeReceipt(served.file.packed)), place);
    await context.send({ contract: "OpenToken", functionName: "approve", args: [session.address("AttributionCourt"), 10n ** 24n] });
    await context.send({ contract: "SpanChallenges", functionName: "challengeSpan", args: [claim] });
  }

  it("says what is missing before anything is sent", async () => {
    for (const [argv, key, says] of [
      [["publish"], undefined, "OPENLEDGER_COURT_KEY is not set"],
      [["check"], undefined, "say what to check"],
      [["fly"], undefined, "there is no command fly"],
      [["run", "--flag"], anybody, "Unknown option '--flag'"],
      [["publish", "--rpc", "http://127.0.0.1:1"], anybody, "does not answer"],
    ] as const) {
      const { code, text } = await court(key, argv);
      expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.usage && t.includes(says), `${text}, not ${says}`);
    }
    expect((await court(anybody, ["answer"], { OPENLEDGER_ADMIN_TOKEN: "wrong" })).code).to.equal(EXIT.true);
    const unregistered = await court(operator(), ["publish"]);
    expect(unregistered.code).to.equal(EXIT.missing);
    expect(unregistered.text).to.contain("governance has not registered the method");
    expect((await court(undefined, ["check", ids[0]!])).text).to.contain("its method");
  });

  it("registers the method, and asks on chain about a lie as long as the gateway has published no index", async () => {
    expect((await court(privateKeyOf(w.world, "governance"), ["register"])).code).to.equal(EXIT.true);
    expect((await court(operator(), ["register"])).text).to.contain("is registered");
    const snapshot = await w.request("evm_snapshot");
    const { served, place } = await withSpan();
    await keep(await lying(served, ({ records }) => ({ records: shifted(records, place) })));
    const { text } = await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(text).to.contain("asked on chain").and.to.contain("its words do not stand where the record says");
    expect(await countOf("ChallengeOpened")).to.equal(1);
    await w.request("evm_revert", [snapshot]);
  });

  it("publishes each index once", async () => {
    const refused = await court(anybody, ["publish"]);
    expect(refused.code).to.equal(EXIT.missing);
    expect(refused.text).to.contain("NotController");
    const { code, text } = await court(operator(), ["publish"]);
    expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.true && t.startsWith("published the index"), text);
    expect((await court(operator(), ["publish"])).lines).to.deep.equal([]);
    expect((await court(operator(), ["run", "--once"])).lines).to.deep.equal([]);
    expect(await countOf("ManifestPublished")).to.equal(1);
  });

  it("finds nothing false in honest receipts, files nothing, and says what others cannot see", async () => {
    const { code, lines } = await court(anybody, ["refute", "--once", "--challenge", ...ids]);
    expect(
      lines.every((line) => line.includes("nothing that the court could be shown is false")),
      lines.join("\n"),
    ).to.equal(true);
    expect([code, lines.length]).to.deep.equal([EXIT.true, ids.length]);
    expect((await events()).map(({ eventName }) => eventName)).not.to.include("ChallengeOpened");
    const unseen = await court(undefined, ["check", (await withSpan()).served.file.receipt_id], { OPENLEDGER_API_KEY: "" });
    expect(unseen.code).to.equal(EXIT.missing);
    expect(unseen.text).to.contain("the output's words are not shown");
    const unknown = await court(undefined, ["check", `0x${"12".repeat(32)}`]);
    expect([unknown.code, unknown.text.includes("does not have it")]).to.deep.equal([EXIT.missing, true]);
  });

  it("convicts a gateway that cut a span, and repays who holds the longer one", async () => {
    const { served } = await withSpan();
    const cut = withCutSpan(saidOf(served), RULES.minimumSpanLength)!;
    const made = await lying(served, () => cut);
    await keep(made);
    const found = await court(undefined, ["check", "--receipts", folder]);
    expect([found.code, found.text]).to.satisfy(
      ([c, t]: [number, string]) => c === EXIT.false && t.includes("a longer span was left out"),
      found.text,
    );
    const filed = await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(filed.code).to.equal(EXIT.false);
    const [lie] = (await events())
      .filter(({ eventName }) => eventName === "LieProven")
      .map(({ args }) => args as never as Record<string, unknown>);
    const receipt = decodeReceipt(made.file.packed);
    const harmed = Number(lie!["harmed"]);
    expect([lie!["lie"], lie!["toHarmed"]]).to.deep.equal([AttributionLie.ShorterSpan, receipt.fee]);
    // Paid out in the same run: the account's owner has the fee.
    const paid = (await events()).filter(({ eventName }) => eventName === "CreditWithdrawn");
    expect(paid.map(({ args }) => args as never as Record<string, unknown>)).to.satisfy((list: Record<string, unknown>[]) =>
      list.some(({ account, amount }) => account === harmed && amount === receipt.fee),
    );
    expect(filed.text).to.contain(`paid ${receipt.fee} nano-OPEN to account ${harmed}`);
    // Again: there is nothing left to file.
    const before = await w.suite.client.getTransactionCount({ address: privateKeyToAccount(anybody).address });
    await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(await w.suite.client.getTransactionCount({ address: privateKeyToAccount(anybody).address })).to.equal(before);
  });

  it("convicts for false legs, and for an item outside the snapshot", async () => {
    const { served, place } = await withSpan();
    const legs = await lying(served, ({ legs: all }) => ({ legs: all.slice(1) }));
    const foreign = await lying(served, ({ records, legs: all }) => {
      const old = records[place]!.contributionId;
      const other = old + 9_999n;
      const rename = <T extends { readonly contributionId: bigint }>(list: readonly T[]) =>
        list.map((part) => (part.contributionId === old ? { ...part, contributionId: other } : part));
      return { records: rename(records), legs: sortLegs([...rename(all)]) };
    });
    await keep(legs);
    await keep(foreign);
    const before = await countOf("LieProven");
    const { text } = await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(text).to.contain("its legs are not what its evidence gives").and.to.contain("it names an item outside the snapshot");
    expect(await countOf("LieProven")).to.be.greaterThan(before + 1);
  });

  it("answers honest challenges within the time, also after it was killed", async () => {
    const { served, place } = await withSpan();
    await challengeSpan(served, place);
    const opening = await court(anybody, ["refute", "--once", "--challenge", "--receipts", folder]);
    expect(opening.lines).to.deep.equal([]);
    // A receipt whose evidence the payer was not shown.
    const silent = await honest(ids.find((id) => id !== served.file.receipt_id && id !== ids[0]) ?? ids[1]!);
    await keep({ file: silent.file, evidence: {} });
    await court(anybody, ["refute", "--once", "--challenge", "--receipts", folder]);
    expect(await countOf("ChallengeOpened")).to.equal(2);

    const reports: Report[] = [];
    let deaths = 0;
    for (let life = 0; life < 6; life++) {
      let isDead = false;
      const transport: Transport = custom(
        {
          async request({ method, params }: { method: string; params?: unknown }) {
            if (isDead) throw new Error("it was killed");
            isDead = method === "eth_sendRawTransaction";
            return w.suite.client.request({ method, params } as never) as Promise<unknown>;
          },
        },
        { retryCount: 0 },
      );
      const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key: operator(), transport });
      const contents = await openContents([w.url], undefined);
      const indexOf = indexReader({ session, gateway: w.url, contents, salts: new Map() });
      const context = courtContext({ session, indexOf, report: (report) => void reports.push(report) });
      try {
        await publishStep(context, w.identity.id);
        await answerStep(context, gatewaySource(w.url, { token: ADMIN_TOKEN, admin: true }), w.identity.id);
        break;
      } catch (error) {
        expect((error as Error).message).to.contain("killed");
        deaths++;
      }
    }
    expect([deaths, await countOf("ChallengeAnswered")]).to.deep.equal([2, 2]);
    expect(reports.filter(({ kind }) => kind !== "note")).to.deep.equal([]);
    expect((await court(operator(), ["answer"])).lines).to.deep.equal([]);
    // The evidence is on chain now: its legs can be checked, and what nobody was shown is said.
    const shown = await court(undefined, ["check", "--receipts", folder]);
    expect(shown.text).to.contain("its evidence was shown on chain, without the output's words");
    expect(shown.text).to.not.contain("the evidence is of another receipt");
    await keep({ file: { ...silent.file, legs: silent.file.legs.slice(1) }, evidence: {} });
    expect((await court(undefined, ["check", "--receipts", folder])).text).to.contain(
      "the legs that are shown are not those that it commits to",
    );
    await keep({ file: silent.file, evidence: {} });
    await court(anybody, ["refute", "--once", "--challenge", "--receipts", folder]);
    expect(await countOf("ChallengeOpened")).to.equal(2);
  });

  it("reads the journal of a gateway as the gateway shows it", async () => {
    const { served } = await withSpan();
    const router = w.deployment.contracts.RewardRouter;
    const stored = (await databaseSource(w.database, "journal", { chainId: w.deployment.chainId, router }).receipt(
      served.file.receipt_id,
    ))!;
    expect(openingOf(stored.file)).to.deep.equal(openingOf(served.file));
    expect(readEvidence(stored.evidence, decodeReceipt(stored.file.packed)).output).to.not.equal(undefined);
    expect(await databaseSource(w.database, "journal", { chainId: w.deployment.chainId, router }).receipt("chatcmpl-none")).to.equal(
      undefined,
    );
    expect((await fetch(`${w.url}/admin/receipts/${served.file.receipt_id}/evidence`)).status).to.equal(401);
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    expect((await fetch(`${w.url}/admin/receipts/none/evidence`, { headers })).status).to.equal(404);
  });

  it("says that a false span has no answer, and ends the challenge when the time is over", async () => {
    const snapshot = await w.request("evm_snapshot");
    const { served, place } = await withSpan();
    const made = await lying(served, ({ records }) => ({ records: shifted(records, place) }));
    await challengeSpan(made, place);
    // The gateway's journal does not have what it never should have signed.
    const answered = await court(operator(), ["answer"]);
    expect([answered.code, answered.text]).to.satisfy(
      ([c, t]: [number, string]) => c === EXIT.missing && t.includes("has no answer"),
      answered.text,
    );
    const opened = await countOf("ChallengeOpened");
    const before = await countOf("LieProven");
    await keep({ file: served.file, evidence: served.evidence });
    await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(await countOf("ChallengeEnded")).to.equal(0);
    await w.passTime(DAY + 1);
    const owned = await balanceOf(privateKeyToAccount(anybody).address);
    expect((await court(operator(), ["answer"])).text).to.contain("was not answered in time");
    const ended = await court(anybody, ["refute", "--once", "--receipts", folder]);
    expect(ended.text).to.contain("ended a challenge without an answer");
    expect([await countOf("ChallengeEnded"), await countOf("LieProven"), await countOf("ChallengeOpened")]).to.deep.equal([
      1,
      before + 1,
      opened,
    ]);
    // Bond and two fifths of the penalty.
    expect(await balanceOf(privateKeyToAccount(anybody).address)).to.equal(owned + 60n * NANO * NANO);
    await w.request("evm_revert", [snapshot]);
  });
});
