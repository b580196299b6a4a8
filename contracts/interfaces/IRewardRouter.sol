// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";

/// @title IRewardRouter
/// @notice The direct rail: takes packed receipts with one gateway signature, checks each, splits each fee and credits everybody.
/// @dev Formats: docs/formats/batch.md and docs/formats/receipt.md. Anyone may submit. Final at once.
interface IRewardRouter {
    error RewardRouter_WrongVersion(uint8 version);
    /// @notice The batch is signed for another rail.
    error RewardRouter_WrongLane(uint8 lane);
    /// @notice The blob ends before, or goes on after, what its counts say.
    error RewardRouter_BadLength(uint256 expected, uint256 actual);
    error RewardRouter_TooMany(uint256 count, uint256 maximum);
    error RewardRouter_EmptyBatch();
    /// @notice A table is not strictly ascending at this index.
    error RewardRouter_NotAscending(uint256 index);
    /// @notice An index points beyond its table.
    error RewardRouter_BadIndex(uint256 index, uint256 length);
    error RewardRouter_UnknownAccount(AccountId account);
    /// @notice An account that must be credited is missing from the table.
    error RewardRouter_AccountMissing(AccountId account);
    error RewardRouter_AlreadySettled(GatewayId gateway, uint32 epoch, uint40 sequence);
    /// @notice The offering belongs to another gateway.
    error RewardRouter_WrongGateway(OfferingId offering, GatewayId expected, GatewayId actual);
    error RewardRouter_WrongFee(uint40 sequence, NanoOpen fee, NanoOpen expected);
    /// @notice A receipt must not come from the future (more than `MAX_CLOCK_SKEW`).
    error RewardRouter_ServedInFuture(uint40 sequence, uint48 servedAt, uint256 timestamp);
    /// @notice Legs must ascend strictly by contribution and class.
    error RewardRouter_LegsNotAscending(uint40 sequence, uint256 leg);
    error RewardRouter_ZeroWeight(uint40 sequence, uint256 leg);
    error RewardRouter_BadClass(uint40 sequence, uint256 leg, uint8 class);
    /// @notice Legs weigh more than the receipt's total, or the total is zero.
    error RewardRouter_WeightsAboveTotal(uint40 sequence, uint256 weights, uint32 weightTotal);
    error RewardRouter_ContributionNotAccepted(uint40 sequence, ContributionId contribution);
    /// @notice The signer is not a receipt key of the gateway, or was not when the first or the last receipt was served.
    error RewardRouter_KeyNotValid(GatewayId gateway, address key);
    error RewardRouter_BadSignature(GatewayId gateway, address key);

    /// @param root Root that the gateway signed. @param commons Part of `feeTotal` credited to the commons account as unattributed or for
    /// voided contributions.
    /// @param batch The packed batch as submitted: all receipts and legs.
    event BatchSettled(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        uint40 firstSequence,
        uint16 receiptCount,
        uint64 legCount,
        NanoOpen feeTotal,
        NanoOpen commons,
        bytes32 root,
        address key,
        address actor,
        bytes batch
    );

    /// @notice Settles a batch. Reverts as a whole if anything in it is wrong.
    /// @param batch Packed batch. @param key Receipt key that signed. @param signature Its signature over the `ReceiptBatch`.
    /// @return feeTotal nano-OPEN moved from payers to accounts.
    function settle(bytes calldata batch, address key, bytes calldata signature) external returns (NanoOpen feeTotal);

    /// @notice Whether a receipt of the direct lane has been settled.
    function isSettled(GatewayId gateway, uint32 epoch, uint40 sequence) external view returns (bool);

    /// @notice The account credited with unattributed shares.
    function commons() external view returns (AccountId);
}
