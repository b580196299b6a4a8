// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title PrintableAscii
/// @notice Tells at a few gas a byte whether a string is printable ASCII, as nearly all names and URIs are, so that only the others need
/// to be decoded as UTF-8.
library PrintableAscii {
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;
    uint256 private constant HIGH_BITS = 0x80 * ONES;
    uint256 private constant SPACES = 0x20 * ONES;

    /// @notice Whether all bytes are in 0x20 to 0x7e; true for the empty string.
    function isPrintable(bytes memory text) internal pure returns (bool) {
        uint256 length = text.length;
        for (uint256 i = 0; i < length; i += 32) {
            uint256 word = _wordAt(text, i);
            if (length - i < 32) {
                // What lies behind the end is not ours: read spaces there.
                uint256 behind = type(uint256).max >> (8 * (length - i));
                word = (word & ~behind) | (SPACES & behind);
            }
            if (!_isPrintable(word)) return false;
        }
        return true;
    }

    /// @dev Looks at all 32 bytes at once. No byte has its high bit; then neither sum carries into, nor difference borrows from, a neighbour:
    /// 0x80 + byte - 0x20 keeps the high bit exactly when byte >= 0x20, and byte + 1 gets one exactly when byte is 0x7f.
    function _isPrintable(uint256 word) private pure returns (bool) {
        if (word & HIGH_BITS != 0) return false;
        bool hasNoControl = ((word | HIGH_BITS) - SPACES) & HIGH_BITS == HIGH_BITS;
        bool hasNoDelete = (word + ONES) & HIGH_BITS == 0;
        return hasNoControl && hasNoDelete;
    }

    /// @dev Reads inside the memory of `text` or up to 31 bytes behind its end, which `isPrintable` masks.
    function _wordAt(bytes memory text, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(text, 32), offset))
        }
    }
}
