import { expect } from "chai";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { parseAbiItem, type Hex, type PublicClient } from "viem";

import { deploymentsFolder, foreignContracts, readDeployedAddresses, type DeploymentRecord } from "../../scripts/lib/deployment.ts";
import { type DeployedState } from "../../scripts/lib/deployed-state.ts";
import { parseSuiteParameters } from "../../scripts/lib/deploy/parse-parameters.ts";
import { shapeOf } from "../../scripts/lib/deploy/suite-module.ts";
import { rehearse, type Rehearsal } from "../../scripts/lib/deploy/rehearse.ts";
import { createX } from "../../scripts/lib/deploy/salt.ts";
import { creationCode, startFakeExplorer } from "./support/fake-explorer.ts";
import { startFaultProxy, type Moment } from "./support/fault-proxy.ts";
import { startAnvil, startHardhatNode, type Node } from "./support/nodes.ts";
import { account, deployerKey, governance, parameterFile, runScript, type Run } from "./support/run-script.ts";
import { tamper } from "./support/tamper.ts";

const contractCreation = parseAbiItem("event ContractCreation(address indexed newContract, bytes32 indexed salt)");

type Fault = { readonly atTransaction: number; readonly moment: Moment };
type Place = { readonly network: string; readonly deploymentId: string; readonly env: (url: string) => Record<string, string> };

const deployer = account(0).address;
const places = {
  hardhat: { network: "local", deploymentId: `local-hardhat-${process.pid}`, env: (url) => ({ OPENLEDGER_RPC_URL: url }) },
  anvil: {
    network: "opStack",
    deploymentId: `local-anvil-${process.pid}`,
    env: (url) => ({ OP_STACK_RPC_URL: url, OP_STACK_CHAIN_ID: "901", DEPLOYER_PRIVATE_KEY: deployerKey }),
  },
} as const satisfies Record<string, Place>;

describe("a deployment that is killed and run again", function () {
  this.timeout(600_000);

  let rehearsal: Rehearsal;
  const nodes: Node[] = [];
  const states: Record<string, DeployedState> = {};

  before(async () => {
    const parameters = await parameterFile();
    const parsed = await parseSuiteParameters(parameters, await readFile(parameters, "utf8"));
    rehearsal = await rehearse({ shape: await shapeOf(parsed.parameters), deployer, ...parsed });
  });

  after(async () => {
    for (const { service } of nodes) await service.stop();
    for (const { deploymentId } of Object.values(places)) {
      await rm(path.join(deploymentsFolder, deploymentId), { recursive: true, force: true });
      await rm(path.join(deploymentsFolder, `${deploymentId}.json`), { force: true });
    }
  });

  it("goes on after kill -9 in the middle of sending (hardhat node)", async () => {
    const node = await startHardhatNode();
    nodes.push(node);
    await deployThrough(node, places.hardhat, { atTransaction: pick(2, 60), moment: "unheard" });
  });

  it("goes on after kill -9 on another chain (anvil --optimism), at the same addresses", async () => {
    const node = await startAnvil(901, { predeploys: true });
    nodes.push(node);
    await deployThrough(node, places.anvil, { atTransaction: pick(2, 60), moment: pick(0, 1) === 0 ? "before" : "after" });
    const { hardhat, anvil } = states;
    expect(anvil!.code).to.deep.equal(hardhat!.code);
    expect(anvil!.functionRoles).to.deep.equal(hardhat!.functionRoles);
    expect(anvil!.roleHolders).to.deep.equal(hardhat!.roleHolders);
    expect(anvil!.settings).to.deep.equal(hardhat!.settings);
    for (const [contract, values] of Object.entries(hardhat!.parameters))
      for (const [name, value] of Object.entries(values))
        // What says which chain it is, and only that, may differ.
        if (!/^(eip712Domain|DOMAIN_SEPARATOR)$/.test(name))
          expect(anvil!.parameters[contract]![name], `${contract}.${name}`).to.equal(value);
  });

  it("has its sources taken by explorers that refuse at first, and they compile to what was deployed", async () => {
    const [, node] = nodes as [Node, Node];
    const { deploymentId, network, env } = places.anvil;
    const explorer = await startFakeExplorer();
    try {
      const chosen = ["ReceiptProofs", "RoundTally"];
      const args = [
        "--network",
        network,
        "--deployment-id",
        deploymentId,
        "--pause",
        "10",
        ...chosen.flatMap((name) => ["--contract", name]),
      ];
      const { code, output } = await runScript("verify-sources.ts", args, { ...env(node.url), ...explorer.env }).done;
      expect(output).to.include("6 of 6 verified");
      expect(code).to.equal(0);
      expect(explorer.submissions).to.have.length(6);
      for (const name of chosen) {
        const submission = explorer.submissions.find(({ explorer: to, contract }) => to === "etherscan" && contract.endsWith(`:${name}`))!;
        const created = await creationOf(node.client, submission.address);
        expect(created, name).to.include(creationCode(submission).slice(2));
        expect(submission.compilerVersion).to.match(/^v0\.8\.37\+commit/);
      }
    } finally {
      await explorer.close();
    }
  });

  it("is verified, and every kind of tampering is found", async () => {
    const [, node] = nodes as [Node, Node];
    const { deploymentId, network, env } = places.anvil;
    const record = path.join(deploymentsFolder, `${deploymentId}.json`);
    const verify = () => runScript("verify-deployment.ts", ["--network", network, "--record", record], env(node.url)).done;
    const clean = await verify();
    expect(clean.output).to.match(/\d{3,} facts of chain 901 checked, 0 differences/);
    expect(clean.code).to.equal(0);

    const { contracts } = JSON.parse(await readFile(record, "utf8")) as DeploymentRecord;
    const stranger = account(7).address;
    await tamper(node.url, contracts, governance, stranger);
    const found = await verify();
    expect(found.code).to.equal(1);
    expect(found.output).to.include("holders of 1 Minter").and.to.include(stranger);
    expect(found.output).to.include("GatewayRegistry.minimumDataBps(): recorded 3000, deployed 4000");
    expect(found.output).to.include(`setting DatanetRegistry.AdmissionApprovalChanged(admission ${stranger}): recorded nothing`);
    expect(found.output).to.include("code of CuratorAdmission");
    expect(found.output).to.include(" 4 differences");
  });

  /** Deploys through a process that dies, then to the end, and checks that nothing was done twice. */
  async function deployThrough({ url, client }: Node, place: Place, fault: Fault): Promise<void> {
    const file = await parameterFile();
    const { network, deploymentId } = place;
    const args = ["--network", network, "--parameters", file, "--deployment-id", deploymentId, "--skip-verify"];
    const killed = await killedRun(url, fault, (rpc) => runScript("deploy.ts", args, place.env(rpc)));
    expect(killed.signal, `${fault.moment} transaction ${fault.atTransaction}: ${killed.output}`).to.equal("SIGKILL");
    const finished = await runScript("deploy.ts", args, place.env(url)).done;
    expect(finished.code, finished.output).to.equal(0);
    expect(finished.output).to.include(`contracts; the record is deploy/deployments/${deploymentId}.json`);
    await expectAsRehearsed(client, deploymentId);
    const record = JSON.parse(await readFile(path.join(deploymentsFolder, `${deploymentId}.json`), "utf8")) as { state: DeployedState };
    states[place === places.hardhat ? "hardhat" : "anvil"] = record.state;
  }

  async function expectAsRehearsed(client: PublicClient, deploymentId: string): Promise<void> {
    const rehearsed = Object.entries(rehearsal.addresses).map(([id, address]) => [id.split("#")[1]!, address as Hex] as const);
    const expected = Object.fromEntries(rehearsed.filter(([name]) => !foreignContracts.has(name)));
    expect(await readDeployedAddresses(path.join(deploymentsFolder, deploymentId))).to.deep.equal(expected);
    expect(await client.getTransactionCount({ address: deployer })).to.equal(rehearsal.transactions.length);
  }
});

/** Calldata of the transaction that made CreateX deploy a contract. */
async function creationOf(client: PublicClient, address: Hex): Promise<Hex> {
  const [log] = await client.getLogs({ address: createX, event: contractCreation, args: { newContract: address }, fromBlock: 0n });
  return (await client.getTransaction({ hash: log!.transactionHash })).input;
}

async function killedRun(url: string, fault: Fault, start: (rpc: string) => { readonly done: Promise<Run>; kill(): void }): Promise<Run> {
  let kill = () => {};
  const proxy = await startFaultProxy(url, { ...fault, kill: () => kill() });
  try {
    const running = start(proxy.url);
    kill = () => running.kill();
    return await running.done;
  } finally {
    await proxy.close();
  }
}

/** A number from `least` to `most`; every run of the suite tries another transaction. */
function pick(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1));
}
