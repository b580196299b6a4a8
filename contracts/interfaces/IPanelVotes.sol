// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IPanelVotes
/// @notice One commit–reveal vote of a panel that `PanelDraws` draws from the seats of a Datanet. What is voted on, what is found and when it is settled is up to the contract
/// that asks.
///
/// ```
/// Drawing ──advance──► Committing ──commitWindow, or all committed──► Revealing ──revealWindow, or all revealed──► Settled
///    └──advance (too few members)──► Void ──────────────────────────────────────────────────────────────────────────►┘
/// ```
///
/// @dev A ballot is one word, so that a vote can be counted by anyone without calldata. Ballots are per seat and weigh the same: a draw takes a seat in proportion to its stake,
/// and who holds many identities has paid for each with stake of its own. The parties of a dispute may be drawn; their seats are barred: they neither
/// vote nor count nor pay.
interface IPanelVotes is IAccountCredits {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Drawing: the panel is being drawn.
    /// @custom:value2 Committing: members commit the hash of their ballot.
    /// @custom:value3 Revealing: they show it.
    /// @custom:value4 Void: fewer than three members were found that are not parties.
    /// @custom:value5 Settled: members are paid and punished.
    enum Phase {
        None,
        Drawing,
        Committing,
        Revealing,
        Void,
        Settled
    }

    /// @param feePerBallot nano-OPEN of a member whose ballot agrees with what is found, 1,000 OPEN at most.
    /// @param silencePenalty nano-OPEN of stake that showing no ballot costs, or saying that nothing was served where others were.
    /// @param dissentPenalty nano-OPEN of stake that a ballot far from what is found costs.
    struct VoteTerms {
        uint64 feePerBallot;
        uint64 silencePenalty;
        uint64 dissentPenalty;
        uint48 commitWindow;
        uint48 revealWindow;
    }

    /// @param funder Who paid for the draw, and is credited by `PanelDraws` with what it did not need.
    /// @param nominal Seats that were asked and paid for. @param size Seats that were drawn, barred ones among them.
    /// @param deadline Last second of the phase.
    /// @param parties Accounts whose seats are barred; zero for none.
    /// @param barred Seats of parties. @param committed Seats that committed. @param revealed Seats that showed their ballot.
    struct Vote {
        DatanetId datanet; // slot 0
        AccountId funder;
        uint48 draw;
        uint48 deadline;
        uint8 nominal;
        uint8 size;
        Phase phase;
        uint32 barred; // slot 1
        uint32 committed;
        uint32 revealed;
        AccountId[3] parties; // slot 2
    }

    error PanelVotes_UnknownVote(uint48 vote);
    error PanelVotes_WrongPhase(uint48 vote, Phase phase);
    error PanelVotes_TooEarly(uint48 vote, uint48 deadline);
    error PanelVotes_TooLate(uint48 vote, uint48 deadline);
    /// @notice The seat is not the validator's, or is barred.
    error PanelVotes_NotMember(uint48 vote, uint8 seat, AccountId validator);
    error PanelVotes_ZeroHash();
    error PanelVotes_AlreadyCommitted(uint48 vote, uint8 seat);
    /// @notice Nothing committed, already shown, or not what was committed.
    error PanelVotes_BallotMismatch(uint48 vote, uint8 seat, bytes32 committed, bytes32 revealed);
    /// @notice A window is zero, an amount above 1,000 OPEN, a panel's size out of bounds (with two parties barred three members are left), a bond below the members' fees, or stake or bonds unbond before the last vote ends.
    error PanelVotes_BadTerms();

    event VoteOpened(
        uint48 indexed vote,
        DatanetId indexed datanet,
        AccountId indexed funder,
        uint48 draw,
        uint8 size,
        AccountId[3] parties,
        uint48 deadline
    );
    /// @param size Seats drawn; zero before. @param barred Those of them that do not count.
    event VotePhaseChanged(uint48 indexed vote, Phase phase, uint8 size, uint32 barred, uint48 deadline, address actor);
    event BallotCommitted(uint48 indexed vote, AccountId indexed validator, uint8 seat, bytes32 hash, address actor);
    event BallotRevealed(uint48 indexed vote, AccountId indexed validator, uint8 seat, bytes32 ballot, address actor);
    /// @notice What came of one seat that is not barred. @param fee nano-OPEN paid through `ValidatorStaking.reward`. @param slashed nano-OPEN of stake taken.
    event BallotSettled(uint48 indexed vote, AccountId indexed validator, uint8 seat, NanoOpen fee, NanoOpen slashed);

    /// @notice Moves a vote on: the draw, then from committing to revealing. Anyone.
    function advance(uint48 vote) external;

    /// @notice Commits `ballotHash(vote, validator, ballot, salt)`. Only the member's controller.
    function commitBallot(uint48 vote, uint8 seat, AccountId validator, bytes32 hash) external;

    /// @notice Shows a committed ballot. Anyone who knows it.
    function revealBallot(uint48 vote, uint8 seat, AccountId validator, bytes32 ballot, bytes32 salt) external;

    function voteOf(uint48 vote) external view returns (Vote memory);
    /// @notice Hash of the commit while nothing is shown, then the ballot; zero for a seat that has done nothing.
    function ballotOf(uint48 vote, uint8 seat) external view returns (bytes32);
    /// @notice `keccak256(abi.encode(vote, validator, ballot, salt))`.
    function ballotHash(uint48 vote, AccountId validator, bytes32 ballot, bytes32 salt) external pure returns (bytes32);
    /// @notice How many votes were opened; numbers run from 1 to this.
    function voteCount() external view returns (uint48);
    function voteTerms() external view returns (VoteTerms memory);
    /// @notice Ballot of a member that was not served what it needs to decide: all ones.
    function withheld() external view returns (bytes32);
}
