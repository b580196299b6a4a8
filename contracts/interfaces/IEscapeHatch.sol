// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ContributionId} from "../types/ContributionId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IReceiptProofs} from "./IReceiptProofs.sol";

/// @title IEscapeHatch
/// @notice Settles receipts of the epoch lane one by one when their gateway has disappeared. First anyone declares the gateway gone with a receipt that
/// waited longer than the abandonment delay; from then on the gateway can commit no epoch any more, so a receipt without an epoch can only be
/// paid here, and here once.
interface IEscapeHatch {
    /// @notice The receipt has not waited long enough. @param waited Seconds since it was served. @param needed Abandonment delay.
    error EscapeHatch_TooEarly(uint256 waited, uint256 needed);
    /// @notice The gateway still commits epochs.
    error EscapeHatch_NotAbandoned(GatewayId gateway);
    /// @notice The receipt's epoch was committed and is not void.
    error EscapeHatch_InEpoch(GatewayId gateway, uint32 epoch, uint32 nextEpoch);
    error EscapeHatch_AlreadySettled(GatewayId gateway, uint32 epoch, uint40 sequence);
    /// @notice The receipt breaks a rule, is for no offering of the gateway, or has a wrong fee.
    error EscapeHatch_BadReceipt(GatewayId gateway, uint40 sequence);
    /// @notice The legs are not those of the receipt, or break a rule.
    error EscapeHatch_BadLegs(GatewayId gateway, uint40 sequence);
    error EscapeHatch_NotAccepted(ContributionId contribution);

    /// @param commons Part of the fee credited to the commons account as unattributed or for voided contributions.
    event ReceiptSettled(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        uint40 sequence,
        bytes32 receiptId,
        NanoOpen fee,
        NanoOpen commons,
        bytes legs,
        address actor
    );

    /// @notice Declares a gateway gone: no commit for the abandonment delay, and a receipt without an epoch that waited as long. Anyone.
    function declareGone(IReceiptProofs.SignedReceipt calldata signed) external;

    /// @notice Settles one receipt of a gateway that is gone: bills the payer within the vouchers and credits everybody as the direct rail does. Anyone.
    /// @param legs 10 bytes each, as in docs/formats/receipt.md.
    function settle(IReceiptProofs.SignedReceipt calldata signed, bytes calldata legs) external;

    function isSettled(GatewayId gateway, uint32 epoch, uint40 sequence) external view returns (bool);
}
