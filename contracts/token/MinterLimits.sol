// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IMinterLimits} from "../interfaces/IMinterLimits.sol";

/// @title MinterLimits
/// @dev Burning gives room back under the cap but not in the bucket: a bridge gone wrong that burns a holder's tokens to mint them to itself
/// is still held to the bucket's rate.
abstract contract MinterLimits is IMinterLimits, AccessManaged {
    /// @notice The token's cap, and the largest cap of a minter, in base units.
    uint256 public constant MAX_SUPPLY = 1_000_000_000e18;
    /// @notice Largest bucket, a tenth of the token's cap.
    uint256 public constant MAX_BURST = 100_000_000e18;
    /// @notice Shortest time in seconds in which an empty bucket fills.
    uint256 public constant MIN_REFILL_PERIOD = 1 days;
    /// @notice Longest time in seconds in which an empty bucket fills.
    uint256 public constant MAX_REFILL_PERIOD = 365 days;

    mapping(address minter => MinterLimit) private _limits;

    /// @inheritdoc IMinterLimits
    function setMinterLimit(address minter, uint128 cap, uint128 burst, uint32 refillPeriod) external restricted {
        require(minter != address(0), OpenToken_ZeroMinter());
        require(cap <= MAX_SUPPLY, OpenToken_MinterCapOutOfBounds(cap, MAX_SUPPLY));
        require(burst <= MAX_BURST, OpenToken_BurstOutOfBounds(burst, MAX_BURST));
        require(
            refillPeriod >= MIN_REFILL_PERIOD && refillPeriod <= MAX_REFILL_PERIOD,
            OpenToken_RefillPeriodOutOfBounds(refillPeriod, MIN_REFILL_PERIOD, MAX_REFILL_PERIOD)
        );

        MinterLimit storage limit = _limits[minter];
        // Fits: room and burst are each at most MAX_BURST.
        uint128 room = uint128(Math.min(burst, _roomNow(limit) + Math.saturatingSub(burst, limit.burst)));
        limit.cap = cap;
        limit.burst = burst;
        limit.room = room;
        limit.roomAt = uint48(block.timestamp);
        limit.refillPeriod = refillPeriod;
        emit MinterLimitChanged(minter, cap, burst, refillPeriod, room, msg.sender);
    }

    /// @inheritdoc IMinterLimits
    function minterLimitOf(address minter) external view returns (MinterLimit memory limit) {
        limit = _limits[minter];
        limit.room = uint128(_roomNow(_limits[minter]));
        limit.roomAt = uint48(block.timestamp);
    }

    /// @inheritdoc IMinterLimits
    function mintableBy(address minter) external view returns (uint256) {
        MinterLimit storage limit = _limits[minter];
        int256 underCap = int256(uint256(limit.cap)) - limit.net;
        return underCap <= 0 ? 0 : Math.min(uint256(underCap), _roomNow(limit));
    }

    /// @dev Before tokens are minted.
    function _countMint(address minter, address to, uint256 amount) internal {
        MinterLimit storage limit = _limits[minter];
        uint256 room = _roomNow(limit);
        require(amount <= room, OpenToken_MinterRateExceeded(minter, amount, room));
        // Fits from here on: room is at most MAX_BURST.
        int256 net = limit.net + int256(amount);
        require(net <= int256(uint256(limit.cap)), OpenToken_MinterCapExceeded(minter, net, limit.cap));

        limit.net = int128(net);
        limit.room = uint128(room - amount);
        limit.roomAt = uint48(block.timestamp);
        emit SupplyMinted(minter, to, amount, net);
    }

    /// @dev After tokens were burned, so that the amount is one that existed.
    /// @param mayImport Whether the bridge may burn more than it minted here, because both of its sides mint.
    function _countBurn(address minter, address from, uint256 amount, bool mayImport) internal {
        MinterLimit storage limit = _limits[minter];
        int256 net = limit.net - SafeCast.toInt256(amount);
        require(mayImport || net >= 0, OpenToken_BurnAboveMinted(minter, amount, limit.net));

        limit.net = SafeCast.toInt128(net);
        emit SupplyBurned(minter, from, amount, net);
    }

    function _roomNow(MinterLimit storage limit) private view returns (uint256) {
        if (limit.refillPeriod == 0) return 0;
        uint256 refilled = Math.mulDiv(limit.burst, block.timestamp - limit.roomAt, limit.refillPeriod);
        return Math.min(limit.burst, limit.room + refilled);
    }
}
