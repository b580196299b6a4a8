// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title VectorTable
/// @notice A table in memory of `account << 64 | sum`, ascending by account: once all is added, the leaves of a vector of docs/formats/epoch.md.
/// @dev Sums are nano-OPEN and stay below 2^64: whoever adds has compared the sum of all fees with one that does.
library VectorTable {
    /// @notice Reads ascending account numbers of four bytes; a zero may come first. There is memory for a power of two of entries, those behind the last zero,
    /// so that an offset masked with `maskOf` is always within.
    function open(bytes calldata packed) internal pure returns (uint256[] memory table) {
        uint256 count = packed.length / 4;
        bool isAscending = true;
        // Invariant: `count` items of four bytes are read and as many words written; memory is taken for `capacity ≥ count` and zeroed behind them.
        assembly ("memory-safe") {
            table := mload(0x40)
            mstore(table, count)
            let capacity := 1
            for {} lt(capacity, count) {} {
                capacity := shl(1, capacity)
            }
            let at := add(table, 0x20)
            let end := add(at, shl(5, capacity))
            mstore(0x40, end)
            let source := packed.offset
            let until := add(source, shl(2, count))
            let previous := 0
            // Four of eight that one word holds: the same steps as below, without a loop's cost for each. The first account is the loop's.
            if gt(count, 1) {
                previous := shr(224, calldataload(source))
                mstore(at, shl(64, previous))
                source := add(source, 4)
                at := add(at, 0x20)
                for {} iszero(gt(add(source, 16), until)) {
                    source := add(source, 16)
                    at := add(at, 0x80)
                } {
                    let four := calldataload(source)
                    let account := shr(224, four)
                    mstore(at, shl(64, account))
                    isAscending := and(isAscending, gt(account, previous))
                    previous := and(shr(192, four), 0xffffffff)
                    mstore(add(at, 0x20), shl(64, previous))
                    isAscending := and(isAscending, gt(previous, account))
                    account := and(shr(160, four), 0xffffffff)
                    mstore(add(at, 0x40), shl(64, account))
                    isAscending := and(isAscending, gt(account, previous))
                    previous := and(shr(128, four), 0xffffffff)
                    mstore(add(at, 0x60), shl(64, previous))
                    isAscending := and(isAscending, gt(previous, account))
                }
            }
            for {} lt(source, until) {
                source := add(source, 4)
                at := add(at, 0x20)
            } {
                let account := shr(224, calldataload(source))
                isAscending := and(isAscending, or(gt(account, previous), eq(source, packed.offset)))
                mstore(at, shl(64, account))
                previous := account
            }
            calldatacopy(at, calldatasize(), sub(end, at))
        }
        require(isAscending, IFraudProofs.FraudProofs_BadHint(count, packed.length));
    }

    /// @notice Memory position of the first entry, and what bounds an offset from there: all offsets of the memory taken, in steps of 32.
    function maskOf(uint256[] memory table) internal pure returns (uint256 first, uint256 mask) {
        uint256 capacity = 1;
        while (capacity < table.length) capacity <<= 1;
        mask = (capacity - 1) << 5;
        assembly ("memory-safe") {
            first := add(table, 0x20)
        }
    }

    /// @notice Memory position of an account's entry. Reverts if it has none.
    /// @dev Invariant: every entry below `low` is of a lower account, and every one from `high` on is not.
    function find(uint256[] memory table, uint256 account) internal pure returns (uint256 position) {
        uint256 found;
        assembly ("memory-safe") {
            let low := 0
            for {
                let high := mload(table)
            } lt(low, high) {} {
                let middle := shr(1, add(low, high))
                switch lt(shr(64, mload(add(add(table, 0x20), shl(5, middle)))), account)
                case 0 {
                    high := middle
                }
                default {
                    low := add(middle, 1)
                }
            }
            position := add(add(table, 0x20), shl(5, low))
            found := and(lt(low, mload(table)), eq(shr(64, mload(position)), account))
        }
        require(found != 0, IFraudProofs.FraudProofs_BadHint(account, table.length));
    }

    /// @notice Adds to the entry at a position that `find` gave.
    function add(uint256 position, uint256 amount) internal pure {
        // Invariant: `position` is an entry's, and the sum stays below 2^64.
        assembly ("memory-safe") {
            mstore(position, add(mload(position), amount))
        }
    }

    /// @notice Whether the table, without entries of nothing, is the vector of `count` leaves behind `root`. Turns the table into leaves.
    function matches(uint256[] memory table, uint256 count, bytes32 root) internal pure returns (bool) {
        bytes32[] memory leaves;
        if (_isFull(table)) {
            assembly ("memory-safe") {
                leaves := table
            }
            return leaves.length == count && PositionalMerkle.root(leaves) == root;
        }
        // Invariant: items are written at or before where they are read, so the array only gets shorter; both types hold 32-byte items.
        assembly ("memory-safe") {
            let target := add(table, 0x20)
            let end := add(target, shl(5, mload(table)))
            for {
                let from := target
            } lt(from, end) {
                from := add(from, 0x20)
            } {
                let item := mload(from)
                mstore(target, item)
                target := add(target, shl(5, iszero(iszero(and(item, 0xffffffffffffffff)))))
            }
            mstore(table, shr(5, sub(sub(target, table), 0x20)))
            leaves := table
        }
        return leaves.length == count && PositionalMerkle.root(leaves) == root;
    }

    /// @dev Whether no entry is of nothing.
    function _isFull(uint256[] memory table) private pure returns (bool isFull) {
        // Invariant: only items of the table are read; the four a round, of a multiple of four, then the rest.
        assembly ("memory-safe") {
            let empties := 0
            let at := add(table, 0x20)
            let end := add(at, shl(5, mload(table)))
            for {} iszero(gt(add(at, 0x80), end)) {
                at := add(at, 0x80)
            } {
                let two := or(iszero(shl(192, mload(at))), iszero(shl(192, mload(add(at, 0x20)))))
                empties := or(empties, or(two, or(iszero(shl(192, mload(add(at, 0x40)))), iszero(shl(192, mload(add(at, 0x60)))))))
            }
            for {} lt(at, end) {
                at := add(at, 0x20)
            } {
                empties := or(empties, iszero(shl(192, mload(at))))
            }
            isFull := iszero(empties)
        }
    }
}
