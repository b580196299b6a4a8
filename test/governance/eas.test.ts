import { evaluationsAbi, modelRegistryAbi, openTokenAbi, validatorReportsAbi, errorsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import {
  createTestClient,
  createWalletClient,
  custom,
  decodeErrorResult,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  getContractAddress,
  keccak256,
  parseAbiParameters,
  parseEventLogs,
  zeroAddress,
  zeroHash,
  type Abi,
  type Address,
  type Hex,
} from "viem";

import easArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json" with { type: "json" };
import registryArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json" with { type: "json" };

import { deploySimulatedSuite, type SimulatedSuite } from "../../scripts/lib/simulated-suite.ts";
import { revertOf } from "../support/governance/calls.ts";

const easAbi = easArtifact.abi as Abi;
const registryAbi = registryArtifact.abi as Abi;
const day = 86_400n;
const bond = 100n * 10n ** 9n;
const weights = keccak256("0x01");
const evaluationSchema =
  "uint8 assetKind,uint32 assetId,bytes32 weightsHash,bytes32 task,bytes32 heldOutRoot,uint32 heldOutCount,bytes32 metric,uint32 scoreBeforePpm,uint32 scoreAfterPpm,uint32 datanet,uint32 snapshot";
const reportSchema = "uint48 round,uint8 level,uint8 seat,uint32 validator,bytes32 report,string uri";

describe("attestations at the published EAS contracts", function () {
  this.timeout(600_000);

  let suite: SimulatedSuite;
  let eas: Address;
  let registry: Address;
  let builder: Hex;
  let evaluator: Hex;
  let stranger: Hex;

  const at = (name: string) => suite.deployment.contracts[name]!;
  const send = async (account: Hex, to: Hex, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const data = encodeFunctionData({ abi, functionName, args });
    const hash = await createWalletClient({ account, transport: custom(suite.client) }).sendTransaction({ to, data, chain: null });
    return suite.client.waitForTransactionReceipt({ hash });
  };
  const refusalOf = async (account: Hex, to: Hex, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const data = await revertOf(suite.client, to, encodeFunctionData({ abi, functionName, args }), account);
    return decodeErrorResult({ abi: [...errorsAbi, ...easAbi], data });
  };
  const read = <T>(address: Hex, abi: Abi, functionName: string, args: readonly unknown[] = []) =>
    suite.client.readContract({ address, abi, functionName, args }) as Promise<T>;
  const now = async () => (await suite.client.getBlock()).timestamp;

  const claim = (change: { weights?: Hex; score?: number } = {}) =>
    encodeAbiParameters(parseAbiParameters("uint8,uint32,bytes32,bytes32,bytes32,uint32,bytes32,uint32,uint32,uint32,uint32"), [
      2,
      1,
      change.weights ?? weights,
      keccak256("0x02"),
      keccak256("0x03"),
      10,
      keccak256("0x04"),
      500_000,
      change.score ?? 700_000,
      0,
      0,
    ]);
  const request = (schema: Hex, data: Hex, change: { expirationTime?: bigint; revocable?: boolean } = {}) => ({
    schema,
    data: {
      recipient: zeroAddress,
      expirationTime: change.expirationTime ?? 0n,
      revocable: change.revocable ?? true,
      refUID: zeroHash,
      data,
      value: 0n,
    },
  });
  const evaluation = async (data: Hex, expirationTime?: bigint) =>
    request(await read<Hex>(at("Evaluations"), evaluationsAbi, "schemaUid"), data, {
      expirationTime: expirationTime ?? (await now()) + 30n * day,
    });
  const attest = async (data: Hex) => {
    const { logs } = await send(evaluator, eas, easAbi, "attest", [await evaluation(data)]);
    const [recorded] = parseEventLogs({ abi: evaluationsAbi, eventName: "EvaluationRecorded", logs });
    return recorded!.args.uid;
  };

  before(async () => {
    suite = await deploySimulatedSuite();
    [builder, evaluator, stranger] = suite.accounts.slice(5, 8) as [Hex, Hex, Hex];
    eas = await read(at("Evaluations"), evaluationsAbi, "eas");
    registry = await read(eas, easAbi, "getSchemaRegistry");
    await send(builder, at("ModelRegistry"), modelRegistryAbi, "register", [
      { name: "Base", uri: "", weightsHash: weights, royaltyBps: 0 },
      [],
    ]);
    for (const account of [evaluator, stranger]) {
      await send(suite.treasury, at("OpenToken"), openTokenAbi, "transfer", [account, 1_000n * 10n ** 18n]);
      await send(account, at("OpenToken"), openTokenAbi, "approve", [at("Evaluations"), 2n ** 256n - 1n]);
    }
  });

  after(() => suite.close());

  it("run on the npm package's bytecode", async () => {
    expect(await read(eas, easAbi, "version")).to.equal("1.4.0");
    for (const [address, artifact] of [
      [eas, easArtifact],
      [registry, registryArtifact],
    ] as const) {
      // Immutables stand where the artifact has zeros after a PUSH32.
      const pattern = artifact.deployedBytecode.replaceAll(`7f${"00".repeat(32)}`, "7f[0-9a-f]{64}");
      expect(await suite.client.getCode({ address })).to.match(new RegExp(`^${pattern}$`));
    }
  });

  it("have both schemas registered, each with its resolver", async () => {
    for (const [name, abi, schema, revocable] of [
      ["Evaluations", evaluationsAbi, evaluationSchema, true],
      ["ValidatorReports", validatorReportsAbi, reportSchema, false],
    ] as const) {
      const uid = keccak256(encodePacked(["string", "address", "bool"], [schema, at(name), revocable]));
      expect(await read(at(name), abi as Abi, "schemaUid")).to.equal(uid);
      expect(await read(registry, registryAbi, "getSchema", [uid])).to.deep.equal({ uid, resolver: at(name), revocable, schema });
    }
  });

  it("deploy over a schema that somebody registered before", async () => {
    const { default: hre } = await import("hardhat");
    const { abi, bytecode } = (await hre.artifacts.readArtifact("ValidatorReports")) as unknown as { abi: Abi; bytecode: Hex };
    const foreseen = getContractAddress({
      from: stranger,
      nonce: BigInt(await suite.client.getTransactionCount({ address: stranger })) + 1n,
    });
    await send(stranger, registry, registryAbi, "register", [reportSchema, foreseen, false]);
    const args = [eas, at("ValidationRounds"), at("PanelDraws"), at("AccountRegistry")];
    const wallet = createWalletClient({ account: stranger, transport: custom(suite.client) });
    const hash = await wallet.deployContract({ abi, bytecode, args, chain: null });
    expect((await suite.client.waitForTransactionReceipt({ hash })).contractAddress?.toLowerCase()).to.equal(foreseen.toLowerCase());
  });

  it("refuse an evaluation without a bond, and take the bond of one that has it", async () => {
    expect((await refusalOf(evaluator, eas, easAbi, "attest", [await evaluation(claim())])).errorName).to.equal("Evaluations_BondTooSmall");
    await send(evaluator, at("Evaluations"), evaluationsAbi, "postBond", [3n * bond]);
    const uid = await attest(claim());
    expect(await read(at("Evaluations"), evaluationsAbi, "isValid", [uid])).to.equal(true);
    expect(await read(eas, easAbi, "isAttestationValid", [uid])).to.equal(true);
    expect(await read(at("Evaluations"), evaluationsAbi, "freeBondOf", [evaluator])).to.equal(2n * bond);
  });

  it("refuse other weights, a score beyond the whole, no end, an end too far, and the owner's own evaluation", async () => {
    const refusals = [
      [evaluator, await evaluation(claim({ weights: zeroHash.replace("00", "01") as Hex })), "Evaluations_WrongWeights"],
      [evaluator, await evaluation(claim({ score: 1_000_001 })), "Evaluations_BadField"],
      [evaluator, await evaluation("0x"), "Evaluations_DataLength"],
      [evaluator, await evaluation(claim(), 0n), "Evaluations_BadExpiry"],
      [evaluator, await evaluation(claim(), (await now()) + 366n * day), "Evaluations_BadExpiry"],
      [builder, await evaluation(claim()), "Evaluations_SelfEvaluation"],
    ] as const;
    for (const [account, given, error] of refusals)
      expect((await refusalOf(account, eas, easAbi, "attest", [given])).errorName).to.equal(error);
  });

  it("stop being valid when they are revoked, when they end, and when the weights change", async () => {
    const uid = await attest(claim());
    const schema = await read<Hex>(at("Evaluations"), evaluationsAbi, "schemaUid");
    const snapshot = createTestClient({ mode: "hardhat", transport: custom(suite.client) });
    const isValid = () => read<boolean>(at("Evaluations"), evaluationsAbi, "isValid", [uid]);
    const id = await snapshot.snapshot();
    await snapshot.increaseTime({ seconds: Number(30n * day) });
    await snapshot.mine({ blocks: 1 });
    expect(await isValid()).to.equal(false);
    await snapshot.revert({ id });
    expect(await isValid()).to.equal(true);
    const denied = await refusalOf(stranger, eas, easAbi, "revoke", [{ schema, data: { uid, value: 0n } }]);
    expect(denied.errorName).to.equal("AccessDenied");
    await send(evaluator, eas, easAbi, "revoke", [{ schema, data: { uid, value: 0n } }]);
    expect(await isValid()).to.equal(false);
  });

  it("lose their bond to a challenge that the arbiter upholds", async () => {
    const uid = await attest(claim());
    await send(stranger, at("Evaluations"), evaluationsAbi, "postBond", [bond]);
    await send(stranger, at("Evaluations"), evaluationsAbi, "openChallenge", [uid, zeroHash, "ipfs://evidence"]);
    expect((await refusalOf(stranger, at("Evaluations"), evaluationsAbi, "rule", [1, true])).errorName).to.equal(
      "AccessManagedUnauthorized",
    );
    const supply = await read<bigint>(at("OpenToken"), openTokenAbi, "totalSupply");
    await send(suite.arbiter, at("Evaluations"), evaluationsAbi, "rule", [1, true]);
    expect(await read(at("Evaluations"), evaluationsAbi, "isValid", [uid])).to.equal(false);
    expect(await read(at("Evaluations"), evaluationsAbi, "freeBondOf", [stranger])).to.equal(bond + bond / 4n);
    expect(await read(at("OpenToken"), openTokenAbi, "totalSupply")).to.equal(supply - (bond / 4n) * 10n ** 9n);
  });

  it("pass a validator's report to its resolver, which knows no such round", async () => {
    const schema = await read<Hex>(at("ValidatorReports"), validatorReportsAbi, "schemaUid");
    const data = encodeAbiParameters(parseAbiParameters("uint48,uint8,uint8,uint32,bytes32,string"), [1, 0, 0, 1, weights, ""]);
    const refused = await refusalOf(stranger, eas, easAbi, "attest", [request(schema, data, { revocable: false })]);
    expect(refused.errorName).to.equal("ValidationRounds_UnknownRound");
    expect((await refusalOf(stranger, eas, easAbi, "attest", [request(schema, data)])).errorName).to.equal("Irrevocable");
  });
});
