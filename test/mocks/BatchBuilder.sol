// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {ReferenceReceipt} from "./ReferenceReceipt.sol";

/// @title BatchBuilder
/// @notice Writes receipts as a packed batch (docs/formats/batch.md).
library BatchBuilder {
    /// @param more Accounts the batch credits beside the owners of the legs.
    function build(ReferenceReceipt.Receipt[] memory receipts, uint32[] memory more) internal pure returns (bytes memory batch) {
        uint256[] memory payers;
        uint256[] memory offerings;
        uint256[] memory accounts;
        uint256[] memory pages;
        for (uint256 i; i < more.length; ++i) accounts = _with(accounts, more[i]);
        for (uint256 i; i < receipts.length; ++i) {
            payers = _with(payers, receipts[i].payerAccount);
            offerings = _with(offerings, receipts[i].offeringId);
            for (uint256 j; j < receipts[i].legs.length; ++j) {
                uint256 id = ContributionId.unwrap(receipts[i].legs[j].contribution);
                accounts = _with(accounts, id >> 24);
                pages = _with(pages, id >> 7);
            }
        }
        ReferenceReceipt.Receipt memory first = receipts[0];
        batch = abi.encodePacked(
            uint8(1), first.lane, first.gatewayId, first.epoch, first.sequence, uint8(payers.length), uint8(offerings.length)
        );
        batch = abi.encodePacked(batch, uint16(accounts.length), uint16(pages.length), uint16(receipts.length));
        batch = abi.encodePacked(batch, _ids(payers), _ids(offerings), _ids(accounts));
        for (uint256 i; i < pages.length; ++i) {
            batch = abi.encodePacked(batch, uint16(_find(accounts, pages[i] >> 17)), uint24(pages[i] & 0x1ffff));
        }
        for (uint256 i; i < receipts.length; ++i) {
            batch = abi.encodePacked(batch, _receipt(receipts[i], payers, offerings, pages));
        }
    }

    function _receipt(ReferenceReceipt.Receipt memory receipt, uint256[] memory payers, uint256[] memory offerings, uint256[] memory pages)
        private
        pure
        returns (bytes memory packed)
    {
        packed = abi.encodePacked(
            uint8(_find(payers, receipt.payerAccount)),
            uint8(_find(offerings, receipt.offeringId)),
            receipt.promptTokens,
            receipt.completionTokens,
            receipt.fee,
            receipt.servedAt
        );
        packed = abi.encodePacked(packed, uint16(receipt.legs.length), receipt.weightTotal, receipt.contextRoot);
        for (uint256 i; i < receipt.legs.length; ++i) {
            uint256 id = ContributionId.unwrap(receipt.legs[i].contribution);
            packed = abi.encodePacked(
                packed, uint16(_find(pages, id >> 7)), uint8(id & 127), receipt.legs[i].weight, receipt.legs[i].class
            );
        }
    }

    function _ids(uint256[] memory values) private pure returns (bytes memory packed) {
        for (uint256 i; i < values.length; ++i) packed = abi.encodePacked(packed, uint32(values[i]));
    }

    /// @dev The sorted set with one more value.
    function _with(uint256[] memory values, uint256 value) private pure returns (uint256[] memory result) {
        uint256 place;
        while (place < values.length && values[place] < value) ++place;
        if (place < values.length && values[place] == value) return values;
        result = new uint256[](values.length + 1);
        for (uint256 i; i < place; ++i) result[i] = values[i];
        result[place] = value;
        for (uint256 i = place; i < values.length; ++i) result[i + 1] = values[i];
    }

    function _find(uint256[] memory values, uint256 value) private pure returns (uint256 index) {
        while (values[index] != value) ++index;
    }
}
