// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ILicences} from "../interfaces/ILicences.sol";

/// @title LicenceReader
/// @notice Cuts an SPDX licence expression into words. `AND` binds closer than `OR`; `WITH` closer still.
library LicenceReader {
    /// @param text The expression. @param position Where the next word begins or spaces before it.
    struct Reader {
        bytes text;
        uint256 position;
    }

    /// @notice The next word in lower case, a parenthesis being one; empty at the end. Moves on if `isTaken`.
    function next(Reader memory reader, bool isTaken) internal pure returns (bytes memory word) {
        uint256 start = reader.position;
        while (start < reader.text.length && reader.text[start] == " ") ++start;
        uint256 end = start;
        while (end < reader.text.length && !_isBreak(reader.text[end])) ++end;
        if (end == start && end < reader.text.length) ++end;
        if (isTaken) reader.position = end;
        word = new bytes(end - start);
        for (uint256 i = start; i < end; ++i) word[i - start] = _lower(reader.text[i]);
    }

    /// @notice Takes the next word if it is `word`.
    function takes(Reader memory reader, bytes memory word) internal pure returns (bool isTaken) {
        isTaken = keccak256(next(reader, false)) == keccak256(word);
        if (isTaken) next(reader, true);
    }

    /// @notice Takes the next word, which must be an id.
    function takeId(Reader memory reader) internal pure returns (bytes memory id) {
        uint256 position = reader.position;
        id = next(reader, true);
        bytes32 hash = keccak256(id);
        bool isKeyword = hash == keccak256("and") || hash == keccak256("or") || hash == keccak256("with");
        bool isId = id.length != 0 && !isKeyword && _isIdentifier(id);
        require(isId, ILicences.Licences_Syntax(string(reader.text), position));
    }

    /// @notice `text` in lower case.
    function lower(bytes memory text) internal pure returns (bytes memory lowered) {
        lowered = new bytes(text.length);
        for (uint256 i = 0; i < text.length; ++i) lowered[i] = _lower(text[i]);
    }

    /// @notice Whether an id in lower case is a licence of somebody's own: `licenseref-…`, or `documentref-…:licenseref-…`.
    function isOwn(bytes memory id) internal pure returns (bool) {
        uint256 start = 0;
        if (_startsWith(id, 0, "documentref-")) {
            start = 12;
            while (start < id.length && id[start] != ":") ++start;
            if (start == 12) return false;
            ++start;
        }
        if (!_startsWith(id, start, "licenseref-") || id.length == start + 11) return false;
        for (uint256 i = start; i < id.length; ++i) {
            if (id[i] == ":" || id[i] == "+") return false;
        }
        return true;
    }

    function _startsWith(bytes memory text, uint256 start, bytes memory word) private pure returns (bool) {
        if (text.length < start + word.length) return false;
        for (uint256 i = 0; i < word.length; ++i) {
            if (text[start + i] != word[i]) return false;
        }
        return true;
    }

    /// @dev A plus may only stand last.
    function _isIdentifier(bytes memory id) private pure returns (bool) {
        for (uint256 i = 0; i < id.length; ++i) {
            bytes1 character = id[i];
            bool isLetterOrDigit = (character >= "a" && character <= "z") || (character >= "0" && character <= "9");
            bool isMark = character == "." || character == "-" || character == ":" || (character == "+" && i != 0 && i + 1 == id.length);
            if (!isLetterOrDigit && !isMark) return false;
        }
        return true;
    }

    function _isBreak(bytes1 character) private pure returns (bool) {
        return character == " " || character == "(" || character == ")";
    }

    function _lower(bytes1 character) private pure returns (bytes1) {
        return character >= "A" && character <= "Z" ? bytes1(uint8(character) + 32) : character;
    }
}
