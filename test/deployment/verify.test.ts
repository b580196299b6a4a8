import { accessManagerAbi, gatewayRegistryAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { createTestClient, createWalletClient, custom, getAddress, type Hex } from "viem";

import { expectedAttestationCode } from "../../scripts/lib/attestation-service.ts";
import { compareStates, expectedCode, readDeployedState, type DeployedState } from "../../scripts/lib/deployed-state.ts";
import { deploySimulatedSuite, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";

describe("verification of a deployment", function () {
  this.timeout(120_000);

  let suite: SimulatedSuite;
  let recorded: DeployedState;

  before(async () => {
    suite = await deploySimulatedSuite();
    recorded = await readDeployedState(suite.client, suite.deployment);
  });

  after(() => suite.close());

  const differences = async () => compareStates(recorded, await readDeployedState(suite.client, suite.deployment));
  const governance = (
    address: Hex,
    abi: typeof accessManagerAbi | typeof gatewayRegistryAbi,
    functionName: string,
    args: readonly unknown[],
  ) =>
    createWalletClient({ account: suite.governance, transport: custom(suite.client) }).writeContract({
      address,
      abi,
      functionName,
      args,
      chain: null,
    } as never);

  it("finds nothing on a fresh deployment, whose code is this checkout's", async () => {
    expect(await differences()).to.deep.equal([]);
    const ours = await expectedCode(Object.keys(suite.deployment.contracts));
    expect(recorded.code).to.deep.equal({ ...ours, ...expectedAttestationCode(recorded) });
    expect(Object.keys(recorded.code)).to.include("EAS").and.to.include("SchemaRegistry");
  });

  it("finds a role that somebody was granted", async () => {
    const stranger = suite.accounts[5]!;
    await governance(suite.deployment.contracts.AccessManager!, accessManagerAbi, "grantRole", [1n, stranger, 0]);
    const found = await differences();
    expect(found).to.have.length(1);
    expect(found[0]).to.include("holders of 1 Minter").and.to.include(getAddress(stranger));
    await governance(suite.deployment.contracts.AccessManager!, accessManagerAbi, "revokeRole", [1n, stranger]);
    expect(await differences()).to.deep.equal([]);
  });

  it("finds a parameter that was changed", async () => {
    await governance(suite.deployment.contracts.GatewayRegistry!, gatewayRegistryAbi, "setMinimumDataShare", [4_000]);
    expect(await differences()).to.deep.equal(["GatewayRegistry.minimumDataBps(): recorded 3000, deployed 4000"]);
  });

  it("finds code that is not this checkout's", async () => {
    const address = suite.deployment.contracts.CuratorAdmission!;
    const code = (await suite.client.getCode({ address }))!;
    const test = createTestClient({ mode: "hardhat", transport: custom(suite.client) });
    await test.setCode({ address, bytecode: `${code.slice(0, -2)}00` as Hex });
    expect((await differences()).some((line) => line.startsWith("code of CuratorAdmission"))).to.equal(true);
    await test.setCode({ address, bytecode: code });
  });

  it("finds an attestation service that is not the one of its npm package", async () => {
    const address = recorded.parameters["EAS"]!["address"] as Hex;
    const code = (await suite.client.getCode({ address }))!;
    const test = createTestClient({ mode: "hardhat", transport: custom(suite.client) });
    await test.setCode({ address, bytecode: `${code.slice(0, -2)}00` as Hex });
    const { code: found } = await readDeployedState(suite.client, suite.deployment);
    expect(found["EAS"]).to.not.equal(expectedAttestationCode(recorded)["EAS"]);
    expect(found["SchemaRegistry"]).to.equal(expectedAttestationCode(recorded)["SchemaRegistry"]);
    await test.setCode({ address, bytecode: code });
  });
});
