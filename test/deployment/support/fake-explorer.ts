import { createRequire } from "node:module";
import { createServer, type IncomingMessage } from "node:http";
import path from "node:path";

import type { Hex } from "viem";

import { repositoryRoot } from "../../../scripts/lib/deployment.ts";

/** Sources that were sent for one contract. */
export type Submission = {
  readonly explorer: "blockscout" | "etherscan" | "sourcify";
  readonly address: Hex;
  /** `source:Contract`. */
  readonly contract: string;
  readonly compilerVersion: string;
  readonly constructorArguments: string | undefined;
  readonly input: object;
};

/** Answers as Blockscout, Etherscan and Sourcify do. Each refuses a contract the first time, as explorers do that have not indexed it yet. */
export async function startFakeExplorer() {
  const submissions: Submission[] = [];
  const refused = new Set<string>();
  const jobs = new Map<string, Hex>();

  const take = (submission: Submission): string | undefined => {
    const key = `${submission.explorer} ${submission.address}`;
    if (!refused.has(key)) return void refused.add(key);
    submissions.push(submission);
    const id = `job-${submissions.length}`;
    jobs.set(id, submission.address);
    return id;
  };

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const text = await bodyOf(request);
    if (url.pathname.startsWith("/sourcify/")) return sourcify(url.pathname.split("/").slice(3), text);
    const explorer = url.pathname.startsWith("/blockscout/") ? "blockscout" : "etherscan";
    const action = url.searchParams.get("action");
    if (action === "getsourcecode") return ok({ status: "0", message: "NOTOK", result: "Contract source code not verified" });
    if (action === "checkverifystatus") return ok({ status: "1", message: "OK", result: "Pass - Verified" });
    const form = new URLSearchParams(text);
    const id = take({
      explorer,
      address: form.get("contractaddress") as Hex,
      contract: form.get("contractname")!,
      compilerVersion: form.get("compilerversion")!,
      constructorArguments: form.get("constructorArguments") ?? undefined,
      input: JSON.parse(form.get("sourceCode")!) as object,
    });
    if (id === undefined)
      return ok({ status: "0", message: "NOTOK", result: `Unable to locate ContractCode at ${form.get("contractaddress")}` });
    return ok({ status: "1", message: "OK", result: id });
  }

  function sourcify([what, chainId, address]: readonly string[], text: string): { status: number; body: unknown } {
    if (what === "contract") return { status: 404, body: { match: null, creationMatch: null, runtimeMatch: null, chainId, address } };
    if (text === "") {
      const contract = { match: "match", creationMatch: "match", runtimeMatch: "match", chainId: "901", address: jobs.get(chainId!) };
      return ok({ isJobCompleted: true, verificationId: chainId, jobStartTime: "2026-01-01T00:00:00Z", contract });
    }
    const { stdJsonInput, contractIdentifier, compilerVersion } = JSON.parse(text) as {
      stdJsonInput: object;
      contractIdentifier: string;
      compilerVersion: string;
    };
    const id = take({
      explorer: "sourcify",
      address: address as Hex,
      contract: contractIdentifier,
      compilerVersion,
      constructorArguments: undefined,
      input: stdJsonInput,
    });
    if (id === undefined) return { status: 503, body: { customCode: "unavailable", message: "try again", errorId: "1" } };
    return { status: 202, body: { verificationId: id } };
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    submissions,
    env: {
      OP_STACK_BLOCKSCOUT_URL: `${url}/blockscout`,
      OP_STACK_ETHERSCAN_API_URL: `${url}/etherscan/api`,
      SOURCIFY_API_URL: `${url}/sourcify`,
      ETHERSCAN_API_KEY: "any",
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** Creation code and constructor arguments: what a transaction with these sources would deploy. */
export function creationCode({ input, contract, constructorArguments = "" }: Submission): Hex {
  const compiler = createRequire(import.meta.url)(path.join(repositoryRoot, "node_modules/solc/soljson.js")) as {
    cwrap(name: string, result: string, args: readonly string[]): (input: string, a: number, b: number) => string;
  };
  const settings = { ...(input as { settings: object }).settings, outputSelection: { "*": { "*": ["evm.bytecode.object"] } } };
  const text = compiler.cwrap("solidity_compile", "string", ["string", "number", "number"])(JSON.stringify({ ...input, settings }), 0, 0);
  const output = JSON.parse(text) as { contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>> };
  const [source, name] = [contract.slice(0, contract.lastIndexOf(":")), contract.slice(contract.lastIndexOf(":") + 1)];
  return `0x${output.contracts[source]![name]!.evm.bytecode.object}${constructorArguments.replace(/^0x/, "")}`;
}

const ok = (body: unknown) => ({ status: 200, body });

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
