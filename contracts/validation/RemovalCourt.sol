// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IRemovalCourt} from "../interfaces/IRemovalCourt.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus, VerdictReason} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title RemovalCourt
contract RemovalCourt is IRemovalCourt, AccountCredits, AccessManaged {
    IContributionLedger public immutable ledger;
    /// @inheritdoc IRemovalCourt
    NanoOpen public immutable bond;
    /// @notice Seconds in which arbiters can rule.
    uint48 public immutable rulingWindow;

    /// @notice How many requests were made; numbers run from 1 to this.
    uint48 public requestCount;

    /// @inheritdoc IRemovalCourt
    mapping(ContributionId contribution => uint48) public openRequestOf;

    mapping(uint48 requestId => Request) private _requests;
    mapping(bytes32 claim => bool) private _isRuled;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IContributionLedger ledger_,
        NanoOpen bond_,
        uint48 rulingWindow_
    ) AccountCredits(token_, accounts_) AccessManaged(authority) {
        require(NanoOpen.unwrap(bond_) != 0 && rulingWindow_ >= 1 days, RemovalCourt_BadParameters(bond_, rulingWindow_));
        ledger = ledger_;
        bond = bond_;
        rulingWindow = rulingWindow_;
    }

    /// @inheritdoc IRemovalCourt
    function request(
        ContributionId contribution,
        VerdictReason reason,
        AccountId claimant,
        bytes32 evidence,
        string calldata evidenceUri
    ) external nonReentrant returns (uint48 requestId) {
        accounts.requireController(claimant, msg.sender);
        require(_isGround(reason), RemovalCourt_BadReason(reason));
        ContributionStatus status = ledger.contributionOf(contribution).status;
        require(_isRemovable(status), IContributionLedger.ContributionLedger_WrongStatus(contribution, status));
        uint48 open = openRequestOf[contribution];
        require(open == 0, RemovalCourt_AlreadyOpen(contribution, open));
        bool isRuled = _isRuled[_claimOf(contribution, claimant, reason)];
        require(!isRuled, RemovalCourt_AlreadyRuled(contribution, claimant, reason));
        BoundedString.requireUri(evidenceUri);

        requestId = ++requestCount;
        uint48 deadline = uint48(block.timestamp) + rulingWindow;
        openRequestOf[contribution] = requestId;
        _requests[requestId] = Request({
            contribution: contribution,
            claimant: claimant,
            reason: reason,
            outcome: Outcome.Open,
            deadline: deadline
        });
        emit RemovalRequested(requestId, contribution, claimant, reason, evidence, evidenceUri, deadline, msg.sender);
        _collect(NanoOpen.unwrap(bond));
    }

    /// @inheritdoc IRemovalCourt
    function rule(uint48 requestId, bool isRemoved) external restricted {
        Request memory stored = _open(requestId);
        require(block.timestamp <= stored.deadline, RemovalCourt_TooLate(requestId, stored.deadline));

        _isRuled[_claimOf(stored.contribution, stored.claimant, stored.reason)] = true;
        if (isRemoved) _remove(requestId, stored);
        else _decide(requestId, stored, Outcome.Kept, stored.contribution.accountOf());
    }

    /// @inheritdoc IRemovalCourt
    function concede(uint48 requestId) external {
        Request memory stored = _open(requestId);
        accounts.requireController(stored.contribution.accountOf(), msg.sender);

        _remove(requestId, stored);
    }

    /// @inheritdoc IRemovalCourt
    function lapse(uint48 requestId) external {
        Request memory stored = _open(requestId);
        bool isOver = block.timestamp > stored.deadline || !_isRemovable(ledger.contributionOf(stored.contribution).status);
        require(isOver, RemovalCourt_TooEarly(requestId, stored.deadline));

        _decide(requestId, stored, Outcome.Lapsed, stored.claimant);
    }

    /// @inheritdoc IRemovalCourt
    function requestOf(uint48 requestId) external view returns (Request memory) {
        require(requestId != 0 && requestId <= requestCount, RemovalCourt_UnknownRequest(requestId));
        return _requests[requestId];
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _remove(uint48 requestId, Request memory stored) private {
        _decide(requestId, stored, Outcome.Removed, stored.claimant);
        ledger.remove(stored.contribution, stored.reason, msg.sender);
    }

    function _decide(uint48 requestId, Request memory stored, Outcome outcome, AccountId beneficiary) private {
        _requests[requestId].outcome = outcome;
        openRequestOf[stored.contribution] = 0;
        _credit(beneficiary, NanoOpen.unwrap(bond));
        emit RemovalDecided(requestId, stored.contribution, outcome, beneficiary, bond, msg.sender);
    }

    function _open(uint48 requestId) private view returns (Request memory stored) {
        require(requestId != 0 && requestId <= requestCount, RemovalCourt_UnknownRequest(requestId));
        stored = _requests[requestId];
        require(stored.outcome == Outcome.Open, RemovalCourt_NotOpen(requestId, stored.outcome));
    }

    function _isGround(VerdictReason reason) private pure returns (bool) {
        return
            reason == VerdictReason.LicenceMissing || reason == VerdictReason.LicenceIncompatible || reason == VerdictReason.PersonalData;
    }

    function _isRemovable(ContributionStatus status) private pure returns (bool) {
        return status == ContributionStatus.Pending || status == ContributionStatus.Accepted || status == ContributionStatus.Withdrawn;
    }

    function _claimOf(ContributionId contribution, AccountId claimant, VerdictReason reason) private pure returns (bytes32) {
        return keccak256(abi.encode(contribution, claimant, reason));
    }
}
