import { bondReleased } from "./contributions/bond-released.ts";
import { contributionStatusChanged } from "./contributions/contribution-status-changed.ts";
import { contributionsCommitted } from "./contributions/contributions-committed.ts";
import { contributionsRevealed } from "./contributions/contributions-revealed.ts";
import { refundWithdrawn } from "./contributions/refund-withdrawn.ts";
import type { Reducers } from "./fold/contracts.ts";

export const contributionLedgerReducers: Reducers<"ContributionLedger"> = {
  ContributionsCommitted: contributionsCommitted,
  ContributionsRevealed: contributionsRevealed,
  ContributionStatusChanged: contributionStatusChanged,
  BondReleased: bondReleased,
  RefundWithdrawn: refundWithdrawn,
};
