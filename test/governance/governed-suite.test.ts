import { gatewayRegistryAbi, guardianAbi, openGovernorAbi, openTokenAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import {
  createTestClient,
  createWalletClient,
  custom,
  decodeErrorResult,
  encodeFunctionData,
  keccak256,
  parseEventLogs,
  stringToBytes,
  type Abi,
  type Hex,
} from "viem";

import { Part } from "../../sdk/src/codes/part.ts";
import { deploySimulatedSuite, governedShape, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { revertOf } from "../support/governance/calls.ts";

const day = 86_400;
const description = "Raise the least share of data";

describe("a suite governed by votes", function () {
  this.timeout(600_000);

  let suite: SimulatedSuite;
  let stranger: Hex;

  before(async () => {
    suite = await deploySimulatedSuite(governedShape);
    stranger = suite.accounts[7]!;
  });

  after(() => suite.close());

  const at = (name: string) => suite.deployment.contracts[name]!;
  const send = async (account: Hex, to: Hex, data: Hex) => {
    const hash = await createWalletClient({ account, transport: custom(suite.client) }).sendTransaction({ to, data, chain: null });
    return suite.client.waitForTransactionReceipt({ hash });
  };
  const governor = (functionName: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: openGovernorAbi as Abi, functionName, args });
  const wait = async (seconds: number) => {
    const test = createTestClient({ mode: "hardhat", transport: custom(suite.client) });
    await test.increaseTime({ seconds });
    await test.mine({ blocks: 1 });
  };
  const minimumDataBps = () =>
    suite.client.readContract({ address: at("GatewayRegistry"), abi: gatewayRegistryAbi, functionName: "minimumDataBps" });
  const setShare = (bps: number) => {
    const call = encodeFunctionData({ abi: gatewayRegistryAbi, functionName: "setMinimumDataShare", args: [bps] });
    return [[at("GatewayRegistry")], [0n], [call]] as const;
  };

  /** Proposes, votes with the treasury, waits, queues and waits again. */
  const pass = async (what: ReturnType<typeof setShare>) => {
    const { logs } = await send(suite.treasury, at("OpenGovernor"), governor("propose", [...what, description]));
    const [created] = parseEventLogs({ abi: openGovernorAbi, eventName: "ProposalCreated", logs });
    await wait(day + 1);
    await send(suite.treasury, at("OpenGovernor"), governor("castVote", [created!.args.proposalId, 1]));
    await wait(5 * day + 1);
    await send(stranger, at("OpenGovernor"), governor("queue", [...what, keccak256(stringToBytes(description))]));
  };
  const execute = (what: ReturnType<typeof setShare>) => governor("execute", [...what, keccak256(stringToBytes(description))]);

  it("cannot decide anything before the treasury delegates", async () => {
    const proposal = governor("propose", [...setShare(4_000), description]);
    const refusal = await revertOf(suite.client, at("OpenGovernor"), proposal, suite.treasury);
    expect(decodeErrorResult({ abi: openGovernorAbi, data: refusal }).errorName).to.equal("GovernorInsufficientProposerVotes");
  });

  it("changes a parameter by a vote of the treasury, carried out by a stranger after the delay", async () => {
    await send(
      suite.treasury,
      at("OpenToken"),
      encodeFunctionData({ abi: openTokenAbi, functionName: "delegate", args: [suite.treasury] }),
    );
    await wait(1);
    await pass(setShare(4_000));
    const early = await revertOf(suite.client, at("OpenGovernor"), execute(setShare(4_000)), stranger);
    expect(early.slice(0, 10)).not.to.equal("0x");
    expect(await minimumDataBps()).to.equal(3_000);
    await wait(2 * day);
    await send(stranger, at("OpenGovernor"), execute(setShare(4_000)));
    expect(await minimumDataBps()).to.equal(4_000);
  });

  it("cannot pass the bounds of a parameter by any vote", async () => {
    await pass(setShare(9_000));
    await wait(2 * day);
    const refusal = await revertOf(suite.client, at("OpenGovernor"), execute(setShare(9_000)), stranger);
    expect(decodeErrorResult({ abi: gatewayRegistryAbi, data: refusal }).errorName).to.equal("GatewayRegistry_ParameterOutOfBounds");
    expect(await minimumDataBps()).to.equal(4_000);
  });

  it("lets the guardian alone pause, and nobody but governance lift", async () => {
    const pause = encodeFunctionData({ abi: guardianAbi, functionName: "pause", args: [Part.Deposits, day, "a drill"] });
    const lift = encodeFunctionData({ abi: guardianAbi, functionName: "lift", args: [Part.Deposits] });
    for (const other of [suite.treasury, suite.arbiter, stranger, suite.governance])
      await revertOf(suite.client, at("Guardian"), pause, other);
    await send(suite.guardian, at("Guardian"), pause);
    for (const other of [suite.treasury, suite.arbiter, stranger, suite.guardian])
      await revertOf(suite.client, at("Guardian"), lift, other);
    await suite.client.call({ account: suite.governance, to: at("Guardian"), data: lift });
    expect(
      await suite.client.readContract({ address: at("Guardian"), abi: guardianAbi, functionName: "isPaused", args: [Part.Deposits] }),
    ).to.equal(true);
  });
});
