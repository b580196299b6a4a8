// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {IMinterLimits} from "../../contracts/interfaces/IMinterLimits.sol";
import {IOpenToken} from "../../contracts/interfaces/IOpenToken.sol";
import {OpenToken} from "../../contracts/token/OpenToken.sol";

import {TestBase} from "../support/governance/Cheats.sol";
import {Wallet} from "../support/governance/Wallet.sol";

/// @notice OPEN with both bridges, a minter and a governor, and holders with a key and with a wallet.
abstract contract OpenTokenBase is TestBase {
    address internal constant STANDARD_BRIDGE = 0x4200000000000000000000000000000000000010;
    address internal constant SUPERCHAIN_BRIDGE = 0x4200000000000000000000000000000000000028;
    address internal constant REMOTE_TOKEN = address(0x1111);
    uint256 internal constant ALICE_KEY = 0xA11CE;
    uint64 internal constant MINTER = 1;
    uint64 internal constant GOVERNOR = 4;

    AccessManager internal authority;
    OpenToken internal token;
    Wallet internal wallet;
    address internal alice;
    address internal bob = address(0xb0b);
    address internal minter = address(0x3117);
    address internal governor = address(0x60b);

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        authority = new AccessManager(address(this));
        token = new OpenToken(address(authority), REMOTE_TOKEN, STANDARD_BRIDGE, SUPERCHAIN_BRIDGE);
        alice = vm.addr(ALICE_KEY);
        wallet = new Wallet(alice);

        _restrict(IOpenToken.mint.selector, MINTER);
        _restrict(IMinterLimits.setMinterLimit.selector, GOVERNOR);
        authority.grantRole(MINTER, minter, 0);
        authority.grantRole(GOVERNOR, governor, 0);
    }

    function _restrict(bytes4 selector, uint64 role) internal {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        authority.setTargetFunctionRole(address(token), selectors, role);
    }

    function _limit(address who, uint256 cap, uint256 burst) internal {
        vm.prank(governor);
        token.setMinterLimit(who, uint128(cap), uint128(burst), 1 days);
    }

    function _give(address to, uint256 amount) internal {
        _limit(minter, 1_000_000_000e18, 100_000_000e18);
        vm.prank(minter);
        token.mint(to, amount);
    }

    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(token.DOMAIN_SEPARATOR(), structHash);
    }

    function _sign(bytes32 structHash) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ALICE_KEY, _digest(structHash));
        return abi.encodePacked(r, s, v);
    }
}
