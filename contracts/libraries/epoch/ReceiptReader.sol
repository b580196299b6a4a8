// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lane} from "../../types/Lane.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
import {OfferingId} from "../../types/OfferingId.sol";
import {ReceiptCodec} from "../ReceiptCodec.sol";
import {Split} from "../Split.sol";
import {EpochCodec} from "./EpochCodec.sol";

/// @title ReceiptReader
/// @notice Reads a packed receipt and the EIP-712 struct that a gateway signs at once.
library ReceiptReader {
    uint256 internal constant MAX_LEGS = 64;
    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(uint8 version,uint8 lane,uint32 gatewayId,uint32 epoch,uint40 sequence,uint32 payerAccount,uint32 offeringId,uint24 promptTokens,uint24 completionTokens,uint64 fee,uint48 servedAt,uint16 legCount,uint32 weightTotal,bytes32 legsRoot,bytes32 contextRoot)"
    );

    struct Receipt {
        uint8 version;
        uint8 lane;
        uint32 gatewayId;
        uint32 epoch;
        uint40 sequence;
        uint32 payerAccount;
        uint32 offeringId;
        uint24 promptTokens;
        uint24 completionTokens;
        uint64 fee;
        uint48 servedAt;
        uint16 legCount;
        uint32 weightTotal;
        bytes32 legsRoot;
        bytes32 contextRoot;
    }

    /// @notice Reads the 113 bytes at `position`; the caller has checked that they are there.
    function read(bytes calldata data, uint256 position) internal pure returns (Receipt memory receipt) {
        uint256 head = EpochCodec.wordAt(data, position);
        uint256 body = EpochCodec.wordAt(data, position + 17);
        receipt.version = uint8(head >> 248);
        receipt.lane = uint8(head >> 240);
        receipt.gatewayId = uint32(head >> 208);
        receipt.epoch = uint32(head >> 176);
        receipt.sequence = uint40(head >> 136);
        receipt.payerAccount = uint32(head >> 104);
        receipt.offeringId = uint32(head >> 72);
        receipt.promptTokens = uint24(head >> 48);
        receipt.completionTokens = uint24(head >> 24);
        receipt.fee = uint64(body >> 96);
        receipt.servedAt = uint48(body >> 48);
        receipt.legCount = uint16(body >> 32);
        receipt.weightTotal = uint32(body);
        receipt.legsRoot = bytes32(EpochCodec.wordAt(data, position + 49));
        receipt.contextRoot = bytes32(EpochCodec.wordAt(data, position + 81));
    }

    /// @notice Whether the fields that place a receipt fit the epoch lane of `gatewayId`, `epoch` and `sequence`, and its counts are within limits.
    function isWellFormed(Receipt memory receipt, uint32 gatewayId, uint32 epoch, uint256 sequence) internal pure returns (bool) {
        return
            receipt.version == ReceiptCodec.VERSION &&
            receipt.lane == uint8(Lane.Epoch) &&
            receipt.gatewayId == gatewayId &&
            receipt.epoch == epoch &&
            receipt.sequence == sequence &&
            receipt.payerAccount != 0 &&
            receipt.legCount <= MAX_LEGS &&
            receipt.weightTotal != 0;
    }

    /// @notice The offering's price, if it exists and is the gateway's.
    function priceOf(
        IGatewayRegistry gateways,
        uint32 offering,
        uint32 gatewayId
    ) internal view returns (bool isSold, IGatewayRegistry.Price memory price) {
        if (offering == 0 || offering > gateways.offeringCount()) return (false, price);
        price = gateways.priceOf(OfferingId.wrap(offering));
        isSold = GatewayId.unwrap(price.gateway) == gatewayId;
    }

    /// @notice Whether the fee is the price of the tokens.
    function isPriced(Receipt memory receipt, IGatewayRegistry.Price memory price) internal pure returns (bool) {
        return
            receipt.fee ==
            Split.fee({
                promptTokens: receipt.promptTokens,
                promptPrice: NanoOpen.unwrap(price.promptPrice),
                completionTokens: receipt.completionTokens,
                completionPrice: NanoOpen.unwrap(price.completionPrice)
            });
    }

    /// @notice EIP-712 struct hash.
    function hashStruct(Receipt memory receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, receipt));
    }
}
