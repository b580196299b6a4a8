import { CONTRACT_NAMES, type Deployment } from "@openledger/sdk";
import { expect } from "chai";
import { network } from "hardhat";
import { custom, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { DEFAULT_SEND_RULES, sendCall, type SendRules } from "../../scripts/epoch-rail/send-call.ts";
import { openRailSession, type Call, type RailSession } from "../../scripts/epoch-rail/session.ts";
import { sleep } from "../../scripts/lib/service.ts";
import { keyOf } from "./support/rail-world.ts";

const NOBODY: Hex = `0x${"ee".repeat(20)}`;
const CALL: Call = { contract: "OpenToken", functionName: "approve", args: [NOBODY, 1n] };
const QUICK: SendRules = { ...DEFAULT_SEND_RULES, patience: 60, poll: 5, deadline: 20_000 };
const GWEI = 1_000_000_000n;

describe("sending a transaction", function () {
  this.timeout(60_000);
  const signer = privateKeyToAccount(keyOf(3));
  let session: RailSession;
  let request: (method: string, ...params: unknown[]) => Promise<unknown>;
  let notes: string[];

  beforeEach(async () => {
    const connection = await network.create({ network: "default", chainType: "op" });
    request = (method, ...params) => connection.provider.request({ method, params });
    const chainId = Number(await request("eth_chainId"));
    // Nobody has code, so every call succeeds: what is looked at is the way into a block.
    const contracts = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, NOBODY]));
    const deployment = { chainId, startBlock: 0, contracts } as unknown as Deployment;
    session = await openRailSession({
      rpcUrl: "in process",
      deployment,
      key: keyOf(3),
      transport: custom(connection.provider as never, { retryCount: 0 }),
    });
    notes = [];
    await request("evm_setAutomine", false);
  });

  const send = (rules: Partial<SendRules> = {}) => sendCall(session, CALL, { ...QUICK, ...rules }, (line) => void notes.push(line));
  const put = async (nonce: number, fee = 3n * GWEI): Promise<Hex> => {
    const fees = { maxFeePerGas: fee, maxPriorityFeePerGas: 1n };
    const { chainId } = session.deployment;
    const signed = await signer.signTransaction({ to: NOBODY, nonce, gas: 30_000n, type: "eip1559", chainId, ...fees });
    return session.client.sendRawTransaction({ serializedTransaction: signed });
  };
  /** Mines until the call is through. */
  async function mined<Result>(sending: Promise<Result>, after = 0): Promise<Result> {
    let isDone = false;
    const done = sending.finally(() => {
      isDone = true;
    });
    done.catch(() => {});
    await sleep(after);
    while (!isDone) {
      await request("evm_mine");
      await sleep(10);
    }
    return done;
  }
  const count = () => session.client.getTransactionCount({ address: signer.address, blockTag: "latest" });

  it("waits until it is mined", async () => {
    expect((await mined(send())).status).to.equal("success");
    expect([await count(), notes]).to.deep.equal([1, []]);
  });

  it("fills a nonce gap that another process left", async () => {
    const waiting = await put(1);
    const receipt = await mined(send());
    await request("evm_mine");
    expect((await session.client.getTransaction({ hash: receipt.transactionHash })).nonce).to.equal(0);
    expect((await session.client.getTransactionReceipt({ hash: waiting })).status).to.equal("success");
    expect(await count()).to.equal(2);
  });

  it("goes over a transaction that is stuck", async () => {
    const stuck = await put(0);
    const receipt = await mined(send(), 100);
    expect(receipt.transactionHash).to.not.equal(stuck);
    expect(await session.client.getTransactionReceipt({ hash: stuck }).catch(() => "never mined")).to.equal("never mined");
    expect(notes[0]).to.contain("nonce 0");
    expect(await count()).to.equal(1);
  });

  it("replaces its own transaction by a dearer one, and takes whichever is mined", async () => {
    const receipt = await mined(send(), 400);
    expect(notes.some((line) => line.startsWith("replacing"))).to.equal(true);
    expect(receipt.status).to.equal("success");
    expect(await count()).to.equal(1);
  });

  it("waits out a gas spike, and never offers more than it may", async () => {
    await request("hardhat_setNextBlockBaseFeePerGas", `0x${(500n * GWEI).toString(16)}`);
    await request("evm_mine");
    const sending = send({ maxFee: 20n * GWEI });
    await sleep(60);
    expect(notes).to.deep.equal([`gas is above --max-fee (${20n * GWEI} wei); waiting`]);
    await request("hardhat_setNextBlockBaseFeePerGas", `0x${GWEI.toString(16)}`);
    const receipt = await mined(sending);
    const { maxFeePerGas } = await session.client.getTransaction({ hash: receipt.transactionHash });
    expect(maxFeePerGas! <= 20n * GWEI).to.equal(true);
  });

  it("gives up at the deadline with a named error", async () => {
    const failed = await send({ deadline: 300 }).catch((error: Error) => error);
    expect([(failed as Error).name, (failed as Error).message]).to.deep.equal([
      "NotMinedError",
      "OpenToken.approve was not mined within 0.3 s; run again, or raise --max-fee",
    ]);
  });

  it("takes a transaction for sent when only the answer was lost", async () => {
    let isLost = false;
    const { client } = session;
    const losing: RailSession = {
      ...session,
      client: {
        ...client,
        sendRawTransaction: async (transaction: Parameters<typeof client.sendRawTransaction>[0]) => {
          const hash = await client.sendRawTransaction(transaction);
          await request("evm_mine");
          if (isLost) return hash;
          isLost = true;
          throw new Error("socket hang up");
        },
      } as typeof client,
    };
    expect((await sendCall(losing, CALL, QUICK, () => {})).status).to.equal("success");
    expect([isLost, await count()]).to.deep.equal([true, 1]);
  });
});
