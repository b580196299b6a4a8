import { ContributionStatus, contributionId, nameOfCode, type Deployment } from "@openledger/sdk";
import {
  accountRegistryAbi,
  contributionLedgerAbi,
  gatewayRegistryAbi,
  openTokenAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
} from "@openledger/sdk/abis";
import type { PublicClient } from "viem";

import { many } from "./many.ts";
import { readPanelFacts } from "./panel-chain-facts.ts";
import { readValidationFacts } from "./validation-chain-facts.ts";

const inOrder = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What the contracts' getters say at a block. Amounts in nano-OPEN, except `OPEN held`, in 1e-18 OPEN. */
export async function readStateFacts(client: PublicClient, deployment: Deployment, blockNumber: bigint): Promise<Map<string, bigint>> {
  const { contracts } = deployment;
  const ledger = { address: contracts.PayoutLedger, abi: payoutLedgerAbi } as const;
  const escrow = { address: contracts.PaymentEscrow, abi: paymentEscrowAbi } as const;
  const registry = { address: contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
  const items = { address: contracts.ContributionLedger, abi: contributionLedgerAbi } as const;
  const token = { address: contracts.OpenToken, abi: openTokenAbi } as const;
  const facts = new Map<string, bigint>();

  const accountCount = await client.readContract({
    address: contracts.AccountRegistry,
    abi: accountRegistryAbi,
    functionName: "accountCount",
    blockNumber,
  });
  const accounts = inOrder(accountCount);
  facts.set("accounts / all", BigInt(accountCount));

  const credited = await many(
    client,
    blockNumber,
    accounts.map((id) => ({ ...ledger, functionName: "creditedOf", args: [id] }) as const),
  );
  const withdrawn = await many(
    client,
    blockNumber,
    accounts.map((id) => ({ ...ledger, functionName: "withdrawnOf", args: [id] }) as const),
  );
  for (const [index, id] of accounts.entries()) {
    facts.set(`credited / account ${id}`, credited[index] as bigint);
    facts.set(`earned / account ${id}`, credited[index] as bigint);
    facts.set(`withdrawn / account ${id}`, withdrawn[index] as bigint);
  }
  const [totalCredited, totalWithdrawn, totalBalance, ledgerHolds, escrowHolds] = await Promise.all([
    client.readContract({ ...ledger, functionName: "totalCredited", blockNumber }),
    client.readContract({ ...ledger, functionName: "totalWithdrawn", blockNumber }),
    client.readContract({ ...escrow, functionName: "totalBalance", blockNumber }),
    client.readContract({ ...token, functionName: "balanceOf", args: [contracts.PayoutLedger], blockNumber }),
    client.readContract({ ...token, functionName: "balanceOf", args: [contracts.PaymentEscrow], blockNumber }),
  ]);
  facts.set("ledger totals / credited", totalCredited);
  facts.set("credited in ranges, to whom is not known / all", 0n);
  facts.set("ledger totals / withdrawn", totalWithdrawn);
  facts.set("escrow totals / balances of all payers", totalBalance);
  facts.set("escrow totals / deposited less debited and withdrawn", totalBalance);
  facts.set("OPEN held / payout ledger", ledgerHolds);
  facts.set("OPEN held / payment escrow", escrowHolds);

  const deposits = await many(
    client,
    blockNumber,
    accounts.map((id) => ({ ...escrow, functionName: "depositOf", args: [id] }) as const),
  );
  for (const [index, id] of accounts.entries()) {
    const { balance, withdrawing } = deposits[index] as { balance: bigint; withdrawing: bigint };
    facts.set(`deposits / account ${id}`, balance);
    facts.set(`deposits asked back / account ${id}`, withdrawing);
  }

  const gateways = inOrder(await client.readContract({ ...registry, functionName: "gatewayCount", blockNumber }));
  const bonds = await many(
    client,
    blockNumber,
    gateways.map((id) => ({ ...registry, functionName: "gatewayOf", args: [id] }) as const),
  );
  for (const [index, id] of gateways.entries()) {
    const { bond, unbonding } = bonds[index] as { bond: bigint; unbonding: bigint };
    facts.set(`bonds / gateway ${id}`, bond);
    facts.set(`unbonding / gateway ${id}`, unbonding);
  }

  const counts = await many(
    client,
    blockNumber,
    accounts.map((id) => ({ ...items, functionName: "contributionCountOf", args: [id] }) as const),
  );
  const ids = accounts.flatMap((account, index) => inOrder(Number(counts[index])).map((local) => contributionId(account, local)));
  const states = await many(
    client,
    blockNumber,
    ids.map((id) => ({ ...items, functionName: "contributionOf", args: [id] }) as const),
  );
  for (const status of Object.keys(ContributionStatus)) if (status !== "None") facts.set(`contributions / ${status}`, 0n);
  for (const state of states) {
    const name = `contributions / ${nameOfCode(ContributionStatus, (state as { status: number }).status)}`;
    facts.set(name, (facts.get(name) ?? 0n) + 1n);
  }
  for (const status of Object.keys(ContributionStatus))
    if (status !== "None") facts.set(`Datanets' own counts / ${status}`, facts.get(`contributions / ${status}`)!);
  facts.set(
    "contribution bonds / all",
    (states as { bond: bigint }[]).reduce((sum, { bond }) => sum + bond, 0n),
  );
  const validation = await readValidationFacts(client, deployment, blockNumber, ids);
  return new Map([...facts, ...validation, ...(await readPanelFacts(client, deployment, blockNumber))]);
}
