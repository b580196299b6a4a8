// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PrintableAscii} from "./PrintableAscii.sol";

/// @title BoundedString
/// @notice Bounds on every string that enters the chain: its length in bytes, no control characters, valid UTF-8. One poisoned
/// string must not wedge an indexer, a terminal or a web page.
/// @dev Refused: C0 controls (U+0000 to U+001F), DEL (U+007F), C1 controls (U+0080 to U+009F); overlong forms, surrogates
/// (U+D800 to U+DFFF), code points above U+10FFFF and sequences that are cut short. Every caller states a maximum, so the loop is bounded.
library BoundedString {
    /// @dev Longest name and label, in bytes.
    uint256 internal constant NAME_MAXIMUM = 64;
    /// @dev Longest URI, in bytes.
    uint256 internal constant URI_MAXIMUM = 256;

    /// @notice The length in bytes is out of bounds.
    error BoundedString_Length(uint256 length, uint256 minimum, uint256 maximum);
    /// @notice A control character starts at byte `index`; `value` is its code point.
    error BoundedString_ControlCharacter(uint256 index, uint8 value);
    /// @notice The bytes from `index` on are not valid UTF-8.
    error BoundedString_InvalidUtf8(uint256 index);

    /// @notice Requires a name: 1 to 64 bytes.
    function requireName(string memory text) internal pure {
        requireText(text, 1, NAME_MAXIMUM);
    }

    /// @notice Requires a label that something is served or listed under: 1 to 64 bytes.
    function requireLabel(string memory text) internal pure {
        requireText(text, 1, NAME_MAXIMUM);
    }

    /// @notice Requires a URI: 0 to 256 bytes.
    function requireUri(string memory text) internal pure {
        requireText(text, 0, URI_MAXIMUM);
    }

    /// @notice Requires `minimum` to `maximum` bytes of valid UTF-8 without control characters.
    function requireText(string memory text, uint256 minimum, uint256 maximum) internal pure {
        bytes memory data = bytes(text);
        uint256 length = data.length;
        require(length >= minimum && length <= maximum, BoundedString_Length(length, minimum, maximum));
        if (PrintableAscii.isPrintable(data)) return;
        uint256 index;
        while (index < length) {
            index += _requireCharacter(data, index);
        }
    }

    /// @dev Checks the character at `index` and returns its length. The second byte's range rules out overlong forms, surrogates and
    /// code points above U+10FFFF (Unicode 16, table 3-7).
    function _requireCharacter(bytes memory data, uint256 index) private pure returns (uint256 size) {
        uint8 lead = uint8(data[index]);
        if (lead < 0x80) {
            require(lead >= 0x20 && lead != 0x7f, BoundedString_ControlCharacter(index, lead));
            return 1;
        }
        require(lead >= 0xc2 && lead <= 0xf4, BoundedString_InvalidUtf8(index));
        size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        require(index + size <= data.length, BoundedString_InvalidUtf8(index));
        uint8 second = uint8(data[index + 1]);
        uint8 low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        uint8 high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        require(second >= low && second <= high, BoundedString_InvalidUtf8(index));
        require(lead != 0xc2 || second >= 0xa0, BoundedString_ControlCharacter(index, second));
        for (uint256 i = 2; i < size; ++i) {
            require(uint8(data[index + i]) & 0xc0 == 0x80, BoundedString_InvalidUtf8(index));
        }
    }
}
