// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {InfluencePriors} from "../../contracts/attribution/InfluencePriors.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IInfluencePriors} from "../../contracts/interfaces/IInfluencePriors.sol";
import {IPanelVotes} from "../../contracts/interfaces/IPanelVotes.sol";
import {PriorWeights} from "../../contracts/libraries/attribution/PriorWeights.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {PanelBase} from "../support/attribution/PanelBase.sol";

abstract contract InfluencePriorsBase is PanelBase {
    uint256 internal constant ALL = 0x1f;
    ContributionId[] internal ids;
    int16[] internal weights;

    function setUp() public virtual override {
        super.setUp();
        ids = _items(5);
        weights = [int16(32_767), 1_000, 0, -1_000, -32_767];
    }

    function _challenge(uint32 number, uint256 count) internal returns (uint48 vote) {
        IInfluencePriors.Item[] memory items = _shown(ids, weights, count);
        vm.prank(prover);
        return priors.challenge(number, items, proverAccount);
    }

    /// @dev What an honest member finds for the first `count` items.
    function _truth(uint256 count) internal view returns (int16[] memory truth) {
        truth = new int16[](count);
        for (uint256 i = 0; i < count; ++i) truth[i] = weights[i];
    }

    function _judged(uint256 count, bytes32[] memory ballots, uint256 spoken) internal returns (uint48 vote) {
        vote = _challenge(1, count);
        _cast(priors, vote, ballots, spoken);
        priors.judge(1);
    }

    function _assertOutcome(uint48 vote, IInfluencePriors.Outcome outcome) internal view {
        vm.assertEq(uint8(priors.challengeOf(vote).outcome), uint8(outcome));
        _assertHolds(address(priors), priors.priorOf(1).bond);
        _assertSolvent();
    }

    function _stakeOf(uint48 vote, uint256 seat) internal view returns (uint256) {
        return staking.activeOf(datanet, _membersOf(priors, vote)[seat]).assets;
    }
}

contract InfluencePriors_publish is InfluencePriorsBase {
    function test_constructor_badTerms_reverts() external {
        IInfluencePriors.PriorTerms memory terms = _priorTerms();
        terms.panelSize = 32;
        _expectBad(terms);
        terms.panelSize = 4;
        _expectBad(terms);
        terms = _priorTerms();
        terms.bond = 5 * BALLOT_FEE - 1;
        _expectBad(terms);
        terms = _priorTerms();
        terms.challengeBond = 5 * BALLOT_FEE - 1;
        _expectBad(terms);
        terms = _priorTerms();
        terms.lifetime = terms.challengeWindow;
        _expectBad(terms);
        terms = _priorTerms();
        terms.challengeWindow = 0;
        _expectBad(terms);
    }

    function _expectBad(IInfluencePriors.PriorTerms memory terms) private {
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_BadTerms.selector));
        new InfluencePriors(token, accounts, _priorParts(), _voteTerms(), terms);
    }

    function test_publish_stranger_reverts() external {
        IInfluencePriors.Header memory header = _header(5);
        bytes32[] memory leaves = _leaves(header, ids, weights);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, operatorAccount, stranger));
        vm.prank(stranger);
        priors.publish(GATEWAY, _rootOf(leaves), header, _pathOf(leaves, 0), "");
    }

    function test_publish_badHeader_reverts() external {
        IInfluencePriors.Header memory header = _header(5);
        bytes32[] memory leaves = _leaves(header, ids, weights);
        bytes32 root = _rootOf(leaves);
        bytes32[] memory path = _pathOf(leaves, 0);
        vm.startPrank(operator);
        header.seed = 4;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BadHeader.selector, root));
        priors.publish(GATEWAY, root, header, path, "");
        header.count = 8;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BadHeader.selector, root));
        priors.publish(GATEWAY, root, header, path, "");
        header.count = 0;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_NoWeights.selector));
        priors.publish(GATEWAY, root, header, path, "");
        header = _header(5);
        header.tolerance = 1_639;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ToleranceOutOfBounds.selector, 1_639, 10_000));
        priors.publish(GATEWAY, root, header, path, "");
        header = _header(5);
        header.outliersPpm = 50_001;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ToleranceOutOfBounds.selector, 100, 50_001));
        priors.publish(GATEWAY, root, header, path, "");
        vm.stopPrank();
    }

    function test_publish_known_reverts() external {
        _publishPrior(ids, weights);
        IInfluencePriors.Header memory header = _header(5);
        bytes32[] memory leaves = _leaves(header, ids, weights);
        bytes32 root = _rootOf(leaves);
        bytes32[] memory path = _pathOf(leaves, 0);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_PriorKnown.selector, 1));
        vm.prank(operator);
        priors.publish(GATEWAY, root, header, path, "");
        // Another after it has expired.
        vm.warp(block.timestamp + 30 days);
        vm.assertEq(_publishPrior(ids, weights), 2);
        vm.assertEq(priors.numberOf(GATEWAY, ADAPTER, SNAPSHOT), 2);
    }

    function test_publish_byOperator_succeeds() external {
        IInfluencePriors.Header memory header = _header(5);
        bytes32 root = _rootOf(_leaves(header, ids, weights));
        uint48 time = uint48(block.timestamp);
        uint256 before = token.balanceOf(operator);
        vm.expectEmit(address(priors));
        emit IInfluencePriors.PriorPublished(
            1,
            GATEWAY,
            ADAPTER,
            operatorAccount,
            root,
            header,
            NanoOpen.wrap(PRIOR_BOND),
            time + 3 days,
            time + 30 days,
            "https://gateway.example/prior",
            operator
        );
        vm.assertEq(_publishPrior(ids, weights), 1);
        vm.assertEq(before - token.balanceOf(operator), uint256(PRIOR_BOND) * 1e9);
        vm.assertEq(priors.priorOf(1).root, root);
        vm.assertEq(priors.priorCount(), 1);
        vm.assertFalse(priors.isUsableAt(1, time + 3 days - 1));
        vm.assertTrue(priors.isUsableAt(1, time + 3 days));
        vm.assertTrue(priors.isUsableAt(1, time + 30 days - 1));
        vm.assertFalse(priors.isUsableAt(1, time + 30 days));
        _assertHolds(address(priors), PRIOR_BOND);
        vm.assertEq(priors.priorTerms().panelSize, 5);
        vm.assertEq(priors.version(), "1.0.0");
    }

    function test_publish_oneWeight_succeeds() external {
        ContributionId[] memory one = new ContributionId[](1);
        one[0] = ids[0];
        int16[] memory weight = new int16[](1);
        vm.assertEq(_publishPrior(one, weight), 1);
    }
}

contract InfluencePriors_releaseBond is InfluencePriorsBase {
    function test_releaseBond_notDue_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_UnknownPrior.selector, 1));
        priors.releaseBond(1);
        _publishPrior(ids, weights);
        uint48 end = priors.priorOf(1).unusableFrom;
        vm.warp(end - 1);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BondNotReleasable.selector, 1));
        priors.releaseBond(1);
        // A challenge in the last second holds it.
        _challenge(1, 1);
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BondNotReleasable.selector, 1));
        priors.releaseBond(1);
    }

    function test_releaseBond_expired_succeeds() external {
        _publishPrior(ids, weights);
        vm.warp(priors.priorOf(1).unusableFrom);
        vm.expectEmit(address(priors));
        emit IInfluencePriors.PriorBondReleased(1, operatorAccount, NanoOpen.wrap(PRIOR_BOND), address(this));
        priors.releaseBond(1);
        vm.assertEq(_creditAt(address(priors), operatorAccount), PRIOR_BOND);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BondNotReleasable.selector, 1));
        priors.releaseBond(1);
    }
}

contract InfluencePriors_challenge is InfluencePriorsBase {
    function test_challenge_badItems_reverts() external {
        _publishPrior(ids, weights);
        IInfluencePriors.Item[] memory items = new IInfluencePriors.Item[](0);
        vm.startPrank(prover);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ItemCount.selector, 0, 8));
        priors.challenge(1, items, proverAccount);
        items = new IInfluencePriors.Item[](9);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ItemCount.selector, 9, 8));
        priors.challenge(1, items, proverAccount);
        items = _shown(ids, weights, 2);
        items[1] = items[0];
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ItemsNotAscending.selector, 1));
        priors.challenge(1, items, proverAccount);
        items[0].index = 0;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_ItemsNotAscending.selector, 0));
        priors.challenge(1, items, proverAccount);
        items = _shown(ids, weights, 2);
        items[1].weight = 1_001;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_NotInPrior.selector, 1));
        priors.challenge(1, items, proverAccount);
        items = _shown(ids, weights, 2);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, rivalAccount, prover));
        priors.challenge(1, items, rivalAccount);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_UnknownPrior.selector, 2));
        priors.challenge(2, items, proverAccount);
        vm.warp(block.timestamp + 30 days);
        uint48 end = priors.priorOf(1).unusableFrom;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_Expired.selector, 1, end));
        priors.challenge(1, items, proverAccount);
        vm.stopPrank();
    }

    function test_challenge_otherDatanet_reverts() external {
        DatanetId old = datanet;
        vm.prank(owner);
        datanet = datanets.create("Another", "other salt", address(rounds), _terms());
        ContributionId[] memory foreign = _items(1);
        (datanet, ids[1]) = (old, foreign[0]);
        _publishPrior(ids, weights);
        IInfluencePriors.Item[] memory items = _shown(ids, weights, 2);
        DatanetId home = ledger.contributionOf(foreign[0]).datanet;
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_OtherDatanet.selector, 1, home));
        vm.prank(prover);
        priors.challenge(1, items, proverAccount);
    }

    function test_challenge_twice_reverts() external {
        _publishPrior(ids, weights);
        _challenge(1, 1);
        IInfluencePriors.Item[] memory items = _shown(ids, weights, 1);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_WrongState.selector, 1, IInfluencePriors.State.Challenged));
        vm.prank(prover);
        priors.challenge(1, items, proverAccount);
    }

    function test_challenge_first_succeeds() external {
        _publishPrior(ids, weights);
        vm.warp(block.timestamp + 3 days);
        vm.assertTrue(priors.isUsableAt(1, uint48(block.timestamp)));
        ContributionId[] memory shown = new ContributionId[](2);
        (shown[0], shown[1]) = (ids[0], ids[1]);
        vm.expectEmit(address(priors));
        emit IInfluencePriors.PriorChallenged(
            1,
            1,
            proverAccount,
            datanet,
            shown,
            _truth(2),
            NanoOpen.wrap(CASE_BOND),
            NanoOpen.wrap(CASE_BOND + DEPOSIT),
            prover
        );
        _challenge(1, 2);
        vm.assertFalse(priors.isUsableAt(1, uint48(block.timestamp)));
        vm.assertFalse(priors.isUsableAt(1, uint48(block.timestamp) - 1));
        vm.assertEq(priors.priorOf(1).openVote, 1);
        vm.assertEq(priors.challengeOf(1).weights, _ballotOf(_truth(2)));
        _assertHolds(address(priors), PRIOR_BOND + CASE_BOND);
    }
}

contract InfluencePriors_judge is InfluencePriorsBase {
    function setUp() public override {
        super.setUp();
        _publishPrior(ids, weights);
    }

    function test_judge_notChallenged_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_WrongState.selector, 1, IInfluencePriors.State.Published));
        priors.judge(1);
        uint48 vote = _challenge(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IPanelVotes.PanelVotes_WrongPhase.selector, vote, IPanelVotes.Phase.Drawing));
        priors.judge(1);
    }

    function test_judge_borneOut_succeeds() external {
        vm.warp(block.timestamp + 4 days);
        int16[] memory noisy = _truth(4);
        noisy[1] += 90;
        bytes32[] memory ballots = _all(_ballotOf(_truth(4)), 5);
        ballots[2] = _ballotOf(noisy);
        uint48 from = uint48(block.timestamp);
        uint48 vote = _challenge(1, 4);
        _cast(priors, vote, ballots, ALL);
        int16[] memory means = _truth(4);
        means[1] += 18;
        vm.expectEmit(address(priors));
        emit IInfluencePriors.PriorJudged(
            1,
            vote,
            IInfluencePriors.Outcome.BorneOut,
            means,
            0,
            IInfluencePriors.Payment({
                members: NanoOpen.wrap(5 * BALLOT_FEE),
                gateway: NanoOpen.wrap(CASE_BOND - 5 * BALLOT_FEE),
                challenger: NanoOpen.wrap(0),
                commons: NanoOpen.wrap(0)
            }),
            priors.priorOf(1).unusableFrom,
            address(this)
        );
        priors.judge(1);
        _assertOutcome(vote, IInfluencePriors.Outcome.BorneOut);
        vm.assertEq(_creditAt(address(priors), operatorAccount), CASE_BOND - 5 * BALLOT_FEE);
        // Usable before and after, not while it was in doubt.
        vm.assertTrue(priors.isUsableAt(1, from - 1));
        vm.assertFalse(priors.isUsableAt(1, from));
        vm.assertFalse(priors.isUsableAt(1, uint48(block.timestamp) - 1));
        vm.assertTrue(priors.isUsableAt(1, uint48(block.timestamp)));
        vm.assertEq(_stakeOf(vote, 0), STAKE + (BALLOT_FEE * 9) / 10);
    }

    function test_judge_grosslyWrong_refutes_succeeds() external {
        vm.warp(block.timestamp + 4 days);
        uint48 from = uint48(block.timestamp);
        int16[] memory truth = _truth(4);
        truth[2] = 801;
        uint48 vote = _judged(4, _all(_ballotOf(truth), 5), ALL);
        _assertOutcome(vote, IInfluencePriors.Outcome.Refuted);
        IInfluencePriors.Prior memory prior = priors.priorOf(1);
        vm.assertEq(uint8(prior.state), uint8(IInfluencePriors.State.Refuted));
        vm.assertEq(prior.bond, 0);
        vm.assertEq(prior.unusableFrom, from);
        uint64 left = PRIOR_BOND - 5 * BALLOT_FEE;
        vm.assertEq(_creditAt(address(priors), proverAccount), CASE_BOND + (left * 2) / 5);
        vm.assertEq(_creditAt(address(priors), commons), left - (left * 2) / 5);
        vm.assertTrue(priors.isUsableAt(1, from - 1));
        vm.assertFalse(priors.isUsableAt(1, uint48(block.timestamp)));
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_BondNotReleasable.selector, 1));
        priors.releaseBond(1);
        // Another can be published.
        vm.assertEq(_publishPrior(ids, weights), 2);
    }

    function test_judge_oneBeyondTolerance_ofFew_refutes_succeeds() external {
        // One outlier of five is above 10,000 ppm; 100 away is within tolerance.
        int16[] memory truth = _truth(4);
        truth[0] -= 100;
        uint48 vote = _judged(4, _all(_ballotOf(truth), 5), ALL);
        _assertOutcome(vote, IInfluencePriors.Outcome.BorneOut);
        truth[0] -= 1;
        vote = _judged(4, _all(_ballotOf(truth), 5), ALL);
        _assertOutcome(vote, IInfluencePriors.Outcome.Refuted);
    }

    function test_judge_farMember_isSlashed_succeeds() external {
        bytes32[] memory ballots = _all(_ballotOf(_truth(4)), 5);
        ballots[4] = _ballotOf(new int16[](4));
        uint48 vote = _judged(4, ballots, ALL);
        _assertOutcome(vote, IInfluencePriors.Outcome.BorneOut);
        vm.assertEq(_stakeOf(vote, 4), STAKE - DISSENT);
        vm.assertEq(_creditAt(address(priors), operatorAccount), CASE_BOND - 4 * BALLOT_FEE);
    }

    function test_judge_unserved_costsSilence_succeeds() external {
        bytes32[] memory ballots = _all(_ballotOf(_truth(4)), 5);
        ballots[4] = WITHHELD;
        uint48 vote = _judged(4, ballots, 0x1e);
        _assertOutcome(vote, IInfluencePriors.Outcome.BorneOut);
        vm.assertEq(_stakeOf(vote, 4), STAKE - SILENCE);
        vm.assertEq(_stakeOf(vote, 0), STAKE - SILENCE);
    }

    function test_judge_withheld_refutes_succeeds() external {
        bytes32[] memory ballots = _all(WITHHELD, 5);
        ballots[3] = _ballotOf(_truth(4));
        uint48 vote = _judged(4, ballots, ALL);
        _assertOutcome(vote, IInfluencePriors.Outcome.Withheld);
        vm.assertEq(_stakeOf(vote, 3), STAKE);
        vm.assertEq(priors.priorOf(1).bond, 0);
    }

    function test_judge_noMajority_lapses_succeeds() external {
        bytes32[] memory ballots = _all(_ballotOf(_truth(4)), 5);
        ballots[0] = WITHHELD;
        uint48 vote = _judged(4, ballots, 0x07);
        _assertOutcome(vote, IInfluencePriors.Outcome.Lapsed);
        vm.assertEq(_creditAt(address(priors), proverAccount), CASE_BOND - 3 * BALLOT_FEE);
        vm.assertEq(uint8(priors.priorOf(1).state), uint8(IInfluencePriors.State.Published));
    }

    function test_challenge_tooFewSeats_reverts() external {
        for (uint32 i = 0; i < 10; ++i) {
            vm.prank(_validatorAddress(i));
            staking.leaveSeat(datanet, AccountId.wrap(AccountId.unwrap(first) + i));
        }
        _wait(1);
        IInfluencePriors.Item[] memory items = _shown(ids, weights, 4);
        vm.expectRevert(abi.encodeWithSelector(IInfluencePriors.InfluencePriors_TooFewSeats.selector, datanet, 2));
        vm.prank(prover);
        priors.challenge(1, items, proverAccount);
    }

    /// @dev Random noise in ballots, against a model that counts without the contract's libraries.
    function testFuzz_judge_randomBallots(uint256 seed) external {
        bytes32[] memory ballots = new bytes32[](5);
        int256[5] memory column;
        for (uint256 i = 0; i < 5; ++i) {
            column[i] = int256(uint256(keccak256(abi.encode(seed, i))) % 2_000) - 1_000 + int256(weights[1]);
            int16[] memory ballot = new int16[](1);
            ballot[0] = int16(column[i]);
            // Items are shown from the first on: its weight is far from all these.
            ballots[i] = _ballotOf(ballot);
        }
        // The first item of the prior has the weight that the noise is around.
        weights[0] = weights[1];
        vm.warp(block.timestamp + 31 days);
        _publishPrior(ids, weights);
        IInfluencePriors.Item[] memory items = _shown(ids, weights, 1);
        vm.prank(prover);
        uint48 vote = priors.challenge(2, items, proverAccount);
        _cast(priors, vote, ballots, ALL);
        priors.judge(2);

        int256 mean = _meanOf(column) - int256(weights[1]);
        bool isRefuted = mean > 100 || mean < -100;
        vm.assertEq(
            uint8(priors.challengeOf(vote).outcome),
            uint8(isRefuted ? IInfluencePriors.Outcome.Refuted : IInfluencePriors.Outcome.BorneOut)
        );
        uint256 right;
        for (uint256 i = 0; i < 5; ++i) {
            int256 off = column[i] - mean - int256(weights[1]);
            if (off <= 800 && off >= -800) ++right;
        }
        uint256 left = (isRefuted ? PRIOR_BOND : CASE_BOND) - right * BALLOT_FEE;
        vm.assertEq(_creditAt(address(priors), operatorAccount), isRefuted ? 0 : left);
        vm.assertEq(_creditAt(address(priors), proverAccount), isRefuted ? CASE_BOND + (left * 2) / 5 : 0);
        vm.assertEq(staking.waitingToBurn(), (5 - right) * DISSENT);
        _assertHolds(address(priors), PRIOR_BOND + priors.priorOf(2).bond);
    }

    /// @dev The third smallest of five is the one with two that rank before it; the mean is rounded down.
    function _meanOf(int256[5] memory column) private pure returns (int256) {
        int256 median;
        for (uint256 i = 0; i < 5; ++i) {
            uint256 before;
            for (uint256 j = 0; j < 5; ++j) if (column[j] < column[i] || (column[j] == column[i] && j < i)) ++before;
            if (before == 2) median = column[i];
        }
        int256 sum;
        for (uint256 i = 0; i < 5; ++i) {
            int256 clipped = column[i] > median + 100 ? median + 100 : column[i];
            sum += clipped < median - 100 ? median - 100 : clipped;
        }
        int256 mean = sum / 5;
        return sum < 0 && mean * 5 != sum ? mean - 1 : mean;
    }
}

contract PriorWeightsTest is InfluencePriorsBase {
    function testFuzz_pack_at(int16[8] memory given) external pure {
        int16[] memory packed = new int16[](8);
        for (uint256 i = 0; i < 8; ++i) packed[i] = given[i];
        bytes32 word = PriorWeights.pack(packed);
        vm.assertEq(word, _ballotOf(packed));
        for (uint256 i = 0; i < 8; ++i) vm.assertEq(uint16(PriorWeights.at(word, i)), uint16(given[i]));
    }

    function test_clippedMeans_extremes_succeeds() external pure {
        bytes32[] memory ballots = new bytes32[](3);
        int16[] memory one = new int16[](1);
        one[0] = -32_768;
        ballots[0] = PriorWeights.pack(one);
        ballots[1] = ballots[0];
        one[0] = 32_767;
        ballots[2] = PriorWeights.pack(one);
        vm.assertTrue(PriorWeights.clippedMeans(ballots, 3, 1, 100)[0] == -32_735);
        vm.assertTrue(PriorWeights.clippedMeans(ballots, 3, 1, 0)[0] == -32_768);
        (uint8 differing, bool isGross) = PriorWeights.compare(one, ballots[0], 8_191);
        vm.assertEq(differing, 1);
        vm.assertTrue(isGross);
    }
}
