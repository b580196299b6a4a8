import { readFile } from "node:fs/promises";

import { BaseError, grantIdOf, grantTypedData, grantUseTypedData, type Deployment, type Grant } from "@openledger/sdk";
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import type { Pass } from "./contents.ts";
import { UsageError } from "./output.ts";

const useSeconds = 300;

/**
 * Reads a grant to a private Datanet (`{"grant": …, "signature": "0x…"}`, as its owner handed it out) and makes proofs of it with the member's key.
 * @throws UsageError if the file is no grant, or names another key.
 */
export async function readPass(file: string, { key, deployment }: { key: Hex | undefined; deployment: Deployment }): Promise<Pass> {
  if (key === undefined) throw new UsageError("a grant needs the member's key: set OPENLEDGER_VALIDATOR_KEY");
  const member = privateKeyToAccount(key);
  const domain = { chainId: deployment.chainId, registry: deployment.contracts.DatanetRegistry };
  let given: { grant: Grant; signature: Hex };
  try {
    given = JSON.parse(await readFile(file, "utf8")) as typeof given;
    grantTypedData(domain, given.grant);
  } catch (error) {
    throw new UsageError(`${file} is no grant: ${error instanceof BaseError ? error.shortMessage : (error as Error).message}`);
  }
  const { grant, signature } = given;
  if (grant.member.toLowerCase() !== member.address.toLowerCase())
    throw new UsageError(`${file} is a grant for ${grant.member}, the key is that of ${member.address}`);
  return async (audience) => {
    const use = { grantId: grantIdOf(domain, grant), audience, expiry: Math.floor(Date.now() / 1000) + useSeconds };
    const useSignature = await member.signTypedData(grantUseTypedData(domain, use));
    return Buffer.from(JSON.stringify({ grant, signature, use, useSignature })).toString("base64url");
  };
}
