// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {Guardian} from "../../contracts/governance/Guardian.sol";
import {IGuardian} from "../../contracts/interfaces/IGuardian.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {Part} from "../../contracts/types/Part.sol";

import {TestBase} from "../support/governance/Cheats.sol";

contract Guardian_Test is TestBase {
    uint64 private constant GUARDIAN = 5;
    uint64 private constant GOVERNOR = 4;
    uint48 private constant START = 1_800_000_000;
    Guardian private guardian;
    AccessManager private authority;
    address private constant watch = address(0x3a7c);
    address private constant governor = address(0x60b);

    function setUp() public {
        vm.warp(START);
        authority = new AccessManager(address(this));
        guardian = new Guardian(address(authority));
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = IGuardian.pause.selector;
        authority.setTargetFunctionRole(address(guardian), selectors, GUARDIAN);
        selectors = new bytes4[](2);
        (selectors[0], selectors[1]) = (IGuardian.lift.selector, IGuardian.rearm.selector);
        authority.setTargetFunctionRole(address(guardian), selectors, GOVERNOR);
        authority.grantRole(GUARDIAN, watch, 0);
        authority.grantRole(GOVERNOR, governor, 0);
    }

    function _pause(Part part, uint48 duration) private {
        vm.prank(watch);
        guardian.pause(part, duration, "leaked key");
    }

    function test_pause_onePart_succeeds() public {
        vm.expectEmit(address(guardian));
        emit IGuardian.PartPaused(Part.Deposits, START + 3 days, START + 63 days, "leaked key", watch);
        _pause(Part.Deposits, 3 days);

        vm.assertTrue(guardian.isPaused(Part.Deposits));
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, Part.Deposits, START + 3 days));
        guardian.requireNotPaused(Part.Deposits);
        guardian.requireNotPaused(Part.Contributing);
        guardian.requireNotPaused(Part.Offerings);
        guardian.requireNotPaused(Part.DirectSettlement);
        vm.assertEq(guardian.pauseOf(Part.Deposits).startedAt, START);
    }

    function test_pausedSeconds_severalPauses_succeeds() public {
        vm.assertEq(guardian.pausedSeconds(Part.EpochSettlement), 0);
        (bool isPaused, uint48 pausedFor) = guardian.clockOf(Part.EpochSettlement);
        vm.assertFalse(isPaused);
        vm.assertEq(pausedFor, 0);
        _pause(Part.Deposits, 3 days);
        _pause(Part.EpochSettlement, 10 days);
        vm.warp(START + 2 days);
        (isPaused, pausedFor) = guardian.clockOf(Part.EpochSettlement);
        vm.assertTrue(isPaused);
        vm.assertEq(pausedFor, 2 days);
        vm.prank(governor);
        guardian.lift(Part.EpochSettlement);
        vm.warp(START + 70 days);
        vm.assertFalse(guardian.isPaused(Part.EpochSettlement));
        vm.assertEq(guardian.pausedSeconds(Part.EpochSettlement), 2 days);
        _pause(Part.EpochSettlement, 5 days);
        vm.assertEq(guardian.pausedSeconds(Part.EpochSettlement), 2 days);
        vm.warp(START + 200 days);
        vm.assertEq(guardian.pausedSeconds(Part.EpochSettlement), 7 days);
        vm.assertEq(guardian.pausedSeconds(Part.Deposits), 3 days);
    }

    function test_pause_endsByItself_succeeds() public {
        _pause(Part.Offerings, 14 days);
        vm.warp(START + 14 days - 1);
        vm.assertTrue(guardian.isPaused(Part.Offerings));
        vm.warp(START + 14 days);
        vm.assertFalse(guardian.isPaused(Part.Offerings));
        guardian.requireNotPaused(Part.Offerings);
    }

    function test_pause_bounds_reverts() public {
        vm.startPrank(watch);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_DurationOutOfBounds.selector, 0, 1, 14 days));
        guardian.pause(Part.Deposits, 0, "x");
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_DurationOutOfBounds.selector, 14 days + 1, 1, 14 days));
        guardian.pause(Part.Deposits, 14 days + 1, "x");
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 256));
        guardian.pause(Part.Deposits, 1 days, "");
    }

    function test_pause_whilePaused_reverts() public {
        _pause(Part.Deposits, 14 days);
        vm.warp(START + 13 days);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, Part.Deposits, START + 14 days));
        _pause(Part.Deposits, 14 days);
    }

    function test_pause_coolingDown_reverts() public {
        _pause(Part.Deposits, 14 days);
        bytes memory reason = abi.encodeWithSelector(IGuardian.Guardian_CoolingDown.selector, Part.Deposits, START + 74 days);
        vm.warp(START + 14 days);
        vm.expectRevert(reason);
        _pause(Part.Deposits, 1);
        vm.warp(START + 74 days - 1);
        vm.expectRevert(reason);
        _pause(Part.Deposits, 1);
        vm.warp(START + 74 days);
        _pause(Part.Deposits, 1);
    }

    function test_lift_governance_succeeds() public {
        _pause(Part.DirectSettlement, 14 days);
        vm.warp(START + 1 days);
        vm.expectEmit(address(guardian));
        emit IGuardian.PauseLifted(Part.DirectSettlement, START + 61 days, governor);
        vm.prank(governor);
        guardian.lift(Part.DirectSettlement);
        guardian.requireNotPaused(Part.DirectSettlement);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_CoolingDown.selector, Part.DirectSettlement, START + 61 days));
        _pause(Part.DirectSettlement, 1 days);
    }

    function test_lift_notPaused_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_NotPaused.selector, Part.Deposits));
        vm.prank(governor);
        guardian.lift(Part.Deposits);
    }

    function test_rearm_governance_succeeds() public {
        _pause(Part.Deposits, 14 days);
        vm.expectRevert(abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, Part.Deposits, START + 14 days));
        vm.prank(governor);
        guardian.rearm(Part.Deposits);
        vm.warp(START + 14 days);
        vm.expectEmit(address(guardian));
        emit IGuardian.PauseRearmed(Part.Deposits, governor);
        vm.prank(governor);
        guardian.rearm(Part.Deposits);
        _pause(Part.Deposits, 14 days);
        vm.assertTrue(guardian.isPaused(Part.Deposits));
    }

    function test_everyFunction_wrongRole_reverts() public {
        bytes memory reason = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, governor);
        vm.expectRevert(reason);
        vm.prank(governor);
        guardian.pause(Part.Deposits, 1, "x");
        reason = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, watch);
        vm.startPrank(watch);
        vm.expectRevert(reason);
        guardian.lift(Part.Deposits);
        vm.expectRevert(reason);
        guardian.rearm(Part.Deposits);
    }

    /// @dev However hard a guardian tries, a part is paused for at most 14 of any 74 days without governance.
    function testFuzz_pause_neverMoreThanItsShare(uint32[16] calldata waits, uint32[16] calldata durations) public {
        uint256 paused;
        uint256 window = START + 74 days;
        for (uint256 i = 0; i < 16; ++i) {
            uint48 duration = uint48(1 + (durations[i] % 14 days));
            vm.prank(watch);
            try guardian.pause(Part.Deposits, duration, "x") {
                paused += duration;
            } catch {}
            vm.warp(block.timestamp + (waits[i] % 10 days));
            if (block.timestamp >= window) break;
            vm.assertLe(paused, 14 days);
        }
    }
}
