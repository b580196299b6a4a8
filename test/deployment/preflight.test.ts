import { expect } from "chai";
import { createServer, type Server } from "node:http";

import { account, deployerKey, governance, parameterFile, runScript } from "./support/run-script.ts";

const deployer = account(0).address;

/** A chain of which only what a pre-flight asks is known; it counts what would have been sent. */
async function startFakeChain(answers: Readonly<Record<string, unknown>>) {
  const sent: string[] = [];
  const block = {
    number: "0x10",
    gasLimit: "0x1c9c380",
    timestamp: "0x1",
    transactions: [],
    baseFeePerGas: "0xf4240",
    hash: `0x${"11".repeat(32)}`,
  };
  const known: Record<string, unknown> = {
    eth_getBlockByNumber: block,
    eth_gasPrice: "0xf4240",
    eth_getCode: "0x",
    eth_call: "0x",
    ...answers,
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as { id: number; method: string };
      if (method.startsWith("eth_send")) sent.push(method);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: known[method] ?? "0x0" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return { url, sent, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

describe("a deployment that cannot succeed", function () {
  this.timeout(120_000);

  const chains: { close(): Promise<void> }[] = [];
  const chain = async (answers: Readonly<Record<string, unknown>>) => {
    const started = await startFakeChain(answers);
    chains.push(started);
    return started;
  };
  after(() => Promise.all(chains.map((started) => started.close())));

  const deploy = async (network: string, changes: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>>) =>
    runScript("deploy.ts", ["--network", network, "--parameters", await parameterFile(changes), "--skip-verify"], env).done;

  it("names every parameter that is missing, unknown or malformed, and everything that the network lacks, at once", async () => {
    const { code, output } = await deploy(
      "opStack",
      { revealWindow: undefined, initialSupply: "1e26", revealWindw: 1, treasury: "0x12" },
      {},
    );
    expect(code).to.equal(1);
    expect(output).to.include("revealWindow is missing; set it to a whole number below 2^48");
    expect(output).to.include('initialSupply is "1e26"; it must be a whole number below 2^128');
    expect(output).to.include('treasury is "0x12"; it must be an address');
    expect(output).to.include("there is no parameter revealWindw; there are ");
    expect(output).to.include("OP_STACK_RPC_URL is not set");
    expect(output).to.include("DEPLOYER_PRIVATE_KEY is not set");
    expect(output).to.include("nothing was sent");
  });

  it("names the networks when there is none of that name", async () => {
    expect((await deploy("optimism", {}, {})).output).to.include(
      "optimism is no network of hardhat.config.ts: give one of local, optimismSepolia",
    );
  });

  it("stops at an RPC that does not answer, and at a malformed key", async () => {
    const { code, output } = await deploy("opStack", {}, { OP_STACK_RPC_URL: "http://127.0.0.1:9", DEPLOYER_PRIVATE_KEY: "0x1234" });
    expect(code).to.equal(1);
    expect(output).to.include("the RPC of opStack does not answer");
    expect(output).to.include("DEPLOYER_PRIVATE_KEY must be 32 bytes in hex");
  });

  it("stops at another chain's RPC", async () => {
    const { url, sent } = await chain({ eth_chainId: "0x1" });
    const env = { OPTIMISM_SEPOLIA_RPC_URL: url, DEPLOYER_PRIVATE_KEY: deployerKey };
    const { code, output } = await deploy("optimismSepolia", {}, env);
    expect(code).to.equal(1);
    expect(output).to.include("optimismSepolia is chain 11155420, but its RPC is of chain 1");
    expect(sent).to.deep.equal([]);
  });

  it("stops where there is no OP stack, with a value out of a contract's bounds, and with itself as governance", async () => {
    const { url, sent } = await chain({ eth_chainId: "0x385" });
    const env = { OP_STACK_RPC_URL: url, DEPLOYER_PRIVATE_KEY: deployerKey };
    const { code, output } = await deploy("opStack", { governance: deployer, escrowWithdrawalDelay: 1 }, env);
    expect(code).to.equal(1);
    expect(output).to.include(`governance is the deployer ${deployer}`);
    expect(output).to.include("chain 901 (opStack) is no OP-stack chain: there is no GasPriceOracle");
    expect(output).to.include("chain 901 has no CreateX");
    expect(output).to.include("PaymentEscrow_DelayOutOfBounds(1, 3600, 2592000)");
    expect(sent).to.deep.equal([]);
  });

  it("stops when the key has too little, and says how much is needed", async () => {
    const { url, sent } = await chain({ eth_chainId: "0x7a69", eth_accounts: [deployer] });
    const { code, output } = await deploy("local", { governance }, { OPENLEDGER_RPC_URL: url });
    expect(code).to.equal(1);
    expect(output).to.match(
      new RegExp(`the deployer ${deployer} has 0 of local's coin; about 0\\.000\\d+ is needed \\(execution 0\\.000\\d+, L1 data 0`),
    );
    expect(sent).to.deep.equal([]);
  });
});
