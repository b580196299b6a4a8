// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {BatchCodec} from "./BatchCodec.sol";
import {PositionalMerkle} from "./PositionalMerkle.sol";

/// @title LegStream
/// @notice The hot loop of the direct rail: reads a receipt's packed legs (docs/formats/batch.md), checks each, splits the data share over them
/// into memory, and hashes their canonical form (docs/formats/receipt.md).
/// @dev `test/mocks/ReferenceReceipt.sol` says the same in plain Solidity; fuzz tests compare the two.
library LegStream {
    uint256 internal constant LEG_LENGTH = 6;
    uint256 internal constant MAX_LEGS = 64;

    /// @dev The low bit of each of 128 standings.
    uint256 private constant LOW_BITS = type(uint256).max / 3;

    /// @notice What stays the same for a whole batch, and scratch memory.
    /// @param pages Two items for each page, for a power of two of pages of which the last ones may be empty, then as many again for voided
    /// contributions. First item: such that `item ^ leg << 176` starts with the canonical ten bytes `contributionId | weight | class` of any
    /// leg `page index u16 | slot u8 | weight u16 | class u8` on the page, and whose low 32 bits are the memory position of the sum that the leg adds
    /// to. Second item: two bits a slot; in the first half 1 if the contribution's account is paid, in the second half the standing.
    /// @param blocks Room for the hashes of `MAX_LEGS / 8` leg blocks.
    /// @param buffer Room for one leg block.
    /// @param voided Sum, over the batch, of what legs with voided contributions left to the commons, nano-OPEN.
    /// @param end Where the receipt's legs end in the calldata. @param nextHash Memory position for the next block's hash.
    /// @param pageCount Pages that are not empty.
    struct Stream {
        uint256[] pages; // 0x00
        bytes32[] blocks; // 0x20
        bytes buffer; // 0x40
        uint256 voided; // 0x60
        uint256 end; // 0x80
        uint256 nextHash; // 0xa0
        uint256 pageCount; // 0xc0
    }

    /// @notice A stream over pages.
    /// @param keys `account << 24 | page`. @param standings Their standings. @param sums Memory positions of their accounts' sums, below 2^32.
    function open(uint256[] memory keys, uint256[] memory standings, uint256[] memory sums) internal pure returns (Stream memory stream) {
        uint256 room = 1;
        while (room < keys.length) room *= 2;
        stream.pages = new uint256[](4 * room);
        stream.blocks = new bytes32[](MAX_LEGS / 8);
        stream.buffer = new bytes(128);
        stream.pageCount = keys.length;
        uint256 voided;
        assembly ("memory-safe") {
            voided := add(stream, 0x60)
        }
        unchecked {
            for (uint256 i; i < keys.length; ++i) {
                uint256 contribution = ((keys[i] >> 24) << 24) | ((keys[i] & 0xffffff) << 7);
                uint256 item = (contribution << 200) ^ (i << 208);
                uint256 standing = standings[i];
                stream.pages[2 * i] = item | sums[i];
                stream.pages[2 * i + 1] = (standing ^ (standing >> 1)) & LOW_BITS;
                stream.pages[2 * (room + i)] = item | voided;
                stream.pages[2 * (room + i) + 1] = standing;
            }
        }
    }

    /// @notice Adds each leg's part of `amount` to its account's sum in memory.
    /// @dev Requires `legCount ≤ MAX_LEGS`, `amount` below 2^64, `weightTotal` below 2^32, and that the batch holds the legs.
    /// @param position Position of the first leg in the batch, in bytes; not zero.
    /// @return weights Sum of the legs' weights; if above `weightTotal` the receipt must be refused.
    /// @return paid Sum of what the legs got.
    /// @return refused Position in the batch of the first leg that breaks a rule, else zero; all else is then meaningless.
    function fold(Stream memory stream, bytes calldata batch, uint256 position, uint256 legCount, uint256 amount, uint256 weightTotal)
        internal
        pure
        returns (uint256 weights, uint256 paid, uint256 refused)
    {
        if (legCount == 0) return (0, 0, 0);
        uint256 base;
        uint256 lastPage;
        assembly ("memory-safe") {
            base := batch.offset
            position := add(base, position)
            let end := add(position, mul(legCount, 6))
            lastPage := shr(240, calldataload(sub(end, 6)))
            mstore(add(stream, 0x80), end)
            mstore(add(stream, 0xa0), add(mload(add(stream, 0x20)), 0x20))
        }
        if (lastPage >= stream.pageCount) return (0, 0, position + LEG_LENGTH * (legCount - 1) - base);
        (weights, paid, refused) = _fold(position, weightTotal, amount, stream);
        if (refused != 0) refused -= base;
    }

    /// @notice Root over the leg blocks of the receipt folded last.
    /// @dev One hash was written for every eight legs; the array never grows beyond its first length of `MAX_LEGS / 8`.
    function legsRoot(Stream memory stream, uint256 legCount) internal pure returns (bytes32) {
        bytes32[] memory blocks = stream.blocks;
        assembly ("memory-safe") {
            mstore(blocks, shr(3, add(legCount, 7)))
        }
        return PositionalMerkle.root(blocks);
    }

    /// @dev Invariants at the head of the inner loop, for the legs before `position`:
    /// - `prefix` is the sum of their weights (below 2^22, so `amount * prefix` stays below 2^86) and `paid = ⌊amount * prefix / weightTotal⌋`;
    /// - `previous` is the last one's `page index | slot | class` with the weight's bits zero. Accounts and pages ascend strictly in their tables, so this
    ///   order is the order by contribution and class;
    /// - the buffer holds the canonical form of those in the block. Each write ends 22 bytes behind a leg's ten, which the next leg overwrites
    ///   and the hash leaves out; a block takes 4 + 8 * 10 bytes of the buffer's 128.
    /// Page indexes are cut to the room of the table, so that every leg adds to a sum of the table, never elsewhere. The caller checked the last leg's
    /// index; as legs ascend, one that was cut is followed by one that is refused. Besides order, a leg needs a paid contribution (empty pages have
    /// none; a slot above 127 shifts all bits out), a weight, and class 1 to 3 (14 has these bits set); else only a voided contribution is let pass,
    /// to the table's second half. Sums stay below the sum of all fees. Writes go to the buffer, the blocks, the sums and the stream alone.
    function _fold(uint256 position, uint256 weightTotal, uint256 amount, Stream memory stream)
        private
        pure
        returns (uint256 prefix, uint256 paid, uint256 refused)
    {
        assembly ("memory-safe") {
            let pages := add(mload(stream), 0x20)
            let mask := shl(4, sub(mload(mload(stream)), 4))
            let previous := 0
            for {} lt(position, mload(add(stream, 0x80))) {} {
                let cursor := add(mload(add(stream, 0x40)), 0x20)
                mstore(cursor, shl(224, prefix))
                cursor := add(cursor, 4)
                let halt := add(position, 48)
                if gt(halt, mload(add(stream, 0x80))) { halt := mload(add(stream, 0x80)) }
                for {} lt(position, halt) { position := add(position, 6) } {
                    let leg := shr(208, calldataload(position))
                    let page := add(pages, and(shr(26, leg), mask))
                    {
                        let order := and(leg, 0xffffff0000ff)
                        if iszero(
                            mul(
                                and(
                                    and(shr(and(shr(23, leg), 0x1fe), mload(add(page, 0x20))), gt(order, previous)),
                                    shr(and(leg, 0xff), 14)
                                ),
                                and(leg, 0xffff00)
                            )
                        ) {
                            page := add(page, shl(4, mload(mload(stream))))
                            if iszero(
                                mul(
                                    and(
                                        and(eq(and(shr(and(shr(23, leg), 0x1fe), mload(add(page, 0x20))), 3), 3), gt(order, previous)),
                                        shr(and(leg, 0xff), 14)
                                    ),
                                    and(leg, 0xffff00)
                                )
                            ) {
                                refused := position
                                break
                            }
                        }
                        previous := order
                    }
                    page := mload(page)
                    mstore(cursor, xor(page, shl(176, leg)))
                    cursor := add(cursor, 10)
                    prefix := add(prefix, and(shr(8, leg), 0xffff))
                    let part := sub(div(mul(amount, prefix), weightTotal), paid)
                    paid := add(paid, part)
                    page := and(page, 0xffffffff)
                    mstore(page, add(mload(page), part))
                }
                if refused { break }
                let start := add(mload(add(stream, 0x40)), 0x20)
                mstore(mload(add(stream, 0xa0)), keccak256(start, sub(cursor, start)))
                mstore(add(stream, 0xa0), add(mload(add(stream, 0xa0)), 0x20))
            }
        }
    }

    /// @notice Reverts with the reason for which `fold` refused a leg.
    /// @param position Position of the receipt's first leg. @param refused Position of the refused one.
    function refuse(Stream memory stream, bytes calldata batch, uint256 position, uint256 refused, uint40 sequence) internal pure {
        uint256 index = (refused - position) / LEG_LENGTH;
        uint256 leg = BatchCodec.wordAt(batch, refused) >> 208;
        uint256 page = leg >> 32;
        uint256 slot = (leg >> 24) & 0xff;
        uint8 class = uint8(leg);
        require(page < stream.pageCount, IRewardRouter.RewardRouter_BadIndex(page, stream.pageCount));
        require(slot < 128, IRewardRouter.RewardRouter_BadIndex(slot, 128));
        require(class >= 1 && class <= 3, IRewardRouter.RewardRouter_BadClass(sequence, index, class));
        require(uint16(leg >> 8) != 0, IRewardRouter.RewardRouter_ZeroWeight(sequence, index));
        _requireAccepted(stream, leg, sequence);
        revert IRewardRouter.RewardRouter_LegsNotAscending(sequence, index);
    }

    function _requireAccepted(Stream memory stream, uint256 leg, uint40 sequence) private pure {
        uint256 page = leg >> 32;
        uint256 standings = stream.pages[stream.pages.length / 2 + 2 * page + 1];
        // The canonical leg starts with the contribution's 56 bits.
        uint256 contribution = (stream.pages[2 * page] ^ (leg << 176)) >> 200;
        require(
            (standings >> (2 * uint8(leg >> 24))) & 3 != 0,
            IRewardRouter.RewardRouter_ContributionNotAccepted(sequence, ContributionId.wrap(uint56(contribution)))
        );
    }
}
