// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ISignedActions} from "../interfaces/ISignedActions.sol";

/// @title ActionHash
/// @notice The EIP-712 struct hash of a call, taken from its ABI-encoded arguments: a value of one word is encoded alike in both.
library ActionHash {
    /// @notice `keccak256(typeHash | arguments … | spend | nonce | deadline)`.
    function structHash(
        bytes32 typeHash,
        ISignedActions.Field[] memory fields,
        ISignedActions.SignedAction calldata action
    ) internal pure returns (bytes32) {
        bytes calldata arguments = action.call[4:];
        uint256 count = fields.length;
        bytes32[] memory words = new bytes32[](count + 4);
        words[0] = typeHash;
        for (uint256 i; i < count; ++i) {
            words[i + 1] = _hashField(arguments, i, fields[i]);
        }
        words[count + 1] = bytes32(action.spend);
        words[count + 2] = action.nonce;
        words[count + 3] = bytes32(uint256(action.deadline));
        return keccak256(abi.encodePacked(words));
    }

    /// @dev Dirty upper bits and offsets that overlap are the called function's to refuse or to read as they were hashed: it decodes the same bytes.
    function _hashField(bytes calldata arguments, uint256 index, ISignedActions.Field field) private pure returns (bytes32) {
        uint256 head = _wordAt(arguments, index, index * 32);
        if (field == ISignedActions.Field.Word) return bytes32(head);
        uint256 length = _wordAt(arguments, index, head);
        uint256 size = field == ISignedActions.Field.Words ? 32 : 1;
        uint256 room = arguments.length - head - 32; // `_wordAt` found the length within the arguments.
        require(length <= room / size, ISignedActions.SignedActions_BadArguments(index, arguments.length));
        return keccak256(arguments[head + 32:head + 32 + length * size]);
    }

    function _wordAt(bytes calldata arguments, uint256 index, uint256 offset) private pure returns (uint256) {
        uint256 length = arguments.length;
        require(length >= 32 && offset <= length - 32, ISignedActions.SignedActions_BadArguments(index, length));
        return uint256(bytes32(arguments[offset:offset + 32]));
    }
}
