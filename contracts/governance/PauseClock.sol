// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuardian} from "../interfaces/IGuardian.sol";
import {IPauseClock} from "../interfaces/IPauseClock.sol";

import {Part} from "../types/Part.sol";

/// @title PauseClock
/// @dev The guardian's pauses of one part, for contracts whose windows stop meanwhile. Immutable; holds nothing.
contract PauseClock is IPauseClock {
    IGuardian public immutable guardian;
    /// @notice The part whose pauses count.
    Part public immutable part;

    constructor(IGuardian guardian_, Part part_) {
        guardian = guardian_;
        part = part_;
    }

    /// @inheritdoc IPauseClock
    function isPaused() external view returns (bool) {
        return guardian.isPaused(part);
    }

    /// @inheritdoc IPauseClock
    function pausedSeconds() external view returns (uint48) {
        return guardian.pausedSeconds(part);
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }
}
