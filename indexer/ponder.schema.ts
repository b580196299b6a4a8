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
    earned: t.bigint().notNull(), // nano-OPEN by the receipts folded so far; equals credited unless an anomaly says why not
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
    earned: t.bigint().notNull(), // nano-OPEN of payouts settled that day
    payoutCount: t.integer().notNull(), // rows of payout
    spent: t.bigint().notNull(), // nano-OPEN of fees paid by it, settled that day
    spentCount: t.integer().notNull(), // receipts it paid
    withdrawn: t.bigint().notNull(), // nano-OPEN of earnings paid out that day
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.day) }),
);

/** What a payer spent in one day on one offering, in answers that one receipt key signed. API keys never reach the chain: the receipt key is the public one. */
export const spendDay = onchainTable(
  "spend_day",
  (t) => ({
    id: t.text().primaryKey(), // payer-offering-gateway-receipt key-day
    payerId: t.integer().notNull(), // account that paid
    dayId: t.text().notNull(), // row of account_day
    gatewayId: t.integer().notNull(),
    receiptKeyId: t.text().notNull(),
    key: t.hex().notNull(), // receipt key that signed the batch
    offeringId: t.integer().notNull(),
    day: t.integer().notNull(), // days since 1970-01-01 UTC, of the settlement
    spent: t.bigint().notNull(), // nano-OPEN of fees
    receiptCount: t.integer().notNull(),
    promptTokens: t.bigint().notNull(),
    completionTokens: t.bigint().notNull(),
  }),
  (table) => ({
    byPayer: index().on(table.payerId, table.day, table.id),
    byKey: index().on(table.receiptKeyId, table.day, table.id),
    byOffering: index().on(table.offeringId, table.day, table.id),
  }),
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

/** Roll-up of one contribution and one day. */
export const contributionDay = onchainTable(
  "contribution_day",
  (t) => ({
    id: t.text().primaryKey(), // contribution-day
    contributionId: wide(t).notNull(),
    accountId: t.integer().notNull(), // contributor
    datanetId: t.integer().notNull(),
    day: t.integer().notNull(), // days since 1970-01-01 UTC, of the settlement
    earned: t.bigint().notNull(), // nano-OPEN credited to its account
    voided: t.bigint().notNull(), // nano-OPEN of its legs that went to the commons account
    legCount: t.integer().notNull(),
    receiptCount: t.integer().notNull(),
  }),
  (table) => ({
    byContribution: index().on(table.contributionId, table.day),
    byAccount: index().on(table.accountId, table.day, table.id),
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
    feeTotal: t.bigint().notNull(), // nano-OPEN of their fees
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

/** How far a gateway has settled one epoch on the direct rail. */
export const settledEpoch = onchainTable(
  "settled_epoch",
  (t) => ({
    id: t.text().primaryKey(), // gateway-epoch
    gatewayId: t.integer().notNull(),
    epoch: wide(t).notNull(),
    nextSequence: wide(t).notNull(), // one more than the highest sequence settled; no receipt of the epoch from here on is known
    batchCount: t.integer().notNull(),
    receiptCount: t.integer().notNull(), // settled receipts
    feeTotal: t.bigint().notNull(), // nano-OPEN of their fees
    updatedAt: wide(t).notNull(), // Unix seconds of the last settlement
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.epoch) }),
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
 * Consecutive words of four accounts each that a rail credited at once. The event has no amounts of single accounts: they are in the rail's own
 * event and data. So `balance` and the network's `credited` do not include them (`rangeCredited` of the network does); `claimableOf` of the payout ledger does.
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
  fees: t.bigint().notNull(), // nano-OPEN of settled fees
  earned: t.bigint().notNull(), // nano-OPEN of all payouts; equals fees
  attributed: t.bigint().notNull(), // nano-OPEN paid to contributors
  unattributed: t.bigint().notNull(), // nano-OPEN that no leg earned
  voided: t.bigint().notNull(), // nano-OPEN of legs whose contribution was voided
  credited: t.bigint().notNull(), // nano-OPEN credited account by account, as the payout ledger says
  rangeCredited: t.bigint().notNull(), // nano-OPEN credited in ranges, which balances do not show
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
  fees: t.bigint().notNull(), // nano-OPEN
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
  spendDays: many(spendDay),
  contributionDays: many(contributionDay),
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
}));

export const balanceRelations = relations(balance, ({ one }) => ({
  account: one(account, { fields: [balance.accountId], references: [account.id] }),
}));

export const accountDayRelations = relations(accountDay, ({ one, many }) => ({
  account: one(account, { fields: [accountDay.accountId], references: [account.id] }),
  payouts: many(payout),
  spend: many(spendDay),
}));

export const spendDayRelations = relations(spendDay, ({ one }) => ({
  payer: one(account, { fields: [spendDay.payerId], references: [account.id] }),
  accountDay: one(accountDay, { fields: [spendDay.dayId], references: [accountDay.id] }),
  gateway: one(gateway, { fields: [spendDay.gatewayId], references: [gateway.id] }),
  receiptKey: one(receiptKey, { fields: [spendDay.receiptKeyId], references: [receiptKey.id] }),
  offering: one(offering, { fields: [spendDay.offeringId], references: [offering.id] }),
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
  contributionDays: many(contributionDay),
  verdicts: many(verdict),
  verdictReports: many(verdictReport),
  legs: many(leg),
  offerings: many(offeringDatanet),
  usedBy: many(lineageEdge),
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
  days: many(contributionDay),
  verdicts: many(verdict),
  bondReleases: many(bondRelease),
  legs: many(leg),
}));

export const contributionEarningRelations = relations(contributionEarning, ({ one }) => ({
  contribution: one(contribution, { fields: [contributionEarning.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [contributionEarning.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [contributionEarning.datanetId], references: [datanet.id] }),
}));

export const contributionDayRelations = relations(contributionDay, ({ one }) => ({
  contribution: one(contribution, { fields: [contributionDay.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [contributionDay.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [contributionDay.datanetId], references: [datanet.id] }),
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
}));

export const adapterRelations = relations(adapter, ({ one, many }) => ({
  account: one(account, { fields: [adapter.accountId], references: [account.id] }),
  baseModel: one(model, { fields: [adapter.baseModelId], references: [model.id] }),
  madeOf: many(lineageEdge, { relationName: "childAdapter" }),
  usedBy: many(lineageEdge, { relationName: "parentAdapter" }),
  offerings: many(offeringAdapter),
}));

export const agentRelations = relations(agent, ({ one, many }) => ({
  account: one(account, { fields: [agent.accountId], references: [account.id] }),
  metadata: many(agentMetadata),
  madeOf: many(lineageEdge, { relationName: "childAgent" }),
  offerings: many(offering),
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
  settledEpochs: many(settledEpoch),
  spendDays: many(spendDay),
  receipts: many(receipt),
  allowances: many(allowance),
  vouchers: many(voucher),
  payouts: many(payout),
}));

export const bondEntryRelations = relations(bondEntry, ({ one }) => ({
  gateway: one(gateway, { fields: [bondEntry.gatewayId], references: [gateway.id] }),
}));

export const receiptKeyRelations = relations(receiptKey, ({ one, many }) => ({
  gateway: one(gateway, { fields: [receiptKey.gatewayId], references: [gateway.id] }),
  batches: many(batch),
  spendDays: many(spendDay),
}));

export const offeringRelations = relations(offering, ({ one, many }) => ({
  gateway: one(gateway, { fields: [offering.gatewayId], references: [gateway.id] }),
  model: one(model, { fields: [offering.modelId], references: [model.id] }),
  agent: one(agent, { fields: [offering.agentId], references: [agent.id] }),
  adapters: many(offeringAdapter),
  datanets: many(offeringDatanet),
  split: many(splitEntry),
  spendDays: many(spendDay),
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

export const settledEpochRelations = relations(settledEpoch, ({ one }) => ({
  gateway: one(gateway, { fields: [settledEpoch.gatewayId], references: [gateway.id] }),
}));

export const receiptRelations = relations(receipt, ({ one, many }) => ({
  batch: one(batch, { fields: [receipt.batchId], references: [batch.id] }),
  gateway: one(gateway, { fields: [receipt.gatewayId], references: [gateway.id] }),
  payer: one(account, { fields: [receipt.payerId], references: [account.id] }),
  offering: one(offering, { fields: [receipt.offeringId], references: [offering.id] }),
  legs: many(leg),
  payouts: many(payout),
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
