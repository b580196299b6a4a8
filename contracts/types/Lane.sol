// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice The settlement rail a receipt is signed for. It is inside the signed struct, so no receipt is paid on both.
/// @custom:value0 None: never valid.
/// @custom:value1 Direct: `RewardRouter`.
/// @custom:value2 Epoch: `EpochLedger`.
enum Lane {
    None,
    Direct,
    Epoch
}
