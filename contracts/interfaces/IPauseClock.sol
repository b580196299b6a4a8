// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IPauseClock
/// @notice What the epoch rail needs of the guardian: whether new risk is paused, and for how long it has been in all. Windows do not run meanwhile.
interface IPauseClock {
    function isPaused() external view returns (bool);

    /// @notice Seconds paused since deployment, the current pause included. Never decreases; stands still while not paused.
    function pausedSeconds() external view returns (uint48);
}
