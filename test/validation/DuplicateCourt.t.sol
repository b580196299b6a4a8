// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IDuplicateCourt} from "../../contracts/interfaces/IDuplicateCourt.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ContentTree} from "../mocks/ContentTree.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

abstract contract CourtBase is ValidationBase {
    bytes32 internal constant SALT = "salt";

    ContributionId internal earlier;
    ContributionId internal later;
    bytes internal original;
    bytes internal copy;

    function setUp() public virtual override {
        super.setUp();
        _seat(7);
    }

    /// @dev Text that repeats nowhere.
    function _text(uint256 seed, uint256 length) internal pure returns (bytes memory text) {
        text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = bytes1(uint8(97 + ((uint256(keccak256(abi.encode(seed, i / 32))) >> (8 * (i % 32))) % 26)));
        }
    }

    function _slice(bytes memory data, uint256 start, uint256 length) internal pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; ++i) part[i] = data[start + i];
    }

    function _one(address who, AccountId account, bytes memory text) internal returns (ContributionId[] memory) {
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = ContentTree.rootOf(SALT, text);
        return _contribute(who, account, roots);
    }

    /// @dev An accepted original, and a later copy of `copied` bytes from `from`, between `before` and `behind` new bytes; not judged yet.
    function _copyOf(
        uint256 length,
        uint256 from,
        uint256 copied,
        uint256 before,
        uint256 behind
    ) internal returns (ContributionId[] memory items) {
        original = _text(1, length);
        copy = bytes.concat(_text(2, before), _slice(original, from, copied), _text(3, behind));
        ContributionId[] memory first = _one(contributor, contributorAccount, original);
        earlier = first[0];
        _judge(first, 0, 900_000);
        items = _one(rival, rivalAccount, copy);
        later = items[0];
    }

    function _claim() internal view returns (IDuplicateCourt.Claim memory) {
        return
            IDuplicateCourt.Claim({
                later: later,
                earlier: earlier,
                laterLength: uint64(copy.length),
                earlierLength: uint64(original.length),
                prover: proverAccount,
                salt: "claim"
            });
    }

    function _announce() internal returns (IDuplicateCourt.Claim memory claim, bytes32 hash) {
        claim = _claim();
        hash = court.claimHash(claim);
        court.announce(hash);
        _mine();
    }

    function _segment(
        uint256 laterStart,
        uint256 earlierStart,
        uint256 length
    ) internal view returns (IDuplicateCourt.Segment memory segment) {
        segment.laterStart = uint64(laterStart);
        segment.earlierStart = uint64(earlierStart);
        segment.shared = _slice(copy, laterStart, length);
        (segment.laterHead, segment.laterTail, segment.laterSiblings) = _edges(copy, laterStart, length);
        (segment.earlierHead, segment.earlierTail, segment.earlierSiblings) = _edges(original, earlierStart, length);
    }

    function _edges(
        bytes memory data,
        uint256 start,
        uint256 length
    ) private pure returns (bytes memory head, bytes memory tail, bytes32[] memory siblings) {
        uint256 end = start + length;
        uint256 runEnd = ((end + 31) / 32) * 32;
        if (runEnd > data.length) runEnd = data.length;
        head = _slice(data, start - (start % 32), start % 32);
        tail = _slice(data, end, runEnd - end);
        siblings = ContentTree.siblingsOf(SALT, data, start / 32, (runEnd + 31) / 32);
    }

    function _list(IDuplicateCourt.Segment memory segment) internal pure returns (IDuplicateCourt.Segment[] memory list) {
        list = new IDuplicateCourt.Segment[](1);
        list[0] = segment;
    }
}

contract DuplicateCourtProveTest is CourtBase {
    function test_prove_pendingCopy_paysBondToProver_succeeds() external {
        _copyOf(1_000, 100, 700, 13, 200);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        uint64 bond = NanoOpen.unwrap(ledger.contributionOf(later).bond);
        vm.assertTrue(court.prove(claim, _list(_segment(13, 100, 700))));

        _assertStatus(later, uint8(ContributionStatus.Duplicate));
        vm.assertEq(uint8(ledger.contributionOf(later).reason), uint8(VerdictReason.NearDuplicate));
        vm.assertEq(uint8(ledger.standingOf(later)), uint8(Standing.Unaccepted));
        vm.assertEq(NanoOpen.unwrap(ledger.refundOf(proverAccount)), bond);
        vm.assertEq(bond, BOND);
        vm.assertTrue(reputation.reputationOf(rivalAccount, datanet) < 0);
        vm.assertEq(ContributionId.unwrap(court.proofOf(later).earlier), ContributionId.unwrap(earlier));
        claim.salt = "again";
        court.announce(court.claimHash(claim));
        _mine();
        vm.expectRevert(
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongStatus.selector, later, ContributionStatus.Duplicate)
        );
        court.prove(claim, _list(_segment(13, 100, 700)));
    }

    function test_prove_acceptedCopy_voidsAndPunishesPanel_succeeds() external {
        ContributionId[] memory items = _copyOf(1_000, 0, 900, 0, 100);
        uint48 round = _judge(items, 0, 900_000);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.assertTrue(court.prove(claim, _list(_segment(0, 0, 900))));
        vm.assertEq(uint8(ledger.standingOf(later)), uint8(Standing.Voided));

        uint64 before = staking.activeOf(datanet, _members(round)[0]).assets;
        court.punishAcceptance(round, 0, items, 0);
        vm.assertEq(staking.activeOf(datanet, _members(round)[0]).assets, before - ACCEPTANCE_PENALTY);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(proverAccount)), (5 * uint256(ACCEPTANCE_PENALTY)) / 4);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(contributorAccount)), (5 * uint256(ACCEPTANCE_PENALTY)) / 4);
        vm.assertEq(staking.waitingToBurn(), (5 * uint256(ACCEPTANCE_PENALTY)) / 2);
        vm.expectRevert();
        court.punishAcceptance(round, 0, items, 0);
        _assertSolvent();
    }

    function test_punishAcceptance_badInput_reverts() external {
        ContributionId[] memory items = _copyOf(1_000, 0, 900, 0, 100);
        uint48 round = _judge(items, 0, 900_000);
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_NotProven.selector, later));
        court.punishAcceptance(round, 0, items, 0);
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_NotAnItem.selector, 1, 1));
        court.punishAcceptance(round, 0, items, 1);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        court.prove(claim, _list(_segment(0, 0, 900)));
        uint48 until = rounds.roundOf(round).openedAt + 50 days;
        vm.warp(until + 1);
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_LiabilityOver.selector, round, until));
        court.punishAcceptance(round, 0, items, 0);
    }

    function test_punishAcceptance_originalNotVisible_reverts() external {
        // The original is committed first and revealed when voting on the copy is over.
        original = _text(1, 640);
        copy = _slice(original, 0, 600);
        IContributionLedger.Item[] memory list = new IContributionLedger.Item[](1);
        list[0] = IContributionLedger.Item({contentRoot: ContentTree.rootOf(SALT, original), licence: "MIT", uri: ""});
        bytes32 hash = ledger.commitHash(contributorAccount, datanet, 1, list, "salt");
        vm.prank(contributor);
        uint48 commitId = ledger.commit(datanet, contributorAccount, 1, 1, hash);
        ContributionId[] memory items = _one(rival, rivalAccount, copy);
        later = items[0];
        uint48 round = _open(items);
        _draw(round);
        vm.prank(contributor);
        earlier = ledger.reveal(commitId, list, "salt");
        uint48 revealedAt = uint48(block.timestamp);
        uint48 votingFrom = rounds.levelOf(round, 0).votingFrom;
        _cast(round, _ballots(round, _vote(0, 5)));
        _finalise(round, items);
        ContributionId[] memory first = new ContributionId[](1);
        first[0] = earlier;
        _judge(first, 0, 5);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        court.prove(claim, _list(_segment(0, 0, 600)));
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_NotVisible.selector, earlier, revealedAt, votingFrom));
        court.punishAcceptance(round, 0, items, 0);
    }

    function test_prove_acrossTransactions_succeeds() external {
        _copyOf(1_200, 0, 1_200, 0, 0);
        copy = bytes.concat(_slice(original, 0, 300), _text(5, 200), _slice(original, 500, 500));
        later = _one(rival, rivalAccount, copy)[0];
        (IDuplicateCourt.Claim memory claim, bytes32 hash) = _announce();
        vm.assertFalse(court.prove(claim, _list(_segment(0, 0, 300))));
        vm.assertEq(court.progressOf(hash).covered, 300);
        // The same bytes do not count twice.
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_SegmentsOverlap.selector, 0, 200, 300));
        court.prove(claim, _list(_segment(200, 200, 100)));
        vm.assertTrue(court.prove(claim, _list(_segment(500, 500, 500))));
    }

    function test_prove_belowThreshold_staysPending_succeeds() external {
        _copyOf(1_000, 0, 499, 0, 501);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.assertFalse(court.prove(claim, _list(_segment(0, 0, 499))));
        _assertStatus(later, uint8(ContributionStatus.Pending));
    }

    function test_prove_badInput_reverts() external {
        _copyOf(1_000, 0, 900, 0, 100);
        IDuplicateCourt.Claim memory claim = _claim();
        bytes32 hash = court.claimHash(claim);
        IDuplicateCourt.Segment[] memory good = _list(_segment(0, 0, 900));
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_NotAnnounced.selector, hash));
        court.prove(claim, good);
        court.announce(hash);
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_AlreadyAnnounced.selector, hash));
        court.announce(hash);
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_TooEarly.selector, hash, block.number));
        court.prove(claim, good);
        _mine();
        _expectRevert(IDuplicateCourt.DuplicateCourt_NoSegments.selector);
        court.prove(claim, new IDuplicateCourt.Segment[](0));
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_SegmentTooShort.selector, 0, 63, 64));
        court.prove(claim, _list(_segment(0, 0, 63)));
        _expectWrong(claim, good, 1, false);
        good[0].shared[5] = "!";
        _expectWrong(claim, good, 0, false);
        good = _list(_segment(0, 0, 900));
        good[0].laterSiblings = new bytes32[](9);
        _expectWrong(claim, good, 0, true);
        good = _list(_segment(0, 0, 900));
        good[0].laterHead = "x";
        _expectWrong(claim, good, 0, true);
    }

    /// @dev `shift` moves where the earlier item's bytes are said to be.
    function _expectWrong(
        IDuplicateCourt.Claim memory claim,
        IDuplicateCourt.Segment[] memory segments,
        uint64 shift,
        bool isZero
    ) private {
        segments[0].earlierStart += 32 * shift;
        (bool isDone, bytes memory reason) = address(court).call(abi.encodeCall(court.prove, (claim, segments)));
        segments[0].earlierStart -= 32 * shift;
        vm.assertFalse(isDone);
        vm.assertEq(bytes32(bytes4(reason)), bytes32(IDuplicateCourt.DuplicateCourt_WrongOpening.selector));
        bytes32 computed;
        assembly ("memory-safe") {
            computed := mload(add(reason, 0x84))
        }
        if (shift == 0) vm.assertEq(computed == bytes32(0), isZero);
    }

    function test_prove_unacceptedOriginal_reverts() external {
        original = _text(1, 640);
        copy = _slice(original, 0, 600);
        ContributionId[] memory first = _one(contributor, contributorAccount, original);
        earlier = first[0];
        later = _one(rival, rivalAccount, copy)[0];
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadOriginal.selector, later, earlier));
        court.prove(claim, _list(_segment(0, 0, 600)));
    }

    function test_prove_laterAgainstEarlier_reverts() external {
        // The copier cannot turn the proof round.
        ContributionId[] memory items = _copyOf(640, 0, 600, 0, 0);
        _judge(items, 0, 5);
        (later, earlier) = (earlier, later);
        bytes memory before = original;
        original = copy;
        copy = before;
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadOriginal.selector, later, earlier));
        court.prove(claim, _list(_segment(0, 0, 600)));
    }

    function test_prove_otherOrPrivateDatanet_reverts() external {
        _copyOf(640, 0, 600, 0, 0);
        IDatanetRegistry.Terms memory terms = _terms();
        terms.isPrivate = true;
        vm.prank(owner);
        datanet = datanets.create("Private", 0, address(rounds), terms);
        ContributionId hidden = _one(contributor, contributorAccount, original)[0];
        ContributionId known = earlier;
        earlier = hidden;
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_DifferentDatanets.selector, later, hidden));
        court.prove(claim, _list(_segment(0, 0, 600)));
        later = _one(rival, rivalAccount, copy)[0];
        (claim, ) = _announce();
        vm.expectRevert(abi.encodeWithSelector(IDuplicateCourt.DuplicateCourt_PrivateDatanet.selector, datanet));
        court.prove(claim, _list(_segment(0, 0, 600)));
        known;
    }

    function testFuzz_prove_anyAlignment_succeeds(uint16 from, uint16 copied, uint16 before, uint16 behind) external {
        uint256 length = _bound(copied, 64, 400);
        uint256 start = _bound(from, 0, 200);
        uint256 head = _bound(before, 0, length / 2);
        uint256 tail = _bound(behind, 0, length / 2);
        _copyOf(start + length + _bound(behind, 1, 99), start, length, head, tail);
        (IDuplicateCourt.Claim memory claim, ) = _announce();
        vm.assertTrue(court.prove(claim, _list(_segment(head, start, length))));
        _assertStatus(later, uint8(ContributionStatus.Duplicate));
    }
}

contract DuplicateCourtGasTest is CourtBase {
    event GasMeasured(string what, uint256 gas);

    /// @dev Execution gas; calldata is about the shared bytes on top.
    function test_prove_sizes_stayInBudget_succeeds() external {
        uint256[2] memory sizes = [uint256(2_000), 16_000];
        for (uint256 i = 0; i < sizes.length; ++i) {
            uint256 size = sizes[i];
            original = _text(10 + i, size);
            copy = bytes.concat(_text(20 + i, 13), _slice(original, 100, size - 200));
            ContributionId[] memory first = _one(contributor, contributorAccount, original);
            earlier = first[0];
            _judge(first, 0, 900_000);
            later = _one(rival, rivalAccount, copy)[0];
            (IDuplicateCourt.Claim memory claim, ) = _announce();
            IDuplicateCourt.Segment[] memory segments = _list(_segment(13, 100, size - 200));
            bytes memory call = abi.encodeCall(court.prove, (claim, segments));
            uint256 start = gasleft();
            (bool isDone, ) = address(court).call(call);
            uint256 gas = start - gasleft();
            vm.assertTrue(isDone);
            emit GasMeasured(i == 0 ? "duplicate proof, 2 kB" : "duplicate proof, 16 kB", gas);
            uint256 floor = 21_000 + 40 * call.length;
            uint256 whole = 21_000 + 16 * call.length + gas;
            vm.assertTrue((floor > whole ? floor : whole) < (i == 0 ? 700_000 : 2_500_000));
        }
    }
}

contract ContentVectorTest {
    /// @dev Cases of test/vectors/content.json, which the sdk's encoder makes: this suite's trees are the format's.
    function test_rootOf_sharedVectors_succeeds() external pure {
        assert(
            ContentTree.rootOf(0x55335bb538f94dc6298011bef064cd82cafa69c2a27931e1b0fb0e6fd3d121ee, "a") ==
                0x10299b286598f22508bce408f7173ccf695e32edb76769d182448ebe9db760a8
        );
        assert(
            ContentTree.rootOf(0xf7304bbddb3d55072e471926bc2155c8334e793f3600bc5f4d5ab8a0641e2731, "Reentrancy: call after effects.") ==
                0x7d82342bde124bb280916189510f0b4c836131d088837e02545998a07ef09331
        );
    }
}
