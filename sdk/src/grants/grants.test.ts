import { expect } from "chai";
import { recoverTypedDataAddress, type Address, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { checkGrant, type GrantQuestion, type SignedRevocation } from "./check-grant.ts";
import { GrantRefusedError, type GrantProblem } from "./errors.ts";
import {
  grantIdOf,
  GrantScope,
  grantTypedData,
  grantUseTypedData,
  revocationTypedData,
  saltHashOf,
  type Grant,
  type GrantUse,
} from "./grant.ts";

const account = (byte: string) => privateKeyToAccount(`0x${byte.repeat(32)}`);
const [owner, member, stranger] = [account("11"), account("22"), account("33")];
const domain = { chainId: 10, registry: "0x5FbDB2315678afecb367f032d93F642f64180aa3" as Address };
const now = 1_790_000_000;
const salt: Hex = `0x${"5a".repeat(32)}`;

const grant: Grant = {
  ...{ datanet: 3, member: member.address, scope: GrantScope.Read, notBefore: now - 10, expiry: now + 1_000 },
  ...{ saltHash: saltHashOf(3, salt), nonce: `0x${"01".repeat(32)}` },
};
const isSigned: GrantQuestion["isSigned"] = async (signer, data, signature) => {
  const found = await recoverTypedDataAddress({ ...(data as object), signature } as never).catch(() => undefined);
  return found?.toLowerCase() === signer.toLowerCase();
};

/** Signs everything and checks it, with some of it changed. */
async function check({
  changed = {},
  use = {},
  question = {},
  grantSigner = owner,
  useSigner = member,
}: {
  changed?: Partial<Grant>;
  use?: Partial<GrantUse>;
  question?: Partial<GrantQuestion>;
  grantSigner?: typeof owner;
  useSigner?: typeof owner;
} = {}): Promise<"open" | GrantProblem> {
  const whole = { ...grant, ...changed };
  const ownUse = { grantId: grantIdOf(domain, whole), audience: "gateway.example.org", expiry: now + 60, ...use };
  const signedGrant = { grant: whole, signature: await grantSigner.signTypedData(grantTypedData(domain, whole)) };
  const signedUse = { use: ownUse, signature: await useSigner.signTypedData(grantUseTypedData(domain, ownUse)) };
  const asked: GrantQuestion = {
    ...{
      domain,
      datanet: 3,
      scope: GrantScope.Read,
      owner: owner.address,
      audience: "gateway.example.org",
      now,
      revocations: [],
      isSigned,
    },
    ...question,
  };
  return checkGrant(signedGrant, signedUse, asked).then(
    () => "open" as const,
    (error: unknown) => {
      expect(error).to.be.instanceOf(GrantRefusedError);
      return (error as GrantRefusedError).problem;
    },
  );
}

const revoke = async (signer: typeof owner, id = grantIdOf(domain, grant)): Promise<SignedRevocation> => {
  const revocation = { grantId: id, revokedAt: now };
  return { revocation, signature: await signer.signTypedData(revocationTypedData(domain, revocation)) };
};

describe("grants of private Datanets", () => {
  it("open for the member until they end", async () => {
    expect(await check()).to.equal("open");
    expect(await check({ question: { now: now + 1_000 }, use: { expiry: now + 1_000 } })).to.equal("open");
    expect(await check({ question: { scope: GrantScope.Ask } })).to.equal("open");
  });

  for (const [problem, parts] of [
    ["wrong-datanet", { question: { datanet: 4 } }],
    ["not-yet", { question: { now: now - 11 } }],
    ["expired", { question: { now: now + 1_001 } }],
    ["scope-too-small", { question: { scope: GrantScope.Validate } }],
    ["not-signed-by-owner", { grantSigner: stranger }],
    ["not-signed-by-owner", { question: { owner: stranger.address } }],
    ["not-the-member", { useSigner: stranger }],
    ["not-the-member", { use: { grantId: salt } }],
    ["use-expired", { use: { expiry: now - 1 } }],
    ["use-too-long", { use: { expiry: now + 601 } }],
    ["other-audience", { use: { audience: "elsewhere.example.org" } }],
    ["not-the-member", { question: { domain: { ...domain, chainId: 11 } } }],
  ] as const) {
    it(`are refused: ${problem}, ${JSON.stringify(parts).slice(0, 60)}`, async () => {
      expect(await check(parts as Parameters<typeof check>[0])).to.equal(problem);
    });
  }

  it("end by a signature of owner or member, and by nobody else's", async () => {
    expect(await check({ question: { revocations: [await revoke(owner)] } })).to.equal("revoked");
    expect(await check({ question: { revocations: [await revoke(member)] } })).to.equal("revoked");
    expect(await check({ question: { revocations: [await revoke(stranger), await revoke(owner, salt)] } })).to.equal("open");
  });

  it("refuse what does not fit, and tell a right salt from a wrong one", () => {
    expect(() => grantTypedData(domain, { ...grant, datanet: 0 })).to.throw(IntegerOutOfRangeError);
    expect(() => grantTypedData(domain, { ...grant, expiry: 2 ** 48 })).to.throw(IntegerOutOfRangeError);
    expect(() => grantTypedData(domain, { ...grant, nonce: "0x01" })).to.throw(InvalidBytesError);
    expect(() => grantTypedData(domain, { ...grant, member: "0x12" })).to.throw(InvalidBytesError);
    expect(saltHashOf(3, salt)).to.equal(grant.saltHash).and.not.to.equal(saltHashOf(4, salt));
  });
});
