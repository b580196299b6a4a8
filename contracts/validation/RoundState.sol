// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {Bits} from "../libraries/Bits.sol";
import {RoundBook} from "../libraries/RoundBook.sol";
import {RoundTally} from "../libraries/RoundTally.sol";
import {Votes} from "../libraries/Votes.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title RoundState
/// @dev What rounds remember, and how it is read. `ValidationRounds` is the state machine, the library `RoundSettlement` pays.
abstract contract RoundState is IValidationRounds, AccountCredits {
    using Bits for uint128;
    using RoundBook for RoundBook.Book;
    using SafeERC20 for IERC20;

    /// @notice Most items of a round.
    uint256 public constant MAX_ITEMS = 100;
    /// @notice Seats of a panel where the terms name fewer than three.
    uint8 public constant DEFAULT_PANEL = 5;
    /// @notice Most seats of a panel.
    uint8 public constant MAX_PANEL = 31;
    /// @notice Most panels of appeal.
    uint8 public constant MAX_APPEALS = 2;
    /// @notice Most known answers of a round.
    uint256 public constant MAX_KNOWN = RoundTally.MAX_KNOWN;
    /// @notice Most items of a round without known answers: small enough that whoever wants it judged need not be a curator.
    uint256 public constant MAX_UNSEEDED = RoundTally.MAX_UNSEEDED;

    /// @dev 1,000 OPEN.
    uint64 private constant MAX_AMOUNT = 1_000e9;

    IDatanetRegistry public immutable datanets;
    IContributionLedger public immutable ledger;
    IValidatorStaking public immutable staking;
    IPanelDraws public immutable panels;
    /// @notice Account that forfeited appeal bonds go to.
    AccountId public immutable commons;
    uint64 internal immutable _feePerVote;
    uint64 internal immutable _appealBond;
    uint64 internal immutable _silencePenalty;
    uint64 internal immutable _knownAnswerPenalty;
    uint48 internal immutable _commitWindow;
    uint48 internal immutable _revealWindow;
    uint48 internal immutable _appealWindow;
    uint48 internal immutable _rulingWindow;
    uint48 internal immutable _liabilityWindow;

    /// @notice How many rounds were opened; numbers run from 1 to this.
    uint48 public roundCount;

    RoundBook.Book internal _book;

    constructor(
        IContributionLedger ledger_,
        IDatanetRegistry datanets_,
        IPanelDraws panels_,
        IValidatorStaking staking_,
        AccountId commons_,
        Parameters memory given
    ) {
        uint256 level = uint256(panels_.longestDraw()) + given.commitWindow + given.revealWindow + given.appealWindow;
        uint256 longest = level * (uint256(MAX_APPEALS) + 1) + given.rulingWindow;
        uint48 unbonding = staking_.unbondingPeriod();
        bool isWhole = given.commitWindow != 0 && given.revealWindow != 0 && given.appealWindow != 0 && given.rulingWindow != 0;
        require(
            isWhole && longest < given.liabilityWindow && given.liabilityWindow <= unbonding,
            // Fits where it matters: sums of windows that overflow 48 bits fail the comparison anyway.
            ValidationRounds_BadWindows(uint48(longest), given.liabilityWindow, unbonding)
        );
        // So no product of amounts, items and seats passes 64 bits.
        uint64[4] memory amounts = [given.feePerVote, given.appealBond, given.silencePenalty, given.knownAnswerPenalty];
        for (uint256 i = 0; i < amounts.length; ++i) {
            require(amounts[i] <= MAX_AMOUNT, ValidationRounds_AmountTooLarge(amounts[i], MAX_AMOUNT));
        }
        accounts.accountOf(commons_);
        ledger = ledger_;
        datanets = datanets_;
        panels = panels_;
        staking = staking_;
        commons = commons_;
        _feePerVote = given.feePerVote;
        _appealBond = given.appealBond;
        _silencePenalty = given.silencePenalty;
        _knownAnswerPenalty = given.knownAnswerPenalty;
        _commitWindow = given.commitWindow;
        _revealWindow = given.revealWindow;
        _appealWindow = given.appealWindow;
        _rulingWindow = given.rulingWindow;
        _liabilityWindow = given.liabilityWindow;
        token.forceApprove(address(panels_), type(uint256).max);
        token.forceApprove(address(staking_), type(uint256).max);
    }

    /* VIEWS */

    /// @inheritdoc IValidationRounds
    function roundOf(uint48 round) external view returns (Round memory) {
        return _known(round);
    }

    /// @inheritdoc IValidationRounds
    function levelOf(uint48 round, uint8 level) external view returns (Level memory) {
        require(level <= _known(round).level, ValidationRounds_UnknownLevel(round, level));
        return _book.levels[round][level];
    }

    /// @inheritdoc IValidationRounds
    function recordOf(uint48 round, uint8 level, uint8 item) external view returns (uint32 acceptMask, uint8 reason, uint24 score) {
        uint64 record = _book.recordOf(round, level, item);
        (reason, score) = Votes.split(record);
        acceptMask = uint32(record >> 32);
    }

    /// @inheritdoc IValidationRounds
    function isUnderJudgement(ContributionId contribution) external view returns (bool) {
        return _book.isJudged(contribution);
    }

    /// @inheritdoc IValidationRounds
    function acceptorsOf(
        uint48 round,
        uint8 level,
        ContributionId[] calldata items,
        uint8 item
    ) external view returns (DatanetId datanet, AccountId[] memory acceptors, uint48 votingFrom, uint48 liableUntil) {
        Round storage stored = _withItems(round, items);
        require(level <= stored.level, ValidationRounds_UnknownLevel(round, level));
        datanet = stored.datanet;
        votingFrom = _book.levels[round][level].votingFrom;
        liableUntil = stored.openedAt + _liabilityWindow;
        acceptors = RoundTally.acceptorsOf(_book, _wiring(), round, level, item);
    }

    /// @inheritdoc IValidationRounds
    function feeFor(uint256 itemCount, uint8 panelSize) public view returns (uint64) {
        // Fits: at most 100 items, 255 seats and fees far below 2^48 nano-OPEN; a larger fee reverts in the transfer.
        return uint64(itemCount * panelSize * _feePerVote) + panels.deposit();
    }

    /// @inheritdoc IValidationRounds
    function appealCostOf(uint48 round, uint256 itemCount) public view returns (uint64 cost, uint8 nextSize) {
        Round storage stored = _known(round);
        nextSize = _nextSize(stored.level, _book.levels[round][stored.level].nominal);
        cost = uint64(itemCount * (uint256(nextSize) * _feePerVote + _appealBond));
        if (stored.appealed == 0 && nextSize != 0) cost += panels.deposit();
    }

    /// @inheritdoc IValidationRounds
    function votesHash(uint48 round, uint8 level, AccountId validator, bytes calldata votes, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(round, level, validator, votes, salt));
    }

    /// @inheritdoc IValidationRounds
    function answersHashOf(uint128 known, uint128 accept, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(known, accept, salt));
    }

    /// @inheritdoc IValidationRounds
    function parameters() public view returns (Parameters memory) {
        return
            Parameters({
                feePerVote: _feePerVote,
                appealBond: _appealBond,
                silencePenalty: _silencePenalty,
                knownAnswerPenalty: _knownAnswerPenalty,
                commitWindow: _commitWindow,
                revealWindow: _revealWindow,
                appealWindow: _appealWindow,
                rulingWindow: _rulingWindow,
                liabilityWindow: _liabilityWindow
            });
    }

    /* SHARED */

    function _wiring() internal view returns (RoundBook.Wiring memory) {
        return
            RoundBook.Wiring({
                ledger: ledger,
                datanets: datanets,
                staking: staking,
                panels: panels,
                commons: commons,
                parameters: parameters()
            });
    }

    function _known(uint48 round) internal view returns (Round storage stored) {
        stored = _book.rounds[round];
        require(stored.phase != Phase.None, ValidationRounds_UnknownRound(round));
    }

    function _inPhase(uint48 round, Phase phase) internal view returns (Round storage stored) {
        stored = _known(round);
        require(stored.phase == phase, ValidationRounds_WrongPhase(round, stored.phase));
    }

    function _withItems(uint48 round, ContributionId[] calldata items) internal view returns (Round storage stored) {
        stored = _known(round);
        bytes32 given = keccak256(abi.encode(items));
        require(given == stored.itemsHash, ValidationRounds_WrongItems(round, stored.itemsHash, given));
    }

    /// @dev Size of the panel an appeal leads to; zero for governance.
    function _nextSize(uint8 level, uint8 nominal) internal pure returns (uint8) {
        if (level >= MAX_APPEALS || nominal >= MAX_PANEL) return 0;
        uint256 next = 2 * uint256(nominal) + 1;
        // Fits: at most MAX_PANEL.
        return next > MAX_PANEL ? MAX_PANEL : uint8(next);
    }
}
