// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice An amount of OPEN in units of 1e-9 OPEN. One nano-OPEN is `TOKEN_UNITS_PER_NANO` base units of the ERC-20.
type NanoOpen is uint64;

/// @dev Base units (1e-18 OPEN) of the ERC-20 in one nano-OPEN.
uint256 constant TOKEN_UNITS_PER_NANO = 1e9;

using {toTokenUnits} for NanoOpen global;

/// @notice Converts to base units of the ERC-20; exact, cannot overflow (2^64 * 1e9 < 2^94).
function toTokenUnits(NanoOpen amount) pure returns (uint256) {
    return uint256(NanoOpen.unwrap(amount)) * TOKEN_UNITS_PER_NANO;
}
