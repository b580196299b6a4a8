import { graphql } from "./graphql.ts";

export type ExplainedSpan = { readonly contributionId: string; readonly words: string | null; readonly class: string; readonly shareUnits: number };

export type ExplainedReceipt = {
  readonly id: string;
  readonly sequence: string;
  readonly fee: string;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly weightTotal: string;
  readonly weightAttributed: string;
  readonly unattributedAmount: string;
  readonly transactionHash: string;
  readonly evidence: { readonly status: string; readonly spans: readonly ExplainedSpan[] };
  readonly payouts: { readonly items: readonly { readonly accountId: number; readonly role: string; readonly amount: string }[] };
  readonly legs: {
    readonly items: readonly {
      readonly contributionId: string;
      readonly class: string;
      readonly weight: number;
      readonly amount: string;
      readonly contribution: { readonly uri: string; readonly licence: string; readonly status: string } | null;
    }[];
  };
};

export type NetworkTotal = {
  readonly receiptCount: number;
  readonly fees: string;
  readonly earned: string;
  readonly attributed: string;
  readonly unattributed: string;
  readonly credited: string;
  readonly withdrawn: string;
  readonly deposited: string;
  readonly debited: string;
  readonly anomalyCount: number;
};

export type ExplainedBalance = { readonly accountId: number; readonly credited: string; readonly withdrawn: string; readonly earned: string; readonly payoutCount: number };

export type Explanation = { readonly total: NetworkTotal; readonly receipts: readonly ExplainedReceipt[]; readonly balances: readonly ExplainedBalance[] };

const query = /* GraphQL */ `
  query Explain {
    networkTotal(id: "network") {
      receiptCount fees earned attributed unattributed credited withdrawn deposited debited anomalyCount
    }
    balances(orderBy: "earned", orderDirection: "desc", limit: 100) {
      items { accountId credited withdrawn earned payoutCount }
    }
    receipts(orderBy: "sequence", orderDirection: "asc", limit: 100) {
      items {
        id sequence fee promptTokens completionTokens weightTotal weightAttributed unattributedAmount transactionHash
        evidence { status spans { contributionId words class shareUnits } }
        payouts(limit: 200) { items { accountId role amount } }
        legs(orderBy: "position", limit: 100) { items { contributionId class weight amount contribution { uri licence status } } }
      }
    }
  }
`;

/** Everything the table needs, in one request. */
export async function askIndexer(graphqlUrl: string): Promise<Explanation> {
  const data = await graphql<{
    networkTotal: NetworkTotal | null;
    balances: { items: ExplainedBalance[] };
    receipts: { items: ExplainedReceipt[] };
  }>(graphqlUrl, query);
  if (data.networkTotal === null) throw new Error("the indexer has no totals yet");
  return { total: data.networkTotal, receipts: data.receipts.items, balances: data.balances.items };
}

/** Waits until the indexer has folded a block. @throws after two minutes. */
export async function waitForIndexer(graphqlUrl: string, block: bigint): Promise<void> {
  const deadline = Date.now() + 120_000;
  let seen: unknown;
  while (Date.now() < deadline) {
    try {
      const { _meta } = await graphql<{ _meta: { status: Record<string, { block: { number: number } | null }> } }>(graphqlUrl, "{ _meta { status } }");
      seen = _meta.status;
      const blocks = Object.values(_meta.status).map((chain) => BigInt(chain.block?.number ?? -1));
      if (blocks.length > 0 && blocks.every((number) => number >= block)) return;
    } catch (error) {
      seen = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error(`the indexer did not reach block ${block}; it last said ${seen instanceof Error ? seen.message : JSON.stringify(seen)}`);
}
