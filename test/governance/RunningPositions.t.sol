// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {RewardRouterBase} from "../settlement/RewardRouterBase.sol";

/// @notice Governance changes each of its parameters as far as it can; nobody who was there before notices.
contract Governance_RunningPositions_Test is RewardRouterBase {
    function test_setMinimumDataShare_publishedOfferingGoesOn_succeeds() public {
        bytes32 before = keccak256(abi.encode(gateways.offeringOf(offering)));
        gateways.setMinimumDataShare(8_000);
        IGatewayRegistry.Offering memory next = _offering();
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DataShareTooSmall.selector, 6_000, 8_000));
        vm.prank(operator);
        gateways.publishOffering(next);
        vm.assertEq(keccak256(abi.encode(gateways.offeringOf(offering))), before);
        _settle(_receipts(0, 1, 2));
    }

    function test_setMinimumBond_servingGatewayGoesOnAndLeaves_succeeds() public {
        gateways.setMinimumBond(NanoOpen.wrap(1_000_000 * OPEN));
        _settle(_receipts(0, 1, 2));
        vm.prank(operator);
        gateways.startUnbonding(gateway, NanoOpen.wrap(1_000 * OPEN));
        vm.warp(block.timestamp + UNBONDING);
        gateways.withdrawBond(gateway);
    }

    function test_setAdmissionApproval_datanetKeepsItsAdmission_succeeds() public {
        uint48 commitId = _commit(contributorAccount, 2, "third");
        datanets.setAdmissionApproval(address(this), false);
        _accept(_reveal(commitId, 2, "third"), 2);
    }

    function test_setMinterLimit_holdersKeepTheirs_succeeds() public {
        uint256 held = token.balanceOf(operator);
        token.setMinterLimit(address(this), 0, 0, 365 days);
        vm.assertEq(token.balanceOf(operator), held);
        vm.prank(operator);
        token.transfer(stranger, held);
    }
}
