import type { Deployment } from "@openledger/sdk";
import { attributionCourtAbi, influencePriorsAbi, openTokenAbi, rerunPanelAbi } from "@openledger/sdk/abis";
import type { Address, PublicClient } from "viem";

import { many } from "./many.ts";

const inOrder = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Contracts that ask panels, as the index names them. */
export const ASKING = ["RerunPanel", "InfluencePriors"] as const;

/** How many bits are set. */
const bitsIn = (mask: number): bigint => BigInt([...mask.toString(2)].filter((bit) => bit === "1").length);

/**
 * What the getters of the attribution court, of re-run cases and of influence priors say at a block. Amounts in nano-OPEN, except `OPEN held`, in 1e-18 OPEN. A deployment
 * may lack each of them: then it owes and holds nothing.
 */
export async function readPanelFacts(client: PublicClient, { contracts }: Deployment, blockNumber: bigint): Promise<Map<string, bigint>> {
  const facts = new Map<string, bigint>();
  const ask = async <T>(calls: readonly unknown[]) => (await many(client, blockNumber, calls)) as T[];
  const creditOf = (address: Address | undefined): Promise<bigint> =>
    address === undefined
      ? Promise.resolve(0n)
      : client.readContract({ address, abi: attributionCourtAbi, functionName: "totalCredit", blockNumber });
  facts.set("credits / AttributionCourt", await creditOf(contracts.AttributionCourt));

  for (const name of ASKING) {
    const address = contracts[name];
    facts.set(`credits / ${name}`, await creditOf(address));
    facts.set(`OPEN held / ${name}`, 0n);
    if (address === undefined) continue;
    const token = { address: contracts.OpenToken, abi: openTokenAbi } as const;
    facts.set(`OPEN held / ${name}`, await client.readContract({ ...token, functionName: "balanceOf", args: [address], blockNumber }));
    const panels = { address, abi: rerunPanelAbi } as const;
    const votes = inOrder(await client.readContract({ ...panels, functionName: "voteCount", blockNumber }));
    type Vote = Readonly<Record<"phase" | "size" | "committed" | "revealed", number>>;
    const states = await ask<Vote>(votes.map((vote) => ({ ...panels, functionName: "voteOf", args: [vote] })));
    for (const [index, { phase, size, committed, revealed }] of states.entries()) {
      const vote = `${name}-${votes[index]!}`;
      facts.set(`phases of panels' votes / ${vote}`, BigInt(phase));
      facts.set(`seats of panels' votes / ${vote}`, BigInt(size));
      facts.set(`ballots committed / ${vote}`, bitsIn(committed));
      facts.set(`ballots shown / ${vote}`, bitsIn(revealed));
    }
  }

  if (contracts.RerunPanel !== undefined) {
    const panel = { address: contracts.RerunPanel, abi: rerunPanelAbi } as const;
    const numbers = inOrder(await client.readContract({ ...panel, functionName: "caseCount", blockNumber }));
    type Case = Readonly<Record<"stage" | "outcome", number>>;
    const cases = await ask<Case>(numbers.map((number) => ({ ...panel, functionName: "caseOf", args: [number] })));
    for (const [index, { stage, outcome }] of cases.entries()) {
      facts.set(`stages of re-run cases / ${numbers[index]!}`, BigInt(stage));
      facts.set(`outcomes of re-run cases / ${numbers[index]!}`, BigInt(outcome));
    }
  }
  if (contracts.InfluencePriors !== undefined) {
    const priors = { address: contracts.InfluencePriors, abi: influencePriorsAbi } as const;
    const numbers = inOrder(await client.readContract({ ...priors, functionName: "priorCount", blockNumber }));
    type Prior = { readonly state: number; readonly bond: bigint; readonly unusableFrom: number };
    const states = await ask<Prior>(numbers.map((number) => ({ ...priors, functionName: "priorOf", args: [number] })));
    for (const [index, { state, bond, unusableFrom }] of states.entries()) {
      facts.set(`states of priors / ${numbers[index]!}`, BigInt(state));
      facts.set(`bonds of priors / ${numbers[index]!}`, bond);
      facts.set(`ends of priors / ${numbers[index]!}`, BigInt(unusableFrom));
    }
  }
  return facts;
}
