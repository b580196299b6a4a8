import {
  checkGrant,
  grantIdOf,
  GrantRefusedError,
  isRevoked,
  type Grant,
  type GrantScope,
  type SignedGrant,
  type SignedUse,
} from "@openledger/sdk";
import { isAddress, isHex, type Address, type Hex } from "viem";
import { z } from "zod";

import { ApiError } from "../http/api-error.ts";
import type { Gateway } from "../serving/gateway.ts";

/** Header with a member's grant and its use: JSON in base64url. */
export const GRANT_HEADER = "x-openledger-grant";

const bytes32 = z.string().refine((value): value is Hex => isHex(value) && value.length === 66, { error: "it must be 32 bytes in hex" });
const signature = z.string().refine((value): value is Hex => isHex(value) && value.length <= 8_194, { error: "it must be hex" });
const uint = (most: number) => z.number().int().min(0).max(most);
const grant = z.object({
  datanet: uint(2 ** 32 - 1).min(1),
  member: z.string().refine((value): value is Address => isAddress(value, { strict: false }), { error: "it must be an address" }),
  scope: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  notBefore: uint(2 ** 48 - 1),
  expiry: uint(2 ** 48 - 1),
  saltHash: bytes32,
  nonce: bytes32,
});
const membership = z.object({
  grant,
  signature,
  use: z.object({ grantId: bytes32, audience: z.string().max(300), expiry: uint(2 ** 48 - 1) }),
  useSignature: signature,
});
/** Body of a revocation, with the grant it takes back. */
export const revocationBody = z.object({ grant, revocation: z.object({ grantId: bytes32, revokedAt: uint(2 ** 48 - 1) }), signature });

const refuse = (message: string, code = "invalid_grant", status: 400 | 403 = 400): ApiError => new ApiError(message, { status, code });

/**
 * Lets a member of a private Datanet pass.
 * @param header Value of `x-openledger-grant`.
 * @param audience Host the member speaks to.
 * @throws ApiError 400 `invalid_grant` if it cannot be read, 403 `grant_refused` with the reason.
 */
export async function authoriseMember(
  gateway: Gateway,
  { header, datanet, scope, audience }: { header: string; datanet: number; scope: GrantScope; audience: string },
): Promise<void> {
  const { signedGrant, signedUse } = readHeader(header);
  const { chain, database } = gateway;
  const id = grantIdOf(chain.grantDomain, signedGrant.grant);
  const rows = await database.query<{ revoked_at: string; signature: Hex }>(
    "SELECT revoked_at, signature FROM grant_revocations WHERE grant_id = $1",
    [id],
  );
  const revocations = rows.map((row) => ({ revocation: { grantId: id, revokedAt: Number(row.revoked_at) }, signature: row.signature }));
  try {
    await checkGrant(signedGrant, signedUse, {
      ...{ domain: chain.grantDomain, datanet, scope, audience, revocations },
      ...{ owner: await chain.datanetOwner(datanet), now: Math.floor(chain.now() / 1000), isSigned: chain.isSigned },
    });
  } catch (error) {
    if (error instanceof GrantRefusedError) throw refuse(`${error.shortMessage} Fix: ${error.fix}`, "grant_refused", 403);
    throw error;
  }
}

/** Takes a revocation, signed by the Datanet's owner or by the member. @returns The grant's id. */
export async function storeRevocation({ chain, database }: Gateway, given: z.output<typeof revocationBody>): Promise<Hex> {
  const id = grantIdOf(chain.grantDomain, given.grant as Grant);
  if (id.toLowerCase() !== given.revocation.grantId.toLowerCase())
    throw refuse(`The revocation is of grant ${given.revocation.grantId}, the grant is ${id}.`);
  const owner = await chain.datanetOwner(given.grant.datanet);
  const counts = await isRevoked(given, given.grant as Grant, { domain: chain.grantDomain, owner, isSigned: chain.isSigned });
  if (!counts) throw refuse(`The revocation of ${id} is signed neither by the Datanet's owner nor by the member.`, "grant_refused", 403);
  const { revokedAt } = given.revocation;
  await database.query("INSERT INTO grant_revocations (grant_id, revoked_at, signature) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", [
    id,
    revokedAt,
    given.signature,
  ]);
  return id;
}

function readHeader(header: string): { signedGrant: SignedGrant; signedUse: SignedUse } {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(header.slice(0, 32_768), "base64url").toString("utf8"));
  } catch {
    throw refuse(`${GRANT_HEADER} must be JSON in base64url.`);
  }
  const parsed = membership.safeParse(value);
  if (!parsed.success) throw refuse(problemOf(parsed.error));
  const { grant: given, signature: grantSignature, use, useSignature } = parsed.data;
  return { signedGrant: { grant: given as Grant, signature: grantSignature }, signedUse: { use, signature: useSignature } };
}

function problemOf(error: z.ZodError): string {
  const { path, message } = error.issues[0]!;
  return `The grant's ${path.join(".") || "form"} is not usable: ${message}.`;
}
