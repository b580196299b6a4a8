import {
  Role,
  contextRoot,
  encodeReceipt,
  evidenceRoot,
  feeOf,
  legsRoot,
  methodIdOf,
  receiptTypedData,
  recordsRoot,
  retrievedRoot,
  type Leg,
  type Receipt,
} from "@openledger/sdk";
import { keccak256, maxUint256, stringToBytes, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";

import { methodText } from "../../../gateway/src/attribution/method-id.ts";
import { DEFAULT_OPTIONS } from "../../../gateway/src/attribution/options.ts";
import { DATANET, OPEN, type PanelWorld } from "../../support/validation/panel-world.ts";
import { castBallots } from "./cast-ballots.ts";

const DAY = 86_400;
/** Of the story of evaluations. */
const MODEL = 1;
const PRICES = { promptPrice: 1_000_000n, completionPrice: 5_000_000n } as const;
const hashOf = (text: string): Hex => keccak256(stringToBytes(text));

/** A gateway whose receipts are brought before panels: one is convicted, one is upheld and goes to a second panel, which has not voted yet. */
export const tellRerunStory = async (world: PanelWorld, { challenger, item }: { challenger: number; item: bigint }): Promise<void> => {
  for (const spender of ["RerunPanel", "GatewayRegistry"])
    await world.send("OpenToken", "approve", [world.deployment.contracts[spender], maxUint256]);
  const operator = await world.register();
  await world.send("GatewayRegistry", "register", [operator, "gateway before panels", "http://127.0.0.1:1"]);
  const gateway = await world.read<number>("GatewayRegistry", "gatewayCount");
  const key = privateKeyToAccount(generatePrivateKey());
  await world.send("GatewayRegistry", "addReceiptKey", [gateway, key.address]);
  await world.send("GatewayRegistry", "postBond", [gateway, 1_000n * OPEN]);
  const { minimumSpanLength, maximumFrequency, firstSeenLength, maximumLegs, weightTotal, spanSharePpm, judgedSharePpm } = DEFAULT_OPTIONS;
  const rules = { minimumSpanLength, maximumFrequency, firstSeenLength, maximumLegs, weightTotal, spanSharePpm, judgedSharePpm };
  await world.send("AttributionCourt", "registerMethod", [methodText(), rules]);
  const methodId = methodIdOf(methodText());
  const split = [
    { role: Role.Gateway, account: operator, bps: 3_000 },
    { role: Role.Data, account: 0, bps: 6_000 },
    { role: Role.Datanet, account: await world.read<number>("DatanetRegistry", "accountOf", [DATANET]), bps: 500 },
    { role: Role.Model, account: await world.read<number>("ModelRegistry", "accountOf", [MODEL]), bps: 300 },
    { role: Role.Protocol, account: 1, bps: 200 },
  ];
  const offering = {
    gateway,
    model: MODEL,
    agent: 0,
    ...PRICES,
    methodId,
    label: "before panels",
    adapters: [],
    datanets: [DATANET],
    split,
  };
  await world.send("GatewayRegistry", "publishOffering", [offering]);
  const offeringId = await world.read<number>("GatewayRegistry", "offeringCount");

  /** Opens a case about a receipt that the gateway signed, in which members are asked for `legs`. */
  const open = async (sequence: number, legs: readonly Leg[], claimed: Hex): Promise<number> => {
    const roots = { recordsRoot: recordsRoot([]), outputTokensRoot: hashOf("output tokens"), retrievedRoot: retrievedRoot([item]) };
    const head = { requestHash: hashOf("request"), promptRoot: hashOf("prompt"), outputRoot: hashOf("output"), methodId };
    const context = { ...head, snapshotRoot: hashOf("snapshot") };
    const tokens = { promptTokens: 100, completionTokens: 100 };
    const receipt: Receipt = {
      ...{ lane: "direct", gatewayId: gateway, epoch: 0, sequence, payerAccount: challenger, offeringId, ...tokens },
      ...{ fee: feeOf({ ...tokens, ...PRICES }), servedAt: (await world.now()) * 1_000, legCount: legs.length, weightTotal },
      ...{ legsRoot: legsRoot(legs), contextRoot: contextRoot({ ...context, evidenceRoot: evidenceRoot(roots) }) },
    };
    const { chainId } = world.deployment;
    const typed = receiptTypedData({ chainId, router: world.deployment.contracts["RewardRouter"]!, receipt });
    const signature = await key.signTypedData(typed);
    const counts = { firstSequence: 0, count: 0, legCount: 0n, feeTotal: 0n, path: [] };
    const signed = { receipt: encodeReceipt(receipt), key: key.address, signature, ...counts };
    const opening = { signed, epochRecord: "0x", way: { nodes: [], indexes: [], paths: [] } };
    await world.send("RerunPanel", "open", [opening, { ...context, ...roots }, DATANET, challenger, claimed]);
    return world.read<number>("RerunPanel", "caseCount");
  };
  const voteOf = async (number: number) => (await world.read<{ vote: number }>("RerunPanel", "caseOf", [number])).vote;

  const legs: readonly Leg[] = [{ contributionId: item, weight: 100, class: "recomputable" }];
  const [right, other] = [legsRoot(legs), hashOf("other legs")];
  const convicted = await open(1, legs, other);
  await castBallots(world, "RerunPanel", await voteOf(convicted), [other, other, other, right, other]);
  await world.send("RerunPanel", "tally", [convicted]);
  await world.wait(DAY + 1);
  await world.send("RerunPanel", "close", [convicted]);
  const upheld = await open(2, legs, other);
  await castBallots(world, "RerunPanel", await voteOf(upheld), [right, right, right, right, undefined]);
  await world.send("RerunPanel", "tally", [upheld]);
  await world.send("RerunPanel", "appeal", [upheld, challenger]);
  await world.send("RerunPanel", "withdrawCredit", [challenger]);
};
