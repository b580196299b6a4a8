import { encodeAbiParameters, hashTypedData, keccak256, type Address, type Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";

/** What a member of a private Datanet may do. Each includes those before it. */
export const GrantScope = {
  /** Get answers from it. */
  Ask: 1,
  /** Read its texts. */
  Read: 2,
  /** Read, and judge what is pending. */
  Validate: 3,
} as const;
/** A code of {@link GrantScope:variable}. */
export type GrantScope = (typeof GrantScope)[keyof typeof GrantScope];

/** What the owner of a private Datanet signs for a member. Nothing of it goes on chain. */
export interface Grant {
  readonly datanet: number;
  /** Key of the member. */
  readonly member: Address;
  readonly scope: GrantScope;
  /** Unix seconds from which, and to the end of which, it holds. */
  readonly notBefore: number;
  readonly expiry: number;
  /** `saltHashOf` the Datanet's salt, so that a member knows the salt it is given is the right one; zero if the salt is not shared. */
  readonly saltHash: Hex;
  /** 32 random bytes: tells grants of equal terms apart. */
  readonly nonce: Hex;
}

/** Takes a grant back before it ends: signed by the owner, or by the member, who may always leave. */
export interface GrantRevocation {
  readonly grantId: Hex;
  /** Unix seconds. */
  readonly revokedAt: number;
}

/** A member's proof that it holds the key of its grant: short-lived, for one service. */
export interface GrantUse {
  readonly grantId: Hex;
  /** Host and port that it is for, for example `gateway.example.org`. */
  readonly audience: string;
  /** Last second of validity; at most ten minutes ahead. */
  readonly expiry: number;
}

/** EIP-712 types of grants, revocations and uses. */
export const grantTypes = {
  Grant: [
    { name: "datanet", type: "uint32" },
    { name: "member", type: "address" },
    { name: "scope", type: "uint8" },
    { name: "notBefore", type: "uint48" },
    { name: "expiry", type: "uint48" },
    { name: "saltHash", type: "bytes32" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;
export const revocationTypes = {
  GrantRevocation: [
    { name: "grantId", type: "bytes32" },
    { name: "revokedAt", type: "uint48" },
  ],
} as const;
export const grantUseTypes = {
  GrantUse: [
    { name: "grantId", type: "bytes32" },
    { name: "audience", type: "string" },
    { name: "expiry", type: "uint48" },
  ],
} as const;

/** Where grants hold: the Datanet registry of one chain. */
export interface GrantDomain {
  readonly chainId: number;
  readonly registry: Address;
}

function domainOf({ chainId, registry }: GrantDomain) {
  return { name: "OpenLedger DatanetGrants", version: "1", chainId, verifyingContract: registry } as const;
}

/**
 * EIP-712 typed data of a grant, for the Datanet's owner to sign.
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function grantTypedData(domain: GrantDomain, grant: Grant) {
  checkUint("datanet", grant.datanet, 32, 1n);
  toBytes("member", grant.member, 20);
  checkUint("scope", grant.scope, 8, 1n);
  checkUint("notBefore", grant.notBefore, 48);
  checkUint("expiry", grant.expiry, 48);
  toBytes("saltHash", grant.saltHash, 32);
  toBytes("nonce", grant.nonce, 32);
  return { domain: domainOf(domain), types: grantTypes, primaryType: "Grant", message: grant } as const;
}

/** EIP-712 typed data of a revocation. @throws as {@link grantTypedData}. */
export function revocationTypedData(domain: GrantDomain, revocation: GrantRevocation) {
  toBytes("grantId", revocation.grantId, 32);
  checkUint("revokedAt", revocation.revokedAt, 48);
  return { domain: domainOf(domain), types: revocationTypes, primaryType: "GrantRevocation", message: revocation } as const;
}

/** EIP-712 typed data of a use. @throws as {@link grantTypedData}. */
export function grantUseTypedData(domain: GrantDomain, use: GrantUse) {
  toBytes("grantId", use.grantId, 32);
  checkUint("expiry", use.expiry, 48);
  return { domain: domainOf(domain), types: grantUseTypes, primaryType: "GrantUse", message: use } as const;
}

/** The grant's id: its EIP-712 digest, which binds chain and registry. */
export function grantIdOf(domain: GrantDomain, grant: Grant): Hex {
  return hashTypedData(grantTypedData(domain, grant));
}

/** What a grant says of a Datanet's salt without telling it. @param salt 32 bytes. */
export function saltHashOf(datanet: number, salt: Hex): Hex {
  checkUint("datanet", datanet, 32);
  toBytes("salt", salt, 32);
  return keccak256(encodeAbiParameters([{ type: "uint32" }, { type: "bytes32" }], [datanet, salt]));
}
