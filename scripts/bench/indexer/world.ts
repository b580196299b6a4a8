import { ContributionStatus, Consent, Role, contributionId } from "@openledger/sdk";
import { keccak256, toHex, zeroAddress, type Address } from "viem";

import { eventLog, type Addresses, type Emitter, type EventLog } from "./event-log.ts";

/** How much there is of everything. */
export interface Sizes {
  readonly contributors: number;
  /** Accepted items of each contributor. */
  readonly itemsEach: number;
  readonly payers: number;
  readonly offerings: number;
}

/** Who and what the receipts refer to. */
export interface World {
  readonly sizes: Sizes;
  readonly items: readonly bigint[];
  readonly payers: readonly number[];
  readonly roleAccounts: readonly number[];
  /** The split table of every offering. */
  readonly entries: readonly { readonly role: number; readonly account: number; readonly bps: number }[];
}

export const COMMONS = 1;
export const GATEWAY = 1;
export const PRICES = { promptPrice: 500_000_000n, completionPrice: 1_500_000_000n } as const;
/** nano-OPEN that each payer holds and allows the gateway to bill: more than any run of the bench spends. */
export const DEPOSIT = 10n ** 15n;
export const ACTOR: Address = `0x${"ac".repeat(20)}`;
export const RECEIPT_KEY: Address = `0x${"fe".repeat(20)}`;

const [GATEWAY_ACCOUNT, DATANET_ACCOUNT, MODEL_ACCOUNT] = [2, 3, 4];
const FIRST_PAYER = 5;
const TEXT = "0x746578740000000000000000000000000000000000000000000000000000beef" as const;

/** The world's accounts and items, without asking any chain. */
export function worldOf(sizes: Sizes): World {
  const payers = Array.from({ length: sizes.payers }, (_, index) => FIRST_PAYER + index);
  const contributors = Array.from({ length: sizes.contributors }, (_, index) => FIRST_PAYER + sizes.payers + index);
  const entries = [
    { role: Role.Gateway, account: GATEWAY_ACCOUNT, bps: 2_000 },
    { role: Role.Model, account: MODEL_ACCOUNT, bps: 700 },
    { role: Role.Data, account: 0, bps: 6_000 },
    { role: Role.Datanet, account: DATANET_ACCOUNT, bps: 500 },
    { role: Role.Protocol, account: COMMONS, bps: 800 },
  ];
  return {
    sizes,
    payers,
    entries,
    items: contributors.flatMap((account) => Array.from({ length: sizes.itemsEach }, (_, index) => contributionId(account, index + 1))),
    roleAccounts: [COMMONS, GATEWAY_ACCOUNT, MODEL_ACCOUNT, DATANET_ACCOUNT],
  };
}

/** The transactions that make the world: accounts, a Datanet with accepted items, a model, a gateway with offerings, funded payers. */
export function worldTransactions(addresses: Addresses, { sizes, payers, entries, items }: World): EventLog[][] {
  const log = (contract: Emitter, name: string, args: Record<string, unknown>) => eventLog(addresses, contract, name, args);
  const person = (account: number) => [
    log("AccountRegistry", "AccountRegistered", { account, owner: addressOf(account), payout: addressOf(account), actor: ACTOR }),
  ];
  const assetAccount = (account: number, asset: Address, kind: number) =>
    log("AccountRegistry", "AssetAccountRegistered", { account, asset, kind, assetId: 1 });
  const mint = (contract: Emitter) => log(contract, "Transfer", { from: zeroAddress, to: ACTOR, tokenId: 1n });
  const record = { name: "Base", uri: "", weightsHash: TEXT, royaltyBps: 700 };
  const offering = (id: number) =>
    log("GatewayRegistry", "OfferingPublished", {
      offering: id,
      gateway: GATEWAY,
      record: {
        gateway: GATEWAY,
        model: 1,
        agent: 0,
        ...PRICES,
        methodId: TEXT,
        label: `base-${id}`,
        adapters: [],
        datanets: [1],
        split: entries,
      },
      actor: ACTOR,
    });
  const owners = new Map<number, bigint[]>();
  for (const item of items) owners.set(Number(item >> 24n), [...(owners.get(Number(item >> 24n)) ?? []), item]);

  return [
    person(COMMONS),
    person(GATEWAY_ACCOUNT),
    [
      assetAccount(DATANET_ACCOUNT, addresses.DatanetRegistry, 1),
      mint("DatanetRegistry"),
      log("DatanetRegistry", "DatanetCreated", {
        datanet: 1,
        account: DATANET_ACCOUNT,
        owner: ACTOR,
        name: "Smart-contract security",
        salt: TEXT,
        admission: addresses.CuratorAdmission,
      }),
      log("DatanetRegistry", "TermsPublished", { datanet: 1, version: 1, terms: TERMS, actor: ACTOR }),
    ],
    [
      assetAccount(MODEL_ACCOUNT, addresses.ModelRegistry, 2),
      mint("ModelRegistry"),
      log("ModelRegistry", "ModelRegistered", { model: 1, account: MODEL_ACCOUNT, owner: ACTOR, record, edges: [], depth: 0 }),
    ],
    ...payers.map(person),
    ...[...owners].map(([account, own], index) => [...person(account), ...contributed(log, account, own, index + 1)]),
    [
      log("GatewayRegistry", "GatewayRegistered", {
        gateway: GATEWAY,
        account: GATEWAY_ACCOUNT,
        operator: ACTOR,
        name: "Bench gateway",
        endpoint: "http://127.0.0.1:1",
      }),
      log("GatewayRegistry", "ReceiptKeyAdded", { gateway: GATEWAY, key: RECEIPT_KEY, actor: ACTOR }),
      ...Array.from({ length: sizes.offerings }, (_, index) => offering(index + 1)),
    ],
    ...payers.map((payer) => [
      log("PaymentEscrow", "Deposited", { payer, from: ACTOR, amount: DEPOSIT, balance: DEPOSIT }),
      log("PaymentEscrow", "VoucherRedeemed", { payer, gateway: GATEWAY, cumulative: DEPOSIT, previous: 0n, actor: ACTOR }),
    ]),
  ];
}

const TERMS = {
  licence: "MIT",
  licenceUri: "",
  metadataUri: "",
  train: Consent.Allowed,
  infer: Consent.Allowed,
  mine: Consent.Allowed,
  isPrivate: false,
  contributionBond: 0n,
  panelSize: 0,
  curatorBps: 500,
  overlapPpm: 500_000,
};

/** Commit, reveal and acceptance of a contributor's items. */
function contributed(
  log: (contract: Emitter, name: string, args: Record<string, unknown>) => EventLog,
  account: number,
  own: readonly bigint[],
  commit: number,
): EventLog[] {
  const about = { commit, datanet: 1, account, termsVersion: 1 };
  const items = own.map((item) => ({ contentRoot: keccak256(toHex(`item ${item}`)), licence: "MIT", uri: `npm:package@1.0.0/${item}` }));
  return [
    log("ContributionLedger", "ContributionsCommitted", { ...about, itemCount: own.length, hash: TEXT, revealBefore: 2_000_000_000 }),
    log("ContributionLedger", "ContributionsRevealed", { ...about, firstContribution: own[0]!, bond: 0n, items }),
    ...own.map((contribution) =>
      log("ContributionLedger", "ContributionStatusChanged", {
        contribution,
        datanet: 1,
        status: ContributionStatus.Accepted,
        reason: 0,
        noveltyPpm: 1_000_000,
        original: 0n,
        actor: ACTOR,
      }),
    ),
  ];
}

function addressOf(number: number): Address {
  return `0x${number.toString(16).padStart(40, "0")}`;
}
