// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {AccountRegistry} from "../../contracts/account/AccountRegistry.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

/// @dev Numbers the next account as if `count` existed.
contract CrowdedAccountRegistry is AccountRegistry {
    constructor(address authority, uint32 count) AccountRegistry(authority) {
        accountCount = count;
    }
}

abstract contract AccountRegistryBase is RegistryBase {
    AccountId internal personal;

    function setUp() public override {
        super.setUp();
        vm.prank(contributor);
        personal = accounts.register(contributor);
    }

    function _expectUnknown(AccountId account) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_UnknownAccount.selector, account));
    }

    function _expectNotController(AccountId account, address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, account, caller));
    }

    function _expectAssetAccount(AccountId account) internal {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_AssetAccount.selector, account));
    }

    function _assetAccount() internal returns (AccountId) {
        return datanets.accountOf(DatanetId.unwrap(_datanet()));
    }
}

contract AccountRegistryRegisterTest is AccountRegistryBase {
    function test_register_storesCaller_succeeds() external {
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.AccountRegistered(AccountId.wrap(2), rival, buyer, rival);
        vm.prank(rival);
        AccountId account = accounts.register(buyer);

        vm.assertEq(AccountId.unwrap(account), 2);
        vm.assertEq(accounts.accountCount(), 2);
        IAccountRegistry.Account memory stored = accounts.accountOf(account);
        vm.assertEq(stored.owner, rival);
        vm.assertEq(stored.payout, buyer);
        vm.assertEq(stored.pendingOwner, address(0));
        vm.assertEq(stored.asset, address(0));
        vm.assertEq(uint8(stored.kind), uint8(AssetKind.None));
        vm.assertEq(stored.assetId, 0);
        vm.assertEq(accounts.controllerOf(account), rival);
        vm.assertEq(accounts.payoutOf(account), buyer);
    }

    function test_register_zeroPayout_reverts() external {
        _expectRevert(IAccountRegistry.AccountRegistry_ZeroAddress.selector);
        accounts.register(address(0));
    }

    function test_registerFor_givesPayerNoPower_succeeds() external {
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.AccountRegistered(AccountId.wrap(2), rival, buyer, stranger);
        vm.prank(stranger);
        AccountId account = accounts.registerFor(rival, buyer);

        vm.assertEq(accounts.controllerOf(account), rival);
        _expectNotController(account, stranger);
        vm.prank(stranger);
        accounts.setPayout(account, stranger);
    }

    function test_registerFor_zeroOwnerOrPayout_reverts() external {
        _expectRevert(IAccountRegistry.AccountRegistry_ZeroAddress.selector);
        accounts.registerFor(address(0), buyer);
        _expectRevert(IAccountRegistry.AccountRegistry_ZeroAddress.selector);
        accounts.registerFor(buyer, address(0));
    }

    function test_register_lastNumberTaken_reverts() external {
        CrowdedAccountRegistry crowded = new CrowdedAccountRegistry(address(manager), type(uint32).max - 1);
        vm.assertEq(AccountId.unwrap(crowded.register(buyer)), type(uint32).max);
        _expectRevert(IAccountRegistry.AccountRegistry_Full.selector);
        crowded.register(buyer);
    }

    function testFuzz_registerFor_countsFromOne_succeeds(address who, address payout, uint8 times) external {
        vm.assume(who != address(0) && payout != address(0));
        uint32 before = accounts.accountCount();
        for (uint32 i = 1; i <= times % 16; ++i) {
            vm.assertEq(AccountId.unwrap(accounts.registerFor(who, payout)), before + i);
        }
        vm.assertEq(accounts.accountCount(), before + (times % 16));
    }
}

contract AccountRegistryRegisterAssetTest is AccountRegistryBase {
    function test_registerAsset_followsToken_succeeds() external {
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.AssetAccountRegistered(AccountId.wrap(2), address(datanets), AssetKind.Datanet, 1);
        AccountId account = _assetAccount();

        IAccountRegistry.Account memory stored = accounts.accountOf(account);
        vm.assertEq(stored.asset, address(datanets));
        vm.assertEq(uint8(stored.kind), uint8(AssetKind.Datanet));
        vm.assertEq(stored.assetId, 1);
        vm.assertEq(stored.owner, address(0));
        vm.assertEq(stored.payout, address(0));
        vm.assertEq(accounts.controllerOf(account), owner);
        vm.assertEq(accounts.payoutOf(account), owner);

        vm.prank(owner);
        datanets.transferFrom(owner, buyer, 1);
        vm.assertEq(accounts.controllerOf(account), buyer);
        vm.assertEq(accounts.payoutOf(account), buyer);
    }

    function test_registerAsset_withoutRole_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        accounts.registerAsset(AssetKind.Model, 1);
    }

    function test_registerAsset_noKind_reverts() external {
        _expectRevert(IAccountRegistry.AccountRegistry_NoAssetKind.selector);
        vm.prank(address(models));
        accounts.registerAsset(AssetKind.None, 1);
    }
}

contract AccountRegistrySetPayoutTest is AccountRegistryBase {
    function test_setPayout_replacesAddress_succeeds() external {
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.PayoutChanged(personal, buyer, contributor);
        vm.prank(contributor);
        accounts.setPayout(personal, buyer);

        vm.assertEq(accounts.payoutOf(personal), buyer);
        vm.assertEq(accounts.controllerOf(personal), contributor);
    }

    function test_setPayout_zero_reverts() external {
        _expectRevert(IAccountRegistry.AccountRegistry_ZeroAddress.selector);
        vm.prank(contributor);
        accounts.setPayout(personal, address(0));
    }

    function test_setPayout_byPayoutAddress_reverts() external {
        vm.prank(contributor);
        accounts.setPayout(personal, buyer);
        _expectNotController(personal, buyer);
        vm.prank(buyer);
        accounts.setPayout(personal, stranger);
    }

    function test_setPayout_assetAccount_reverts() external {
        AccountId account = _assetAccount();
        _expectAssetAccount(account);
        vm.prank(owner);
        accounts.setPayout(account, owner);
    }

    function test_setPayout_unknownAccount_reverts() external {
        _expectUnknown(AccountId.wrap(0));
        accounts.setPayout(AccountId.wrap(0), buyer);
        _expectUnknown(AccountId.wrap(2));
        accounts.setPayout(AccountId.wrap(2), buyer);
    }
}

contract AccountRegistryOwnershipTest is AccountRegistryBase {
    function test_offerOwnership_changesNothingYet_succeeds() external {
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.OwnershipOffered(personal, contributor, buyer);
        vm.prank(contributor);
        accounts.offerOwnership(personal, buyer);

        vm.assertEq(accounts.accountOf(personal).pendingOwner, buyer);
        vm.assertEq(accounts.controllerOf(personal), contributor);
        vm.assertEq(accounts.payoutOf(personal), contributor);
    }

    function test_offerOwnership_byStranger_reverts() external {
        _expectNotController(personal, stranger);
        vm.prank(stranger);
        accounts.offerOwnership(personal, stranger);
    }

    function test_offerOwnership_assetAccount_reverts() external {
        AccountId account = _assetAccount();
        _expectAssetAccount(account);
        vm.prank(owner);
        accounts.offerOwnership(account, buyer);
    }

    function test_acceptOwnership_movesControlAndPayout_succeeds() external {
        vm.prank(contributor);
        accounts.offerOwnership(personal, buyer);
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.OwnershipTransferred(personal, contributor, buyer);
        vm.expectEmit(address(accounts));
        emit IAccountRegistry.PayoutChanged(personal, buyer, buyer);
        vm.prank(buyer);
        accounts.acceptOwnership(personal);

        vm.assertEq(accounts.controllerOf(personal), buyer);
        vm.assertEq(accounts.payoutOf(personal), buyer);
        vm.assertEq(accounts.accountOf(personal).pendingOwner, address(0));
    }

    function test_acceptOwnership_twice_reverts() external {
        vm.prank(contributor);
        accounts.offerOwnership(personal, buyer);
        vm.prank(buyer);
        accounts.acceptOwnership(personal);
        _expectNotController(personal, buyer);
        vm.prank(buyer);
        accounts.acceptOwnership(personal);
    }

    function test_acceptOwnership_afterOfferWithdrawn_reverts() external {
        vm.startPrank(contributor);
        accounts.offerOwnership(personal, buyer);
        accounts.offerOwnership(personal, address(0));
        vm.stopPrank();
        _expectNotController(personal, buyer);
        vm.prank(buyer);
        accounts.acceptOwnership(personal);
    }

    function test_acceptOwnership_assetAccount_reverts() external {
        AccountId account = _assetAccount();
        _expectAssetAccount(account);
        vm.prank(address(0));
        accounts.acceptOwnership(account);
    }
}

contract AccountRegistryViewsTest is AccountRegistryBase {
    function test_views_unknownAccount_reverts() external {
        AccountId unknown = AccountId.wrap(9);
        _expectUnknown(unknown);
        accounts.accountOf(unknown);
        _expectUnknown(unknown);
        accounts.controllerOf(unknown);
        _expectUnknown(unknown);
        accounts.payoutOf(unknown);
        _expectUnknown(unknown);
        accounts.requireController(unknown, address(0));
    }

    function test_requireController_controller_succeeds() external view {
        accounts.requireController(personal, contributor);
    }

    function test_requireController_other_reverts() external {
        _expectNotController(personal, stranger);
        accounts.requireController(personal, stranger);
    }

    function test_version_isSemantic_succeeds() external view {
        vm.assertEq(accounts.version(), "1.1.0");
    }
}
