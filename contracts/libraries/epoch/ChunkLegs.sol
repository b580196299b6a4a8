// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title ChunkLegs
/// @notice The inner loop of a chunk's execution: gives each leg its amount, adds it to its account's sum, and hashes the leg blocks.
/// @dev What a leg must be (ascending, weighted, of a class, of an account) is not looked at here: each such lie shows in one or two leg blocks, and is
/// proven by them.
library ChunkLegs {
    uint256 internal constant MAX_LEGS = 64;
    uint256 private constant LEGS_A_BLOCK = 8;

    /// @param hashes Hashes of the leg blocks. @param block_ Room for one leg block.
    /// @param table Memory position of the first entry of a `VectorTable`. @param mask Its mask.
    /// @param misses Differences between a leg's account and that of the entry it was added to, in the bits from 64 up.
    /// @param amount What the legs divide, nano-OPEN; below 2^64. @param whole What their weights are parts of; not zero, below 2^32.
    /// @param nextHash Memory position of the next hash.
    struct Legs {
        bytes32[] hashes; // 0x00
        bytes block_; // 0x20
        uint256 table; // 0x40
        uint256 mask; // 0x60
        uint256 misses; // 0x80
        uint256 amount; // 0xa0
        uint256 whole; // 0xc0
        uint256 nextHash; // 0xe0
    }

    function open(uint256 table, uint256 mask) internal pure returns (Legs memory legs) {
        legs.hashes = new bytes32[](MAX_LEGS / LEGS_A_BLOCK);
        legs.block_ = new bytes(96);
        legs.table = table;
        legs.mask = mask;
    }

    /// @notice Root over the leg blocks of the receipt folded last.
    function legsRoot(Legs memory legs, uint256 legCount) internal pure returns (bytes32) {
        bytes32[] memory hashes = legs.hashes;
        if (legCount == MAX_LEGS) return _rootOfEight(hashes);
        uint256 count = (legCount + LEGS_A_BLOCK - 1) / LEGS_A_BLOCK;
        // Invariant: the array is shortened to what was written; it never grows beyond its first length.
        assembly ("memory-safe") {
            mstore(hashes, count)
        }
        return PositionalMerkle.root(hashes);
    }

    /// @dev `PositionalMerkle.root` of eight leaves. Invariant: a node is written where both it is made of were read before.
    function _rootOfEight(bytes32[] memory hashes) private pure returns (bytes32 root) {
        assembly ("memory-safe") {
            let at := add(hashes, 0x20)
            mstore(at, keccak256(at, 0x40))
            mstore(add(at, 0x20), keccak256(add(at, 0x40), 0x40))
            mstore(add(at, 0x40), keccak256(add(at, 0x80), 0x40))
            mstore(add(at, 0x60), keccak256(add(at, 0xc0), 0x40))
            mstore(at, keccak256(at, 0x40))
            mstore(add(at, 0x20), keccak256(add(at, 0x40), 0x40))
            root := keccak256(at, 0x40)
        }
    }

    /// @notice Adds each leg's part of `legs.amount` to the entry of the table that its hint names.
    /// @param position Calldata position of the first leg, @param end behind the last: at most `MAX_LEGS` legs. @param hint Of the first hint, two bytes a leg.
    /// @return prefix Sum of the weights. @return paid Sum of the amounts; meaningless if `prefix` is above `legs.whole`.
    /// @dev Invariants: at the head of a loop `prefix` is the sum of the weights before `position` (below 2^22, so `amount * prefix` stays below 2^86)
    /// and `paid = ⌊amount * prefix / whole⌋`. A hint times 32, masked, is an offset within the table, whatever the hint. An entry is
    /// `account << 64 | sum`, and the 32 bytes from a leg on begin with its account, contribution, weight u16 and class u8; shifted by 160, both accounts meet in the
    /// bits from 64 up. Writes go to the table, to `block_` (4 + 8 * 10 bytes), to `hashes` (one for eight legs) and to the scratch space, which holds `amount` at 0x00
    /// and `whole` at 0x20.
    function fold(Legs memory legs, uint256 position, uint256 end, uint256 hint) internal pure returns (uint256 prefix, uint256 paid) {
        assembly ("memory-safe") {
            mstore(0x00, mload(add(legs, 0xa0)))
            mstore(0x20, mload(add(legs, 0xc0)))
            mstore(add(legs, 0xe0), add(mload(legs), 0x20))
            let table := mload(add(legs, 0x40))
            let mask := mload(add(legs, 0x60))
            let misses := mload(add(legs, 0x80))
            for {} lt(position, end) {} {
                let halt := add(position, 80)
                if gt(halt, end) {
                    halt := end
                }
                {
                    let buffer := add(mload(add(legs, 0x20)), 0x20)
                    mstore(buffer, shl(224, prefix))
                    calldatacopy(add(buffer, 4), position, sub(halt, position))
                    let hash := mload(add(legs, 0xe0))
                    mstore(hash, keccak256(buffer, add(4, sub(halt, position))))
                    mstore(add(legs, 0xe0), add(hash, 0x20))
                }
                let leg
                let entry
                // A whole block: the same steps as below, without a loop's cost for each leg.
                if eq(sub(halt, position), 80) {
                    let places := calldataload(hint)
                    leg := calldataload(position)
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(235, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 10))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(219, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 20))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(203, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 30))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(187, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 40))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(171, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 50))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(155, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 60))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(139, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    leg := calldataload(add(position, 70))
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(123, places), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    hint := add(hint, 16)
                    position := halt
                }
                for {} lt(position, halt) {} {
                    leg := calldataload(position)
                    prefix := add(prefix, and(shr(184, leg), 0xffff))
                    entry := add(table, and(shr(235, calldataload(hint)), mask))
                    misses := or(misses, xor(mload(entry), shr(160, leg)))
                    leg := div(mul(mload(0x00), prefix), mload(0x20))
                    mstore(entry, add(mload(entry), sub(leg, paid)))
                    paid := leg
                    position := add(position, 10)
                    hint := add(hint, 2)
                }
            }
            mstore(add(legs, 0x80), misses)
        }
    }
}
