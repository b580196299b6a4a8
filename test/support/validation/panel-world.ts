import { commitHash, Consent, contentRoot, contributionId } from "@openledger/sdk";
import * as abis from "@openledger/sdk/abis";
import { createWalletClient, custom, encodePacked, keccak256, maxUint256, stringToBytes, type Abi, type Hex } from "viem";

import { deploySimulatedSuite, type SimulatedSuite } from "../../../scripts/lib/simulated-suite.ts";

export const OPEN = 1_000_000_000n;
export const DATANET = 1;
export const DATANET_SALT = keccak256(stringToBytes("the Datanet's salt"));
const VOTE_SALT = keccak256(stringToBytes("the salt of all votes"));
const SECRET_WINDOW = 14 * 3_600;
const DAY = 86_400;

/** A vote on one item: a score accepts, a reason rejects. */
export type Vote = { readonly score: number } | { readonly reason: number };

/** The deployed suite with one holder of OPEN who controls every account, and the steps of a round. */
export type PanelWorld = SimulatedSuite & {
  send(contract: string, functionName: string, args: readonly unknown[], from?: Hex): Promise<void>;
  read<T>(contract: string, functionName: string, args?: readonly unknown[]): Promise<T>;
  /** Lets a contract send transactions. */
  impersonate(address: Hex): Promise<void>;
  wait(seconds: number): Promise<void>;
  now(): Promise<number>;
  register(): Promise<number>;
  contribute(account: number, texts: readonly string[], bounty?: number): Promise<bigint[]>;
  members(round: number): Promise<readonly number[]>;
  /** Goes through the draw of the round's level without secrets. */
  draw(round: number): Promise<void>;
  /** Commits, reveals and tallies; a seat without votes is silent. */
  cast(round: number, ballots: readonly (readonly Vote[] | undefined)[]): Promise<void>;
};

const abiOf = (contract: string): Abi => (abis as unknown as Record<string, Abi>)[`${contract[0]!.toLowerCase()}${contract.slice(1)}Abi`]!;

const votesHex = (votes: readonly Vote[]): Hex =>
  encodePacked(
    votes.map(() => "uint32" as const),
    votes.map((vote) => ("reason" in vote ? vote.reason << 24 : vote.score)),
  );

/** Deploys the suite through its Ignition modules and opens a Datanet whose items panels of three judge. */
export async function createPanelWorld(): Promise<PanelWorld> {
  const suite = await deploySimulatedSuite();
  const { client, deployment, governance } = suite;
  const rpc = client.request as unknown as (call: { method: string; params: unknown[] }) => Promise<unknown>;
  let batches = 0;

  const world: PanelWorld = {
    ...suite,
    async send(contract, functionName, args, from = governance) {
      const wallet = createWalletClient({ account: from, transport: custom(client) });
      const call = { address: deployment.contracts[contract]!, abi: abiOf(contract), functionName, args, chain: null };
      const hash = await wallet.writeContract({ ...call, gas: 16_000_000n } as never);
      const { status } = await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
      if (status !== "success") throw new Error(`${contract}.${functionName} reverted`);
    },
    read: <T>(contract: string, functionName: string, args: readonly unknown[] = []) =>
      client.readContract({ address: deployment.contracts[contract]!, abi: abiOf(contract), functionName, args }) as Promise<T>,
    async impersonate(address) {
      await rpc({ method: "hardhat_impersonateAccount", params: [address] });
      await rpc({ method: "hardhat_setBalance", params: [address, "0xde0b6b3a7640000"] });
    },
    async wait(seconds) {
      await rpc({ method: "evm_increaseTime", params: [seconds] });
      await rpc({ method: "evm_mine", params: [] });
    },
    now: async () => Number((await client.getBlock()).timestamp),
    async register() {
      await world.send("AccountRegistry", "registerFor", [governance, governance]);
      return world.read<number>("AccountRegistry", "accountCount");
    },
    async contribute(account, texts, bounty) {
      const items = texts.map((text, index) => ({ contentRoot: contentRoot(text, DATANET_SALT), licence: "MIT", uri: `item-${index}` }));
      const salt = keccak256(stringToBytes(`batch ${++batches}`));
      const first = Number(await world.read<number>("ContributionLedger", "contributionCountOf", [account])) + 1;
      await world.send("ContributionLedger", "commit", [DATANET, account, 1, items.length, commitHash(account, DATANET, 1, items, salt)]);
      const commit = await world.read<number>("ContributionLedger", "commitCount");
      if (bounty !== undefined) await world.send("Bounties", "declare", [bounty, commit]);
      await world.send("ContributionLedger", "reveal", [commit, items, salt]);
      return items.map((_, index) => contributionId(account, first + index));
    },
    async members(round) {
      const { level } = await world.read<{ level: number }>("ValidationRounds", "roundOf", [round]);
      const { draw } = await world.read<{ draw: number }>("ValidationRounds", "levelOf", [round, level]);
      return world.read("PanelDraws", "membersOf", [draw]);
    },
    async draw(round) {
      await world.wait(SECRET_WINDOW + 1);
      await world.send("ValidationRounds", "advance", [round]);
      await world.send("ValidationRounds", "advance", [round]);
    },
    async cast(round, ballots) {
      const members = await world.members(round);
      const { level } = await world.read<{ level: number }>("ValidationRounds", "roundOf", [round]);
      const shown = members.map((_, seat) => (ballots[seat] === undefined ? "0x" : votesHex(ballots[seat])) as Hex);
      for (const [seat, votes] of shown.entries()) {
        if (votes === "0x") continue;
        const hash = await world.read<Hex>("ValidationRounds", "votesHash", [round, level, members[seat], votes, VOTE_SALT]);
        await world.send("ValidationRounds", "commitVotes", [round, seat, members[seat], hash]);
      }
      await world.wait(DAY + 1);
      await world.send("ValidationRounds", "advance", [round]);
      for (const [seat, votes] of shown.entries())
        if (votes !== "0x") await world.send("ValidationRounds", "revealVotes", [round, seat, members[seat], votes, VOTE_SALT]);
      await world.wait(DAY + 1);
      await world.send("ValidationRounds", "tally", [round, shown]);
    },
  };

  for (const spender of ["ContributionLedger", "ValidatorStaking", "PanelDraws", "ValidationRounds", "RemovalCourt", "Bounties"])
    await world.send("OpenToken", "approve", [deployment.contracts[spender], maxUint256]);
  await world.send("DatanetRegistry", "create", [
    "Smart-contract security",
    DATANET_SALT,
    deployment.contracts["ValidationRounds"],
    {
      licence: "MIT",
      licenceUri: "",
      metadataUri: "",
      train: Consent.Allowed,
      infer: Consent.Allowed,
      mine: Consent.Allowed,
      isPrivate: false,
      contributionBond: 5n * OPEN,
      panelSize: 3,
      curatorBps: 500,
      overlapPpm: 500_000,
    },
  ]);
  return world;
}
