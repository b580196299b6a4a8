// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalProof} from "../epoch/PositionalProof.sol";

/// @title WordPages
/// @notice Opens consecutive pages of 16 numbers under a root of docs/formats/attribution-proofs.md, and reads numbers from them.
library WordPages {
    /// @notice Numbers on a page.
    uint256 internal constant PAGE = 16;
    /// @notice Bytes of a word's hash, and of a row of the suffix array.
    uint256 internal constant WORD_BYTES = 8;
    uint256 internal constant ROW_BYTES = 4;

    /// @notice Consecutive pages.
    /// @param firstPage Number of the first one. @param pages Their bytes, whole pages one after the other.
    /// @param siblings What is beside them, level by level from the leaves up, left before right.
    struct Window {
        uint32 firstPage;
        bytes pages;
        bytes32[] siblings;
    }

    /// @notice Consecutive pages of an output, each under a salt of its own.
    struct SaltedWindow {
        uint32 firstPage;
        bytes pages;
        bytes32[] salts;
        bytes32[] siblings;
    }

    /// @notice Whether the pages are at their places in the tree over `count` numbers of `width` bytes. No pages are nowhere false.
    function isOpen(bytes32 root, uint256 count, uint256 width, Window calldata window) internal pure returns (bool) {
        uint256 size = PAGE * width;
        uint256 length = window.pages.length / size;
        if (window.pages.length != length * size) return false;
        if (length == 0) return window.siblings.length == 0;
        uint256 pageCount = (count + PAGE - 1) / PAGE;
        if (uint256(window.firstPage) + length > pageCount) return false;
        bytes32[] memory nodes = new bytes32[](length);
        bytes calldata pages = window.pages;
        // Invariant: page `i` is copied behind the free memory, which nothing else uses meanwhile.
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            for {
                let i := 0
            } lt(i, length) {
                i := add(i, 1)
            } {
                calldatacopy(buffer, add(pages.offset, mul(i, size)), size)
                mstore(add(nodes, shl(5, add(i, 1))), keccak256(buffer, size))
            }
        }
        (bytes32 top, uint256 levels) = PositionalProof.climbRange(nodes, window.firstPage, window.siblings);
        // As deep as the tree over so many pages is, and no deeper.
        return 1 << levels >= pageCount && (1 << levels) >> 1 < pageCount && top == root;
    }

    /// @notice The same for an output. How many pages it has is not committed to, and need not be: a leaf is the hash of 160 bytes, which no inner node is.
    function isOpen(bytes32 root, SaltedWindow calldata window) internal pure returns (bool) {
        uint256 size = PAGE * WORD_BYTES;
        uint256 length = window.salts.length;
        if (window.pages.length != length * size) return false;
        if (length == 0) return window.siblings.length == 0;
        bytes32[] memory nodes = new bytes32[](length);
        bytes calldata pages = window.pages;
        bytes32[] calldata salts = window.salts;
        // Invariant: as above, a page behind its salt.
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            for {
                let i := 0
            } lt(i, length) {
                i := add(i, 1)
            } {
                mstore(buffer, calldataload(add(salts.offset, shl(5, i))))
                calldatacopy(add(buffer, 0x20), add(pages.offset, mul(i, size)), size)
                mstore(add(nodes, shl(5, add(i, 1))), keccak256(buffer, add(size, 0x20)))
            }
        }
        (bytes32 top, ) = PositionalProof.climbRange(nodes, window.firstPage, window.siblings);
        return top == root;
    }

    /// @notice Whether the number at `position` is on the pages.
    function holds(uint256 firstPage, bytes calldata pages, uint256 width, uint256 position) internal pure returns (bool) {
        uint256 start = firstPage * PAGE;
        return position >= start && (position - start) * width < pages.length;
    }

    /// @notice The number at `position`, which the caller knows to be on the pages.
    /// @dev Invariant: only calldata is read.
    function at(uint256 firstPage, bytes calldata pages, uint256 width, uint256 position) internal pure returns (uint256 value) {
        uint256 offset = (position - firstPage * PAGE) * width;
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, width)), calldataload(add(pages.offset, offset)))
        }
    }

    /// @notice Words `[start, start + length)`, which the caller knows to be on the pages.
    /// @dev Invariant: writes the words of the new array, one for each.
    function words(uint256 firstPage, bytes calldata pages, uint256 start, uint256 length) internal pure returns (uint256[] memory list) {
        list = new uint256[](length);
        uint256 offset = (start - firstPage * PAGE) * WORD_BYTES;
        assembly ("memory-safe") {
            let from := add(pages.offset, offset)
            for {
                let i := 0
            } lt(i, length) {
                i := add(i, 1)
            } {
                mstore(add(list, shl(5, add(i, 1))), shr(192, calldataload(add(from, shl(3, i)))))
            }
        }
    }

    /// @notice How many words from `position` on are those of `pattern` from `first` on, at most `length`. A zero of the pattern is no word, and nothing is equal to it.
    /// @dev The caller knows `position` to be on the pages, and the pattern to be long enough; only as many words are compared as the pages have.
    /// Invariant: only calldata and the pattern are read.
    function common(
        Window calldata window,
        uint256 position,
        uint256[] memory pattern,
        uint256 first,
        uint256 length
    ) internal pure returns (uint256 same) {
        bytes calldata pages = window.pages;
        uint256 offset = (position - uint256(window.firstPage) * PAGE) * WORD_BYTES;
        uint256 shown = (pages.length - offset) / WORD_BYTES;
        if (shown < length) length = shown;
        assembly ("memory-safe") {
            let from := add(pages.offset, offset)
            let wanted := add(pattern, shl(5, add(first, 1)))
            for {} lt(same, length) {
                same := add(same, 1)
            } {
                let word := mload(add(wanted, shl(5, same)))
                if or(iszero(word), xor(word, shr(192, calldataload(add(from, shl(3, same)))))) {
                    break
                }
            }
        }
    }
}
