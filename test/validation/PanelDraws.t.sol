// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPanelDraws} from "../../contracts/interfaces/IPanelDraws.sol";
import {Bits} from "../../contracts/libraries/Bits.sol";
import {MedianClip} from "../../contracts/libraries/MedianClip.sol";
import {WeightedDraw} from "../../contracts/libraries/WeightedDraw.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {PanelDraws} from "../../contracts/validation/PanelDraws.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

contract PanelDrawsTest is ValidationBase {
    AccountId internal first;
    uint48 internal draw;

    function setUp() public override {
        super.setUp();
        first = _seat(10);
        draw = panels.request(datanet, 5, ownerAccount);
    }

    function _validator(uint256 index) internal view returns (AccountId) {
        return AccountId.wrap(AccountId.unwrap(first) + uint32(index));
    }

    function _commit(uint256 index, bytes32 secret) internal {
        bytes32 hash = panels.secretHash(draw, _validator(index), secret);
        vm.prank(_validatorAddress(index));
        panels.commitSecret(draw, _validator(index), hash);
    }

    function _startRevealing() internal {
        _wait(1 hours + 1);
        panels.advance(draw);
    }

    function test_advance_withSecrets_succeeds() external {
        _commit(0, "a");
        _commit(1, "b");
        _startRevealing();
        _mine();
        panels.revealSecret(draw, _validator(1), "b");
        panels.revealSecret(draw, _validator(0), "a");
        panels.advance(draw);
        AccountId[] memory members = panels.membersOf(draw);
        vm.assertEq(members.length, 5);
        for (uint8 i = 0; i < 5; ++i) {
            vm.assertEq(AccountId.unwrap(panels.memberAt(draw, i)), AccountId.unwrap(members[i]));
            for (uint8 j = 0; j < i; ++j) vm.assertFalse(AccountId.unwrap(members[i]) == AccountId.unwrap(members[j]));
        }
        vm.assertEq(NanoOpen.unwrap(panels.creditOf(ownerAccount)), 6 * SECRET_REWARD);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_UnknownMember.selector, draw, 5));
        panels.memberAt(draw, 5);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_WrongPhase.selector, draw, IPanelDraws.Phase.Drawn));
        panels.advance(draw);
    }

    function test_advance_secretsChangeThePanel_succeeds() external {
        // Same blocks, other secrets: nobody who sees only one of both knows the panel.
        uint256 same;
        bytes32[2] memory secrets = [bytes32("a"), bytes32("b")];
        bytes32[2] memory panelsHash;
        for (uint256 i = 0; i < 2; ++i) {
            draw = panels.request(datanet, 5, ownerAccount);
            _commit(0, secrets[i]);
            _startRevealing();
            _mine();
            panels.revealSecret(draw, _validator(0), secrets[i]);
            panels.advance(draw);
            panelsHash[i] = keccak256(abi.encode(panels.membersOf(draw)));
        }
        if (panelsHash[0] == panelsHash[1]) ++same;
        vm.assertEq(same, 0);
    }

    function test_advance_withheldSecret_losesStake_succeeds() external {
        _commit(0, "a");
        _commit(1, "b");
        _startRevealing();
        _mine();
        panels.revealSecret(draw, _validator(1), "b");
        uint48 deadline = panels.drawOf(draw).deadline;
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_TooEarly.selector, draw, deadline));
        panels.advance(draw);
        vm.warp(deadline + 1);
        panels.advance(draw);
        vm.assertEq(staking.activeOf(datanet, _validator(0)).assets, STAKE - WITHHOLD_PENALTY);
        vm.assertEq(NanoOpen.unwrap(panels.creditOf(ownerAccount)), 7 * SECRET_REWARD);
        vm.assertEq(token.balanceOf(address(panels)), 7 * uint256(SECRET_REWARD) * 1e9);
        _assertSolvent();
    }

    function test_advance_lostSeedBlock_isReplaced_succeeds() external {
        _commit(0, "a");
        _startRevealing();
        uint48 lost = panels.drawOf(draw).seedBlock;
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_SeedBlockOpen.selector, draw, lost));
        panels.revealSecret(draw, _validator(0), "a");
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_SeedBlockOpen.selector, draw, lost));
        panels.advance(draw);
        vm.roll(block.number + 300);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_SeedBlockLost.selector, draw, lost));
        panels.revealSecret(draw, _validator(0), "a");
        panels.advance(draw);
        vm.assertEq(panels.drawOf(draw).seedBlock, block.number);
        _mine();
        panels.revealSecret(draw, _validator(0), "a");
        panels.advance(draw);
        vm.assertEq(panels.membersOf(draw).length, 5);
    }

    function test_commitSecret_badInput_reverts() external {
        _expectRevert(IPanelDraws.PanelDraws_ZeroHash.selector);
        vm.prank(_validatorAddress(0));
        panels.commitSecret(draw, first, 0);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_NotSeated.selector, draw, proverAccount));
        vm.prank(prover);
        panels.commitSecret(draw, proverAccount, "hash");
        _commit(0, "a");
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_AlreadyCommitted.selector, draw, first));
        vm.prank(_validatorAddress(0));
        panels.commitSecret(draw, first, "hash");
        for (uint256 i = 1; i < 8; ++i) _commit(i, "x");
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_SecretsFull.selector, draw, 8));
        vm.prank(_validatorAddress(8));
        panels.commitSecret(draw, _validator(8), "hash");
        uint48 deadline = panels.drawOf(draw).deadline;
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_TooEarly.selector, draw, deadline));
        panels.advance(draw);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_TooLate.selector, draw, deadline));
        vm.prank(_validatorAddress(8));
        panels.commitSecret(draw, _validator(8), "hash");
    }

    function test_revealSecret_badInput_reverts() external {
        _commit(0, "a");
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_WrongPhase.selector, draw, IPanelDraws.Phase.Committing));
        panels.revealSecret(draw, first, "a");
        _startRevealing();
        _mine();
        bytes32 wrong = panels.secretHash(draw, first, "b");
        vm.expectRevert(
            abi.encodeWithSelector(IPanelDraws.PanelDraws_SecretMismatch.selector, draw, first, panels.secretHash(draw, first, "a"), wrong)
        );
        panels.revealSecret(draw, first, "b");
        uint48 deadline = panels.drawOf(draw).deadline;
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_TooLate.selector, draw, deadline));
        panels.revealSecret(draw, first, "a");
    }

    function test_request_badSize_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_BadSize.selector, 2, 3, 32));
        panels.request(datanet, 2, ownerAccount);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_UnknownDraw.selector, 99));
        panels.drawOf(99);
        vm.expectRevert(abi.encodeWithSelector(IPanelDraws.PanelDraws_BadWindow.selector, 0));
        new PanelDraws(address(manager), token, accounts, staking, 0, 1, 1);
    }
}

contract DrawLibrariesTest {
    function testFuzz_pick_noRepetition_succeeds(uint64[12] memory weights, bytes32 seed, uint8 size) external pure {
        AccountId[] memory candidates = new AccountId[](12);
        uint64[] memory copy = new uint64[](12);
        uint256 eligible;
        for (uint32 i = 0; i < 12; ++i) {
            candidates[i] = AccountId.wrap(i + 1);
            copy[i] = weights[i] >> 4;
            if (copy[i] != 0) ++eligible;
        }
        uint256 wanted = size % 14;
        AccountId[] memory members = WeightedDraw.pick(candidates, copy, wanted, seed);
        assert(members.length == (wanted < eligible ? wanted : eligible));
        uint256 seen;
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 bit = 1 << AccountId.unwrap(members[i]);
            assert(seen & bit == 0);
            assert(weights[AccountId.unwrap(members[i]) - 1] >> 4 != 0);
            seen |= bit;
        }
    }

    function test_pick_followsWeights_succeeds() external pure {
        uint256 heavy;
        for (uint256 i = 0; i < 400; ++i) {
            AccountId[] memory candidates = new AccountId[](2);
            uint64[] memory weights = new uint64[](2);
            candidates[0] = AccountId.wrap(1);
            candidates[1] = AccountId.wrap(2);
            weights[0] = 300;
            weights[1] = 100;
            if (AccountId.unwrap(WeightedDraw.pick(candidates, weights, 1, keccak256(abi.encode(i)))[0]) == 1) ++heavy;
        }
        assert(heavy > 270 && heavy < 330);
    }

    function testFuzz_count_matchesLoop_succeeds(uint128 set) external pure {
        uint256 expected;
        for (uint256 i = 0; i < 128; ++i) expected += (set >> i) & 1;
        assert(Bits.count(set) == expected);
    }

    function testFuzz_below_countsBack_succeeds(uint8 size) external pure {
        uint256 bounded = size % 129;
        assert(Bits.count(Bits.below(bounded)) == bounded);
    }

    function testFuzz_mean_oneMemberMovesLittle_succeeds(uint24[9] memory scores, uint24 lie) external pure {
        uint256[] memory honest = new uint256[](9);
        uint256[] memory lied = new uint256[](9);
        for (uint256 i = 0; i < 9; ++i) {
            honest[i] = 500_000 + (uint256(scores[i]) % 1_000);
            lied[i] = honest[i];
        }
        lied[0] = 1 + (uint256(lie) % 1_000_000);
        uint256 a = MedianClip.mean(honest, 9, 250_000);
        uint256 b = MedianClip.mean(lied, 9, 250_000);
        uint256 moved = a > b ? a - b : b - a;
        // A quarter of the median over nine, and what the median itself can move among honest scores that lie this close.
        assert(moved <= uint256(501_000) / 4 / 9 + 1_000);
    }
}
