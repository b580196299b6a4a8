import type { Hono } from "hono";

/** Long enough to compile what answers are made with, short enough not to be missed. */
const BUDGET_MS = 4_000;
/** At a time: as many as the pool has connections, so that those are opened too. */
const AT_ONCE = 8;

/** The questions that an application asks most; `$1` is an account, `$2` a receipt, `$3` a contribution. */
const GRAPHQL = [
  "{ account(id: $1) { id controller payout balance { credited withdrawn claimable earned payoutCount } } }",
  '{ accountDays(where: { accountId: $1 }, orderBy: "day", orderDirection: "desc", limit: 7) { items { day earned payoutCount } } }',
  `{ payouts(where: { accountId: $1 }, orderBy: "timestamp", orderDirection: "desc", limit: 10) { items { role amount transactionHash
     receipt { id fee servedAt } legs { items { contributionId weight amount contribution { uri licence } } } } pageInfo { endCursor hasNextPage } } }`,
  '{ receipts(orderBy: "timestamp", orderDirection: "desc", limit: 2$1) { items { id payerId offeringId fee legCount servedAt } } }',
  `{ receipt(id: "$2") { fee payerId offering { label } legs(limit: 20) { items { position contributionId class weight amount } }
     payouts(limit: 30) { items { accountId role amount } } } }`,
  '{ contributionEarnings(orderBy: "earned", orderDirection: "desc", limit: 1$1) { items { contributionId earned legCount receiptCount } } }',
  '{ spendDays(where: { payerId: $1 }, orderBy: "day", orderDirection: "desc", limit: 20) { items { day offeringId spent receiptCount } } }',
];
const PATHS = ["/why/$1?limit=20", "/explain/receipt/$2", "/explain/contribution/$3"];

const FACTS = `{ receipts(limit: 30, orderBy: "timestamp", orderDirection: "desc") { items { id } }
  legs(limit: 30, orderBy: "timestamp", orderDirection: "desc") { items { accountId contributionId } } }`;

interface Facts {
  readonly receipts: { readonly items: readonly { readonly id: string }[] };
  readonly legs: { readonly items: readonly { readonly accountId: number; readonly contributionId: string }[] };
}

const post = (app: Hono, query: string) =>
  app.request("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });

/**
 * Asks the usual questions before a process answers anybody: its first answers would wait for code to be compiled and for connections to be opened.
 * Whatever fails here is left to be told to those who ask.
 */
export const warmUp = async (app: Hono, now: () => number = () => performance.now()): Promise<void> => {
  const startedAt = now();
  const { data } = (await (await post(app, FACTS)).json()) as { data?: Facts };
  const [receipts, legs] = [data?.receipts.items ?? [], data?.legs.items ?? []];
  const count = Math.min(receipts.length, legs.length);
  const questions = Array.from({ length: count }, (_, i) => {
    const fill = (text: string) =>
      text.replace("$1", `${legs[i]!.accountId}`).replace("$2", receipts[i]!.id).replace("$3", legs[i]!.contributionId);
    return [...GRAPHQL.map((query) => () => post(app, fill(query))), ...PATHS.map((path) => async () => app.request(fill(path)))];
  }).flat();
  const ask = async (): Promise<void> => {
    for (let question = questions.shift(); question !== undefined && now() - startedAt < BUDGET_MS; question = questions.shift())
      await (await question()).arrayBuffer();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
};
