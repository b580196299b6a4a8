// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";

/// @title RoundBook
/// @notice What `ValidationRounds` remembers, in one place that its libraries can be handed.
library RoundBook {
    /// @dev Records of 64 bits in a word.
    uint256 internal constant RECORDS = 4;

    /// @param records Four records of a level to a word.
    /// @param votes Hash of the commit, then of the votes shown.
    /// @param appellants Who appealed an item at a level.
    /// @param judged One bit for each contribution under judgement, by account and local number.
    struct Book {
        mapping(uint48 round => IValidationRounds.Round) rounds;
        mapping(uint48 round => mapping(uint8 level => IValidationRounds.Level)) levels;
        mapping(uint48 round => mapping(uint8 level => mapping(uint256 word => uint256))) records;
        mapping(uint48 round => mapping(uint8 level => mapping(uint8 seat => bytes32))) votes;
        mapping(uint48 round => mapping(uint8 level => mapping(uint256 item => AccountId))) appellants;
        mapping(uint256 key => uint256) judged;
    }

    /// @dev The immutables of `ValidationRounds`, for its libraries.
    struct Wiring {
        IContributionLedger ledger;
        IDatanetRegistry datanets;
        IValidatorStaking staking;
        IPanelDraws panels;
        AccountId commons;
        IValidationRounds.Parameters parameters;
    }

    function recordOf(Book storage book, uint48 round, uint8 level, uint256 item) internal view returns (uint64) {
        // Truncation takes the lane.
        return uint64(book.records[round][level][item / RECORDS] >> (64 * (item % RECORDS)));
    }

    function isJudged(Book storage book, ContributionId contribution) internal view returns (bool) {
        (uint256 key, uint256 bit) = _judgedAt(contribution);
        return book.judged[key] & bit != 0;
    }

    function setJudged(Book storage book, ContributionId contribution, bool value) internal {
        (uint256 key, uint256 bit) = _judgedAt(contribution);
        if (value) book.judged[key] |= bit;
        else book.judged[key] &= ~bit;
    }

    function _judgedAt(ContributionId contribution) private pure returns (uint256 key, uint256 bit) {
        uint256 id = ContributionId.unwrap(contribution);
        return (id >> 8, uint256(1) << (id & 255));
    }
}
