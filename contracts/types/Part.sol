// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice A part of the suite that takes on new risk and can be paused alone.
/// @custom:value0 Contributing: new commits to the contribution ledger.
/// @custom:value1 Offerings: publication of new offerings.
/// @custom:value2 Deposits: new OPEN into the escrow.
/// @custom:value3 DirectSettlement: new batches on the direct rail.
enum Part {
    Contributing,
    Offerings,
    Deposits,
    DirectSettlement
}
