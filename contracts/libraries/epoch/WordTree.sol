// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title WordTree
/// @notice Positional trees over payout words: the words themselves are the leaves, so an absent word and padding are the same zero.
library WordTree {
    /// @notice Root over words; zero for none.
    /// @dev Invariant: as many words are copied as `leaves` has items.
    function rootOf(uint256[] calldata words) internal pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](words.length);
        assembly ("memory-safe") {
            calldatacopy(add(leaves, 0x20), words.offset, shl(5, words.length))
        }
        return PositionalMerkle.root(leaves);
    }
}
