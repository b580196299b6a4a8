// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

import {IOpenTimelock} from "../interfaces/IOpenTimelock.sol";

/// @title OpenTimelock
/// @dev OpenZeppelin's timelock with bounds on its delay: without them one passed vote could set it to nothing, or so high that no later vote could ever
/// be carried out. An operation keeps the time it was scheduled for. Anyone may execute what is due. The deployer is admin only until it has named the
/// governor, and then renounces; from there on the timelock administers itself.
contract OpenTimelock is IOpenTimelock, TimelockController {
    /// @notice Shortest delay in seconds: a day to leave before a change.
    uint256 public constant MIN_DELAY = 1 days;
    /// @notice Longest delay in seconds.
    uint256 public constant MAX_DELAY = 30 days;

    /// @param delay Seconds between queueing and execution. @param deployer Names the governor, then renounces.
    constructor(uint256 delay, address deployer) TimelockController(delay, new address[](0), new address[](1), deployer) {
        _requireBounds(delay);
    }

    /// @notice Changes the delay for operations scheduled later. Only the timelock itself, that is a passed vote.
    function updateDelay(uint256 newDelay) public override {
        _requireBounds(newDelay);
        super.updateDelay(newDelay);
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _requireBounds(uint256 delay) private pure {
        require(delay >= MIN_DELAY && delay <= MAX_DELAY, OpenTimelock_DelayOutOfBounds(delay, MIN_DELAY, MAX_DELAY));
    }
}
