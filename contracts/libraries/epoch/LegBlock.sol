// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {EpochCodec} from "./EpochCodec.sol";

/// @title LegBlock
/// @notice Checks one leg block of docs/formats/receipt.md: `prefixStart u32 | up to 8 legs`.
library LegBlock {
    uint256 private constant LEGS_A_BLOCK = 8;

    /// @notice Whether block `index` of a receipt with `legCount` legs keeps every rule that it shows alone.
    /// @param weights Sum of all weights up to the block's end. @param lastKey Contribution and class of its last leg.
    function check(
        bytes calldata data,
        uint256 index,
        uint256 legCount,
        uint256 weightTotal
    ) internal pure returns (bool isTrue, uint256 weights, uint256 lastKey) {
        uint256 left = legCount - index * LEGS_A_BLOCK;
        uint256 count = left < LEGS_A_BLOCK ? left : LEGS_A_BLOCK;
        if (data.length != 4 + EpochCodec.LEG_LENGTH * count) return (false, 0, 0);
        weights = prefixStart(data);
        if (index == 0 && weights != 0) return (false, weights, 0);
        for (uint256 i; i < count; ++i) {
            uint256 leg = legAt(data, i);
            uint256 class = uint8(leg);
            uint256 weight = uint16(leg >> 8);
            uint256 key = keyOf(leg);
            if (key <= lastKey || class == 0 || class > 3 || weight == 0 || leg >> 48 == 0) return (false, weights, lastKey);
            lastKey = key;
            unchecked {
                weights += weight; // Of eight weights below 2^16 and a start below 2^32.
            }
        }
        isTrue = weights <= weightTotal;
    }

    function prefixStart(bytes calldata data) internal pure returns (uint256) {
        return EpochCodec.wordAt(data, 0) >> 224;
    }

    /// @notice Leg `i`: `contributionId u56 | weight u16 | class u8`.
    function legAt(bytes calldata data, uint256 i) internal pure returns (uint256) {
        unchecked {
            return EpochCodec.wordAt(data, 4 + EpochCodec.LEG_LENGTH * i) >> 176; // Of at most eight legs.
        }
    }

    /// @notice What legs ascend by: contribution and class.
    function keyOf(uint256 leg) internal pure returns (uint256) {
        return ((leg >> 24) << 8) | uint8(leg);
    }
}
