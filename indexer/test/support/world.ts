import { Role } from "@openledger/sdk";

import { memoryStore, type MemoryStore } from "../../src/fold/memory-store.ts";
import { ACTOR, COMMONS, addressOf, eventOf, fold, hashOf } from "./fold.ts";

export const DATANET = 1;
export const GATEWAY = 1;
export const OFFERING = 1;
export const PAYER = 2;
export const GATEWAY_ACCOUNT = 3;
export const DATANET_ACCOUNT = 4;
export const CONTRIBUTORS = [5, 6, 7] as const;
export const ITEMS_EACH = 4;
export const KEY = addressOf(0xfee);
export const METHOD = hashOf("method");
export const ITEM_ROOT = hashOf("snapshot 1");
export const PROMPT_PRICE = 1_000_000n;
export const COMPLETION_PRICE = 3_000_001n;

export const SPLIT = [
  { role: Role.Data, account: 0, bps: 6_000 },
  { role: Role.Datanet, account: DATANET_ACCOUNT, bps: 500 },
  { role: Role.Gateway, account: GATEWAY_ACCOUNT, bps: 3_333 },
  { role: Role.Protocol, account: COMMONS, bps: 167 },
] as const;

export const itemOf = (account: number, local: number): bigint => (BigInt(account) << 24n) | BigInt(local);

/** Every contribution of the world, ascending. */
export const ITEMS = CONTRIBUTORS.flatMap((account) => Array.from({ length: ITEMS_EACH }, (_, i) => itemOf(account, i + 1)));

const TERMS = {
  licence: "MIT",
  licenceUri: "",
  metadataUri: "",
  train: 2,
  infer: 2,
  isPrivate: false,
  contributionBond: 100n,
  panelSize: 0,
  curatorBps: 500,
} as const;

const person = (account: number) =>
  eventOf("AccountRegistry", "AccountRegistered", { account, owner: addressOf(account), payout: addressOf(account), actor: ACTOR });

/** Accepts a contribution. */
export const verdictOn = (contribution: bigint, status: number, reason = 0, original = 0n) =>
  eventOf("ContributionLedger", "ContributionStatusChanged", {
    contribution,
    datanet: DATANET,
    status,
    reason,
    noveltyPpm: status === 2 ? 900_000 : 0,
    original,
    actor: ACTOR,
  });

/** A store with accounts, a Datanet with accepted items and a snapshot, a gateway with a key, and one offering. */
export const openWorld = async (): Promise<MemoryStore> => {
  const store = memoryStore();
  await fold(store, ...[COMMONS, PAYER, GATEWAY_ACCOUNT].map(person));
  await fold(
    store,
    eventOf("AccountRegistry", "AssetAccountRegistered", { account: DATANET_ACCOUNT, asset: addressOf(0xda), kind: 1, assetId: DATANET }),
    eventOf("DatanetRegistry", "Transfer", { from: addressOf(0), to: ACTOR, tokenId: BigInt(DATANET) }),
    eventOf("DatanetRegistry", "DatanetCreated", {
      datanet: DATANET,
      account: DATANET_ACCOUNT,
      owner: ACTOR,
      name: "Smart-contract security",
      salt: hashOf("salt"),
      admission: addressOf(0xad),
    }),
    eventOf("DatanetRegistry", "TermsPublished", { datanet: DATANET, version: 1, terms: TERMS, actor: ACTOR }),
  );
  for (const [index, account] of CONTRIBUTORS.entries()) {
    const about = { commit: index + 1, datanet: DATANET, account, termsVersion: 1 };
    const items = Array.from({ length: ITEMS_EACH }, (_, i) => ({
      contentRoot: hashOf(`${account}/${i}`),
      licence: "MIT",
      uri: `npm:package@1.0.0/${i}`,
    }));
    await fold(
      store,
      person(account),
      eventOf("ContributionLedger", "ContributionsCommitted", {
        ...about,
        itemCount: ITEMS_EACH,
        hash: hashOf(`${account}`),
        revealBefore: 2_000_000_000,
      }),
      eventOf("ContributionLedger", "ContributionsRevealed", { ...about, firstContribution: itemOf(account, 1), bond: 100n, items }),
    );
  }
  await fold(store, ...ITEMS.map((item) => verdictOn(item, 2)));
  await fold(
    store,
    eventOf("DatanetRegistry", "SnapshotPublished", {
      datanet: DATANET,
      snapshot: 1,
      itemRoot: ITEM_ROOT,
      itemCount: ITEMS.length,
      termsVersion: 1,
      manifestUri: "",
      actor: ACTOR,
    }),
    eventOf("GatewayRegistry", "GatewayRegistered", {
      gateway: GATEWAY,
      account: GATEWAY_ACCOUNT,
      operator: ACTOR,
      name: "Gateway",
      endpoint: "http://127.0.0.1:8080",
    }),
    eventOf("GatewayRegistry", "ReceiptKeyAdded", { gateway: GATEWAY, key: KEY, actor: ACTOR }),
    eventOf("GatewayRegistry", "OfferingPublished", {
      offering: OFFERING,
      gateway: GATEWAY,
      record: {
        gateway: GATEWAY,
        model: 1,
        agent: 0,
        promptPrice: PROMPT_PRICE,
        completionPrice: COMPLETION_PRICE,
        methodId: METHOD,
        label: "solidity-auditor",
        adapters: [],
        datanets: [DATANET],
        split: SPLIT,
      },
      actor: ACTOR,
    }),
  );
  return store;
};
