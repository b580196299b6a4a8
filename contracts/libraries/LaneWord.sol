// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";

/// @title LaneWord
/// @notice Four uint64 lanes in a storage word: account `a` is lane `a % 4`, from the low bits up, of word `a / 4`.
library LaneWord {
    /// @dev Lanes of a word.
    uint256 internal constant LANES = 4;
    /// @dev Bits of a lane.
    uint256 internal constant LANE_BITS = 64;
    /// @dev The highest bit of each lane.
    uint256 private constant HIGH_BITS = 0x8000000000000000_8000000000000000_8000000000000000_8000000000000000;

    /// @notice The word an account's lane is in.
    function wordOf(AccountId account) internal pure returns (uint32) {
        return AccountId.unwrap(account) >> 2;
    }

    /// @notice An account's lane of its word.
    function laneOf(uint256 word, AccountId account) internal pure returns (uint64) {
        return uint64(word >> _shift(account));
    }

    /// @notice A word whose only lane that is not zero is the account's.
    function toLane(AccountId account, uint64 amount) internal pure returns (uint256) {
        return uint256(amount) << _shift(account);
    }

    /// @notice The sum of the four lanes; below 2^66.
    function sum(uint256 word) internal pure returns (uint256) {
        return uint256(uint64(word)) + uint64(word >> 64) + uint64(word >> 128) + (word >> 192);
    }

    /// @notice Adds lane by lane. `overflows` is true if any lane would pass 2^64 - 1; the result is then meaningless.
    /// @dev Invariant: no carry crosses a lane. The low 63 bits of each lane are added alone, so they carry at most into the lane's own high
    /// bit; the high bits are then added without carry, and their carry-out is the majority of both high bits and the carry into them.
    function add(uint256 left, uint256 right) internal pure returns (uint256 result, bool overflows) {
        unchecked {
            uint256 low = (left & ~HIGH_BITS) + (right & ~HIGH_BITS);
            result = low ^ ((left ^ right) & HIGH_BITS);
            overflows = ((left & right) | ((left | right) & low)) & HIGH_BITS != 0;
        }
    }

    function _shift(AccountId account) private pure returns (uint256) {
        return (AccountId.unwrap(account) & 3) * LANE_BITS;
    }
}
