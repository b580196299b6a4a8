import type { ContractFactory } from "ethers";

import type { EpochWorld } from "../../../test/settlement/epoch/world.ts";
import { gasOf } from "./mined.ts";
import type { Peer } from "./row.ts";

const RECIPIENTS = 400;
const DEPTH = 20;

/** What the same payments cost in designs that others use, each the least that does the work, with a plain ERC-20 without votes, which only makes them cheaper. */
export interface Peers {
  /** Each of many recipients of a split that pushes, every balance in use before and after. */
  readonly pushSplit: Peer;
  /** One claim of a cumulative Merkle distributor, its own transaction, depth 20, repeat. */
  readonly claim: Peer;
  /** The same, but only counted. */
  readonly credit: Peer;
  /** A new root of that distributor. */
  readonly rootUpdate: Peer;
  /** One ERC-20 transfer, its own transaction, repeat. */
  readonly transfer: Peer;
}

/** Runs the peers on the chain of the world. */
export async function measurePeers(w: EpochWorld): Promise<Peers> {
  const { ethers, suite } = w;
  const { actor } = suite;
  const deploy = async (name: string) => ((await ethers.getContractFactory(name, actor)) as ContractFactory).deploy();
  // Their functions are called by name: the peers are no part of the generated types.
  const token = (await deploy("PlainToken")) as unknown as Peered;
  const split = (await deploy("PushSplit")) as unknown as Peered;
  const claims = (await deploy("CumulativeClaims")) as unknown as Peered;
  const reward = await token.getAddress();
  await token["mint"]!(actor.address, 10n ** 24n);

  const recipients = Array.from({ length: RECIPIENTS }, (_, i) => ethers.getAddress(ethers.id(`recipient ${i}`).slice(0, 42)));
  const terms = {
    recipients,
    allocations: recipients.map((_, i) => 1_000 + i),
    totalAllocation: recipients.reduce((sum, _, i) => sum + 1_000 + i, 0),
  };
  await split["setSplit"]!(terms);
  await token["transfer"]!(await split.getAddress(), 10n ** 22n);
  await split["distribute"]!(terms, reward, 10n ** 18n);
  const push = (await gasOf(split["distribute"]!(terms, reward, 10n ** 18n))) / RECIPIENTS;

  await token["transfer"]!(await claims.getAddress(), 10n ** 22n);
  const account = recipients[0]!;
  const siblings = Array.from({ length: DEPTH }, (_, i) => ethers.id(`sibling ${i}`));
  const rootFor = (claimable: bigint) => {
    const inner = ethers.keccak256(
      ethers.AbiCoder.defaultAbiCoder().encode(["address", "address", "uint256"], [account, reward, claimable]),
    );
    return siblings.reduce(
      (node, sibling) => ethers.keccak256(ethers.concat(BigInt(node) < BigInt(sibling) ? [node, sibling] : [sibling, node])),
      ethers.keccak256(inner),
    );
  };
  await claims["setRoot"]!(rootFor(1_000n));
  await claims["claim"]!(account, reward, 1_000n, siblings);
  const update = await gasOf(claims["setRoot"]!(rootFor(3_000n)));
  const claim = await gasOf(claims["claim"]!(account, reward, 3_000n, siblings));
  await claims["setRoot"]!(rootFor(7_000n));
  const credit = await gasOf(claims["credit"]!(account, reward, 7_000n, siblings));
  const transfer = await gasOf(token["transfer"]!(account, 5n));
  return {
    pushSplit: { name: "PushSplit, a recipient of 400", value: push },
    claim: { name: "CumulativeClaims, with its transfer", value: claim },
    credit: { name: "CumulativeClaims, without its transfer", value: credit },
    rootUpdate: { name: "CumulativeClaims, a new root", value: update },
    transfer: { name: "ERC-20 transfer, one transaction each", value: transfer },
  };
}

type Peered = { getAddress(): Promise<string> } & Record<string, (...args: unknown[]) => Promise<unknown>>;
