// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title MedianClip
/// @notice The mean of scores of which none can pull far: each is clipped to within kappa of their lower median.
library MedianClip {
    uint256 private constant WHOLE = 1_000_000;

    /// @notice Sorts the first `size` scores (at least 1) and returns their clipped mean, rounded down; 1 at least, 1,000,000 at most for scores in
    /// that range.
    /// @param kappaPpm How far from the median a score may count, in ppm of the median.
    function mean(uint256[] memory scores, uint256 size, uint256 kappaPpm) internal pure returns (uint256) {
        _sort(scores, size);
        uint256 median = scores[(size - 1) / 2];
        return
            _meanBetween({
                scores: scores,
                size: size,
                low: (median * (WHOLE - kappaPpm) + WHOLE - 1) / WHOLE,
                high: (median * (WHOLE + kappaPpm)) / WHOLE
            });
    }

    /// @notice The same, clipped to within `distance` of the lower median.
    function meanWithin(uint256[] memory scores, uint256 size, uint256 distance) internal pure returns (uint256) {
        _sort(scores, size);
        uint256 median = scores[(size - 1) / 2];
        return _meanBetween({scores: scores, size: size, low: median > distance ? median - distance : 0, high: median + distance});
    }

    function _meanBetween(uint256[] memory scores, uint256 size, uint256 low, uint256 high) private pure returns (uint256) {
        uint256 sum;
        for (uint256 i = 0; i < size; ++i) {
            sum +=
                scores[i] < low
                    ? low
                    : scores[i] > high
                        ? high
                        : scores[i];
        }
        return sum / size;
    }

    /// @dev Insertion sort: at most 32 scores.
    function _sort(uint256[] memory scores, uint256 size) private pure {
        for (uint256 i = 1; i < size; ++i) {
            uint256 score = scores[i];
            uint256 place = i;
            while (place != 0 && scores[place - 1] > score) {
                scores[place] = scores[place - 1];
                --place;
            }
            scores[place] = score;
        }
    }
}
