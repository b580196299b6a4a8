// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {IChunkProofs} from "../../contracts/interfaces/IChunkProofs.sol";
import {IEpochLedger} from "../../contracts/interfaces/IEpochLedger.sol";
import {IFraudProofs} from "../../contracts/interfaces/IFraudProofs.sol";
import {ITreeProofs} from "../../contracts/interfaces/ITreeProofs.sol";
import {TreeRounds} from "../../contracts/libraries/epoch/TreeRounds.sol";
import {TreeProofs} from "../../contracts/settlement/fraud/TreeProofs.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {Lie} from "../../contracts/types/Lie.sol";
import {EpochClock} from "../mocks/EpochClock.sol";
import {Cheats} from "../support/registry/Cheats.sol";

contract BondToken is ERC20("OPEN", "OPEN") {
    constructor(address holder) {
        _mint(holder, 1e30);
    }
}

/// @notice An epoch whose top, of level 1, has a payout tree of 13 levels with words in its third quarter alone, credits of 3 and a debit of one leaf.
abstract contract TreeProofsBase {
    Cheats internal constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 internal constant BOND = 100e18;
    uint256 internal constant ROUND = 18 hours;
    address internal constant ANSWERER = address(0xA);

    EpochClock internal clock = new EpochClock();
    BondToken internal token = new BondToken(address(this));
    TreeProofs internal proofs = new TreeProofs(IEpochLedger(address(clock)), token, IChunkProofs(address(clock)));
    IFraudProofs.NodePath internal top;
    bytes32[] internal quarters;
    bytes32[] internal words;
    bytes32[] internal credits;
    bytes32 internal wordsRoot;
    bytes32 internal creditsRoot;
    bytes internal record;
    bytes32 internal recordHash;

    function setUp() public virtual {
        bytes32 zeros = 0;
        for (uint256 i; i < 11; ++i) zeros = keccak256(abi.encodePacked(zeros, zeros));
        for (uint256 i; i < 40; ++i) words.push(keccak256(abi.encode("word", i)));
        quarters = [zeros, zeros, this.rootOf(11, words), zeros];
        credits = [bytes32("a"), bytes32("b"), bytes32("c")];
        (wordsRoot, creditsRoot) = (this.rootOf(13, quarters), this.rootOf(2, credits));
        record = _recordOf(1);
        recordHash = keccak256(record);
        token.approve(address(proofs), type(uint256).max);
    }

    function rootOf(uint256 height, bytes32[] calldata nodes) external pure returns (bytes32 root) {
        (, root) = TreeRounds.rootOf(height, nodes);
    }

    function _recordOf(uint8 level) internal view returns (bytes memory) {
        bytes memory counts = abi.encodePacked(level, uint8(1), uint40(0), uint40(9), uint64(9), uint64(9), uint32(3), uint32(1));
        bytes memory node = abi.encodePacked(counts, bytes32(0), bytes32(0), bytes32(0), creditsRoot, bytes32("debit"));
        bytes memory head = abi.encodePacked(uint8(1), uint32(7), uint32(0), bytes32(0), uint8(13), wordsRoot);
        return abi.encodePacked(head, node, uint48(0), uint48(0), uint64(0));
    }

    function _place(uint8 height, uint32 index, bytes32 node) internal pure returns (ITreeProofs.Place memory place) {
        (place.height, place.index, place.node) = (height, index, node);
    }

    function _wordsRoot() internal view returns (ITreeProofs.Place memory) {
        return _place(13, 0, wordsRoot);
    }

    function _creditsRoot() internal view returns (ITreeProofs.Place memory) {
        return _place(2, 0, creditsRoot);
    }

    function _thirdQuarter() internal view returns (ITreeProofs.Place memory place) {
        place = _place(11, 2, quarters[2]);
        place.path = new bytes32[](2);
        (place.path[0], place.path[1]) = (quarters[3], keccak256(abi.encodePacked(quarters[0], quarters[1])));
    }

    function _ask(ITreeProofs.Tree tree, ITreeProofs.Place memory place) internal returns (bytes32 question) {
        proofs.challengeTree(record, top, tree, place);
        return proofs.questionOf(place.node, place.height);
    }

    function _askCredits() internal returns (bytes32) {
        return _ask(ITreeProofs.Tree.Credits, _creditsRoot());
    }

    function _answerCredits() internal {
        vm.prank(ANSWERER);
        proofs.answerWithNodes(record, 2, credits);
    }
}

contract TreeProofs_challengeTree is TreeProofsBase {
    function test_challengeTree_roots_succeeds() public {
        ITreeProofs.Place memory place = _creditsRoot();
        bytes32 question = proofs.questionOf(place.node, 2);
        clock.setElapsed(5 hours);
        vm.expectEmit(address(proofs));
        emit ITreeProofs.TreeChallenged({
            recordHash: recordHash,
            question: question,
            challenger: address(this),
            bond: clock.challengeBond(),
            deadline: 11 hours,
            tree: ITreeProofs.Tree.Credits,
            root: place.node,
            place: place
        });
        _askCredits();
        _ask(ITreeProofs.Tree.Words, _wordsRoot());
        ITreeProofs.Challenge memory challenge = proofs.challengeOf(recordHash, question);
        vm.assertEq(challenge.challenger, address(this));
        vm.assertEq(challenge.bond, BOND / 1e9);
        vm.assertEq(challenge.deadline, 11 hours);
        vm.assertEq(challenge.answerer, address(0));
        vm.assertEq(clock.open(), 2);
        vm.assertEq(token.balanceOf(address(proofs)), 2 * BOND);
    }

    function test_challengeTree_nodeOfElevenLevels_succeeds() public {
        bytes32 question = _ask(ITreeProofs.Tree.Words, _thirdQuarter());
        vm.assertEq(proofs.challengeOf(recordHash, question).challenger, address(this));
    }

    function test_challengeTree_lastSecondOfItsRound_succeeds() public {
        clock.setElapsed(1 days + 2 * ROUND - 1);
        _ask(ITreeProofs.Tree.Words, _wordsRoot());
        clock.setElapsed(1 days + 3 * ROUND - 1);
        _ask(ITreeProofs.Tree.Words, _thirdQuarter());
    }

    function test_challengeTree_afterItsRound_reverts() public {
        clock.setElapsed(1 days + 2 * ROUND);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_TooLate.selector, 1 days + 2 * ROUND, 1 days + 2 * ROUND));
        _ask(ITreeProofs.Tree.Words, _wordsRoot());
        clock.setElapsed(1 days + 3 * ROUND);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_TooLate.selector, 1 days + 3 * ROUND, 1 days + 3 * ROUND));
        _ask(ITreeProofs.Tree.Words, _thirdQuarter());
    }

    function test_challengeTree_askedBefore_reverts() public {
        bytes32 question = _askCredits();
        bytes memory refusal = abi.encodeWithSelector(ITreeProofs.TreeProofs_AlreadyChallenged.selector, recordHash, question);
        vm.expectRevert(refusal);
        _askCredits();
        _answerCredits();
        vm.expectRevert(refusal);
        _askCredits();
    }

    function test_challengeTree_otherHeight_reverts() public {
        for (uint8 height; height <= 33; ++height) {
            if (height == 11 || height == 13) continue;
            vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_BadHeight.selector, height, 13));
            _ask(ITreeProofs.Tree.Words, _place(height, 0, quarters[0]));
        }
    }

    function test_challengeTree_oneLeaf_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_BadHeight.selector, 0, 0));
        _ask(ITreeProofs.Tree.Debits, _place(0, 0, "debit"));
    }

    function testFuzz_challengeTree_nodeElsewhere(uint32 index, bytes32 node, bytes32 sibling, uint8 change) public {
        ITreeProofs.Place memory place = _thirdQuarter();
        uint256 kind = change % 4;
        if (kind == 0) place.index = index;
        if (kind == 1) place.node = node;
        if (kind == 2) place.path[change % 2] = sibling;
        if (kind == 3) place.path = new bytes32[](change % 2);
        vm.assume(kind != 0 || index != 2);
        vm.expectRevert(abi.encodeWithSelector(IFraudProofs.FraudProofs_BadOpening.selector, 9, place.index));
        _ask(ITreeProofs.Tree.Words, place);
    }

    function test_challengeTree_vectorOfChunk_reverts() public {
        record = _recordOf(0);
        vm.expectRevert(abi.encodeWithSelector(IFraudProofs.FraudProofs_NoChildren.selector, 0));
        _askCredits();
    }

    function test_challengeTree_epochOver_reverts() public {
        clock.end(true);
        vm.expectRevert(
            abi.encodeWithSelector(IFraudProofs.FraudProofs_NotChallengeable.selector, GatewayId.wrap(7), uint32(0), recordHash)
        );
        _askCredits();
    }

    function test_challengeTree_noBond_reverts() public {
        token.approve(address(proofs), BOND - 1);
        vm.expectRevert();
        _askCredits();
    }
}

contract TreeProofs_answerWithNodes is TreeProofsBase {
    function test_answerWithNodes_round_succeeds() public {
        bytes32 first = _ask(ITreeProofs.Tree.Words, _wordsRoot());
        clock.setElapsed(6 hours - 1);
        vm.expectEmit(address(proofs));
        emit ITreeProofs.TreeAnswered(recordHash, first, ANSWERER, quarters);
        vm.prank(ANSWERER);
        proofs.answerWithNodes(record, 13, quarters);
        vm.assertEq(clock.openUntil(), 18 hours - 1);
        bytes32 second = _ask(ITreeProofs.Tree.Words, _thirdQuarter());
        vm.prank(ANSWERER);
        proofs.answerWithNodes(record, 11, words);
        vm.assertEq(clock.open(), 0);
        // The bonds wait for the end of the epoch.
        vm.assertEq(token.balanceOf(address(proofs)), 2 * BOND);
        vm.assertEq(proofs.challengeOf(recordHash, second).answerer, ANSWERER);
    }

    function testFuzz_answerWithNodes_otherNodes(uint8 at, bytes32 node) public {
        _askCredits();
        bytes32[] memory nodes = credits;
        vm.assume(nodes[at % 3] != node);
        nodes[at % 3] = node;
        bytes32 question = proofs.questionOf(this.rootOf(2, nodes), 2);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, question));
        proofs.answerWithNodes(record, 2, nodes);
    }

    /// @dev The nodes of a lower height lead to the same root, but are not what was asked for.
    function test_answerWithNodes_otherHeight_reverts() public {
        _ask(ITreeProofs.Tree.Words, _wordsRoot());
        bytes32[] memory halves = new bytes32[](2);
        halves[0] = keccak256(abi.encodePacked(quarters[0], quarters[1]));
        halves[1] = keccak256(abi.encodePacked(quarters[2], quarters[3]));
        bytes32 question = proofs.questionOf(this.rootOf(1, halves), 1);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, question));
        proofs.answerWithNodes(record, 1, halves);
    }

    function test_answerWithNodes_answeredBefore_reverts() public {
        bytes32 question = _askCredits();
        _answerCredits();
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, question));
        proofs.answerWithNodes(record, 2, credits);
    }

    function test_answerWithNodes_late_reverts() public {
        _askCredits();
        clock.setElapsed(6 hours);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_TooLate.selector, 6 hours, 6 hours));
        proofs.answerWithNodes(record, 2, credits);
    }

    function test_answerWithNodes_tooMany_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IFraudProofs.FraudProofs_BadOpening.selector, 9, 5));
        proofs.answerWithNodes(record, 2, new bytes32[](5));
    }

    function test_answerWithNodes_noSuchHeight_reverts() public {
        for (uint256 i; i < 2; ++i) {
            uint8 height = i == 0 ? 0 : 33;
            vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_BadHeight.selector, height, 32));
            proofs.answerWithNodes(record, height, credits);
        }
    }
}

contract TreeProofs_proveWithheld is TreeProofsBase {
    function test_proveWithheld_noAnswer_succeeds() public {
        uint256 before = token.balanceOf(address(this));
        bytes32 question = _askCredits();
        clock.setElapsed(6 hours);
        vm.expectEmit(address(proofs));
        emit ITreeProofs.TreeChallengeClosed(recordHash, question, address(this), clock.challengeBond(), ANSWERER);
        vm.prank(ANSWERER);
        proofs.proveWithheld(record, question);
        vm.assertEq(uint8(clock.lie()), uint8(Lie.Withheld));
        vm.assertEq(clock.prover(), address(this));
        vm.assertEq(token.balanceOf(address(this)), before);
    }

    function test_proveWithheld_early_reverts() public {
        bytes32 question = _askCredits();
        clock.setElapsed(6 hours - 1);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_TooEarly.selector, 6 hours - 1, 6 hours));
        proofs.proveWithheld(record, question);
    }

    function test_proveWithheld_answered_reverts() public {
        bytes32 question = _askCredits();
        _answerCredits();
        clock.setElapsed(2 days);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, question));
        proofs.proveWithheld(record, question);
    }

    function test_proveWithheld_notAsked_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, bytes32("nothing")));
        proofs.proveWithheld(record, "nothing");
    }
}

contract TreeProofs_closeChallenge is TreeProofsBase {
    function test_closeChallenge_final_succeeds() public {
        bytes32 question = _askCredits();
        _answerCredits();
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOver.selector, recordHash));
        proofs.closeChallenge(record, question);
        clock.end(true);
        proofs.closeChallenge(record, question);
        vm.assertEq(token.balanceOf(ANSWERER), BOND);
        vm.expectRevert(abi.encodeWithSelector(ITreeProofs.TreeProofs_NotOpen.selector, recordHash, question));
        proofs.closeChallenge(record, question);
    }

    function test_closeChallenge_badLength_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IFraudProofs.FraudProofs_BadLength.selector, 290, 3));
        proofs.closeChallenge("abc", "nothing");
    }

    /// @dev Whatever happens to questions and epoch: who asked about a void epoch has every bond back, who answered about a final one has them all, none is left.
    function testFuzz_closeChallenge_noBondIsLeft(bool[3] calldata isAnswered, bool isFinal, bool isWithheld) public {
        uint256 before = token.balanceOf(address(this));
        bytes32[3] memory questions = [
            _ask(ITreeProofs.Tree.Words, _wordsRoot()),
            _ask(ITreeProofs.Tree.Words, _thirdQuarter()),
            _askCredits()
        ];
        vm.startPrank(ANSWERER);
        if (isAnswered[0] || isFinal) proofs.answerWithNodes(record, 13, quarters);
        if (isAnswered[1] || isFinal) proofs.answerWithNodes(record, 11, words);
        if (isAnswered[2] || isFinal) proofs.answerWithNodes(record, 2, credits);
        vm.stopPrank();
        clock.setElapsed(6 hours);
        if (clock.open() != 0 && isWithheld) {
            for (uint256 i; clock.isLive(); ++i) {
                if (!isAnswered[i]) proofs.proveWithheld(record, questions[i]);
            }
        } else {
            clock.end(isFinal);
        }
        for (uint256 i; i < 3; ++i) {
            if (proofs.challengeOf(recordHash, questions[i]).bond != 0) proofs.closeChallenge(record, questions[i]);
        }
        vm.assertEq(token.balanceOf(address(proofs)), 0);
        vm.assertEq(token.balanceOf(ANSWERER), isFinal ? 3 * BOND : 0);
        vm.assertEq(token.balanceOf(address(this)), isFinal ? before - 3 * BOND : before);
    }
}
