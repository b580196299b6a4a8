import { concatHex, encodePacked, keccak256, maxUint256, numberToHex, type Hex } from "viem";

import type { PanelWorld } from "../../support/validation/panel-world.ts";
import { castBallots } from "./cast-ballots.ts";

const DAY = 86_400;
const WEIGHT = -300;

/** A weight as a ballot packs it: the first item in the most significant bits. */
const ballotOf = (weight: number): Hex => numberToHex(BigInt.asUintN(16, BigInt(weight)) << 240n, { size: 32 });

/** A prior of one item, as docs/formats/influence-prior.md packs it. */
const priorOf = (contribution: bigint, adapter: Hex) => {
  const zero = numberToHex(0, { size: 32 });
  const header = {
    ...{ adapter, epoch: 3, snapshotRoot: keccak256("0x01"), methodHash: zero, codeHash: zero, seed: 7, probesRoot: zero },
    ...{ tolerance: 100, outliersPpm: 10_000, count: 1 },
  };
  const types = ["bytes32", "uint32", "bytes32", "bytes32", "bytes32", "uint32", "bytes32", "uint16", "uint32", "uint32"] as const;
  const values = [
    header.adapter,
    header.epoch,
    header.snapshotRoot,
    zero,
    zero,
    header.seed,
    zero,
    header.tolerance,
    header.outliersPpm,
    1,
  ];
  const leaves = [
    keccak256(encodePacked(types, values as never)),
    keccak256(encodePacked(["uint8", "uint56", "int16"], [1, contribution, WEIGHT])),
  ] as const;
  const item = { contribution, weight: WEIGHT, index: 1, path: [leaves[0]] };
  return { header, root: keccak256(concatHex([...leaves])), headerPath: [leaves[1]], item };
};

/**
 * Three priors: one is borne out with a silent member and one that dissents, then refuted; one expires and takes its bond back; one is left before a committee that has
 * not voted.
 */
export const tellPriorStory = async (world: PanelWorld, { challenger, item }: { challenger: number; item: bigint }): Promise<void> => {
  await world.send("OpenToken", "approve", [world.deployment.contracts["InfluencePriors"], maxUint256]);
  const account = await world.register();
  await world.send("GatewayRegistry", "register", [account, "gateway with priors", "http://127.0.0.1:1"]);
  const gateway = await world.read<number>("GatewayRegistry", "gatewayCount");

  const priors = [1, 2, 3].map((adapter) => priorOf(item, numberToHex(adapter, { size: 32 })));
  const publish = async (index: number) => {
    const { root, header, headerPath } = priors[index]!;
    await world.send("InfluencePriors", "publish", [gateway, root, header, headerPath, "https://example.org/prior"]);
  };
  const challenge = async (index: number): Promise<number> => {
    await world.send("InfluencePriors", "challenge", [index + 1, [priors[index]!.item], challenger]);
    return world.read<number>("InfluencePriors", "voteCount");
  };

  await publish(0);
  const [near, far] = [ballotOf(WEIGHT + 1), ballotOf(20_000)];
  await castBallots(world, "InfluencePriors", await challenge(0), [near, near, near, undefined, far]);
  await world.send("InfluencePriors", "judge", [1]);
  await castBallots(world, "InfluencePriors", await challenge(0), [far, far, far, far, far]);
  await world.send("InfluencePriors", "judge", [1]);
  await publish(1);
  await world.wait(31 * DAY);
  await world.send("InfluencePriors", "releaseBond", [2]);
  await world.send("InfluencePriors", "withdrawCredit", [challenger]);
  await publish(2);
  await challenge(2);
};
