import type { Address, Hex } from "viem";

import { GrantRefusedError, type GrantProblem } from "./errors.ts";
import {
  grantIdOf,
  grantTypedData,
  grantUseTypedData,
  revocationTypedData,
  type Grant,
  type GrantDomain,
  type GrantRevocation,
  type GrantScope,
  type GrantUse,
} from "./grant.ts";

/** Whether a signer made a signature over typed data: an EOA by recovery, a contract by ERC-1271. */
export type CheckSignature = (signer: Address, data: unknown, signature: Hex) => Promise<boolean>;

export interface SignedGrant {
  readonly grant: Grant;
  readonly signature: Hex;
}
export interface SignedRevocation {
  readonly revocation: GrantRevocation;
  readonly signature: Hex;
}
export interface SignedUse {
  readonly use: GrantUse;
  readonly signature: Hex;
}

export interface GrantQuestion {
  readonly domain: GrantDomain;
  readonly datanet: number;
  readonly scope: GrantScope;
  /** Present owner of the Datanet's token. */
  readonly owner: Address;
  /** Host that the member speaks to. */
  readonly audience: string;
  /** Unix seconds. */
  readonly now: number;
  /** Everything that was revoked, of any Datanet; what is not signed by owner or member is ignored. */
  readonly revocations: readonly SignedRevocation[];
  readonly isSigned: CheckSignature;
}

const LONGEST_USE = 600;

/**
 * Checks a member's grant and its proof of the key. Grants bind to the owner of today: whoever buys a Datanet decides anew.
 * @returns The grant's id.
 * @throws GrantRefusedError with the first problem.
 */
export async function checkGrant({ grant, signature }: SignedGrant, signedUse: SignedUse, question: GrantQuestion): Promise<Hex> {
  const { domain, owner, now, isSigned } = question;
  const grantId = grantIdOf(domain, grant);
  const refuse = (problem: GrantProblem): never => {
    throw new GrantRefusedError({ grantId, problem });
  };
  if (grant.datanet !== question.datanet) refuse("wrong-datanet");
  if (now < grant.notBefore) refuse("not-yet");
  if (now > grant.expiry) refuse("expired");
  if (grant.scope < question.scope) refuse("scope-too-small");

  const { use } = signedUse;
  if (use.audience !== question.audience) refuse("other-audience");
  if (now > use.expiry) refuse("use-expired");
  if (use.expiry > now + LONGEST_USE) refuse("use-too-long");
  const isOwn =
    use.grantId.toLowerCase() === grantId.toLowerCase() &&
    (await isSigned(grant.member, grantUseTypedData(domain, use), signedUse.signature));
  if (!isOwn) refuse("not-the-member");
  if (!(await isSigned(owner, grantTypedData(domain, grant), signature))) refuse("not-signed-by-owner");
  for (const entry of question.revocations) {
    if (entry.revocation.grantId.toLowerCase() === grantId.toLowerCase() && (await isRevoked(entry, grant, question))) refuse("revoked");
  }
  return grantId;
}

/** Whether a revocation counts: signed by the owner, or by the member. */
export async function isRevoked(
  { revocation, signature }: SignedRevocation,
  grant: Grant,
  { domain, owner, isSigned }: Pick<GrantQuestion, "domain" | "owner" | "isSigned">,
): Promise<boolean> {
  const data = revocationTypedData(domain, revocation);
  return (await isSigned(owner, data, signature)) || (await isSigned(grant.member, data, signature));
}
