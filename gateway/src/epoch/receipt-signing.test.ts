import { verifyBatchedReceipt } from "@openledger/sdk";
import { expect } from "chai";

import { fakeChain, MODEL } from "../../test/fake-chain.ts";
import { startGateway, type Started } from "../../test/start-gateway.ts";
import { signedReceiptOf } from "../../../scripts/epoch-rail/signed-receipt.ts";
import { parseReceiptFile, type ReceiptFile } from "./receipt-file.ts";

const body = { model: MODEL, messages: [{ role: "user", content: "How do I prevent reentrant calls to a function?" }] };

/** A chain whose gateway's signer can fail. */
function failingChain() {
  const fake = fakeChain();
  const { signer } = fake.chain;
  const state = { isDown: false, batches: 0, alone: 0 };
  const signBatch: typeof signer.signBatch = async (batch) => {
    if (state.isDown) throw new Error("the KMS does not answer");
    state.batches++;
    return signer.signBatch(batch);
  };
  const signReceipt: typeof signer.signReceipt = async (receipt) => {
    state.alone++;
    return signer.signReceipt(receipt);
  };
  return { fake: { ...fake, chain: { ...fake.chain, signer: { ...signer, signBatch, signReceipt } } }, state };
}

describe("receipts of the epoch lane", function () {
  this.timeout(60_000);
  let started: Started | undefined;
  afterEach(() => started?.close());

  async function expectSigned({ call, fake }: Started, id: string): Promise<ReceiptFile> {
    const { status, text } = await call(`/v1/receipts/${id}`);
    expect(status, text).to.equal(200);
    const file = parseReceiptFile(text);
    expect(file.batch).to.not.equal(undefined);
    const { chainId, router } = fake.chain;
    expect(await verifyBatchedReceipt({ chainId, router, batched: signedReceiptOf(file) })).to.include({ lane: "epoch" });
    expect(file.signer).to.equal(fake.chain.signer.address);
    return file;
  }

  it("that are served at the same time share a signature, and each can be verified alone", async () => {
    const { fake, state } = failingChain();
    started = await startGateway({ fake, lane: "epoch" });
    const key = await started.createKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => started!.call("/v1/chat/completions", { key, body })));
    const files: ReceiptFile[] = [];
    for (const { json } of answers) files.push(await expectSigned(started, (json as { id: string }).id));
    expect(new Set(files.map(({ receipt_id: id }) => id)).size).to.equal(8);
    expect([state.batches, state.alone]).to.deep.equal([new Set(files.map(({ signature }) => signature)).size, 0]);
    const counted = new Map(files.map(({ signature, batch }) => [signature, batch!.count]));
    expect([...counted.values()].reduce((sum, count) => sum + count, 0)).to.equal(8);
  });

  it("are served and billed while the signer is down, and signed when somebody asks and it is back", async () => {
    const { fake, state } = failingChain();
    started = await startGateway({ fake, lane: "epoch" });
    const key = await started.createKey();
    state.isDown = true;
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await started.call("/v1/chat/completions", { key, body }));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    const ids = answers.map(({ json }) => (json as { id: string }).id);
    const refused = await started.call(`/v1/receipts/${ids[0]}`);
    expect([refused.status, (refused.json as { error: { code: string } }).error.code]).to.deep.equal([503, "receipt_not_signed"]);
    state.isDown = false;
    for (const id of ids) expect((await expectSigned(started, id)).batch!.count).to.equal(3);
    expect(state.batches).to.equal(1);
  });

  it("are signed by the gateway that starts again, if the one before was killed in between", async () => {
    const { fake, state } = failingChain();
    state.isDown = true;
    const first = await startGateway({ fake, lane: "epoch", journal: "folder" });
    const key = await first.createKey();
    const { json } = await first.call("/v1/chat/completions", { key, body });
    await first.close({ keep: true });
    started = await startGateway({ lane: "epoch", journal: "folder", folder: first.home });
    await started.gateway.signing.signPending();
    await expectSigned(started, (json as { id: string }).id);
  });

  it("stay as they were signed: one that an older gateway signed alone is served alone", async () => {
    const { fake, state } = failingChain();
    state.isDown = true;
    started = await startGateway({ fake, lane: "epoch" });
    const key = await started.createKey();
    const { json } = await started.call("/v1/chat/completions", { key, body });
    const { id } = json as { id: string };
    await started.gateway.database.query("UPDATE receipts SET signature = $1", [`0x${"11".repeat(65)}`]);
    state.isDown = false;
    await started.gateway.signing.signPending();
    const file = parseReceiptFile((await started.call(`/v1/receipts/${id}`)).text);
    expect([file.batch, file.signature]).to.deep.equal([undefined, `0x${"11".repeat(65)}`]);
  });
});
