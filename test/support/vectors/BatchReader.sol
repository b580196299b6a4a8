// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchCodec} from "../../../contracts/libraries/BatchCodec.sol";
import {LegStream} from "../../../contracts/libraries/LegStream.sol";
import {PositionalMerkle} from "../../../contracts/libraries/PositionalMerkle.sol";
import {ReceiptCodec} from "../../../contracts/libraries/ReceiptCodec.sol";

/// @notice Reads a whole packed batch with the router's libraries, every contribution accepted and no price checked.
contract BatchReader {
    error BatchReader_LegRefused(uint256 receipt, uint256 position);
    error BatchReader_TrailingBytes(uint256 position, uint256 length);

    struct Tables {
        uint256[] payers;
        uint256[] offerings;
        LegStream.Stream stream;
    }

    /// @return ids Receipt ids in order. @return root Root over them.
    function read(bytes calldata batch) external pure returns (bytes32[] memory ids, bytes32 root) {
        BatchCodec.Header memory header = BatchCodec.readHeader(batch);
        Tables memory tables = _tables(batch, header);
        ids = new bytes32[](header.receiptCount);
        bytes32[] memory leaves = new bytes32[](header.receiptCount);
        uint256 position = header.receiptsAt;
        for (uint256 i; i < ids.length; ++i) {
            (ids[i], position) = _receipt(batch, header, tables, i, position);
            leaves[i] = ids[i];
        }
        require(position == batch.length, BatchReader_TrailingBytes(position, batch.length));
        root = PositionalMerkle.root(leaves);
    }

    function _tables(bytes calldata batch, BatchCodec.Header memory header) private pure returns (Tables memory tables) {
        uint256[] memory accounts;
        (tables.payers, tables.offerings, accounts) = BatchCodec.readIds(batch, header);
        (uint256[] memory keys, ) = BatchCodec.readPages(batch, header, accounts);
        uint256[] memory sum = new uint256[](1);
        uint256 pointer;
        assembly ("memory-safe") {
            pointer := add(sum, 0x20)
        }
        uint256[] memory standings = new uint256[](keys.length);
        uint256[] memory sums = new uint256[](keys.length);
        for (uint256 i; i < keys.length; ++i) {
            standings[i] = type(uint256).max / 3; // every standing is Accepted
            sums[i] = pointer;
        }
        tables.stream = LegStream.open(keys, standings, sums);
    }

    function _receipt(
        bytes calldata batch,
        BatchCodec.Header memory header,
        Tables memory tables,
        uint256 index,
        uint256 position
    ) private pure returns (bytes32 id, uint256 end) {
        BatchCodec.requireLength(batch, position + BatchCodec.RECEIPT_LENGTH);
        uint256 word = BatchCodec.wordAt(batch, position);
        uint256 legCount = uint16(word >> 64);
        end = position + BatchCodec.RECEIPT_LENGTH + LegStream.LEG_LENGTH * legCount;
        BatchCodec.requireLength(batch, end);
        bytes32 legsRoot;
        if (legCount != 0) {
            (, , uint256 refused) = LegStream.fold(
                tables.stream,
                batch,
                position + BatchCodec.RECEIPT_LENGTH,
                legCount,
                1,
                uint32(word >> 32)
            );
            require(refused == 0, BatchReader_LegRefused(index, refused));
            legsRoot = LegStream.legsRoot(tables.stream, legCount);
        }
        id = ReceiptCodec.receiptId({
            head_: ReceiptCodec.head({
                prefix_: ReceiptCodec.prefix(header.lane, header.gatewayId, header.epoch),
                sequence: uint40(header.firstSequence + index),
                payerAccount: uint32(tables.payers[uint8(word >> 248)]),
                offeringId: uint32(tables.offerings[uint8(word >> 240)])
            }),
            body: uint208(word >> 32),
            legsRoot: legsRoot,
            contextRoot: bytes32(BatchCodec.wordAt(batch, position + 28))
        });
    }
}
