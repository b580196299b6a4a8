import { commitHash, contentRoot, contributionId } from "@openledger/sdk";
import { contributionLedgerAbi, openTokenAbi, payoutLedgerAbi, validatorStakingAbi } from "@openledger/sdk/abis";
import { keccak256, parseEventLogs, stringToBytes, type Hex } from "viem";

import { registerAccount } from "../demo/contribute.ts";
import type { CorpusItem } from "../demo/corpus.ts";
import type { Actor, World } from "../demo/world.ts";

export type Person = { readonly name: string; readonly actor: Actor; readonly account: number };
export type Contributed = {
  readonly id: bigint;
  readonly person: Person;
  readonly item: CorpusItem;
  readonly contentRoot: Hex;
  readonly commit: number;
  readonly revealedAt: number;
};

const itemsPerBatch = 25;

export async function createPerson(world: World, name: string, actor: Actor): Promise<Person> {
  return { name, actor, account: await registerAccount(world, actor) };
}

/** Commits and reveals items, with bonds. @returns The items, and nano-OPEN of bonds taken. */
export async function contribute(
  world: World,
  { datanet, salt, person, items }: { datanet: number; salt: Hex; person: Person; items: readonly CorpusItem[] },
): Promise<{ contributed: Contributed[]; bonds: bigint }> {
  const { actor, account } = person;
  await world.send(actor, "OpenToken", openTokenAbi, "approve", [world.address("ContributionLedger"), 2n ** 255n]);
  const contributed: Contributed[] = [];
  let bonds = 0n;
  for (let start = 0; start < items.length; start += itemsPerBatch) {
    const batch = items.slice(start, start + itemsPerBatch);
    const entries = batch.map(({ text, licence, uri }) => ({ contentRoot: contentRoot(text, salt), licence, uri: uri.slice(0, 256) }));
    const secret = keccak256(stringToBytes(`${account}/${start}`));
    const hash = commitHash(account, datanet, 1, entries, secret);
    const sent = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "commit", [datanet, account, 1, batch.length, hash]);
    const commit = parseEventLogs({ abi: contributionLedgerAbi, eventName: "ContributionsCommitted", logs: sent.logs })[0]!.args.commit;
    const revealed = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "reveal", [commit, entries, secret]);
    const { firstContribution, bond } = parseEventLogs({
      abi: contributionLedgerAbi,
      eventName: "ContributionsRevealed",
      logs: revealed.logs,
    })[0]!.args;
    const { timestamp } = await world.client.getBlock({ blockNumber: revealed.blockNumber });
    bonds += bond * BigInt(batch.length);
    const first = Number(firstContribution & 0xff_ffffn);
    batch.forEach((item, i) =>
      contributed.push({
        id: contributionId(account, first + i),
        person,
        item,
        contentRoot: entries[i]!.contentRoot,
        commit,
        revealedAt: Number(timestamp),
      }),
    );
  }
  return { contributed, bonds };
}

/** nano-OPEN that a contributor can take out: pay of the settlement rails and bonds that came back. */
export async function incomeOf(world: World, account: number): Promise<{ pay: bigint; refund: bigint }> {
  const pay = await world.read<bigint>("PayoutLedger", payoutLedgerAbi, "creditedOf", [account]);
  const refund = await world.read<bigint>("ContributionLedger", contributionLedgerAbi, "refundOf", [account]);
  return { pay, refund };
}

/** nano-OPEN a validator has on a Datanet: its position and what staking owes it. */
export async function stakeOf(world: World, datanet: number, account: number): Promise<bigint> {
  const [, value] = await world.read<readonly [bigint, bigint]>("ValidatorStaking", validatorStakingAbi, "positionOf", [
    datanet,
    account,
    account,
  ]);
  const credit = await world.read<bigint>("ValidatorStaking", validatorStakingAbi, "creditOf", [account]);
  return value + credit;
}
