import { merkleRoot } from "@openledger/sdk";
import { encodePacked, keccak256, toHex, type Hex } from "viem";

/** What a prior was computed from and how far a re-run may differ. */
export interface PriorHeader {
  /** Adapter, or model, that it is about: hash of its weights or of its manifest. */
  readonly adapter: Hex;
  readonly epoch: number;
  /** Root of the corpus snapshot whose items have weights. */
  readonly snapshotRoot: Hex;
  /** Name of the method, such as `projected-gradient`. */
  readonly method: string;
  /** Hash of the code that computed it. */
  readonly codeHash: Hex;
  readonly seed: number;
  /** Root over the hashes of the texts whose likelihood the items were judged by. */
  readonly probesRoot: Hex;
  readonly tolerance: PriorTolerance;
}

/** A re-run agrees if it differs by at most `weight` in every weight but `outliersPpm` of them. */
export interface PriorTolerance {
  /** In units of the weights, 0 to 65,535. */
  readonly weight: number;
  /** Share of the items, 0 to 1,000,000. */
  readonly outliersPpm: number;
}

/** How much each contribution of a snapshot influenced an adapter, for one epoch: what a provider delivers and an operator commits to. */
export interface InfluencePrior extends PriorHeader {
  /** Ascending by contribution; the weight is an int16, 32,767 the most helpful, below 0 what did harm. */
  readonly weights: readonly PriorWeight[];
}

export interface PriorWeight {
  readonly contributionId: bigint;
  readonly weight: number;
}

export const LARGEST_WEIGHT = 32_767;

function headerHash(prior: InfluencePrior): Hex {
  const { adapter, epoch, snapshotRoot, method, codeHash, seed, probesRoot, tolerance, weights } = prior;
  return keccak256(
    encodePacked(
      ["bytes32", "uint32", "bytes32", "bytes32", "bytes32", "uint32", "bytes32", "uint16", "uint32", "uint32"],
      [
        ...([adapter, epoch, snapshotRoot, keccak256(toHex(method)), codeHash, seed, probesRoot] as const),
        ...([tolerance.weight, tolerance.outliersPpm, weights.length] as const),
      ],
    ),
  );
}

/** Leaves of the tree that is committed to: the header's hash, then one for each weight (docs/formats/influence-prior.md). */
export function priorLeaves(prior: InfluencePrior): readonly Hex[] {
  const weights = prior.weights.map(({ contributionId, weight }) =>
    keccak256(encodePacked(["uint8", "uint56", "int16"], [1, contributionId, weight])),
  );
  return [headerHash(prior), ...weights];
}

/** What is committed. */
export const priorRoot = (prior: InfluencePrior): Hex => merkleRoot(priorLeaves(prior));
