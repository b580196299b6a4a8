// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IAdmission} from "../interfaces/ICuratorAdmission.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {Bits} from "../libraries/Bits.sol";
import {RoundBook} from "../libraries/RoundBook.sol";
import {RoundSettlement} from "../libraries/RoundSettlement.sol";
import {RoundTally} from "../libraries/RoundTally.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {AccountCredits} from "./AccountCredits.sol";
import {RoundState} from "./RoundState.sol";

/// @title ValidationRounds
contract ValidationRounds is RoundState, AccessManaged {
    using Bits for uint128;
    using RoundBook for RoundBook.Book;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IContributionLedger ledger_,
        IDatanetRegistry datanets_,
        IPanelDraws panels_,
        IValidatorStaking staking_,
        AccountId commons_,
        Parameters memory given
    ) AccountCredits(token_, accounts_) RoundState(ledger_, datanets_, panels_, staking_, commons_, given) AccessManaged(authority) {}

    /* OPEN */

    /// @inheritdoc IValidationRounds
    function open(
        DatanetId datanet,
        ContributionId[] calldata items,
        AccountId payer,
        bytes32 answersHash
    ) external nonReentrant returns (uint48 round) {
        require(datanets.admissionOf(datanet) == address(this), ValidationRounds_NotAdmission(datanet));
        accounts.accountOf(payer);
        require(items.length != 0 && items.length <= MAX_ITEMS, ValidationRounds_BatchSize(items.length, MAX_ITEMS));
        RoundTally.requireSeeded(address(datanets), datanet, items.length, answersHash);
        bytes32 itemsHash = RoundTally.takeItems(_book, ledger, datanet, items);
        uint8 size = _panelSize(datanets.currentTermsOf(datanet).panelSize);

        round = ++roundCount;
        Round storage stored = _book.rounds[round];
        stored.datanet = datanet;
        stored.payer = payer;
        // Fits: at most 100.
        stored.itemCount = uint8(items.length);
        stored.openedAt = uint48(block.timestamp);
        stored.active = Bits.below(items.length);
        stored.itemsHash = itemsHash;
        stored.answersHash = answersHash;
        _book.levels[round][0].funder = payer;
        uint64 fee = feeFor(items.length, size);
        emit RoundOpened(round, datanet, payer, size, fee, answersHash, items, msg.sender);
        _collect(answersHash == bytes32(0) ? fee : fee + _appealBond);
        _startLevel(round, stored, 0, size);
    }

    /* DRAW AND VOTE */

    /// @inheritdoc IValidationRounds
    function advance(uint48 round) external nonReentrant {
        Round storage stored = _known(round);
        if (stored.phase == Phase.Drawing) {
            _advanceDraw(round, stored);
            return;
        }
        require(stored.phase == Phase.Committing, ValidationRounds_WrongPhase(round, stored.phase));
        _closeCommits(round, stored);
    }

    /// @inheritdoc IValidationRounds
    function commitVotes(uint48 round, uint8 seat, AccountId validator, bytes32 hash) external {
        Round storage stored = _inPhase(round, Phase.Committing);
        require(block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        accounts.requireController(validator, msg.sender);
        uint8 level = stored.level;
        Level storage at = _memberOf(round, level, seat, validator);
        require(hash != bytes32(0), ValidationRounds_ZeroHash());
        require(_book.votes[round][level][seat] == bytes32(0), ValidationRounds_AlreadyCommitted(round, seat));

        _book.votes[round][level][seat] = hash;
        at.committed |= uint32(1) << seat;
        emit VotesCommitted(round, level, seat, validator, hash);
    }

    /// @inheritdoc IValidationRounds
    function revealVotes(uint48 round, uint8 seat, AccountId validator, bytes calldata votes, bytes32 salt) external {
        Round storage stored = _known(round);
        if (stored.phase == Phase.Committing) _closeCommits(round, stored);
        require(stored.phase == Phase.Revealing, ValidationRounds_WrongPhase(round, stored.phase));
        require(block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        uint8 level = stored.level;
        Level storage at = _memberOf(round, level, seat, validator);
        bytes32 committed = _book.votes[round][level][seat];
        bytes32 hash = votesHash(round, level, validator, votes, salt);
        // Votes that were shown before left another hash.
        require(hash == committed, ValidationRounds_RevealMismatch(round, seat, committed, hash));
        RoundTally.requireCoherent(votes, stored.active.count());

        _book.votes[round][level][seat] = keccak256(votes);
        at.revealed |= uint32(1) << seat;
        emit VotesRevealed(round, level, seat, validator, votes);
    }

    /// @inheritdoc IValidationRounds
    function tally(uint48 round, bytes[] calldata votes) external nonReentrant {
        Round storage stored = _inPhase(round, Phase.Revealing);
        uint8 level = stored.level;
        Level storage at = _book.levels[round][level];
        bool isDue = block.timestamp > stored.deadline || at.revealed == Bits.below(at.size);
        require(isDue, ValidationRounds_TooEarly(round, stored.deadline));

        bool isDecided = RoundTally.tally(_book, _wiring(), round, votes);
        if (isDecided) _enter(round, stored, Phase.Appealing, _appealWindow);
        else if (level == 0) _enter(round, stored, Phase.Voiding, 0);
        else _enter(round, stored, Phase.Escalated, _rulingWindow);
    }

    /// @inheritdoc IValidationRounds
    function revealAnswers(uint48 round, uint128 known, uint128 accept, bytes32 salt) external {
        Round storage stored = _inPhase(round, Phase.Appealing);
        require(stored.level == 0 && block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));

        RoundTally.revealAnswers(_book, round, known, accept, salt);
        emit AnswersBondSettled(round, stored.payer, NanoOpen.wrap(_appealBond), true);
        _credit(stored.payer, _appealBond);
    }

    /* APPEAL AND FINALISE */

    /// @inheritdoc IValidationRounds
    function appeal(uint48 round, uint128 items, AccountId appellant) external nonReentrant {
        Round storage stored = _inPhase(round, Phase.Appealing);
        require(block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        accounts.accountOf(appellant);
        bool isOpen = items != 0 && items & ~stored.active == 0 && items & stored.appealed == 0;
        require(isOpen, ValidationRounds_BadAppeal(round, items));
        uint8 level = stored.level;
        (uint64 cost, ) = appealCostOf(round, items.count());

        RoundTally.appeal(_book, round, items, appellant);
        emit VerdictsAppealed(round, level, appellant, items, cost, msg.sender);
        _collect(cost);
    }

    /// @inheritdoc IValidationRounds
    function rule(uint48 round, ContributionId[] calldata items, bytes calldata votes) external restricted nonReentrant {
        Round storage stored = _withItems(round, items);
        require(stored.phase == Phase.Escalated, ValidationRounds_WrongPhase(round, stored.phase));
        require(block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        RoundSettlement.Final memory batch = _batchOf(round, stored);

        emit RoundRuled(round, batch.finalItems, votes, msg.sender);
        _close(round, stored);
        totalCredit += RoundSettlement.rule(_book, creditOf, _wiring(), batch, votes, items);
    }

    /// @inheritdoc IValidationRounds
    function finalise(uint48 round, ContributionId[] calldata items) external nonReentrant {
        Round storage stored = _withItems(round, items);
        Phase phase = stored.phase;
        bool isFinalisable = phase == Phase.Appealing || phase == Phase.Escalated || phase == Phase.Voiding;
        require(isFinalisable, ValidationRounds_WrongPhase(round, phase));
        require(phase == Phase.Voiding || block.timestamp > stored.deadline, ValidationRounds_TooEarly(round, stored.deadline));
        uint128 appealed = stored.appealed;
        RoundSettlement.Final memory batch = _batchOf(round, stored);

        if (appealed == 0) _close(round, stored);
        else _startAppeal(round, stored, appealed);
        if (batch.finalItems == 0) return;
        totalCredit += RoundSettlement.finalise(_book, creditOf, _wiring(), batch, items);
    }

    /* VIEWS */

    /// @inheritdoc IAdmission
    function mode() external pure returns (string memory) {
        return "panels";
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    /* PRIVATE */

    /// @dev Odd, so that a full panel cannot tie.
    function _panelSize(uint8 wanted) private pure returns (uint8) {
        if (wanted < 3) return DEFAULT_PANEL;
        return wanted > MAX_PANEL ? MAX_PANEL : wanted | 1;
    }

    function _startLevel(uint48 round, Round storage stored, uint8 level, uint8 size) private {
        Level storage at = _book.levels[round][level];
        stored.level = level;
        at.nominal = size;
        at.draw = panels.request(stored.datanet, size, at.funder);
        emit PanelRequested(round, level, at.draw, size);
        _enter(round, stored, Phase.Drawing, panels.longestDraw());
    }

    function _startAppeal(uint48 round, Round storage stored, uint128 appealed) private {
        uint8 level = stored.level;
        uint8 size = _nextSize(level, _book.levels[round][level].nominal);
        stored.active = appealed;
        stored.appealed = 0;
        if (size != 0) {
            _startLevel(round, stored, level + 1, size);
        } else {
            stored.level = level + 1;
            _enter(round, stored, Phase.Escalated, _rulingWindow);
        }
    }

    function _advanceDraw(uint48 round, Round storage stored) private {
        uint8 level = stored.level;
        Level storage at = _book.levels[round][level];
        if (panels.drawOf(at.draw).phase != IPanelDraws.Phase.Drawn) panels.advance(at.draw);
        IPanelDraws.Draw memory draw = panels.drawOf(at.draw);
        if (draw.phase != IPanelDraws.Phase.Drawn) return;

        bool isEnough = draw.size > (level == 0 ? 0 : _book.levels[round][level - 1].size);
        if (isEnough) {
            at.size = draw.size;
            at.votingFrom = uint48(block.timestamp);
            _enter(round, stored, Phase.Committing, _commitWindow);
        } else if (level == 0) {
            _enter(round, stored, Phase.Voiding, 0);
        } else {
            _enter(round, stored, Phase.Escalated, _rulingWindow);
        }
    }

    function _closeCommits(uint48 round, Round storage stored) private {
        Level storage at = _book.levels[round][stored.level];
        bool isDue = block.timestamp > stored.deadline || at.committed == Bits.below(at.size);
        require(isDue, ValidationRounds_TooEarly(round, stored.deadline));
        _enter(round, stored, Phase.Revealing, _revealWindow);
    }

    function _memberOf(uint48 round, uint8 level, uint8 seat, AccountId validator) private view returns (Level storage at) {
        at = _book.levels[round][level];
        bool isMember = seat < at.size && panels.memberAt(at.draw, seat) == validator;
        require(isMember, ValidationRounds_NotMember(round, seat, validator));
    }

    function _batchOf(uint48 round, Round storage stored) private view returns (RoundSettlement.Final memory) {
        return RoundSettlement.Final({round: round, top: stored.level, finalItems: stored.active & ~stored.appealed, phase: stored.phase});
    }

    function _close(uint48 round, Round storage stored) private {
        stored.active = 0;
        _enter(round, stored, Phase.Closed, 0);
    }

    function _enter(uint48 round, Round storage stored, Phase phase, uint48 window) private {
        uint48 deadline = uint48(block.timestamp) + window;
        stored.phase = phase;
        stored.deadline = deadline;
        emit PhaseChanged(round, stored.level, phase, deadline, msg.sender);
    }
}
