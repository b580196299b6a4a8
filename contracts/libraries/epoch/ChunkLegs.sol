// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";

/// @title ChunkLegs
/// @notice The inner loop of a chunk's execution: checks each leg, adds its amount to its account's sum, and hashes leg blocks and share blocks.
library ChunkLegs {
    uint256 private constant LEG_LENGTH = 10;
    uint256 private constant LEGS_A_BLOCK = 8;
    /// @dev Amounts in a share block.
    uint256 private constant SHARES_A_BLOCK = 16;
    uint256 private constant MAX_LEGS = 64;

    /// @param legHashes Hashes of the leg blocks. @param rowHashes Hashes of the share blocks; the first, for the entries, is the caller's.
    /// @param block_ Room for one leg block. @param shares Room for the share blocks of one receipt.
    struct Legs {
        bytes32[] legHashes; // 0x00
        bytes32[] rowHashes; // 0x20
        bytes block_; // 0x40
        bytes shares; // 0x60
        uint256 amount; // 0x80
        uint256 whole; // 0xa0
        uint256 end; // 0xc0
        uint256 hint; // 0xe0
        uint256 badHint; // 0x100
        uint256 start; // 0x120
        uint256 nextHash; // 0x140
    }

    function open() internal pure returns (Legs memory legs) {
        legs.legHashes = new bytes32[](MAX_LEGS / LEGS_A_BLOCK);
        legs.rowHashes = new bytes32[](1 + MAX_LEGS / SHARES_A_BLOCK);
        legs.block_ = new bytes(128);
        legs.shares = new bytes(8 * MAX_LEGS + 32);
    }

    /// @notice Points at a receipt's legs and at their hints, which begin with leg number `firstLeg`. There must be two bytes of hints for each leg.
    function aim(Legs memory legs, bytes calldata packed, bytes calldata hints, uint256 firstLeg) internal pure {
        uint256 needed = 2 * (firstLeg + packed.length / LEG_LENGTH);
        require(hints.length >= needed, IFraudProofs.FraudProofs_BadHint(needed, hints.length));
        assembly ("memory-safe") {
            mstore(add(legs, 0x120), packed.offset)
            mstore(add(legs, 0xc0), add(packed.offset, packed.length))
            mstore(add(legs, 0xe0), add(hints.offset, shl(1, firstLeg)))
        }
    }

    /// @notice Adds each leg's part of `legs.amount` to its account's sum in `credits`.
    /// @dev Requires at most `MAX_LEGS` legs, `amount` below 2^64, `whole` not zero, and `aim` before.
    /// @return isTrue False if the legs do not ascend strictly by contribution and class, one has no weight, no account or a class other than 1
    /// to 3, or they weigh more than `whole`. @return paid Sum of what the legs got.
    function fold(Legs memory legs, uint256[] memory credits, uint256 legCount) internal pure returns (bool isTrue, uint256 paid) {
        uint256 weights;
        (isTrue, weights, paid) = _fold(legs, credits, legs.start);
        require(legs.badHint == 0, IFraudProofs.FraudProofs_BadHint(legs.badHint, credits.length));
        isTrue = isTrue && weights <= legs.whole;
        if (isTrue) _hashShares(legs, legCount);
    }

    /// @notice Root over the leg blocks of the receipt folded last.
    function legsRoot(Legs memory legs, uint256 legCount) internal pure returns (bytes32) {
        return _root(legs.legHashes, (legCount + LEGS_A_BLOCK - 1) / LEGS_A_BLOCK);
    }

    /// @notice Root over the share blocks of the receipt folded last: the entries' block, then the legs' blocks.
    function row(Legs memory legs, uint256 legCount) internal pure returns (bytes32) {
        return _root(legs.rowHashes, 1 + (legCount + SHARES_A_BLOCK - 1) / SHARES_A_BLOCK);
    }

    /// @dev Invariants: at the head of the inner loop `prefix` is the sum of the weights of the legs before `position` (below 2^22, so
    /// `amount * prefix` stays below 2^86) and `paid = ⌊amount * prefix / whole⌋`; `previous` is the last leg without its weight. Faults are collected in
    /// `lie` and `miss` and looked at once a block; an index beyond the table is a `miss`, after which the caller reverts, so what it wrote is never
    /// read. Sums stay below 2^128: they add up amounts below 2^64 of at most 2^14 legs. Other writes go to `block_` (4 + 8 * 10 bytes), `shares`
    /// (8 bytes a leg; the last write ends 24 bytes later), `legHashes` (one for eight legs) and the scratch space, which holds `amount` at 0x00
    /// and `whole` at 0x20.
    function _fold(
        Legs memory legs,
        uint256[] memory credits,
        uint256 position
    ) private pure returns (bool isTrue, uint256 prefix, uint256 paid) {
        assembly ("memory-safe") {
            mstore(0x00, mload(add(legs, 0x80)))
            mstore(0x20, mload(add(legs, 0xa0)))
            mstore(add(legs, 0x140), add(mload(legs), 0x20))
            let share := add(mload(add(legs, 0x60)), 0x20)
            let hint := mload(add(legs, 0xe0))
            let previous := 0
            let lie := 0
            let miss := 0
            for {} lt(position, mload(add(legs, 0xc0))) {} {
                let halt := add(position, 80)
                if gt(halt, mload(add(legs, 0xc0))) {
                    halt := mload(add(legs, 0xc0))
                }
                {
                    let buffer := add(mload(add(legs, 0x40)), 0x20)
                    mstore(buffer, shl(224, prefix))
                    calldatacopy(add(buffer, 4), position, sub(halt, position))
                    let hash := mload(add(legs, 0x140))
                    mstore(hash, keccak256(buffer, add(4, sub(halt, position))))
                    mstore(add(legs, 0x140), add(hash, 0x20))
                }
                for {} lt(position, halt) {
                    position := add(position, 10)
                } {
                    let leg := shr(176, calldataload(position))
                    {
                        let key := and(leg, 0xffffffffffffff0000ff)
                        lie := or(lie, or(iszero(gt(key, previous)), gt(sub(and(leg, 0xff), 1), 2)))
                        previous := key
                    }
                    {
                        let weight := and(shr(8, leg), 0xffff)
                        prefix := add(prefix, weight)
                        leg := shr(48, leg)
                        lie := or(lie, or(iszero(weight), iszero(leg)))
                    }
                    let part := div(mul(mload(0x00), prefix), mload(0x20))
                    {
                        let upTo := part
                        part := sub(part, paid)
                        paid := upTo
                    }
                    mstore(share, shl(192, part))
                    share := add(share, 8)
                    let place := shr(240, calldataload(hint))
                    hint := add(hint, 2)
                    miss := or(miss, iszero(lt(place, mload(credits))))
                    place := add(add(credits, 0x20), shl(5, place))
                    part := add(part, mload(place))
                    miss := or(miss, xor(shr(128, part), leg))
                    mstore(place, part)
                }
                if or(lie, miss) {
                    break
                }
            }
            mstore(add(legs, 0x100), miss)
            isTrue := iszero(lie)
        }
    }

    /// @dev Hashes the amounts sixteen by sixteen, the last block filled up with zeros.
    function _hashShares(Legs memory legs, uint256 legCount) private pure {
        bytes memory shares = legs.shares;
        bytes32[] memory hashes = legs.rowHashes;
        // Invariant: at most 64 amounts of 8 bytes and 32 bytes of room behind; zeros are written up to the end of the last block at most.
        assembly ("memory-safe") {
            let start := add(shares, 0x20)
            let end := add(start, shl(3, legCount))
            let until := add(start, shl(7, shr(4, add(legCount, 15))))
            for {
                let at := end
            } lt(at, until) {
                at := add(at, 8)
            } {
                mstore(at, 0)
            }
            let hash := add(hashes, 0x40)
            for {
                let at := start
            } lt(at, until) {
                at := add(at, 0x80)
            } {
                mstore(hash, keccak256(at, 0x80))
                hash := add(hash, 0x20)
            }
        }
    }

    /// @dev Root over the first `count` hashes. The array is shortened to them; it never grows beyond its first length.
    function _root(bytes32[] memory hashes, uint256 count) private pure returns (bytes32) {
        assembly ("memory-safe") {
            mstore(hashes, count)
        }
        return PositionalMerkle.root(hashes);
    }
}
