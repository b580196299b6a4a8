// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IPanelVotes} from "../interfaces/IPanelVotes.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {Bits} from "./Bits.sol";

/// @title PanelBallots
/// @notice Votes of `PanelVotes`, from the draw to the payment of members. Linked, for the size of its heirs.
library PanelBallots {
    using Bits for uint128;

    /// @notice What a shown ballot earns or costs.
    /// @custom:value0 Excused: nothing.
    /// @custom:value1 Right: the fee.
    /// @custom:value2 Unserved: the penalty of silence.
    /// @custom:value3 Wrong: the penalty of dissent.
    enum Judgement {
        Excused,
        Right,
        Unserved,
        Wrong
    }

    /// @notice What never changes: in storage, for it to be at hand here.
    struct Wiring {
        IAccountRegistry accounts;
        IPanelDraws panels;
        IValidatorStaking staking;
        IPanelVotes.VoteTerms terms;
    }

    /// @param opened How many votes were opened. @param ballots Hash of the commit, then the ballot.
    struct Book {
        uint48 opened;
        Wiring wiring;
        mapping(uint48 vote => IPanelVotes.Vote) votes;
        mapping(uint48 vote => mapping(uint8 seat => bytes32)) ballots;
    }

    /// @param account Who is owed a part of the stake of each wrong member; zero for nobody. @param claim nano-OPEN of that part, at most.
    struct Harm {
        AccountId account;
        uint64 claim;
    }

    /// @dev Fewest members that count.
    uint256 internal constant MIN_PANEL = 3;

    /// @notice Starts a vote; the draw's deposit is paid from what the caller's contract holds.
    function open(
        Book storage book,
        DatanetId datanet,
        uint8 size,
        AccountId funder,
        AccountId[3] memory parties
    ) external returns (uint48 vote) {
        vote = ++book.opened;
        uint48 deadline = uint48(block.timestamp) + book.wiring.panels.longestDraw();
        uint48 draw = book.wiring.panels.request(datanet, size, funder);
        IPanelVotes.Vote storage stored = book.votes[vote];
        stored.datanet = datanet;
        stored.funder = funder;
        stored.draw = draw;
        stored.deadline = deadline;
        stored.nominal = size;
        stored.phase = IPanelVotes.Phase.Drawing;
        stored.parties = parties;
        emit IPanelVotes.VoteOpened(vote, datanet, funder, draw, size, parties, deadline);
    }

    /// @notice Moves the draw on, or closes the commits.
    function advance(Book storage book, uint48 vote) external {
        IPanelVotes.Vote storage stored = _known(book, vote);
        if (stored.phase == IPanelVotes.Phase.Drawing) _advanceDraw(book.wiring, vote, stored);
        else _closeCommits(book.wiring, vote, stored);
    }

    /// @notice Keeps the hash of a ballot.
    function commit(Book storage book, uint48 vote, uint8 seat, AccountId validator, bytes32 hash) external {
        IPanelVotes.Vote storage stored = _known(book, vote);
        require(stored.phase == IPanelVotes.Phase.Committing, IPanelVotes.PanelVotes_WrongPhase(vote, stored.phase));
        require(block.timestamp <= stored.deadline, IPanelVotes.PanelVotes_TooLate(vote, stored.deadline));
        book.wiring.accounts.requireController(validator, msg.sender);
        _requireMember(book.wiring, vote, stored, seat, validator);
        require(hash != bytes32(0), IPanelVotes.PanelVotes_ZeroHash());
        require(!_has(stored.committed, seat), IPanelVotes.PanelVotes_AlreadyCommitted(vote, seat));

        book.ballots[vote][seat] = hash;
        stored.committed |= uint32(1) << seat;
        emit IPanelVotes.BallotCommitted(vote, validator, seat, hash, msg.sender);
    }

    /// @notice Keeps a ballot whose hash was kept.
    /// @param hash Of what is shown.
    function reveal(Book storage book, uint48 vote, uint8 seat, AccountId validator, bytes32 ballot, bytes32 hash) external {
        IPanelVotes.Vote storage stored = _known(book, vote);
        if (stored.phase == IPanelVotes.Phase.Committing) _closeCommits(book.wiring, vote, stored);
        require(stored.phase == IPanelVotes.Phase.Revealing, IPanelVotes.PanelVotes_WrongPhase(vote, stored.phase));
        require(block.timestamp <= stored.deadline, IPanelVotes.PanelVotes_TooLate(vote, stored.deadline));
        _requireMember(book.wiring, vote, stored, seat, validator);
        bytes32 committed = book.ballots[vote][seat];
        require(committed == hash && !_has(stored.revealed, seat), IPanelVotes.PanelVotes_BallotMismatch(vote, seat, committed, hash));

        book.ballots[vote][seat] = ballot;
        stored.revealed |= uint32(1) << seat;
        emit IPanelVotes.BallotRevealed(vote, validator, seat, ballot, msg.sender);
    }

    /// @notice The ballots that were shown, in the order of their seats. Requires that no more can come.
    /// @return counted Members that count; zero if the vote is void.
    function count(Book storage book, uint48 vote) external view returns (uint256 counted, bytes32[] memory ballots) {
        IPanelVotes.Vote storage stored = _known(book, vote);
        if (stored.phase == IPanelVotes.Phase.Void) return (0, ballots);
        require(stored.phase == IPanelVotes.Phase.Revealing, IPanelVotes.PanelVotes_WrongPhase(vote, stored.phase));
        // Who has not committed cannot reveal.
        bool isDue = block.timestamp > stored.deadline || stored.revealed == stored.committed;
        require(isDue, IPanelVotes.PanelVotes_TooEarly(vote, stored.deadline));
        uint32 revealed = stored.revealed;
        ballots = new bytes32[](uint128(revealed).count());
        uint256 at;
        for (uint8 seat = 0; at < ballots.length; ++seat) if (_has(revealed, seat)) ballots[at++] = book.ballots[vote][seat];
        counted = countOf(stored);
    }

    /// @notice Pays and punishes the members, once.
    /// @param judgements Of the ballots that were shown, in the order of their seats.
    /// @return paid nano-OPEN paid to members: at most `nominal * feePerBallot`.
    function settle(Book storage book, uint48 vote, Judgement[] memory judgements, Harm memory harm) external returns (uint64 paid) {
        IPanelVotes.Vote storage stored = book.votes[vote];
        if (stored.phase == IPanelVotes.Phase.Void) {
            _enter(vote, stored, IPanelVotes.Phase.Settled, 0);
            return 0;
        }
        _enter(vote, stored, IPanelVotes.Phase.Settled, 0);
        AccountId[] memory members = book.wiring.panels.membersOf(stored.draw);
        uint64[] memory fees = new uint64[](members.length);
        uint256 at;
        for (uint8 seat = 0; seat < members.length; ++seat) {
            if (_has(stored.barred, seat)) continue;
            Judgement judgement = _has(stored.revealed, seat) ? judgements[at++] : Judgement.Unserved;
            fees[seat] = _settleSeat(book.wiring, stored, vote, seat, members[seat], judgement, harm);
            paid += fees[seat];
        }
        book.wiring.staking.reward(stored.datanet, members, fees);
    }

    /// @notice Members that count.
    function countOf(IPanelVotes.Vote storage stored) internal view returns (uint256) {
        return stored.size - uint128(stored.barred).count();
    }

    function _known(Book storage book, uint48 vote) private view returns (IPanelVotes.Vote storage stored) {
        stored = book.votes[vote];
        require(stored.phase != IPanelVotes.Phase.None, IPanelVotes.PanelVotes_UnknownVote(vote));
    }

    /// @return fee nano-OPEN to pay to the member.
    function _settleSeat(
        Wiring storage wiring,
        IPanelVotes.Vote storage stored,
        uint48 vote,
        uint8 seat,
        AccountId validator,
        Judgement judgement,
        Harm memory harm
    ) private returns (uint64 fee) {
        bool isWrong = judgement == Judgement.Wrong;
        NanoOpen slashed;
        if (judgement == Judgement.Right) {
            fee = wiring.terms.feePerBallot;
        } else if (judgement != Judgement.Excused) {
            slashed = wiring.staking.slash(
                IValidatorStaking.Punishment({
                    // A seat of a vote, which is settled once.
                    offence: keccak256(abi.encode(address(this), vote, seat)),
                    datanet: stored.datanet,
                    validator: validator,
                    amount: NanoOpen.wrap(isWrong ? wiring.terms.dissentPenalty : wiring.terms.silencePenalty),
                    harmed: isWrong ? harm.account : AccountId.wrap(0),
                    harmedClaim: NanoOpen.wrap(harm.claim),
                    prover: AccountId.wrap(0),
                    proverClaim: NanoOpen.wrap(0)
                })
            );
        }
        emit IPanelVotes.BallotSettled(vote, validator, seat, NanoOpen.wrap(fee), slashed);
    }

    function _advanceDraw(Wiring storage wiring, uint48 vote, IPanelVotes.Vote storage stored) private {
        uint48 draw = stored.draw;
        if (wiring.panels.drawOf(draw).phase != IPanelDraws.Phase.Drawn) wiring.panels.advance(draw);
        if (wiring.panels.drawOf(draw).phase != IPanelDraws.Phase.Drawn) return;

        AccountId[] memory members = wiring.panels.membersOf(draw);
        AccountId[3] memory parties = stored.parties;
        uint32 barred;
        for (uint256 seat = 0; seat < members.length; ++seat) {
            bool isParty = members[seat] == parties[0] || members[seat] == parties[1] || members[seat] == parties[2];
            if (isParty) barred |= uint32(1) << uint32(seat);
        }
        // Fits: at most the size wanted.
        stored.size = uint8(members.length);
        stored.barred = barred;
        if (countOf(stored) < MIN_PANEL) _enter(vote, stored, IPanelVotes.Phase.Void, 0);
        else _enter(vote, stored, IPanelVotes.Phase.Committing, wiring.terms.commitWindow);
    }

    function _closeCommits(Wiring storage wiring, uint48 vote, IPanelVotes.Vote storage stored) private {
        require(stored.phase == IPanelVotes.Phase.Committing, IPanelVotes.PanelVotes_WrongPhase(vote, stored.phase));
        bool isDue = block.timestamp > stored.deadline || uint128(stored.committed).count() == countOf(stored);
        require(isDue, IPanelVotes.PanelVotes_TooEarly(vote, stored.deadline));
        _enter(vote, stored, IPanelVotes.Phase.Revealing, wiring.terms.revealWindow);
    }

    function _enter(uint48 vote, IPanelVotes.Vote storage stored, IPanelVotes.Phase phase, uint48 window) private {
        uint48 deadline = uint48(block.timestamp) + window;
        stored.phase = phase;
        stored.deadline = deadline;
        emit IPanelVotes.VotePhaseChanged(vote, phase, stored.size, stored.barred, deadline, msg.sender);
    }

    function _requireMember(
        Wiring storage wiring,
        uint48 vote,
        IPanelVotes.Vote storage stored,
        uint8 seat,
        AccountId validator
    ) private view {
        bool isMember = seat < stored.size && !_has(stored.barred, seat) && wiring.panels.memberAt(stored.draw, seat) == validator;
        require(isMember, IPanelVotes.PanelVotes_NotMember(vote, seat, validator));
    }

    function _has(uint32 seats, uint8 seat) private pure returns (bool) {
        return (seats >> seat) & 1 == 1;
    }
}
