/**
 * Everything the chain said, in the words of docs/glossary.md. One file, because Ponder hashes it into the build id.
 *
 * Units and formats, unless a column says otherwise:
 * - amounts are nano-OPEN (1e-9 OPEN), never negative; prices are nano-OPEN per million tokens
 * - shares are basis points (`…Bps`, of 10,000) or parts per million (`…Ppm`)
 * - times are Unix seconds, `servedAt` is milliseconds; a `day` is a count of whole days since 1970-01-01 UTC
 * - hashes and addresses are lower-case 0x hex; account, asset, gateway and offering ids are dense numbers counted from 1
 * - a contribution id is `account << 24 | local number`; a receipt id is keccak256 of the packed receipt
 * - text ids join their parts with `-`; a fact's id is `transaction hash-log index`
 *
 * A table that handlers update has a key of one column: composite keys make restarts of Ponder four to seven times slower.
 */
import { index, onchainEnum, onchainTable, relations } from "ponder";

import { origin, wide } from "./src/schema-columns.ts";

export const assetKind = onchainEnum("asset_kind", ["None", "Datanet", "Model", "Adapter", "Agent"]);
export const consent = onchainEnum("consent", ["NotAllowed", "Constrained", "Allowed"]);
export const contributionStatus = onchainEnum("contribution_status", [
  "None",
  "Pending",
  "Accepted",
  "Rejected",
  "Duplicate",
  "Withdrawn",
  "Removed",
]);
export const verdictReason = onchainEnum("verdict_reason", [
  "None",
  "ExactDuplicate",
  "NearDuplicate",
  "Stuffing",
  "LicenceMissing",
  "LicenceIncompatible",
  "ContentUnavailable",
  "PersonalData",
  "OffTopic",
  "LowQuality",
]);
export const honestyClass = onchainEnum("honesty_class", ["None", "Proven", "Recomputable", "Judged"]);
export const edgeRelation = onchainEnum("edge_relation", ["TrainedOn", "TunedFrom", "MergedFrom", "Uses"]);
/** What a split entry pays for. */
export const role = onchainEnum("role", ["Data", "Datanet", "Model", "Adapter", "Agent", "Gateway", "Validator", "Protocol"]);
/** For what an account was paid: a role of the split, or, for the commons account only, what no contribution earned. */
export const payoutRole = onchainEnum("payout_role", [
  "Data",
  "Datanet",
  "Model",
  "Adapter",
  "Agent",
  "Gateway",
  "Validator",
  "Protocol",
  "Unattributed",
  "Voided",
]);
export const withdrawalKind = onchainEnum("withdrawal_kind", ["Earnings", "BondRefund", "GatewayBond", "Deposit"]);
export const escrowEntryKind = onchainEnum("escrow_entry_kind", [
  "Deposited",
  "WithdrawalRequested",
  "WithdrawalCancelled",
  "Withdrawn",
  "Debited",
  "Restored",
]);
export const bondEntryKind = onchainEnum("bond_entry_kind", ["Posted", "UnbondingStarted", "Withdrawn", "Slashed"]);

/* ACCOUNTS */

export const account = onchainTable(
  "account",
  (t) => ({
    id: t.integer().primaryKey(), // account number
    kind: assetKind("kind").notNull(), // None: a personal account; otherwise the kind of asset it belongs to
    controller: t.hex(), // who controls it now: its owner, or the holder of the asset's token
    pendingOwner: t.hex(), // whom it is offered to
    payout: t.hex(), // where it pays out now; for an asset's account the holder of the token
    asset: t.hex(), // ERC-721 contract of an asset's account
    assetId: t.integer(), // token id of an asset's account
    ...origin(t),
  }),
  (table) => ({ byController: index().on(table.controller, table.id) }),
);

export const balance = onchainTable(
  "balance",
  (t) => ({
    accountId: t.integer().primaryKey(),
    credited: t.bigint().notNull(), // nano-OPEN credited by the payout ledger so far
    withdrawn: t.bigint().notNull(), // nano-OPEN of it paid out so far
    claimable: t.bigint().notNull(), // credited - withdrawn
    earned: t.bigint().notNull(), // nano-OPEN by payouts and epoch payouts so far; equals credited unless an anomaly says why not
    payoutCount: t.integer().notNull(), // rows of payout
    bondRefundable: t.bigint().notNull(), // nano-OPEN of released contribution bonds that it has not withdrawn yet
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byEarned: index().on(table.earned, table.accountId) }),
);

/** Roll-up of one account and one day. */
export const accountDay = onchainTable(
  "account_day",
  (t) => ({
    id: t.text().primaryKey(), // account-day
    accountId: t.integer().notNull(),
    day: t.integer().notNull(), // days since 1970-01-01 UTC
    earned: t.bigint().notNull(), // nano-OPEN of payouts and epoch payouts of that day
    payoutCount: t.integer().notNull(), // rows of payout
    spent: t.bigint().notNull(), // nano-OPEN of fees paid by it, settled that day
    spentCount: t.integer().notNull(), // receipts it paid
    withdrawn: t.bigint().notNull(), // nano-OPEN of earnings paid out that day
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.day) }),
);

export const withdrawal = onchainTable(
  "withdrawal",
  (t) => ({
    id: t.text().primaryKey(),
    kind: withdrawalKind("kind").notNull(), // where the money was held
    accountId: t.integer().notNull(),
    payout: t.hex().notNull(), // address that received it
    amount: t.bigint().notNull(), // nano-OPEN
    cumulative: t.bigint(), // nano-OPEN of earnings withdrawn by the account so far; null for other kinds
    actor: t.hex().notNull(), // who triggered it
    ...origin(t),
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.timestamp, table.id) }),
);

/* DATANETS */

export const datanet = onchainTable(
  "datanet",
  (t) => ({
    id: t.integer().primaryKey(),
    accountId: t.integer().notNull(), // account of the asset; earns the curator share
    owner: t.hex().notNull(), // holder of the token
    name: t.text().notNull(),
    salt: t.hex().notNull(), // salt of all content roots; zero for a private Datanet
    admission: t.hex().notNull(), // module that decides what is accepted
    isPrivate: t.boolean().notNull(),
    termsId: t.text(), // terms in force
    termsVersion: t.integer().notNull(), // version in force; 0 before the first
    snapshotId: t.text(), // latest corpus snapshot
    snapshotCount: t.integer().notNull(),
    curators: t.json().$type<string[]>().notNull(), // addresses of the curators now; a transfer of the token ends them all
    pendingCount: t.integer().notNull(), // contributions waiting for a verdict
    acceptedCount: t.integer().notNull(), // contributions that may earn
    rejectedCount: t.integer().notNull(),
    duplicateCount: t.integer().notNull(),
    withdrawnCount: t.integer().notNull(),
    removedCount: t.integer().notNull(),
    earned: t.bigint().notNull(), // nano-OPEN paid to its contributions (not the curator share)
    ...origin(t),
  }),
  (table) => ({ byOwner: index().on(table.owner, table.id) }),
);

export const termsVersion = onchainTable(
  "terms_version",
  (t) => ({
    id: t.text().primaryKey(), // datanet-version
    datanetId: t.integer().notNull(),
    version: t.integer().notNull(), // counted from 1 in the Datanet
    licence: t.text().notNull(), // SPDX expression
    licenceUri: t.text().notNull(),
    metadataUri: t.text().notNull(), // Croissant metadata
    train: consent("train").notNull(), // may models and adapters train on it
    infer: consent("infer").notNull(), // may gateways answer from it
    mine: consent("mine").notNull(), // may others mine it
    overlapPpm: t.integer().notNull(), // verbatim overlap, in ppm of an item, from which it is provably a duplicate
    isPrivate: t.boolean().notNull(),
    contributionBond: t.bigint().notNull(), // nano-OPEN held for each pending item
    panelSize: t.integer().notNull(), // validators of a panel; 0 when curators decide
    curatorBps: t.integer().notNull(), // basis points of the fee that an offering must give the Datanet's account
    actor: t.hex().notNull(), // who published it
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.version) }),
);

export const curator = onchainTable(
  "curator",
  (t) => ({
    id: t.text().primaryKey(), // datanet-address
    datanetId: t.integer().notNull(),
    address: t.hex().notNull(),
    isCurator: t.boolean().notNull(), // false once dismissed
    actor: t.hex().notNull(), // who changed it last
    ...origin(t), // of the last change
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.id) }),
);

export const snapshot = onchainTable(
  "snapshot",
  (t) => ({
    id: t.text().primaryKey(), // datanet-number
    datanetId: t.integer().notNull(),
    number: t.integer().notNull(), // counted from 1 in the Datanet
    itemRoot: t.hex().notNull(), // Merkle root of the items, docs/formats/receipt.md
    itemCount: wide(t).notNull(),
    termsVersion: t.integer().notNull(),
    manifestUri: t.text().notNull(), // where the list of items stands
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.number) }),
);

/* CONTRIBUTIONS */

export const commit = onchainTable(
  "commit",
  (t) => ({
    id: wide(t).primaryKey(), // number of the commit; the lower one was first
    datanetId: t.integer().notNull(),
    accountId: t.integer().notNull(),
    termsId: t.text().notNull(), // terms agreed to
    itemCount: t.integer().notNull(),
    hash: t.hex().notNull(), // keccak256(abi.encode(account, datanet, termsVersion, items, salt))
    revealBefore: wide(t).notNull(), // Unix seconds after which it lapses
    revealedAt: wide(t), // Unix seconds; null while hidden
    firstContribution: wide(t), // id of the first item; the others follow one by one
    ...origin(t),
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.id) }),
);

export const contribution = onchainTable(
  "contribution",
  (t) => ({
    id: wide(t).primaryKey(), // account << 24 | local number
    accountId: t.integer().notNull(), // contributor
    local: t.integer().notNull(), // local number, counted from 1 in the account
    datanetId: t.integer().notNull(),
    commitId: wide(t).notNull(),
    termsId: t.text().notNull(), // terms it is bound to
    contentRoot: t.hex().notNull(), // docs/formats/canonical-text.md
    licence: t.text().notNull(), // SPDX licence the contributor declared; may be empty
    uri: t.text().notNull(), // where the item comes from
    status: contributionStatus("status").notNull(),
    reason: verdictReason("reason").notNull(), // of the last verdict
    noveltyPpm: t.integer().notNull(), // share of its raw credit that is paid, parts per million; 0 until accepted
    originalId: wide(t), // the contribution it repeats
    bond: t.bigint().notNull(), // nano-OPEN still held
    judgedAt: wide(t), // Unix seconds of the first verdict
    withdrawnAt: wide(t), // Unix seconds of its withdrawal or removal
    ...origin(t), // of the reveal
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.id),
    byDatanet: index().on(table.datanetId, table.status, table.id),
    byRoot: index().on(table.contentRoot, table.id),
  }),
);

/** What a contribution earned; exists from its first acceptance. Apart from contribution, so that folding a batch reads one small row for each item. */
export const contributionEarning = onchainTable(
  "contribution_earning",
  (t) => ({
    contributionId: wide(t).primaryKey(),
    accountId: t.integer().notNull(),
    datanetId: t.integer().notNull(),
    isVoided: t.boolean().notNull(), // accepted once, then a duplicate or removed: its legs are paid to the commons account
    earned: t.bigint().notNull(), // nano-OPEN credited to its account
    voided: t.bigint().notNull(), // nano-OPEN of its legs that went to the commons account
    legCount: t.integer().notNull(),
    receiptCount: t.integer().notNull(),
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.earned, table.contributionId),
    byDatanet: index().on(table.datanetId, table.earned, table.contributionId),
  }),
);

/** Every change of a contribution's status: verdicts, automatic duplicate findings, withdrawals. */
export const verdict = onchainTable(
  "verdict",
  (t) => ({
    id: t.text().primaryKey(),
    contributionId: wide(t).notNull(),
    datanetId: t.integer().notNull(),
    status: contributionStatus("status").notNull(), // new status
    reason: verdictReason("reason").notNull(),
    noveltyPpm: wide(t).notNull(), // parts per million
    originalId: wide(t), // for Duplicate: the earlier contribution
    actor: t.hex().notNull(), // who decided, or revealed, or withdrew
    reportId: t.text().notNull(), // its report, if the same transaction has one
    ...origin(t),
  }),
  (table) => ({ byContribution: index().on(table.contributionId, table.id), byReport: index().on(table.reportId, table.id) }),
);

export const verdictReport = onchainTable(
  "verdict_report",
  (t) => ({
    id: t.text().primaryKey(), // transaction hash-datanet
    datanetId: t.integer().notNull(),
    curator: t.hex().notNull(),
    verdictCount: wide(t).notNull(),
    report: t.hex().notNull(), // hash of the full report; zero if none
    reportUri: t.text().notNull(), // where it stands; may be empty
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.id) }),
);

export const bondRelease = onchainTable(
  "bond_release",
  (t) => ({
    id: t.text().primaryKey(),
    contributionId: wide(t).notNull(),
    accountId: t.integer().notNull(), // who may withdraw it: the contributor, or the commons account
    amount: t.bigint().notNull(), // nano-OPEN
    toContributor: t.boolean().notNull(), // false: the contributor lost it
    ...origin(t),
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.id), byContribution: index().on(table.contributionId, table.id) }),
);

/* MODELS, ADAPTERS, AGENTS */

export const model = onchainTable("model", (t) => ({
  id: t.integer().primaryKey(),
  accountId: t.integer().notNull(),
  owner: t.hex().notNull(), // holder of the token
  name: t.text().notNull(),
  uri: t.text().notNull(), // model card
  weightsHash: t.hex().notNull(),
  royaltyBps: t.integer().notNull(), // basis points of the fee asked of every offering
  depth: t.integer().notNull(), // 0 without parents that are models, else one more than the deepest
  ...origin(t),
}));

export const adapter = onchainTable(
  "adapter",
  (t) => ({
    id: t.integer().primaryKey(),
    accountId: t.integer().notNull(),
    owner: t.hex().notNull(), // holder of the token
    name: t.text().notNull(),
    uri: t.text().notNull(), // adapter card
    weightsHash: t.hex().notNull(),
    baseModelId: t.integer().notNull(), // model it adapts
    royaltyBps: t.integer().notNull(), // basis points of the fee asked of every offering
    depth: t.integer().notNull(),
    ...origin(t),
  }),
  (table) => ({ byBaseModel: index().on(table.baseModelId, table.id) }),
);

/** ERC-8004 identities. */
export const agent = onchainTable("agent", (t) => ({
  id: t.integer().primaryKey(),
  accountId: t.integer(), // null until its account is opened, in the same transaction
  owner: t.hex(), // holder of the token
  uri: t.text().notNull(), // agent card; may be empty
  wallet: t.hex(), // reserved metadata agentWallet
  royaltyBps: t.integer().notNull(), // of the last declaration, basis points
  lineageVersion: t.integer().notNull(), // how often its lineage was declared
  ...origin(t),
}));

export const agentMetadata = onchainTable(
  "agent_metadata",
  (t) => ({
    id: t.text().primaryKey(), // agent-keccak256 of the key
    agentId: t.integer().notNull(),
    key: t.text().notNull(),
    value: t.hex().notNull(), // raw bytes
    ...origin(t), // of the last change
  }),
  (table) => ({ byAgent: index().on(table.agentId, table.id) }),
);

/** What an asset was made of. The id columns of the kinds that do not apply are null. */
export const lineageEdge = onchainTable(
  "lineage_edge",
  (t) => ({
    id: t.text().primaryKey(), // child kind-child-version-position
    relation: edgeRelation("relation").notNull(), // what the parent was to the child
    childKind: assetKind("child_kind").notNull(),
    childModelId: t.integer(),
    childAdapterId: t.integer(),
    childAgentId: t.integer(),
    parentKind: assetKind("parent_kind").notNull(),
    parentDatanetId: t.integer(),
    parentModelId: t.integer(),
    parentAdapterId: t.integer(),
    parentAgentId: t.integer(),
    snapshotId: t.text(), // for TrainedOn: the corpus snapshot
    weightPpm: wide(t).notNull(), // for MergedFrom: share of the parent, parts per million; 0 otherwise
    position: t.integer().notNull(), // order among the child's edges, from 0
    version: t.integer().notNull(), // declaration of an agent, from 1; 0 for models and adapters
    isCurrent: t.boolean().notNull(), // false once an agent declared another lineage
    ...origin(t),
  }),
  (table) => ({
    byChildModel: index().on(table.childModelId, table.id),
    byChildAdapter: index().on(table.childAdapterId, table.id),
    byChildAgent: index().on(table.childAgentId, table.id),
    byParentDatanet: index().on(table.parentDatanetId, table.id),
    byParentModel: index().on(table.parentModelId, table.id),
    byParentAdapter: index().on(table.parentAdapterId, table.id),
  }),
);

/** Every move of an asset's token; a mint comes from the zero address. */
export const assetTransfer = onchainTable(
  "asset_transfer",
  (t) => ({
    id: t.text().primaryKey(),
    kind: assetKind("kind").notNull(),
    assetId: t.integer().notNull(),
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byAsset: index().on(table.kind, table.assetId, table.id) }),
);

/* GATEWAYS AND OFFERINGS */

export const gateway = onchainTable(
  "gateway",
  (t) => ({
    id: t.integer().primaryKey(),
    accountId: t.integer().notNull(), // its income accrues here
    operator: t.hex().notNull(), // controller at registration
    name: t.text().notNull(),
    endpoint: t.text().notNull(), // base URL of its API
    bond: t.bigint().notNull(), // nano-OPEN posted, less what was withdrawn, slashed or is unbonding
    unbonding: t.bigint().notNull(), // nano-OPEN on the way out
    unbondingAt: wide(t), // Unix seconds from which it can be withdrawn
    receiptCount: t.integer().notNull(), // settled receipts
    feeTotal: t.bigint().notNull(), // nano-OPEN of their fees; its final epochs are in epoch_chain
    ...origin(t),
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.id) }),
);

export const bondEntry = onchainTable(
  "bond_entry",
  (t) => ({
    id: t.text().primaryKey(),
    gatewayId: t.integer().notNull(),
    kind: bondEntryKind("kind").notNull(),
    amount: t.bigint().notNull(), // nano-OPEN
    unbondingAt: wide(t), // for UnbondingStarted: Unix seconds from which it can be withdrawn
    recipient: t.hex(), // for Slashed: who received it
    actor: t.hex().notNull(), // for Slashed: the court
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id) }),
);

export const receiptKey = onchainTable(
  "receipt_key",
  (t) => ({
    id: t.text().primaryKey(), // gateway-address
    gatewayId: t.integer().notNull(),
    key: t.hex().notNull(), // address that signs receipts
    addedAt: wide(t).notNull(), // Unix seconds from which it may sign
    revokedAt: wide(t), // Unix seconds from which it may not
    actor: t.hex().notNull(), // who added it, or revoked it
    ...origin(t), // of its addition
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id) }),
);

export const offering = onchainTable(
  "offering",
  (t) => ({
    id: t.integer().primaryKey(),
    gatewayId: t.integer().notNull(),
    modelId: t.integer(), // null if none
    agentId: t.integer(), // null if none
    promptPrice: t.bigint().notNull(), // nano-OPEN per million prompt tokens
    completionPrice: t.bigint().notNull(), // nano-OPEN per million completion tokens
    methodId: t.hex().notNull(), // attribution method, docs/formats/receipt.md
    label: t.text().notNull(), // name the model is served under
    dataBps: t.integer().notNull(), // basis points of the fee that go to data
    retiredAt: wide(t), // Unix seconds; receipts for it still settle
    receiptCount: t.integer().notNull(), // settled receipts
    feeTotal: t.bigint().notNull(), // nano-OPEN of their fees
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id), byModel: index().on(table.modelId, table.id) }),
);

/** A Datanet that an offering answers from and attributes to. */
export const offeringDatanet = onchainTable(
  "offering_datanet",
  (t) => ({
    id: t.text().primaryKey(), // offering-datanet
    offeringId: t.integer().notNull(),
    datanetId: t.integer().notNull(),
    position: t.integer().notNull(), // from 0
  }),
  (table) => ({ byOffering: index().on(table.offeringId, table.id), byDatanet: index().on(table.datanetId, table.id) }),
);

/** An adapter of an offering's stack. */
export const offeringAdapter = onchainTable(
  "offering_adapter",
  (t) => ({
    id: t.text().primaryKey(), // offering-position
    offeringId: t.integer().notNull(),
    adapterId: t.integer().notNull(),
    position: t.integer().notNull(), // from 0; the order adapters are applied in
  }),
  (table) => ({ byOffering: index().on(table.offeringId, table.id), byAdapter: index().on(table.adapterId, table.id) }),
);

/** A line of an offering's split table; the lines of an offering sum to 10,000 basis points. */
export const splitEntry = onchainTable(
  "split_entry",
  (t) => ({
    id: t.text().primaryKey(), // offering-position
    offeringId: t.integer().notNull(),
    position: t.integer().notNull(), // from 0
    role: role("role").notNull(),
    accountId: t.integer(), // null for Data, whose share goes over the legs
    bps: t.integer().notNull(), // basis points of the fee
  }),
  (table) => ({ byOffering: index().on(table.offeringId, table.position), byAccount: index().on(table.accountId, table.id) }),
);

/* PAYERS */

export const payerDeposit = onchainTable("payer_deposit", (t) => ({
  accountId: t.integer().primaryKey(),
  balance: t.bigint().notNull(), // nano-OPEN held, pending withdrawal included
  withdrawing: t.bigint().notNull(), // nano-OPEN asked back
  withdrawableAt: wide(t), // Unix seconds from which it can be withdrawn
  deposited: t.bigint().notNull(), // nano-OPEN paid in so far
  debited: t.bigint().notNull(), // nano-OPEN billed so far
  withdrawn: t.bigint().notNull(), // nano-OPEN taken back so far
  receiptCount: t.integer().notNull(), // settled receipts it paid
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/** Every move of a payer's deposit. */
export const escrowEntry = onchainTable(
  "escrow_entry",
  (t) => ({
    id: t.text().primaryKey(),
    payerId: t.integer().notNull(), // account
    kind: escrowEntryKind("kind").notNull(),
    gatewayId: t.integer(), // for Debited and Restored: who billed
    amount: t.bigint().notNull(), // nano-OPEN
    balance: t.bigint(), // nano-OPEN held afterwards; null where the event does not say
    actor: t.hex(), // who triggered it; for Deposited who paid, for Debited and Restored null
    ...origin(t),
  }),
  (table) => ({ byPayer: index().on(table.payerId, table.timestamp, table.id) }),
);

/** What a gateway may bill a payer, over the whole life of the pair. */
export const allowance = onchainTable(
  "allowance",
  (t) => ({
    id: t.text().primaryKey(), // payer-gateway
    payerId: t.integer().notNull(),
    gatewayId: t.integer().notNull(),
    authorised: t.bigint().notNull(), // nano-OPEN of the largest redeemed voucher
    debited: t.bigint().notNull(), // nano-OPEN billed so far
    cap: t.bigint(), // ceiling of debited in nano-OPEN; null if none was set
    nextCap: t.bigint(), // lower ceiling that takes effect at nextCapAt
    nextCapAt: wide(t), // Unix seconds
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byPayer: index().on(table.payerId, table.id), byGateway: index().on(table.gatewayId, table.id) }),
);

/** Redeemed vouchers. */
export const voucher = onchainTable(
  "voucher",
  (t) => ({
    id: t.text().primaryKey(),
    payerId: t.integer().notNull(),
    gatewayId: t.integer().notNull(),
    allowanceId: t.text().notNull(),
    cumulative: t.bigint().notNull(), // nano-OPEN the gateway may bill in all
    previous: t.bigint().notNull(), // nano-OPEN authorised before
    actor: t.hex().notNull(), // who redeemed it
    ...origin(t),
  }),
  (table) => ({ byPayer: index().on(table.payerId, table.timestamp, table.id) }),
);

/* SETTLEMENT */

/** A settled batch of the direct rail. A false in one of the three checks has its anomaly rows. */
export const batch = onchainTable(
  "batch",
  (t) => ({
    id: t.text().primaryKey(),
    gatewayId: t.integer().notNull(),
    epoch: wide(t).notNull(),
    firstSequence: wide(t).notNull(),
    receiptCount: t.integer().notNull(), // as the event says
    legCount: wide(t).notNull(), // as the event says
    feeTotal: t.bigint().notNull(), // nano-OPEN, as the event says
    commons: t.bigint().notNull(), // nano-OPEN credited to the commons account, unattributed and voided, as the event says
    root: t.hex().notNull(), // Merkle root of the receipt ids that the gateway signed
    isDecoded: t.boolean().notNull(), // the packed bytes could be read and give this root and these counts
    isSplitExact: t.boolean().notNull(), // the split recomputed here sums to feeTotal and to commons
    isCreditExact: t.boolean().notNull(), // it equals, account by account, what the payout ledger credited
    key: t.hex().notNull(), // receipt key that signed
    receiptKeyId: t.text().notNull(),
    actor: t.hex().notNull(), // who submitted it
    blockHash: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.timestamp, table.id) }),
);

export const receipt = onchainTable(
  "receipt",
  (t) => ({
    id: t.hex().primaryKey(), // keccak256 of the 113 packed bytes
    batchId: t.text().notNull(),
    lane: t.integer().notNull(), // 1 direct, 2 epoch
    gatewayId: t.integer().notNull(),
    epoch: wide(t).notNull(),
    sequence: wide(t).notNull(), // dense from 0 for each gateway and epoch
    payerId: t.integer().notNull(), // account that paid
    offeringId: t.integer().notNull(),
    promptTokens: t.integer().notNull(),
    completionTokens: t.integer().notNull(),
    fee: t.bigint().notNull(), // nano-OPEN
    servedAt: wide(t).notNull(), // Unix time in milliseconds
    legCount: t.integer().notNull(),
    weightTotal: wide(t).notNull(), // at least the sum of the legs' weights; the difference is unattributed
    weightAttributed: wide(t).notNull(), // sum of the legs' weights
    dataAmount: t.bigint().notNull(), // nano-OPEN of the fee that the split gives to data
    unattributedAmount: t.bigint().notNull(), // nano-OPEN of it that no leg earned; paid to the commons account
    voidedAmount: t.bigint().notNull(), // nano-OPEN of it whose contribution was voided; paid to the commons account
    legsRoot: t.hex().notNull(),
    contextRoot: t.hex().notNull(), // commits to request, prompt, output, method, snapshot and evidence
    ...origin(t), // of its settlement
  }),
  (table) => ({
    byTime: index().on(table.timestamp, table.id),
    byPayer: index().on(table.payerId, table.timestamp, table.id),
    byGateway: index().on(table.gatewayId, table.timestamp, table.id),
    byOffering: index().on(table.offeringId, table.timestamp, table.id),
    byBatch: index().on(table.batchId, table.id),
  }),
);

/** One contribution's part in one receipt. */
export const leg = onchainTable(
  "leg",
  (t) => ({
    id: t.text().primaryKey(), // receipt-position
    receiptId: t.hex().notNull(),
    position: t.integer().notNull(), // order in the receipt, from 0
    contributionId: wide(t).notNull(),
    accountId: t.integer().notNull(), // contributor
    datanetId: t.integer(), // of the contribution; null if the contribution is unknown
    payoutId: t.text().notNull(), // the payout it is part of
    class: honestyClass("class").notNull(), // how its weight can be checked
    weight: t.integer().notNull(), // of the receipt's weightTotal
    weightBefore: wide(t).notNull(), // sum of the weights before it: with weight and weightTotal, its amount can be recomputed alone
    amount: t.bigint().notNull(), // nano-OPEN
    isVoided: t.boolean().notNull(), // true: the commons account was credited instead of the contributor
    timestamp: wide(t).notNull(), // Unix seconds of its settlement
  }),
  (table) => ({
    byReceipt: index().on(table.receiptId, table.position),
    byContribution: index().on(table.contributionId, table.timestamp, table.id),
    byPayout: index().on(table.payoutId, table.position),
  }),
);

/** Who earned what, for which answer, in which role. The payouts of a receipt sum to its fee. */
export const payout = onchainTable(
  "payout",
  (t) => ({
    id: t.text().primaryKey(), // receipt-role-account
    receiptId: t.hex().notNull(),
    accountId: t.integer().notNull(), // who was credited
    role: payoutRole("role").notNull(), // for what
    amount: t.bigint().notNull(), // nano-OPEN
    fee: t.bigint().notNull(), // nano-OPEN of the whole receipt
    legCount: t.integer().notNull(), // legs it is made of; 0 for roles other than Data and Voided
    payerId: t.integer().notNull(), // who paid
    gatewayId: t.integer().notNull(),
    offeringId: t.integer().notNull(),
    dayId: t.text().notNull(), // row of account_day
    ...origin(t),
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.timestamp, table.id),
    byReceipt: index().on(table.receiptId, table.id),
    byPayer: index().on(table.payerId, table.timestamp, table.id),
  }),
);

/** What the payout ledger credited, as it said it. */
export const credit = onchainTable("credit", (t) => ({
  id: t.text().primaryKey(),
  source: t.hex().notNull(), // settlement rail
  total: t.bigint().notNull(), // nano-OPEN
  accountCount: t.integer().notNull(), // accounts with a positive amount
  ...origin(t),
}));

/** What a rail took from what the escrow held for it, on its way to the payout ledger. */
export const heldRelease = onchainTable(
  "held_release",
  (t) => ({
    id: t.text().primaryKey(),
    rail: t.hex().notNull(), // settlement rail
    amount: t.bigint().notNull(), // nano-OPEN
    held: t.bigint().notNull(), // nano-OPEN still held for the rail
    ...origin(t),
  }),
  (table) => ({ byRail: index().on(table.rail, table.timestamp, table.id) }),
);

/**
 * Consecutive words of four accounts each that a rail credited at once. The event has no amounts of single accounts: the rail's own event, and the calldata
 * that gives its root, have them. What was found is in `epoch_payout`, or in `payout` for a settlement in the escape hatch, and in `balance`.
 */
export const rangeCredit = onchainTable(
  "range_credit",
  (t) => ({
    id: t.text().primaryKey(),
    source: t.hex().notNull(), // settlement rail
    firstWord: t.bigint().notNull(), // holds accounts 4 * firstWord to 4 * firstWord + 3
    wordCount: t.bigint().notNull(),
    total: t.bigint().notNull(), // nano-OPEN
    ...origin(t),
  }),
  (table) => ({ bySource: index().on(table.source, table.timestamp, table.id) }),
);

/**
 * Half of a settlement, until the transaction's other half comes: the split of a batch, or what the payout ledger credited. Empty
 * between transactions; a row that stays is a settlement without its credits, or credits without a settlement.
 */
export const openSettlement = onchainTable("open_settlement", (t) => ({
  transactionHash: t.hex().primaryKey(),
  isSplit: t.boolean().notNull(), // true: the split of a batch waits for its credits
  batchId: t.text(), // the batch, if it came first
  amounts: t.json().$type<Record<string, string>>().notNull(), // account number to nano-OPEN, both decimal
  blockNumber: wide(t).notNull(),
}));

/* NETWORK */

/** Totals of the whole network; one row with id `network`. */
export const networkTotal = onchainTable("network_total", (t) => ({
  id: t.text().primaryKey(),
  accountCount: t.integer().notNull(),
  contributionCount: t.integer().notNull(), // revealed
  batchCount: t.integer().notNull(),
  receiptCount: t.integer().notNull(),
  legCount: t.integer().notNull(),
  payoutCount: t.integer().notNull(),
  promptTokens: t.bigint().notNull(),
  completionTokens: t.bigint().notNull(),
  fees: t.bigint().notNull(), // nano-OPEN of settled fees: receipts settled one by one, and final epochs
  earned: t.bigint().notNull(), // nano-OPEN of all payouts and epoch payouts: fees less what final epochs have not paid out, plus compensations
  attributed: t.bigint().notNull(), // nano-OPEN paid to contributors
  unattributed: t.bigint().notNull(), // nano-OPEN that no leg earned
  voided: t.bigint().notNull(), // nano-OPEN of legs whose contribution was voided
  credited: t.bigint().notNull(), // nano-OPEN credited account by account, as the payout ledger says
  rangeCredited: t.bigint().notNull(), // nano-OPEN credited in ranges of words, as the payout ledger says
  rangeExplained: t.bigint().notNull(), // nano-OPEN of it whose accounts are known, which balances show
  epochFees: t.bigint().notNull(), // nano-OPEN of fees that final epochs took
  epochReceiptCount: t.bigint().notNull(), // receipts of final epochs, as their headers say; not in receiptCount
  epochLegCount: t.bigint().notNull(), // legs of final epochs, as their headers say; not in legCount
  withdrawn: t.bigint().notNull(), // nano-OPEN of earnings paid out
  deposited: t.bigint().notNull(), // nano-OPEN paid into the escrow
  debited: t.bigint().notNull(), // nano-OPEN billed from the escrow, less what was restored
  depositWithdrawn: t.bigint().notNull(), // nano-OPEN payers took back
  anomalyCount: t.integer().notNull(),
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

export const networkDay = onchainTable("network_day", (t) => ({
  day: t.integer().primaryKey(), // days since 1970-01-01 UTC
  receiptCount: t.integer().notNull(),
  legCount: t.integer().notNull(),
  fees: t.bigint().notNull(), // nano-OPEN, of final epochs too
  attributed: t.bigint().notNull(), // nano-OPEN paid to contributors
  unattributed: t.bigint().notNull(), // nano-OPEN
}));

/** What governance set last: minimum bond, minimum data share, approved admission modules, the authority of a contract. */
export const parameter = onchainTable("parameter", (t) => ({
  id: t.text().primaryKey(), // contract.name, or contract.name.subject
  value: t.text().notNull(), // decimal number, true or false, or address
  actor: t.hex().notNull(),
  ...origin(t), // of the last change
}));

/** Whatever contradicts what was known before. Handlers write here and never stop the index. */
export const anomaly = onchainTable(
  "anomaly",
  (t) => ({
    id: t.text().primaryKey(), // transaction hash-log index-number
    contract: t.text().notNull(),
    event: t.text().notNull(),
    kind: t.text().notNull(), // short name, see src/fold/anomaly.ts
    subject: t.text().notNull(), // what it is about, for example `receipt 0x…`
    expected: t.text().notNull(),
    actual: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byKind: index().on(table.kind, table.id) }),
);

/* RELATIONS: every link in both directions. A name in quotes tells two links between the same tables apart. */

export const accountRelations = relations(account, ({ one, many }) => ({
  balance: one(balance, { fields: [account.id], references: [balance.accountId] }),
  deposit: one(payerDeposit, { fields: [account.id], references: [payerDeposit.accountId] }),
  days: many(accountDay),
  payouts: many(payout, { relationName: "payoutAccount" }),
  funded: many(payout, { relationName: "payoutPayer" }),
  paid: many(receipt),
  withdrawals: many(withdrawal),
  commits: many(commit),
  contributions: many(contribution),
  contributionEarnings: many(contributionEarning),
  bondReleases: many(bondRelease),
  legs: many(leg),
  splitEntries: many(splitEntry),
  datanets: many(datanet),
  models: many(model),
  adapters: many(adapter),
  agents: many(agent),
  gateways: many(gateway),
  allowances: many(allowance),
  vouchers: many(voucher),
  escrowEntries: many(escrowEntry),
  epochPayouts: many(epochPayout),
  epochDisputes: many(epochDispute),
  evaluationDue: one(evaluationDue, { fields: [account.id], references: [evaluationDue.accountId] }),
}));

export const balanceRelations = relations(balance, ({ one }) => ({
  account: one(account, { fields: [balance.accountId], references: [account.id] }),
}));

export const accountDayRelations = relations(accountDay, ({ one, many }) => ({
  account: one(account, { fields: [accountDay.accountId], references: [account.id] }),
  payouts: many(payout),
  epochPayouts: many(epochPayout),
}));

export const withdrawalRelations = relations(withdrawal, ({ one }) => ({
  account: one(account, { fields: [withdrawal.accountId], references: [account.id] }),
}));

export const datanetRelations = relations(datanet, ({ one, many }) => ({
  account: one(account, { fields: [datanet.accountId], references: [account.id] }),
  terms: one(termsVersion, { fields: [datanet.termsId], references: [termsVersion.id], relationName: "currentTerms" }),
  termsVersions: many(termsVersion, { relationName: "termsDatanet" }),
  snapshot: one(snapshot, { fields: [datanet.snapshotId], references: [snapshot.id], relationName: "latestSnapshot" }),
  snapshots: many(snapshot, { relationName: "snapshotDatanet" }),
  curators: many(curator),
  commits: many(commit),
  contributions: many(contribution),
  contributionEarnings: many(contributionEarning),
  verdicts: many(verdict),
  verdictReports: many(verdictReport),
  legs: many(leg),
  offerings: many(offeringDatanet),
  usedBy: many(lineageEdge),
  evaluations: many(evaluation),
}));

export const termsVersionRelations = relations(termsVersion, ({ one, many }) => ({
  datanet: one(datanet, { fields: [termsVersion.datanetId], references: [datanet.id], relationName: "termsDatanet" }),
  contributions: many(contribution),
  commits: many(commit),
}));

export const curatorRelations = relations(curator, ({ one }) => ({
  datanet: one(datanet, { fields: [curator.datanetId], references: [datanet.id] }),
}));

export const snapshotRelations = relations(snapshot, ({ one, many }) => ({
  datanet: one(datanet, { fields: [snapshot.datanetId], references: [datanet.id], relationName: "snapshotDatanet" }),
  usedBy: many(lineageEdge),
  evaluations: many(evaluation),
  contaminations: many(contamination),
}));

export const commitRelations = relations(commit, ({ one, many }) => ({
  account: one(account, { fields: [commit.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [commit.datanetId], references: [datanet.id] }),
  terms: one(termsVersion, { fields: [commit.termsId], references: [termsVersion.id] }),
  contributions: many(contribution),
}));

export const contributionRelations = relations(contribution, ({ one, many }) => ({
  account: one(account, { fields: [contribution.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [contribution.datanetId], references: [datanet.id] }),
  commit: one(commit, { fields: [contribution.commitId], references: [commit.id] }),
  terms: one(termsVersion, { fields: [contribution.termsId], references: [termsVersion.id] }),
  original: one(contribution, { fields: [contribution.originalId], references: [contribution.id], relationName: "original" }),
  copies: many(contribution, { relationName: "original" }),
  earning: one(contributionEarning, { fields: [contribution.id], references: [contributionEarning.contributionId] }),
  verdicts: many(verdict),
  bondReleases: many(bondRelease),
  legs: many(leg),
  contaminations: many(contamination),
}));

export const contributionEarningRelations = relations(contributionEarning, ({ one }) => ({
  contribution: one(contribution, { fields: [contributionEarning.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [contributionEarning.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [contributionEarning.datanetId], references: [datanet.id] }),
}));

export const verdictRelations = relations(verdict, ({ one }) => ({
  contribution: one(contribution, { fields: [verdict.contributionId], references: [contribution.id] }),
  datanet: one(datanet, { fields: [verdict.datanetId], references: [datanet.id] }),
  report: one(verdictReport, { fields: [verdict.reportId], references: [verdictReport.id] }),
}));

export const verdictReportRelations = relations(verdictReport, ({ one, many }) => ({
  datanet: one(datanet, { fields: [verdictReport.datanetId], references: [datanet.id] }),
  verdicts: many(verdict),
}));

export const bondReleaseRelations = relations(bondRelease, ({ one }) => ({
  contribution: one(contribution, { fields: [bondRelease.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [bondRelease.accountId], references: [account.id] }),
}));

export const modelRelations = relations(model, ({ one, many }) => ({
  account: one(account, { fields: [model.accountId], references: [account.id] }),
  madeOf: many(lineageEdge, { relationName: "childModel" }),
  usedBy: many(lineageEdge, { relationName: "parentModel" }),
  adapters: many(adapter),
  offerings: many(offering),
  evaluations: many(evaluation),
}));

export const adapterRelations = relations(adapter, ({ one, many }) => ({
  account: one(account, { fields: [adapter.accountId], references: [account.id] }),
  baseModel: one(model, { fields: [adapter.baseModelId], references: [model.id] }),
  madeOf: many(lineageEdge, { relationName: "childAdapter" }),
  usedBy: many(lineageEdge, { relationName: "parentAdapter" }),
  offerings: many(offeringAdapter),
  evaluations: many(evaluation),
}));

export const agentRelations = relations(agent, ({ one, many }) => ({
  account: one(account, { fields: [agent.accountId], references: [account.id] }),
  metadata: many(agentMetadata),
  madeOf: many(lineageEdge, { relationName: "childAgent" }),
  offerings: many(offering),
  feedback: many(feedback),
  feedbackResponses: many(feedbackResponse),
  feedbackCounts: one(agentFeedback, { fields: [agent.id], references: [agentFeedback.agentId] }),
}));

export const agentMetadataRelations = relations(agentMetadata, ({ one }) => ({
  agent: one(agent, { fields: [agentMetadata.agentId], references: [agent.id] }),
}));

export const lineageEdgeRelations = relations(lineageEdge, ({ one }) => ({
  childModel: one(model, { fields: [lineageEdge.childModelId], references: [model.id], relationName: "childModel" }),
  childAdapter: one(adapter, { fields: [lineageEdge.childAdapterId], references: [adapter.id], relationName: "childAdapter" }),
  childAgent: one(agent, { fields: [lineageEdge.childAgentId], references: [agent.id], relationName: "childAgent" }),
  parentDatanet: one(datanet, { fields: [lineageEdge.parentDatanetId], references: [datanet.id] }),
  parentModel: one(model, { fields: [lineageEdge.parentModelId], references: [model.id], relationName: "parentModel" }),
  parentAdapter: one(adapter, { fields: [lineageEdge.parentAdapterId], references: [adapter.id], relationName: "parentAdapter" }),
  parentAgent: one(agent, { fields: [lineageEdge.parentAgentId], references: [agent.id], relationName: "parentAgent" }),
  snapshot: one(snapshot, { fields: [lineageEdge.snapshotId], references: [snapshot.id] }),
}));

export const gatewayRelations = relations(gateway, ({ one, many }) => ({
  account: one(account, { fields: [gateway.accountId], references: [account.id] }),
  receiptKeys: many(receiptKey),
  bondEntries: many(bondEntry),
  offerings: many(offering),
  batches: many(batch),
  receipts: many(receipt),
  allowances: many(allowance),
  vouchers: many(voucher),
  payouts: many(payout),
  epochChain: one(epochChain, { fields: [gateway.id], references: [epochChain.gatewayId] }),
  epochs: many(epoch),
  epochDisputes: many(epochDispute),
  pushes: many(pushedSubtree),
  claimedWords: many(claimedWord),
  payoutSubtrees: many(payoutSubtree),
  epochPayouts: many(epochPayout),
  hatchSettlements: many(hatchSettlement),
}));

export const bondEntryRelations = relations(bondEntry, ({ one }) => ({
  gateway: one(gateway, { fields: [bondEntry.gatewayId], references: [gateway.id] }),
}));

export const receiptKeyRelations = relations(receiptKey, ({ one, many }) => ({
  gateway: one(gateway, { fields: [receiptKey.gatewayId], references: [gateway.id] }),
  batches: many(batch),
  epochs: many(epoch),
}));

export const offeringRelations = relations(offering, ({ one, many }) => ({
  gateway: one(gateway, { fields: [offering.gatewayId], references: [gateway.id] }),
  model: one(model, { fields: [offering.modelId], references: [model.id] }),
  agent: one(agent, { fields: [offering.agentId], references: [agent.id] }),
  adapters: many(offeringAdapter),
  datanets: many(offeringDatanet),
  split: many(splitEntry),
  receipts: many(receipt),
  payouts: many(payout),
}));

export const offeringDatanetRelations = relations(offeringDatanet, ({ one }) => ({
  offering: one(offering, { fields: [offeringDatanet.offeringId], references: [offering.id] }),
  datanet: one(datanet, { fields: [offeringDatanet.datanetId], references: [datanet.id] }),
}));

export const offeringAdapterRelations = relations(offeringAdapter, ({ one }) => ({
  offering: one(offering, { fields: [offeringAdapter.offeringId], references: [offering.id] }),
  adapter: one(adapter, { fields: [offeringAdapter.adapterId], references: [adapter.id] }),
}));

export const splitEntryRelations = relations(splitEntry, ({ one }) => ({
  offering: one(offering, { fields: [splitEntry.offeringId], references: [offering.id] }),
  account: one(account, { fields: [splitEntry.accountId], references: [account.id] }),
}));

export const payerDepositRelations = relations(payerDeposit, ({ one }) => ({
  account: one(account, { fields: [payerDeposit.accountId], references: [account.id] }),
}));

export const escrowEntryRelations = relations(escrowEntry, ({ one }) => ({
  payer: one(account, { fields: [escrowEntry.payerId], references: [account.id] }),
  gateway: one(gateway, { fields: [escrowEntry.gatewayId], references: [gateway.id] }),
}));

export const allowanceRelations = relations(allowance, ({ one, many }) => ({
  payer: one(account, { fields: [allowance.payerId], references: [account.id] }),
  gateway: one(gateway, { fields: [allowance.gatewayId], references: [gateway.id] }),
  vouchers: many(voucher),
}));

export const voucherRelations = relations(voucher, ({ one }) => ({
  payer: one(account, { fields: [voucher.payerId], references: [account.id] }),
  gateway: one(gateway, { fields: [voucher.gatewayId], references: [gateway.id] }),
  allowance: one(allowance, { fields: [voucher.allowanceId], references: [allowance.id] }),
}));

export const batchRelations = relations(batch, ({ one, many }) => ({
  gateway: one(gateway, { fields: [batch.gatewayId], references: [gateway.id] }),
  receiptKey: one(receiptKey, { fields: [batch.receiptKeyId], references: [receiptKey.id] }),
  receipts: many(receipt),
}));

export const receiptRelations = relations(receipt, ({ one, many }) => ({
  batch: one(batch, { fields: [receipt.batchId], references: [batch.id] }),
  gateway: one(gateway, { fields: [receipt.gatewayId], references: [gateway.id] }),
  payer: one(account, { fields: [receipt.payerId], references: [account.id] }),
  offering: one(offering, { fields: [receipt.offeringId], references: [offering.id] }),
  legs: many(leg),
  payouts: many(payout),
  hatchSettlement: one(hatchSettlement, { fields: [receipt.batchId], references: [hatchSettlement.id], relationName: "settledInHatch" }),
  feedback: many(feedback),
}));

export const legRelations = relations(leg, ({ one }) => ({
  receipt: one(receipt, { fields: [leg.receiptId], references: [receipt.id] }),
  contribution: one(contribution, { fields: [leg.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [leg.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [leg.datanetId], references: [datanet.id] }),
  payout: one(payout, { fields: [leg.payoutId], references: [payout.id] }),
}));

export const payoutRelations = relations(payout, ({ one, many }) => ({
  receipt: one(receipt, { fields: [payout.receiptId], references: [receipt.id] }),
  account: one(account, { fields: [payout.accountId], references: [account.id], relationName: "payoutAccount" }),
  payer: one(account, { fields: [payout.payerId], references: [account.id], relationName: "payoutPayer" }),
  gateway: one(gateway, { fields: [payout.gatewayId], references: [gateway.id] }),
  offering: one(offering, { fields: [payout.offeringId], references: [offering.id] }),
  day: one(accountDay, { fields: [payout.dayId], references: [accountDay.id] }),
  legs: many(leg),
}));

/* EPOCH RAIL */

export const epochState = onchainEnum("epoch_state", ["Committed", "Held", "Final", "Void"]);
export const lie = onchainEnum("lie", [
  "None",
  "DoubleSigned",
  "Omitted",
  "Receipt",
  "Legs",
  "Share",
  "Chunk",
  "Merge",
  "Disorder",
  "Word",
  "Sums",
  "Debit",
  "Withheld",
]);
export const debitSliceKind = onchainEnum("debit_slice_kind", ["Held", "Restored"]);
export const epochPayoutKind = onchainEnum("epoch_payout_kind", ["Pushed", "Claimed", "Compensation", "Hatch"]);
export const dataChallengeState = onchainEnum("data_challenge_state", ["Open", "Answered", "Refuted", "Closed"]);

/** A committed epoch. A number that was given back by a void can be committed again, under another record. */
export const epoch = onchainTable(
  "epoch",
  (t) => ({
    id: t.hex().primaryKey(), // record hash: keccak256 of the 290 bytes of docs/formats/epoch.md
    gatewayId: t.integer().notNull(),
    number: wide(t).notNull(), // counted from 0 for each gateway
    state: epochState("state").notNull(), // Held: all its debits are held in the escrow
    parentId: t.hex(), // record of the epoch before it; null for epoch 0
    nextId: t.hex(), // record of the epoch committed last on top of it
    key: t.hex().notNull(), // receipt key that signed the header
    receiptKeyId: t.text().notNull(),
    record: t.hex().notNull(), // the 290 bytes that every call about it takes
    payoutDepth: t.integer().notNull(), // levels of the payout tree
    payoutRoot: t.hex().notNull(), // root over the payout words after this epoch
    level: t.integer().notNull(), // of the top node; 0: the epoch is one chunk
    childCount: t.integer().notNull(), // of the top node
    receiptCount: t.bigint().notNull(), // as the header says
    legCount: t.bigint().notNull(), // as the header says
    feeTotal: t.bigint().notNull(), // nano-OPEN
    creditCount: t.bigint().notNull(), // accounts it credits
    debitCount: t.bigint().notNull(), // payers it bills
    body: t.hex().notNull(), // of the top node: root over its children, or hash of the chunk
    creditsRoot: t.hex().notNull(),
    debitsRoot: t.hex().notNull(),
    feesBefore: t.bigint().notNull(), // nano-OPEN of all epochs of the gateway before it
    committedAt: wide(t).notNull(), // Unix seconds
    pausedBefore: wide(t).notNull(), // seconds that epoch settlement had been paused so far
    holdBefore: wide(t).notNull(), // Unix seconds by which all debits must be held, plus every second paused since committedAt
    challengeBefore: wide(t).notNull(), // Unix seconds until which lies can be proven, plus every second paused since committedAt
    openUntil: wide(t).notNull(), // running seconds since committedAt until which an answered challenge keeps it open; 0 if none does
    openChallenges: t.integer().notNull(), // data challenges without an answer
    held: t.bigint().notNull(), // nano-OPEN held in the escrow for it now; 0 once final
    sliceCount: t.bigint().notNull(), // slices of 256 debits
    slicesHeld: wide(t).notNull(),
    slicesRestored: wide(t).notNull(), // of a void epoch
    restored: t.bigint().notNull(), // nano-OPEN given back to its payers
    finalisedAt: wide(t), // Unix seconds; null unless final
    voidedAt: wide(t), // Unix seconds; null unless void
    disputeId: t.text(), // what voided it
    actor: t.hex().notNull(), // who committed it
    ...origin(t), // of its commit
  }),
  (table) => ({
    byGateway: index().on(table.gatewayId, table.number, table.id),
    byState: index().on(table.state, table.id),
    byDispute: index().on(table.disputeId, table.id),
  }),
);

/** Where a gateway's epochs stand. */
export const epochChain = onchainTable("epoch_chain", (t) => ({
  gatewayId: t.integer().primaryKey(),
  nextEpoch: wide(t).notNull(), // number of the next epoch to commit
  nextFinal: wide(t).notNull(), // number of the next epoch to become final
  committedFees: t.bigint().notNull(), // nano-OPEN of all epochs committed and not void
  finalisedFees: t.bigint().notNull(), // nano-OPEN of all final epochs
  receiptCount: t.bigint().notNull(), // receipts of its final epochs, as their headers say
  legCount: t.bigint().notNull(), // legs of its final epochs, as their headers say
  credited: t.bigint().notNull(), // nano-OPEN pushed and claimed; at most finalisedFees
  payoutRoot: t.hex(), // of the last final epoch
  payoutDepth: t.integer(), // of the last final epoch
  finalEpochId: t.hex(), // the last final epoch
  epochCount: t.integer().notNull(), // commits, void ones included
  voidCount: t.integer().notNull(), // of them void
  lastCommitAt: wide(t), // Unix seconds
  abandonedAt: wide(t), // Unix seconds since which it cannot commit and its receipts settle one by one; null if it can
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/** 256 of an epoch's debits, held or given back in one call. */
export const debitSlice = onchainTable(
  "debit_slice",
  (t) => ({
    id: t.text().primaryKey(),
    epochId: t.hex().notNull(),
    gatewayId: t.integer().notNull(),
    kind: debitSliceKind("kind").notNull(),
    slice: wide(t).notNull(), // from 0
    amount: t.bigint().notNull(), // nano-OPEN of the slice
    held: t.bigint().notNull(), // nano-OPEN held for the epoch afterwards
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byEpoch: index().on(table.epochId, table.kind, table.slice) }),
);

/** Why an epoch and all later ones of its gateway became void. Stays when their totals are gone. */
export const epochDispute = onchainTable(
  "epoch_dispute",
  (t) => ({
    id: t.text().primaryKey(),
    epochId: t.hex().notNull(), // the epoch it is about; the later ones have the same disputeId
    gatewayId: t.integer().notNull(),
    number: wide(t).notNull(), // of the epoch
    lie: lie("lie").notNull(), // what was proven; None: its debits were not all held in time
    epochsVoided: wide(t).notNull(), // that epoch and all later ones
    slashed: t.bigint().notNull(), // nano-OPEN taken from the gateway's bond
    prover: t.hex().notNull(), // who proved it, or ended it
    harmedId: t.integer(), // account the lie took from; null if none is named
    toProver: t.bigint().notNull(), // nano-OPEN of slashed: two fifths
    toHarmed: t.bigint().notNull(), // nano-OPEN of slashed: one fifth, to harmedId or to the commons account
    toCommons: t.bigint().notNull(), // nano-OPEN of slashed: the rest
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id), byEpoch: index().on(table.epochId, table.id) }),
);

/** Somebody asked, for a bond, to see what is behind a node of an epoch. */
export const dataChallenge = onchainTable(
  "data_challenge",
  (t) => ({
    id: t.text().primaryKey(), // record hash-node
    epochId: t.hex().notNull(),
    node: t.hex().notNull(), // hash of the node
    level: t.integer().notNull(), // of the node; 0 is a chunk
    state: dataChallengeState("state").notNull(), // Answered: as the node says; Refuted: the answer was a lie; Closed: bond given back without a true answer
    challenger: t.hex().notNull(),
    bond: t.bigint().notNull(), // nano-OPEN
    deadline: wide(t).notNull(), // running seconds since the epoch's commit until which an answer counts
    answeredBy: t.hex(), // who answered; gets the bond if the answer is true
    answeredAt: wide(t), // Unix seconds
    closedBy: t.hex(), // who gave the bond back to the challenger
    closedAt: wide(t), // Unix seconds
    ...origin(t), // of its opening
  }),
  (table) => ({ byEpoch: index().on(table.epochId, table.id) }),
);

/** A subtree of 512 payout words that was credited at once. */
export const pushedSubtree = onchainTable(
  "pushed_subtree",
  (t) => ({
    id: t.text().primaryKey(),
    gatewayId: t.integer().notNull(),
    epochId: t.hex(), // last final epoch of the gateway, whose payout root it was shown under
    subtreeId: t.text().notNull(),
    subtree: wide(t).notNull(), // holds accounts 2,048 * subtree to 2,048 * subtree + 2,047
    root: t.hex().notNull(), // over its words afterwards
    total: t.bigint().notNull(), // nano-OPEN credited
    accountCount: t.integer().notNull(), // accounts credited; 0 unless explained
    isExplained: t.boolean().notNull(), // the amounts of all accounts are known and give root
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.timestamp, table.id), byEpoch: index().on(table.epochId, table.id) }),
);

/** A single payout word that was credited with a proof of its own. */
export const claimedWord = onchainTable(
  "claimed_word",
  (t) => ({
    id: t.text().primaryKey(),
    gatewayId: t.integer().notNull(),
    epochId: t.hex(), // last final epoch of the gateway
    subtreeId: t.text().notNull(),
    word: wide(t).notNull(), // holds accounts 4 * word to 4 * word + 3
    current: t.bigint().notNull(), // the word now credited: four uint64 lanes from the low bits up
    root: t.hex().notNull(), // over the subtree's words afterwards
    total: t.bigint().notNull(), // nano-OPEN credited
    isExplained: t.boolean().notNull(), // the amounts of its accounts are known and give root
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.timestamp, table.id), byEpoch: index().on(table.epochId, table.id) }),
);

/** What a gateway's epochs have credited to 2,048 accounts so far. */
export const payoutSubtree = onchainTable(
  "payout_subtree",
  (t) => ({
    id: t.text().primaryKey(), // gateway-subtree
    gatewayId: t.integer().notNull(),
    subtree: wide(t).notNull(),
    root: t.hex().notNull(), // as the last push or claim said
    words: t.hex().notNull(), // 512 words of 32 bytes, as far as they are known
    isExplained: t.boolean().notNull(), // words give root
    credited: t.bigint().notNull(), // nano-OPEN of words
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.subtree) }),
);

/** What one account was credited by a push, a claim of a word, a proven lie, or a settlement in the escape hatch that could not be read. */
export const epochPayout = onchainTable(
  "epoch_payout",
  (t) => ({
    id: t.text().primaryKey(), // id of the push, claim, dispute or settlement-account
    accountId: t.integer().notNull(),
    kind: epochPayoutKind("kind").notNull(), // Compensation: a part of a slashed bond
    amount: t.bigint().notNull(), // nano-OPEN
    gatewayId: t.integer().notNull(), // whose epochs, or whose bond
    sourceId: t.text().notNull(), // row of pushed_subtree, claimed_word, epoch_dispute or hatch_settlement
    dayId: t.text().notNull(), // row of account_day
    ...origin(t),
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.timestamp, table.id),
    bySource: index().on(table.sourceId, table.accountId),
    byGateway: index().on(table.gatewayId, table.timestamp, table.id),
  }),
);

/** One receipt of the epoch lane, settled alone because its gateway is gone. Its receipt, legs and payouts are rows as those of a batch. */
export const hatchSettlement = onchainTable(
  "hatch_settlement",
  (t) => ({
    id: t.text().primaryKey(), // batchId of its receipt
    gatewayId: t.integer().notNull(),
    epoch: wide(t).notNull(),
    sequence: wide(t).notNull(),
    receiptId: t.hex().notNull(),
    fee: t.bigint().notNull(), // nano-OPEN, as the event says
    commons: t.bigint().notNull(), // nano-OPEN credited to the commons account, unattributed and voided, as the event says
    isDecoded: t.boolean().notNull(), // the receipt was found and has this id, and the legs have its root
    isSplitExact: t.boolean().notNull(), // the split recomputed here sums to fee and to commons
    isCreditExact: t.boolean().notNull(), // it equals, word by word, what the payout ledger credited
    actor: t.hex().notNull(), // who submitted it
    blockHash: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.timestamp, table.id), byReceipt: index().on(table.receiptId) }),
);

/**
 * Ranges credited and not yet explained by their rail, or explained and not yet credited. Empty between transactions; a row that stays is money whose
 * accounts nobody told in that transaction (`rangeCredited` less `rangeExplained` of the network says how much still is unknown).
 */
export const openRange = onchainTable("open_range", (t) => ({
  id: t.text().primaryKey(), // transaction hash-rail
  ledger: t.hex(), // payout ledger; null while nothing was credited
  totals: t.json().$type<Record<string, string>>().notNull(), // first word of a range to nano-OPEN credited less explained, both decimal
  blockNumber: wide(t).notNull(),
}));

/* GUARDIAN */

/** A part of the suite that the guardian can pause alone. */
export const part = onchainEnum("part", ["Contributing", "Offerings", "Deposits", "DirectSettlement", "EpochSettlement"]);

export const pause = onchainTable(
  "pause",
  (t) => ({
    id: t.text().primaryKey(),
    part: part("part").notNull(),
    startedAt: wide(t).notNull(), // Unix seconds
    endsAt: wide(t).notNull(), // Unix seconds from which it does not hold; earlier than planned if it was lifted
    readyAt: wide(t).notNull(), // Unix seconds from which the part can be paused again; 0: at once
    pausedBefore: t.bigint().notNull(), // seconds of all earlier pauses of the part
    reason: t.text().notNull(),
    liftedAt: wide(t), // Unix seconds; null if it ran to its end
    rearmedAt: wide(t), // Unix seconds at which governance ended the cool-down
    actor: t.hex().notNull(), // guardian
    ...origin(t),
  }),
  (table) => ({ byPart: index().on(table.part, table.startedAt, table.id) }),
);

/** The last pause of each part that ever was paused. */
export const pausedPart = onchainTable("paused_part", (t) => ({
  part: t.text().primaryKey(), // its name
  pauseId: t.text().notNull(),
}));

/* EVALUATIONS. Empty where the deployment has no `Evaluations`. */

export const evaluationState = onchainEnum("evaluation_state", ["Standing", "Disproven", "Released"]);
export const evaluationChallengeState = onchainEnum("evaluation_challenge_state", ["Open", "Upheld", "Refused", "Closed"]);

/** An attestation by which a bonded evaluator scores an asset. It counts while it stands, is not revoked, has not expired and the asset has its weights. */
export const evaluation = onchainTable(
  "evaluation",
  (t) => ({
    id: t.hex().primaryKey(), // uid of the EAS attestation
    kind: assetKind("kind").notNull(), // Model or Adapter
    modelId: t.integer(), // null for an adapter
    adapterId: t.integer(), // null for a model
    datanetId: t.integer(), // Datanet of the snapshot; null if the asset is tied to none
    snapshotId: t.text(), // trained on it, and the held-out set was kept out of it
    task: t.hex().notNull(), // hash that names the task
    metric: t.hex().notNull(), // hash that names the metric
    scoreBeforePpm: t.integer().notNull(), // score without the asset's training, parts per million
    scoreAfterPpm: t.integer().notNull(), // score of the asset, parts per million
    weightsHash: t.hex().notNull(), // of the asset when it was evaluated
    heldOutRoot: t.hex().notNull(), // Merkle root over the content roots of the held-out items
    heldOutCount: wide(t).notNull(),
    state: evaluationState("state").notNull(),
    evaluator: t.hex().notNull(),
    bond: t.bigint().notNull(), // nano-OPEN behind it when it was made
    expiresAt: wide(t).notNull(), // Unix seconds from which it does not count
    revokedAt: wide(t), // Unix seconds at which the evaluator revoked it
    endedAt: wide(t), // Unix seconds at which it was disproven or released
    prover: t.hex(), // who disproved it
    toAccount: t.bigint().notNull(), // nano-OPEN of the bond owed to the asset's account; 0 unless disproven
    toProver: t.bigint().notNull(), // nano-OPEN of the bond for the prover
    burned: t.bigint().notNull(), // nano-OPEN of the bond that were burned
    openChallenges: t.integer().notNull(), // challenges the arbiter may still rule on
    ...origin(t),
  }),
  (table) => ({
    byModel: index().on(table.modelId, table.id),
    byAdapter: index().on(table.adapterId, table.id),
    byEvaluator: index().on(table.evaluator, table.id),
    byTask: index().on(table.task, table.scoreAfterPpm, table.id),
  }),
);

export const evaluationChallenge = onchainTable(
  "evaluation_challenge",
  (t) => ({
    id: t.integer().primaryKey(), // number of the challenge
    evaluationId: t.hex().notNull(),
    state: evaluationChallengeState("state").notNull(), // Closed: nobody ruled in time, or the evaluation was disproven otherwise
    challenger: t.hex().notNull(),
    bond: t.bigint().notNull(), // nano-OPEN
    evidence: t.hex().notNull(), // hash of the evidence
    evidenceUri: t.text().notNull(),
    ruleBefore: wide(t).notNull(), // Unix seconds from which it can only be closed
    paid: t.hex(), // who got the bond; null while open
    endedBy: t.hex(), // arbiter, or who closed it
    endedAt: wide(t), // Unix seconds
    ...origin(t),
  }),
  (table) => ({ byEvaluation: index().on(table.evaluationId, table.id) }),
);

/** A proof that a held-out item was trained on. */
export const contamination = onchainTable(
  "contamination",
  (t) => ({
    id: t.text().primaryKey(),
    evaluationId: t.hex().notNull(),
    contributionId: wide(t).notNull(),
    contentRoot: t.hex().notNull(),
    datanetId: t.integer().notNull(),
    snapshotId: t.text().notNull(),
    ...origin(t),
  }),
  (table) => ({ byEvaluation: index().on(table.evaluationId, table.id), byContribution: index().on(table.contributionId, table.id) }),
);

/** What an evaluator or challenger has in `Evaluations`. */
export const evaluatorBond = onchainTable("evaluator_bond", (t) => ({
  address: t.hex().primaryKey(),
  free: t.bigint().notNull(), // nano-OPEN from which bonds are taken
  bonded: t.bigint().notNull(), // nano-OPEN behind standing evaluations and open challenges
  posted: t.bigint().notNull(), // nano-OPEN paid in so far
  withdrawn: t.bigint().notNull(), // nano-OPEN taken out so far
  won: t.bigint().notNull(), // nano-OPEN of others' bonds it was given
  lost: t.bigint().notNull(), // nano-OPEN of its own bonds it lost
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/** What an asset's account is owed of slashed evaluators' bonds; `Evaluations` pays it, not the payout ledger. */
export const evaluationDue = onchainTable("evaluation_due", (t) => ({
  accountId: t.integer().primaryKey(),
  owed: t.bigint().notNull(), // nano-OPEN not paid yet
  paid: t.bigint().notNull(), // nano-OPEN paid so far
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/* FEEDBACK ON AGENTS. Empty where the deployment has no `AgentReputation`. */

/** ERC-8004 feedback of a client for an agent. */
export const feedback = onchainTable(
  "feedback",
  (t) => ({
    id: t.text().primaryKey(), // agent-client-index
    agentId: t.integer().notNull(),
    client: t.hex().notNull(),
    index: wide(t).notNull(), // counted from 1 for each agent and client
    value: t.text().notNull(), // whole number with sign; the score is value / 10^valueDecimals
    valueDecimals: t.integer().notNull(), // 0 to 18
    tag1: t.text().notNull(),
    tag2: t.text().notNull(),
    endpoint: t.text().notNull(),
    uri: t.text().notNull(), // where it stands in full; may be empty
    hash: t.hex().notNull(), // of what stands there, or the id of the receipt it is about
    isRevoked: t.boolean().notNull(), // by its client, for good
    isGrounded: t.boolean().notNull(), // true: the client proved that it paid for an answer of this agent
    receiptId: t.hex(), // the receipt that grounds it; null unless grounded
    fee: t.bigint(), // nano-OPEN of that receipt
    groundedBy: t.hex(), // who showed the receipt
    groundedAt: wide(t), // Unix seconds
    responseCount: t.integer().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byAgent: index().on(table.agentId, table.isGrounded, table.id),
    byClient: index().on(table.client, table.id),
    byReceipt: index().on(table.receiptId, table.id),
  }),
);

export const feedbackResponse = onchainTable(
  "feedback_response",
  (t) => ({
    id: t.text().primaryKey(),
    feedbackId: t.text().notNull(),
    agentId: t.integer().notNull(),
    responder: t.hex().notNull(), // anyone
    uri: t.text().notNull(),
    hash: t.hex().notNull(), // of what stands there
    ...origin(t),
  }),
  (table) => ({ byFeedback: index().on(table.feedbackId, table.id), byAgent: index().on(table.agentId, table.id) }),
);

/** How much feedback an agent has. Counts, no mean: which clients to trust is the reader's choice. */
export const agentFeedback = onchainTable("agent_feedback", (t) => ({
  agentId: t.integer().primaryKey(),
  feedbackCount: t.integer().notNull(), // revoked included
  revokedCount: t.integer().notNull(),
  groundedCount: t.integer().notNull(), // revoked included
  responseCount: t.integer().notNull(),
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/* SUPPLY OF OPEN. Amounts in base units, 1e-18 OPEN. */

export const supplyChangeKind = onchainEnum("supply_change_kind", ["Minted", "Burned"]);

/** A bridge, or a holder of the minter role. Holders' own burns belong to no minter and are not here. */
export const minter = onchainTable("minter", (t) => ({
  address: t.hex().primaryKey(),
  cap: t.bigint().notNull(), // most it may have minted less burned
  burst: t.bigint().notNull(), // size of the bucket: the most it can mint at once
  refillPeriod: wide(t).notNull(), // seconds in which an empty bucket fills
  room: t.bigint().notNull(), // in the bucket when the limits were set
  roomAt: wide(t), // Unix seconds at which they were set; null before
  minted: t.bigint().notNull(), // in all
  burned: t.bigint().notNull(), // in all
  net: t.text().notNull(), // minted less burned, a whole number with sign, as the token says
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

export const supplyChange = onchainTable(
  "supply_change",
  (t) => ({
    id: t.text().primaryKey(),
    kind: supplyChangeKind("kind").notNull(),
    minter: t.hex().notNull(),
    holder: t.hex().notNull(), // who received, or whose OPEN were burned
    amount: t.bigint().notNull(), // 1e-18 OPEN
    net: t.text().notNull(), // of the minter afterwards, a whole number with sign
    ...origin(t),
  }),
  (table) => ({ byMinter: index().on(table.minter, table.timestamp, table.id) }),
);

/* RELATIONS of the epoch rail, of evaluations, of feedback and of the supply */

export const epochRelations = relations(epoch, ({ one, many }) => ({
  gateway: one(gateway, { fields: [epoch.gatewayId], references: [gateway.id] }),
  chain: one(epochChain, { fields: [epoch.gatewayId], references: [epochChain.gatewayId], relationName: "chainEpochs" }),
  receiptKey: one(receiptKey, { fields: [epoch.receiptKeyId], references: [receiptKey.id] }),
  parent: one(epoch, { fields: [epoch.parentId], references: [epoch.id], relationName: "parentEpoch" }),
  children: many(epoch, { relationName: "parentEpoch" }),
  dispute: one(epochDispute, { fields: [epoch.disputeId], references: [epochDispute.id], relationName: "voidedBy" }),
  disputes: many(epochDispute, { relationName: "disputedEpoch" }),
  slices: many(debitSlice),
  challenges: many(dataChallenge),
  pushes: many(pushedSubtree),
  claims: many(claimedWord),
}));

export const epochChainRelations = relations(epochChain, ({ one, many }) => ({
  gateway: one(gateway, { fields: [epochChain.gatewayId], references: [gateway.id] }),
  finalEpoch: one(epoch, { fields: [epochChain.finalEpochId], references: [epoch.id], relationName: "finalEpoch" }),
  epochs: many(epoch, { relationName: "chainEpochs" }),
}));

export const debitSliceRelations = relations(debitSlice, ({ one }) => ({
  epoch: one(epoch, { fields: [debitSlice.epochId], references: [epoch.id] }),
}));

export const epochDisputeRelations = relations(epochDispute, ({ one, many }) => ({
  epoch: one(epoch, { fields: [epochDispute.epochId], references: [epoch.id], relationName: "disputedEpoch" }),
  voided: many(epoch, { relationName: "voidedBy" }),
  gateway: one(gateway, { fields: [epochDispute.gatewayId], references: [gateway.id] }),
  harmed: one(account, { fields: [epochDispute.harmedId], references: [account.id] }),
  payouts: many(epochPayout),
}));

export const dataChallengeRelations = relations(dataChallenge, ({ one }) => ({
  epoch: one(epoch, { fields: [dataChallenge.epochId], references: [epoch.id] }),
}));

export const pushedSubtreeRelations = relations(pushedSubtree, ({ one, many }) => ({
  gateway: one(gateway, { fields: [pushedSubtree.gatewayId], references: [gateway.id] }),
  epoch: one(epoch, { fields: [pushedSubtree.epochId], references: [epoch.id] }),
  words: one(payoutSubtree, { fields: [pushedSubtree.subtreeId], references: [payoutSubtree.id] }),
  payouts: many(epochPayout),
}));

export const claimedWordRelations = relations(claimedWord, ({ one, many }) => ({
  gateway: one(gateway, { fields: [claimedWord.gatewayId], references: [gateway.id] }),
  epoch: one(epoch, { fields: [claimedWord.epochId], references: [epoch.id] }),
  words: one(payoutSubtree, { fields: [claimedWord.subtreeId], references: [payoutSubtree.id] }),
  payouts: many(epochPayout),
}));

export const payoutSubtreeRelations = relations(payoutSubtree, ({ one, many }) => ({
  gateway: one(gateway, { fields: [payoutSubtree.gatewayId], references: [gateway.id] }),
  pushes: many(pushedSubtree),
  claims: many(claimedWord),
}));

/** Of the four sources, the one that `kind` names is there. */
export const epochPayoutRelations = relations(epochPayout, ({ one }) => ({
  account: one(account, { fields: [epochPayout.accountId], references: [account.id] }),
  gateway: one(gateway, { fields: [epochPayout.gatewayId], references: [gateway.id] }),
  day: one(accountDay, { fields: [epochPayout.dayId], references: [accountDay.id] }),
  push: one(pushedSubtree, { fields: [epochPayout.sourceId], references: [pushedSubtree.id] }),
  claim: one(claimedWord, { fields: [epochPayout.sourceId], references: [claimedWord.id] }),
  dispute: one(epochDispute, { fields: [epochPayout.sourceId], references: [epochDispute.id] }),
  settlement: one(hatchSettlement, { fields: [epochPayout.sourceId], references: [hatchSettlement.id] }),
}));

export const hatchSettlementRelations = relations(hatchSettlement, ({ one, many }) => ({
  gateway: one(gateway, { fields: [hatchSettlement.gatewayId], references: [gateway.id] }),
  receipt: one(receipt, { fields: [hatchSettlement.receiptId], references: [receipt.id], relationName: "hatchReceipt" }),
  payouts: many(epochPayout),
}));

export const pausedPartRelations = relations(pausedPart, ({ one }) => ({
  pause: one(pause, { fields: [pausedPart.pauseId], references: [pause.id] }),
}));

export const evaluationRelations = relations(evaluation, ({ one, many }) => ({
  model: one(model, { fields: [evaluation.modelId], references: [model.id] }),
  adapter: one(adapter, { fields: [evaluation.adapterId], references: [adapter.id] }),
  datanet: one(datanet, { fields: [evaluation.datanetId], references: [datanet.id] }),
  snapshot: one(snapshot, { fields: [evaluation.snapshotId], references: [snapshot.id] }),
  evaluatorBond: one(evaluatorBond, { fields: [evaluation.evaluator], references: [evaluatorBond.address] }),
  challenges: many(evaluationChallenge),
  contaminations: many(contamination),
}));

export const evaluationChallengeRelations = relations(evaluationChallenge, ({ one }) => ({
  evaluation: one(evaluation, { fields: [evaluationChallenge.evaluationId], references: [evaluation.id] }),
  challengerBond: one(evaluatorBond, { fields: [evaluationChallenge.challenger], references: [evaluatorBond.address] }),
}));

export const contaminationRelations = relations(contamination, ({ one }) => ({
  evaluation: one(evaluation, { fields: [contamination.evaluationId], references: [evaluation.id] }),
  contribution: one(contribution, { fields: [contamination.contributionId], references: [contribution.id] }),
  snapshot: one(snapshot, { fields: [contamination.snapshotId], references: [snapshot.id] }),
}));

export const evaluatorBondRelations = relations(evaluatorBond, ({ many }) => ({
  evaluations: many(evaluation),
  challenges: many(evaluationChallenge),
}));

export const evaluationDueRelations = relations(evaluationDue, ({ one }) => ({
  account: one(account, { fields: [evaluationDue.accountId], references: [account.id] }),
}));

export const feedbackRelations = relations(feedback, ({ one, many }) => ({
  agent: one(agent, { fields: [feedback.agentId], references: [agent.id] }),
  receipt: one(receipt, { fields: [feedback.receiptId], references: [receipt.id] }),
  responses: many(feedbackResponse),
}));

export const feedbackResponseRelations = relations(feedbackResponse, ({ one }) => ({
  feedback: one(feedback, { fields: [feedbackResponse.feedbackId], references: [feedback.id] }),
  agent: one(agent, { fields: [feedbackResponse.agentId], references: [agent.id] }),
}));

export const agentFeedbackRelations = relations(agentFeedback, ({ one }) => ({
  agent: one(agent, { fields: [agentFeedback.agentId], references: [agent.id] }),
}));

export const minterRelations = relations(minter, ({ many }) => ({ changes: many(supplyChange) }));

export const supplyChangeRelations = relations(supplyChange, ({ one }) => ({
  limits: one(minter, { fields: [supplyChange.minter], references: [minter.address] }),
}));
