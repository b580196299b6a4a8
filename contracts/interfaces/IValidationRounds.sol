// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";
import {IAdmission} from "./ICuratorAdmission.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IValidationRounds
/// @notice Admission by drawn panels of staked validators. One round judges up to 100 items.
///
/// ```
/// open ─► Drawing ─► Committing ─► Revealing ─tally─► Appealing ─finalise─► Closed
///            │                         │                  │  ▲
///            │ nobody to draw          │ no quorum        │  └─ Drawing … (larger panel, appealed items only)
///            ▼                         ▼                  ▼
///         Voiding ─finalise─► Closed  Voiding/Escalated  Escalated ─rule, or finalise at the deadline─► Closed
/// ```
///
/// @dev Every step is open to anyone and becomes due at a deadline: `advance`, `tally`, `finalise`. Only `rule` needs a role, and its absence ends in a
/// default: the last panel's verdict. A void round leaves its items pending and returns the fee.
/// Item lists and votes are not stored: callers bring them, hashes decide; events carry them.
/// Votes are 4 bytes an item, in the order of the items judged: reason u8 | score u24. Reason `None` accepts with a score of 1 to 1,000,000 (the
/// novelty in ppm); any other reason rejects with score 0. More than half of the votes shown accept; on a tie the item is rejected. The novelty is the
/// mean of the accepting scores, each clipped to within `KAPPA_PPM` of their lower median, so one member moves it by at most `KAPPA_PPM / n`.
/// Fees: whoever opens a round pays `feePerVote` for each seat and item and the deposit of the draw. A vote that agrees with
/// the final verdict earns its fee; what is not earned returns to who paid for it, or to the appellant who was proven right. An appeal pays the same for the
/// next panel (`2n + 1`, at most 31) and `appealBond` for each item, returned if the verdict changes or nobody answers, else forfeited to the commons.
/// Known answers: a round of more than `MAX_UNSEEDED` items must carry them, so that a member cannot live on voting always the same; whoever opens it promises them by their
/// hash and a bond of `appealBond`, and shows them while level 0 can be appealed: for every 50 items begun at least one that must be accepted and one that must
/// be rejected. Not shown, the bond goes to the commons.
/// At most 2 panels of appeal; the third appeal, or one for which no larger panel can be drawn, goes to governance.
/// Stake is lost by silence after a commit-or-draw, by a vote against a known answer that the final verdict confirms, and by accepting a
/// proven copy of something that was visible (`DuplicateCourt`). Being in the minority on a matter of judgement only forgoes the fee.
interface IValidationRounds is IAccountCredits, IAdmission {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Drawing: a panel is drawn.
    /// @custom:value2 Committing: members commit their votes.
    /// @custom:value3 Revealing: members show them; then `tally`.
    /// @custom:value4 Appealing: the verdict is known and can be appealed; then `finalise`.
    /// @custom:value5 Escalated: governance may rule; then `finalise`.
    /// @custom:value6 Voiding: no verdict; `finalise` returns the money.
    /// @custom:value7 Closed.
    enum Phase {
        None,
        Drawing,
        Committing,
        Revealing,
        Appealing,
        Escalated,
        Voiding,
        Closed
    }

    /// @param feePerVote nano-OPEN for each seat and item.
    /// @param appealBond nano-OPEN for each appealed item.
    /// @param silencePenalty Stake lost by a member that shows no votes.
    /// @param knownAnswerPenalty Stake lost for each known answer missed.
    /// @param liabilityWindow Seconds after the opening in which an accepted copy can be punished; more than a round takes, at most the
    /// unbonding period.
    struct Parameters {
        uint64 feePerVote;
        uint64 appealBond;
        uint64 silencePenalty;
        uint64 knownAnswerPenalty;
        uint48 commitWindow;
        uint48 revealWindow;
        uint48 appealWindow;
        uint48 rulingWindow;
        uint48 liabilityWindow;
    }

    /// @param payer Account that gets back what is not earned.
    /// @param level 0, then one more for each appeal.
    /// @param deadline Last second of the phase.
    /// @param active Items still judged, by index.
    /// @param appealed Those of them appealed at this level.
    /// @param itemsHash `keccak256(abi.encode(items))`.
    /// @param answersHash Commitment to known answers; zero if none, or once shown.
    struct Round {
        DatanetId datanet; // slot 0
        AccountId payer;
        uint8 itemCount;
        uint8 level;
        Phase phase;
        uint48 deadline;
        uint48 openedAt;
        uint128 active; // slot 1
        uint128 appealed;
        bytes32 itemsHash; // slot 2
        bytes32 answersHash; // slot 3
        uint128 known; // slot 4
        uint128 knownAccept;
    }

    /// @param draw Draw of the panel; zero if none was asked for.
    /// @param funder Who paid for the draw.
    /// @param nominal Seats paid for.
    /// @param size Seats filled.
    /// @param isDecided Whether a quorum showed its votes.
    /// @param committed Seats that committed, @param revealed seats that showed their votes; one bit each.
    /// @param votingFrom When voting began.
    struct Level {
        uint48 draw;
        AccountId funder;
        uint8 nominal;
        uint8 size;
        bool isDecided;
        uint32 committed;
        uint32 revealed;
        uint48 votingFrom;
    }

    error ValidationRounds_UnknownRound(uint48 round);
    error ValidationRounds_WrongPhase(uint48 round, Phase phase);
    error ValidationRounds_TooEarly(uint48 round, uint48 deadline);
    error ValidationRounds_TooLate(uint48 round, uint48 deadline);
    error ValidationRounds_NotAdmission(DatanetId datanet);
    error ValidationRounds_BatchSize(uint256 size, uint256 maximum);
    /// @notice Items must ascend strictly.
    error ValidationRounds_NotAscending(uint256 index);
    /// @notice The item is not a pending one of the Datanet.
    error ValidationRounds_NotPending(ContributionId contribution, DatanetId datanet, ContributionStatus status);
    /// @notice Another round judges the item.
    error ValidationRounds_AlreadyJudged(ContributionId contribution);
    /// @notice A round of so many items needs known answers.
    error ValidationRounds_AnswersNeeded(uint256 items, uint256 mostWithout);
    /// @notice At least `needed` answers of either kind.
    error ValidationRounds_TooFewAnswers(uint48 round, uint256 accepting, uint256 rejecting, uint256 needed);
    /// @notice Only the Datanet's owner or curators may seed known answers.
    error ValidationRounds_NotCurator(DatanetId datanet, address caller);
    /// @notice These are not the items of the round.
    error ValidationRounds_WrongItems(uint48 round, bytes32 expected, bytes32 given);
    error ValidationRounds_NotMember(uint48 round, uint8 seat, AccountId validator);
    error ValidationRounds_AlreadyCommitted(uint48 round, uint8 seat);
    error ValidationRounds_ZeroHash();
    /// @notice Not what was committed, or nothing was, or it was shown before.
    error ValidationRounds_RevealMismatch(uint48 round, uint8 seat, bytes32 committed, bytes32 revealed);
    /// @notice Votes need 4 bytes an item.
    error ValidationRounds_VotesLength(uint256 length, uint256 needed);
    error ValidationRounds_BadVote(uint256 index, uint8 reason, uint24 score);
    /// @notice These are not the votes the seat has shown.
    error ValidationRounds_WrongVotes(uint48 round, uint8 seat, bytes32 expected, bytes32 given);
    error ValidationRounds_BadAppeal(uint48 round, uint128 items);
    /// @notice Not the committed answers, more than `MAX_KNOWN` or beyond the items.
    error ValidationRounds_BadAnswers(uint48 round, bytes32 committed, bytes32 revealed);
    /// @notice The windows do not fit into each other and into the unbonding period.
    error ValidationRounds_BadWindows(uint48 longestRound, uint48 liabilityWindow, uint48 unbondingPeriod);
    /// @notice A fee, bond or penalty is above the bound, nano-OPEN.
    error ValidationRounds_AmountTooLarge(uint64 amount, uint64 maximum);
    error ValidationRounds_UnknownLevel(uint48 round, uint8 level);

    event RoundOpened(
        uint48 indexed round,
        DatanetId indexed datanet,
        AccountId indexed payer,
        uint8 panelSize,
        uint64 fee,
        bytes32 answersHash,
        ContributionId[] items,
        address actor
    );
    event PanelRequested(uint48 indexed round, uint8 level, uint48 draw, uint8 size);
    event PhaseChanged(uint48 indexed round, uint8 level, Phase phase, uint48 deadline, address actor);
    event VotesCommitted(uint48 indexed round, uint8 level, uint8 seat, AccountId indexed validator, bytes32 hash);
    event VotesRevealed(uint48 indexed round, uint8 level, uint8 seat, AccountId indexed validator, bytes votes);
    /// @param items Items judged, by index. @param records For each: accepting seats u32 | reason u8 | score u24.
    event VotesTallied(uint48 indexed round, uint8 level, bool isDecided, uint128 items, uint64[] records);
    event AnswersRevealed(uint48 indexed round, uint128 known, uint128 accept, address actor);
    /// @param account Who has the bond now: the round's payer, or the commons.
    event AnswersBondSettled(uint48 indexed round, AccountId indexed account, NanoOpen amount, bool isReturned);
    event VerdictsAppealed(uint48 indexed round, uint8 level, AccountId indexed appellant, uint128 items, uint64 paid, address actor);
    event RoundRuled(uint48 indexed round, uint128 items, bytes votes, address actor);
    /// @param items Items that are final now, by index. @param accepted Which of them were accepted.
    event ItemsFinalised(uint48 indexed round, uint8 level, uint128 items, uint128 accepted, bool isVoid);
    event AppealSettled(uint48 indexed round, uint8 level, uint8 item, AccountId indexed appellant, NanoOpen bond, bool isReturned);

    /// @notice Opens a round over pending items, strictly ascending, and takes the fee from the caller. Anyone: the owner normally, a contributor who would
    /// not wait, or somebody else.
    /// @param payer Account for what is not earned.
    /// @param answersHash `answersHashOf(known, accept, salt)`, or zero. Only owner or curators may give one; it takes `appealBond` more from the caller.
    function open(DatanetId datanet, ContributionId[] calldata items, AccountId payer, bytes32 answersHash) external returns (uint48 round);

    /// @notice Does what is due for drawing and committing. Anyone.
    function advance(uint48 round) external;

    /// @notice Commits `votesHash(round, level, validator, votes, salt)`. Only the controller of the panel member at `seat`.
    function commitVotes(uint48 round, uint8 seat, AccountId validator, bytes32 hash) external;

    /// @notice Shows committed votes. Anyone who knows the salt.
    function revealVotes(uint48 round, uint8 seat, AccountId validator, bytes calldata votes, bytes32 salt) external;

    /// @notice Counts the votes. Anyone, once all are shown or the time is over.
    /// @param votes By seat: what it has shown; empty for a silent one.
    function tally(uint48 round, bytes[] calldata votes) external;

    /// @notice Shows the known answers, while level 0 can be appealed, and credits their bond to the payer. Anyone who knows the salt.
    function revealAnswers(uint48 round, uint128 known, uint128 accept, bytes32 salt) external;

    /// @notice Appeals items (by index) and takes fee and bond from the caller. Anyone.
    function appeal(uint48 round, uint128 items, AccountId appellant) external;

    /// @notice Governance's verdicts on all escalated items, in the votes' format. Only arbiters, until the deadline.
    function rule(uint48 round, ContributionId[] calldata items, bytes calldata votes) external;

    /// @notice Makes verdicts final that nobody appealed, ends an escalation after its deadline, or ends a void round. Anyone.
    function finalise(uint48 round, ContributionId[] calldata items) external;

    function roundOf(uint48 round) external view returns (Round memory);
    function levelOf(uint48 round, uint8 level) external view returns (Level memory);
    /// @notice What a level found of an item: seats that accepted it, reason, clipped score.
    function recordOf(uint48 round, uint8 level, uint8 item) external view returns (uint32 acceptMask, uint8 reason, uint24 score);
    /// @notice Whether a round judges the contribution now.
    function isUnderJudgement(ContributionId contribution) external view returns (bool);
    /// @notice Members that voted to accept an item, since when they could vote, and until when they answer for it.
    function acceptorsOf(
        uint48 round,
        uint8 level,
        ContributionId[] calldata items,
        uint8 item
    ) external view returns (DatanetId datanet, AccountId[] memory acceptors, uint48 votingFrom, uint48 liableUntil);
    /// @notice What `open` takes for so many items at a panel size, nano-OPEN, without the bond of known answers.
    function feeFor(uint256 itemCount, uint8 panelSize) external view returns (uint64);
    /// @notice What `appeal` takes for so many items now, nano-OPEN; and the size of the next panel, zero for governance.
    function appealCostOf(uint48 round, uint256 itemCount) external view returns (uint64 cost, uint8 nextSize);
    function votesHash(uint48 round, uint8 level, AccountId validator, bytes calldata votes, bytes32 salt) external pure returns (bytes32);
    function answersHashOf(uint128 known, uint128 accept, bytes32 salt) external pure returns (bytes32);
    function parameters() external view returns (Parameters memory);
}
