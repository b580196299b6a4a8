import { AssetKind } from "@openledger/sdk";
import { evaluationsAbi } from "@openledger/sdk/abis";
import {
  createWalletClient,
  custom,
  encodeAbiParameters,
  keccak256,
  maxUint256,
  parseAbiParameters,
  parseEventLogs,
  zeroAddress,
  zeroHash,
  type Abi,
  type Hex,
} from "viem";

import easArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json" with { type: "json" };

import { OPEN, type PanelWorld } from "../../support/validation/panel-world.ts";

const DAY = 86_400;
const WEIGHTS = keccak256("0x01");
const FIELDS = parseAbiParameters("uint8,uint32,bytes32,bytes32,bytes32,uint32,bytes32,uint32,uint32,uint32,uint32");

/** A model evaluated three times: one evaluation stands, one is revoked, one loses its bond to a challenge; another challenge is lost. */
export const tellEvaluationStory = async (world: PanelWorld): Promise<void> => {
  const [builder, evaluator, challenger] = world.accounts.slice(5, 8) as [Hex, Hex, Hex];
  const model = { name: "Base", uri: "", weightsHash: WEIGHTS, royaltyBps: 0 };
  await world.send("ModelRegistry", "register", [model, []], builder);
  const number = await world.read<number>("ModelRegistry", "assetCount");
  for (const account of [evaluator, challenger]) {
    await world.send("OpenToken", "transfer", [account, 2_000n * OPEN * 10n ** 9n]);
    await world.send("OpenToken", "approve", [world.deployment.contracts["Evaluations"], maxUint256], account);
    await world.send("Evaluations", "postBond", [1_000n * OPEN], account);
  }
  const address = await world.read<Hex>("Evaluations", "eas");
  const schema = await world.read<Hex>("Evaluations", "schemaUid");
  const wallet = createWalletClient({ account: evaluator, transport: custom(world.client) });
  const call = async (functionName: string, args: readonly unknown[]) => {
    const hash = await wallet.writeContract({ address, abi: easArtifact.abi as Abi, functionName, args, chain: null } as never);
    const { status, logs } = await world.client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
    if (status !== "success") throw new Error(`EAS.${functionName} reverted`);
    return logs;
  };
  const attest = async (score: number): Promise<Hex> => {
    const [task, held, metric] = [2, 3, 4].map((byte) => keccak256(`0x0${byte}`)) as [Hex, Hex, Hex];
    const data = encodeAbiParameters(FIELDS, [AssetKind.Model, number, WEIGHTS, task, held, 10, metric, 500_000, score, 0, 0]);
    const expirationTime = BigInt((await world.now()) + 30 * DAY);
    const fields = { recipient: zeroAddress, expirationTime, revocable: true, refUID: zeroHash, data, value: 0n };
    const [recorded] = parseEventLogs({
      abi: evaluationsAbi,
      eventName: "EvaluationRecorded",
      logs: await call("attest", [{ schema, data: fields }]),
    });
    return recorded!.args.uid;
  };
  const [stands, revoked, false_] = [await attest(700_000), await attest(710_000), await attest(990_000)];
  await call("revoke", [{ schema, data: { uid: revoked, value: 0n } }]);
  for (const uid of [stands, false_]) await world.send("Evaluations", "openChallenge", [uid, zeroHash, "ipfs://evidence"], challenger);
  await world.send("Evaluations", "rule", [1, false], world.arbiter);
  await world.send("Evaluations", "rule", [2, true], world.arbiter);
  await world.send("Evaluations", "withdrawBond", [1n * OPEN], challenger);
};
