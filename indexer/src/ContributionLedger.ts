import { bondReleased } from "./contributions/bond-released.ts";
import { contributionRetired } from "./contributions/contribution-retired.ts";
import { contributionStatusChanged } from "./contributions/contribution-status-changed.ts";
import { contributionsCommitted } from "./contributions/contributions-committed.ts";
import { contributionsRevealed } from "./contributions/contributions-revealed.ts";
import { refundWithdrawn } from "./contributions/refund-withdrawn.ts";
import { successorOpened } from "./contributions/successor-opened.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const contributionLedgerReducers: Reducers<"ContributionLedger"> = {
  ContributionsCommitted: contributionsCommitted,
  ContributionsRevealed: contributionsRevealed,
  ContributionStatusChanged: contributionStatusChanged,
  BondReleased: bondReleased,
  ContributionRetired: contributionRetired,
  SuccessorOpened: successorOpened,
  RefundWithdrawn: refundWithdrawn,
  AuthorityUpdated: authorityUpdated,
};
