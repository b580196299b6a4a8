// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title Split
/// @notice The one rule by which a fee is divided (docs/formats/receipt.md): by prefix sums, so that the parts always sum to the whole, no
/// remainder needs a rule, and each part can be checked alone.
library Split {
    /// @notice `⌊amount · part / whole⌋`: what the parts up to a cumulative `part` get together.
    /// @dev `amount` below 2^64, `part` and `whole` below 2^32, `whole` not zero: the product stays below 2^96.
    function upTo(uint256 amount, uint256 part, uint256 whole) internal pure returns (uint256) {
        unchecked {
            return (amount * part) / whole;
        }
    }

    /// @notice The part from cumulative `before` to cumulative `current`: `⌊amount · current / whole⌋ − ⌊amount · before / whole⌋`.
    /// @dev The same bounds, and `before` at most `current`.
    function share(uint256 amount, uint256 before, uint256 current, uint256 whole) internal pure returns (uint256) {
        unchecked {
            return upTo(amount, current, whole) - upTo(amount, before, whole);
        }
    }

    /// @notice The fee of a request, rounded up to a nano-OPEN.
    /// @dev Tokens below 2^24 and prices, in nano-OPEN per million tokens, below 2^64: the result stays below 2^70.
    function fee(uint256 promptTokens, uint256 promptPrice, uint256 completionTokens, uint256 completionPrice) internal pure returns (uint256) {
        unchecked {
            return (promptTokens * promptPrice + completionTokens * completionPrice + 999_999) / 1_000_000;
        }
    }
}
