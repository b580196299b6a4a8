// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {LicenceRecords} from "./LicenceRecords.sol";

/// @title LicenceTable
/// @notice Finds licences in `LicenceRecords`. A record is `hash u64 | class u8 | current hash u64`: the first 64 bits of the hash of the id in lower case,
/// its class, and the same of the id that SPDX uses for it today. Records ascend.
library LicenceTable {
    uint256 private constant RECORD = 17;
    uint256 private constant EXCEPTION = 8;

    /// @notice Class and current hash of an id; zeros if the table does not know it. @param idHash Hash of the id in lower case.
    function find(bytes32 idHash) internal pure returns (uint8 class, uint64 current) {
        bytes memory records = LicenceRecords.RECORDS;
        uint64 key = uint64(uint256(idHash) >> 192);
        uint256 low = 0;
        uint256 high = records.length / RECORD;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            uint64 found = _read(records, middle * RECORD);
            if (found == key) return (uint8(records[middle * RECORD + 8]), _read(records, middle * RECORD + 9));
            if (found < key) low = middle + 1;
            else high = middle;
        }
    }

    /// @notice Whether an exception, in lower case, lets a copyleft work be combined with anything.
    function isLinkingException(bytes memory id) internal pure returns (bool) {
        bytes memory exceptions = LicenceRecords.EXCEPTIONS;
        uint64 key = uint64(uint256(keccak256(id)) >> 192);
        for (uint256 offset = 0; offset < exceptions.length; offset += EXCEPTION) {
            if (_read(exceptions, offset) == key) return true;
        }
        return false;
    }

    function _read(bytes memory records, uint256 offset) private pure returns (uint64 value) {
        for (uint256 i = 0; i < 8; ++i) value = (value << 8) | uint8(records[offset + i]);
    }
}
