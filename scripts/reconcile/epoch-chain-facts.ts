import { Part, type Deployment } from "@openledger/sdk";
import {
  epochLedgerAbi,
  evaluationsAbi,
  gatewayRegistryAbi,
  guardianAbi,
  openTokenAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
} from "@openledger/sdk/abis";
import type { PublicClient } from "viem";

import type { Seen } from "./log-facts.ts";
import { many } from "./many.ts";

type Chain = Readonly<Record<"nextEpoch" | "nextFinal", number>> &
  Readonly<Record<"committedFees" | "finalisedFees", bigint>> & { readonly isAbandoned: boolean };
type Funding = { readonly held: bigint; readonly slicesHeld: number; readonly slicesRestored: number; readonly isFinal: boolean };

/** Codes of an epoch's state in the facts: void, committed or held, final. */
export const EPOCH_STATE = { Void: 0n, Committed: 1n, Held: 1n, Final: 2n } as const;

/** What getters say of the epoch rail, of pauses, of minters and of evaluations, at a block. Amounts in nano-OPEN, supply in 1e-18 OPEN. */
export async function readEpochChainFacts(
  client: PublicClient,
  { contracts }: Deployment,
  blockNumber: bigint,
  seen: Seen,
): Promise<Map<string, bigint>> {
  const ledger = { address: contracts.EpochLedger, abi: epochLedgerAbi } as const;
  const payouts = { address: contracts.PayoutLedger, abi: payoutLedgerAbi } as const;
  const facts = new Map<string, bigint>();
  const ask = async <T>(calls: readonly unknown[]): Promise<readonly T[]> => (await many(client, blockNumber, calls)) as readonly T[];

  const count = await client.readContract({
    address: contracts.GatewayRegistry,
    abi: gatewayRegistryAbi,
    functionName: "gatewayCount",
    blockNumber,
  });
  const gateways = Array.from({ length: count }, (_, index) => index + 1);
  const chains = await ask<Chain>(gateways.map((id) => ({ ...ledger, functionName: "chainOf", args: [id] })));
  for (const [index, id] of gateways.entries()) {
    const chain = chains[index]!;
    facts.set(`next epoch / gateway ${id}`, BigInt(chain.nextEpoch));
    facts.set(`next epoch to become final / gateway ${id}`, BigInt(chain.nextFinal));
    facts.set(`committed fees / gateway ${id}`, chain.committedFees);
    facts.set(`final fees / gateway ${id}`, chain.finalisedFees);
    facts.set(`abandoned / gateway ${id}`, chain.isAbandoned ? 1n : 0n);
  }

  const records = await ask<string>(
    seen.epochs.map(({ gateway, epoch }) => ({ ...ledger, functionName: "recordOf", args: [gateway, epoch] })),
  );
  const fundings = await ask<Funding>(seen.epochs.map(({ recordHash }) => ({ ...ledger, functionName: "fundingOf", args: [recordHash] })));
  const finals = await ask<{ left: bigint }>(
    seen.epochs.map(({ gateway, epoch }) => ({ ...payouts, functionName: "finalEpochOf", args: [gateway, epoch] })),
  );
  for (const [index, { gateway, epoch, recordHash }] of seen.epochs.entries()) {
    const { held, slicesHeld, slicesRestored, isFinal } = fundings[index]!;
    const isLive = !isFinal && records[index] === recordHash;
    if (isFinal) facts.set(`not pushed or claimed yet / epoch ${gateway}-${epoch}`, finals[index]!.left);
    facts.set(`epoch states / ${recordHash}`, isFinal ? EPOCH_STATE.Final : isLive ? EPOCH_STATE.Committed : EPOCH_STATE.Void);
    // The ledger keeps what it had held for an epoch that is final; the escrow has released it.
    facts.set(`held for an epoch / ${recordHash}`, isFinal ? 0n : held);
    facts.set(`slices held / ${recordHash}`, BigInt(slicesHeld));
    facts.set(`slices restored / ${recordHash}`, BigInt(slicesRestored));
  }
  facts.set(
    "held for epochs / all",
    await client.readContract({
      address: contracts.PaymentEscrow,
      abi: paymentEscrowAbi,
      functionName: "heldBy",
      args: [contracts.EpochLedger],
      blockNumber,
    }),
  );

  const guardian = { address: contracts.Guardian, abi: guardianAbi } as const;
  const parts = Object.entries(Part);
  const pauses = await ask<{ endsAt: number; readyAt: number }>(
    parts.map(([, part]) => ({ ...guardian, functionName: "pauseOf", args: [part] })),
  );
  for (const [index, [name]] of parts.entries()) {
    facts.set(`end of the last pause / ${name}`, BigInt(pauses[index]!.endsAt));
    facts.set(`can be paused again / ${name}`, BigInt(pauses[index]!.readyAt));
  }
  const token = { address: contracts.OpenToken, abi: openTokenAbi } as const;
  const minters = [...seen.minters];
  const limits = await ask<{ net: bigint; cap: bigint }>(
    minters.map((minter) => ({ ...token, functionName: "minterLimitOf", args: [minter] })),
  );
  for (const [index, minter] of minters.entries()) {
    facts.set(`minted less burned / ${minter.toLowerCase()}`, limits[index]!.net);
    facts.set(`minters' caps / ${minter.toLowerCase()}`, limits[index]!.cap);
  }

  if (contracts.Evaluations === undefined) return facts;
  const evaluations = { address: contracts.Evaluations, abi: evaluationsAbi } as const;
  const uids = [...seen.evaluations];
  const states = await ask<{ status: number; openChallenges: number }>(
    uids.map((uid) => ({ ...evaluations, functionName: "evaluationOf", args: [uid] })),
  );
  for (const [index, uid] of uids.entries()) {
    facts.set(`evaluations' states / ${uid}`, BigInt(states[index]!.status));
    facts.set(`evaluations' open challenges / ${uid}`, BigInt(states[index]!.openChallenges));
  }
  const evaluators = [...seen.evaluators];
  const free = await ask<bigint>(evaluators.map((who) => ({ ...evaluations, functionName: "freeBondOf", args: [who] })));
  for (const [index, who] of evaluators.entries()) facts.set(`free bonds of evaluators / ${who.toLowerCase()}`, free[index]!);
  return facts;
}
