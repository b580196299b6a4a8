// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {GatewayRegistry} from "../../contracts/serving/GatewayRegistry.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

abstract contract GatewayRegistryBase is MoneyBase {
    GatewayId internal constant UNKNOWN = GatewayId.wrap(9);

    function _expectNotOperator() internal {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_NotOperator.selector, gateway, stranger));
    }

    function _expectUnknown() internal {
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownGateway.selector, UNKNOWN));
    }
}

contract GatewayRegistry_register is GatewayRegistryBase {
    function test_register_foreignAccount_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, gatewayAccount, stranger));
        gateways.register(gatewayAccount, "Name", "https://e");
    }

    function test_register_badStrings_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 64));
        vm.prank(operator);
        gateways.register(gatewayAccount, "", "https://e");
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 1, 256));
        vm.prank(operator);
        gateways.register(gatewayAccount, "Name", _repeat("a", 257));
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 1, 10));
        vm.prank(operator);
        gateways.register(gatewayAccount, "N\name", "https://e");
    }

    function test_register_second_succeeds() public {
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.GatewayRegistered(GatewayId.wrap(2), gatewayAccount, operator, "Two", "https://two");
        vm.prank(operator);
        GatewayId two = gateways.register(gatewayAccount, "Two", "https://two");
        vm.assertEq(GatewayId.unwrap(two), 2);
        vm.assertEq(gateways.gatewayCount(), 2);
        vm.assertTrue(gateways.gatewayOf(two).account == gatewayAccount);
        vm.assertEq(gateways.endpointOf(two), "https://two");
        vm.assertEq(gateways.version(), "1.2.0");
    }

    function test_setEndpoint_stranger_reverts() public {
        _expectNotOperator();
        gateways.setEndpoint(gateway, "https://new");
        _expectUnknown();
        gateways.setEndpoint(UNKNOWN, "https://new");
        _expectUnknown();
        gateways.endpointOf(UNKNOWN);
        _expectUnknown();
        gateways.gatewayOf(UNKNOWN);
    }

    function test_setEndpoint_byOperator_succeeds() public {
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.EndpointChanged(gateway, "https://new", operator);
        vm.prank(operator);
        gateways.setEndpoint(gateway, "https://new");
        vm.assertEq(gateways.endpointOf(gateway), "https://new");
    }
}

contract GatewayRegistry_keys is GatewayRegistryBase {
    function test_addReceiptKey_stranger_reverts() public {
        _expectNotOperator();
        gateways.addReceiptKey(gateway, stranger);
    }

    function test_addReceiptKey_zero_reverts() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ZeroKey.selector));
        gateways.addReceiptKey(gateway, address(0));
    }

    function test_addReceiptKey_known_reverts() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_KeyKnown.selector, gateway, receiptKey));
        gateways.addReceiptKey(gateway, receiptKey);
    }

    function test_revokeReceiptKey_stranger_reverts() public {
        _expectNotOperator();
        gateways.revokeReceiptKey(gateway, receiptKey);
    }

    function test_revokeReceiptKey_unknown_reverts() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_KeyUnknown.selector, gateway, stranger));
        gateways.revokeReceiptKey(gateway, stranger);
    }

    function test_revokeReceiptKey_forGood_succeeds() public {
        vm.warp(START + 50);
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.ReceiptKeyRevoked(gateway, receiptKey, operator);
        vm.prank(operator);
        gateways.revokeReceiptKey(gateway, receiptKey);
        vm.assertEq(gateways.receiptKeyOf(gateway, receiptKey).addedAt, START);
        vm.assertEq(gateways.receiptKeyOf(gateway, receiptKey).revokedAt, START + 50);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_KeyUnknown.selector, gateway, receiptKey));
        gateways.revokeReceiptKey(gateway, receiptKey);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_KeyKnown.selector, gateway, receiptKey));
        gateways.addReceiptKey(gateway, receiptKey);
    }
}

contract GatewayRegistry_bonds is GatewayRegistryBase {
    function test_postBond_zero_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ZeroAmount.selector));
        gateways.postBond(gateway, NanoOpen.wrap(0));
        _expectUnknown();
        gateways.postBond(UNKNOWN, NanoOpen.wrap(1));
    }

    function test_postBond_byOperator_succeeds() public {
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.BondPosted(gateway, NanoOpen.wrap(5), NanoOpen.wrap(1_000 * OPEN + 5), operator);
        vm.prank(operator);
        gateways.postBond(gateway, NanoOpen.wrap(5));
        vm.assertEq(_nano(gateways.gatewayOf(gateway).bond), 1_000 * OPEN + 5);
        vm.assertEq(token.balanceOf(address(gateways)), 1_000e18 + 5e9);
    }

    function test_startUnbonding_stranger_reverts() public {
        _expectNotOperator();
        gateways.startUnbonding(gateway, NanoOpen.wrap(1));
    }

    function test_startUnbonding_zero_reverts() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ZeroAmount.selector));
        gateways.startUnbonding(gateway, NanoOpen.wrap(0));
    }

    function test_startUnbonding_aboveBond_reverts() public {
        uint64 bond = 1_000 * OPEN;
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_BondInsufficient.selector, bond + 1, bond));
        gateways.startUnbonding(gateway, NanoOpen.wrap(bond + 1));
    }

    function test_withdrawBond_nothing_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_NothingUnbonding.selector, gateway));
        gateways.withdrawBond(gateway);
        _expectUnknown();
        gateways.withdrawBond(UNKNOWN);
    }

    function test_withdrawBond_tooEarly_reverts() public {
        _unbond(3);
        vm.warp(START + 10);
        _unbond(4);
        vm.warp(START + 10 + UNBONDING - 1);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnbondingNotOver.selector, START + 10 + UNBONDING));
        gateways.withdrawBond(gateway);
    }

    function test_withdrawBond_toPayout_succeeds() public {
        uint256 before = token.balanceOf(operator);
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.UnbondingStarted(gateway, NanoOpen.wrap(3), uint48(START + UNBONDING), operator);
        _unbond(3);
        _unbond(4);
        vm.warp(START + UNBONDING);
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.BondWithdrawn(gateway, operator, NanoOpen.wrap(7), stranger);
        vm.prank(stranger);
        vm.assertEq(_nano(gateways.withdrawBond(gateway)), 7);
        vm.assertEq(token.balanceOf(operator) - before, 7e9);
        vm.assertEq(_nano(gateways.gatewayOf(gateway).bond), 1_000 * OPEN - 7);
        vm.assertEq(_nano(gateways.gatewayOf(gateway).unbonding), 0);
        vm.assertEq(gateways.gatewayOf(gateway).unbondingAt, 0);
    }

    function _unbond(uint64 amount) private {
        vm.prank(operator);
        gateways.startUnbonding(gateway, NanoOpen.wrap(amount));
    }
}

contract GatewayRegistry_parameters is GatewayRegistryBase {
    function test_setMinimumBond_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        gateways.setMinimumBond(NanoOpen.wrap(0));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        gateways.setMinimumDataShare(4_000);
    }

    function test_setMinimumBond_outOfBounds_reverts() public {
        uint256 maximum = 1_000_000e9;
        _expectOutOfBounds(maximum + 1, 0, maximum);
        gateways.setMinimumBond(NanoOpen.wrap(uint64(maximum + 1)));
    }

    function test_setMinimumDataShare_outOfBounds_reverts() public {
        _expectOutOfBounds(999, 1_000, 8_000);
        gateways.setMinimumDataShare(999);
        _expectOutOfBounds(8_001, 1_000, 8_000);
        gateways.setMinimumDataShare(8_001);
    }

    function test_constructor_delayOutOfBounds_reverts() public {
        _expectOutOfBounds(1, 1 hours, 90 days);
        new GatewayRegistry(address(manager), token, accounts, datanets, models, adapters, agents, guardian, 1);
    }

    function test_setMinimumBond_withinBounds_succeeds() public {
        vm.assertEq(_nano(gateways.minimumBond()), 1_000e9);
        vm.assertEq(gateways.minimumDataBps(), 3_000);
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.MinimumBondChanged(NanoOpen.wrap(7), address(this));
        gateways.setMinimumBond(NanoOpen.wrap(7));
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.MinimumDataShareChanged(8_000, address(this));
        gateways.setMinimumDataShare(8_000);
        vm.assertEq(_nano(gateways.minimumBond()), 7);
        vm.assertEq(gateways.minimumDataBps(), 8_000);
    }

    function _expectOutOfBounds(uint256 value, uint256 minimum, uint256 maximum) private {
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ParameterOutOfBounds.selector, value, minimum, maximum));
    }
}

contract GatewayRegistry_retireOffering is GatewayRegistryBase {
    function test_retireOffering_unknown_reverts() public {
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownOffering.selector, 9));
            if (i == 0) gateways.retireOffering(OfferingId.wrap(9));
            if (i == 1) gateways.isRetired(OfferingId.wrap(9));
            if (i == 2) gateways.offeringOf(OfferingId.wrap(9));
            if (i == 3) gateways.priceOf(OfferingId.wrap(9));
        }
    }

    function test_retireOffering_stranger_reverts() public {
        _expectNotOperator();
        gateways.retireOffering(offering);
    }

    function test_retireOffering_once_succeeds() public {
        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.OfferingRetired(offering, gateway, operator);
        vm.prank(operator);
        gateways.retireOffering(offering);
        vm.assertTrue(gateways.isRetired(offering));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_AlreadyRetired.selector, offering));
        gateways.retireOffering(offering);
    }
}
