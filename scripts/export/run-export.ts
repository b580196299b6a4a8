import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { BaseError, datanetMetadata, modelDocument } from "@openledger/sdk";
import { createPublicClient, http, type PublicClient } from "viem";

import { readDeployment, wholeNumber } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import { readDatanet, readModel } from "./facts.ts";

const usage =
  "npm run export -- <datanet|model|adapter> <id> [--snapshot N] [--licence SPDX] [--out FILE] [--gateway URL] [--rpc URL] [--deployment FILE]";
const text = { type: "string" } as const;

/**
 * Writes Croissant 1.1 metadata of a Datanet, or an SPDX 3.0.1 document of a model or adapter, from what the chain says.
 * @returns Exit code: 0, or 2 for a mistake, told in one line.
 */
export async function runExport(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { snapshot: text, licence: text, out: text, gateway: text, rpc: text, deployment: text },
    });
    const [kind, idText, ...rest] = positionals;
    if ((kind !== "datanet" && kind !== "model" && kind !== "adapter") || rest.length > 0) throw new UsageError(`usage: ${usage}`);
    const id = wholeNumber("the id", idText, 1, 2 ** 32 - 1);
    const deployment = readDeployment(values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"]);
    const rpcUrl = values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545";
    const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 20_000 }) }) as PublicClient;
    const chainId = await client.getChainId().catch(() => {
      throw new UsageError(`the chain at ${rpcUrl} does not answer; start it or correct --rpc`);
    });
    if (chainId !== deployment.chainId)
      throw new UsageError(`${rpcUrl} serves chain ${chainId}, the deployment is on chain ${deployment.chainId}; make them agree`);
    const source = { client, deployment, gateway: values.gateway };
    const snapshot = values.snapshot === undefined ? undefined : wholeNumber("--snapshot", values.snapshot, 1, 2 ** 32 - 1);
    const document =
      kind === "datanet"
        ? datanetMetadata(await withChecksum(await readDatanet(source, id, snapshot), output))
        : modelDocument({ ...(await readModel(source, kind, id)), ...(values.licence !== undefined && { licence: values.licence }) });
    const json = `${JSON.stringify(document, null, 2)}\n`;
    if (values.out === undefined) output.say(json.trimEnd());
    else await writeFile(values.out, json);
    return 0;
  } catch (error) {
    output.warn(error instanceof BaseError ? error.shortMessage : (error as Error).message.split("\n")[0]!);
    return 2;
  }
}

/** The manifest's checksum, if it can be had: whoever loads the data can then see that it is the same. */
async function withChecksum(facts: Awaited<ReturnType<typeof readDatanet>>, output: Output) {
  const { manifestUrl } = facts.snapshot;
  const bytes = await fetch(manifestUrl, { signal: AbortSignal.timeout(10_000) })
    .then((response) => (response.ok ? response.arrayBuffer() : undefined))
    .catch(() => undefined);
  if (bytes === undefined) {
    output.warn(`the manifest at ${manifestUrl} cannot be read now; the document has no checksum of it`);
    return facts;
  }
  const manifestSha256 = createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
  return { ...facts, snapshot: { ...facts.snapshot, manifestSha256 } };
}
