import type { BatchSummary, CheckSignature, Consent, GrantDomain, Receipt, SnapshotItem, SplitEntry, Voucher } from "@openledger/sdk";
import type { Address, Hex } from "viem";

import type { PayerState } from "../journal/reserve.ts";

export interface Offering {
  readonly id: number;
  /** 0 if none. */
  readonly model: number;
  /** 0 if none. */
  readonly agent: number;
  /** nano-OPEN per million prompt tokens. */
  readonly promptPrice: bigint;
  /** nano-OPEN per million completion tokens. */
  readonly completionPrice: bigint;
  readonly methodId: Hex;
  /** The `model` name of the API. */
  readonly label: string;
  readonly adapters: readonly number[];
  /** Ascending. */
  readonly datanets: readonly number[];
  readonly split: readonly SplitEntry[];
  readonly isRetired: boolean;
  /** Unix seconds of its block. */
  readonly publishedAt: number;
}

export interface Contribution {
  readonly id: bigint;
  readonly datanet: number;
  readonly contentRoot: Hex;
  readonly uri: string;
  readonly licence: string;
  readonly commit: number;
  /** Code of `ContributionStatus`. */
  readonly status: number;
  /** Whether the terms it was given under let gateways be paid for answers from it; if not, settlement refuses what names it. */
  readonly isServable: boolean;
  readonly noveltyPpm: number;
}

export interface Snapshot {
  readonly number: number;
  readonly itemRoot: Hex;
  readonly itemCount: number;
  /** Ascending by contribution id; undefined if no set of accepted items gives the root. */
  readonly items: readonly SnapshotItem[] | undefined;
}

export interface Datanet {
  readonly id: number;
  readonly name: string;
  /** The Datanet's own account. */
  readonly account: number;
  /** Undefined for a private Datanet whose salt this gateway was not given. */
  readonly salt: Hex | undefined;
  readonly isPrivate: boolean;
  readonly licence: string;
  /** What the terms say of training and of answering. */
  readonly train: Consent;
  readonly infer: Consent;
  readonly snapshots: readonly Snapshot[];
}

export interface Edge {
  /** Code of `Relation`. */
  readonly relation: number;
  /** Code of `AssetKind`. */
  readonly kind: number;
  readonly parent: number;
  readonly snapshot: number;
  readonly weightPpm: number;
}

/** A model, an adapter or an agent. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  /** Of the weights as they are now; undefined for an agent. */
  readonly weightsHash: Hex | undefined;
  readonly edges: readonly Edge[];
}

/** What the gateway knows of the chain, as of one block. */
export interface Catalogue {
  readonly block: bigint;
  readonly offerings: ReadonlyMap<number, Offering>;
  readonly datanets: ReadonlyMap<number, Datanet>;
  readonly contributions: ReadonlyMap<bigint, Contribution>;
  readonly models: ReadonlyMap<number, Asset>;
  readonly adapters: ReadonlyMap<number, Asset>;
  readonly agents: ReadonlyMap<number, Asset>;
}

/** What the chain says of a gateway's latest influence prior for an adapter and a snapshot. */
export interface PublishedPrior {
  readonly number: number;
  readonly root: Hex;
  /** Neither challenged nor refuted. */
  readonly isStanding: boolean;
  /** First second in which it may be used, and first in which it may not any more. */
  readonly usableFrom: number;
  readonly unusableFrom: number;
}

export interface SettleParameters {
  readonly blob: Hex;
  readonly key: Address;
  readonly signature: Hex;
}

/** The chain as the gateway uses it; tests pass one of their own. */
export interface Chain {
  readonly chainId: number;
  /** Hash of the first block: tells a local chain from the one before it. */
  readonly genesis: Hex;
  readonly router: Address;
  readonly escrow: Address;
  readonly gatewayId: number;
  /** State at the last refresh; replaced, never changed in place. */
  readonly catalogue: () => Catalogue;
  /** Reads new blocks. @returns Whether anything of ours happened. */
  readonly refresh: () => Promise<boolean>;
  /** Unix milliseconds: the clock, or the latest block if that is ahead. */
  readonly now: () => number;
  readonly payerState: (payer: number) => Promise<PayerState>;
  /** Whether the payer's controller signed it (EOA or ERC-1271). */
  readonly isVoucherSigned: (voucher: Voucher, signature: Hex) => Promise<boolean>;
  /** Whether the account's controller signed the digest (EOA or ERC-1271). */
  readonly isSignedByController: (account: number, digest: Hex, signature: Hex) => Promise<boolean>;
  /** Account credited with what is unattributed. */
  readonly commons: () => Promise<number>;
  readonly isSettled: (epoch: number, sequence: number) => Promise<boolean>;
  /** Redeems vouchers and waits until they are mined. */
  readonly redeem: (vouchers: readonly { readonly voucher: Voucher; readonly signature: Hex }[]) => Promise<Hex>;
  /** Simulates and submits. @returns The transaction, not yet mined. @throws With the named error if the contract refuses. */
  readonly settle: (parameters: SettleParameters) => Promise<Hex>;
  /** Waits for a transaction. @returns Whether it succeeded. */
  readonly waitFor: (transactionHash: Hex) => Promise<boolean>;
  /** Why receipts of this key would be refused at settlement; undefined if they would not. */
  readonly keyProblem: () => Promise<string | undefined>;
  /** Signs with the gateway's receipt key. */
  readonly signer: ReceiptSigner;
  /** This gateway's prior for an adapter and a snapshot; undefined if there is none. */
  readonly publishedPrior: (adapter: Hex, snapshotRoot: Hex) => Promise<PublishedPrior | undefined>;
  /** Whether the account is a member of an open panel about the receipt, drawn from one of these Datanets. */
  readonly isOnPanel: (receiptId: Hex, account: number, datanets: readonly number[]) => Promise<boolean>;
  /** Where grants to private Datanets hold. */
  readonly grantDomain: GrantDomain;
  /** Present owner of a Datanet's token. */
  readonly datanetOwner: (datanet: number) => Promise<Address>;
  /** Whether an address signed typed data (EOA or ERC-1271). */
  readonly isSigned: CheckSignature;
}

/** Signs EIP-712 typed data; a KMS may stand behind it. */
export interface ReceiptSigner {
  readonly address: Address;
  readonly signReceipt: (receipt: Receipt) => Promise<Hex>;
  readonly signBatch: (batch: BatchSummary) => Promise<Hex>;
}
