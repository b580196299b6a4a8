// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TreeRounds} from "../../contracts/libraries/epoch/TreeRounds.sol";
import {Cheats} from "../support/registry/Cheats.sol";

contract TreeRounds_functions {
    Cheats private constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev For calldata.
    function rootOf(uint256 height, bytes32[] calldata nodes) external pure returns (bool fits, bytes32 root) {
        return TreeRounds.rootOf(height, nodes);
    }

    /// @dev Every way from a root down meets the heights that may be asked for, at most eleven levels apart, in as many rounds as are counted.
    function testFuzz_shownHeight_leadsDown(uint8 seed) public pure {
        uint256 depth = 1 + (uint256(seed) % TreeRounds.MAX_HEIGHT);
        uint256 rounds;
        for (uint256 height = depth; height != 0; ++rounds) {
            vm.assertTrue(TreeRounds.isAsked(height, depth));
            vm.assertEq(TreeRounds.countFrom(height), TreeRounds.countFrom(depth) - rounds);
            uint256 shown = TreeRounds.shownHeight(height);
            vm.assertTrue(shown < height && height - shown <= TreeRounds.SPAN && shown % TreeRounds.SPAN == 0);
            height = shown;
        }
        vm.assertEq(rounds, TreeRounds.countFrom(depth));
        vm.assertTrue(rounds <= 3);
    }

    function test_isAsked_otherHeights_succeeds() public pure {
        for (uint256 height; height <= 40; ++height) {
            vm.assertEq(TreeRounds.isAsked(height, 25), height == 25 || height == 22 || height == 11);
            vm.assertFalse(TreeRounds.isAsked(height, 0));
        }
    }

    /// @dev The reference hashes level by level, zeros included, from the leaves.
    function testFuzz_rootOf_asFromAllLeaves(bytes32 seed, uint8 size, uint8 low) public view {
        uint256 height = 1 + (uint256(low) % 6);
        bytes32[] memory nodes = new bytes32[](uint256(size) % ((1 << height) + 1));
        for (uint256 i; i < nodes.length; ++i) nodes[i] = keccak256(abi.encodePacked(seed, i));
        bytes32[] memory level = new bytes32[](1 << height);
        for (uint256 i; i < nodes.length; ++i) level[i] = nodes[i];
        (bool fits, bytes32 root) = this.rootOf(height, nodes);
        vm.assertTrue(fits);
        vm.assertEq(root, _climb(level));
    }

    /// @dev Above the leaves, what is left out are roots of zeros and not zeros.
    function testFuzz_rootOf_leftOutAreRootsOfZeros(bytes32 seed, uint8 size, bool isTall) public view {
        uint256 shown = isTall ? 22 : 11;
        bytes32 padding = 0;
        for (uint256 i; i < shown; ++i) padding = keccak256(abi.encodePacked(padding, padding));
        bytes32[] memory nodes = new bytes32[](uint256(size) % 9);
        bytes32[] memory level = new bytes32[](8);
        for (uint256 i; i < 8; ++i) {
            level[i] = i < nodes.length ? keccak256(abi.encodePacked(seed, i)) : padding;
            if (i < nodes.length) nodes[i] = level[i];
        }
        (bool fits, bytes32 root) = this.rootOf(shown + 3, nodes);
        vm.assertTrue(fits);
        vm.assertEq(root, _climb(level));
    }

    function test_rootOf_tooManyNodes_succeeds() public view {
        (bool fits, bytes32 root) = this.rootOf(11, new bytes32[](2049));
        vm.assertFalse(fits);
        vm.assertEq(root, bytes32(0));
        (fits, ) = this.rootOf(12, new bytes32[](3));
        vm.assertFalse(fits);
        (fits, ) = this.rootOf(11, new bytes32[](2048));
        vm.assertTrue(fits);
    }

    function _climb(bytes32[] memory level) private pure returns (bytes32) {
        for (uint256 width = level.length; width > 1; width /= 2) {
            for (uint256 i; i < width / 2; ++i) level[i] = keccak256(abi.encodePacked(level[2 * i], level[2 * i + 1]));
        }
        return level[0];
    }
}
