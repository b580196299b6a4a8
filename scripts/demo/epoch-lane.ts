import path from "node:path";

import { repositoryRoot } from "../lib/deployment.ts";
import { adminToken, offeringLabel, privateKeyOf, type GatewayIdentity } from "./gateway.ts";
import { questions } from "./questions.ts";
import type { World } from "./world.ts";

/** What somebody types into other terminals to pay over the epoch rail on the demo's chain (docs/epoch-rail.md). */
export function epochLaneLines(
  world: World,
  gateway: GatewayIdentity,
  {
    url,
    apiKey,
    deploymentFile,
    folder,
  }: { readonly url: string; readonly apiKey: string; readonly deploymentFile: string; readonly folder: string },
): readonly string[] {
  const file = (name: string) => path.relative(repositoryRoot, path.join(folder, name));
  const variables = {
    OPENLEDGER_RPC_URL: world.rpcUrl,
    OPENLEDGER_DEPLOYMENT: path.relative(repositoryRoot, deploymentFile),
    OPENLEDGER_GATEWAY_URL: url,
    OPENLEDGER_GATEWAY_ID: `${gateway.id}`,
    OPENLEDGER_ADMIN_TOKEN: adminToken,
    OPENLEDGER_RECEIPT_KEY: privateKeyOf(world, "receiptKey"),
    OPENLEDGER_SUBMITTER_KEY: privateKeyOf(world, "submitter"),
    OPENLEDGER_WATCHER_KEY: privateKeyOf(world, "gatewayOperator"),
    OPENLEDGER_EPOCH_STORE: file("gateway/epochs"),
    OPENLEDGER_OPERATOR_DIR: file("operator"),
    OPENLEDGER_WATCHER_DIR: file("watcher"),
  };
  const body = JSON.stringify({ model: offeringLabel, messages: [{ role: "user", content: questions[0] }] });
  const rpc = (method: string, params: string) =>
    `curl -s ${world.rpcUrl} -H 'content-type: application/json' -d '{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}'`;
  return [
    "The gateway serves the epoch lane now. In another terminal, keys of this local chain only:",
    `export ${Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}`,
    `curl -s ${url}/v1/chat/completions -H 'authorization: Bearer ${apiKey}' -H 'content-type: application/json' -d '${body}'`,
    "npm run operator -- close && npm run operator -- run --once",
    `npm run watcher -- check --store ${url}`,
    `curl -s ${url}/v1/receipts/<id of the answer> > .demo/receipt.json && npm run receipt -- verify .demo/receipt.json --rpc ${world.rpcUrl} --store ${url}`,
    `${rpc("evm_increaseTime", "[86400]")}; ${rpc("evm_mine", "[]")}`,
    "npm run operator -- run --once && npm run operator -- status",
  ];
}
