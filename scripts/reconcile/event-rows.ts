/** Where the rows of an event stand: a list of the GraphQL API, and which of its rows. */
export type RowsOfEvent = { readonly list: string; readonly where?: string };

const withdrawals = (kind: string): RowsOfEvent => ({ list: "withdrawals", where: `{ kind: ${kind} }` });
const escrowEntries = (kind: string): RowsOfEvent => ({ list: "escrowEntries", where: `{ kind: ${kind} }` });
const bondEntries = (kind: string): RowsOfEvent => ({ list: "bondEntries", where: `{ kind: ${kind} }` });
const transfers = (kind: string): RowsOfEvent => ({ list: "assetTransfers", where: `{ kind: ${kind} }` });

/** Events that make exactly one row each, by `Contract.Event`. The others change rows, or make several. */
export const EVENT_ROWS: Readonly<Record<string, RowsOfEvent>> = {
  "AccountRegistry.AccountRegistered": { list: "accounts", where: "{ kind: None }" },
  "AccountRegistry.AssetAccountRegistered": { list: "accounts", where: "{ kind_not: None }" },
  "DatanetRegistry.DatanetCreated": { list: "datanets" },
  "DatanetRegistry.TermsPublished": { list: "termsVersions" },
  "DatanetRegistry.SnapshotPublished": { list: "snapshots" },
  "DatanetRegistry.Transfer": transfers("Datanet"),
  "ContributionLedger.ContributionsCommitted": { list: "commits" },
  "ContributionLedger.ContributionsRevealed": { list: "commits", where: "{ revealedAt_not: null }" },
  "ContributionLedger.ContributionStatusChanged": { list: "verdicts" },
  "ContributionLedger.BondReleased": { list: "bondReleases" },
  "ContributionLedger.RefundWithdrawn": withdrawals("BondRefund"),
  "ModelRegistry.ModelRegistered": { list: "models" },
  "ModelRegistry.Transfer": transfers("Model"),
  "AdapterRegistry.AdapterRegistered": { list: "adapters" },
  "AdapterRegistry.Transfer": transfers("Adapter"),
  "AgentRegistry.Registered": { list: "agents" },
  "AgentRegistry.Transfer": transfers("Agent"),
  "GatewayRegistry.GatewayRegistered": { list: "gateways" },
  "GatewayRegistry.OfferingPublished": { list: "offerings" },
  "GatewayRegistry.OfferingRetired": { list: "offerings", where: "{ retiredAt_not: null }" },
  "GatewayRegistry.ReceiptKeyAdded": { list: "receiptKeys" },
  "GatewayRegistry.ReceiptKeyRevoked": { list: "receiptKeys", where: "{ revokedAt_not: null }" },
  "GatewayRegistry.BondPosted": bondEntries("Posted"),
  "GatewayRegistry.UnbondingStarted": bondEntries("UnbondingStarted"),
  "GatewayRegistry.BondWithdrawn": bondEntries("Withdrawn"),
  "PaymentEscrow.Deposited": escrowEntries("Deposited"),
  "PaymentEscrow.WithdrawalRequested": escrowEntries("WithdrawalRequested"),
  "PaymentEscrow.WithdrawalCancelled": escrowEntries("WithdrawalCancelled"),
  "PaymentEscrow.DepositWithdrawn": escrowEntries("Withdrawn"),
  "PaymentEscrow.Debited": escrowEntries("Debited"),
  "PaymentEscrow.VoucherRedeemed": { list: "vouchers" },
  "PayoutLedger.WordsCredited": { list: "credits" },
  "PayoutLedger.Withdrawn": withdrawals("Earnings"),
  "RewardRouter.BatchSettled": { list: "batches" },
};
