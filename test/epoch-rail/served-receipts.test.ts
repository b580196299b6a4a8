import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { batchTypedData, decodeReceipt, encodeLegs, openBatch, receiptId, signBatches, writeReceipt } from "@openledger/sdk";
import { epochLedgerAbi, escapeHatchAbi, openTokenAbi, paymentEscrowAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { bytesToHex, keccak256, parseEventLogs, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { servedWorld, type ServedWorld } from "./support/served-world.ts";
import { Lie } from "../../sdk/src/codes/lie.ts";
import { parseReceiptFile, type ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { openRailSession } from "../../scripts/epoch-rail/session.ts";
import { signedReceiptOf } from "../../scripts/epoch-rail/signed-receipt.ts";
import { runOperator } from "../../scripts/operator/main.ts";
import { PASS, runSteps } from "../../scripts/operator/pass.ts";
import { runReceipt } from "../../scripts/receipt/main.ts";
import type { WatchReport } from "../../scripts/watcher/context.ts";
import { watchOnce, watcherContext } from "../../scripts/watcher/main.ts";

const DAY = 86_400;
const QUESTIONS = ["How do I prevent reentrant calls to a function?", "What is a timelock for?", "How does AccessControl grant a role?"];

/** What a client, a watcher and an operator do with receipts that were signed in batches. Tests build on each other. */
describe("receipts as clients keep them", function () {
  this.timeout(900_000);
  let w: ServedWorld;
  let kept: readonly ReceiptFile[];

  before(async () => {
    w = await servedWorld();
    await writeFile(w.environment.OPENLEDGER_DEPLOYMENT, JSON.stringify(w.deployment));
    const ids = await w.askFor(QUESTIONS);
    kept = await Promise.all(ids.map(async (id) => parseReceiptFile(await (await fetch(`${w.url}/v1/receipts/${id}`)).text())));
  });
  after(() => w?.close());

  const save = async (name: string, content: unknown): Promise<string> => {
    const file = path.join(w.folder, name);
    await writeFile(file, JSON.stringify(content));
    return file;
  };

  async function verify(receipt: unknown, store: string = w.url): Promise<{ code: number; said: string }> {
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    const args = ["verify", await save("receipt.json", receipt), "--rpc", w.node.url, "--store", store];
    return { code: await runReceipt(args, w.environment, output), said: lines.join("\n") };
  }

  /** The receipts of a folder, and what a watcher with a key of its own does with them. */
  async function watch(files: readonly ReceiptFile[]): Promise<readonly WatchReport[]> {
    const receipts = path.join(w.folder, "kept");
    await rm(receipts, { recursive: true, force: true });
    await mkdir(receipts);
    for (const [index, file] of files.entries()) await writeFile(path.join(receipts, `${index}.json`), JSON.stringify(file));
    const key = bytesToHex(w.world.actor("farmer").account.getHdKey().privateKey!);
    const session = await openRailSession({ rpcUrl: w.node.url, deployment: w.deployment, key });
    const reports: WatchReport[] = [];
    const folder = path.join(w.folder, "watcher");
    const context = watcherContext({ session, stores: [w.store], receipts, folder, report: (report) => void reports.push(report) });
    await watchOnce(context);
    return reports;
  }

  it("are signed in batches, and `receipt verify` follows them from the answer to the payout", async () => {
    expect(kept.every(({ batch }) => batch !== undefined)).to.equal(true);
    const [receipt] = kept as [ReceiptFile];
    expect(await verify(receipt)).to.deep.include({ code: 0 });
    expect((await verify(receipt)).said).to.contain("it waits: epoch 0 is not committed");

    await w.admin("/admin/epochs/close");
    await runSteps((await w.operator()).context, PASS);
    const committed = await verify(receipt);
    expect(committed.code, committed.said).to.equal(0);
    expect(committed.said).to.contain("it is in slot 0 of epoch 0, which is committed");
    expect(committed.said).to.contain("was a receipt key of gateway 1 when it was served");
    expect((await verify(receipt, path.join(w.folder, "nothing"))).said).to.contain("the store does not have the chunk of sequence 0");

    const batch = { ...receipt.batch!, feeTotal: `${BigInt(receipt.batch!.feeTotal) + 1n}` };
    expect((await verify({ ...receipt, batch })).said).to.contain("did not sign the batch");
    expect((await verify({ ...receipt, batch })).code).to.equal(1);
  });

  it("are no reason for a watcher to do anything while the epoch holds them", async () => {
    const reports = await watch(kept);
    expect(reports.map(({ kind, says }) => `${kind}: ${says}`)).to.deep.equal(["true: all 3 receipts rebuilt, everything is as committed"]);
  });

  it("become final, and say so", async () => {
    await w.passTime(DAY);
    await runSteps((await w.operator()).context, PASS);
    expect((await verify(kept[2])).said).to.contain("it is in slot 2 of epoch 0, which is final");
  });

  it("of a gateway that is stopped are committed from its journal", async () => {
    await w.askFor(QUESTIONS.slice(1));
    const ids = await w.askFor(QUESTIONS.slice(0, 1));
    kept = [parseReceiptFile(await (await fetch(`${w.url}/v1/receipts/${ids[0]}`)).text())];
    await w.stopGateway();
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(`! ${line}`) };
    const environment: Record<string, string | undefined> = { ...w.environment, OPENLEDGER_GATEWAY_URL: undefined };
    const operate = (...args: readonly string[]) =>
      runOperator([...args, "--journal", w.journal], environment, output, new AbortController().signal);
    expect(await operate("close")).to.equal(0);
    expect(await operate("run", "--once"), lines.join("\n")).to.equal(0);
    expect(lines.filter((line) => line.startsWith("!"))).to.deep.equal([]);
    expect(lines.join("\n")).to.contain("build epoch 1: built from 3 receipts").and.contain("commit epoch 1: committed");
    expect((await verify(kept[0], w.store.place)).said).to.contain("it is in slot 2 of epoch 1");
  });

  it("of which the key signed two for one sequence convict the gateway, whatever batches they are in", async () => {
    const [receipt] = kept as [ReceiptFile];
    const key = privateKeyToAccount(w.keyOf("receiptKey"));
    const { chainId, contracts } = w.deployment;
    const queue = signBatches({
      address: key.address,
      signBatch: (batch) => key.signTypedData(batchTypedData({ chainId, router: contracts.RewardRouter, batch }) as never),
    });
    const twin = writeReceipt({ ...decodeReceipt(receipt.packed), contextRoot: zeroHash });
    const { index, batch } = queue.add(twin);
    await queue.flush();
    const { key: signer, receipt: packed, legCount, feeTotal, path: siblings, signature, ...place } = openBatch(await batch, index);
    const second: ReceiptFile = {
      ...{ receipt_id: receiptId(decodeReceipt(packed)), packed, legs: receipt.legs, signature, signer },
      batch: { ...place, legCount: Number(legCount), feeTotal: `${feeTotal}`, path: [...siblings] },
    };
    const from = w.world.actor("governance");
    await w.world.send(from, "OpenToken", openTokenAbi, "transfer", [w.world.actor("farmer").account.address, 10n ** 21n]);
    const reports = await watch([receipt, second]);
    expect(reports.map(({ kind }) => kind)).to.include.members(["lie", "filed"]);
    const logs = await w.suite.client.getLogs({ fromBlock: 0n, address: w.deployment.contracts.EpochLedger });
    const voided = parseEventLogs({ abi: epochLedgerAbi, eventName: "EpochVoided", logs });
    expect(voided.map(({ args }) => [args.epoch, args.lie])).to.deep.equal([[1, Lie.DoubleSigned]]);
    expect(keccak256(second.packed)).to.not.equal(receipt.receipt_id);
  });

  it("of a gateway that is gone are settled one by one through the escape hatch, as they were served", async () => {
    const [receipt] = kept as [ReceiptFile];
    const { fee, payerAccount } = decodeReceipt(receipt.packed);
    const anybody = w.world.actor("datanetOwner");
    const balance = async () =>
      (await w.world.read<{ balance: bigint }>("PaymentEscrow", paymentEscrowAbi, "depositOf", [payerAccount])).balance;
    await w.passTime(8 * DAY);
    await w.world.send(anybody, "EscapeHatch", escapeHatchAbi, "declareGone", [signedReceiptOf(receipt)]);
    const before = await balance();
    const legs = receipt.legs.map((leg) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
    await w.world.send(anybody, "EscapeHatch", escapeHatchAbi, "settle", [signedReceiptOf(receipt), encodeLegs(legs)]);
    expect(await balance()).to.equal(before - fee);
  });
});
