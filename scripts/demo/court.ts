import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { attributionCourtAbi } from "@openledger/sdk/abis";
import { bytesToHex } from "viem";

import { methodText } from "../../gateway/src/attribution/method-id.ts";
import { DEFAULT_OPTIONS } from "../../gateway/src/attribution/options.ts";
import { gatewaySource } from "../court/source.ts";
import { repositoryRoot } from "../lib/deployment.ts";
import { falseReceipt, saidOf, withCutSpan } from "./false-receipt.ts";
import { adminToken, privateKeyOf, type GatewayIdentity } from "./gateway.ts";
import type { World } from "./world.ts";

/** Governance registers the method, so that the court can judge by it. */
export async function registerMethod(world: World): Promise<void> {
  const args = [methodText(), DEFAULT_OPTIONS];
  await world.send(world.actor("governance"), "AttributionCourt", attributionCourtAbi, "registerMethod", args);
}

/** Signs a receipt that leaves a word of somebody's span out, as a gateway that lies would. @returns Its folder; undefined if no answer has a span. */
async function writeFalseReceipt(
  world: World,
  completions: readonly string[],
  { url, apiKey, folder }: { readonly url: string; readonly apiKey: string; readonly folder: string },
): Promise<string | undefined> {
  const source = gatewaySource(url, { token: apiKey });
  for (const id of completions) {
    const served = await source.receipt(id);
    const said = served && withCutSpan(saidOf(served), DEFAULT_OPTIONS.minimumSpanLength);
    if (said === undefined) continue;
    const domain = { chainId: world.deployment.chainId, router: world.address("RewardRouter") };
    const { file, evidence } = await falseReceipt(served!, said, { signer: world.actor("receiptKey").account, ...domain });
    const place = path.join(folder, "false-receipt");
    await mkdir(place);
    await writeFile(path.join(place, "receipt.json"), JSON.stringify(file));
    await writeFile(path.join(place, "receipt.evidence.json"), JSON.stringify(evidence));
    return path.relative(repositoryRoot, place);
  }
  return undefined;
}

/** What somebody types into other terminals to see the court work on the demo's chain (docs/attribution.md). */
export async function courtLines(
  world: World,
  gateway: GatewayIdentity,
  completions: readonly string[],
  place: { readonly url: string; readonly apiKey: string; readonly deploymentFile: string; readonly folder: string },
): Promise<readonly string[]> {
  const variables = {
    OPENLEDGER_RPC_URL: world.rpcUrl,
    OPENLEDGER_DEPLOYMENT: path.relative(repositoryRoot, place.deploymentFile),
    OPENLEDGER_GATEWAY_URL: place.url,
    OPENLEDGER_GATEWAY_ID: `${gateway.id}`,
    OPENLEDGER_ADMIN_TOKEN: adminToken,
    OPENLEDGER_API_KEY: place.apiKey,
    OPENLEDGER_COURT_KEY: privateKeyOf(world, "gatewayOperator"),
  };
  const payer = bytesToHex(world.actor("application").account.getHdKey().privateKey!);
  const folder = await writeFalseReceipt(world, completions, place);
  return [
    "The court, in another terminal, with keys of this local chain only:",
    `export ${Object.entries(variables)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}`,
    "npm run court -- publish",
    `npm run court -- check ${completions[0]}`,
    ...(folder === undefined ? [] : [`OPENLEDGER_COURT_KEY=${payer} npm run court -- refute --once --receipts ${folder}`]),
    "npm run court -- run",
  ];
}
