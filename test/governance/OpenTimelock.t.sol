// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

import {OpenGovernor} from "../../contracts/governance/OpenGovernor.sol";
import {OpenTimelock} from "../../contracts/governance/OpenTimelock.sol";
import {IOpenGovernor} from "../../contracts/interfaces/IOpenGovernor.sol";
import {IOpenTimelock} from "../../contracts/interfaces/IOpenTimelock.sol";

import {OpenGovernorBase} from "./OpenGovernor.t.sol";

contract OpenTimelock_Test is OpenGovernorBase {
    function test_constructor_outOfBounds_reverts() public {
        uint256[2] memory delays = [uint256(1 days - 1), 30 days + 1];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IOpenTimelock.OpenTimelock_DelayOutOfBounds.selector, delays[i], 1 days, 30 days));
            new OpenTimelock(delays[i], address(this));
        }
        vm.assertEq(new OpenTimelock(1 days, address(this)).getMinDelay(), 1 days);
        vm.assertEq(new OpenTimelock(30 days, address(this)).getMinDelay(), 30 days);
        vm.assertEq(timelock.version(), "1.0.0");
    }

    function test_roles_afterHandOver_succeeds() public view {
        bytes32 admin = timelock.DEFAULT_ADMIN_ROLE();
        vm.assertFalse(timelock.hasRole(admin, address(this)));
        vm.assertTrue(timelock.hasRole(admin, address(timelock)));
        vm.assertTrue(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(0)));
        vm.assertFalse(timelock.hasRole(timelock.EXECUTOR_ROLE(), address(this)));
        vm.assertTrue(timelock.hasRole(timelock.PROPOSER_ROLE(), address(governance)));
        vm.assertTrue(timelock.hasRole(timelock.CANCELLER_ROLE(), address(governance)));
        vm.assertFalse(timelock.hasRole(timelock.PROPOSER_ROLE(), address(this)));
    }

    function test_updateDelay_byVote_succeeds() public {
        _enact(address(timelock), abi.encodeCall(timelock.updateDelay, (7 days)), "");
        vm.assertEq(timelock.getMinDelay(), 7 days);
    }

    function test_updateDelay_outOfBoundsByVote_reverts() public {
        uint256[2] memory delays = [uint256(0), 30 days + 1];
        for (uint256 i = 0; i < 2; ++i) {
            _enact(
                address(timelock),
                abi.encodeCall(timelock.updateDelay, (delays[i])),
                abi.encodeWithSelector(IOpenTimelock.OpenTimelock_DelayOutOfBounds.selector, delays[i], 1 days, 30 days)
            );
            vm.assertEq(timelock.getMinDelay(), 2 days);
        }
    }

    function test_updateDelay_notTimelock_reverts() public {
        vm.prank(address(governance));
        vm.expectRevert(abi.encodeWithSelector(TimelockController.TimelockUnauthorizedCaller.selector, address(governance)));
        timelock.updateDelay(7 days);
    }

    /// @dev Whoever waits for an operation is not made to wait longer, or surprised by it earlier.
    function test_updateDelay_scheduledOperation_keepsItsTime_succeeds() public {
        vm.prank(address(governance));
        timelock.schedule(address(token), 0, "", 0, "waiting", 5 days);
        bytes32 id = timelock.hashOperation(address(token), 0, "", 0, "waiting");
        uint256 readyAt = timelock.getTimestamp(id);
        vm.prank(address(timelock));
        timelock.updateDelay(1 days);
        vm.assertEq(timelock.getTimestamp(id), readyAt);
        vm.prank(address(timelock));
        timelock.updateDelay(30 days);
        vm.assertEq(timelock.getTimestamp(id), readyAt);
    }
}

contract OpenGovernor_Quorum_Test is OpenGovernorBase {
    function test_quorum_ofTotalSupply_succeeds() public view {
        vm.assertEq(governance.supplyFloor(), 0);
        vm.assertEq(governance.quorum(block.timestamp - 1), 4_000_000e18);
    }

    /// @dev Where OPEN is the gas coin, little of it may be wrapped: the quorum does not shrink with it.
    function test_quorum_belowFloor_succeeds() public {
        IOpenGovernor.Parameters memory parameters = _parameters();
        parameters.supplyFloor = 1_000_000_000e18;
        OpenGovernor floored = new OpenGovernor(token, timelock, parameters);
        vm.warp(block.timestamp + 1);
        vm.assertEq(floored.quorum(block.timestamp - 1), 40_000_000e18);
        parameters.supplyFloor = 99_000_000e18;
        floored = new OpenGovernor(token, timelock, parameters);
        vm.warp(block.timestamp + 1);
        vm.assertEq(floored.quorum(block.timestamp - 1), 4_000_000e18);
    }
}
