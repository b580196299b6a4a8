// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IBounties
/// @notice Paid requests for data: so much for each accepted item, up to a number of items, until a day.
///
/// ```
/// fund ──► declare (committed batch, before its reveal) ──► verdict ──► claim (accepted) ──holdPeriod──► pay (still accepted)
///   └──────────────── after expiry + claimPeriod ──► refund what nobody claimed
/// ```
///
/// @dev A batch is declared for a bounty between its commit and its reveal, so whoever judges it has seen the declaration: an item that does not answer the
/// request is off topic. Nobody can attach a bounty to an item once it is visible, and nobody can claim for items made for something else. One
/// payment for each contribution, first claimed, first served. The payment is held for a while, in which a copy can be proven.
interface IBounties is IAccountCredits {
    /// @param sponsor Account that gets back what is left.
    /// @param reward nano-OPEN for each accepted item.
    /// @param remaining Items that can still be claimed.
    /// @param expiry Last second in which a batch can be declared.
    struct Bounty {
        DatanetId datanet; // slot 0
        AccountId sponsor;
        NanoOpen reward;
        uint16 remaining;
        uint48 expiry;
    }

    /// @param payableAt When it can be paid; zero if never claimed.
    /// @param isSettled Whether it was paid or returned to the bounty.
    struct ClaimedReward {
        uint48 bounty;
        uint48 payableAt;
        bool isSettled;
    }

    error Bounties_UnknownBounty(uint48 bounty);
    /// @notice `reward` and `maximumItems` must not be zero, and `expiry` must lie ahead, at most 365 days.
    error Bounties_BadTerms(NanoOpen reward, uint16 maximumItems, uint48 expiry);
    error Bounties_BadPeriods(uint48 claimPeriod, uint48 holdPeriod);
    error Bounties_Expired(uint48 bounty, uint48 expiry);
    error Bounties_NotExpired(uint48 bounty, uint48 refundableAt);
    error Bounties_WrongDatanet(uint48 bounty, DatanetId datanet);
    /// @notice The batch was revealed before: too late to declare it.
    error Bounties_AlreadyRevealed(uint48 commit);
    error Bounties_AlreadyDeclared(uint48 commit, uint48 bounty);
    /// @notice The contribution's batch was declared for no bounty.
    error Bounties_NotDeclared(ContributionId contribution);
    error Bounties_NotAccepted(ContributionId contribution, ContributionStatus status);
    error Bounties_AlreadyClaimed(ContributionId contribution);
    error Bounties_NotClaimed(ContributionId contribution);
    error Bounties_StillHeld(ContributionId contribution, uint48 payableAt);
    /// @notice All items of the bounty are claimed, or it was refunded.
    error Bounties_Exhausted(uint48 bounty);

    event BountyFunded(
        uint48 indexed bounty,
        DatanetId indexed datanet,
        AccountId indexed sponsor,
        NanoOpen reward,
        uint16 maximumItems,
        uint48 expiry,
        string request,
        address actor
    );
    event BatchDeclared(uint48 indexed bounty, uint48 indexed commit, AccountId indexed account, address actor);
    event BountyClaimed(uint48 indexed bounty, ContributionId indexed contribution, NanoOpen reward, uint48 payableAt, address actor);
    /// @param isPaid Whether the contributor was credited; else the reward is back in the bounty.
    event RewardSettled(
        uint48 indexed bounty,
        ContributionId indexed contribution,
        AccountId indexed account,
        NanoOpen reward,
        bool isPaid,
        address actor
    );
    event BountyRefunded(uint48 indexed bounty, AccountId indexed sponsor, NanoOpen amount, address actor);

    /// @notice Funds a request with `reward * maximumItems` of the caller's OPEN. Anyone.
    /// @param request What is wanted: 1 to 256 bytes of UTF-8 without control characters.
    function fund(
        DatanetId datanet,
        AccountId sponsor,
        NanoOpen reward,
        uint16 maximumItems,
        uint48 expiry,
        string calldata request
    ) external returns (uint48 bounty);

    /// @notice Declares a committed batch for a bounty, before its reveal. Only the controller of the batch's account.
    function declare(uint48 bounty, uint48 commitId) external;

    /// @notice Reserves the reward of a declared, accepted contribution. Anyone.
    function claim(ContributionId contribution) external;

    /// @notice Credits a claimed reward to the contributor after `holdPeriod` if the item still stands (accepted, or withdrawn by its
    /// contributor); otherwise it returns to the bounty. Anyone.
    function pay(ContributionId contribution) external;

    /// @notice Credits what nobody claimed to the sponsor, from `claimPeriod` after the expiry on. Anyone.
    function refund(uint48 bounty) external returns (NanoOpen amount);

    function bountyOf(uint48 bounty) external view returns (Bounty memory);
    function claimOf(ContributionId contribution) external view returns (ClaimedReward memory);
    /// @notice The bounty a batch was declared for; zero if none.
    function declaredFor(uint48 commitId) external view returns (uint48);
}
