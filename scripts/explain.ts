// `npm run explain -- <receipt|account|contribution|model|adapter|epoch> <id> [--account N] [--graphql URL]`: why money moved, in words.
import { parseArgs } from "node:util";

import { explainAccount } from "./explain/account.ts";
import { explainAsset } from "./explain/asset.ts";
import { explainContribution } from "./explain/contribution.ts";
import { explainEpoch } from "./explain/epoch.ts";
import { createPaint, wantsColours } from "./explain/paint.ts";
import { explainReceipt } from "./explain/receipt.ts";

const usage =
  "npm run explain -- <receipt|account|contribution|model|adapter|epoch> <id> [--graphql URL] [--account N, of an epoch: gateway/number]";
const explainers = {
  ...{ receipt: explainReceipt, account: explainAccount, contribution: explainContribution },
  ...{ model: explainAsset("model"), adapter: explainAsset("adapter"), epoch: explainEpoch },
};

try {
  const { values, positionals } = parseArgs({
    options: { graphql: { type: "string" }, account: { type: "string" } },
    allowPositionals: true,
  });
  const [kind, id, ...rest] = positionals;
  if (kind === undefined || !Object.hasOwn(explainers, kind) || id === undefined || rest.length > 0) throw new Error(`usage: ${usage}`);
  if (values.account !== undefined && kind !== "epoch") throw new Error(`--account goes with an epoch: ${usage}`);
  const url = values.graphql ?? "http://127.0.0.1:42069/graphql";
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
    throw new Error(`--graphql is ${url}, not an http address: ${usage}`);
  const paint = createPaint(wantsColours(process.stdout.isTTY, process.env));
  const lines = await explainers[kind as keyof typeof explainers](url, id, paint, values.account);
  process.stdout.write(`${lines.join("\n")}\n`);
} catch (error) {
  process.stderr.write(`✗ ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}\n`);
  process.exitCode = 1;
}
