// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IOpenTimelock
/// @notice Carries out what `OpenGovernor` decided, after a delay whose bounds governance itself cannot pass.
/// @dev On top of OpenZeppelin's `TimelockController`.
interface IOpenTimelock {
    error OpenTimelock_DelayOutOfBounds(uint256 delay, uint256 minimum, uint256 maximum);
}
