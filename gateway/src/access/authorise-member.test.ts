import {
  contentRoot,
  grantIdOf,
  GrantScope,
  grantTypedData,
  grantUseTypedData,
  revocationTypedData,
  saltHashOf,
  snapshotRoot,
  type Grant,
} from "@openledger/sdk";
import { expect } from "chai";
import { zeroHash, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { fakeChain, ownerAccount } from "../../test/fake-chain.ts";
import { startGateway, type Started } from "../../test/start-gateway.ts";
import { GRANT_HEADER } from "./authorise-member.ts";

const member = privateKeyToAccount(`0x${"99".repeat(32)}`);
const salt: Hex = `0x${"6b".repeat(32)}`;
const text = "What the auditors found in the vault, for members only.";
const root = contentRoot(text, salt);
const now = () => Math.floor(Date.now() / 1000);

describe("texts of private Datanets", function () {
  this.timeout(60_000);

  let started: Started;
  let domain: ReturnType<typeof fakeChain>["chain"]["grantDomain"];

  before(async () => {
    const fake = fakeChain();
    domain = fake.chain.grantDomain;
    const id = (30n << 24n) | 1n;
    fake.emit("DatanetCreated", { datanet: 2, account: 5, name: "Private audits", salt: zeroHash });
    fake.emit("TermsPublished", { datanet: 2, version: 1, terms: { licence: "MIT", train: 2, infer: 2, mine: 2 } });
    fake.emit("ContributionsRevealed", {
      commit: 20,
      datanet: 2,
      firstContribution: id,
      termsVersion: 1,
      items: [{ contentRoot: root, licence: "MIT", uri: "" }],
    });
    fake.emit("ContributionStatusChanged", { contribution: id, datanet: 2, status: 2, noveltyPpm: 1_000_000 });
    started = await startGateway({ fake });
    await fake.chain.refresh();
    await started.gateway.contents.put(root, text);
  });
  after(() => started.close());

  const grantOf = (changed: Partial<Grant> = {}): Grant => ({
    ...{ datanet: 2, member: member.address, scope: GrantScope.Read, notBefore: now() - 60, expiry: now() + 3_600 },
    ...{ saltHash: saltHashOf(2, salt), nonce: `0x${"01".repeat(32)}` },
    ...changed,
  });
  const headerFor = async (grant: Grant, { signer = ownerAccount, key = member } = {}) => {
    const use = { grantId: grantIdOf(domain, grant), audience: "localhost", expiry: now() + 60 };
    const signature = await signer.signTypedData(grantTypedData(domain, grant));
    const useSignature = await key.signTypedData(grantUseTypedData(domain, use));
    return Buffer.from(JSON.stringify({ grant, signature, use, useSignature })).toString("base64url");
  };
  const get = (header?: string) =>
    started.call(`/v1/contents/${root}`, { headers: header === undefined ? {} : { [GRANT_HEADER]: header } });
  const revoke = async (grant: Grant, signer: typeof ownerAccount) => {
    const revocation = { grantId: grantIdOf(domain, grant), revokedAt: now() };
    const signature = await signer.signTypedData(revocationTypedData(domain, revocation));
    return started.call("/v1/grants/revocations", { body: { grant, revocation, signature } });
  };

  it("go to members, never to be cached, and to nobody else", async () => {
    expect((await get()).status).to.equal(404);
    const { status, text: given, headers } = await get(await headerFor(grantOf()));
    expect([status, given]).to.deep.equal([200, text]);
    expect(headers.get("cache-control")).to.equal("no-store");
  });

  for (const [what, changed, signers, reason] of [
    ["for another Datanet", { datanet: 1 }, {}, "is for another Datanet"],
    ["that has expired", { expiry: 1 }, {}, "has expired"],
    ["to ask only", { scope: GrantScope.Ask }, {}, "does not allow this"],
    ["that the owner did not sign", {}, { signer: member }, "is not signed by the Datanet's owner"],
    ["of somebody else", {}, { key: ownerAccount }, "belongs to another key"],
  ] as const) {
    it(`are refused to a grant ${what}`, async () => {
      const { status, json } = await get(await headerFor(grantOf(changed), signers));
      expect(status).to.equal(403);
      expect(json.error.code).to.equal("grant_refused");
      expect(json.error.message).to.include(reason);
    });
  }

  it("answer 400 to a header that is no grant", async () => {
    for (const header of ["%%%", Buffer.from("[]").toString("base64url"), Buffer.from('{"grant":{"datanet":-1}}').toString("base64url")]) {
      const { status, json } = await get(header);
      expect([status, json.error.code]).to.deep.equal([400, "invalid_grant"]);
    }
  });

  it("are closed by a revocation of owner or member, and of nobody else", async () => {
    const [first, second] = [grantOf({ nonce: `0x${"02".repeat(32)}` }), grantOf({ nonce: `0x${"03".repeat(32)}` })];
    expect((await revoke(first, privateKeyToAccount(`0x${"aa".repeat(32)}`))).status).to.equal(403);
    expect((await get(await headerFor(first))).status).to.equal(200);
    expect((await revoke(first, ownerAccount)).status).to.equal(201);
    expect((await revoke(first, ownerAccount)).status).to.equal(201);
    expect((await get(await headerFor(first))).json.error.message).to.include("was revoked");
    expect((await get(await headerFor(second))).status).to.equal(200);
    expect((await revoke(second, member)).status).to.equal(201);
    expect((await get(await headerFor(second))).status).to.equal(403);
  });
});

describe("questions to private Datanets", function () {
  this.timeout(60_000);

  let started: Started;
  let domain: ReturnType<typeof fakeChain>["chain"]["grantDomain"];
  let key: string;
  const model = "private-audits";

  before(async () => {
    const fake = fakeChain();
    domain = fake.chain.grantDomain;
    const id = (30n << 24n) | 1n;
    fake.emit("DatanetCreated", { datanet: 2, account: 5, name: "Private audits", salt: zeroHash });
    fake.emit("TermsPublished", { datanet: 2, version: 1, terms: { licence: "MIT", train: 2, infer: 2, mine: 2 } });
    const items = [{ contentRoot: root, licence: "MIT", uri: "" }];
    fake.emit("ContributionsRevealed", { commit: 20, datanet: 2, firstContribution: id, termsVersion: 1, items });
    fake.emit("ContributionStatusChanged", { contribution: id, datanet: 2, status: 2, noveltyPpm: 1_000_000 });
    const itemRoot = snapshotRoot([{ contributionId: id, contentRoot: root, noveltyPpm: 1_000_000 }]);
    fake.emit("SnapshotPublished", { datanet: 2, snapshot: 1, itemRoot, itemCount: 1 });
    fake.emit("OfferingPublished", { offering: 2, gateway: 1, record: { ...fake.record, label: model, adapters: [], datanets: [2] } });
    started = await startGateway({ fake });
    await fake.chain.refresh();
    await started.gateway.contents.put(root, text);
    key = await started.createKey();
  });
  after(() => started.close());

  const ask = async (grants: readonly Grant[]) => {
    const headers = await Promise.all(
      grants.map(async (grant) => {
        const use = { grantId: grantIdOf(domain, grant), audience: "localhost", expiry: now() + 60 };
        const signature = await ownerAccount.signTypedData(grantTypedData(domain, grant));
        const useSignature = await member.signTypedData(grantUseTypedData(domain, use));
        return Buffer.from(JSON.stringify({ grant, signature, use, useSignature })).toString("base64url");
      }),
    );
    const messages = [{ role: "user", content: "What did the auditors find in the vault?" }];
    return started.call("/v1/chat/completions", {
      key,
      body: { model, messages },
      ...(headers.length > 0 && { headers: { [GRANT_HEADER]: headers.join(",") } }),
    });
  };
  const grantOf = (datanet: number): Grant => ({
    ...{ datanet, member: member.address, scope: GrantScope.Ask, notBefore: now() - 60, expiry: now() + 3_600 },
    ...{ saltHash: saltHashOf(datanet, salt), nonce: `0x${"05".repeat(32)}` },
  });

  it("are answered to members, and refused to others before anything is charged", async () => {
    const stranger = await ask([]);
    expect([stranger.status, stranger.json.error.code]).to.deep.equal([403, "grant_required"]);
    const other = await ask([grantOf(1)]);
    expect([other.status, other.json.error.code]).to.deep.equal([403, "grant_refused"]);
    const asked = await ask([grantOf(1), grantOf(2)]);
    expect(asked.status, asked.text).to.equal(200);
  });
});
