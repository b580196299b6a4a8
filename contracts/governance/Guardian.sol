// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IGuardian} from "../interfaces/IGuardian.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {Part} from "../types/Part.sol";

/// @title Guardian
/// @dev Holds nothing and calls nothing. A pause cannot be prolonged while it lasts; at worst a guardian pauses a part for 14 days of every 74, until
/// governance takes its role away.
contract Guardian is IGuardian, AccessManaged {
    /// @notice Longest pause in seconds.
    uint48 public constant MAX_DURATION = 14 days;
    /// @notice Seconds between the end of a pause and the next one of the same part.
    uint48 public constant COOL_DOWN = 60 days;

    mapping(Part part => Pause) private _pauses;
    /// @dev Seconds of all pauses before the last one.
    mapping(Part part => uint48 elapsed) private _pausedBefore;

    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc IGuardian
    function pause(Part part, uint48 duration, string calldata reason) external restricted {
        Pause storage stored = _pauses[part];
        require(duration != 0 && duration <= MAX_DURATION, Guardian_DurationOutOfBounds(duration, 1, MAX_DURATION));
        require(block.timestamp >= stored.endsAt, Guardian_Paused(part, stored.endsAt));
        require(block.timestamp >= stored.readyAt, Guardian_CoolingDown(part, stored.readyAt));
        BoundedString.requireText(reason, 1, BoundedString.URI_MAXIMUM);

        _pausedBefore[part] = pausedSeconds(part);
        uint48 startedAt = uint48(block.timestamp);
        uint48 endsAt = startedAt + duration;
        _pauses[part] = Pause({startedAt: startedAt, endsAt: endsAt, readyAt: endsAt + COOL_DOWN});
        emit PartPaused(part, endsAt, endsAt + COOL_DOWN, reason, msg.sender);
    }

    /// @inheritdoc IGuardian
    function lift(Part part) external restricted {
        require(isPaused(part), Guardian_NotPaused(part));

        uint48 readyAt = uint48(block.timestamp) + COOL_DOWN;
        _pauses[part].endsAt = uint48(block.timestamp);
        _pauses[part].readyAt = readyAt;
        emit PauseLifted(part, readyAt, msg.sender);
    }

    /// @inheritdoc IGuardian
    function rearm(Part part) external restricted {
        Pause storage stored = _pauses[part];
        require(block.timestamp >= stored.endsAt, Guardian_Paused(part, stored.endsAt));

        stored.readyAt = 0;
        emit PauseRearmed(part, msg.sender);
    }

    /// @inheritdoc IGuardian
    function requireNotPaused(Part part) external view {
        require(!isPaused(part), Guardian_Paused(part, _pauses[part].endsAt));
    }

    /// @inheritdoc IGuardian
    function isPaused(Part part) public view returns (bool) {
        return block.timestamp < _pauses[part].endsAt;
    }

    /// @inheritdoc IGuardian
    function pausedSeconds(Part part) public view returns (uint48) {
        Pause storage last = _pauses[part];
        uint48 end = isPaused(part) ? uint48(block.timestamp) : last.endsAt;
        return _pausedBefore[part] + end - last.startedAt;
    }

    /// @inheritdoc IGuardian
    function clockOf(Part part) external view returns (bool paused, uint48 pausedFor) {
        return (isPaused(part), pausedSeconds(part));
    }

    /// @inheritdoc IGuardian
    function pauseOf(Part part) external view returns (Pause memory) {
        return _pauses[part];
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }
}
