// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CaseState} from "../../contracts/attribution/CaseState.sol";
import {RerunPanel} from "../../contracts/attribution/RerunPanel.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IAttributionCourt} from "../../contracts/interfaces/IAttributionCourt.sol";
import {IAttributionProofs} from "../../contracts/interfaces/IAttributionProofs.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {IPanelVotes} from "../../contracts/interfaces/IPanelVotes.sol";
import {IRerunPanel} from "../../contracts/interfaces/IRerunPanel.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AttributionLie} from "../../contracts/types/AttributionLie.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {GatewayDouble, PanelBase} from "../support/attribution/PanelBase.sol";

abstract contract RerunPanelBase is PanelBase {
    uint256 internal constant ALL = 0x1f;
    uint64 internal constant APPEAL_FEES = 11 * BALLOT_FEE;

    function _vote(uint48 number) internal view returns (uint48) {
        return cases.caseOf(number).vote;
    }

    function _three(bytes32 three, bytes32 two) internal pure returns (bytes32[] memory ballots) {
        ballots = _all(three, 5);
        ballots[3] = two;
        ballots[4] = two;
    }

    /// @dev Opens a case and counts the first panel's votes.
    function _judged(bytes32[] memory ballots, uint256 spoken) internal returns (uint48 number) {
        number = _openCase(1);
        _cast(cases, _vote(number), ballots, spoken);
        vm.warp(block.timestamp + 12 hours + 1);
        cases.tally(number);
    }

    function _closed(bytes32[] memory ballots, uint256 spoken) internal returns (uint48 number) {
        number = _judged(ballots, spoken);
        vm.warp(block.timestamp + 1 days + 1);
        cases.close(number);
    }

    function _appeal(uint48 number) internal returns (uint48 vote) {
        vm.prank(rival);
        cases.appeal(number, rivalAccount);
        return cases.caseOf(number).review;
    }

    function _assertOutcome(uint48 number, IRerunPanel.Outcome outcome) internal view {
        vm.assertEq(uint8(cases.caseOf(number).outcome), uint8(outcome));
        vm.assertEq(uint8(cases.caseOf(number).stage), uint8(IRerunPanel.Stage.Closed));
        _assertHolds(address(cases), 0);
        _assertSolvent();
    }

    function _stakeOf(AccountId validator) internal view returns (uint256) {
        return staking.activeOf(datanet, validator).assets;
    }
}

contract RerunPanel_constructor is RerunPanelBase {
    function _expectBad(IPanelVotes.VoteTerms memory vote, IRerunPanel.CaseTerms memory terms, CaseState.Parts memory parts) private {
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_BadTerms.selector));
        new RerunPanel(token, accounts, parts, vote, terms);
    }

    function test_constructor_badTerms_reverts() external {
        IRerunPanel.CaseTerms memory terms = _caseTerms();
        terms.panelSize = 4;
        _expectBad(_voteTerms(), terms, _caseParts());
        terms.panelSize = 16;
        _expectBad(_voteTerms(), terms, _caseParts());
        terms = _caseTerms();
        terms.bond = 5 * BALLOT_FEE - 1;
        _expectBad(_voteTerms(), terms, _caseParts());
        terms = _caseTerms();
        terms.appealWindow = 0;
        _expectBad(_voteTerms(), terms, _caseParts());
        IPanelVotes.VoteTerms memory vote = _voteTerms();
        vote.commitWindow = 0;
        _expectBad(vote, _caseTerms(), _caseParts());
        vote = _voteTerms();
        vote.dissentPenalty = 1_000e9 + 1;
        _expectBad(vote, _caseTerms(), _caseParts());
        vote = _voteTerms();
        vote.revealWindow = 30 days;
        _expectBad(vote, _caseTerms(), _caseParts());
    }

    function test_constructor_bondsUnbondFirst_reverts() external {
        CaseState.Parts memory parts = _caseParts();
        parts.gateways = IGatewayRegistry(address(new GatewayDouble(token, operatorAccount, 100 hours)));
        _expectBad(_voteTerms(), _caseTerms(), parts);
    }

    function test_constructor_window_succeeds() external {
        // 14 days less two votes of 2 + 24 + 12 hours and 24 hours to appeal.
        vm.assertEq(cases.caseWindow(), 14 days - 100 hours);
        CaseState.Parts memory parts = _caseParts();
        parts.gateways = IGatewayRegistry(address(new GatewayDouble(token, operatorAccount, 90 days)));
        vm.assertEq(new RerunPanel(token, accounts, parts, _voteTerms(), _caseTerms()).caseWindow(), 10 days);
        vm.assertEq(cases.voteTerms().silencePenalty, SILENCE);
        vm.assertEq(cases.caseTerms().panelSize, 5);
        vm.assertEq(cases.version(), "1.0.0");
    }
}

contract RerunPanel_open is RerunPanelBase {
    function test_open_tooOld_reverts() external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        uint256 servedAt = block.timestamp;
        vm.warp(servedAt + cases.caseWindow() + 1);
        vm.expectRevert(abi.encodeWithSelector(IAttributionProofs.AttributionProofs_TooOld.selector, servedAt, cases.caseWindow()));
        vm.prank(prover);
        cases.open(opening, _context(), datanet, proverAccount, OTHER);
    }

    function test_open_badInput_reverts() external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        IAttributionProofs.Context memory context = _context();
        vm.startPrank(prover);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_NothingClaimed.selector, LEGS));
        cases.open(opening, context, datanet, proverAccount, LEGS);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_WrongDatanet.selector, 1, DatanetId.wrap(9)));
        cases.open(opening, context, DatanetId.wrap(9), proverAccount, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, rivalAccount, prover));
        cases.open(opening, context, datanet, rivalAccount, OTHER);
        context.methodId = "another";
        vm.expectRevert(abi.encodeWithSelector(IAttributionProofs.AttributionProofs_BadOpening.selector, 3, 1));
        cases.open(opening, context, datanet, proverAccount, OTHER);
        opening.signed.firstSequence = 2;
        vm.expectRevert();
        cases.open(opening, _context(), datanet, proverAccount, OTHER);
        vm.stopPrank();
    }

    function test_open_twice_reverts() external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        bytes32 id = keccak256(opening.signed.receipt);
        vm.startPrank(prover);
        uint48 number = cases.open(opening, _context(), datanet, proverAccount, OTHER);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_CaseKnown.selector, id, datanet, number));
        cases.open(opening, _context(), datanet, proverAccount, OTHER);
        vm.stopPrank();
        vm.assertEq(cases.caseNumberOf(id, datanet), number);
    }

    function test_open_convicted_reverts() external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        bytes32 id = keccak256(opening.signed.receipt);
        attributions.convict(
            IAttributionCourt.Offence({
                id: keccak256(abi.encode(id, AttributionLie.FalseWeights)),
                gateway: GATEWAY,
                lie: AttributionLie.FalseWeights,
                fee: NanoOpen.wrap(0),
                harmed: commons,
                prover: prover
            })
        );
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_AlreadyConvicted.selector, id));
        vm.prank(prover);
        cases.open(opening, _context(), datanet, proverAccount, OTHER);
    }

    function test_open_first_succeeds() external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        uint256 before = token.balanceOf(prover);
        vm.expectEmit(address(cases));
        emit IRerunPanel.CaseOpened(
            1,
            keccak256(opening.signed.receipt),
            GATEWAY,
            datanet,
            proverAccount,
            METHOD,
            SNAPSHOT,
            LEGS,
            OTHER,
            1,
            NanoOpen.wrap(CASE_BOND),
            NanoOpen.wrap(CASE_BOND + DEPOSIT),
            prover
        );
        vm.prank(prover);
        cases.open(opening, _context(), datanet, proverAccount, OTHER);
        vm.assertEq(before - token.balanceOf(prover), uint256(CASE_BOND + DEPOSIT) * 1e9);
        vm.assertEq(cases.caseCount(), 1);
        vm.assertEq(cases.voteCount(), 1);
        IRerunPanel.Case memory stored = cases.caseOf(1);
        vm.assertEq(stored.legsRoot, LEGS);
        vm.assertEq(stored.fee, RECEIPT_FEE);
        vm.assertEq(uint8(stored.stage), uint8(IRerunPanel.Stage.Judging));
        _assertHolds(address(cases), CASE_BOND);
    }
}

contract RerunPanel_vote is RerunPanelBase {
    uint48 internal vote;
    AccountId internal member;

    function setUp() public override {
        super.setUp();
        vote = _vote(_openCase(1));
        _drawPanel(cases, vote);
        member = _membersOf(cases, vote)[0];
    }

    function test_commitBallot_badInput_reverts() external {
        address controller = accounts.controllerOf(member);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_UnknownVote.selector, 9));
        cases.voteOf(9);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_UnknownVote.selector, 9));
        cases.advance(9);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, member, stranger));
        vm.prank(stranger);
        cases.commitBallot(vote, 0, member, "hash");
        vm.startPrank(controller);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_NotMember.selector, vote, 1, member));
        cases.commitBallot(vote, 1, member, "hash");
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_NotMember.selector, vote, 5, member));
        cases.commitBallot(vote, 5, member, "hash");
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_ZeroHash.selector));
        cases.commitBallot(vote, 0, member, 0);
        vm.expectEmit(address(cases));
        emit IPanelVotes.BallotCommitted(vote, member, 0, "hash", controller);
        cases.commitBallot(vote, 0, member, "hash");
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_AlreadyCommitted.selector, vote, 0));
        cases.commitBallot(vote, 0, member, "hash");
        uint48 deadline = cases.voteOf(vote).deadline;
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_TooEarly.selector, vote, deadline));
        cases.advance(vote);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_TooLate.selector, vote, deadline));
        cases.commitBallot(vote, 0, member, "hash");
        cases.advance(vote);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_WrongPhase.selector, vote, IPanelVotes.Phase.Revealing));
        cases.commitBallot(vote, 0, member, "hash");
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_WrongPhase.selector, vote, IPanelVotes.Phase.Revealing));
        cases.advance(vote);
        vm.stopPrank();
    }

    function test_revealBallot_badInput_reverts() external {
        _commitBallot(cases, vote, 0, OTHER);
        bytes32 committed = cases.ballotOf(vote, 0);
        uint48 deadline = cases.voteOf(vote).deadline;
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_TooEarly.selector, vote, deadline));
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        vm.warp(deadline + 1);
        cases.advance(vote);
        bytes32 hash = cases.ballotHash(vote, member, LEGS, SALT);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_BallotMismatch.selector, vote, 0, committed, hash));
        cases.revealBallot(vote, 0, member, LEGS, SALT);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_NotMember.selector, vote, 1, member));
        cases.revealBallot(vote, 1, member, OTHER, SALT);
        vm.expectEmit(address(cases));
        emit IPanelVotes.BallotRevealed(vote, member, 0, OTHER, address(this));
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_BallotMismatch.selector, vote, 0, OTHER, committed));
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        // All who committed have shown: it can be counted at once.
        cases.tally(1);
    }

    function test_revealBallot_late_reverts() external {
        _commitBallot(cases, vote, 0, OTHER);
        vm.warp(cases.voteOf(vote).deadline + 1);
        cases.advance(vote);
        uint48 deadline = cases.voteOf(vote).deadline;
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_TooEarly.selector, vote, deadline));
        cases.tally(1);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_TooLate.selector, vote, deadline));
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        cases.tally(1);
        vm.warp(block.timestamp + 1 days + 1);
        cases.close(1);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_WrongPhase.selector, vote, IPanelVotes.Phase.Settled));
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        _assertOutcome(1, IRerunPanel.Outcome.Lapsed);
        // Nobody showed a ballot.
        vm.assertEq(_stakeOf(member), STAKE - SILENCE);
    }

    function test_revealBallot_allCommitted_succeeds() external {
        for (uint8 seat = 0; seat < 5; ++seat) _commitBallot(cases, vote, seat, OTHER);
        // No need to wait for the deadline, nor for a call that ends the phase.
        cases.revealBallot(vote, 0, member, OTHER, SALT);
        vm.assertEq(cases.voteOf(vote).revealed, 1);
    }

    function test_tally_whileVoting_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_WrongPhase.selector, vote, IPanelVotes.Phase.Committing));
        cases.tally(1);
    }
}

contract RerunPanel_close is RerunPanelBase {
    function test_tally_wrongStage_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_UnknownCase.selector, 1));
        cases.tally(1);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_UnknownCase.selector, 1));
        cases.caseOf(1);
        uint48 number = _judged(_all(OTHER, 5), ALL);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_WrongStage.selector, number, IRerunPanel.Stage.Appealing));
        cases.tally(number);
        uint48 deadline = cases.caseOf(number).deadline;
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_TooEarly.selector, number, deadline));
        cases.close(number);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_TooLate.selector, number, deadline));
        vm.prank(rival);
        cases.appeal(number, rivalAccount);
        cases.close(number);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_WrongStage.selector, number, IRerunPanel.Stage.Closed));
        cases.close(number);
    }

    function test_close_upheld_succeeds() external {
        uint48 number = _closed(_three(LEGS, OTHER), ALL);
        _assertOutcome(number, IRerunPanel.Outcome.Upheld);
        vm.assertEq(_creditAt(address(cases), operatorAccount), CASE_BOND - 3 * BALLOT_FEE);
        vm.assertEq(_creditAt(address(cases), proverAccount), 0);
        AccountId[] memory members = _membersOf(cases, 1);
        vm.assertEq(_stakeOf(members[3]), STAKE - DISSENT);
        vm.assertEq(_stakeOf(members[0]), STAKE + (BALLOT_FEE * 9) / 10);
        vm.assertEq(gateways.bond(), 1_000e9);
        // Never again before these seats.
        IAttributionProofs.ReceiptOpening memory opening = _receipt(2);
        vm.assertEq(cases.caseNumberOf(cases.caseOf(number).receiptId, datanet), number);
        vm.assertEq(cases.caseNumberOf(keccak256(opening.signed.receipt), datanet), 0);
    }

    function test_close_convicted_succeeds() external {
        uint48 number = _judged(_three(OTHER, LEGS), ALL);
        vm.warp(block.timestamp + 1 days + 1);
        bytes32 receiptId = cases.caseOf(number).receiptId;
        vm.expectEmit(address(cases));
        emit IRerunPanel.CaseClosed(
            number,
            receiptId,
            GATEWAY,
            IRerunPanel.Outcome.Convicted,
            OTHER,
            NanoOpen.wrap(3 * BALLOT_FEE),
            NanoOpen.wrap(0),
            NanoOpen.wrap(CASE_BOND - 3 * BALLOT_FEE + 40e9),
            NanoOpen.wrap(0),
            NanoOpen.wrap(40e9),
            address(this)
        );
        cases.close(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertTrue(attributions.isProven(keccak256(abi.encode(receiptId, AttributionLie.FalseWeights))));
        vm.assertEq(gateways.bond(), 1_000e9 - 100e9 - RECEIPT_FEE);
        vm.assertEq(_creditAt(address(cases), proverAccount), CASE_BOND - 3 * BALLOT_FEE + 40e9);
        uint256 before = token.balanceOf(prover);
        cases.withdrawCredit(proverAccount);
        vm.assertEq(token.balanceOf(prover) - before, uint256(CASE_BOND - 3 * BALLOT_FEE + 40e9) * 1e9);
    }

    function test_close_withheld_succeeds() external {
        uint48 number = _closed(_three(WITHHELD, LEGS), ALL);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertEq(cases.caseOf(number).found, cases.withheld());
        // Who was served was not wrong.
        vm.assertEq(_stakeOf(_membersOf(cases, 1)[3]), STAKE);
    }

    function test_close_unserved_costsSilence_succeeds() external {
        uint48 number = _closed(_three(LEGS, WITHHELD), ALL);
        _assertOutcome(number, IRerunPanel.Outcome.Upheld);
        vm.assertEq(_stakeOf(_membersOf(cases, 1)[4]), STAKE - SILENCE);
    }

    function test_close_noMajority_lapses_succeeds() external {
        // Two against two of five: not more than half.
        uint48 number = _closed(_three(OTHER, LEGS), 0x1b);
        _assertOutcome(number, IRerunPanel.Outcome.Lapsed);
        vm.assertEq(_creditAt(address(cases), proverAccount), CASE_BOND - 4 * BALLOT_FEE);
        AccountId[] memory members = _membersOf(cases, 1);
        vm.assertEq(_stakeOf(members[2]), STAKE - SILENCE);
        vm.assertEq(_stakeOf(members[3]), STAKE + (BALLOT_FEE * 9) / 10);
        vm.assertEq(cases.caseNumberOf(cases.caseOf(number).receiptId, datanet), 0);
    }

    function test_close_provenMeanwhile_succeeds() external {
        uint48 number = _judged(_all(OTHER, 5), ALL);
        IRerunPanel.Case memory stored = cases.caseOf(number);
        attributions.convict(
            IAttributionCourt.Offence({
                id: keccak256(abi.encode(stored.receiptId, AttributionLie.FalseWeights)),
                gateway: GATEWAY,
                lie: AttributionLie.FalseWeights,
                fee: NanoOpen.wrap(0),
                harmed: commons,
                prover: stranger
            })
        );
        vm.warp(block.timestamp + 1 days + 1);
        cases.close(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertEq(_creditAt(address(cases), proverAccount), CASE_BOND - 5 * BALLOT_FEE);
        vm.assertEq(gateways.bond(), 900e9);
    }

    function test_tally_tooFewMembers_lapses_succeeds() external {
        // Ten validators leave.
        for (uint32 i = 0; i < 10; ++i) {
            vm.prank(_validatorAddress(i));
            staking.leaveSeat(datanet, AccountId.wrap(AccountId.unwrap(first) + i));
        }
        _wait(1);
        uint48 number = _openCase(1);
        _drawPanel(cases, 1);
        vm.assertEq(uint8(cases.voteOf(1).phase), uint8(IPanelVotes.Phase.Void));
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Lapsed);
        vm.assertEq(_creditAt(address(cases), proverAccount), CASE_BOND);
        vm.assertEq(NanoOpen.unwrap(panels.creditOf(proverAccount)), DEPOSIT);
    }

    function test_advance_parties_areBarred_succeeds() external {
        // Seats of challenger, and six others: a panel of five among seven may hold the challenger.
        for (uint32 i = 4; i < 12; ++i) {
            vm.prank(_validatorAddress(i));
            staking.leaveSeat(datanet, AccountId.wrap(AccountId.unwrap(first) + i));
        }
        _wait(1);
        address challenger = _validatorAddress(0);
        _approve(challenger);
        IAttributionProofs.ReceiptOpening memory opening = _receipt(1);
        vm.prank(challenger);
        uint48 number = cases.open(opening, _context(), datanet, first, OTHER);
        _drawPanel(cases, 1);
        IPanelVotes.Vote memory vote = cases.voteOf(1);
        vm.assertEq(vote.size, 4);
        AccountId[] memory members = _membersOf(cases, 1);
        uint8 barred;
        while (members[barred] != first) ++barred;
        vm.assertEq(vote.barred, 1 << barred);
        vm.prank(challenger);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_NotMember.selector, 1, barred, first));
        cases.commitBallot(1, barred, first, "hash");
        for (uint8 seat = 0; seat < 4; ++seat) if (seat != barred) _commitBallot(cases, 1, seat, OTHER);
        for (uint8 seat = 0; seat < 4; ++seat) if (seat != barred) cases.revealBallot(1, seat, members[seat], OTHER, SALT);
        cases.tally(number);
        vm.warp(block.timestamp + 1 days + 1);
        cases.close(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertEq(_stakeOf(first), STAKE);
    }
}

contract RerunPanel_appeal is RerunPanelBase {
    function test_appeal_notController_reverts() external {
        uint48 number = _judged(_all(OTHER, 5), ALL);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, rivalAccount, stranger));
        vm.prank(stranger);
        cases.appeal(number, rivalAccount);
        _appeal(number);
        vm.expectRevert(abi.encodeWithSelector(IRerunPanel.RerunPanel_WrongStage.selector, number, IRerunPanel.Stage.Reviewing));
        vm.prank(rival);
        cases.appeal(number, rivalAccount);
    }

    function test_appeal_overturns_succeeds() external {
        // Three of five convict an honest gateway; ten of eleven know better.
        uint48 number = _judged(_three(OTHER, LEGS), ALL);
        uint256 before = token.balanceOf(rival);
        vm.expectEmit(address(cases));
        emit IRerunPanel.CaseAppealed(number, 2, rivalAccount, 11, NanoOpen.wrap(APPEAL_FEES), NanoOpen.wrap(APPEAL_FEES + DEPOSIT), rival);
        uint48 review = _appeal(number);
        vm.assertEq(before - token.balanceOf(rival), uint256(APPEAL_FEES + DEPOSIT) * 1e9);
        _assertHolds(address(cases), CASE_BOND + APPEAL_FEES);
        bytes32[] memory ballots = _all(LEGS, 11);
        ballots[10] = OTHER;
        _cast(cases, review, ballots, 0x7ff);
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Upheld);
        vm.assertEq(_creditAt(address(cases), operatorAccount), CASE_BOND - 2 * BALLOT_FEE);
        vm.assertEq(_creditAt(address(cases), rivalAccount), BALLOT_FEE);
        // The stake of the three makes good what the appeal's members were paid.
        uint64 madeGood = NanoOpen.unwrap(staking.creditOf(rivalAccount));
        vm.assertEq(madeGood, 3 * ((10 * BALLOT_FEE) / 3));
        vm.assertEq(gateways.bond(), 1_000e9);
    }

    function test_appeal_confirms_succeeds() external {
        uint48 number = _judged(_three(OTHER, LEGS), ALL);
        _cast(cases, _appeal(number), _all(OTHER, 11), 0x7ff);
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(rivalAccount)), 0);
        vm.assertEq(_creditAt(address(cases), rivalAccount), 0);
        vm.assertEq(_creditAt(address(cases), proverAccount), CASE_BOND - 3 * BALLOT_FEE + 40e9);
    }

    function test_appeal_undecided_firstStands_succeeds() external {
        uint48 number = _judged(_all(OTHER, 5), ALL);
        // Five of eleven.
        _cast(cases, _appeal(number), _all(LEGS, 11), 0x1f);
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        // They are paid for their work; what the silent did not earn goes back.
        vm.assertEq(_creditAt(address(cases), rivalAccount), 6 * BALLOT_FEE);
    }

    function test_appeal_decidesWhatWasOpen_succeeds() external {
        uint48 number = _judged(_three(OTHER, LEGS), 0x1b);
        _cast(cases, _appeal(number), _all(OTHER, 11), 0x7ff);
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
    }

    function test_appeal_noLargerPanel_firstStands_succeeds() external {
        for (uint32 i = 5; i < 12; ++i) {
            vm.prank(_validatorAddress(i));
            staking.leaveSeat(datanet, AccountId.wrap(AccountId.unwrap(first) + i));
        }
        _wait(1);
        uint48 number = _judged(_all(OTHER, 5), ALL);
        _cast(cases, _appeal(number), _all(LEGS, 11), ALL);
        cases.tally(number);
        _assertOutcome(number, IRerunPanel.Outcome.Convicted);
        vm.assertEq(_creditAt(address(cases), rivalAccount), APPEAL_FEES - 5 * BALLOT_FEE);
    }
}

contract RerunPanel_model is RerunPanelBase {
    /// @dev Random ballots of the first panel, against a count by hand.
    function testFuzz_close_randomBallots(uint256 seed) external {
        bytes32[4] memory kinds = [LEGS, OTHER, WITHHELD, bytes32(0)];
        bytes32[] memory ballots = new bytes32[](5);
        uint256[4] memory tallies;
        uint256 spoken;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 kind = (seed >> (8 * i)) % 5;
            if (kind == 4) continue;
            ballots[i] = kinds[kind];
            ++tallies[kind];
            spoken |= 1 << i;
        }
        uint48 number = _closed(ballots, spoken);
        uint256 winner = 4;
        for (uint256 kind = 0; kind < 4; ++kind) if (tallies[kind] >= 3) winner = kind;
        uint256 paid = winner == 4 ? tallies[0] + tallies[1] + tallies[2] + tallies[3] : tallies[winner];
        uint256 left = CASE_BOND - paid * BALLOT_FEE;
        if (winner == 0) _assertOutcome(number, IRerunPanel.Outcome.Upheld);
        else _assertOutcome(number, winner == 4 ? IRerunPanel.Outcome.Lapsed : IRerunPanel.Outcome.Convicted);
        vm.assertEq(_creditAt(address(cases), operatorAccount), winner == 0 ? left : 0);
        vm.assertEq(
            _creditAt(address(cases), proverAccount),
            winner == 0
                ? 0
                : winner == 4
                    ? left
                    : left + 40e9
        );
        uint256 slashed;
        for (uint256 i = 0; i < 5; ++i) {
            if (spoken & (1 << i) == 0) slashed += SILENCE;
            else if (winner == 4 || winner == 2 || ballots[i] == kinds[winner]) continue;
            else slashed += ballots[i] == WITHHELD ? SILENCE : DISSENT;
        }
        vm.assertEq(staking.waitingToBurn(), slashed);
    }
}
