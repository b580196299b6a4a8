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
  // As applications do: one text for each question, so that the server parses and checks it once, and variables.
  const graphql = (name: string, query: string, variables: () => Record<string, unknown>): Query => ({
    name,
    requests: Array.from({ length: VARIANTS }, () => ({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: variables() }),
    })),
  });
  const rest = (name: string, path: () => string): Query => ({
    name,
    requests: Array.from({ length: VARIANTS }, () => ({ method: "GET", path: path() })),
  });
  const page = "pageInfo { endCursor hasNextPage }";
  return [
    graphql(
      "account",
      "query ($id: Int!) { account(id: $id) { id controller payout balance { credited withdrawn claimable earned payoutCount } } }",
      () => ({ id: owner() }),
    ),
    graphql(
      "account_week",
      `
        query ($id: Int!, $from: Int!) {
          accountDays(where: { accountId: $id, day_gte: $from }, orderBy: "day", orderDirection: "desc", limit: 7) {
            items {
              day
              earned
              payoutCount
            }
          }
        }
      `,
      () => ({ id: owner(), from: today - 7 }),
    ),
    graphql(
      "account_payouts",
      `query ($id: Int!) { payouts(where: { accountId: $id }, orderBy: "timestamp", orderDirection: "desc", limit: 10) {
         items { role amount transactionHash receipt { id fee servedAt }
           legs { items { contributionId weight amount contribution { uri licence } } } } ${page} } }`,
      () => ({ id: owner() }),
    ),
    graphql(
      "newest_receipts",
      `query ($limit: Int!) { receipts(orderBy: "timestamp", orderDirection: "desc", limit: $limit) {
         items { id payerId offeringId fee legCount servedAt } ${page} } }`,
      () => ({ limit: 20 + Math.floor(random() * 30) }),
    ),
    graphql(
      "receipt",
      `
        query ($id: String!) {
          receipt(id: $id) {
            fee
            promptTokens
            completionTokens
            payerId
            offering {
              label
            }
            legs(limit: 20) {
              items {
                position
                contributionId
                class
                weight
                amount
              }
            }
            payouts(limit: 30) {
              items {
                accountId
                role
                amount
              }
            }
          }
        }
      `,
      () => ({ id: pick(receipts.items).id }),
    ),
    graphql(
      "best_contributions",
      `
        query ($limit: Int!) {
          contributionEarnings(where: { datanetId: 1 }, orderBy: "earned", orderDirection: "desc", limit: $limit) {
            items {
              contributionId
              earned
              legCount
              receiptCount
            }
          }
        }
      `,
      () => ({ limit: 10 + Math.floor(random() * 20) }),
    ),
    graphql(
      "payer_spend",
      `
        query ($id: Int!, $from: Int!) {
          spendDays(where: { payerId: $id, day_gte: $from }, orderBy: "day", orderDirection: "desc", limit: 20) {
            items {
              day
              offeringId
              spent
              receiptCount
              promptTokens
              completionTokens
            }
          }
        }
      `,
      () => ({ id: pick(world.payers), from: today - 7 }),
    ),
    rest("why", () => `/why/${owner()}?limit=20`),
    rest("explain_receipt", () => `/explain/receipt/${pick(receipts.items).id}`),
    rest("explain_contribution", () => `/explain/contribution/${pick(world.items)}`),
  ];
}
