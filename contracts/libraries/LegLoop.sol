// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {LegStream} from "./LegStream.sol";

/// @title LegLoop
/// @notice The hot loop of the direct rail: what `LegStream.fold` does for each leg. Only `LegStream` calls it.
library LegLoop {
    /// @dev Invariants before each leg, for the legs before it; `prefix`, like `weightTotal`, is shifted to where the weight stands in a leg:
    /// - `prefix` is the sum of their weights (below 2^30, so `amount * prefix` stays below 2^94) and `paid = ⌊amount * prefix / weightTotal⌋`;
    /// - `previous` is the last one's `page index | slot | class` with the weight's bits zero. Accounts and pages ascend strictly in their tables, so this
    ///   order is the order by contribution and class;
    /// - the buffer holds the canonical form of those in the block. Each write ends 22 bytes behind a leg's ten, which the next leg overwrites
    ///   and the hash leaves out; a block takes 4 + 8 * 10 bytes of the buffer's 128.
    /// `position` is that of a leg in the calldata; `stream` says where the last one ends.
    /// Page indexes are cut to the room of the table, so that every leg adds to a sum of the table, never elsewhere. The caller checked the last leg's
    /// index; as legs ascend, one that was cut is followed by one that is refused. Besides order, a leg needs a paid contribution (empty pages have
    /// none), a weight, and class 1 to 3 (14 has these bits set) with a slot below 128 (else the shift is by 2^31 or more); a leg without a paid
    /// contribution is let pass only if it is voided, by `voidedSum`, which finds the sum it adds to. Sums stay below the sum of all fees.
    /// Writes go to the buffer, the blocks, the table's sums and the stream alone. The legs of a whole block are taken in one go, those of a
    /// shorter one in a loop: the same code nine times, because loop and cursor would cost a fifth of it. Within a whole block `paid` and `upTo` take turns in
    /// holding what was paid up to the last leg; after its eighth leg it is `paid`.
    function run(
        uint256 position,
        uint256 weightTotal,
        uint256 amount,
        LegStream.Stream memory stream
    ) internal pure returns (uint256 prefix, uint256 paid, uint256 refused) {
        assembly ("memory-safe") {
            function voidedSum(stream_, leg, previous) -> sum {
                let index := shr(32, leg)
                if iszero(lt(index, mload(add(stream_, 0xc0)))) {
                    leave
                }
                let standings := mload(add(mload(add(stream_, 0xe0)), add(0x20, shl(5, index))))
                if mul(
                    and(
                        eq(and(shr(and(shr(23, leg), 0x1fe), standings), 3), 3),
                        and(gt(and(leg, 0xffffff0000ff), previous), shr(and(leg, 0xff), 14))
                    ),
                    and(leg, 0xffff00)
                ) {
                    sum := add(stream_, 0x60)
                }
            }
            let pages := add(mload(stream), 0x20)
            let mask := shl(5, sub(mload(mload(stream)), 2))
            let previous := 0
            let cursor := add(mload(add(stream, 0x40)), 0x24)
            for {} iszero(gt(add(position, 48), mload(add(stream, 0x80)))) {
                mstore(mload(add(stream, 0xa0)), keccak256(sub(cursor, 4), 84))
                mstore(add(stream, 0xa0), add(mload(add(stream, 0xa0)), 0x20))
                position := add(position, 48)
            } {
                mstore(sub(cursor, 4), shl(216, prefix))
                let upTo := 0
                {
                    let leg := shr(208, calldataload(position))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := position
                                break
                            }
                        }
                        mstore(cursor, xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    upTo := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(upTo, paid)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 6)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 6)
                                break
                            }
                        }
                        mstore(add(cursor, 10), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    paid := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(paid, upTo)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 12)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 12)
                                break
                            }
                        }
                        mstore(add(cursor, 20), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    upTo := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(upTo, paid)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 18)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 18)
                                break
                            }
                        }
                        mstore(add(cursor, 30), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    paid := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(paid, upTo)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 24)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 24)
                                break
                            }
                        }
                        mstore(add(cursor, 40), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    upTo := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(upTo, paid)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 30)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 30)
                                break
                            }
                        }
                        mstore(add(cursor, 50), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    paid := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(paid, upTo)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 36)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 36)
                                break
                            }
                        }
                        mstore(add(cursor, 60), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    upTo := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(upTo, paid)))
                }
                {
                    let leg := shr(208, calldataload(add(position, 42)))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := add(position, 42)
                                break
                            }
                        }
                        mstore(add(cursor, 70), xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    paid := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(paid, upTo)))
                }
            }
            if and(iszero(refused), lt(position, mload(add(stream, 0x80)))) {
                mstore(sub(cursor, 4), shl(216, prefix))
                for {} lt(position, mload(add(stream, 0x80))) {
                    position := add(position, 6)
                    cursor := add(cursor, 10)
                } {
                    let leg := shr(208, calldataload(position))
                    let entry := add(pages, and(shr(26, leg), mask))
                    {
                        let page := mload(add(entry, 0x20))
                        if iszero(
                            mul(
                                and(and(shr(byte(28, leg), page), gt(and(leg, 0xffffff0000ff), previous)), shr(and(leg, 0x800000ff), 14)),
                                and(leg, 0xffff00)
                            )
                        ) {
                            entry := voidedSum(stream, leg, previous)
                            if iszero(entry) {
                                refused := position
                                break
                            }
                        }
                        mstore(cursor, xor(page, shl(176, leg)))
                    }
                    previous := and(leg, 0xffffff0000ff)
                    prefix := add(prefix, and(leg, 0xffff00))
                    let upTo := div(mul(amount, prefix), weightTotal)
                    mstore(entry, add(mload(entry), sub(upTo, paid)))
                    paid := upTo
                }
                let start := add(mload(add(stream, 0x40)), 0x20)
                mstore(mload(add(stream, 0xa0)), keccak256(start, sub(cursor, start)))
                mstore(add(stream, 0xa0), add(mload(add(stream, 0xa0)), 0x20))
            }
        }
    }
}
