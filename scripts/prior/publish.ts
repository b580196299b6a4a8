import { merkleProof } from "@openledger/sdk";
import { keccak256, toHex, type Hex } from "viem";

import { priorLeaves, priorRoot, type InfluencePrior } from "../../gateway/src/influence/prior.ts";
import { missingAllowance } from "../epoch-rail/missing-allowance.ts";
import { DEFAULT_SEND_RULES, sendCall } from "../epoch-rail/send-call.ts";
import type { Call, RailSession } from "../epoch-rail/session.ts";

/** A prior's header, as `IInfluencePriors.Header`. */
export function headerOf({ tolerance, weights, method, ...rest }: InfluencePrior) {
  const { adapter, epoch, snapshotRoot, codeHash, seed, probesRoot } = rest;
  return {
    ...{ adapter, epoch, snapshotRoot, codeHash, seed, probesRoot, methodHash: keccak256(toHex(method)) },
    ...{ tolerance: tolerance.weight, outliersPpm: tolerance.outliersPpm, count: weights.length },
  };
}

/** Sends a call and waits. @throws Refusal */
export async function send(session: RailSession, call: Call, say: (line: string) => void): Promise<Hex> {
  return (await sendCall(session, call, DEFAULT_SEND_RULES, say)).transactionHash;
}

/** Lets the contract take so much from the key's wallet, if it may not yet. @param nano nano-OPEN. */
export async function allow(session: RailSession, nano: bigint, say: (line: string) => void): Promise<void> {
  const approval = await missingAllowance(session, "InfluencePriors", nano);
  if (approval) await send(session, approval, say);
}

/** The number of a gateway's latest prior for the same adapter and snapshot; 0 if there is none. */
export const numberOf = (session: RailSession, gatewayId: number, { adapter, snapshotRoot }: InfluencePrior): Promise<number> =>
  session.read<number>("InfluencePriors", "numberOf", [gatewayId, adapter, snapshotRoot]);

/** Publishes a prior, once. @returns Its number. @throws Refusal */
export async function publishPrior(
  session: RailSession,
  { prior, gatewayId, uri }: { readonly prior: InfluencePrior; readonly gatewayId: number; readonly uri: string },
  say: (line: string) => void,
): Promise<number> {
  const root = priorRoot(prior);
  const known = await numberOf(session, gatewayId, prior);
  if (known !== 0 && (await session.read<{ root: Hex }>("InfluencePriors", "priorOf", [known])).root === root) {
    say(`it is published as number ${known}`);
    return known;
  }
  const { bond } = await session.read<{ bond: bigint }>("InfluencePriors", "priorTerms");
  await allow(session, bond, say);
  const args = [gatewayId, root, headerOf(prior), [...merkleProof(priorLeaves(prior), 0)], uri];
  const transaction = await send(session, { contract: "InfluencePriors", functionName: "publish", args }, say);
  const number = await numberOf(session, gatewayId, prior);
  const { usableFrom } = await session.read<{ usableFrom: number }>("InfluencePriors", "priorOf", [number]);
  say(`published as number ${number} (${transaction}); usable from ${new Date(usableFrom * 1000).toISOString()} unless it is challenged`);
  return number;
}
