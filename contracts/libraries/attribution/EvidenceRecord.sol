// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {EpochCodec} from "../epoch/EpochCodec.sol";

/// @title EvidenceRecord
/// @notice Reads the 36 bytes of an evidence record of docs/formats/receipt.md.
library EvidenceRecord {
    uint256 internal constant LENGTH = 36;
    /// @notice Honesty class of spans.
    uint8 internal constant PROVEN = 1;
    /// @notice Honesty class of influence priors, whose number in `InfluencePriors` is the record's `itemStart`.
    uint8 internal constant JUDGED = 3;

    struct Record {
        uint8 class;
        uint56 contributionId;
        uint32 outputStart;
        uint32 outputLength;
        uint32 itemStart;
        uint32 itemLength;
        uint32 documents;
        uint64 credit;
    }

    /// @notice Reads the record at byte `position`; the caller has checked that its bytes are there.
    function read(bytes calldata data, uint256 position) internal pure returns (Record memory record) {
        uint256 head = EpochCodec.wordAt(data, position);
        record.class = uint8(head >> 248);
        record.contributionId = uint56(head >> 192);
        record.outputStart = uint32(head >> 160);
        record.outputLength = uint32(head >> 128);
        record.itemStart = uint32(head >> 96);
        record.itemLength = uint32(head >> 64);
        record.documents = uint32(head >> 32);
        record.credit = uint64(EpochCodec.wordAt(data, position + 4));
    }
}
