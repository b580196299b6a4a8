// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title Bits
/// @notice Sets of up to 128 small numbers.
library Bits {
    /// @notice How many bits are set.
    /// @dev Adds up pairs, nibbles, then bytes; the product gathers the sum of the 16 bytes (at most 128) in the top byte. Nothing overflows
    /// its field, and the product is meant to drop what passes 128 bits.
    function count(uint128 set) internal pure returns (uint256) {
        unchecked {
            set = set - ((set >> 1) & 0x55555555555555555555555555555555);
            set = (set & 0x33333333333333333333333333333333) + ((set >> 2) & 0x33333333333333333333333333333333);
            set = (set + (set >> 4)) & 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f;
            return (set * 0x01010101010101010101010101010101) >> 120;
        }
    }

    /// @notice Whether `set` has `index`.
    function has(uint128 set, uint256 index) internal pure returns (bool) {
        return (set >> index) & 1 == 1;
    }

    /// @notice The set of all numbers below `size` (at most 128).
    function below(uint256 size) internal pure returns (uint128) {
        return size == 128 ? type(uint128).max : uint128((uint256(1) << size) - 1);
    }
}
