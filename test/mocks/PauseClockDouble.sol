// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPauseClock} from "../../contracts/interfaces/IPauseClock.sol";

/// @notice A guardian that anyone may pause.
contract PauseClockDouble is IPauseClock {
    uint48 private _before;
    uint48 private _since;

    function pause() external {
        _since = uint48(block.timestamp);
    }

    function lift() external {
        _before = pausedSeconds();
        _since = 0;
    }

    function isPaused() external view returns (bool) {
        return _since != 0;
    }

    function pausedSeconds() public view returns (uint48) {
        return _since == 0 ? _before : _before + uint48(block.timestamp) - _since;
    }
}
