/* eslint-disable @typescript-eslint/no-unsafe-argument -- bodies of all routes are read as they come */
import { rm } from "node:fs/promises";

import { expect } from "chai";

import { reserve } from "./journal/reserve.ts";
import { ADMIN_TOKEN, startGateway } from "../test/start-gateway.ts";
import { fakeChain, MODEL, PAYER } from "../test/fake-chain.ts";

const QUESTION = { model: MODEL, messages: [{ role: "user", content: "How do I prevent reentrant calls to a function?" }] };

describe("restart", function () {
  this.timeout(60_000);

  it("loses nothing: keys, receipts and budgets stay, orphaned reservations are released, what was served is settled", async () => {
    const fake = fakeChain();
    const first = await startGateway({ fake, journal: "folder" });
    const { home } = first;
    try {
      const key = await first.createKey();
      const answer = await first.call("/v1/chat/completions", { key, body: QUESTION, headers: { "idempotency-key": "once" } });
      const [row] = await first.gateway.database.query<{ id: string }>("SELECT id FROM api_keys");
      // A request that was under way when the process died.
      await reserve(first.gateway.database, {
        request: {
          requestId: "chatcmpl-orphan",
          keyId: row!.id,
          payer: PAYER,
          offeringId: 1,
          model: MODEL,
          callType: "acompletion",
          upstream: "embedded",
          startedAt: Date.now(),
        },
        amount: 1_000n,
        reading: await first.gateway.credit.read(PAYER),
        redeemableUntil: 0,
      });
      expect((await first.call("/v1/keys/me", { key })).json.spent).to.equal((BigInt(answer.json.openledger.fee) + 1_000n).toString());
      await first.close({ keep: true });

      const second = await startGateway({ fake, journal: "folder", folder: home });
      expect((await second.call("/v1/keys/me", { key })).json.spent).to.equal(answer.json.openledger.fee);
      expect((await second.call(`/v1/receipts/${answer.json.id}`)).json.settlement.state).to.equal("pending");
      const replayed = await second.call("/v1/chat/completions", { key, body: QUESTION, headers: { "idempotency-key": "once" } });
      expect(replayed.json).to.deep.equal(answer.json);
      expect((await second.call("/v1/chat/completions", { key, body: QUESTION })).json.openledger.sequence).to.equal(1);
      // The settlement is mined, but the gateway dies before it hears of it.
      fake.state.losesAnswers = true;
      expect((await second.call("/admin/settle", { key: ADMIN_TOKEN, method: "POST" })).status).to.equal(500);
      fake.state.losesAnswers = false;
      await second.close({ keep: true });

      const third = await startGateway({ fake, journal: "folder", folder: home });
      await third.call("/admin/settle", { key: ADMIN_TOKEN, method: "POST" });
      expect((await third.call(`/v1/receipts/${answer.json.id}`)).json.settlement.state).to.equal("settled");
      const me = (await third.call("/v1/keys/me", { key })).json;
      expect(me.spent).to.equal(fake.state.debited.toString()).and.equal(me.settled);
      await third.close({ keep: true });

      const other = fakeChain();
      const stranger = startGateway({ fake: { ...other, chain: { ...other.chain, gatewayId: 2 } }, journal: "folder", folder: home });
      expect(await stranger.catch((error: Error) => error.message)).to.contain("The journal belongs to chain 31337");
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
