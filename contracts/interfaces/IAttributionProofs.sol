// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {GatewayId} from "../types/GatewayId.sol";
import {IFraudProofs} from "./IFraudProofs.sol";
import {IReceiptProofs} from "./IReceiptProofs.sol";

/// @title IAttributionProofs
/// @notice What all proofs about attributions share. A call either convicts the gateway in `IAttributionCourt` or reverts: with `NoLie` if what was shown is true, with
/// another error if it does not belong to the receipt or to the index.
interface IAttributionProofs is IFraudProofs {
    /// @notice A receipt that its gateway answers for, in one of three ways: in an epoch that was committed (`epochRecord` and `way` to its chunk; `signed.path` to the
    /// chunk's receipts root), settled on the direct rail (`signed.key` zero; `signed.firstSequence` and `path` of its batch), or signed.
    struct ReceiptOpening {
        IReceiptProofs.SignedReceipt signed;
        bytes epochRecord;
        NodePath way;
    }

    /// @notice What a receipt's `contextRoot` commits to.
    struct Context {
        bytes32 requestHash;
        bytes32 promptRoot;
        bytes32 outputRoot;
        bytes32 methodId;
        bytes32 snapshotRoot;
        bytes32 recordsRoot;
        bytes32 outputTokensRoot;
        bytes32 retrievedRoot;
    }

    /// @notice A receipt, its context and one of its evidence records. @param record 36 bytes. @param index Its place. @param path Its siblings.
    struct Claim {
        ReceiptOpening receipt;
        Context context;
        bytes record;
        uint256 index;
        bytes32[] path;
    }

    /// @notice What was shown does not belong to the receipt or to the index. @param what 1 settled batch, 2 epoch, 3 context, 4 record, 5 output pages, 6 pages of
    /// words, 7 pages of rows, 8 item, 9 records, 10 legs, 11 snapshot. @param index Place of what was shown.
    error AttributionProofs_BadOpening(uint8 what, uint256 index);
    /// @notice The gateway has published no index of the receipt's snapshot and method. A challenge it cannot answer convicts it all the same.
    error AttributionProofs_NoManifest(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot);
    /// @notice Only a span, a record of class 1, can be judged by words.
    error AttributionProofs_NotASpan(uint8 class);
    /// @notice The word or row is not on the pages that were opened.
    error AttributionProofs_NotShown(uint256 position);
    /// @notice What was shown is as it should be.
    error AttributionProofs_NoLie();
    /// @notice The receipt is too old to be challenged.
    error AttributionProofs_TooOld(uint256 servedAt, uint256 window);
}
