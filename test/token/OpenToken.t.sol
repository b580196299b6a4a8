// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC7802} from "@openzeppelin/contracts/interfaces/draft-IERC7802.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IMinterLimits} from "../../contracts/interfaces/IMinterLimits.sol";
import {IOpenToken} from "../../contracts/interfaces/IOpenToken.sol";
import {ILegacyMintableERC20, IOptimismMintableERC20} from "../../contracts/interfaces/optimism/IOptimismMintableERC20.sol";
import {BridgeMintable} from "../../contracts/token/BridgeMintable.sol";
import {OpenToken} from "../../contracts/token/OpenToken.sol";

import {OpenTokenBase} from "./OpenTokenBase.sol";

contract OpenToken_Describe_Test is OpenTokenBase {
    function test_constructor_describesItself_succeeds() public view {
        vm.assertEq(token.name(), "OPEN");
        vm.assertEq(token.symbol(), "OPEN");
        vm.assertEq(token.decimals(), 18);
        vm.assertEq(token.cap(), 1_000_000_000e18);
        vm.assertEq(token.totalSupply(), 0);
        vm.assertEq(token.version(), "1.0.0");
        vm.assertEq(token.clock(), block.timestamp);
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp");
    }

    function test_getPastVotes_countsSeconds_succeeds() public {
        _give(alice, 5e18);
        vm.prank(alice);
        token.delegate(alice);
        vm.warp(block.timestamp + 1);
        vm.assertEq(token.getPastVotes(alice, block.timestamp - 1), 5e18);
        vm.assertEq(token.getPastVotes(alice, block.timestamp - 2), 0);
    }

    function test_constructor_sameBridge_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IOpenToken.OpenToken_SameBridge.selector, STANDARD_BRIDGE));
        new OpenToken(address(authority), REMOTE_TOKEN, STANDARD_BRIDGE, STANDARD_BRIDGE);
    }

    function test_bridge_allItsNames_succeeds() public view {
        vm.assertEq(token.remoteToken(), REMOTE_TOKEN);
        vm.assertEq(token.l1Token(), REMOTE_TOKEN);
        vm.assertEq(token.REMOTE_TOKEN(), REMOTE_TOKEN);
        vm.assertEq(token.bridge(), STANDARD_BRIDGE);
        vm.assertEq(token.l2Bridge(), STANDARD_BRIDGE);
        vm.assertEq(token.BRIDGE(), STANDARD_BRIDGE);
        vm.assertEq(token.superchainTokenBridge(), SUPERCHAIN_BRIDGE);
    }

    function test_supportsInterface_everyPublishedId_succeeds() public view {
        bytes4[9] memory ids = [
            bytes4(0x01ffc9a7), // ERC-165
            0x36372b07, // ERC-20
            0x9d8ff7da, // ERC-2612
            0x84b0196e, // ERC-5267
            0xda287a1d, // ERC-6372
            0xe90fb3f6, // ERC-5805
            0x33331994, // ERC-7802
            0xec4fc8e3, // IOptimismMintableERC20
            0x1d1d8b63 // ILegacyMintableERC20
        ];
        for (uint256 i = 0; i < ids.length; ++i) vm.assertTrue(token.supportsInterface(ids[i]));
        vm.assertFalse(token.supportsInterface(0xffffffff));
        vm.assertFalse(token.supportsInterface(0x80ac58cd));
    }

    function test_interfaceIds_asPublished_succeeds() public pure {
        vm.assertTrue(type(IERC165).interfaceId == 0x01ffc9a7);
        vm.assertTrue(type(IERC20).interfaceId == 0x36372b07);
        vm.assertTrue(type(IERC20Permit).interfaceId == 0x9d8ff7da);
        vm.assertTrue(type(IERC5267).interfaceId == 0x84b0196e);
        vm.assertTrue(type(IERC6372).interfaceId == 0xda287a1d);
        vm.assertTrue(type(IVotes).interfaceId == 0xe90fb3f6);
        vm.assertTrue(type(IERC7802).interfaceId == 0x33331994);
        vm.assertTrue(type(IOptimismMintableERC20).interfaceId == 0xec4fc8e3);
        vm.assertTrue(type(ILegacyMintableERC20).interfaceId == 0x1d1d8b63);
    }

    function test_selectors_asPublished_succeeds() public view {
        bytes4[13] memory selectors = [
            bytes4(0xe3ee160e), // transferWithAuthorization, v r s
            0xcf092995, // transferWithAuthorization, bytes
            0xef55bec6, // receiveWithAuthorization, v r s
            0x88b7ab63, // receiveWithAuthorization, bytes
            0x5a049a70, // cancelAuthorization, v r s
            0xb7b72899, // cancelAuthorization, bytes
            0xe94a0102, // authorizationState
            0xd505accf, // permit, v r s
            0x9fd5a6cf, // permit, bytes
            0x18bf5077, // crosschainMint
            0x2b8c49e3, // crosschainBurn
            0x40c10f19, // mint
            0x9dc29fac // burn(address,uint256)
        ];
        bytes memory code = address(token).code;
        for (uint256 i = 0; i < selectors.length; ++i) vm.assertTrue(_contains(code, selectors[i]), "selector");
        vm.assertTrue(IERC7802.crosschainMint.selector == 0x18bf5077);
        vm.assertTrue(IERC7802.crosschainBurn.selector == 0x2b8c49e3);
    }

    function _contains(bytes memory code, bytes4 selector) private pure returns (bool) {
        for (uint256 i = 0; i + 5 <= code.length; ++i) {
            // PUSH4 selector, as the dispatcher compares it.
            if (code[i] == 0x63 && bytes4(bytes.concat(code[i + 1], code[i + 2], code[i + 3], code[i + 4])) == selector) return true;
        }
        return false;
    }
}

contract OpenToken_Mint_Test is OpenTokenBase {
    function test_mint_minter_succeeds() public {
        _limit(minter, 100e18, 60e18);

        vm.expectEmit(address(token));
        emit IMinterLimits.SupplyMinted(minter, alice, 40e18, 40e18);
        vm.expectEmit(address(token));
        emit IERC20.Transfer(address(0), alice, 40e18);
        vm.prank(minter);
        token.mint(alice, 40e18);

        vm.assertEq(token.balanceOf(alice), 40e18);
        vm.assertEq(token.totalSupply(), 40e18);
        vm.assertEq(token.mintableBy(minter), 20e18);
        IMinterLimits.MinterLimit memory limit = token.minterLimitOf(minter);
        vm.assertEq(int256(limit.net), 40e18);
        vm.assertEq(limit.room, 20e18);
        vm.assertEq(limit.roomAt, block.timestamp);
    }

    function test_mint_withoutRole_reverts() public {
        _limit(alice, 100e18, 60e18);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, alice));
        vm.prank(alice);
        token.mint(alice, 1);
    }

    function test_mint_withoutLimit_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IMinterLimits.OpenToken_MinterRateExceeded.selector, minter, 1, 0));
        vm.prank(minter);
        token.mint(alice, 1);
        vm.assertEq(token.mintableBy(minter), 0);
    }

    function test_mint_aboveBucket_reverts() public {
        _limit(minter, 100e18, 60e18);
        vm.startPrank(minter);
        token.mint(alice, 50e18);
        vm.warp(block.timestamp + 1 hours); // a 24th of 60 OPEN
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_MinterRateExceeded.selector, minter, 12.5e18 + 1, 12.5e18)
        );
        token.mint(alice, 12.5e18 + 1);
        token.mint(alice, 12.5e18);
    }

    function test_mint_aboveMinterCap_reverts() public {
        _limit(minter, 100e18, 60e18);
        vm.startPrank(minter);
        token.mint(alice, 60e18);
        vm.warp(block.timestamp + 30 days);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_MinterCapExceeded.selector, minter, int256(100e18 + 1), 100e18)
        );
        token.mint(alice, 40e18 + 1);
        vm.assertEq(token.mintableBy(minter), 40e18);
        token.mint(alice, 40e18);
    }

    function test_mint_aboveTokenCap_reverts() public {
        uint256 start = block.timestamp;
        _limit(minter, 1_000_000_000e18, 100_000_000e18);
        vm.startPrank(minter);
        for (uint256 i = 0; i < 10; ++i) {
            vm.warp(start + i * 1 days);
            token.mint(alice, 100_000_000e18);
        }
        vm.stopPrank();
        vm.assertEq(token.totalSupply(), token.cap());

        _limit(STANDARD_BRIDGE, 1_000_000_000e18, 100_000_000e18);
        vm.expectRevert(
            abi.encodeWithSelector(IOpenToken.OpenToken_CapExceeded.selector, token.cap() + 1, token.cap())
        );
        vm.prank(STANDARD_BRIDGE);
        token.mint(alice, 1);
    }

    function test_burn_holder_succeeds() public {
        _give(alice, 10e18);
        vm.prank(alice);
        token.burn(4e18);
        vm.assertEq(token.totalSupply(), 6e18);
        vm.assertEq(int256(token.minterLimitOf(minter).net), 10e18);
    }

    function testFuzz_mint_neverAboveRateOrCap(uint128 amount, uint32 wait, uint128 again) public {
        _limit(minter, 500e18, 100e18);
        uint256 first = _bound(amount, 0, 100e18);
        vm.startPrank(minter);
        token.mint(alice, first);
        uint256 elapsed = _bound(wait, 0, 3 days);
        vm.warp(block.timestamp + elapsed);
        uint256 refilled = (100e18 * elapsed) / 1 days;
        uint256 room = 100e18 - first + refilled;
        if (room > 100e18) room = 100e18;
        vm.assertEq(token.mintableBy(minter), room);
        uint256 second = _bound(again, 0, 200e18);
        if (second > room) {
            vm.expectRevert(abi.encodeWithSelector(IMinterLimits.OpenToken_MinterRateExceeded.selector, minter, second, room));
        }
        token.mint(alice, second);
    }
}

contract OpenToken_SetMinterLimit_Test is OpenTokenBase {
    function test_setMinterLimit_bounds_reverts() public {
        vm.startPrank(governor);
        vm.expectRevert(IMinterLimits.OpenToken_ZeroMinter.selector);
        token.setMinterLimit(address(0), 1, 1, 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_MinterCapOutOfBounds.selector, 1_000_000_000e18 + 1, 1_000_000_000e18)
        );
        token.setMinterLimit(minter, 1_000_000_000e18 + 1, 1, 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_BurstOutOfBounds.selector, 100_000_000e18 + 1, 100_000_000e18)
        );
        token.setMinterLimit(minter, 1, 100_000_000e18 + 1, 1 days);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_RefillPeriodOutOfBounds.selector, 1 days - 1, 1 days, 365 days)
        );
        token.setMinterLimit(minter, 1, 1, 1 days - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_RefillPeriodOutOfBounds.selector, 365 days + 1, 1 days, 365 days)
        );
        token.setMinterLimit(minter, 1, 1, 365 days + 1);
    }

    function test_setMinterLimit_notGovernor_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, minter));
        vm.prank(minter);
        token.setMinterLimit(minter, 1, 1, 1 days);
    }

    function test_setMinterLimit_cut_succeeds() public {
        _limit(minter, 100e18, 60e18);
        vm.prank(minter);
        token.mint(alice, 50e18);

        _limit(minter, 20e18, 5e18);
        vm.assertEq(token.balanceOf(alice), 50e18);
        vm.assertEq(token.minterLimitOf(minter).room, 5e18);
        vm.assertEq(token.mintableBy(minter), 0);
        vm.expectRevert(abi.encodeWithSelector(IMinterLimits.OpenToken_MinterCapExceeded.selector, minter, int256(50e18 + 1), 20e18));
        vm.prank(minter);
        token.mint(alice, 1);
    }

    function test_setMinterLimit_raise_succeeds() public {
        _limit(minter, 100e18, 60e18);
        vm.prank(minter);
        token.mint(alice, 60e18);
        vm.expectEmit(address(token));
        emit IMinterLimits.MinterLimitChanged(minter, 200e18, 80e18, 1 days, 20e18, governor);
        _limit(minter, 200e18, 80e18);
        vm.assertEq(token.mintableBy(minter), 20e18);
    }
}

contract OpenToken_StandardBridge_Test is OpenTokenBase {
    function test_mint_standardBridge_succeeds() public {
        _limit(STANDARD_BRIDGE, 100e18, 60e18);
        vm.expectEmit(address(token));
        emit BridgeMintable.Mint(alice, 30e18);
        vm.prank(STANDARD_BRIDGE);
        token.mint(alice, 30e18);

        vm.expectEmit(address(token));
        emit IMinterLimits.SupplyBurned(STANDARD_BRIDGE, alice, 10e18, 20e18);
        vm.expectEmit(address(token));
        emit BridgeMintable.Burn(alice, 10e18);
        vm.prank(STANDARD_BRIDGE);
        token.burn(alice, 10e18);
        vm.assertEq(token.balanceOf(alice), 20e18);
        vm.assertEq(int256(token.minterLimitOf(STANDARD_BRIDGE).net), 20e18);
        // Burning gives room back under the cap, not in the bucket.
        vm.assertEq(token.minterLimitOf(STANDARD_BRIDGE).room, 30e18);
    }

    function test_burn_moreThanMinted_reverts() public {
        _give(alice, 50e18);
        _limit(STANDARD_BRIDGE, 100e18, 60e18);
        vm.startPrank(STANDARD_BRIDGE);
        token.mint(alice, 10e18);
        vm.expectRevert(
            abi.encodeWithSelector(IMinterLimits.OpenToken_BurnAboveMinted.selector, STANDARD_BRIDGE, 10e18 + 1, int256(10e18))
        );
        token.burn(alice, 10e18 + 1);
        token.burn(alice, 10e18);
    }

    function test_burn_notBridge_reverts() public {
        address[4] memory callers = [alice, minter, governor, SUPERCHAIN_BRIDGE];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IOpenToken.OpenToken_NotBridge.selector, callers[i], STANDARD_BRIDGE));
            vm.prank(callers[i]);
            token.burn(alice, 1);
        }
    }

    function test_mint_aliasedOrOtherBridge_reverts() public {
        // The L1 alias of the predeploy's address has no right of its own.
        address aliased = address(uint160(STANDARD_BRIDGE) + uint160(0x1111000000000000000000000000000000001111));
        address[2] memory callers = [aliased, SUPERCHAIN_BRIDGE];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, callers[i]));
            vm.prank(callers[i]);
            token.mint(alice, 1);
        }
    }
}

contract OpenToken_Superchain_Test is OpenTokenBase {
    function test_crosschainMint_superchainBridge_succeeds() public {
        _limit(SUPERCHAIN_BRIDGE, 100e18, 60e18);
        vm.expectEmit(address(token));
        emit IERC7802.CrosschainMint(alice, 30e18, SUPERCHAIN_BRIDGE);
        vm.prank(SUPERCHAIN_BRIDGE);
        token.crosschainMint(alice, 30e18);
        vm.assertEq(token.balanceOf(alice), 30e18);
    }

    function test_crosschainBurn_whatWasMintedHere_succeeds() public {
        _give(alice, 50e18);
        vm.expectEmit(address(token));
        emit IERC7802.CrosschainBurn(alice, 20e18, SUPERCHAIN_BRIDGE);
        vm.prank(SUPERCHAIN_BRIDGE);
        token.crosschainBurn(alice, 20e18);
        vm.assertEq(int256(token.minterLimitOf(SUPERCHAIN_BRIDGE).net), -20e18);

        // What left may come back under a cap of zero, at the bucket's rate; no more than that.
        _limit(SUPERCHAIN_BRIDGE, 0, 60e18);
        vm.assertEq(token.mintableBy(SUPERCHAIN_BRIDGE), 20e18);
        vm.startPrank(SUPERCHAIN_BRIDGE);
        vm.expectRevert(abi.encodeWithSelector(IMinterLimits.OpenToken_MinterCapExceeded.selector, SUPERCHAIN_BRIDGE, int256(1), 0));
        token.crosschainMint(alice, 20e18 + 1);
        token.crosschainMint(alice, 20e18);
    }

    function test_crosschain_notBridge_reverts() public {
        address[4] memory callers = [alice, minter, governor, STANDARD_BRIDGE];
        for (uint256 i = 0; i < callers.length; ++i) {
            bytes memory reason = abi.encodeWithSelector(IOpenToken.OpenToken_NotBridge.selector, callers[i], SUPERCHAIN_BRIDGE);
            vm.startPrank(callers[i]);
            vm.expectRevert(reason);
            token.crosschainMint(alice, 1);
            vm.expectRevert(reason);
            token.crosschainBurn(alice, 1);
            vm.stopPrank();
        }
    }
}
