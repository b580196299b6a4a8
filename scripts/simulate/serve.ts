import { canonicalText, parseOpen, snapshotRoot, voucherTypedData } from "@openledger/sdk";
import {
  contributionLedgerAbi,
  datanetRegistryAbi,
  openTokenAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
  rewardRouterAbi,
} from "@openledger/sdk/abis";
import { bytesToHex, keccak256, stringToBytes, type Hex } from "viem";

import { createApp } from "../../gateway/src/app.ts";
import { methodId } from "../../gateway/src/attribution/method-id.ts";
import { connectChain } from "../../gateway/src/chain/viem-chain.ts";
import { openContentStore } from "../../gateway/src/content/content-store.ts";
import { createGateway } from "../../gateway/src/create-gateway.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { build } from "../demo/build.ts";
import { offeringLabel, publishOffering, registerGateway } from "../demo/gateway.ts";
import type { Actor, World } from "../demo/world.ts";
import type { Contributed, Person } from "./people.ts";

export type Served = {
  /** Asks and pays; @returns fees in nano-OPEN. */
  ask(payer: Person, questions: readonly string[]): Promise<bigint>;
  /** Settles through the router everything that was served. */
  settle(): Promise<number>;
  close(): Promise<void>;
};

const adminToken = "simulation-admin-token";
const deposit = parseOpen("200");

/** Publishes the snapshot of what was accepted and starts the real gateway on it, in this process, with its journal in memory. */
export async function serve(
  world: World,
  {
    datanet,
    owner,
    accepted,
    folder,
  }: { datanet: { id: number; account: number; salt: Hex; name: string }; owner: Person; accepted: readonly Contributed[]; folder: string },
): Promise<Served> {
  const items = await Promise.all(
    accepted.map(async ({ id, contentRoot, item, commit }) => {
      const { noveltyPpm } = await world.read<{ noveltyPpm: number }>("ContributionLedger", contributionLedgerAbi, "contributionOf", [id]);
      return { contributionId: id, contentRoot, text: canonicalText(item.text), noveltyPpm, commit };
    }),
  );
  await world.send(owner.actor, "DatanetRegistry", datanetRegistryAbi, "publishSnapshot", [
    datanet.id,
    snapshotRoot(items),
    items.length,
    "",
  ]);
  const gatewayIdentity = await registerGateway(world, "http://127.0.0.1:1");
  const weights = keccak256(stringToBytes("simulation"));
  const built = await build(world, datanet, 1, { base: weights, adapter: weights });
  const commons = await world.read<number>("RewardRouter", rewardRouterAbi, "commons");
  await publishOffering(world, gatewayIdentity, datanet, built, methodId(), commons);

  const keyOf = (name: "receiptKey" | "submitter") => bytesToHex(world.actor(name).account.getHdKey().privateKey!);
  const contents = await openContentStore(folder);
  for (const { contentRoot, item } of accepted) await contents.put(contentRoot, item.text);
  const chain = await connectChain({
    rpcUrl: world.rpcUrl,
    deployment: world.deployment as never,
    gatewayId: gatewayIdentity.id,
    receiptKey: keyOf("receiptKey"),
    submitterKey: keyOf("submitter"),
    salts: new Map(),
  });
  const database = await openPglite();
  const gateway = await createGateway({ chain, database, contents });
  const app = createApp(gateway, { adminToken });
  const keys = new Map<number, string>();

  const request = async (route: string, body: unknown, authorisation?: string): Promise<Record<string, unknown>> => {
    const headers = {
      "content-type": "application/json",
      ...(authorisation !== undefined && { authorization: `Bearer ${authorisation}` }),
    };
    const response = await app.request(route, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${route}: ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const openKey = async ({ actor, account }: Person): Promise<string> => {
    await pay(world, actor, account);
    const { timestamp } = await world.client.getBlock({ blockTag: "latest" });
    const voucher = { payerAccount: account, gatewayId: gatewayIdentity.id, cumulative: deposit, expiry: Number(timestamp) + 20 * 86_400 };
    const data = voucherTypedData({ chainId: world.deployment.chainId, escrow: world.address("PaymentEscrow"), voucher });
    const signature = await actor.account.signTypedData(data);
    const { key } = await request("/v1/keys", {
      voucher: { ...voucher, cumulative: `${deposit}` },
      signature,
      evidence: "public",
      label: "simulation",
    });
    return key as string;
  };

  return {
    async ask(payer, questions) {
      const key = keys.get(payer.account) ?? (await openKey(payer));
      keys.set(payer.account, key);
      let fees = 0n;
      for (const content of questions) {
        const body = { model: offeringLabel, messages: [{ role: "user", content }] };
        const answer = await request("/v1/chat/completions", body, key);
        fees += BigInt((answer["openledger"] as { fee?: string } | undefined)?.fee ?? 0);
      }
      return fees;
    },
    async settle() {
      const { batches, refused } = (await request("/admin/settle", {}, adminToken)) as {
        batches: { receipts: number }[];
        refused: { error: string }[];
      };
      if (refused.length > 0) throw new Error(`the chain refused a receipt: ${refused[0]!.error}`);
      return batches.reduce((sum, { receipts }) => sum + receipts, 0);
    },
    close: () => database.close(),
  };
}

async function pay(world: World, actor: Actor, account: number): Promise<void> {
  await world.send(actor, "OpenToken", openTokenAbi, "approve", [world.address("PaymentEscrow"), 2n ** 255n]);
  await world.send(actor, "PaymentEscrow", paymentEscrowAbi, "deposit", [account, deposit]);
}

/** nano-OPEN credited to each account so far. */
export async function creditedTo(world: World, accounts: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
  const entries = accounts.map(
    async (account) => [account, await world.read<bigint>("PayoutLedger", payoutLedgerAbi, "creditedOf", [account])] as const,
  );
  return new Map(await Promise.all(entries));
}
