// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionId} from "../../contracts/types/ContributionId.sol";

/// @title ReferenceReceipt
/// @notice Receipts, legs, trees and splits as docs/formats/receipt.md says, in the plainest Solidity: what the contracts are compared with.
library ReferenceReceipt {
    struct Leg {
        ContributionId contribution;
        uint16 weight;
        uint8 class;
    }

    struct Receipt {
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
        uint32 weightTotal;
        bytes32 contextRoot;
        Leg[] legs;
    }

    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(uint8 version,uint8 lane,uint32 gatewayId,uint32 epoch,uint40 sequence,uint32 payerAccount,uint32 offeringId,uint24 promptTokens,uint24 completionTokens,uint64 fee,uint48 servedAt,uint16 legCount,uint32 weightTotal,bytes32 legsRoot,bytes32 contextRoot)"
    );
    bytes32 internal constant BATCH_TYPEHASH = keccak256(
        "ReceiptBatch(uint32 gatewayId,uint32 epoch,uint8 lane,uint40 firstSequence,uint32 count,uint64 legCount,uint64 feeTotal,bytes32 root)"
    );
    bytes32 internal constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    function pack(Receipt memory receipt) internal pure returns (bytes memory) {
        bytes memory start = abi.encodePacked(
            uint8(1), receipt.lane, receipt.gatewayId, receipt.epoch, receipt.sequence, receipt.payerAccount, receipt.offeringId
        );
        bytes memory middle = abi.encodePacked(
            receipt.promptTokens, receipt.completionTokens, receipt.fee, receipt.servedAt, uint16(receipt.legs.length), receipt.weightTotal
        );
        return abi.encodePacked(start, middle, legsRoot(receipt.legs), receipt.contextRoot);
    }

    function receiptId(Receipt memory receipt) internal pure returns (bytes32) {
        return keccak256(pack(receipt));
    }

    function legsRoot(Leg[] memory legs) internal pure returns (bytes32) {
        bytes32[] memory blocks = new bytes32[]((legs.length + 7) / 8);
        uint32 prefix;
        for (uint256 i; i < blocks.length; ++i) {
            bytes memory leaf = abi.encodePacked(prefix);
            for (uint256 j = 8 * i; j < legs.length && j < 8 * (i + 1); ++j) {
                leaf = abi.encodePacked(leaf, ContributionId.unwrap(legs[j].contribution), legs[j].weight, legs[j].class);
                prefix += legs[j].weight;
            }
            blocks[i] = keccak256(leaf);
        }
        return tree(blocks);
    }

    /// @notice The tree, by really padding the leaves.
    function tree(bytes32[] memory leaves) internal pure returns (bytes32) {
        if (leaves.length == 0) return 0;
        uint256 width = 1;
        while (width < leaves.length) width *= 2;
        bytes32[] memory level = new bytes32[](width);
        for (uint256 i; i < leaves.length; ++i) level[i] = leaves[i];
        while (level.length > 1) {
            bytes32[] memory next = new bytes32[](level.length / 2);
            for (uint256 i; i < next.length; ++i) next[i] = keccak256(abi.encodePacked(level[2 * i], level[2 * i + 1]));
            level = next;
        }
        return level[0];
    }

    function root(Receipt[] memory receipts) internal pure returns (bytes32) {
        bytes32[] memory ids = new bytes32[](receipts.length);
        for (uint256 i; i < receipts.length; ++i) ids[i] = receiptId(receipts[i]);
        return tree(ids);
    }

    /// @notice EIP-712 struct hash of one receipt.
    function structHash(Receipt memory receipt) internal pure returns (bytes32) {
        bytes memory start = abi.encode(
            RECEIPT_TYPEHASH,
            uint8(1),
            receipt.lane,
            receipt.gatewayId,
            receipt.epoch,
            receipt.sequence,
            receipt.payerAccount,
            receipt.offeringId
        );
        bytes memory end = abi.encode(
            receipt.promptTokens,
            receipt.completionTokens,
            receipt.fee,
            receipt.servedAt,
            uint16(receipt.legs.length),
            receipt.weightTotal,
            legsRoot(receipt.legs),
            receipt.contextRoot
        );
        return keccak256(bytes.concat(start, end));
    }

    /// @notice EIP-712 struct hash of the batch of these receipts.
    function batchHash(Receipt[] memory receipts) internal pure returns (bytes32) {
        uint64 legCount;
        uint64 feeTotal;
        for (uint256 i; i < receipts.length; ++i) {
            legCount += uint64(receipts[i].legs.length);
            feeTotal += receipts[i].fee;
        }
        Receipt memory first = receipts[0];
        return keccak256(
            abi.encode(
                BATCH_TYPEHASH,
                first.gatewayId,
                first.epoch,
                first.lane,
                first.sequence,
                uint32(receipts.length),
                legCount,
                feeTotal,
                root(receipts)
            )
        );
    }

    function domain(string memory name, uint256 chainId, address verifier) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256("1"), chainId, verifier));
    }

    function digest(bytes32 domain_, bytes32 structHash_) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain_, structHash_));
    }

    /// @notice A fee over parts by prefix sums.
    function split(uint256 amount, uint256[] memory parts, uint256 whole) internal pure returns (uint256[] memory amounts) {
        amounts = new uint256[](parts.length);
        uint256 before;
        for (uint256 i; i < parts.length; ++i) {
            amounts[i] = (amount * (before + parts[i])) / whole - (amount * before) / whole;
            before += parts[i];
        }
    }
}
