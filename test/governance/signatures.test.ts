import { errorsAbi } from "@openledger/sdk/abis";
import * as abis from "@openledger/sdk/abis";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  createTestClient,
  createWalletClient,
  custom,
  decodeErrorResult,
  encodeFunctionData,
  numberToHex,
  parseEventLogs,
  parseSignature,
  type Abi,
  type AbiFunction,
  type Hex,
} from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";

import { repositoryRoot } from "../../scripts/lib/deployment.ts";
import { deploySimulatedSuite, governedShape, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { abiOf, revertOf, signatureOf } from "../support/governance/calls.ts";

/** Order of the curve: `(r, n - s, flipped v)` recovers to the same key as `(r, s, v)`. */
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const open = 10n ** 18n;
const field = (name: string, type: string) => ({ name, type });
const uint = (name: string) => field(name, "uint256");
const address = (name: string) => field(name, "address");

type Signed = { readonly signature: Hex; readonly v: number; readonly r: Hex; readonly s: Hex };
type Case = {
  /** `Contract.function(types)`. */
  readonly name: string;
  readonly domain: string;
  readonly type: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  readonly message: () => Record<string, unknown>;
  /** The message as it reads when its time is over; left out where the message has none. */
  readonly expired?: Record<string, unknown>;
  readonly arguments: (message: Record<string, unknown>, signed: Signed) => readonly unknown[];
  /** Who has to submit; anyone if left out. */
  readonly sender?: () => Hex;
  /** Says of whom it is nowhere but in the signature: one that is not the signer's is then somebody else's, and does nothing to the signer. */
  readonly namesNoSigner?: boolean;
  /** What a second submission does: reverts if left out. */
  readonly replay?: "changes nothing";
};

/** Functions that take a signature inside packed data. Their attacks are tried where that data is built; the tests named must be there. */
const elsewhere: Readonly<Record<string, readonly [file: string, ...tests: string[]]>> = {
  "RewardRouter.settle(bytes,address,bytes)": [
    "test/settlement/RewardRouter.t.sol",
    "test_settle_foreignChain_reverts",
    "test_settle_otherRouter_reverts",
    "test_settle_malleatedSignature_reverts",
    "test_settle_twice_reverts",
    "test_settle_servedAfterRevocation_reverts",
  ],
  "SignedActions.perform(tuple,bytes)": [
    "test/account/SignedActions.t.sol",
    "test_perform_onAnotherChain_reverts",
    "testFuzz_perform_changed_reverts",
    "test_perform_late_reverts",
    "test_perform_twice_reverts",
    "test_perform_forForeignAccount_reverts",
  ],
  "EpochLedger.commit(bytes,address,bytes)": [
    "test/settlement/epoch/epoch-ledger.test.ts",
    "takes no signature of another chain, another contract, another form",
  ],
};

describe("every function that takes a signature", function () {
  this.timeout(600_000);

  const signer = privateKeyToAccount(generatePrivateKey());
  const agentWallet = privateKeyToAccount(generatePrivateKey());
  let suite: SimulatedSuite;
  let stranger: Hex;
  let now: bigint;
  let proposal: bigint;
  let nonce = 0n;

  const at = (contract: string) => suite.deployment.contracts[contract]!;
  const far = 2n ** 40n;
  const send = async (account: Hex, to: Hex, data: Hex) => {
    const hash = await createWalletClient({ account, transport: custom(suite.client) }).sendTransaction({ to, data, chain: null });
    return suite.client.waitForTransactionReceipt({ hash });
  };
  const call = (contract: string, functionName: string, args: readonly unknown[]) =>
    encodeFunctionData({ abi: abiOf(contract), functionName, args });
  const control = () => createTestClient({ mode: "hardhat", transport: custom(suite.client) });
  const vrs = ({ v, r, s }: Signed) => [v, r, s];
  const bytes = ({ signature }: Signed) => [signature];

  /** The two forms of a function of the token. */
  const both = (name: string, types: string, rest: Omit<Case, "name" | "domain" | "arguments">, values: readonly string[]): Case[] =>
    (
      [
        ["uint8,bytes32,bytes32", vrs],
        ["bytes", bytes],
      ] as const
    ).map(([form, last]) => ({
      ...rest,
      name: `OpenToken.${name}(${types},${form})`,
      domain: "OPEN",
      arguments: (message, signed) => [...values.map((key) => message[key]), ...last(signed)],
    }));
  const authorization = ["from", "to", "value", "validAfter", "validBefore", "nonce"] as const;
  const authorize = (type: string, to: () => Hex): Omit<Case, "name" | "domain" | "arguments"> => ({
    type,
    fields: [address("from"), address("to"), uint("value"), uint("validAfter"), uint("validBefore"), field("nonce", "bytes32")],
    message: () => ({
      from: signer.address,
      to: to(),
      value: 1n,
      validAfter: 0n,
      validBefore: far,
      nonce: numberToHex((nonce += 1n), { size: 32 }),
    }),
    expired: { validBefore: 1n },
    sender: to,
  });
  const ballot: readonly ReturnType<typeof field>[] = [uint("proposalId"), field("support", "uint8"), address("voter"), uint("nonce")];

  const cases: readonly Case[] = [
    ...both(
      "permit",
      "address,address,uint256,uint256",
      {
        type: "Permit",
        fields: [address("owner"), address("spender"), uint("value"), uint("nonce"), uint("deadline")],
        message: () => ({ owner: signer.address, spender: stranger, value: 1n, nonce: 0n, deadline: far }),
        expired: { deadline: 1n },
      },
      ["owner", "spender", "value", "deadline"],
    ),
    ...both(
      "transferWithAuthorization",
      "address,address,uint256,uint256,uint256,bytes32",
      authorize("TransferWithAuthorization", () => stranger),
      authorization,
    ),
    ...both(
      "receiveWithAuthorization",
      "address,address,uint256,uint256,uint256,bytes32",
      authorize("ReceiveWithAuthorization", () => stranger),
      authorization,
    ),
    ...both(
      "cancelAuthorization",
      "address,bytes32",
      {
        type: "CancelAuthorization",
        fields: [address("authorizer"), field("nonce", "bytes32")],
        message: () => ({ authorizer: signer.address, nonce: numberToHex((nonce += 1n), { size: 32 }) }),
      },
      ["authorizer", "nonce"],
    ),
    ...(["(address,uint256,uint256,uint8,bytes32,bytes32)", "(address,address,uint256,uint256,bytes)"] as const).map((types): Case => ({
      name: `OpenToken.delegateBySig${types}`,
      domain: "OPEN",
      type: "Delegation",
      fields: [address("delegatee"), uint("nonce"), uint("expiry")],
      message: () => ({ delegatee: stranger, nonce: 0n, expiry: far }),
      expired: { expiry: 1n },
      namesNoSigner: !types.endsWith("bytes)"),
      arguments: ({ delegatee, nonce: used, expiry }, signed) =>
        types.endsWith("bytes)") ? [signer.address, delegatee, used, expiry, signed.signature] : [delegatee, used, expiry, ...vrs(signed)],
    })),
    {
      name: "PaymentEscrow.redeem(tuple[],bytes[])",
      domain: "OpenLedger PaymentEscrow",
      type: "Voucher",
      fields: [field("payerAccount", "uint32"), field("gatewayId", "uint32"), field("cumulative", "uint64"), field("expiry", "uint48")],
      message: () => ({ payerAccount: 2, gatewayId: 1, cumulative: 5n, expiry: Number(far) }),
      expired: { expiry: 1 },
      arguments: (message, signed) => [[message], [signed.signature]],
      replay: "changes nothing",
    },
    {
      name: "AgentRegistry.setAgentWallet(uint256,address,uint256,bytes)",
      domain: "ERC8004IdentityRegistry",
      type: "AgentWalletSet",
      fields: [uint("agentId"), address("newWallet"), address("owner"), uint("deadline")],
      message: () => ({ agentId: 1n, newWallet: signer.address, owner: stranger, deadline: now + 250n }),
      expired: { deadline: 1n },
      arguments: ({ agentId, newWallet, deadline }, signed) => [agentId, newWallet, deadline, signed.signature],
      replay: "changes nothing",
    },
    {
      name: "OpenGovernor.castVoteBySig(uint256,uint8,address,bytes)",
      domain: "OpenGovernor",
      type: "Ballot",
      fields: ballot,
      message: () => ({ proposalId: proposal, support: 1, voter: signer.address, nonce: 0n }),
      arguments: ({ proposalId, support, voter }, signed) => [proposalId, support, voter, signed.signature],
    },
    {
      name: "OpenGovernor.castVoteWithReasonAndParamsBySig(uint256,uint8,address,string,bytes,bytes)",
      domain: "OpenGovernor",
      type: "ExtendedBallot",
      fields: [...ballot, field("reason", "string"), field("params", "bytes")],
      message: () => ({ proposalId: proposal, support: 1, voter: signer.address, nonce: 0n, reason: "why", params: "0x" }),
      arguments: ({ proposalId, support, voter, reason, params }, signed) => [proposalId, support, voter, reason, params, signed.signature],
    },
  ];

  before(async () => {
    suite = await deploySimulatedSuite(governedShape);
    stranger = suite.accounts[6]!;
    await control().setBalance({ address: signer.address, value: open });
    await send(suite.treasury, at("OpenToken"), call("OpenToken", "transfer", [signer.address, 1_000n * open]));
    await send(suite.treasury, at("OpenToken"), call("OpenToken", "delegate", [suite.treasury]));
    // Account 1 is the commons: the signer's is 2, and gateway 1 is account 3's.
    await send(stranger, at("AccountRegistry"), call("AccountRegistry", "registerFor", [signer.address, signer.address]));
    await send(stranger, at("AccountRegistry"), call("AccountRegistry", "registerFor", [stranger, stranger]));
    await send(stranger, at("GatewayRegistry"), call("GatewayRegistry", "register", [3, "Gateway", "https://gateway.example"]));
    await send(
      stranger,
      at("AgentRegistry"),
      encodeFunctionData({ abi: abis.agentRegistryAbi, functionName: "register", args: ["ipfs://agent"] }),
    );
    const proposed = [[at("OpenToken")], [0n], ["0x"], "why"];
    const { logs } = await send(suite.treasury, at("OpenGovernor"), call("OpenGovernor", "propose", proposed));
    proposal = parseEventLogs({ abi: abis.openGovernorAbi, eventName: "ProposalCreated", logs })[0]!.args.proposalId;
    await control().increaseTime({ seconds: 86_401 });
    await control().mine({ blocks: 1 });
    now = (await suite.client.getBlock()).timestamp;
  });

  after(() => suite.close());

  const contractOf = ({ name }: Case) => name.slice(0, name.indexOf("."));
  const sign = async (one: Case, message: Record<string, unknown>, change: { chainId?: number; verifyingContract?: Hex } = {}) => {
    const signature = await signer.signTypedData({
      domain: { name: one.domain, version: "1", chainId: suite.deployment.chainId, verifyingContract: at(contractOf(one)), ...change },
      types: { [one.type]: one.fields },
      primaryType: one.type,
      message,
    } as never);
    return split(signature);
  };
  const split = (signature: Hex): Signed => {
    const { r, s, v } = parseSignature(signature);
    return { signature, r, s, v: Number(v) };
  };
  const dataOf = (one: Case, message: Record<string, unknown>, signed: Signed) => {
    const abi = abiOf(contractOf(one)).filter((item) => item.type === "function" && `${contractOf(one)}.${signatureOf(item)}` === one.name);
    return encodeFunctionData({ abi, functionName: (abi[0] as AbiFunction).name, args: one.arguments(message, signed) });
  };
  const senderOf = (one: Case) => one.sender?.() ?? stranger;
  const delegateOf = (account: Hex) =>
    suite.client.readContract({ address: at("OpenToken"), abi: abis.openTokenAbi, functionName: "delegates", args: [account] });
  /** A signature that is not the signer's: refused, or nothing to the signer. */
  const foreign = async (one: Case, message: Record<string, unknown>, signed: Signed, what: string) => {
    if (one.namesNoSigner !== true) return refused(one, message, signed, what);
    const id = await control().snapshot();
    const before = await delegateOf(signer.address);
    await send(senderOf(one), at(contractOf(one)), dataOf(one, message, signed));
    expect(await delegateOf(signer.address), what).to.equal(before);
    await control().revert({ id });
    return "InvalidSigner";
  };
  const refused = async (one: Case, message: Record<string, unknown>, signed: Signed, what: string) => {
    const data = await revertOf(suite.client, at(contractOf(one)), dataOf(one, message, signed), senderOf(one));
    expect(data.length, `${one.name}: ${what}`).to.be.greaterThan(2);
    return decodeErrorResult({ abi: [...errorsAbi, ...abiOf(contractOf(one))] as Abi, data }).errorName;
  };

  for (const one of cases) {
    it(`${one.name} takes a good one, once, and no other`, async () => {
      const snapshot = await control().snapshot();
      const message = one.message();
      const good = await sign(one, message);
      const badSignature = new Set<string>();
      badSignature.add(await foreign(one, message, await sign(one, message, { chainId: 1 }), "foreign chain"));
      badSignature.add(await foreign(one, message, await sign(one, message, { verifyingContract: at("Guardian") }), "foreign contract"));
      const twin = { r: good.r, s: numberToHex(curveOrder - BigInt(good.s), { size: 32 }), v: 55 - good.v };
      const malleable = { ...twin, signature: `${twin.r}${twin.s.slice(2)}${numberToHex(twin.v).slice(2)}` as Hex };
      badSignature.add(await refused(one, message, malleable, "malleable"));
      const other = split(await agentWallet.signMessage({ message: "something else" }));
      badSignature.add(await foreign(one, message, other, "somebody else's"));
      for (const name of badSignature)
        expect(name, one.name).to.match(/BadSignature|InvalidSigner|InvalidSignature|ECDSAInvalidSignatureS|InvalidAccountNonce/);
      if (one.expired !== undefined) {
        const late = { ...message, ...one.expired };
        expect(await refused(one, late, await sign(one, late), "expired")).to.match(/Expired|Deadline|AuthorizationTime/);
      }

      await send(senderOf(one), at(contractOf(one)), dataOf(one, message, good));
      if (one.replay === undefined) {
        await refused(one, message, good, "replayed");
      } else {
        const before = await stateOf();
        await send(senderOf(one), at(contractOf(one)), dataOf(one, message, good));
        expect(await stateOf()).to.deep.equal(before);
      }
      await control().revert({ id: snapshot });
    });
  }

  /** What the functions that may be called again with one signature set. */
  const stateOf = async () => [
    await suite.client.readContract({
      address: at("PaymentEscrow"),
      abi: abis.paymentEscrowAbi,
      functionName: "allowanceOf",
      args: [2, 1],
    }),
    await suite.client.readContract({
      address: at("AgentRegistry"),
      abi: abis.agentRegistryAbi,
      functionName: "getAgentWallet",
      args: [1n],
    }),
  ];

  it("is in this table, or tried where its data is built", () => {
    const takesSignature = ({ inputs }: AbiFunction) =>
      inputs.some(({ name, type }) => /^signatures?$/.test(name ?? "") || (name === "r" && type === "bytes32"));
    const found = Object.keys(suite.deployment.contracts)
      .filter((contract) => abiOf(contract) !== undefined)
      .flatMap((contract) =>
        abiOf(contract)
          .filter((item): item is AbiFunction => item.type === "function" && ["nonpayable", "payable"].includes(item.stateMutability))
          .filter(takesSignature)
          .map((item) => `${contract}.${signatureOf(item)}`),
      );
    // A permit used before its deposit is no error there: the allowance decides.
    const tolerant = ["PaymentEscrow.depositWithPermit(uint32,uint64,uint256,uint8,bytes32,bytes32)"];
    expect(found).to.have.members([...cases.map(({ name }) => name), ...Object.keys(elsewhere), ...tolerant]);
    for (const [file, ...tests] of Object.values(elsewhere)) {
      const text = readFileSync(path.join(repositoryRoot, file), "utf8");
      for (const test of tests) expect(text, file).to.include(test);
    }
  });
});
