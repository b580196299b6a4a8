import { commitHash, contentRoot, contributionId, Consent } from "@openledger/sdk";
import { accountRegistryAbi, contributionLedgerAbi, datanetRegistryAbi, openTokenAbi } from "@openledger/sdk/abis";
import { keccak256, parseEventLogs, parseUnits, stringToBytes, type Hex } from "viem";

import type { CorpusItem, CorpusSource } from "./corpus.ts";
import type { Actor, World } from "./world.ts";

export type Contributor = { readonly actor: Actor; readonly account: number };

export type Contribution = {
  readonly id: bigint;
  readonly contributor: Contributor;
  readonly item: CorpusItem;
  readonly contentRoot: Hex;
};

export type Datanet = { readonly id: number; readonly account: number; readonly salt: Hex; readonly name: string };

// Fits the gas of one transaction with room: a reveal stores three words for each item.
const itemsPerBatch = 50;
const contributionBond = parseUnits("0.1", 9);

/** Registers a personal account that pays out to its owner. */
export async function registerAccount(world: World, actor: Actor): Promise<number> {
  const receipt = await world.send(actor, "AccountRegistry", accountRegistryAbi, "register", [actor.account.address]);
  const [event] = parseEventLogs({ abi: accountRegistryAbi, eventName: "AccountRegistered", logs: receipt.logs });
  return event!.args.account;
}

/** Sends OPEN from the treasury. @param open In whole OPEN. */
export async function fund(world: World, actor: Actor, open: number): Promise<void> {
  await world.send(world.actor("governance"), "OpenToken", openTokenAbi, "transfer", [actor.account.address, parseUnits(`${open}`, 18)]);
}

/** Opens the Datanet under the MIT licence, with curators deciding and a bond on every item. */
export async function openDatanet(world: World): Promise<Datanet> {
  const owner = world.actor("datanetOwner");
  const name = "Smart-contract security";
  const salt = keccak256(stringToBytes(`${name}, ${Date.now()}`));
  const terms = {
    licence: "MIT",
    licenceUri: "https://spdx.org/licenses/MIT.html",
    metadataUri: "",
    train: Consent.Allowed,
    infer: Consent.Allowed,
    isPrivate: false,
    contributionBond,
    panelSize: 0,
    curatorBps: 500,
  };
  const receipt = await world.send(owner, "DatanetRegistry", datanetRegistryAbi, "create", [name, salt, world.address("CuratorAdmission"), terms]);
  const [event] = parseEventLogs({ abi: datanetRegistryAbi, eventName: "DatanetCreated", logs: receipt.logs });
  const datanet = event!.args.datanet;
  await world.send(owner, "DatanetRegistry", datanetRegistryAbi, "setCurator", [datanet, world.actor("curator").account.address, true]);
  return { id: datanet, account: event!.args.account, salt, name };
}

/** Commits and reveals a contributor's items in batches. */
export async function contribute(world: World, datanet: Datanet, contributor: Contributor, items: CorpusSource["items"]): Promise<Contribution[]> {
  const { actor } = contributor;
  const escrowed = contributionBond * BigInt(items.length) * 1_000_000_000n;
  await world.send(actor, "OpenToken", openTokenAbi, "approve", [world.address("ContributionLedger"), escrowed]);
  const contributions: Contribution[] = [];
  for (let start = 0; start < items.length; start += itemsPerBatch) {
    const batch = items.slice(start, start + itemsPerBatch);
    contributions.push(...(await contributeBatch(world, datanet, contributor, batch)));
  }
  return contributions;
}

async function contributeBatch(world: World, datanet: Datanet, contributor: Contributor, batch: readonly CorpusItem[]): Promise<Contribution[]> {
  const { actor, account } = contributor;
  const entries = batch.map((item) => ({ contentRoot: contentRoot(item.text, datanet.salt), licence: item.licence, uri: item.uri }));
  const salt = keccak256(stringToBytes(`${actor.name} ${entries[0]!.contentRoot} ${Math.random()}`));
  const termsVersion = await world.read<number>("DatanetRegistry", datanetRegistryAbi, "termsVersionOf", [datanet.id]);
  const hash = commitHash(account, datanet.id, termsVersion, entries, salt);

  const committed = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "commit", [datanet.id, account, termsVersion, batch.length, hash]);
  const [commit] = parseEventLogs({ abi: contributionLedgerAbi, eventName: "ContributionsCommitted", logs: committed.logs });
  const revealed = await world.send(actor, "ContributionLedger", contributionLedgerAbi, "reveal", [commit!.args.commit, entries, salt]);
  const [reveal] = parseEventLogs({ abi: contributionLedgerAbi, eventName: "ContributionsRevealed", logs: revealed.logs });

  const first = Number(reveal!.args.firstContribution & 0xff_ffffn);
  return batch.map((item, index) => ({
    id: contributionId(account, first + index),
    contributor,
    item,
    contentRoot: entries[index]!.contentRoot,
  }));
}

/** What a farmer tries: a copy with other white space, a copy with one word in ten changed, a list of keywords, and a text without a licence. */
export function farmedItems(victim: CorpusItem, keywords: readonly string[], unlicensed: CorpusItem): CorpusItem[] {
  let word = 0;
  const edited = victim.text.replace(/[A-Za-z]{4,}/g, (match) => (word++ % 10 === 7 ? `${match}s` : match));
  const stuffed = Array.from({ length: 400 }, (_, index) => keywords[(index * 7 + (index >> 3)) % keywords.length]).join(" ");
  return [
    { uri: `${victim.uri} (copied, white space changed)`, licence: "MIT", text: victim.text.replace(/\n/g, "\r\n  ") },
    { uri: `${victim.uri} (copied, one word in ten changed)`, licence: "MIT", text: edited },
    { uri: "security-keywords.txt", licence: "MIT", text: stuffed },
    unlicensed,
  ];
}
