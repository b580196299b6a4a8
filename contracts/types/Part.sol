// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice A part of the suite that takes on new risk and can be paused alone.
/// @custom:value0 Contributing: new commits to the contribution ledger.
/// @custom:value1 Offerings: publication of new offerings.
/// @custom:value2 Deposits: new OPEN into the escrow.
/// @custom:value3 DirectSettlement: new batches on the direct rail.
/// @custom:value4 EpochSettlement: commits and finalisations on the epoch rail; its windows stop meanwhile.
enum Part {
    Contributing,
    Offerings,
    Deposits,
    DirectSettlement,
    EpochSettlement
}
