import { accountRegistryAbi, openGovernorAbi, paymentEscrowAbi, wrappedOpenAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { createTestClient, createWalletClient, custom, encodeFunctionData, getAddress, type Abi, type AbiFunction, type Hex } from "viem";

import { parseDeployment } from "../../sdk/src/deployment/parse-deployment.ts";
import { deploySimulatedSuite, governedShape, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { abiOf } from "../support/governance/calls.ts";

const nano = 10n ** 9n;
const day = 86_400;

/** Contracts that may be sent the gas coin: the wrapper, and those whose interface others fixed and that refuse or only pass it on. */
const payable = ["AccessManager", "Evaluations", "OpenGovernor", "OpenTimelock", "ValidatorReports", "WrappedOpen"];

describe("a suite on a chain whose gas coin is OPEN", function () {
  this.timeout(600_000);

  let suite: SimulatedSuite;
  let payer: Hex;

  before(async () => {
    suite = await deploySimulatedSuite({ ...governedShape, openIsNative: true });
    payer = suite.accounts[5]!;
  });

  after(() => suite.close());

  const at = (name: string) => suite.deployment.contracts[name]!;
  const send = async (account: Hex, to: Hex, abi: Abi, functionName: string, args: readonly unknown[], value = 0n) => {
    const wallet = createWalletClient({ account, transport: custom(suite.client) });
    const hash = await wallet.sendTransaction({ to, data: encodeFunctionData({ abi, functionName, args }), value, chain: null });
    return suite.client.waitForTransactionReceipt({ hash });
  };

  it("has the wrapped coin where the token would be, for the sdk too", () => {
    expect(suite.deployment.contracts).not.to.have.property("OpenToken");
    expect(parseDeployment({ ...suite.deployment, startBlock: 0 }).contracts.OpenToken).to.equal(getAddress(at("WrappedOpen")));
  });

  it("takes native value nowhere but in the wrapper", () => {
    const found = Object.keys(suite.deployment.contracts).filter((contract) =>
      abiOf(contract)?.some((item) => (item as AbiFunction).stateMutability === "payable"),
    );
    expect(found).to.have.members(payable);
  });

  it("takes the quorum of the coin's supply, not of what is wrapped", async () => {
    const { timestamp } = await suite.client.getBlock();
    const quorum = await suite.client.readContract({
      address: at("OpenGovernor"),
      abi: openGovernorAbi,
      functionName: "quorum",
      args: [timestamp - 1n],
    });
    expect(quorum).to.equal(40_000_000n * nano * nano);
  });

  it("lets a payer wrap, deposit, withdraw and unwrap", async () => {
    await send(payer, at("AccountRegistry"), accountRegistryAbi, "register", [payer]);
    const account = 2;
    await send(payer, at("WrappedOpen"), wrappedOpenAbi, "deposit", [], 5n * nano);
    await send(payer, at("WrappedOpen"), wrappedOpenAbi, "approve", [at("PaymentEscrow"), 5n * nano]);
    await send(payer, at("PaymentEscrow"), paymentEscrowAbi, "deposit", [account, 5n]);
    await send(payer, at("PaymentEscrow"), paymentEscrowAbi, "requestWithdrawal", [account, 5n]);
    const test = createTestClient({ mode: "hardhat", transport: custom(suite.client) });
    await test.increaseTime({ seconds: day });
    await test.mine({ blocks: 1 });
    await send(payer, at("PaymentEscrow"), paymentEscrowAbi, "withdraw", [account]);
    await send(payer, at("WrappedOpen"), wrappedOpenAbi, "withdraw", [5n * nano]);
    const supply = await suite.client.readContract({ address: at("WrappedOpen"), abi: wrappedOpenAbi, functionName: "totalSupply" });
    expect(supply).to.equal(0n);
    expect(await suite.client.getBalance({ address: at("WrappedOpen") })).to.equal(0n);
  });
});
