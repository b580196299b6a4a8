// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IEpochPayouts} from "./IEpochPayouts.sol";

/// @title IPayoutLedger
/// @notice What every account has earned and withdrawn, nano-OPEN in uint64 lanes, four accounts to a storage word: account `a` is lane
/// `a % 4` (from the low bits up) of word `a / 4`. Both lanes only grow; `withdrawn ≤ credited`. The highest bit of a word marks it as opened, so the
/// fourth lane has 63 bits.
interface IPayoutLedger is IEpochPayouts {
    error PayoutLedger_LengthMismatch(uint256 words, uint256 deltas);
    /// @notice Words must ascend strictly.
    error PayoutLedger_WordsNotAscending(uint256 index);
    /// @notice A lane would pass 2^64 - 1, a fourth lane 2^63 - 1, or the word is beyond 2^30.
    error PayoutLedger_LaneOverflow(uint32 word);
    /// @notice The deltas do not sum to the stated total.
    error PayoutLedger_TotalMismatch(uint256 total, uint256 sum);
    /// @notice A lane of this word belongs to no account.
    error PayoutLedger_UnknownAccount(AccountId account);
    /// @notice OPEN for this credit has not arrived.
    error PayoutLedger_Unfunded(uint256 needed, uint256 held);
    error PayoutLedger_BatchSize(uint256 size, uint256 maximum);

    /// @param source Settlement rail.
    event WordsCredited(address indexed source, NanoOpen total, uint32[] words, uint256[] deltas);
    /// @notice Consecutive words from `firstWord` were credited; the rail's own event says with what.
    event RangeCredited(address indexed source, uint32 firstWord, uint256 words, NanoOpen total);
    /// @notice Words can be credited from now on for what a repeat costs.
    event WordsOpened(uint32 firstWord, uint32 count, address actor);
    event Withdrawn(AccountId indexed account, address indexed payout, NanoOpen amount, NanoOpen withdrawn, address actor);

    /// @notice Adds four lanes at a time. Only settlement rails, which must have sent the OPEN before.
    /// @param words Word numbers, strictly ascending. @param deltas Four uint64 lanes each. @param total Sum of all lanes, nano-OPEN.
    function credit(uint32[] calldata words, uint256[] calldata deltas, NanoOpen total) external;

    /// @notice Adds to consecutive words. Only settlement rails, which must have sent the OPEN before.
    /// @param deltas Four uint64 lanes each; zeros are passed over. @return total nano-OPEN credited.
    function creditRange(uint32 firstWord, uint256[] calldata deltas) external returns (NanoOpen total);

    /// @notice Opens the storage words of registered accounts before money comes, so that a first credit costs what a repeat does. Anyone, who pays for it; words
    /// opened or credited before are passed over. @param count At most 256, none without a registered account.
    function openWords(uint32 firstWord, uint32 count) external;

    /// @notice Pays accounts what they can claim, each to its payout address. Anyone, for anyone. Accounts with nothing are skipped. At most 256.
    /// @return total nano-OPEN paid.
    function withdraw(AccountId[] calldata accounts) external returns (NanoOpen total);

    function creditedOf(AccountId account) external view returns (NanoOpen);
    function withdrawnOf(AccountId account) external view returns (NanoOpen);
    /// @notice Credited less withdrawn.
    function claimableOf(AccountId account) external view returns (NanoOpen);
    /// @notice Four cumulative lanes of credits.
    function creditedWord(uint32 word) external view returns (uint256);
    /// @notice nano-OPEN that has arrived for accounts: credited to lanes, or of final epochs and not credited yet.
    function totalCredited() external view returns (uint64);
    function totalWithdrawn() external view returns (uint64);
}
