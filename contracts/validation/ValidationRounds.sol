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
import {Votes} from "../libraries/Votes.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";

import {AccountCredits} from "./AccountCredits.sol";
import {RoundSettlement} from "./RoundSettlement.sol";
import {RoundState} from "./RoundState.sol";

/// @title ValidationRounds
contract ValidationRounds is RoundSettlement, AccessManaged {
    using Bits for uint128;

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
    )
        AccountCredits(token_, accounts_)
        RoundState(ledger_, datanets_, panels_, staking_, commons_, given)
        AccessManaged(authority)
    {}

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
        require(
            answersHash == bytes32(0) || datanets.isCurator(datanet, msg.sender),
            ValidationRounds_NotCurator(datanet, msg.sender)
        );
        _takeItems(datanet, items);
        uint8 size = _panelSize(datanets.currentTermsOf(datanet).panelSize);

        round = ++roundCount;
        Round storage stored = _rounds[round];
        stored.datanet = datanet;
        stored.payer = payer;
        // Fits: at most 100.
        stored.itemCount = uint8(items.length);
        stored.openedAt = uint48(block.timestamp);
        stored.active = Bits.below(items.length);
        stored.itemsHash = keccak256(abi.encode(items));
        stored.answersHash = answersHash;
        _levels[round][0].funder = payer;
        uint64 fee = feeFor(items.length, size);
        emit RoundOpened(round, datanet, payer, size, fee, answersHash, items, msg.sender);
        _collect(fee);
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
        require(_votes[round][level][seat] == bytes32(0), ValidationRounds_AlreadyCommitted(round, seat));

        _votes[round][level][seat] = hash;
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
        bytes32 committed = _votes[round][level][seat];
        bytes32 hash = votesHash(round, level, validator, votes, salt);
        // Votes that were shown before left another hash.
        require(hash == committed, ValidationRounds_RevealMismatch(round, seat, committed, hash));
        Votes.requireCoherent(votes, stored.active.count());

        _votes[round][level][seat] = keccak256(votes);
        at.revealed |= uint32(1) << seat;
        emit VotesRevealed(round, level, seat, validator, votes);
    }

    /// @inheritdoc IValidationRounds
    function tally(uint48 round, bytes[] calldata votes) external nonReentrant {
        Round storage stored = _inPhase(round, Phase.Revealing);
        uint8 level = stored.level;
        Level storage at = _levels[round][level];
        bool isDue = block.timestamp > stored.deadline || at.revealed == Bits.below(at.size);
        require(isDue, ValidationRounds_TooEarly(round, stored.deadline));
        _requireShown(round, at, votes);

        bool isDecided = 2 * Bits.count(at.revealed) > at.size;
        at.isDecided = isDecided;
        uint64[] memory records = isDecided ? _recordVotes(round, stored, votes) : new uint64[](0);
        emit VotesTallied(round, level, isDecided, stored.active, records);
        if (isDecided) _enter(round, stored, Phase.Appealing, _appealWindow);
        else if (level == 0) _enter(round, stored, Phase.Voiding, 0);
        else _enter(round, stored, Phase.Escalated, _rulingWindow);
        _punishSilence(round, stored, at);
    }

    /// @inheritdoc IValidationRounds
    function revealAnswers(uint48 round, uint128 known, uint128 accept, bytes32 salt) external {
        Round storage stored = _inPhase(round, Phase.Appealing);
        require(stored.level == 0 && block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        bytes32 hash = answersHashOf(known, accept, salt);
        bool isWithin = known & ~Bits.below(stored.itemCount) == 0 && known.count() <= MAX_KNOWN && accept & ~known == 0;
        require(isWithin && hash == stored.answersHash, ValidationRounds_BadAnswers(round, stored.answersHash, hash));

        stored.answersHash = bytes32(0);
        stored.known = known;
        stored.knownAccept = accept;
        emit AnswersRevealed(round, known, accept, msg.sender);
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

        if (stored.appealed == 0) _levels[round][level + 1].funder = appellant;
        stored.appealed |= items;
        for (uint256 i = 0; i < stored.itemCount; ++i) {
            if (items.has(i)) _appellants[round][level][i] = appellant;
        }
        emit VerdictsAppealed(round, level, appellant, items, cost, msg.sender);
        _collect(cost);
    }

    /// @inheritdoc IValidationRounds
    function rule(uint48 round, ContributionId[] calldata items, bytes calldata votes) external restricted nonReentrant {
        Round storage stored = _withItems(round, items);
        require(stored.phase == Phase.Escalated, ValidationRounds_WrongPhase(round, stored.phase));
        require(block.timestamp <= stored.deadline, ValidationRounds_TooLate(round, stored.deadline));
        Votes.requireCoherent(votes, stored.active.count());

        Settlement memory settlement = _settlementOf(round, stored, stored.active, items.length);
        uint256 found;
        for (uint256 i = 0; i < items.length; ++i) {
            if (stored.active.has(i)) _setOutcome(settlement, i, Votes.at(votes, found++));
        }
        emit RoundRuled(round, stored.active, votes, msg.sender);
        _close(round, stored);
        _settle(settlement, items);
    }

    /// @inheritdoc IValidationRounds
    function finalise(uint48 round, ContributionId[] calldata items) external nonReentrant {
        Round storage stored = _withItems(round, items);
        Phase phase = stored.phase;
        bool isFinalisable = phase == Phase.Appealing || phase == Phase.Escalated || phase == Phase.Voiding;
        require(isFinalisable, ValidationRounds_WrongPhase(round, phase));
        require(phase == Phase.Voiding || block.timestamp > stored.deadline, ValidationRounds_TooEarly(round, stored.deadline));
        uint128 appealed = stored.appealed;
        Settlement memory settlement = _settlementOf(round, stored, stored.active & ~appealed, items.length);
        settlement.isVoid = phase == Phase.Voiding;
        settlement.isDefault = phase == Phase.Escalated;
        if (!settlement.isVoid) {
            uint8 decided = phase == Phase.Escalated ? stored.level - 1 : stored.level;
            for (uint256 i = 0; i < items.length; ++i) {
                if (settlement.finalItems.has(i)) _setOutcome(settlement, i, _recordOf(round, decided, i));
            }
        }

        if (appealed == 0) _close(round, stored);
        else _startAppeal(round, stored, appealed);
        if (settlement.finalItems != 0) _settle(settlement, items);
    }

    /* VIEWS */

    /// @inheritdoc IAdmission
    function mode() external pure returns (string memory) {
        return "panels";
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* PRIVATE */

    function _takeItems(DatanetId datanet, ContributionId[] calldata items) private {
        for (uint256 i = 0; i < items.length; ++i) {
            bool isAscending = i == 0 || ContributionId.unwrap(items[i - 1]) < ContributionId.unwrap(items[i]);
            require(isAscending, ValidationRounds_NotAscending(i));
            IContributionLedger.Contribution memory item = ledger.contributionOf(items[i]);
            require(
                item.datanet == datanet && item.status == ContributionStatus.Pending,
                ValidationRounds_NotPending(items[i], datanet, item.status)
            );
            require(!isUnderJudgement(items[i]), ValidationRounds_AlreadyJudged(items[i]));
            _setJudged(items[i], true);
        }
    }

    /// @dev Odd, so that a full panel cannot tie.
    function _panelSize(uint8 wanted) private pure returns (uint8) {
        if (wanted < 3) return DEFAULT_PANEL;
        return wanted > MAX_PANEL ? MAX_PANEL : wanted | 1;
    }

    function _startLevel(uint48 round, Round storage stored, uint8 level, uint8 size) private {
        Level storage at = _levels[round][level];
        stored.level = level;
        at.nominal = size;
        at.draw = panels.request(stored.datanet, size, at.funder);
        emit PanelRequested(round, level, at.draw, size);
        _enter(round, stored, Phase.Drawing, panels.longestDraw());
    }

    function _startAppeal(uint48 round, Round storage stored, uint128 appealed) private {
        uint8 level = stored.level;
        uint8 size = _nextSize(level, _levels[round][level].nominal);
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
        Level storage at = _levels[round][level];
        if (panels.drawOf(at.draw).phase != IPanelDraws.Phase.Drawn) panels.advance(at.draw);
        IPanelDraws.Draw memory draw = panels.drawOf(at.draw);
        if (draw.phase != IPanelDraws.Phase.Drawn) return;

        bool isEnough = draw.size > (level == 0 ? 0 : _levels[round][level - 1].size);
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
        Level storage at = _levels[round][stored.level];
        bool isDue = block.timestamp > stored.deadline || at.committed == Bits.below(at.size);
        require(isDue, ValidationRounds_TooEarly(round, stored.deadline));
        _enter(round, stored, Phase.Revealing, _revealWindow);
    }

    function _memberOf(uint48 round, uint8 level, uint8 seat, AccountId validator) private view returns (Level storage at) {
        at = _levels[round][level];
        bool isMember = seat < at.size && panels.memberAt(at.draw, seat) == validator;
        require(isMember, ValidationRounds_NotMember(round, seat, validator));
    }

    function _requireShown(uint48 round, Level storage at, bytes[] calldata votes) private view {
        uint8 level = _rounds[round].level;
        uint8 size = at.size;
        uint32 revealed = at.revealed;
        require(votes.length == size, ValidationRounds_VotesLength(votes.length, size));
        for (uint8 seat = 0; seat < size; ++seat) {
            bytes32 expected = revealed & (uint32(1) << seat) == 0 ? keccak256("") : _votes[round][level][seat];
            bytes32 given = keccak256(votes[seat]);
            require(given == expected, ValidationRounds_WrongVotes(round, seat, expected, given));
        }
    }

    function _recordVotes(uint48 round, Round storage stored, bytes[] calldata votes) private returns (uint64[] memory records) {
        uint128 active = stored.active;
        uint8 level = stored.level;
        uint256 count = stored.itemCount;
        records = new uint64[](active.count());
        uint256 found;
        uint256 word;
        for (uint256 i = 0; i < count; ++i) {
            if (active.has(i)) {
                uint64 record = Votes.tally(votes, found);
                records[found++] = record;
                word |= uint256(record) << (64 * (i % RECORDS));
            }
            if (i % RECORDS == RECORDS - 1 || i + 1 == count) {
                if (word != 0) _records[round][level][i / RECORDS] = word;
                word = 0;
            }
        }
    }

    function _punishSilence(uint48 round, Round storage stored, Level storage at) private {
        uint8 size = at.size;
        uint32 revealed = at.revealed;
        for (uint8 seat = 0; seat < size; ++seat) {
            if (revealed & (uint32(1) << seat) != 0) continue;
            _punish({
                round: round,
                level: stored.level,
                kind: SILENCE,
                validator: panels.memberAt(at.draw, seat),
                penalty: _silencePenalty,
                harmed: at.funder,
                claim: stored.active.count() * _feePerVote
            });
        }
    }

    function _settlementOf(
        uint48 round,
        Round storage stored,
        uint128 finalItems,
        uint256 count
    ) private view returns (Settlement memory settlement) {
        settlement.round = round;
        settlement.top = stored.level;
        settlement.finalItems = finalItems;
        settlement.outcomes = new uint64[](count);
    }

    function _setOutcome(Settlement memory settlement, uint256 item, uint64 outcome) private pure {
        settlement.outcomes[item] = outcome;
        (uint8 reason, ) = Votes.split(outcome);
        if (reason == 0) settlement.accepted |= uint128(1) << uint128(item);
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
