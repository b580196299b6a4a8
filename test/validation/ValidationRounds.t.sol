// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IAccountCredits} from "../../contracts/interfaces/IAccountCredits.sol";
import {IValidationRounds} from "../../contracts/interfaces/IValidationRounds.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionStatus, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ValidationRounds} from "../../contracts/validation/ValidationRounds.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

abstract contract RoundsBase is ValidationBase {
    AccountId internal firstValidator;

    function setUp() public virtual override {
        super.setUp();
        firstValidator = _seat(13);
    }

    function _balances() internal view returns (uint256) {
        return token.balanceOf(address(rounds));
    }

    /// @dev Bonds and fees in = out: after all rounds are closed nothing is left but what is credited.
    function _assertEmptied() internal view {
        vm.assertEq(_balances(), uint256(rounds.totalCredit()) * 1e9);
        vm.assertEq(token.balanceOf(address(panels)), uint256(panels.totalCredit()) * 1e9);
        _assertSolvent();
    }

    /// @dev The owner's round with known answers under the salt "s".
    function _openSeeded(ContributionId[] memory items, uint128 known, uint128 accept) internal returns (uint48 round) {
        bytes32 answers = rounds.answersHashOf(known, accept, "s");
        vm.prank(owner);
        round = rounds.open(datanet, items, ownerAccount, answers);
    }

    function _ballotsOf(uint48 round, uint256 accepting, uint256 rejecting) internal view returns (bytes[] memory ballots) {
        ballots = new bytes[](_members(round).length);
        uint256 count;
        for (uint128 active = rounds.roundOf(round).active; active != 0; active &= active - 1) ++count;
        for (uint256 i = 0; i < accepting; ++i) ballots[i] = _votes(count, 0, 800_000);
        for (uint256 i = accepting; i < accepting + rejecting; ++i) ballots[i] = _votes(count, 9, 0);
    }

    function _expectPhase(uint48 round, IValidationRounds.Phase phase) internal {
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_WrongPhase.selector, round, phase));
    }
}

contract ValidationRoundsOpenTest is RoundsBase {
    function test_open_marksItemsAndTakesFee_succeeds() external {
        ContributionId[] memory items = _items(3);
        uint256 before = token.balanceOf(owner);
        uint48 round = _open(items);

        uint256 fee = rounds.feeFor(3, 5);
        vm.assertEq(fee, 3 * 5 * uint256(FEE) + 8 * uint256(SECRET_REWARD));
        vm.assertEq(before - token.balanceOf(owner), fee * 1e9);
        for (uint256 i = 0; i < 3; ++i) vm.assertTrue(rounds.isUnderJudgement(items[i]));
        IValidationRounds.Round memory stored = rounds.roundOf(round);
        vm.assertEq(stored.active, 7);
        vm.assertEq(stored.itemsHash, keccak256(abi.encode(items)));
        _assertPhase(round, IValidationRounds.Phase.Drawing);
        vm.assertEq(rounds.levelOf(round, 0).nominal, 5);
        vm.assertEq(rounds.parameters().feePerVote, FEE);
        vm.assertEq(rounds.mode(), "panels");
    }

    function test_open_overlappingBatches_reverts() external {
        ContributionId[] memory items = _items(2);
        _open(items);
        ContributionId[] memory again = new ContributionId[](1);
        again[0] = items[1];
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_AlreadyJudged.selector, items[1]));
        _open(again);
    }

    function test_open_sameItemTwice_reverts() external {
        ContributionId[] memory items = _items(2);
        items[1] = items[0];
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotAscending.selector, 1));
        _open(items);
    }

    function test_open_batchSize_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_BatchSize.selector, 0, 100));
        _open(new ContributionId[](0));
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_BatchSize.selector, 101, 100));
        _open(new ContributionId[](101));
    }

    function test_open_notPending_reverts() external {
        ContributionId[] memory items = _items(1);
        vm.prank(contributor);
        ledger.withdraw(items);
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotPending.selector, items[0], datanet, ContributionStatus.Withdrawn)
        );
        _open(items);
    }

    function test_open_otherAdmission_reverts() external {
        ContributionId[] memory items = _items(1);
        vm.prank(owner);
        datanets.setAdmission(datanet, admissionModule);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotAdmission.selector, datanet));
        _open(items);
    }

    function test_open_answersByStranger_reverts() external {
        ContributionId[] memory items = _items(1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotCurator.selector, datanet, stranger));
        vm.prank(stranger);
        rounds.open(datanet, items, ownerAccount, "answers");
    }

    function test_open_tenItemsWithoutAnswers_reverts() external {
        ContributionId[] memory items = _items(10);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_AnswersNeeded.selector, 10, 9));
        _open(items);
    }

    function test_open_seeded_takesBond_succeeds() external {
        ContributionId[] memory items = _items(10);
        uint256 before = token.balanceOf(owner);
        _openSeeded(items, 3, 1);
        vm.assertEq(before - token.balanceOf(owner), (rounds.feeFor(10, 5) + uint256(APPEAL_BOND)) * 1e9);
    }

    function test_open_byContributor_succeeds() external {
        ContributionId[] memory items = _items(1);
        vm.prank(contributor);
        uint48 round = rounds.open(datanet, items, contributorAccount, 0);
        vm.assertEq(AccountId.unwrap(rounds.roundOf(round).payer), AccountId.unwrap(contributorAccount));
    }

    function test_constructor_badParameters_reverts() external {
        IValidationRounds.Parameters memory given = _parameters();
        given.liabilityWindow = 61 days;
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadWindows.selector, 16 days + 6 hours, 61 days, 60 days)
        );
        this.deploy(given);
        given.liabilityWindow = 10 days;
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadWindows.selector, 16 days + 6 hours, 10 days, 60 days)
        );
        this.deploy(given);
        given = _parameters();
        given.appealBond = 1_001e9;
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_AmountTooLarge.selector, 1_001e9, 1_000e9));
        this.deploy(given);
    }

    function deploy(IValidationRounds.Parameters calldata given) external {
        new ValidationRounds(address(manager), token, accounts, ledger, datanets, panels, staking, commons, given);
    }
}

contract ValidationRoundsVerdictTest is RoundsBase {
    function test_finalise_accepted_paysEverybody_succeeds() external {
        ContributionId[] memory items = _items(9);
        uint48 round = _judge(items, 0, 900_000);

        _assertPhase(round, IValidationRounds.Phase.Closed);
        for (uint256 i = 0; i < items.length; ++i) {
            _assertStatus(items[i], uint8(ContributionStatus.Accepted));
            vm.assertEq(ledger.contributionOf(items[i]).noveltyPpm, 900_000);
            vm.assertFalse(rounds.isUnderJudgement(items[i]));
        }
        AccountId[] memory members = _members(round);
        vm.assertEq(members.length, 5);
        for (uint256 i = 0; i < 5; ++i) {
            // A tenth is commission; the rest raises the pool.
            vm.assertEq(NanoOpen.unwrap(staking.creditOf(members[i])), (9 * FEE) / 10);
            vm.assertEq(staking.activeOf(datanet, members[i]).assets, STAKE + 9 * FEE - (9 * FEE) / 10);
        }
        vm.assertEq(_credit(ownerAccount), 0);
        vm.assertEq(NanoOpen.unwrap(panels.creditOf(ownerAccount)), 8 * uint256(SECRET_REWARD));
        _assertEmptied();
        uint256 before = token.balanceOf(owner);
        panels.withdrawCredit(ownerAccount);
        vm.assertEq(token.balanceOf(owner) - before, 8 * uint256(SECRET_REWARD) * 1e9);
        vm.expectRevert(abi.encodeWithSelector(IAccountCredits.AccountCredits_NothingToWithdraw.selector, ownerAccount));
        panels.withdrawCredit(ownerAccount);
    }

    function test_finalise_minorityForgoesFee_succeeds() external {
        ContributionId[] memory items = _items(4);
        uint48 round = _open(items);
        _draw(round);
        _cast(round, _ballotsOf(round, 2, 3));
        _finalise(round, items);

        _assertStatus(items[0], uint8(ContributionStatus.Rejected));
        vm.assertEq(uint8(ledger.contributionOf(items[0]).reason), uint8(VerdictReason.LowQuality));
        AccountId[] memory members = _members(round);
        vm.assertEq(staking.activeOf(datanet, members[0]).assets, STAKE);
        vm.assertTrue(staking.activeOf(datanet, members[4]).assets > STAKE);
        vm.assertEq(_credit(ownerAccount), 4 * 2 * uint256(FEE));
        _assertEmptied();
    }

    function test_finalise_clipsOutliers_succeeds() external {
        ContributionId[] memory items = _items(1);
        uint48 round = _open(items);
        _draw(round);
        bytes[] memory ballots = _ballots(round, _vote(0, 400_000));
        ballots[0] = _vote(0, 1_000_000);
        ballots[1] = _vote(0, 1);
        _cast(round, ballots);
        _finalise(round, items);
        // 500,000 and 300,000 after clipping: the outliers cancel.
        vm.assertEq(ledger.contributionOf(items[0]).noveltyPpm, 400_000);
    }

    function test_tally_silenceLosesStake_succeeds() external {
        ContributionId[] memory items = _items(2);
        uint48 round = _open(items);
        _draw(round);
        _cast(round, _ballotsOf(round, 3, 0));

        AccountId[] memory members = _members(round);
        vm.assertEq(staking.activeOf(datanet, members[4]).assets, STAKE - SILENCE_PENALTY);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(ownerAccount)), 2 * 2 * uint256(FEE));
        _finalise(round, items);
        _assertStatus(items[0], uint8(ContributionStatus.Accepted));
        vm.assertEq(_credit(ownerAccount), 2 * 2 * uint256(FEE));
        _assertEmptied();
    }

    function test_tally_noQuorum_voidsRound_succeeds() external {
        ContributionId[] memory items = _items(2);
        uint48 round = _open(items);
        _draw(round);
        _cast(round, _ballotsOf(round, 2, 0));
        _assertPhase(round, IValidationRounds.Phase.Voiding);
        rounds.finalise(round, items);

        _assertStatus(items[0], uint8(ContributionStatus.Pending));
        vm.assertFalse(rounds.isUnderJudgement(items[0]));
        vm.assertEq(_credit(ownerAccount), 2 * 3 * uint256(FEE));
        _assertEmptied();
        // Nothing is stuck: another round judges them.
        _judge(items, 0, 1);
        _assertStatus(items[0], uint8(ContributionStatus.Accepted));
    }

    function test_advance_noValidators_voidsRound_succeeds() external {
        for (uint256 i = 0; i < 11; ++i) {
            AccountId validator = AccountId.wrap(AccountId.unwrap(firstValidator) + uint32(i));
            vm.prank(_validatorAddress(i));
            staking.leaveSeat(datanet, validator);
        }
        _wait(1);
        ContributionId[] memory items = _items(1);
        uint48 round = _open(items);
        _draw(round);
        _assertPhase(round, IValidationRounds.Phase.Voiding);
        rounds.finalise(round, items);
        vm.assertEq(_credit(ownerAccount), 5 * uint256(FEE));
        _assertEmptied();
    }

    function test_finalise_afterWithdrawalAndNewAdmission_succeeds() external {
        ContributionId[] memory items = _items(2);
        uint48 round = _open(items);
        _draw(round);
        ContributionId[] memory one = new ContributionId[](1);
        one[0] = items[0];
        vm.prank(contributor);
        ledger.withdraw(one);
        vm.prank(owner);
        datanets.setAdmission(datanet, admissionModule);
        _cast(round, _ballots(round, _votes(2, 0, 5)));
        _finalise(round, items);

        _assertStatus(items[0], uint8(ContributionStatus.Withdrawn));
        _assertStatus(items[1], uint8(ContributionStatus.Pending));
        _assertEmptied();
    }

    function test_finalise_knownAnswers_slashesLazy_succeeds() external {
        ContributionId[] memory items = _items(4);
        bytes32 answers = rounds.answersHashOf(3, 1, "s");
        vm.prank(owner);
        uint48 round = rounds.open(datanet, items, ownerAccount, answers);
        _draw(round);
        // Item 0 is known good, item 1 known bad. Seats 0 and 1 accept everything, without looking.
        bytes memory honest = bytes.concat(_vote(0, 7), _vote(3, 0), _vote(0, 7), _vote(0, 7));
        bytes[] memory ballots = _ballots(round, honest);
        ballots[0] = _votes(4, 0, 7);
        ballots[1] = ballots[0];
        _cast(round, ballots);
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadAnswers.selector, round, answers, rounds.answersHashOf(3, 3, "s"))
        );
        rounds.revealAnswers(round, 3, 3, "s");
        rounds.revealAnswers(round, 3, 1, "s");
        _finalise(round, items);

        AccountId[] memory members = _members(round);
        uint256 lazy = staking.activeOf(datanet, members[0]).assets + NanoOpen.unwrap(staking.creditOf(members[0]));
        uint256 diligent = staking.activeOf(datanet, members[4]).assets + NanoOpen.unwrap(staking.creditOf(members[4]));
        vm.assertEq(lazy, STAKE + 3 * uint256(FEE) - KNOWN_PENALTY);
        vm.assertEq(diligent, STAKE + 4 * uint256(FEE));
        _assertEmptied();
    }

    function test_finalise_falseAnswers_harmNobody_succeeds() external {
        ContributionId[] memory items = _items(1);
        vm.startPrank(owner);
        bytes32 answers = rounds.answersHashOf(1, 0, "s");
        uint48 round = rounds.open(datanet, items, ownerAccount, answers);
        vm.stopPrank();
        _draw(round);
        _cast(round, _ballots(round, _vote(0, 7)));
        rounds.revealAnswers(round, 1, 0, "s");
        _finalise(round, items);
        vm.assertTrue(staking.activeOf(datanet, _members(round)[0]).assets > STAKE);
    }

    function test_revealAnswers_returnsBond_succeeds() external {
        ContributionId[] memory items = _items(10);
        uint48 round = _openSeeded(items, 3, 1);
        _draw(round);
        bytes memory votes = bytes.concat(_vote(0, 7), _vote(3, 0), _votes(8, 0, 7));
        _cast(round, _ballots(round, votes));
        vm.expectEmit(address(rounds));
        emit IValidationRounds.AnswersBondSettled(round, ownerAccount, NanoOpen.wrap(APPEAL_BOND), true);
        vm.expectEmit(address(rounds));
        emit IAccountCredits.AccountCredited(ownerAccount, NanoOpen.wrap(APPEAL_BOND));
        rounds.revealAnswers(round, 3, 1, "s");
        vm.assertEq(_credit(ownerAccount), APPEAL_BOND);
        _finalise(round, items);
        vm.assertEq(_credit(ownerAccount), APPEAL_BOND);
        _assertEmptied();
    }

    function test_revealAnswers_tooFew_reverts() external {
        ContributionId[] memory items = _items(10);
        uint48 round = _openSeeded(items, 1, 1);
        _draw(round);
        _cast(round, _ballots(round, _votes(10, 0, 7)));
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooFewAnswers.selector, round, 1, 0, 1));
        rounds.revealAnswers(round, 1, 1, "s");
    }

    function test_finalise_answersKeptSecret_forfeitsBond_succeeds() external {
        ContributionId[] memory items = _items(10);
        uint48 round = _openSeeded(items, 3, 1);
        _draw(round);
        _cast(round, _ballots(round, _votes(10, 0, 7)));
        vm.warp(block.timestamp + 7 days + 1);
        vm.expectEmit(address(rounds));
        emit IValidationRounds.AnswersBondSettled(round, commons, NanoOpen.wrap(APPEAL_BOND), false);
        rounds.finalise(round, items);
        vm.assertEq(_credit(commons), APPEAL_BOND);
        vm.assertEq(_credit(ownerAccount), 0);
        _assertEmptied();
    }

    /// @dev All items are appealed, so level 0 settles nothing: the bond is forfeited when they become final.
    function test_finalise_answersKeptSecretUntilAppeal_forfeitsBond_succeeds() external {
        ContributionId[] memory items = _items(10);
        uint48 round = _openSeeded(items, 3, 1);
        _draw(round);
        _cast(round, _ballots(round, _votes(10, 0, 7)));
        vm.prank(rival);
        rounds.appeal(round, 1023, rivalAccount);
        vm.warp(block.timestamp + 1 days + 1);
        rounds.finalise(round, items);
        vm.assertEq(_credit(commons), 0);
        _draw(round);
        _cast(round, _ballots(round, _votes(10, 0, 7)));
        _finalise(round, items);
        // The bond of the answers and those of ten appeals in vain.
        vm.assertEq(_credit(commons), 11 * uint256(APPEAL_BOND));
        _assertEmptied();
    }

    function test_finalise_voidRound_returnsAnswersBond_succeeds() external {
        ContributionId[] memory items = _items(10);
        uint48 round = _openSeeded(items, 3, 1);
        _draw(round);
        _cast(round, new bytes[](5));
        _assertPhase(round, IValidationRounds.Phase.Voiding);
        rounds.finalise(round, items);
        vm.assertEq(_credit(ownerAccount), APPEAL_BOND + 10 * 5 * uint256(FEE));
        _assertEmptied();
    }

    function test_revealAnswers_late_reverts() external {
        ContributionId[] memory items = _items(1);
        uint48 round = _open(items);
        _draw(round);
        _cast(round, _ballots(round, _vote(0, 7)));
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooLate.selector, round, deadline));
        rounds.revealAnswers(round, 1, 1, "s");
    }
}

contract ValidationRoundsVotingTest is RoundsBase {
    ContributionId[] internal items;
    uint48 internal round;
    AccountId internal member;
    address internal controller;

    function setUp() public override {
        super.setUp();
        items = _items(2);
        round = _open(items);
        _draw(round);
        member = _members(round)[0];
        controller = accounts.controllerOf(member);
    }

    function _commit(bytes memory votes) internal returns (bytes32 hash) {
        hash = rounds.votesHash(round, 0, member, votes, VOTE_SALT);
        vm.prank(controller);
        rounds.commitVotes(round, 0, member, hash);
    }

    function test_commitVotes_byStranger_reverts() external {
        vm.expectRevert();
        vm.prank(stranger);
        rounds.commitVotes(round, 0, member, "hash");
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotMember.selector, round, 0, proverAccount));
        vm.prank(prover);
        rounds.commitVotes(round, 0, proverAccount, "hash");
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_NotMember.selector, round, 200, member));
        vm.prank(controller);
        rounds.commitVotes(round, 200, member, "hash");
    }

    function test_commitVotes_twice_reverts() external {
        _commit(_votes(2, 0, 5));
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_AlreadyCommitted.selector, round, 0));
        vm.prank(controller);
        rounds.commitVotes(round, 0, member, "other");
    }

    function test_commitVotes_zero_reverts() external {
        _expectRevert(IValidationRounds.ValidationRounds_ZeroHash.selector);
        vm.prank(controller);
        rounds.commitVotes(round, 0, member, 0);
    }

    function test_commitVotes_late_reverts() external {
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooLate.selector, round, deadline));
        vm.prank(controller);
        rounds.commitVotes(round, 0, member, "hash");
    }

    function test_revealVotes_early_reverts() external {
        _commit(_votes(2, 0, 5));
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooEarly.selector, round, deadline));
        rounds.revealVotes(round, 0, member, _votes(2, 0, 5), VOTE_SALT);
    }

    function test_revealVotes_withoutCommit_reverts() external {
        vm.warp(rounds.roundOf(round).deadline + 1);
        bytes memory votes = _votes(2, 0, 5);
        bytes32 hash = rounds.votesHash(round, 0, member, votes, VOTE_SALT);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_RevealMismatch.selector, round, 0, bytes32(0), hash));
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
    }

    function test_revealVotes_unlikeCommitOrTwice_reverts() external {
        bytes memory votes = _votes(2, 0, 5);
        bytes memory others = _votes(2, 1, 0);
        bytes32 committed = _commit(votes);
        vm.warp(rounds.roundOf(round).deadline + 1);
        bytes32 wrong = rounds.votesHash(round, 0, member, others, VOTE_SALT);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_RevealMismatch.selector, round, 0, committed, wrong));
        rounds.revealVotes(round, 0, member, others, VOTE_SALT);
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_RevealMismatch.selector, round, 0, keccak256(votes), committed)
        );
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
    }

    function test_revealVotes_copiedCommit_reverts() external {
        // A commit is bound to who made it: another member that copies the hash has nothing to show.
        bytes memory votes = _votes(2, 0, 5);
        bytes32 hash = _commit(votes);
        AccountId copier = _members(round)[1];
        vm.prank(accounts.controllerOf(copier));
        rounds.commitVotes(round, 1, copier, hash);
        vm.warp(rounds.roundOf(round).deadline + 1);
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
        bytes32 own = rounds.votesHash(round, 0, copier, votes, VOTE_SALT);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_RevealMismatch.selector, round, 1, hash, own));
        rounds.revealVotes(round, 1, copier, votes, VOTE_SALT);
    }

    function test_revealVotes_incoherent_reverts() external {
        bytes memory votes = bytes.concat(_vote(0, 5), _vote(0, 0));
        _commit(votes);
        vm.warp(rounds.roundOf(round).deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadVote.selector, 1, 0, 0));
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
    }

    function test_revealVotes_wrongLength_reverts() external {
        bytes memory votes = new bytes(65_536);
        _commit(votes);
        vm.warp(rounds.roundOf(round).deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_VotesLength.selector, 65_536, 8));
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
    }

    function test_revealVotes_late_reverts() external {
        bytes memory votes = _votes(2, 0, 5);
        _commit(votes);
        vm.warp(rounds.roundOf(round).deadline + 1);
        rounds.advance(round);
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooLate.selector, round, deadline));
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
    }

    function test_tally_early_reverts() external {
        bytes[] memory ballots = _ballots(round, "");
        vm.warp(rounds.roundOf(round).deadline + 1);
        rounds.advance(round);
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooEarly.selector, round, deadline));
        rounds.tally(round, ballots);
    }

    function test_tally_wrongVotes_reverts() external {
        bytes memory votes = _votes(2, 0, 5);
        _commit(votes);
        vm.warp(rounds.roundOf(round).deadline + 1);
        rounds.revealVotes(round, 0, member, votes, VOTE_SALT);
        vm.warp(block.timestamp + 1 days + 1);
        bytes[] memory ballots = _ballots(round, "");
        vm.expectRevert(
            abi.encodeWithSelector(IValidationRounds.ValidationRounds_WrongVotes.selector, round, 0, keccak256(votes), keccak256(""))
        );
        rounds.tally(round, ballots);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_VotesLength.selector, 4, 5));
        rounds.tally(round, new bytes[](4));
    }

    function test_rounds_unknown_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_UnknownRound.selector, 9));
        rounds.advance(9);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_UnknownLevel.selector, round, 1));
        rounds.levelOf(round, 1);
    }

    function test_finalise_wrongItems_reverts() external {
        ContributionId[] memory others = new ContributionId[](1);
        others[0] = items[0];
        vm.expectRevert(
            abi.encodeWithSelector(
                IValidationRounds.ValidationRounds_WrongItems.selector,
                round,
                keccak256(abi.encode(items)),
                keccak256(abi.encode(others))
            )
        );
        rounds.finalise(round, others);
    }

    /// @dev Every edge that the drawing of the state machine does not have.
    function testFuzz_rounds_illegalEdges_reverts(uint8 target) external {
        IValidationRounds.Phase reached = _walk(target % 5);
        if (reached != IValidationRounds.Phase.Committing) {
            _expectPhase(round, reached);
            vm.prank(controller);
            rounds.commitVotes(round, 0, member, "hash");
        }
        if (reached != IValidationRounds.Phase.Committing && reached != IValidationRounds.Phase.Revealing) {
            _expectPhase(round, reached);
            rounds.revealVotes(round, 0, member, "", 0);
            _expectPhase(round, reached);
            rounds.advance(round);
        }
        if (reached != IValidationRounds.Phase.Revealing) {
            _expectPhase(round, reached);
            rounds.tally(round, new bytes[](5));
        }
        if (reached != IValidationRounds.Phase.Appealing) {
            _expectPhase(round, reached);
            rounds.appeal(round, 1, contributorAccount);
            _expectPhase(round, reached);
            rounds.revealAnswers(round, 0, 0, 0);
        }
        if (reached != IValidationRounds.Phase.Escalated) {
            _expectPhase(round, reached);
            vm.prank(arbiter);
            rounds.rule(round, items, "");
        }
        bool isFinalisable =
            reached == IValidationRounds.Phase.Appealing ||
                reached == IValidationRounds.Phase.Escalated ||
                reached == IValidationRounds.Phase.Voiding;
        if (!isFinalisable) {
            _expectPhase(round, reached);
            rounds.finalise(round, items);
        }
    }

    function _walk(uint256 steps) private returns (IValidationRounds.Phase) {
        if (steps == 1) {
            vm.warp(rounds.roundOf(round).deadline + 1);
            rounds.advance(round);
        } else if (steps >= 2) {
            bytes[] memory ballots = _ballots(round, steps == 2 ? bytes("") : _votes(2, 0, 5));
            _cast(round, ballots);
            if (steps == 4) _finalise(round, items);
        }
        return _phase(round);
    }
}

contract ValidationRoundsAppealTest is RoundsBase {
    ContributionId[] internal items;
    uint48 internal round;

    function setUp() public override {
        super.setUp();
        items = _items(3);
        round = _open(items);
        _draw(round);
        _cast(round, _ballotsOf(round, 1, 4));
    }

    function _appeal(address who, AccountId account, uint128 which) internal {
        vm.prank(who);
        rounds.appeal(round, which, account);
    }

    function _nextLevel() internal {
        vm.warp(block.timestamp + 1 days + 1);
        rounds.finalise(round, items);
    }

    function test_appeal_overturns_repaysAppellant_succeeds() external {
        (uint64 cost, uint8 next) = rounds.appealCostOf(round, 1);
        vm.assertEq(next, 11);
        vm.assertEq(cost, 11 * FEE + APPEAL_BOND + 8 * SECRET_REWARD);
        _appeal(contributor, contributorAccount, 2);
        _nextLevel();
        // The others are final; the appealed one goes to a larger panel.
        _assertStatus(items[0], uint8(ContributionStatus.Rejected));
        _assertStatus(items[1], uint8(ContributionStatus.Pending));
        _assertPhase(round, IValidationRounds.Phase.Drawing);
        _draw(round);
        vm.assertEq(_members(round).length, 11);
        _cast(round, _ballotsOf(round, 10, 1));
        _finalise(round, items);

        _assertStatus(items[1], uint8(ContributionStatus.Accepted));
        _assertPhase(round, IValidationRounds.Phase.Closed);
        // Bond, one dissenting seat of the appeal, four overturned seats of the first panel.
        vm.assertEq(_credit(contributorAccount), APPEAL_BOND + FEE + 4 * uint256(FEE));
        vm.assertEq(_credit(ownerAccount), 2 * uint256(FEE));
        vm.assertEq(_credit(commons), 0);
        _assertEmptied();
    }

    function test_appeal_upheld_forfeitsBond_succeeds() external {
        _appeal(contributor, contributorAccount, 1);
        _nextLevel();
        _draw(round);
        _cast(round, _ballotsOf(round, 0, 11));
        _finalise(round, items);

        _assertStatus(items[0], uint8(ContributionStatus.Rejected));
        vm.assertEq(_credit(contributorAccount), 0);
        vm.assertEq(_credit(commons), APPEAL_BOND);
        _assertEmptied();
    }

    function test_appeal_noQuorum_escalatesAndDefaults_succeeds() external {
        _appeal(contributor, contributorAccount, 1);
        _nextLevel();
        _draw(round);
        _cast(round, _ballotsOf(round, 5, 0));
        _assertPhase(round, IValidationRounds.Phase.Escalated);
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooEarly.selector, round, deadline));
        rounds.finalise(round, items);
        _finalise(round, items);

        // Nobody answered: the first panel stands, the bond returns, and so does what the silent seats did not earn.
        _assertStatus(items[0], uint8(ContributionStatus.Rejected));
        vm.assertEq(_credit(contributorAccount), APPEAL_BOND + 6 * uint256(FEE));
        _assertPhase(round, IValidationRounds.Phase.Closed);
        _assertEmptied();
    }

    function test_appeal_tooFewValidators_escalatesAndRules_succeeds() external {
        _appeal(contributor, contributorAccount, 7);
        _nextLevel();
        _draw(round);
        _cast(round, _ballotsOf(round, 4, 7));
        // 23 seats are wanted, 13 validators exist: still larger than 11.
        (, uint8 next) = rounds.appealCostOf(round, 1);
        vm.assertEq(next, 23);
        _appeal(rival, rivalAccount, 5);
        _nextLevel();
        _assertStatus(items[1], uint8(ContributionStatus.Rejected));
        _draw(round);
        vm.assertEq(_members(round).length, 13);
        _cast(round, _ballotsOf(round, 6, 7));
        (, next) = rounds.appealCostOf(round, 1);
        vm.assertEq(next, 0);
        _appeal(contributor, contributorAccount, 4);
        _nextLevel();
        _assertStatus(items[0], uint8(ContributionStatus.Rejected));
        _assertPhase(round, IValidationRounds.Phase.Escalated);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        rounds.rule(round, items, _vote(0, 600_000));
        vm.prank(arbiter);
        rounds.rule(round, items, _vote(0, 600_000));

        _assertStatus(items[2], uint8(ContributionStatus.Accepted));
        vm.assertEq(ledger.contributionOf(items[2]).noveltyPpm, 600_000);
        _assertPhase(round, IValidationRounds.Phase.Closed);
        _assertEmptied();
    }

    function test_rule_late_reverts() external {
        _appeal(contributor, contributorAccount, 1);
        _nextLevel();
        _draw(round);
        _cast(round, _ballotsOf(round, 5, 0));
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooLate.selector, round, deadline));
        vm.prank(arbiter);
        rounds.rule(round, items, _vote(0, 1));
    }

    function test_appeal_badItems_reverts() external {
        uint128[2] memory bad = [uint128(0), 8];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadAppeal.selector, round, bad[i]));
            rounds.appeal(round, bad[i], contributorAccount);
        }
        _appeal(contributor, contributorAccount, 3);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_BadAppeal.selector, round, 6));
        rounds.appeal(round, 6, contributorAccount);
    }

    function test_appeal_late_reverts() external {
        uint48 deadline = rounds.roundOf(round).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidationRounds.ValidationRounds_TooLate.selector, round, deadline));
        rounds.appeal(round, 1, contributorAccount);
    }
}

contract ValidationRoundsMoneyTest is RoundsBase {
    /// @dev Bonds and fees in = out, whatever the votes, silences and appeals.
    function testFuzz_finalise_moneyInEqualsOut_succeeds(uint256 seed) external {
        ContributionId[] memory items = _items(5);
        uint256 before = token.balanceOf(address(staking));
        uint256 supplied = _balances() + token.balanceOf(address(panels));
        uint48 round = _open(items);
        for (uint256 level = 0; level < 4 && _phase(round) != IValidationRounds.Phase.Closed; ++level) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (_phase(round) == IValidationRounds.Phase.Drawing) {
                _draw(round);
                if (_phase(round) == IValidationRounds.Phase.Committing) _cast(round, _random(round, seed));
            }
            if (_phase(round) == IValidationRounds.Phase.Appealing) {
                uint128 which = uint128(seed) & rounds.roundOf(round).active;
                if (which != 0) rounds.appeal(round, which, seed % 2 == 0 ? contributorAccount : rivalAccount);
            }
            _finalise(round, items);
        }
        if (_phase(round) != IValidationRounds.Phase.Closed) _finalise(round, items);
        _assertPhase(round, IValidationRounds.Phase.Closed);
        for (uint256 i = 0; i < items.length; ++i) vm.assertFalse(rounds.isUnderJudgement(items[i]));
        vm.assertEq(supplied, 0);
        vm.assertTrue(token.balanceOf(address(staking)) >= before);
        _assertEmptied();
    }

    function _random(uint48 round, uint256 seed) private view returns (bytes[] memory ballots) {
        ballots = new bytes[](_members(round).length);
        uint128 active = rounds.roundOf(round).active;
        for (uint256 seat = 0; seat < ballots.length; ++seat) {
            // One seat in eight is silent.
            uint256 mood = uint256(keccak256(abi.encode(seed, seat)));
            if (mood % 8 == 0) continue;
            for (uint256 i = 0; i < 5; ++i) {
                if ((active >> i) & 1 == 0) continue;
                uint256 vote = uint256(keccak256(abi.encode(mood, i)));
                ballots[seat] = bytes.concat(
                    ballots[seat],
                    vote % 2 == 0 ? _vote(0, uint24(1 + ((vote >> 8) % 1_000_000))) : _vote(uint8(1 + ((vote >> 8) % 9)), 0)
                );
            }
        }
    }
}

contract ValidationRoundsGasTest is RoundsBase {
    event GasMeasured(string what, uint256 gas);

    /// @dev The figures of `bench:gas`, within a budget: a round of 100 items by 5 validators, all transactions of which are bounded.
    function test_round_hundredItems_staysInBudget_succeeds() external {
        ContributionId[] memory items = _items(100);
        uint256 total;
        uint256 largest;
        uint256 start = gasleft();
        uint48 round = _openSeeded(items, 15, 3);
        (total, largest) = _add(total, largest, start - gasleft());
        _draw(round);
        bytes[] memory ballots = _ballots(round, _votes(100, 0, 900_000));
        AccountId[] memory members = _members(round);
        for (uint8 seat = 0; seat < 5; ++seat) {
            bytes32 hash = rounds.votesHash(round, 0, members[seat], ballots[seat], VOTE_SALT);
            vm.prank(accounts.controllerOf(members[seat]));
            start = gasleft();
            rounds.commitVotes(round, seat, members[seat], hash);
            (total, largest) = _add(total, largest, start - gasleft());
        }
        for (uint8 seat = 0; seat < 5; ++seat) {
            start = gasleft();
            rounds.revealVotes(round, seat, members[seat], ballots[seat], VOTE_SALT);
            (total, largest) = _add(total, largest, start - gasleft());
        }
        start = gasleft();
        rounds.tally(round, ballots);
        (total, largest) = _add(total, largest, start - gasleft());
        vm.warp(block.timestamp + 2 days);
        start = gasleft();
        rounds.finalise(round, items);
        (total, largest) = _add(total, largest, start - gasleft());
        emit GasMeasured("round of 100 items by 5 validators, execution only, per item", total / 100);
        vm.assertTrue(largest < 16_777_216);
        vm.assertTrue(total < 100 * 80_000);
    }

    function _add(uint256 total, uint256 largest, uint256 gas) private pure returns (uint256, uint256) {
        return (total + gas, gas > largest ? gas : largest);
    }
}
