// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BatchCodec} from "../../contracts/libraries/BatchCodec.sol";
import {BatchFold} from "../../contracts/libraries/BatchFold.sol";
import {ReceiptCodec} from "../../contracts/libraries/ReceiptCodec.sol";
import {SplitWords} from "../../contracts/libraries/SplitWords.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";

/// @title MoneyHarness
/// @notice Runs the router's fold on any batch, with one price and split for its offerings and standings given by the caller.
contract MoneyHarness {
    /// @return root Root over the receipt ids.
    /// @return accounts Accounts of the batch.
    /// @return sums What each is credited.
    /// @return structHash EIP-712 struct hash of the batch.
    function fold(
        bytes calldata batch,
        AccountId commons,
        uint256[] memory standings,
        IGatewayRegistry.Price memory price
    ) external pure returns (bytes32 root, uint256[] memory accounts, uint256[] memory sums, bytes32 structHash) {
        BatchFold.Fold memory state = _open(batch, commons, standings, price);
        root = BatchFold.run(state, batch);
        structHash = _structHash(state, root, batch.length);
        accounts = state.accounts;
        sums = state.sums;
    }

    /// @notice A split table as `priceOf` returns it.
    function toWords(IGatewayRegistry.SplitEntry[] calldata split) external pure returns (uint256[4] memory words) {
        for (uint256 i; i < split.length; ++i) {
            SplitWords.set({words: words, index: i, role: split[i].role, account: split[i].account, bps: split[i].bps});
        }
    }

    function _open(
        bytes calldata batch,
        AccountId commons,
        uint256[] memory standings,
        IGatewayRegistry.Price memory price
    ) private pure returns (BatchFold.Fold memory state) {
        state.header = BatchCodec.readHeader(batch);
        state.validFor = type(uint256).max;
        uint256[] memory offerings;
        (state.payers, offerings, state.accounts) = BatchCodec.readIds(batch, state.header);
        (uint256[] memory keys, uint256[] memory indexes) = BatchCodec.readPages(batch, state.header, state.accounts);
        BatchFold.prepare(state, commons, keys, indexes, standings);
        for (uint256 i; i < offerings.length; ++i) {
            state.tariffs[i] = BatchFold.toTariff(state, OfferingId.wrap(uint32(offerings[i])), price);
        }
    }

    function _structHash(BatchFold.Fold memory state, bytes32 root, uint256 length) private pure returns (bytes32) {
        return
            ReceiptCodec.hashBatch(
                ReceiptCodec.ReceiptBatch({
                    gatewayId: state.header.gatewayId,
                    epoch: state.header.epoch,
                    lane: state.header.lane,
                    firstSequence: state.header.firstSequence,
                    count: uint32(state.header.receiptCount),
                    legCount: uint64(BatchFold.legTotal(state, length)),
                    feeTotal: uint64(BatchFold.feeTotal(state)),
                    root: root
                })
            );
    }
}
