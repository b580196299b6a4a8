import type { Deployment } from "@openledger/sdk";
import {
  bountiesAbi,
  openTokenAbi,
  panelDrawsAbi,
  removalCourtAbi,
  reputationAbi,
  validationRoundsAbi,
  validatorStakingAbi,
} from "@openledger/sdk/abis";
import { getAbiItem, type PublicClient } from "viem";

import { many } from "./many.ts";

const BLOCKS_A_REQUEST = 2_000n;

type Pool = { readonly assets: bigint; readonly shares: bigint };
type Pair = readonly [datanet: number, account: number];

/**
 * What the getters of the validation contracts say at a block. Amounts in nano-OPEN, except `OPEN held`, in 1e-18 OPEN. Who stakes and who has a
 * reputation is in no getter, so the logs name the pairs to ask for.
 * @param contributions Every contribution, to find the rewards that bounties hold.
 */
export async function readValidationFacts(
  client: PublicClient,
  deployment: Deployment,
  blockNumber: bigint,
  contributions: readonly bigint[],
): Promise<Map<string, bigint>> {
  const { contracts } = deployment;
  const staking = { address: contracts.ValidatorStaking, abi: validatorStakingAbi } as const;
  const rounds = { address: contracts.ValidationRounds, abi: validationRoundsAbi } as const;
  const removals = { address: contracts.RemovalCourt, abi: removalCourtAbi } as const;
  const bounties = { address: contracts.Bounties, abi: bountiesAbi } as const;
  const reputation = { address: contracts.Reputation, abi: reputationAbi } as const;
  const token = { address: contracts.OpenToken, abi: openTokenAbi } as const;
  const facts = new Map<string, bigint>();

  const validators = await pairsOf(client, deployment, blockNumber, "stake");
  const args = validators.map(([datanet, validator]) => [datanet, validator] as const);
  const active = (await many(
    client,
    blockNumber,
    args.map((pair) => ({ ...staking, functionName: "activeOf", args: pair }) as const),
  )) as Pool[];
  const unbonding = (await many(
    client,
    blockNumber,
    args.map((pair) => ({ ...staking, functionName: "unbondingOf", args: pair }) as const),
  )) as Pool[];
  for (const [index, [datanet, validator]] of validators.entries()) {
    const name = `validator ${validator} in Datanet ${datanet}`;
    facts.set(`active stake / ${name}`, active[index]!.assets);
    facts.set(`active shares / ${name}`, active[index]!.shares);
    facts.set(`unbonding stake / ${name}`, unbonding[index]!.assets);
    facts.set(`unbonding shares / ${name}`, unbonding[index]!.shares);
    const whole = `stake of Datanets / Datanet ${datanet}`;
    facts.set(whole, (facts.get(whole) ?? 0n) + active[index]!.assets + unbonding[index]!.assets);
  }

  const [
    totalStake,
    waiting,
    stakeCredit,
    drawCredit,
    roundCredit,
    removalCredit,
    bountyCredit,
    stakeHolds,
    bountyHolds,
    roundCount,
    bountyCount,
  ] = await Promise.all([
    client.readContract({ ...staking, functionName: "totalStake", blockNumber }),
    client.readContract({ ...staking, functionName: "waitingToBurn", blockNumber }),
    client.readContract({ ...staking, functionName: "totalCredit", blockNumber }),
    client.readContract({ address: contracts.PanelDraws, abi: panelDrawsAbi, functionName: "totalCredit", blockNumber }),
    client.readContract({ ...rounds, functionName: "totalCredit", blockNumber }),
    client.readContract({ ...removals, functionName: "totalCredit", blockNumber }),
    client.readContract({ ...bounties, functionName: "totalCredit", blockNumber }),
    client.readContract({ ...token, functionName: "balanceOf", args: [contracts.ValidatorStaking], blockNumber }),
    client.readContract({ ...token, functionName: "balanceOf", args: [contracts.Bounties], blockNumber }),
    client.readContract({ ...rounds, functionName: "roundCount", blockNumber }),
    client.readContract({ ...bounties, functionName: "bountyCount", blockNumber }),
  ]);
  facts.set("stake totals / staked", totalStake);
  facts.set("stake totals / waiting to burn", waiting);
  facts.set("credits / ValidatorStaking", stakeCredit);
  facts.set("credits / PanelDraws", drawCredit);
  facts.set("credits / ValidationRounds", roundCredit);
  facts.set("credits / RemovalCourt", removalCredit);
  facts.set("credits / Bounties", bountyCredit);
  facts.set("OPEN held / validator staking", stakeHolds);
  facts.set("OPEN held / bounties", bountyHolds);

  const phases = await many(
    client,
    blockNumber,
    numbered(roundCount).map((round) => ({ ...rounds, functionName: "roundOf", args: [round] }) as const),
  );
  for (const [index, state] of phases.entries()) facts.set(`phases / round ${index + 1}`, BigInt((state as { phase: number }).phase));

  const funded = (await many(
    client,
    blockNumber,
    numbered(bountyCount).map((bounty) => ({ ...bounties, functionName: "bountyOf", args: [bounty] }) as const),
  )) as { readonly reward: bigint; readonly remaining: number }[];
  const claims = (await many(
    client,
    blockNumber,
    contributions.map((contribution) => ({ ...bounties, functionName: "claimOf", args: [contribution] }) as const),
  )) as { readonly bounty: number; readonly payableAt: number; readonly isSettled: boolean }[];
  for (const [index, { reward, remaining }] of funded.entries()) {
    const held = claims.filter(({ bounty, payableAt, isSettled }) => bounty === index + 1 && payableAt !== 0 && !isSettled).length;
    facts.set(`bounties / money of bounty ${index + 1}`, reward * BigInt(remaining + held));
    facts.set(`bounties / items left of bounty ${index + 1}`, BigInt(remaining));
  }

  const judged = await pairsOf(client, deployment, blockNumber, "reputation");
  const points = await many(
    client,
    blockNumber,
    judged.map(([datanet, account]) => ({ ...reputation, functionName: "reputationOf", args: [account, datanet] }) as const),
  );
  for (const [index, [datanet, account]] of judged.entries())
    facts.set(`reputations / account ${account} in Datanet ${datanet}`, points[index] as bigint);
  return facts;
}

/** Datanets and accounts that the logs name: who staked behind whom, or whose verdicts were counted. */
async function pairsOf(
  client: PublicClient,
  { contracts, startBlock }: Deployment,
  last: bigint,
  kind: "stake" | "reputation",
): Promise<Pair[]> {
  const pairs = new Map<string, Pair>();
  const add = (datanet: number, account: number) => pairs.set(`${datanet}-${account}`, [datanet, account]);
  for (let fromBlock = BigInt(startBlock); fromBlock <= last; fromBlock += BLOCKS_A_REQUEST) {
    const end = fromBlock + BLOCKS_A_REQUEST - 1n;
    const range = { fromBlock, toBlock: end < last ? end : last, strict: true } as const;
    if (kind === "stake") {
      const event = getAbiItem({ abi: validatorStakingAbi, name: "Staked" });
      for (const { args } of await client.getLogs({ address: contracts.ValidatorStaking, event, ...range }))
        add(args.datanet, args.validator);
    } else {
      const event = getAbiItem({ abi: reputationAbi, name: "VerdictCounted" });
      for (const { args } of await client.getLogs({ address: contracts.Reputation, event, ...range })) add(args.datanet, args.account);
    }
  }
  return [...pairs.values()];
}

function numbered(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
