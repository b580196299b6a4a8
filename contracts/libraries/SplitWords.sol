// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {Role} from "../types/Role.sol";

/// @title SplitWords
/// @notice An offering's split table in at most four words: four entries a word from the low bits up, 56 bits each,
/// `role u8 << 48 | account u32 << 16 | bps u16`.
library SplitWords {
    /// @dev Most entries of a split.
    uint256 internal constant CAPACITY = 16;
    uint256 private constant ENTRIES_A_WORD = 4;
    uint256 private constant ENTRY_BITS = 56;

    /// @notice Writes entry `index` of a table in which it is still zero.
    function set(uint256[4] memory words, uint256 index, Role role, AccountId account, uint16 bps) internal pure {
        uint256 entry = (uint256(uint8(role)) << 48) | (uint256(AccountId.unwrap(account)) << 16) | bps;
        words[index / ENTRIES_A_WORD] |= entry << ((index % ENTRIES_A_WORD) * ENTRY_BITS);
    }

    /// @notice Reads entry `index`.
    function get(uint256[4] memory words, uint256 index) internal pure returns (Role role, AccountId account, uint16 bps) {
        uint256 entry = words[index / ENTRIES_A_WORD] >> ((index % ENTRIES_A_WORD) * ENTRY_BITS);
        return (Role(uint8(entry >> 48)), AccountId.wrap(uint32(entry >> 16)), uint16(entry));
    }
}
