import type { Indexer } from "./indexer-process.ts";
import { randomOf } from "./random.ts";
import type { World } from "./world.ts";

/** A question of the application; `variants` differ in what they ask for, so that no answer is asked for twice in a row. */
export interface Query {
  readonly name: string;
  readonly requests: readonly {
    readonly method: "GET" | "POST";
    readonly path: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  }[];
}

const VARIANTS = 300;

/** The ten questions that the application asks most. */
export async function queriesOf(indexer: Indexer, world: World): Promise<Query[]> {
  const random = randomOf(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const { receipts } = await indexer.graphql<{ receipts: { items: { id: string; timestamp: string }[] } }>(
    '{ receipts(limit: 1000, orderBy: "id") { items { id timestamp } } }',
  );
  const today = Math.floor(Number(receipts.items[0]!.timestamp) / 86_400);
  const owner = () => Number(pick(world.items) >> 24n);
  const graphql = (name: string, query: () => string): Query => ({
    name,
    requests: Array.from({ length: VARIANTS }, () => ({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: query() }),
    })),
  });
  const rest = (name: string, path: () => string): Query => ({
    name,
    requests: Array.from({ length: VARIANTS }, () => ({ method: "GET", path: path() })),
  });
  return [
    graphql(
      "account",
      () => `{ account(id: ${owner()}) { id controller payout balance { credited withdrawn claimable earned payoutCount } } }`,
    ),
    graphql(
      "account_week",
      () =>
        `{ accountDays(where: { accountId: ${owner()}, day_gte: ${today - 7} }, orderBy: "day", orderDirection: "desc", limit: 7) { items { day earned payoutCount } } }`,
    ),
    graphql(
      "account_payouts",
      () =>
        `{ payouts(where: { accountId: ${owner()} }, orderBy: "timestamp", orderDirection: "desc", limit: 10) { items { role amount transactionHash receipt { id fee servedAt } legs { items { contributionId weight amount contribution { uri licence } } } } pageInfo { endCursor hasNextPage } } }`,
    ),
    graphql(
      "newest_receipts",
      () =>
        `{ receipts(orderBy: "timestamp", orderDirection: "desc", limit: ${20 + Math.floor(random() * 30)}) { items { id payerId offeringId fee legCount servedAt } pageInfo { endCursor hasNextPage } } }`,
    ),
    graphql(
      "receipt",
      () =>
        `{ receipt(id: "${pick(receipts.items).id}") { fee promptTokens completionTokens payerId offering { label } legs(limit: 20) { items { position contributionId class weight amount } } payouts(limit: 30) { items { accountId role amount } } } }`,
    ),
    graphql(
      "best_contributions",
      () =>
        `{ contributionEarnings(where: { datanetId: 1 }, orderBy: "earned", orderDirection: "desc", limit: ${10 + Math.floor(random() * 20)}) { items { contributionId earned legCount receiptCount } } }`,
    ),
    graphql(
      "payer_spend",
      () =>
        `{ spendDays(where: { payerId: ${pick(world.payers)}, day_gte: ${today - 7} }, orderBy: "day", orderDirection: "desc", limit: 20) { items { day offeringId spent receiptCount promptTokens completionTokens } } }`,
    ),
    rest("why", () => `/why/${owner()}?limit=20`),
    rest("explain_receipt", () => `/explain/receipt/${pick(receipts.items).id}`),
    rest("explain_contribution", () => `/explain/contribution/${pick(world.items)}`),
  ];
}
