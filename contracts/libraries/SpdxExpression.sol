// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title SpdxExpression
/// @notice Checks that a licence is written in the characters of an SPDX licence expression, such as `MIT OR Apache-2.0`,
/// `GPL-2.0+` or `LicenseRef-Community-1`. Whether the identifiers exist is for readers to judge: the list grows.
library SpdxExpression {
    uint256 internal constant MAX_LENGTH = 64;

    /// @notice The expression must have 1 to `maximum` bytes.
    error SpdxExpression_Length(uint256 length, uint256 maximum);
    /// @notice The byte at `index` is none of letters, digits, space and `.-+:()`.
    error SpdxExpression_Character(uint256 index, bytes1 character);

    /// @notice Reverts unless `expression` has 1 to 64 bytes, all of them characters of an SPDX expression.
    function requireExpression(string memory expression) internal pure {
        bytes memory text = bytes(expression);
        require(text.length != 0 && text.length <= MAX_LENGTH, SpdxExpression_Length(text.length, MAX_LENGTH));
        for (uint256 i = 0; i < text.length; ++i) {
            require(_isAllowed(text[i]), SpdxExpression_Character(i, text[i]));
        }
    }

    function _isAllowed(bytes1 character) private pure returns (bool) {
        bool isLetter = (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
        bool isDigit = character >= "0" && character <= "9";
        bool isMark = character == "." || character == "-" || character == "+" || character == ":";
        bool isGrouping = character == " " || character == "(" || character == ")";
        return isLetter || isDigit || isMark || isGrouping;
    }
}
