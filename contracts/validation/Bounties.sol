// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IBounties} from "../interfaces/IBounties.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title Bounties
contract Bounties is IBounties, AccountCredits {
    uint256 private constant MAX_REQUEST_LENGTH = 256;
    uint48 private constant MAX_DURATION = 365 days;

    IContributionLedger public immutable ledger;
    IDatanetRegistry public immutable datanets;
    /// @notice Seconds after the expiry in which accepted items can still be claimed.
    uint48 public immutable claimPeriod;
    /// @notice Seconds between claim and payment.
    uint48 public immutable holdPeriod;

    /// @notice How many bounties were funded; numbers run from 1 to this.
    uint48 public bountyCount;

    /// @inheritdoc IBounties
    mapping(uint48 commitId => uint48) public declaredFor;

    mapping(uint48 bounty => Bounty) private _bounties;
    mapping(ContributionId contribution => ClaimedReward) private _claims;

    constructor(
        IERC20 token_,
        IAccountRegistry accounts_,
        IContributionLedger ledger_,
        IDatanetRegistry datanets_,
        uint48 claimPeriod_,
        uint48 holdPeriod_
    ) AccountCredits(token_, accounts_) {
        require(claimPeriod_ != 0 && holdPeriod_ != 0, Bounties_BadPeriods(claimPeriod_, holdPeriod_));
        ledger = ledger_;
        datanets = datanets_;
        claimPeriod = claimPeriod_;
        holdPeriod = holdPeriod_;
    }

    /// @inheritdoc IBounties
    function fund(
        DatanetId datanet,
        AccountId sponsor,
        NanoOpen reward,
        uint16 maximumItems,
        uint48 expiry,
        string calldata request
    ) external nonReentrant returns (uint48 bounty) {
        datanets.termsVersionOf(datanet);
        accounts.accountOf(sponsor);
        bool isFuture = expiry > block.timestamp && expiry <= block.timestamp + MAX_DURATION;
        require(NanoOpen.unwrap(reward) != 0 && maximumItems != 0 && isFuture, Bounties_BadTerms(reward, maximumItems, expiry));
        BoundedString.requireText(request, 1, MAX_REQUEST_LENGTH);

        bounty = ++bountyCount;
        _bounties[bounty] = Bounty({datanet: datanet, sponsor: sponsor, reward: reward, remaining: maximumItems, expiry: expiry});
        emit BountyFunded(bounty, datanet, sponsor, reward, maximumItems, expiry, request, msg.sender);
        // In token units: a product above 64 bits of nano-OPEN must fail in the transfer, not wrap.
        _collectUnits(reward.toTokenUnits() * maximumItems);
    }

    /// @inheritdoc IBounties
    function declare(uint48 bounty, uint48 commitId) external {
        Bounty memory stored = bountyOf(bounty);
        IContributionLedger.Commit memory committed = ledger.commitOf(commitId);
        accounts.requireController(committed.account, msg.sender);
        require(block.timestamp <= stored.expiry, Bounties_Expired(bounty, stored.expiry));
        require(committed.datanet == stored.datanet, Bounties_WrongDatanet(bounty, committed.datanet));
        require(committed.revealedAt == 0, Bounties_AlreadyRevealed(commitId));
        require(declaredFor[commitId] == 0, Bounties_AlreadyDeclared(commitId, declaredFor[commitId]));

        declaredFor[commitId] = bounty;
        emit BatchDeclared(bounty, commitId, committed.account, msg.sender);
    }

    /// @inheritdoc IBounties
    function claim(ContributionId contribution) external {
        IContributionLedger.Contribution memory item = ledger.contributionOf(contribution);
        uint48 bounty = declaredFor[item.commit];
        require(bounty != 0, Bounties_NotDeclared(contribution));
        require(_claims[contribution].payableAt == 0, Bounties_AlreadyClaimed(contribution));
        require(item.status == ContributionStatus.Accepted, Bounties_NotAccepted(contribution, item.status));
        Bounty storage stored = _bounties[bounty];
        require(stored.remaining != 0, Bounties_Exhausted(bounty));

        uint48 payableAt = uint48(block.timestamp) + holdPeriod;
        --stored.remaining;
        _claims[contribution] = ClaimedReward({bounty: bounty, payableAt: payableAt, isSettled: false});
        emit BountyClaimed(bounty, contribution, stored.reward, payableAt, msg.sender);
    }

    /// @inheritdoc IBounties
    function pay(ContributionId contribution) external {
        ClaimedReward storage claimed = _claims[contribution];
        require(claimed.payableAt != 0 && !claimed.isSettled, Bounties_NotClaimed(contribution));
        require(block.timestamp >= claimed.payableAt, Bounties_StillHeld(contribution, claimed.payableAt));
        ContributionStatus status = ledger.contributionOf(contribution).status;
        bool isPaid = status == ContributionStatus.Accepted || status == ContributionStatus.Withdrawn;
        Bounty storage stored = _bounties[claimed.bounty];

        claimed.isSettled = true;
        if (isPaid) _credit(contribution.accountOf(), NanoOpen.unwrap(stored.reward));
        else ++stored.remaining;
        emit RewardSettled(claimed.bounty, contribution, contribution.accountOf(), stored.reward, isPaid, msg.sender);
    }

    /// @inheritdoc IBounties
    function refund(uint48 bounty) external returns (NanoOpen amount) {
        Bounty memory stored = bountyOf(bounty);
        uint48 refundableAt = stored.expiry + claimPeriod;
        require(block.timestamp > refundableAt, Bounties_NotExpired(bounty, refundableAt));
        require(stored.remaining != 0, Bounties_Exhausted(bounty));

        _bounties[bounty].remaining = 0;
        // Fits: a part of what was paid in, which is below the supply of 2^60 nano-OPEN.
        amount = NanoOpen.wrap(NanoOpen.unwrap(stored.reward) * stored.remaining);
        _credit(stored.sponsor, NanoOpen.unwrap(amount));
        emit BountyRefunded(bounty, stored.sponsor, amount, msg.sender);
    }

    /// @inheritdoc IBounties
    function bountyOf(uint48 bounty) public view returns (Bounty memory) {
        require(bounty != 0 && bounty <= bountyCount, Bounties_UnknownBounty(bounty));
        return _bounties[bounty];
    }

    /// @inheritdoc IBounties
    function claimOf(ContributionId contribution) external view returns (ClaimedReward memory) {
        return _claims[contribution];
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }
}
