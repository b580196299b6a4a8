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
import { index, onchainEnum, relations } from "ponder";

import { onchainTable } from "./src/key-columns.ts";
import { origin, wide } from "./src/schema-columns.ts";
import { ROUND_PHASES } from "./src/validation/round-phases.ts";

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
export const withdrawalKind = onchainEnum("withdrawal_kind", [
  "Earnings",
  "BondRefund",
  "GatewayBond",
  "Deposit",
  "Stake",
  "Draw",
  "Round",
  "Removal",
  "Bounty",
  "Attribution",
  "Rerun",
  "Prior",
]);
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

/** What a payer spent in one day on one offering, in answers that one receipt key signed. API keys never reach the chain: the receipt key is the public one. */
export const spendDay = onchainTable(
  "spend_day",
  (t) => ({
    id: t.text().primaryKey(), // payer-offering-gateway-receipt key-day; `none` for a receipt settled alone
    payerId: t.integer().notNull(), // account that paid
    dayId: t.text().notNull(), // row of account_day
    gatewayId: t.integer().notNull(),
    receiptKeyId: t.text(), // null as the key
    key: t.hex(), // receipt key that signed the batch; null for receipts settled alone, whose event names none
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
    lostCount: t.integer().notNull(), // items accepted before it that were withdrawn, removed or proven copies since
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
    roundItemId: t.text(), // its item of the last round that took it up; null if none did
    judgedAt: wide(t), // Unix seconds of the first verdict
    withdrawnAt: wide(t), // Unix seconds of its withdrawal or removal
    acceptedAfter: t.integer(), // snapshots its Datanet had when it was accepted; null until then
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
    roundItemId: t.text(), // item of the round that decided; null if no round did
    ...origin(t),
  }),
  (table) => ({
    byContribution: index().on(table.contributionId, table.id),
    byReport: index().on(table.reportId, table.id),
    byRoundItem: index().on(table.roundItemId, table.id),
  }),
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

/* VALIDATION: stake, draws, rounds, courts, bounties, reputation */

export const stakeEntryKind = onchainEnum("stake_entry_kind", ["Staked", "Unstaked", "Released", "Rewarded"]);
export const seatEntryKind = onchainEnum("seat_entry_kind", ["Taken", "Left", "Weighed"]);
export const offenceKind = onchainEnum("offence_kind", ["WithheldSecret", "Silence", "MissedAnswers", "AcceptedDuplicate", "Dissent"]);
export const drawPhase = onchainEnum("draw_phase", ["None", "Committing", "Revealing", "Drawn"]);
export const roundPhase = onchainEnum("round_phase", ROUND_PHASES);
/** What became of an item of a round. Void: the round ended without a verdict, and the item is pending again. */
export const itemOutcome = onchainEnum("item_outcome", ["Open", "Accepted", "Rejected", "Void"]);
/**
 * Who decided an item: a panel; governance; because governance did not answer in time, the panel before the appeal; or a court, which
 * found a duplicate in, or removed, what the votes accepted.
 */
export const decision = onchainEnum("decision", ["Panel", "Ruling", "Default", "Court"]);
export const removalOutcome = onchainEnum("removal_outcome", ["None", "Open", "Removed", "Kept", "Lapsed"]);
export const reputationEntryKind = onchainEnum("reputation_entry_kind", ["Verdict", "Use"]);

/** The stake behind one validator in one Datanet: its own and what is delegated to it. */
export const validatorStake = onchainTable(
  "validator_stake",
  (t) => ({
    id: t.text().primaryKey(), // datanet-validator
    datanetId: t.integer().notNull(),
    validatorId: t.integer().notNull(), // account
    active: t.bigint().notNull(), // nano-OPEN that count, of all positions
    activeShares: t.bigint().notNull(), // shares of the active pool: the sum over the positions of its generation
    activeGeneration: t.integer().notNull(), // how often the active pool lost everything
    unbonding: t.bigint().notNull(), // nano-OPEN on the way out, of all exits
    unbondingShares: t.bigint().notNull(), // shares of the unbonding pool: the sum over the exits of its generation
    unbondingGeneration: t.integer().notNull(), // how often the unbonding pool lost everything
    seat: t.integer(), // number of the seat it holds, from 0; null without one
    weight: t.bigint().notNull(), // nano-OPEN with which it can be drawn; 0 without a seat
    rewarded: t.bigint().notNull(), // nano-OPEN of rewards that went to the positions
    commission: t.bigint().notNull(), // nano-OPEN of rewards that went to the validator alone
    slashed: t.bigint().notNull(), // nano-OPEN taken for offences, active and unbonding
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({
    byDatanet: index().on(table.datanetId, table.active, table.id),
    byValidator: index().on(table.validatorId, table.id),
  }),
);

/** Somebody's stake behind a validator. It is worth `shares * active / activeShares` of its validator's stake, rounded down, in the same generation. */
export const stakePosition = onchainTable(
  "stake_position",
  (t) => ({
    id: t.text().primaryKey(), // datanet-validator-delegator
    datanetId: t.integer().notNull(),
    stakeId: t.text().notNull(), // the validator's stake in the Datanet
    validatorId: t.integer().notNull(), // account
    delegatorId: t.integer().notNull(), // account; the validator's own stake where both are one
    shares: t.bigint().notNull(), // shares of the validator's active pool
    generation: t.integer().notNull(), // generation of the pool that the shares are of; those of an older one are worth nothing
    staked: t.bigint().notNull(), // nano-OPEN put in so far
    unstaked: t.bigint().notNull(), // nano-OPEN taken out so far
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({
    byStake: index().on(table.stakeId, table.shares, table.id),
    byValidator: index().on(table.validatorId, table.id),
    byDelegator: index().on(table.delegatorId, table.id),
  }),
);

/** Stake on the way out. It stays slashable until it is released. */
export const stakeExit = onchainTable(
  "stake_exit",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    datanetId: t.integer().notNull(),
    stakeId: t.text().notNull(), // the validator's stake in the Datanet
    positionId: t.text().notNull(), // position it left
    validatorId: t.integer().notNull(), // account
    delegatorId: t.integer().notNull(), // account that gets it
    amount: t.bigint().notNull(), // nano-OPEN when it started
    shares: t.bigint().notNull(), // shares of the validator's unbonding pool
    generation: t.integer().notNull(), // generation of that pool that the shares are of
    releaseAt: wide(t).notNull(), // Unix seconds from which it can be released
    releasedAt: wide(t), // Unix seconds; null while unbonding
    released: t.bigint(), // nano-OPEN credited to the delegator: amount less slashes; null while unbonding
    ...origin(t),
  }),
  (table) => ({ byStake: index().on(table.stakeId, table.id), byDelegator: index().on(table.delegatorId, table.id) }),
);

/** Every move of stake but slashes, which have a table of their own. */
export const stakeEntry = onchainTable(
  "stake_entry",
  (t) => ({
    id: t.text().primaryKey(),
    kind: stakeEntryKind("kind").notNull(),
    datanetId: t.integer(), // null if the exit it releases is unknown
    stakeId: t.text(), // the validator's stake in the Datanet; null likewise
    validatorId: t.integer(), // account; null likewise
    delegatorId: t.integer(), // account; null for Rewarded, which goes to all positions
    exitId: wide(t), // for Unstaked and Released
    amount: t.bigint().notNull(), // nano-OPEN; for Rewarded what went to the positions
    commission: t.bigint(), // for Rewarded: nano-OPEN that the validator alone was credited
    shares: t.bigint(), // for Staked and Unstaked: shares of the active pool
    actor: t.hex(), // who triggered it; null for Rewarded
    ...origin(t),
  }),
  (table) => ({ byStake: index().on(table.stakeId, table.id), byDelegator: index().on(table.delegatorId, table.id) }),
);

/** A place among the validators of a Datanet that can be drawn. */
export const seat = onchainTable(
  "seat",
  (t) => ({
    id: t.text().primaryKey(), // datanet-number
    datanetId: t.integer().notNull(),
    number: t.integer().notNull(), // from 0 to 63
    validatorId: t.integer(), // account; null while free
    weight: t.bigint().notNull(), // nano-OPEN with which its holder can be drawn from the next second on
    since: wide(t).notNull(), // Unix seconds at which it was taken or left last
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.number), byValidator: index().on(table.validatorId, table.id) }),
);

/** Who held which seat with which weight, change by change: what a draw's snapshot is taken from. */
export const seatEntry = onchainTable(
  "seat_entry",
  (t) => ({
    id: t.text().primaryKey(),
    kind: seatEntryKind("kind").notNull(),
    datanetId: t.integer().notNull(),
    seatId: t.text().notNull(),
    validatorId: t.integer().notNull(), // account
    displacedId: t.integer(), // for Taken: account that held it before
    weight: t.bigint(), // for Weighed: nano-OPEN from the next second on
    actor: t.hex(), // who triggered it; null for Weighed
    ...origin(t),
  }),
  (table) => ({ bySeat: index().on(table.seatId, table.timestamp, table.id) }),
);

/** Stake taken for an offence: what is left after harmed party and prover waits to burn. */
export const slashing = onchainTable(
  "slashing",
  (t) => ({
    id: t.hex().primaryKey(), // id of the offence; each is punished once
    datanetId: t.integer().notNull(),
    stakeId: t.text().notNull(), // the validator's stake in the Datanet
    validatorId: t.integer().notNull(), // account
    amount: t.bigint().notNull(), // nano-OPEN taken in all
    active: t.bigint().notNull(), // nano-OPEN of it from active stake
    unbonding: t.bigint().notNull(), // nano-OPEN of it from unbonding stake
    harmedId: t.integer(), // account repaid first; null if none
    toHarmed: t.bigint().notNull(), // nano-OPEN
    proverId: t.integer(), // account paid second; null if none
    toProver: t.bigint().notNull(), // nano-OPEN
    burnt: t.bigint().notNull(), // nano-OPEN that nobody gets
    ...origin(t),
  }),
  (table) => ({ byStake: index().on(table.stakeId, table.id), byValidator: index().on(table.validatorId, table.id) }),
);

/** What stake was taken for. The chain says only its id; the rest is recomputed here from the facts that the id is a hash of. */
export const offence = onchainTable(
  "offence",
  (t) => ({
    id: t.hex().primaryKey(), // keccak256 of contract, round, draw or vote, and member, see src/validation/offence-ids.ts
    kind: offenceKind("kind").notNull(),
    validatorId: t.integer().notNull(), // account
    drawId: wide(t), // for WithheldSecret
    roundId: wide(t), // for the others, unless they are of a panel's vote
    panelVoteId: t.text(), // for Silence and Dissent in a panel's vote
    levelId: t.text(), // level of the round; for MissedAnswers the one at which the items became final
    contributionId: wide(t), // for AcceptedDuplicate
    ...origin(t),
  }),
  (table) => ({
    byRound: index().on(table.roundId, table.id),
    byDraw: index().on(table.drawId, table.id),
    byPanelVote: index().on(table.panelVoteId, table.id),
  }),
);

/** All stake in one Datanet. */
export const datanetStake = onchainTable("datanet_stake", (t) => ({
  datanetId: t.integer().primaryKey(),
  active: t.bigint().notNull(), // nano-OPEN that count
  unbonding: t.bigint().notNull(), // nano-OPEN on the way out
  slashed: t.bigint().notNull(), // nano-OPEN taken so far
  rewarded: t.bigint().notNull(), // nano-OPEN of rewards that went to positions so far
  seatCount: t.integer().notNull(), // seats that were ever taken
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

/** All stake there is; one row, whose id is `network`. */
export const stakeTotal = onchainTable("stake_total", (t) => ({
  id: t.text().primaryKey(),
  staked: t.bigint().notNull(), // nano-OPEN of all pools, active and unbonding
  slashed: t.bigint().notNull(), // nano-OPEN taken so far
  waitingToBurn: t.bigint().notNull(), // nano-OPEN taken that is not burnt yet
  burnt: t.bigint().notNull(), // nano-OPEN sent to the sink so far
  updatedAt: wide(t).notNull(), // Unix seconds of the last change
}));

export const stakeBurn = onchainTable("stake_burn", (t) => ({
  id: t.text().primaryKey(),
  amount: t.bigint().notNull(), // nano-OPEN of slashed stake sent to the sink
  actor: t.hex().notNull(), // who triggered it
  ...origin(t),
}));

/** What a validation contract owes an account. */
export const accountCredit = onchainTable(
  "account_credit",
  (t) => ({
    id: t.text().primaryKey(), // contract-account
    contract: t.text().notNull(), // ValidatorStaking, PanelDraws, ValidationRounds, RemovalCourt or Bounties
    accountId: t.integer().notNull(),
    credited: t.bigint().notNull(), // nano-OPEN so far
    withdrawn: t.bigint().notNull(), // nano-OPEN of it paid out so far
    owed: t.bigint().notNull(), // credited - withdrawn
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.id) }),
);

/** A panel drawn by stake. */
export const draw = onchainTable(
  "draw",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    datanetId: t.integer().notNull(),
    funderId: t.integer().notNull(), // account that paid for the secrets
    roundId: wide(t), // round it is for
    levelId: t.text(), // level of the round it is for
    phase: drawPhase("phase").notNull(),
    size: t.integer().notNull(), // members wanted
    memberCount: t.integer().notNull(), // members found; 0 until drawn, or if there were too few validators
    snapshotAt: wide(t).notNull(), // Unix second whose seats and weights count
    deadline: wide(t).notNull(), // Unix second in which the phase ends
    committerIds: t.json().$type<number[]>().notNull(), // accounts that committed a secret, in that order
    revealedCount: t.integer().notNull(), // secrets shown
    seedBlock: wide(t), // block whose hash goes into the seed; null until it is fixed
    blockHash: t.hex(), // that hash; null until it is read
    seed: t.hex(), // what the members were drawn with; null until drawn
    drawnAt: wide(t), // Unix seconds; null until drawn
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.id), byRound: index().on(table.roundId, table.id) }),
);

/** A secret that a validator mixes into the seed of a draw. */
export const drawSecret = onchainTable(
  "draw_secret",
  (t) => ({
    id: t.text().primaryKey(), // draw-validator
    drawId: wide(t).notNull(),
    validatorId: t.integer().notNull(), // account
    position: t.integer().notNull(), // order of the commits, from 0
    hash: t.hex().notNull(), // keccak256(abi.encode(draw, validator, secret))
    secret: t.hex(), // null until shown
    revealedAt: wide(t), // Unix seconds; null until shown
    ...origin(t), // of the commit
  }),
  (table) => ({ byDraw: index().on(table.drawId, table.position), byValidator: index().on(table.validatorId, table.id) }),
);

/** A block that was fixed for a draw's seed. One whose hash nobody read in time is replaced by another. */
export const seedBlock = onchainTable(
  "seed_block",
  (t) => ({
    id: t.text().primaryKey(), // draw-block
    drawId: wide(t).notNull(),
    number: wide(t).notNull(), // block number
    hash: t.hex(), // null until read
    readAt: wide(t), // Unix seconds; null until read
    actor: t.hex().notNull(), // who fixed it
    ...origin(t),
  }),
  (table) => ({ byDraw: index().on(table.drawId, table.number) }),
);

/** A member of a drawn panel. */
export const panelMember = onchainTable(
  "panel_member",
  (t) => ({
    id: t.text().primaryKey(), // draw-seat
    drawId: wide(t).notNull(),
    seat: t.integer().notNull(), // place in the order of the draw, from 0
    validatorId: t.integer().notNull(), // account
    ...origin(t),
  }),
  (table) => ({ byDraw: index().on(table.drawId, table.seat), byValidator: index().on(table.validatorId, table.id) }),
);

/** Up to 100 items judged together. */
export const round = onchainTable(
  "round",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    datanetId: t.integer().notNull(),
    payerId: t.integer().notNull(), // account that gets back what is not earned
    phase: roundPhase("phase").notNull(),
    level: t.integer().notNull(), // 0, then one more for each appeal
    deadline: wide(t).notNull(), // last Unix second of the phase
    itemCount: t.integer().notNull(),
    panelSize: t.integer().notNull(), // seats paid for at level 0
    fee: t.bigint().notNull(), // nano-OPEN paid for the votes of level 0 and its draw
    answersHash: t.hex().notNull(), // commitment to known answers; zero if there are none
    answersRevealedAt: wide(t), // Unix seconds at which the known answers were shown; null before
    answersBondTo: t.integer(), // account that got the bond of the known answers: the payer, or the commons if they were not shown; null before
    isVoid: t.boolean().notNull(), // it ended without a verdict
    closedAt: wide(t), // Unix seconds; null while it goes on
    admission: t.hex().notNull(), // contract that runs it, which is the actor of its verdicts
    actor: t.hex().notNull(), // who opened it
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.id), byPayer: index().on(table.payerId, table.id) }),
);

/** A contribution in a round. */
export const roundItem = onchainTable(
  "round_item",
  (t) => ({
    id: t.text().primaryKey(), // round-position
    roundId: wide(t).notNull(),
    contributionId: wide(t).notNull(),
    position: t.integer().notNull(), // index in the round, from 0
    outcome: itemOutcome("outcome").notNull(),
    decision: decision("decision"), // who decided; null while open, and if void
    level: t.integer().notNull(), // last level that judged it
    decidedLevelId: t.text(), // level whose votes decided it; null while open, after a ruling or a court, and if void
    reason: verdictReason("reason").notNull(), // None while open, if accepted and if void
    score: t.integer().notNull(), // novelty if accepted, parts per million; 0 otherwise
    knownAnswer: t.boolean(), // for a known answer, once shown: whether it should be accepted; null for other items
    finalisedAt: wide(t), // Unix seconds; null while open
    finalisedIn: t.hex(), // transaction; null while open
    ...origin(t), // of the opening
  }),
  (table) => ({ byRound: index().on(table.roundId, table.position), byContribution: index().on(table.contributionId, table.id) }),
);

/** One panel of a round. */
export const roundLevel = onchainTable(
  "round_level",
  (t) => ({
    id: t.text().primaryKey(), // round-level
    roundId: wide(t).notNull(),
    level: t.integer().notNull(), // from 0; each appeal adds one
    drawId: wide(t).notNull(),
    panelSize: t.integer().notNull(), // seats paid for
    memberCount: t.integer().notNull(), // seats filled; 0 until voting begins
    positions: t.json().$type<number[]>().notNull(), // items judged, by their position in the round
    appealedPositions: t.json().$type<number[]>().notNull(), // those of them appealed so far
    committedCount: t.integer().notNull(), // members that committed their votes
    revealedCount: t.integer().notNull(), // members that showed them
    isDecided: t.boolean(), // whether more than half of the members showed their votes; null until the tally
    votingFrom: wide(t), // Unix seconds from which members vote; null before
    talliedAt: wide(t), // Unix seconds; null before
    ...origin(t),
  }),
  (table) => ({ byRound: index().on(table.roundId, table.level), byDraw: index().on(table.drawId, table.id) }),
);

/** A member's votes on all items of a level: committed as a hash, shown later. */
export const ballot = onchainTable(
  "ballot",
  (t) => ({
    id: t.text().primaryKey(), // round-level-seat
    roundId: wide(t).notNull(),
    levelId: t.text().notNull(),
    seat: t.integer().notNull(), // place in the panel, from 0
    validatorId: t.integer().notNull(), // account
    hash: t.hex().notNull(), // keccak256(abi.encode(round, level, validator, votes, salt))
    votes: t.hex(), // 4 bytes an item: reason u8, score u24; null until shown
    revealedAt: wide(t), // Unix seconds; null until shown
    ...origin(t), // of the commit
  }),
  (table) => ({ byLevel: index().on(table.levelId, table.seat), byValidator: index().on(table.validatorId, table.id) }),
);

/** One member's vote on one item. */
export const vote = onchainTable(
  "vote",
  (t) => ({
    id: t.text().primaryKey(), // round-level-seat-position
    roundId: wide(t).notNull(),
    levelId: t.text().notNull(),
    ballotId: t.text().notNull(),
    roundItemId: t.text().notNull(),
    contributionId: wide(t).notNull(),
    validatorId: t.integer().notNull(), // account
    accepts: t.boolean().notNull(),
    reason: verdictReason("reason").notNull(), // None if it accepts
    score: t.integer().notNull(), // novelty if it accepts, parts per million; 0 otherwise
    ...origin(t), // of the reveal
  }),
  (table) => ({
    byBallot: index().on(table.ballotId, table.id),
    byItem: index().on(table.roundItemId, table.id),
    byContribution: index().on(table.contributionId, table.id),
    byValidator: index().on(table.validatorId, table.timestamp, table.id),
  }),
);

/** What a level found of an item. It becomes the verdict unless it is appealed. */
export const finding = onchainTable(
  "finding",
  (t) => ({
    id: t.text().primaryKey(), // round-level-position
    roundId: wide(t).notNull(),
    levelId: t.text().notNull(),
    roundItemId: t.text().notNull(),
    contributionId: wide(t).notNull(),
    isAccepted: t.boolean().notNull(),
    reason: verdictReason("reason").notNull(), // the commonest one; None if accepted
    score: t.integer().notNull(), // clipped mean of the accepting scores, parts per million; 0 if rejected
    acceptCount: t.integer().notNull(), // members that accepted
    rejectCount: t.integer().notNull(), // members that rejected
    acceptingSeats: t.json().$type<number[]>().notNull(), // places in the panel of those that accepted
    ...origin(t),
  }),
  (table) => ({
    byLevel: index().on(table.levelId, table.id),
    byItem: index().on(table.roundItemId, table.id),
    byContribution: index().on(table.contributionId, table.id),
  }),
);

/** Every step of a round. */
export const phaseChange = onchainTable(
  "phase_change",
  (t) => ({
    id: t.text().primaryKey(),
    roundId: wide(t).notNull(),
    level: t.integer().notNull(),
    phase: roundPhase("phase").notNull(), // phase it entered
    deadline: wide(t).notNull(), // last Unix second of the phase
    actor: t.hex().notNull(), // who triggered it
    ...origin(t),
  }),
  (table) => ({ byRound: index().on(table.roundId, table.id) }),
);

/** Somebody's appeal against what a level found. */
export const appeal = onchainTable(
  "appeal",
  (t) => ({
    id: t.text().primaryKey(),
    roundId: wide(t).notNull(),
    levelId: t.text().notNull(), // level appealed against
    appellantId: t.integer().notNull(), // account
    itemCount: t.integer().notNull(),
    paid: t.bigint().notNull(), // nano-OPEN for the next panel, its draw and the bonds
    actor: t.hex().notNull(), // who triggered it
    ...origin(t),
  }),
  (table) => ({ byRound: index().on(table.roundId, table.id), byAppellant: index().on(table.appellantId, table.id) }),
);

/** An item of an appeal, with its bond. */
export const appealedItem = onchainTable(
  "appealed_item",
  (t) => ({
    id: t.text().primaryKey(), // round-level-position; the level is the one appealed against
    appealId: t.text().notNull(),
    roundItemId: t.text().notNull(),
    contributionId: wide(t).notNull(),
    appellantId: t.integer().notNull(), // account
    bond: t.bigint(), // nano-OPEN; null until settled
    isReturned: t.boolean(), // to the appellant; otherwise it went to the commons account; null until settled
    settledAt: wide(t), // Unix seconds; null until settled
    ...origin(t),
  }),
  (table) => ({
    byAppeal: index().on(table.appealId, table.id),
    byItem: index().on(table.roundItemId, table.id),
    byContribution: index().on(table.contributionId, table.id),
  }),
);

/** Governance's verdicts on the escalated items of a round. */
export const ruling = onchainTable(
  "ruling",
  (t) => ({
    id: t.text().primaryKey(),
    roundId: wide(t).notNull(),
    positions: t.json().$type<number[]>().notNull(), // items ruled on, by their position in the round
    votes: t.hex().notNull(), // 4 bytes an item: reason u8, score u24
    actor: t.hex().notNull(), // arbiter
    ...origin(t),
  }),
  (table) => ({ byRound: index().on(table.roundId, table.id) }),
);

/** An announced proof that a later item repeats an earlier one. What it is about is known from its first step on. */
export const duplicateClaim = onchainTable(
  "duplicate_claim",
  (t) => ({
    id: t.hex().primaryKey(), // keccak256(abi.encode(claim))
    laterId: wide(t), // contribution said to be the duplicate
    earlierId: wide(t), // contribution it is said to repeat
    covered: wide(t).notNull(), // bytes of the later item proven so far
    provenUntil: wide(t).notNull(), // byte of the later item up to which segments were proven
    needed: wide(t), // bytes that make it a duplicate
    stepCount: t.integer().notNull(), // transactions that proved segments
    isComplete: t.boolean().notNull(), // covered >= needed
    actor: t.hex().notNull(), // who announced it
    ...origin(t), // of the announcement
  }),
  (table) => ({ byLater: index().on(table.laterId, table.id), byEarlier: index().on(table.earlierId, table.id) }),
);

/** A later item that was proven to repeat an earlier one. */
export const duplicateProof = onchainTable(
  "duplicate_proof",
  (t) => ({
    contributionId: wide(t).primaryKey(), // the duplicate
    earlierId: wide(t).notNull(), // the original
    proverId: t.integer().notNull(), // account
    covered: wide(t).notNull(), // bytes proven to stand in both
    bond: t.bigint().notNull(), // nano-OPEN of the duplicate's bond, paid to the prover
    ...origin(t),
  }),
  (table) => ({ byEarlier: index().on(table.earlierId, table.contributionId), byProver: index().on(table.proverId, table.contributionId) }),
);

/** Stake that a member lost for accepting a proven duplicate. */
export const acceptancePenalty = onchainTable(
  "acceptance_penalty",
  (t) => ({
    id: t.text().primaryKey(),
    roundId: wide(t).notNull(),
    levelId: t.text().notNull(),
    contributionId: wide(t).notNull(), // the duplicate
    validatorId: t.integer().notNull(), // account
    taken: t.bigint().notNull(), // nano-OPEN of its slash
    actor: t.hex().notNull(), // who triggered it
    ...origin(t),
  }),
  (table) => ({ byContribution: index().on(table.contributionId, table.id), byValidator: index().on(table.validatorId, table.id) }),
);

/** A request to take an item out against its contributor's will. */
export const removal = onchainTable(
  "removal",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    contributionId: wide(t).notNull(),
    claimantId: t.integer().notNull(), // account
    reason: verdictReason("reason").notNull(),
    evidence: t.hex().notNull(), // hash of the evidence
    evidenceUri: t.text().notNull(), // where it stands; may be empty
    deadline: wide(t).notNull(), // last Unix second for a ruling
    outcome: removalOutcome("outcome").notNull(),
    beneficiaryId: t.integer(), // account credited the bond; null while open
    bond: t.bigint(), // nano-OPEN; null while open
    decidedAt: wide(t), // Unix seconds; null while open
    decidedBy: t.hex(), // arbiter, contributor, or whoever let it lapse; null while open
    actor: t.hex().notNull(), // who asked
    ...origin(t),
  }),
  (table) => ({ byContribution: index().on(table.contributionId, table.id), byClaimant: index().on(table.claimantId, table.id) }),
);

/** A paid request for data. funded = reward * (remaining + claimedCount) + paid + refunded. */
export const bounty = onchainTable(
  "bounty",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    datanetId: t.integer().notNull(),
    sponsorId: t.integer().notNull(), // account that gets back what is left
    request: t.text().notNull(), // what is wanted
    reward: t.bigint().notNull(), // nano-OPEN for each accepted item
    maximumItems: t.integer().notNull(),
    remaining: t.integer().notNull(), // items that can still be claimed
    claimedCount: t.integer().notNull(), // rewards claimed and held
    paidCount: t.integer().notNull(), // rewards credited to contributors
    funded: t.bigint().notNull(), // nano-OPEN paid in
    paid: t.bigint().notNull(), // nano-OPEN credited to contributors
    refunded: t.bigint().notNull(), // nano-OPEN credited to the sponsor
    held: t.bigint().notNull(), // funded - paid - refunded
    expiry: wide(t).notNull(), // last Unix second in which a batch can be declared
    actor: t.hex().notNull(), // who funded it
    ...origin(t),
  }),
  (table) => ({ byDatanet: index().on(table.datanetId, table.id), bySponsor: index().on(table.sponsorId, table.id) }),
);

/** A committed batch that was declared for a bounty before its reveal. */
export const declaredBatch = onchainTable(
  "declared_batch",
  (t) => ({
    commitId: wide(t).primaryKey(),
    bountyId: wide(t).notNull(),
    accountId: t.integer().notNull(), // contributor
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byBounty: index().on(table.bountyId, table.commitId), byAccount: index().on(table.accountId, table.commitId) }),
);

/** The reward of one contribution. It is held for a while, in which a copy can be proven. */
export const bountyReward = onchainTable(
  "bounty_reward",
  (t) => ({
    contributionId: wide(t).primaryKey(),
    bountyId: wide(t).notNull(),
    accountId: t.integer().notNull(), // contributor
    amount: t.bigint().notNull(), // nano-OPEN
    payableAt: wide(t).notNull(), // Unix seconds from which it can be paid
    isPaid: t.boolean(), // credited to the contributor; false: back in the bounty; null while held
    settledAt: wide(t), // Unix seconds; null while held
    actor: t.hex().notNull(), // who claimed it
    ...origin(t), // of the claim
  }),
  (table) => ({ byBounty: index().on(table.bountyId, table.contributionId), byAccount: index().on(table.accountId, table.contributionId) }),
);

export const bountyRefund = onchainTable(
  "bounty_refund",
  (t) => ({
    id: t.text().primaryKey(),
    bountyId: wide(t).notNull(),
    sponsorId: t.integer().notNull(), // account
    amount: t.bigint().notNull(), // nano-OPEN
    actor: t.hex().notNull(), // who triggered it
    ...origin(t),
  }),
  (table) => ({ byBounty: index().on(table.bountyId, table.id) }),
);

/** What verdicts say of an account in a Datanet. Points halve every 90 days, see src/validation/decayed-points.ts. */
export const reputation = onchainTable(
  "reputation",
  (t) => ({
    id: t.text().primaryKey(), // account-datanet
    accountId: t.integer().notNull(),
    datanetId: t.integer().notNull(),
    points: t.doublePrecision().notNull(), // whole millionths of one accepted item, as of updatedAt; negative for a bad one
    verdictCount: t.integer().notNull(), // verdicts counted
    updatedAt: wide(t).notNull(), // Unix seconds of the last verdict, from which the points decay
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.id),
    byDatanet: index().on(table.datanetId, table.points, table.id),
  }),
);

/** What paid use adds to an account's reputation wherever verdicts speak for it. */
export const paidUse = onchainTable("paid_use", (t) => ({
  accountId: t.integer().primaryKey(),
  points: t.doublePrecision().notNull(), // whole millionths of one accepted item, as of updatedAt
  counted: t.bigint().notNull(), // nano-OPEN of earnings counted so far
  updatedAt: wide(t).notNull(), // Unix seconds of the last count, from which the points decay
}));

/** Every change of reputation. */
export const reputationEntry = onchainTable(
  "reputation_entry",
  (t) => ({
    id: t.text().primaryKey(),
    kind: reputationEntryKind("kind").notNull(),
    accountId: t.integer().notNull(),
    datanetId: t.integer(), // for Verdict
    status: contributionStatus("status"), // for Verdict: what the contribution became
    earned: t.bigint(), // for Use: nano-OPEN credited since the last count
    points: t.doublePrecision().notNull(), // whole millionths of one accepted item afterwards, of verdicts in the Datanet or of use
    ...origin(t),
  }),
  (table) => ({ byAccount: index().on(table.accountId, table.timestamp, table.id) }),
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
  builtAt: wide(t).notNull(), // Unix seconds of its registration or last retraining
  lineageVersion: t.integer().notNull(), // how often it was retrained; the version of its current edges
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
    builtAt: wide(t).notNull(), // Unix seconds of its registration or last retraining
    lineageVersion: t.integer().notNull(), // how often it was retrained; the version of its current edges
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
    version: t.integer().notNull(), // declaration of an agent, from 1; retraining of a model or adapter, from 0
    isCurrent: t.boolean().notNull(), // false once an agent declared another lineage, or the asset was retrained
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

/** What a model or adapter became when it was retrained. */
export const retraining = onchainTable(
  "retraining",
  (t) => ({
    id: t.text().primaryKey(), // kind-asset-version
    kind: assetKind("kind").notNull(),
    assetId: t.integer().notNull(),
    version: t.integer().notNull(), // counted from 1 in the asset
    weightsHash: t.hex().notNull(), // of the new weights
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byAsset: index().on(table.kind, table.assetId, table.version) }),
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
    packedIndex: t.integer(), // place among those redeemed by one call of redeemPacked; null if by redeem
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
    id: t.text().primaryKey(), // block-log index-receipt in the event-position
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
    byAccount: index().on(table.accountId, table.timestamp, table.id),
    byDatanet: index().on(table.datanetId, table.timestamp, table.id),
  }),
);

/** Who earned what, for which answer, in which role. The payouts of a receipt sum to its fee. */
export const payout = onchainTable(
  "payout",
  (t) => ({
    id: t.text().primaryKey(), // block-log index-receipt in the event-role-account
    receiptId: t.hex().notNull(), // who paid, through which gateway and for which offering stands there
    accountId: t.integer().notNull(), // who was credited
    role: payoutRole("role").notNull(), // for what
    amount: t.bigint().notNull(), // nano-OPEN
    fee: t.bigint().notNull(), // nano-OPEN of the whole receipt
    legCount: t.integer().notNull(), // legs it is made of; 0 for roles other than Data and Voided
    dayId: t.text().notNull(), // row of account_day
    blockNumber: wide(t).notNull(), // of its settlement, as the next two
    timestamp: wide(t).notNull(), // Unix seconds
    transactionHash: t.hex().notNull(),
  }),
  (table) => ({
    byAccount: index().on(table.accountId, table.timestamp, table.id),
    byReceipt: index().on(table.receiptId, table.id),
    byDay: index().on(table.dayId, table.id),
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
  spendDays: many(spendDay),
  contributionDays: many(contributionDay),
  payouts: many(payout),
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
  positions: many(stakePosition, { relationName: "positionDelegator" }),
  delegations: many(stakePosition, { relationName: "positionValidator" }),
  validatorStakes: many(validatorStake),
  exits: many(stakeExit, { relationName: "exitDelegator" }),
  stakeEntries: many(stakeEntry, { relationName: "stakeEntryDelegator" }),
  seats: many(seat),
  seatEntries: many(seatEntry),
  slashings: many(slashing, { relationName: "slashingValidator" }),
  harmedBy: many(slashing, { relationName: "slashingHarmed" }),
  proved: many(slashing, { relationName: "slashingProver" }),
  offences: many(offence),
  credits: many(accountCredit),
  panels: many(panelMember),
  secrets: many(drawSecret),
  ballots: many(ballot),
  votes: many(vote),
  acceptancePenalties: many(acceptancePenalty),
  roundsPaid: many(round),
  drawsFunded: many(draw),
  appeals: many(appeal),
  appealedItems: many(appealedItem),
  duplicateProofs: many(duplicateProof),
  removals: many(removal, { relationName: "removalClaimant" }),
  removalBonds: many(removal, { relationName: "removalBeneficiary" }),
  bounties: many(bounty),
  bountyRefunds: many(bountyRefund),
  declaredBatches: many(declaredBatch),
  bountyRewards: many(bountyReward),
  reputations: many(reputation),
  paidUse: one(paidUse, { fields: [account.id], references: [paidUse.accountId] }),
  reputationEntries: many(reputationEntry),
  epochPayouts: many(epochPayout),
  epochDisputes: many(epochDispute),
  attributionOffences: many(attributionOffence),
  panelVotes: many(panelVote),
  panelBallots: many(panelBallot),
  rerunCases: many(rerunCase, { relationName: "rerunChallenger" }),
  rerunAppeals: many(rerunCase, { relationName: "rerunAppellant" }),
  influencePriors: many(influencePrior),
  priorChallenges: many(priorChallenge),
  evaluationDue: one(evaluationDue, { fields: [account.id], references: [evaluationDue.accountId] }),
}));

export const balanceRelations = relations(balance, ({ one }) => ({
  account: one(account, { fields: [balance.accountId], references: [account.id] }),
}));

export const accountDayRelations = relations(accountDay, ({ one, many }) => ({
  account: one(account, { fields: [accountDay.accountId], references: [account.id] }),
  payouts: many(payout),
  epochPayouts: many(epochPayout),
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
  panelVotes: many(panelVote),
  rerunCases: many(rerunCase),
  priorChallenges: many(priorChallenge),
  usedBy: many(lineageEdge),
  stake: one(datanetStake, { fields: [datanet.id], references: [datanetStake.datanetId] }),
  validatorStakes: many(validatorStake),
  positions: many(stakePosition),
  exits: many(stakeExit),
  stakeEntries: many(stakeEntry),
  seats: many(seat),
  seatEntries: many(seatEntry),
  slashings: many(slashing),
  draws: many(draw),
  rounds: many(round),
  bounties: many(bounty),
  reputations: many(reputation),
  reputationEntries: many(reputationEntry),
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
  declaredBatch: one(declaredBatch, { fields: [commit.id], references: [declaredBatch.commitId] }),
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
  challengedWeights: many(challengedWeight),
  roundItem: one(roundItem, { fields: [contribution.roundItemId], references: [roundItem.id], relationName: "lastRoundItem" }),
  roundItems: many(roundItem, { relationName: "roundItemContribution" }),
  votes: many(vote),
  findings: many(finding),
  appealedItems: many(appealedItem),
  offences: many(offence),
  duplicateProof: one(duplicateProof, {
    fields: [contribution.id],
    references: [duplicateProof.contributionId],
    relationName: "proofLater",
  }),
  provenCopies: many(duplicateProof, { relationName: "proofEarlier" }),
  duplicateClaims: many(duplicateClaim, { relationName: "claimLater" }),
  copyClaims: many(duplicateClaim, { relationName: "claimEarlier" }),
  acceptancePenalties: many(acceptancePenalty),
  removals: many(removal),
  bountyReward: one(bountyReward, { fields: [contribution.id], references: [bountyReward.contributionId] }),
  contaminations: many(contamination),
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
  roundItem: one(roundItem, { fields: [verdict.roundItemId], references: [roundItem.id] }),
  duplicateProof: one(duplicateProof, { fields: [verdict.contributionId], references: [duplicateProof.contributionId] }),
}));

export const verdictReportRelations = relations(verdictReport, ({ one, many }) => ({
  datanet: one(datanet, { fields: [verdictReport.datanetId], references: [datanet.id] }),
  verdicts: many(verdict),
}));

export const bondReleaseRelations = relations(bondRelease, ({ one }) => ({
  contribution: one(contribution, { fields: [bondRelease.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [bondRelease.accountId], references: [account.id] }),
}));

export const validatorStakeRelations = relations(validatorStake, ({ one, many }) => ({
  datanet: one(datanet, { fields: [validatorStake.datanetId], references: [datanet.id] }),
  validator: one(account, { fields: [validatorStake.validatorId], references: [account.id] }),
  positions: many(stakePosition),
  exits: many(stakeExit),
  entries: many(stakeEntry),
  slashings: many(slashing),
}));

export const stakePositionRelations = relations(stakePosition, ({ one, many }) => ({
  datanet: one(datanet, { fields: [stakePosition.datanetId], references: [datanet.id] }),
  stake: one(validatorStake, { fields: [stakePosition.stakeId], references: [validatorStake.id] }),
  validator: one(account, { fields: [stakePosition.validatorId], references: [account.id], relationName: "positionValidator" }),
  delegator: one(account, { fields: [stakePosition.delegatorId], references: [account.id], relationName: "positionDelegator" }),
  exits: many(stakeExit),
}));

export const stakeExitRelations = relations(stakeExit, ({ one, many }) => ({
  datanet: one(datanet, { fields: [stakeExit.datanetId], references: [datanet.id] }),
  stake: one(validatorStake, { fields: [stakeExit.stakeId], references: [validatorStake.id] }),
  position: one(stakePosition, { fields: [stakeExit.positionId], references: [stakePosition.id] }),
  delegator: one(account, { fields: [stakeExit.delegatorId], references: [account.id], relationName: "exitDelegator" }),
  entries: many(stakeEntry),
}));

export const stakeEntryRelations = relations(stakeEntry, ({ one }) => ({
  datanet: one(datanet, { fields: [stakeEntry.datanetId], references: [datanet.id] }),
  stake: one(validatorStake, { fields: [stakeEntry.stakeId], references: [validatorStake.id] }),
  delegator: one(account, { fields: [stakeEntry.delegatorId], references: [account.id], relationName: "stakeEntryDelegator" }),
  exit: one(stakeExit, { fields: [stakeEntry.exitId], references: [stakeExit.id] }),
}));

export const seatRelations = relations(seat, ({ one, many }) => ({
  datanet: one(datanet, { fields: [seat.datanetId], references: [datanet.id] }),
  validator: one(account, { fields: [seat.validatorId], references: [account.id] }),
  entries: many(seatEntry),
}));

export const seatEntryRelations = relations(seatEntry, ({ one }) => ({
  datanet: one(datanet, { fields: [seatEntry.datanetId], references: [datanet.id] }),
  seat: one(seat, { fields: [seatEntry.seatId], references: [seat.id] }),
  validator: one(account, { fields: [seatEntry.validatorId], references: [account.id] }),
}));

export const slashingRelations = relations(slashing, ({ one }) => ({
  datanet: one(datanet, { fields: [slashing.datanetId], references: [datanet.id] }),
  stake: one(validatorStake, { fields: [slashing.stakeId], references: [validatorStake.id] }),
  validator: one(account, { fields: [slashing.validatorId], references: [account.id], relationName: "slashingValidator" }),
  harmed: one(account, { fields: [slashing.harmedId], references: [account.id], relationName: "slashingHarmed" }),
  prover: one(account, { fields: [slashing.proverId], references: [account.id], relationName: "slashingProver" }),
  offence: one(offence, { fields: [slashing.id], references: [offence.id] }),
}));

export const offenceRelations = relations(offence, ({ one }) => ({
  slashing: one(slashing, { fields: [offence.id], references: [slashing.id] }),
  validator: one(account, { fields: [offence.validatorId], references: [account.id] }),
  draw: one(draw, { fields: [offence.drawId], references: [draw.id] }),
  panelVote: one(panelVote, { fields: [offence.panelVoteId], references: [panelVote.id] }),
  round: one(round, { fields: [offence.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [offence.levelId], references: [roundLevel.id] }),
  contribution: one(contribution, { fields: [offence.contributionId], references: [contribution.id] }),
}));

export const datanetStakeRelations = relations(datanetStake, ({ one }) => ({
  datanet: one(datanet, { fields: [datanetStake.datanetId], references: [datanet.id] }),
}));

export const accountCreditRelations = relations(accountCredit, ({ one }) => ({
  account: one(account, { fields: [accountCredit.accountId], references: [account.id] }),
}));

export const drawRelations = relations(draw, ({ one, many }) => ({
  datanet: one(datanet, { fields: [draw.datanetId], references: [datanet.id] }),
  funder: one(account, { fields: [draw.funderId], references: [account.id] }),
  round: one(round, { fields: [draw.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [draw.levelId], references: [roundLevel.id] }),
  secrets: many(drawSecret),
  seedBlocks: many(seedBlock),
  members: many(panelMember),
  offences: many(offence),
  panelVotes: many(panelVote),
}));

export const drawSecretRelations = relations(drawSecret, ({ one }) => ({
  draw: one(draw, { fields: [drawSecret.drawId], references: [draw.id] }),
  validator: one(account, { fields: [drawSecret.validatorId], references: [account.id] }),
}));

export const seedBlockRelations = relations(seedBlock, ({ one }) => ({
  draw: one(draw, { fields: [seedBlock.drawId], references: [draw.id] }),
}));

export const panelMemberRelations = relations(panelMember, ({ one }) => ({
  draw: one(draw, { fields: [panelMember.drawId], references: [draw.id] }),
  validator: one(account, { fields: [panelMember.validatorId], references: [account.id] }),
}));

export const roundRelations = relations(round, ({ one, many }) => ({
  datanet: one(datanet, { fields: [round.datanetId], references: [datanet.id] }),
  payer: one(account, { fields: [round.payerId], references: [account.id] }),
  items: many(roundItem),
  levels: many(roundLevel),
  draws: many(draw),
  ballots: many(ballot),
  votes: many(vote),
  findings: many(finding),
  phaseChanges: many(phaseChange),
  appeals: many(appeal),
  rulings: many(ruling),
  offences: many(offence),
  acceptancePenalties: many(acceptancePenalty),
}));

export const roundItemRelations = relations(roundItem, ({ one, many }) => ({
  round: one(round, { fields: [roundItem.roundId], references: [round.id] }),
  contribution: one(contribution, {
    fields: [roundItem.contributionId],
    references: [contribution.id],
    relationName: "roundItemContribution",
  }),
  decidedLevel: one(roundLevel, { fields: [roundItem.decidedLevelId], references: [roundLevel.id] }),
  lastOf: many(contribution, { relationName: "lastRoundItem" }),
  verdicts: many(verdict),
  votes: many(vote),
  findings: many(finding),
  appeals: many(appealedItem),
}));

export const roundLevelRelations = relations(roundLevel, ({ one, many }) => ({
  round: one(round, { fields: [roundLevel.roundId], references: [round.id] }),
  draw: one(draw, { fields: [roundLevel.drawId], references: [draw.id] }),
  ballots: many(ballot),
  votes: many(vote),
  findings: many(finding),
  appeals: many(appeal),
  decided: many(roundItem),
  offences: many(offence),
  acceptancePenalties: many(acceptancePenalty),
}));

export const ballotRelations = relations(ballot, ({ one, many }) => ({
  round: one(round, { fields: [ballot.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [ballot.levelId], references: [roundLevel.id] }),
  validator: one(account, { fields: [ballot.validatorId], references: [account.id] }),
  items: many(vote),
}));

export const voteRelations = relations(vote, ({ one }) => ({
  round: one(round, { fields: [vote.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [vote.levelId], references: [roundLevel.id] }),
  ballot: one(ballot, { fields: [vote.ballotId], references: [ballot.id] }),
  roundItem: one(roundItem, { fields: [vote.roundItemId], references: [roundItem.id] }),
  contribution: one(contribution, { fields: [vote.contributionId], references: [contribution.id] }),
  validator: one(account, { fields: [vote.validatorId], references: [account.id] }),
}));

export const findingRelations = relations(finding, ({ one }) => ({
  round: one(round, { fields: [finding.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [finding.levelId], references: [roundLevel.id] }),
  roundItem: one(roundItem, { fields: [finding.roundItemId], references: [roundItem.id] }),
  contribution: one(contribution, { fields: [finding.contributionId], references: [contribution.id] }),
}));

export const phaseChangeRelations = relations(phaseChange, ({ one }) => ({
  round: one(round, { fields: [phaseChange.roundId], references: [round.id] }),
}));

export const appealRelations = relations(appeal, ({ one, many }) => ({
  round: one(round, { fields: [appeal.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [appeal.levelId], references: [roundLevel.id] }),
  appellant: one(account, { fields: [appeal.appellantId], references: [account.id] }),
  items: many(appealedItem),
}));

export const appealedItemRelations = relations(appealedItem, ({ one }) => ({
  appeal: one(appeal, { fields: [appealedItem.appealId], references: [appeal.id] }),
  roundItem: one(roundItem, { fields: [appealedItem.roundItemId], references: [roundItem.id] }),
  contribution: one(contribution, { fields: [appealedItem.contributionId], references: [contribution.id] }),
  appellant: one(account, { fields: [appealedItem.appellantId], references: [account.id] }),
}));

export const rulingRelations = relations(ruling, ({ one }) => ({
  round: one(round, { fields: [ruling.roundId], references: [round.id] }),
}));

export const duplicateClaimRelations = relations(duplicateClaim, ({ one }) => ({
  later: one(contribution, { fields: [duplicateClaim.laterId], references: [contribution.id], relationName: "claimLater" }),
  earlier: one(contribution, { fields: [duplicateClaim.earlierId], references: [contribution.id], relationName: "claimEarlier" }),
  proof: one(duplicateProof, { fields: [duplicateClaim.laterId], references: [duplicateProof.contributionId] }),
}));

export const duplicateProofRelations = relations(duplicateProof, ({ one, many }) => ({
  contribution: one(contribution, {
    fields: [duplicateProof.contributionId],
    references: [contribution.id],
    relationName: "proofLater",
  }),
  earlier: one(contribution, { fields: [duplicateProof.earlierId], references: [contribution.id], relationName: "proofEarlier" }),
  prover: one(account, { fields: [duplicateProof.proverId], references: [account.id] }),
  claims: many(duplicateClaim),
  verdicts: many(verdict),
}));

export const acceptancePenaltyRelations = relations(acceptancePenalty, ({ one }) => ({
  round: one(round, { fields: [acceptancePenalty.roundId], references: [round.id] }),
  level: one(roundLevel, { fields: [acceptancePenalty.levelId], references: [roundLevel.id] }),
  contribution: one(contribution, { fields: [acceptancePenalty.contributionId], references: [contribution.id] }),
  validator: one(account, { fields: [acceptancePenalty.validatorId], references: [account.id] }),
}));

export const removalRelations = relations(removal, ({ one }) => ({
  contribution: one(contribution, { fields: [removal.contributionId], references: [contribution.id] }),
  claimant: one(account, { fields: [removal.claimantId], references: [account.id], relationName: "removalClaimant" }),
  beneficiary: one(account, { fields: [removal.beneficiaryId], references: [account.id], relationName: "removalBeneficiary" }),
}));

export const bountyRelations = relations(bounty, ({ one, many }) => ({
  datanet: one(datanet, { fields: [bounty.datanetId], references: [datanet.id] }),
  sponsor: one(account, { fields: [bounty.sponsorId], references: [account.id] }),
  batches: many(declaredBatch),
  rewards: many(bountyReward),
  refunds: many(bountyRefund),
}));

export const declaredBatchRelations = relations(declaredBatch, ({ one }) => ({
  bounty: one(bounty, { fields: [declaredBatch.bountyId], references: [bounty.id] }),
  commit: one(commit, { fields: [declaredBatch.commitId], references: [commit.id] }),
  account: one(account, { fields: [declaredBatch.accountId], references: [account.id] }),
}));

export const bountyRewardRelations = relations(bountyReward, ({ one }) => ({
  bounty: one(bounty, { fields: [bountyReward.bountyId], references: [bounty.id] }),
  contribution: one(contribution, { fields: [bountyReward.contributionId], references: [contribution.id] }),
  account: one(account, { fields: [bountyReward.accountId], references: [account.id] }),
}));

export const bountyRefundRelations = relations(bountyRefund, ({ one }) => ({
  bounty: one(bounty, { fields: [bountyRefund.bountyId], references: [bounty.id] }),
  sponsor: one(account, { fields: [bountyRefund.sponsorId], references: [account.id] }),
}));

export const reputationRelations = relations(reputation, ({ one }) => ({
  account: one(account, { fields: [reputation.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [reputation.datanetId], references: [datanet.id] }),
}));

export const paidUseRelations = relations(paidUse, ({ one }) => ({
  account: one(account, { fields: [paidUse.accountId], references: [account.id] }),
}));

export const reputationEntryRelations = relations(reputationEntry, ({ one }) => ({
  account: one(account, { fields: [reputationEntry.accountId], references: [account.id] }),
  datanet: one(datanet, { fields: [reputationEntry.datanetId], references: [datanet.id] }),
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
  usedBy: many(lineageEdge, { relationName: "parentAgent" }),
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
  settledEpochs: many(settledEpoch),
  spendDays: many(spendDay),
  receipts: many(receipt),
  allowances: many(allowance),
  vouchers: many(voucher),
  epochChain: one(epochChain, { fields: [gateway.id], references: [epochChain.gatewayId] }),
  epochs: many(epoch),
  epochDisputes: many(epochDispute),
  indexManifests: many(indexManifest),
  attributionOffences: many(attributionOffence),
  attributionChallenges: many(attributionChallenge),
  rerunCases: many(rerunCase),
  influencePriors: many(influencePrior),
  pushes: many(pushedSubtree),
  claimedWords: many(claimedWord),
  finalEpochs: many(finalEpoch),
  payoutSubtrees: many(payoutSubtree),
  epochPayouts: many(epochPayout),
  hatchSettlements: many(hatchSettlement),
  escrowEntries: many(escrowEntry),
}));

export const bondEntryRelations = relations(bondEntry, ({ one }) => ({
  gateway: one(gateway, { fields: [bondEntry.gatewayId], references: [gateway.id] }),
}));

export const receiptKeyRelations = relations(receiptKey, ({ one, many }) => ({
  gateway: one(gateway, { fields: [receiptKey.gatewayId], references: [gateway.id] }),
  batches: many(batch),
  epochs: many(epoch),
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
  attributionChallenges: many(attributionChallenge),
  rerunCases: many(rerunCase),
  batch: one(batch, { fields: [receipt.batchId], references: [batch.id] }),
  gateway: one(gateway, { fields: [receipt.gatewayId], references: [gateway.id] }),
  payer: one(account, { fields: [receipt.payerId], references: [account.id] }),
  offering: one(offering, { fields: [receipt.offeringId], references: [offering.id] }),
  legs: many(leg),
  payouts: many(payout),
  hatchSettlement: one(hatchSettlement, { fields: [receipt.batchId], references: [hatchSettlement.id], relationName: "hatchReceipt" }),
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
  account: one(account, { fields: [payout.accountId], references: [account.id] }),
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
export const committedTree = onchainEnum("committed_tree", ["Credits", "Debits", "Words"]);
export const treeChallengeState = onchainEnum("tree_challenge_state", ["Open", "Answered", "Closed"]);
export const dataChallengeState = onchainEnum("data_challenge_state", ["Open", "Answered", "Refuted", "Closed"]);

export const attributionLie = onchainEnum("attribution_lie", [
  "None",
  "FalseSpan",
  "ShorterSpan",
  "LaterItem",
  "CommonSpan",
  "FalseIndex",
  "FalseLegs",
  "Unanswered",
  "FalseWeights",
]);
export const attributionChallengeState = onchainEnum("attribution_challenge_state", ["Open", "Answered", "Ended"]);

/** A method whose attributions the court can judge. */
export const attributionMethod = onchainTable("attribution_method", (t) => ({
  id: t.hex().primaryKey(), // as offerings and receipts name it: hash of text
  text: t.text().notNull(),
  minimumSpanLength: t.integer().notNull(), // words
  maximumFrequency: t.integer().notNull(), // contents
  firstSeenLength: t.integer().notNull(), // words
  maximumLegs: t.integer().notNull(),
  weightTotal: t.integer().notNull(),
  spanSharePpm: t.integer().notNull(),
  judgedSharePpm: t.integer().notNull(), // most of an answer's weight that judged legs may have
  actor: t.hex().notNull(),
  ...origin(t),
}));

/** The index that a gateway answers for. */
export const indexManifest = onchainTable(
  "index_manifest",
  (t) => ({
    id: t.text().primaryKey(), // gateway-method-snapshot
    gatewayId: t.integer().notNull(),
    methodId: t.hex().notNull(),
    snapshotRoot: t.hex().notNull(),
    contents: t.hex().notNull(), // hash of counts and roots: the same for all who index alike
    tokenCount: wide(t).notNull(), // words and separators
    itemCount: wide(t).notNull(),
    partCount: t.integer().notNull(), // Datanets
    tokenRoot: t.hex().notNull(),
    suffixRoot: t.hex().notNull(),
    itemsRoot: t.hex().notNull(),
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ bySnapshot: index().on(table.snapshotRoot, table.id), byGateway: index().on(table.gatewayId, table.id) }),
);

/** A lie about an attribution that was proven and punished. */
export const attributionOffence = onchainTable(
  "attribution_offence",
  (t) => ({
    id: t.hex().primaryKey(), // hash of what the lie is about
    gatewayId: t.integer().notNull(),
    lie: attributionLie("lie").notNull(),
    slashed: t.bigint().notNull(), // nano-OPEN taken from the gateway's bond
    harmedId: t.integer().notNull(), // account that toHarmed went to; the commons account if nobody else could be named
    toHarmed: t.bigint().notNull(), // nano-OPEN of slashed
    toProver: t.bigint().notNull(), // nano-OPEN of slashed
    toCommons: t.bigint().notNull(), // nano-OPEN of slashed: the rest
    prover: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id), byHarmed: index().on(table.harmedId, table.id) }),
);

/** Somebody asked, for a bond, for the proof of a span or for the evidence of a receipt. */
export const attributionChallenge = onchainTable(
  "attribution_challenge",
  (t) => ({
    id: t.hex().primaryKey(), // of the offence, if there is no answer
    gatewayId: t.integer().notNull(),
    receiptId: t.hex().notNull(),
    state: attributionChallengeState("state").notNull(), // Answered: the gateway has the bond; Ended: the challenger has it back
    challenger: t.hex().notNull(),
    bond: t.bigint().notNull(), // nano-OPEN
    deadline: wide(t).notNull(), // Unix seconds until which an answer counts
    closedAt: wide(t), // Unix seconds
    ...origin(t), // of its opening
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id), byReceipt: index().on(table.receiptId, table.id) }),
);

/** Where a panel's vote stands, as the contracts count it. Void: too few members. */
export const panelVotePhase = onchainEnum("panel_vote_phase", ["None", "Drawing", "Committing", "Revealing", "Void", "Settled"]);
export const rerunStage = onchainEnum("rerun_stage", ["Judging", "Appealing", "Reviewing", "Closed"]);
/** What came of a case. Lapsed: no majority. */
export const rerunOutcome = onchainEnum("rerun_outcome", ["Open", "Upheld", "Convicted", "Lapsed"]);
/** Published: waiting, usable or expired; Challenged and Refuted priors are not usable. */
export const priorState = onchainEnum("prior_state", ["Published", "Challenged", "Refuted"]);
/** What came of a challenge. Withheld: refuted, because members were not served; Lapsed: too few members or no majority. */
export const priorOutcome = onchainEnum("prior_outcome", ["Open", "BorneOut", "Refuted", "Withheld", "Lapsed"]);

/** A commit–reveal vote of a drawn panel that a re-run case or a challenge of a prior asked for. */
export const panelVote = onchainTable(
  "panel_vote",
  (t) => ({
    id: t.text().primaryKey(), // contract-number
    contract: t.text().notNull(), // that asked: RerunPanel or InfluencePriors
    number: wide(t).notNull(), // counted from 1 for each contract
    datanetId: t.integer().notNull(), // whose seats judge
    funderId: t.integer().notNull(), // account that paid for the draw
    drawId: wide(t).notNull(),
    phase: panelVotePhase("phase").notNull(),
    seatsWanted: t.integer().notNull(),
    seatCount: t.integer().notNull(), // seats drawn; 0 until then
    barredSeats: t.json().$type<number[]>().notNull(), // places of parties' seats, which neither vote nor count
    partyIds: t.json().$type<number[]>().notNull(), // accounts whose seats are barred
    deadline: wide(t).notNull(), // Unix second in which the phase ends
    committedCount: t.integer().notNull(),
    revealedCount: t.integer().notNull(),
    settledAt: wide(t), // Unix seconds; null until members are paid and punished
    ...origin(t),
  }),
  (table) => ({
    byDatanet: index().on(table.datanetId, table.id),
    byFunder: index().on(table.funderId, table.id),
    byDraw: index().on(table.drawId, table.id),
  }),
);

/** What a seat of a panel's vote did. A seat that did nothing has a row once the vote is settled. */
export const panelBallot = onchainTable(
  "panel_ballot",
  (t) => ({
    id: t.text().primaryKey(), // vote-seat
    voteId: t.text().notNull(),
    seat: t.integer().notNull(), // place in the panel, from 0
    validatorId: t.integer().notNull(), // account
    hash: t.hex(), // keccak256(abi.encode(vote, validator, ballot, salt)); null if nothing was committed
    ballot: t.hex(), // a legs root or packed weights, all ones if nothing was served; null until shown
    revealedAt: wide(t), // Unix seconds; null until shown
    fee: t.bigint(), // nano-OPEN of work; null until settled
    slashed: t.bigint(), // nano-OPEN of stake taken; null until settled
    ...origin(t), // of the commit, or of the settlement
  }),
  (table) => ({ byVote: index().on(table.voteId, table.seat), byValidator: index().on(table.validatorId, table.id) }),
);

/** A receipt whose weights a panel re-runs. bond + appealFees = memberFees + toGateway + toChallenger - reward + toAppellant once it is closed. */
export const rerunCase = onchainTable(
  "rerun_case",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    receiptId: t.hex().notNull(),
    gatewayId: t.integer().notNull(),
    datanetId: t.integer().notNull(), // whose seats judge
    challengerId: t.integer().notNull(), // account
    appellantId: t.integer(), // account that paid for a second panel; null if nobody did
    methodId: t.hex().notNull(),
    snapshotRoot: t.hex().notNull(),
    legsRoot: t.hex().notNull(), // what the receipt says
    claimed: t.hex().notNull(), // what the challenger says; all ones if nothing was served
    found: t.hex(), // what a majority found last; null if none did
    stage: rerunStage("stage").notNull(),
    outcome: rerunOutcome("outcome").notNull(),
    voteId: t.text().notNull(), // of the first panel
    reviewId: t.text(), // vote of the second panel; null if nobody appealed
    bond: t.bigint().notNull(), // nano-OPEN of the challenger, besides the draw's deposit
    cost: t.bigint().notNull(), // nano-OPEN the challenger paid: bond and deposit
    appealFees: t.bigint(), // nano-OPEN of the appellant for the second panel; null if nobody appealed
    appealCost: t.bigint(), // nano-OPEN the appellant paid: fees and deposit
    appealBefore: wide(t), // last Unix second to appeal; null until the first panel's votes are counted
    memberFees: t.bigint(), // nano-OPEN of both panels' members; this and the next null until closed
    toGateway: t.bigint(), // nano-OPEN credited to the gateway's account
    toChallenger: t.bigint(), // nano-OPEN credited to the challenger, the reward among them
    toAppellant: t.bigint(), // nano-OPEN credited to the appellant
    reward: t.bigint(), // nano-OPEN of the gateway's bond
    offenceId: t.hex(), // the gateway's offence; null unless convicted
    talliedAt: wide(t), // Unix seconds; null unless the first panel's votes were counted
    closedAt: wide(t), // Unix seconds; null while open
    actor: t.hex().notNull(), // who opened it
    ...origin(t), // of its opening
  }),
  (table) => ({
    byReceipt: index().on(table.receiptId, table.id),
    byGateway: index().on(table.gatewayId, table.id),
    byDatanet: index().on(table.datanetId, table.id),
    byChallenger: index().on(table.challengerId, table.id),
  }),
);

/** Influence weights of a snapshot's items, published with a bond, that judged records name by number (docs/formats/influence-prior.md). */
export const influencePrior = onchainTable(
  "influence_prior",
  (t) => ({
    id: wide(t).primaryKey(), // number, counted from 1
    gatewayId: t.integer().notNull(),
    accountId: t.integer().notNull(), // the gateway's: the bond comes back to it
    adapter: t.hex().notNull(),
    epoch: wide(t).notNull(), // of training
    snapshotRoot: t.hex().notNull(),
    root: t.hex().notNull(), // over header and weights
    methodHash: t.hex().notNull(),
    codeHash: t.hex().notNull(),
    seed: wide(t).notNull(),
    probesRoot: t.hex().notNull(),
    tolerance: t.integer().notNull(), // in units of weights
    outliersPpm: wide(t).notNull(), // share of items that may differ by more
    itemCount: wide(t).notNull(), // weights
    uri: t.text().notNull(), // where the file is; may be empty
    state: priorState("state").notNull(),
    usableFrom: wide(t).notNull(), // first Unix second in which it can be used
    unusableFrom: wide(t).notNull(), // first Unix second in which it cannot any more: end of life, or the challenge that refuted it
    bondPosted: t.bigint().notNull(), // nano-OPEN
    bond: t.bigint().notNull(), // nano-OPEN held; 0 once it is released or taken
    challengeCount: t.integer().notNull(),
    releasedAt: wide(t), // Unix second in which the bond came back; null if it has not
    actor: t.hex().notNull(), // who published it
    ...origin(t), // of its publication
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.id), byAdapter: index().on(table.adapter, table.id) }),
);

/** A committee was asked for the weights of some of a prior's items. While it is open, the prior is not usable. */
export const priorChallenge = onchainTable(
  "prior_challenge",
  (t) => ({
    id: t.text().primaryKey(), // of its vote
    priorId: wide(t).notNull(),
    challengerId: t.integer().notNull(), // account
    datanetId: t.integer().notNull(), // whose seats judge, and whose items are challenged
    outcome: priorOutcome("outcome").notNull(),
    differingCount: t.integer(), // items that differ; this and the next null while open
    memberFees: t.bigint(), // nano-OPEN of the members
    toGateway: t.bigint(), // nano-OPEN credited to the gateway's account
    toChallenger: t.bigint(), // nano-OPEN credited to the challenger, the bond among them
    toCommons: t.bigint(), // nano-OPEN credited to the commons account
    bond: t.bigint().notNull(), // nano-OPEN of the challenger, besides the draw's deposit
    cost: t.bigint().notNull(), // nano-OPEN the challenger paid: bond and deposit
    judgedAt: wide(t), // Unix seconds; null while open
    actor: t.hex().notNull(), // who challenged
    ...origin(t), // of its opening
  }),
  (table) => ({ byPrior: index().on(table.priorId, table.id), byChallenger: index().on(table.challengerId, table.id) }),
);

/** A weight of a prior that was challenged. */
export const challengedWeight = onchainTable(
  "challenged_weight",
  (t) => ({
    id: t.text().primaryKey(), // challenge-position
    challengeId: t.text().notNull(),
    position: t.integer().notNull(), // from 0
    contributionId: wide(t).notNull(),
    weight: t.text().notNull(), // whole number with sign, as published
    found: t.text(), // whole number with sign, the committee's; null if it found none
    ...origin(t),
  }),
  (table) => ({ byChallenge: index().on(table.challengeId, table.position), byContribution: index().on(table.contributionId, table.id) }),
);

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
    payoutRoot: t.hex().notNull(), // root over the epoch's payout words
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
    openChallenges: t.integer().notNull(), // challenges of data and trees without an answer
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
    penalty: t.bigint().notNull(), // nano-OPEN that the gateway's bond owes for it
    slashed: t.bigint().notNull(), // nano-OPEN taken from the bond; 0 until awardedAt
    awardedAt: wide(t), // Unix seconds since which the penalty is paid out; null if it is due, or none is
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
    answeredIn: t.hex(), // transaction of the answer, whose calldata shows what was asked for
    closedBy: t.hex(), // who gave the bond back to the challenger
    closedAt: wide(t), // Unix seconds
    ...origin(t), // of its opening
  }),
  (table) => ({ byEpoch: index().on(table.epochId, table.id) }),
);

/** Somebody asked, for a bond, to see what is inside a tree that an epoch commits to. */
export const treeChallenge = onchainTable(
  "tree_challenge",
  (t) => ({
    id: t.text().primaryKey(), // record hash-question
    epochId: t.hex().notNull(),
    question: t.hex().notNull(), // keccak256 of node and height: trees that share the node share the answer
    tree: committedTree("tree").notNull(), // Credits or debits of a node of sums, or payout words
    root: t.hex().notNull(), // of the tree
    depth: t.integer().notNull(), // levels of the tree
    height: t.integer().notNull(), // levels of the node asked about above the leaves
    index: wide(t).notNull(), // place of the node among those of its height
    node: t.hex().notNull(),
    state: treeChallengeState("state").notNull(), // Answered: the bond waits for the end of the epoch; Closed: the bond was paid out
    challenger: t.hex().notNull(),
    bond: t.bigint().notNull(), // nano-OPEN
    deadline: wide(t).notNull(), // running seconds since the epoch's commit before which an answer counts
    answeredBy: t.hex(), // who showed what is below the node; null if nobody did
    answeredAt: wide(t), // Unix seconds
    owner: t.hex(), // who has the bond: answeredBy if the epoch is final, challenger if it is void
    closedBy: t.hex(), // who had the bond paid out
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
    epochId: t.hex(), // the epoch whose words they are; null if it is not known
    subtreeId: t.text().notNull(),
    subtree: wide(t).notNull(), // holds accounts 2,048 * subtree to 2,048 * subtree + 2,047
    root: t.hex().notNull(), // over its words
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
    epochId: t.hex(), // the epoch whose word it is; null if it is not known
    subtreeId: t.text().notNull(),
    word: wide(t).notNull(), // holds accounts 4 * word to 4 * word + 3
    lanes: t.bigint().notNull(), // four uint64 lanes from the low bits up, nano-OPEN each
    total: t.bigint().notNull(), // nano-OPEN credited
    actor: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.timestamp, table.id), byEpoch: index().on(table.epochId, table.id) }),
);

/** What a final epoch has to pay out. */
export const finalEpoch = onchainTable(
  "final_epoch",
  (t) => ({
    id: t.text().primaryKey(), // gateway-epoch
    gatewayId: t.integer().notNull(),
    number: wide(t).notNull(), // of the epoch
    epochId: t.hex(), // its record; null if it is not known
    fees: t.bigint().notNull(), // nano-OPEN that it took from payers
    credited: t.bigint().notNull(), // nano-OPEN of them pushed and claimed
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.number) }),
);

/** What an epoch has credited to 2,048 accounts so far. */
export const payoutSubtree = onchainTable(
  "payout_subtree",
  (t) => ({
    id: t.text().primaryKey(), // gateway-epoch-subtree
    gatewayId: t.integer().notNull(),
    finalEpochId: t.text().notNull(),
    subtree: wide(t).notNull(),
    root: t.hex(), // over all its words, as a push said; null before
    words: t.hex().notNull(), // the words credited, 512 of 32 bytes, as far as they are known
    isExplained: t.boolean().notNull(), // every word credited is known
    credited: t.bigint().notNull(), // nano-OPEN of words
    updatedAt: wide(t).notNull(), // Unix seconds of the last change
  }),
  (table) => ({ byGateway: index().on(table.gatewayId, table.subtree), byEpoch: index().on(table.finalEpochId, table.subtree) }),
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

/* LICENCES */

/** What a licence asks of who combines works, in the order of the contracts' `LicenceClass`; the sdk says of each what it stands for. */
export const licenceClass = onchainEnum("licence_class", [
  "Unknown",
  "PublicDomain",
  "Permissive",
  "PermissivePatent",
  "WeakCopyleft",
  "WeakCopyleft3",
  "Gpl2Only",
  "Gpl2OrLater",
  "Gpl3",
  "Agpl3",
  "ShareAlike4",
  "ShareAlikeAlone",
  "NonCommercial",
  "NoDerivatives",
  "SourceAvailable",
  "Reserved",
]);

/** An SPDX id that governance added to those that the contract is deployed with. What it means never changes. */
export const addedLicence = onchainTable("added_licence", (t) => ({
  id: t.text().primaryKey(), // SPDX id in lower case: letter case does not matter
  name: t.text().notNull(), // as it was added
  class: licenceClass("class").notNull(),
  actor: t.hex().notNull(),
  ...origin(t),
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

/* SIGNED ACTIONS: what people signed and somebody else sent. */

/** A function that can be signed instead of sent. Fixed when `SignedActions` was deployed. */
export const signableAction = onchainTable("signable_action", (t) => ({
  id: t.text().primaryKey(), // target-selector
  target: t.hex().notNull(), // contract whose function it is
  selector: t.hex().notNull(), // 4 bytes
  definition: t.text().notNull(), // EIP-712 type of the message
}));

/** An action carried out for its signer. What it did stands in the tables of the contract that was called. */
export const signedAction = onchainTable(
  "signed_action",
  (t) => ({
    id: t.text().primaryKey(),
    actionId: t.text().notNull(), // signable action
    signer: t.hex().notNull(),
    nonce: t.hex().notNull(), // 32 bytes, each used once by a signer
    spent: t.bigint().notNull(), // 1e-18 OPEN taken from the signer's wallet
    relayer: t.hex().notNull(), // who sent it
    ...origin(t),
  }),
  (table) => ({ bySigner: index().on(table.signer, table.timestamp, table.id) }),
);

/** A nonce that its signer used up without an action. */
export const cancelledNonce = onchainTable(
  "cancelled_nonce",
  (t) => ({
    id: t.text().primaryKey(),
    signer: t.hex().notNull(),
    nonce: t.hex().notNull(), // 32 bytes
    ...origin(t),
  }),
  (table) => ({ bySigner: index().on(table.signer, table.timestamp, table.id) }),
);

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
  treeChallenges: many(treeChallenge),
  pushes: many(pushedSubtree),
  claims: many(claimedWord),
  payouts: many(finalEpoch),
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

export const attributionMethodRelations = relations(attributionMethod, ({ many }) => ({
  indexManifests: many(indexManifest),
  rerunCases: many(rerunCase),
}));

export const indexManifestRelations = relations(indexManifest, ({ one }) => ({
  gateway: one(gateway, { fields: [indexManifest.gatewayId], references: [gateway.id] }),
  method: one(attributionMethod, { fields: [indexManifest.methodId], references: [attributionMethod.id] }),
}));

export const attributionOffenceRelations = relations(attributionOffence, ({ one, many }) => ({
  gateway: one(gateway, { fields: [attributionOffence.gatewayId], references: [gateway.id] }),
  harmed: one(account, { fields: [attributionOffence.harmedId], references: [account.id] }),
  challenge: one(attributionChallenge, { fields: [attributionOffence.id], references: [attributionChallenge.id] }),
  rerunCases: many(rerunCase),
}));

export const attributionChallengeRelations = relations(attributionChallenge, ({ one }) => ({
  gateway: one(gateway, { fields: [attributionChallenge.gatewayId], references: [gateway.id] }),
  receipt: one(receipt, { fields: [attributionChallenge.receiptId], references: [receipt.id] }),
  offence: one(attributionOffence, { fields: [attributionChallenge.id], references: [attributionOffence.id] }),
}));

export const panelVoteRelations = relations(panelVote, ({ one, many }) => ({
  datanet: one(datanet, { fields: [panelVote.datanetId], references: [datanet.id] }),
  funder: one(account, { fields: [panelVote.funderId], references: [account.id] }),
  draw: one(draw, { fields: [panelVote.drawId], references: [draw.id] }),
  ballots: many(panelBallot),
  offences: many(offence),
  rerunCases: many(rerunCase, { relationName: "firstPanel" }),
  rerunReviews: many(rerunCase, { relationName: "secondPanel" }),
  priorChallenge: one(priorChallenge, { fields: [panelVote.id], references: [priorChallenge.id] }),
}));

export const panelBallotRelations = relations(panelBallot, ({ one }) => ({
  vote: one(panelVote, { fields: [panelBallot.voteId], references: [panelVote.id] }),
  validator: one(account, { fields: [panelBallot.validatorId], references: [account.id] }),
}));

export const rerunCaseRelations = relations(rerunCase, ({ one }) => ({
  receipt: one(receipt, { fields: [rerunCase.receiptId], references: [receipt.id] }),
  gateway: one(gateway, { fields: [rerunCase.gatewayId], references: [gateway.id] }),
  datanet: one(datanet, { fields: [rerunCase.datanetId], references: [datanet.id] }),
  challenger: one(account, { fields: [rerunCase.challengerId], references: [account.id], relationName: "rerunChallenger" }),
  appellant: one(account, { fields: [rerunCase.appellantId], references: [account.id], relationName: "rerunAppellant" }),
  method: one(attributionMethod, { fields: [rerunCase.methodId], references: [attributionMethod.id] }),
  vote: one(panelVote, { fields: [rerunCase.voteId], references: [panelVote.id], relationName: "firstPanel" }),
  review: one(panelVote, { fields: [rerunCase.reviewId], references: [panelVote.id], relationName: "secondPanel" }),
  offence: one(attributionOffence, { fields: [rerunCase.offenceId], references: [attributionOffence.id] }),
}));

export const influencePriorRelations = relations(influencePrior, ({ one, many }) => ({
  gateway: one(gateway, { fields: [influencePrior.gatewayId], references: [gateway.id] }),
  account: one(account, { fields: [influencePrior.accountId], references: [account.id] }),
  challenges: many(priorChallenge),
}));

export const priorChallengeRelations = relations(priorChallenge, ({ one, many }) => ({
  prior: one(influencePrior, { fields: [priorChallenge.priorId], references: [influencePrior.id] }),
  challenger: one(account, { fields: [priorChallenge.challengerId], references: [account.id] }),
  datanet: one(datanet, { fields: [priorChallenge.datanetId], references: [datanet.id] }),
  vote: one(panelVote, { fields: [priorChallenge.id], references: [panelVote.id] }),
  weights: many(challengedWeight),
}));

export const challengedWeightRelations = relations(challengedWeight, ({ one }) => ({
  challenge: one(priorChallenge, { fields: [challengedWeight.challengeId], references: [priorChallenge.id] }),
  contribution: one(contribution, { fields: [challengedWeight.contributionId], references: [contribution.id] }),
}));

export const dataChallengeRelations = relations(dataChallenge, ({ one }) => ({
  epoch: one(epoch, { fields: [dataChallenge.epochId], references: [epoch.id] }),
}));

export const treeChallengeRelations = relations(treeChallenge, ({ one }) => ({
  epoch: one(epoch, { fields: [treeChallenge.epochId], references: [epoch.id] }),
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

export const finalEpochRelations = relations(finalEpoch, ({ one, many }) => ({
  gateway: one(gateway, { fields: [finalEpoch.gatewayId], references: [gateway.id] }),
  epoch: one(epoch, { fields: [finalEpoch.epochId], references: [epoch.id] }),
  subtrees: many(payoutSubtree),
}));

export const payoutSubtreeRelations = relations(payoutSubtree, ({ one, many }) => ({
  gateway: one(gateway, { fields: [payoutSubtree.gatewayId], references: [gateway.id] }),
  finalEpoch: one(finalEpoch, { fields: [payoutSubtree.finalEpochId], references: [finalEpoch.id] }),
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

export const signableActionRelations = relations(signableAction, ({ many }) => ({ performed: many(signedAction) }));

export const signedActionRelations = relations(signedAction, ({ one }) => ({
  action: one(signableAction, { fields: [signedAction.actionId], references: [signableAction.id] }),
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
