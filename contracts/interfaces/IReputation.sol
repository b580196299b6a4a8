// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IReputation
/// @notice What verdicts and paid use say of an account in a Datanet. It decays, and the contribution bond scales with it.
/// @dev Points are in millionths of one accepted item. Both parts halve every `HALF_LIFE` (linear in between, rounded toward zero). Nothing else
/// feeds it: no votes, no gifts, no transfers. Paid use cannot be had for less than the fees that were paid for it.
interface IReputation {
    /// @notice No such use to record: the account has earned nothing since the last call.
    error Reputation_NothingNew(AccountId account);

    /// @param points Points in the Datanet after the verdict, before paid use.
    event VerdictCounted(AccountId indexed account, DatanetId indexed datanet, ContributionStatus status, int64 points);
    /// @param earned nano-OPEN credited to the account since the last call.
    /// @param points Points for paid use after it.
    event UseCounted(AccountId indexed account, uint64 earned, int64 points);

    /// @notice Counts one verdict: Accepted +1, Rejected -2, Duplicate or Removed -5 items; within ±1,000 items. Only the contribution ledger.
    function recordVerdict(AccountId account, DatanetId datanet, ContributionStatus status) external;

    /// @notice Counts what the account was credited by the settlement rails since the last call: 1 item for each 10 OPEN, at most 50 items in all. Anyone.
    function recordUse(AccountId account) external;

    /// @notice Points now, in millionths of one accepted item: verdicts in the Datanet, plus paid use of the account if the verdicts are positive.
    function reputationOf(AccountId account, DatanetId datanet) external view returns (int256);

    /// @notice Contribution bond for each item under the terms in force, nano-OPEN.
    function bondFor(AccountId account, DatanetId datanet) external view returns (NanoOpen);

    /// @notice `base` scaled by reputation, rounded up: `base * 10 / (10 + items)`, at least a quarter, for a good one;
    /// `base * (10 + |items|) / 10`, at most four times, for a bad one.
    function scaledBond(AccountId account, DatanetId datanet, NanoOpen base) external view returns (NanoOpen);
}
