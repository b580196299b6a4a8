// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {MedianClip} from "../MedianClip.sol";

/// @title PriorWeights
/// @notice Weights of up to eight items in one word, int16 each, the first item in the most significant bits; and what a committee makes of them.
library PriorWeights {
    uint256 internal constant MAX_ITEMS = 8;
    /// @notice How many tolerances away a weight is grossly different.
    uint256 internal constant GROSS = 8;
    /// @dev Makes an int16 a number from 0 to 65,535 in the same order.
    int256 private constant OFFSET = 32_768;

    /// @notice At most eight weights in a word.
    function pack(int16[] memory weights) internal pure returns (bytes32) {
        uint256 word;
        for (uint256 i; i < weights.length; ++i) word |= uint256(uint16(weights[i])) << (240 - 16 * i);
        return bytes32(word);
    }

    /// @notice The weight of item `index`.
    function at(bytes32 word, uint256 index) internal pure returns (int16) {
        // Truncation takes the lane.
        return int16(uint16(uint256(word) >> (240 - 16 * index)));
    }

    /// @notice For each item the mean of the first `count` ballots (at least 1), each clipped to within `tolerance` of their lower median; rounded down.
    function clippedMeans(
        bytes32[] memory ballots,
        uint256 count,
        uint256 items,
        uint256 tolerance
    ) internal pure returns (int16[] memory weights) {
        weights = new int16[](items);
        uint256[] memory scores = new uint256[](count);
        for (uint256 item; item < items; ++item) {
            for (uint256 i; i < count; ++i) scores[i] = uint256(int256(at(ballots[i], item)) + OFFSET);
            // Fits: a mean of such numbers is one.
            weights[item] = int16(int256(MedianClip.meanWithin(scores, count, tolerance)) - OFFSET);
        }
    }

    /// @notice How many weights of `word` differ from `weights` by more than `tolerance`, and whether one does by more than `GROSS` times that.
    function compare(int16[] memory weights, bytes32 word, uint256 tolerance) internal pure returns (uint8 differing, bool isGross) {
        for (uint256 i; i < weights.length; ++i) {
            uint256 distance = _distance(weights[i], at(word, i));
            if (distance > tolerance) ++differing;
            if (distance > GROSS * tolerance) isGross = true;
        }
    }

    /// @notice Whether more than half of the weights of `word` differ grossly from `weights`.
    function isFar(int16[] memory weights, bytes32 word, uint256 tolerance) internal pure returns (bool) {
        uint256 far;
        for (uint256 i; i < weights.length; ++i) if (_distance(weights[i], at(word, i)) > GROSS * tolerance) ++far;
        return 2 * far > weights.length;
    }

    function _distance(int16 a, int16 b) private pure returns (uint256) {
        return a > b ? uint256(int256(a) - b) : uint256(int256(b) - a);
    }
}
