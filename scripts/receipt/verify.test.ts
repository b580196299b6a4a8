import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { batchTypedData, merkleProof, merkleRoot, receiptId, decodeReceipt } from "@openledger/sdk";
import { privateKeyToAccount } from "viem/accounts";

import { MODEL } from "../../gateway/test/fake-chain.ts";
import { startGateway, type Started } from "../../gateway/test/start-gateway.ts";
import type { ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { runReceipt } from "./main.ts";

/** Receipts of a real gateway, as anybody gets them, and what somebody may have done to them. */
describe("npm run receipt", function () {
  this.timeout(60_000);
  let gateway: Started;
  let folder: string;
  let served: ReceiptFile;
  let evidence: Record<string, unknown>;

  before(async () => {
    gateway = await startGateway();
    folder = mkdtempSync(path.join(tmpdir(), "openledger-receipt-"));
    const key = await gateway.createKey();
    const body = { model: MODEL, messages: [{ role: "user", content: "How do I prevent reentrant calls to a function?" }] };
    const answer = (await gateway.call("/v1/chat/completions", { key, body })).json as { id: string };
    served = (await gateway.call(`/v1/receipts/${answer.id}`)).json as ReceiptFile;
    evidence = (await gateway.call(`/v1/receipts/${answer.id}/evidence`)).json as Record<string, unknown>;
  });
  after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const save = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  async function verify(receipt: unknown, more: readonly string[] = []): Promise<{ code: number; lines: readonly string[] }> {
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    return { code: await runReceipt(["verify", save("receipt.json", receipt), ...more], {}, output), lines };
  }

  it("finds nothing wrong with what a gateway served, and says what it could not check", async () => {
    const { code, lines } = await verify(served, ["--evidence", save("evidence.json", evidence)]);
    expect(code, lines.join("\n")).to.equal(0);
    expect(lines.filter((line) => line.startsWith("✓"))).to.have.length(5);
    expect(lines.filter((line) => line.startsWith("· not checked"))).to.have.length(3);
  });

  const changes: readonly (readonly [string, (file: ReceiptFile) => unknown, string])[] = [
    ["another id", (file) => ({ ...file, receipt_id: `0x${"11".repeat(32)}` }), "the hash of its bytes"],
    [
      "another fee in the bytes",
      (file) => ({ ...file, packed: `${file.packed.slice(0, 74)}00${file.packed.slice(76)}` }),
      "did not sign it",
    ],
    ["a leg left out", (file) => ({ ...file, legs: file.legs.slice(1) }), "not those that the receipt commits to"],
    ["bytes cut short", (file) => ({ ...file, packed: file.packed.slice(0, -2) }), "are no receipt"],
    ["another signer", (file) => ({ ...file, signer: `0x${"22".repeat(20)}` }), "did not sign it"],
  ];
  for (const [name, change, says] of changes) {
    it(`finds ${name}`, async () => {
      const { code, lines } = await verify(change(served));
      expect(code).to.equal(1);
      expect(lines.filter((line) => line.startsWith("✗")).join("\n")).to.contain(says);
    });
  }

  it("finds evidence of another receipt, and evidence that was changed", async () => {
    const other = save("evidence.json", { ...evidence, promptRoot: `0x${"33".repeat(32)}` });
    expect((await verify(served, ["--evidence", other])).lines.join("\n")).to.contain("evidence is of another receipt");
    const records = (evidence["evidence"] as object[]).slice(1);
    expect((await verify(served, ["--evidence", save("evidence.json", { ...evidence, evidence: records })])).code).to.equal(1);
  });

  it("accepts the signature over a batch by its path, and none that leads elsewhere", async () => {
    const receipt = decodeReceipt(served.packed);
    const ids = [receiptId(receipt), `0x${"44".repeat(32)}`, `0x${"55".repeat(32)}`] as const;
    const root = merkleRoot(ids);
    const summary = {
      gatewayId: receipt.gatewayId,
      epoch: receipt.epoch,
      lane: receipt.lane,
      firstSequence: receipt.sequence,
      count: 3,
      legCount: 9,
      feeTotal: 7n,
      root,
    };
    const key = privateKeyToAccount(`0x${"42".repeat(32)}`);
    const { chainId, verifyingContract: router } = served.domain!;
    const signature = await key.signTypedData(batchTypedData({ chainId, router, batch: summary }) as never);
    const batch = { firstSequence: receipt.sequence, count: 3, legCount: 9, feeTotal: "7", path: [...merkleProof(ids, 0)] };
    expect((await verify({ ...served, signature, batch })).code).to.equal(0);
    expect((await verify({ ...served, signature, batch: { ...batch, path: batch.path.slice(1) } })).code).to.equal(1);
    expect((await verify({ ...served, signature, batch: { ...batch, legCount: 8 } })).code).to.equal(1);
  });

  it("refuses what is no receipt file in one line", async () => {
    expect(await verify("{")).to.have.property("code", 2);
    expect((await verify({ ...served, signature: 7 })).lines.join("\n")).to.contain("signature");
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    expect(await runReceipt(["verify", "/nowhere.json"], {}, output)).to.equal(2);
    expect(lines.join("\n")).to.contain("ENOENT");
  });
});
