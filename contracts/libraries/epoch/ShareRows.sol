// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {BPS_WHOLE} from "../../types/Bps.sol";
import {Role} from "../../types/Role.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";
import {Split} from "../Split.sol";
import {SplitWords} from "../SplitWords.sol";
import {EpochCodec} from "./EpochCodec.sol";
import {ReceiptReader} from "./ReceiptReader.sol";

/// @title ShareRows
/// @notice Computes a chunk's shares from its bytes: all amounts of each receipt, sixteen a block.
library ShareRows {
    uint256 private constant AMOUNTS_A_BLOCK = 16;
    /// @dev Number of `IFraudProofs.FraudProofs_BadOpening` for chunk bytes.
    uint8 private constant CHUNK_BYTES = 7;

    /// @notice The tree over the rows of `node`'s receipts. A chunk with a receipt or legs that break a rule has none: it reverts, and another proof convicts.
    function rootOf(
        IGatewayRegistry gateways,
        uint32 gatewayId,
        EpochCodec.Node memory node,
        bytes calldata chunk
    ) internal view returns (bytes32) {
        bytes32[] memory rows = new bytes32[](node.receiptCount);
        uint256 position;
        for (uint256 i; i < rows.length; ++i) {
            _require(position + EpochCodec.RECEIPT_LENGTH <= chunk.length, i);
            ReceiptReader.Receipt memory receipt = ReceiptReader.read(chunk, position);
            position += EpochCodec.RECEIPT_LENGTH;
            uint256 end = position + EpochCodec.LEG_LENGTH * receipt.legCount;
            (bool isSold, IGatewayRegistry.Price memory price) = ReceiptReader.priceOf(gateways, receipt.offeringId, gatewayId);
            _require(isSold && end <= chunk.length && receipt.weightTotal != 0 && receipt.legCount <= ReceiptReader.MAX_LEGS, i);
            rows[i] = _row(receipt, price, chunk[position:end]);
            position = end;
        }
        return PositionalMerkle.root(rows);
    }

    /// @dev Writes the entries' block and the legs' blocks one after the other, the rest of the last zero, and hashes their hashes.
    function _row(
        ReceiptReader.Receipt memory receipt,
        IGatewayRegistry.Price memory price,
        bytes calldata legs
    ) private pure returns (bytes32 row) {
        uint256 blocks = 1 + (uint256(receipt.legCount) + AMOUNTS_A_BLOCK - 1) / AMOUNTS_A_BLOCK;
        uint256 free;
        // Invariant: at most five blocks of 128 bytes and 24 bytes that the last write leaves behind; written behind the memory in use and done with at once.
        assembly ("memory-safe") {
            free := mload(0x40)
            calldatacopy(free, calldatasize(), add(shl(7, blocks), 32))
        }
        uint256 data = _entries(price, receipt.fee, free);
        _legs(legs, data, receipt.weightTotal, free + 128);
        assembly ("memory-safe") {
            for {
                let i := 0
            } lt(i, blocks) {
                i := add(i, 1)
            } {
                mstore(add(free, shl(5, i)), keccak256(add(free, shl(7, i)), 128))
            }
            row := keccak256(free, shl(5, blocks))
        }
    }

    /// @dev Writes the amounts of the split's entries and returns the data share.
    function _entries(IGatewayRegistry.Price memory price, uint256 fee, uint256 target) private pure returns (uint256 data) {
        uint256 before;
        for (uint256 i; i < price.splitLength; ++i) {
            (Role role, , uint16 bps) = SplitWords.get(price.splitWords, i);
            uint256 amount = Split.share(fee, before, before + bps, BPS_WHOLE);
            before += bps;
            if (role == Role.Data) data = amount;
            // Invariant: at most 16 entries; each overwrites the zeros that the one before left behind it.
            assembly ("memory-safe") {
                mstore(add(target, shl(3, i)), shl(192, amount))
            }
        }
        assembly ("memory-safe") {
            mstore(add(target, 128), 0)
        }
    }

    /// @dev Writes the amounts of the legs. Invariant: `paid = ⌊data * prefix / whole⌋`; eight bytes a leg, zeros behind the last.
    function _legs(bytes calldata legs, uint256 data, uint256 whole, uint256 target) private pure {
        assembly ("memory-safe") {
            let end := add(legs.offset, legs.length)
            let prefix := 0
            let paid := 0
            for {
                let at := legs.offset
            } lt(at, end) {
                at := add(at, 10)
            } {
                prefix := add(prefix, and(shr(184, calldataload(at)), 0xffff))
                let upTo := div(mul(data, prefix), whole)
                mstore(target, shl(192, sub(upTo, paid)))
                paid := upTo
                target := add(target, 8)
            }
        }
    }

    function _require(bool isTrue, uint256 index) private pure {
        require(isTrue, IFraudProofs.FraudProofs_BadOpening(CHUNK_BYTES, index));
    }
}
