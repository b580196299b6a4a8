// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice A share in basis points (1e-4), 0 to `BPS_WHOLE`.
type Bps is uint16;

/// @dev The whole: 10,000 basis points.
uint16 constant BPS_WHOLE = 10_000;
