// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PositionalProof} from "../../contracts/libraries/epoch/PositionalProof.sol";
import {PositionalMerkle} from "../../contracts/libraries/PositionalMerkle.sol";
import {WordPages} from "../../contracts/libraries/attribution/WordPages.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

contract WordPages_functions {
    /// @dev Words of three pages.
    uint256 private constant SHOWN = 48;
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev The reference hashes every level whole and takes what is beside the range from it.
    function testFuzz_climbRange_asTheWholeTree(bytes32 seed, uint8 countSeed, uint8 firstSeed, uint8 lengthSeed) public view {
        uint256 count = 1 + (uint256(countSeed) % 24);
        uint256 first = firstSeed % count;
        bytes32[] memory leaves = _leaves(seed, count);
        _requireRange(leaves, first, 1 + (uint256(lengthSeed) % (count - first)));
    }

    function _requireRange(bytes32[] memory leaves, uint256 first, uint256 length) private view {
        (bytes32[] memory siblings, uint256 depth) = _beside(leaves, first, length);
        bytes32[] memory part = _part(leaves, first, length);
        bytes32 root = PositionalMerkle.root(leaves);
        (bytes32 node, uint256 levels) = this.climbRange(part, first, siblings);
        vm.assertEq(node, root);
        vm.assertEq(levels, depth);
        if (siblings.length == 0) return;
        (node, ) = this.climbRange(part, first, _part(siblings, 0, siblings.length - 1));
        vm.assertTrue(node != root);
    }

    function test_climbRange_placeOutsideTheTree_succeeds() public view {
        bytes32[] memory leaves = _leaves(0, 2);
        (bytes32 node, ) = this.climbRange(_part(leaves, 0, 2), 0, new bytes32[](0));
        vm.assertEq(node, keccak256(abi.encode(leaves[0], leaves[1])));
        (node, ) = this.climbRange(_part(leaves, 0, 2), 2, new bytes32[](0));
        vm.assertEq(node, bytes32(0));
    }

    /// @dev The reference reads word by word.
    function testFuzz_common_asWordByWord(bytes32 seed, uint8 offsetSeed, uint8 same, uint8 first, uint8 length) public view {
        uint256 offset = offsetSeed % SHOWN;
        uint256[] memory pattern = new uint256[](uint256(first) + length);
        for (uint256 i; i < length; ++i) pattern[first + i] = i < same ? _word(seed, offset + i) : _word(~seed, i);
        uint256 expected;
        while (expected < length && offset + expected < SHOWN && pattern[first + expected] == _word(seed, offset + expected)) ++expected;
        WordPages.Window memory window = WordPages.Window({firstPage: 7, pages: _pages(seed, 3), siblings: new bytes32[](0)});
        vm.assertEq(this.common(window, 7 * WordPages.PAGE + offset, pattern, first, length), expected);
    }

    function test_common_zeroIsNoWord_succeeds() public view {
        WordPages.Window memory window = WordPages.Window({firstPage: 0, pages: new bytes(128), siblings: new bytes32[](0)});
        vm.assertEq(this.common(window, 3, new uint256[](4), 0, 4), 0);
    }

    function testFuzz_words_asWordByWord(bytes32 seed, uint8 startSeed, uint8 lengthSeed) public view {
        uint256 start = startSeed % 32;
        uint256 length = uint256(lengthSeed) % (33 - start);
        uint256[] memory list = this.words(_pages(seed, 2), start, length);
        vm.assertEq(list.length, length);
        for (uint256 i; i < length; ++i) vm.assertEq(list[i], _word(seed, start + i));
    }

    /* CALLED WITH CALLDATA */

    function climbRange(bytes32[] memory nodes, uint256 first, bytes32[] calldata siblings) external pure returns (bytes32, uint256) {
        return PositionalProof.climbRange(nodes, first, siblings);
    }

    function common(
        WordPages.Window calldata window,
        uint256 position,
        uint256[] memory pattern,
        uint256 first,
        uint256 length
    ) external pure returns (uint256) {
        return WordPages.common(window, position, pattern, first, length);
    }

    function words(bytes calldata pages, uint256 start, uint256 length) external pure returns (uint256[] memory) {
        return WordPages.words(0, pages, start, length);
    }

    /* REFERENCES */

    function _leaves(bytes32 seed, uint256 count) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](count);
        for (uint256 i; i < count; ++i) leaves[i] = keccak256(abi.encode(seed, i));
    }

    function _part(bytes32[] memory list, uint256 from, uint256 length) private pure returns (bytes32[] memory part) {
        part = new bytes32[](length);
        for (uint256 i; i < length; ++i) part[i] = list[from + i];
    }

    /// @dev What is beside a range at each level, left before right.
    function _beside(
        bytes32[] memory level,
        uint256 first,
        uint256 length
    ) private pure returns (bytes32[] memory siblings, uint256 depth) {
        bytes32 padding;
        uint256 last = first + length - 1;
        bytes32[] memory found = new bytes32[](64);
        uint256 count;
        for (; level.length > 1; ++depth) {
            if (first % 2 == 1) found[count++] = level[first - 1];
            if (last % 2 == 0) found[count++] = last + 1 < level.length ? level[last + 1] : padding;
            bytes32[] memory above = new bytes32[]((level.length + 1) / 2);
            for (uint256 i; i < above.length; ++i) {
                above[i] = keccak256(abi.encode(level[2 * i], 2 * i + 1 < level.length ? level[2 * i + 1] : padding));
            }
            padding = keccak256(abi.encode(padding, padding));
            (level, first, last) = (above, first / 2, last / 2);
        }
        siblings = _part(found, 0, count);
    }

    function _pages(bytes32 seed, uint256 count) private pure returns (bytes memory pages) {
        for (uint256 i; i < count * WordPages.PAGE; ++i) pages = bytes.concat(pages, bytes8(uint64(_word(seed, i))));
    }

    function _word(bytes32 seed, uint256 place) private pure returns (uint256) {
        return uint64(uint256(keccak256(abi.encode(seed, place))));
    }
}
