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

    /// @dev Bit of a page that holds a voided contribution.
    uint256 private constant VOIDED = 1 << 32;
    /// @dev The low bit of each of 128 standings.
    uint256 private constant LOW_BITS = type(uint256).max / 3;

    /// @notice What stays the same for a whole batch, and scratch memory.
    /// @param pages Two items a page, see `toPage`.
    /// @param commons Memory position of the commons account's sum.
    /// @param blocks Room for the hashes of `MAX_LEGS / 8` leg blocks.
    /// @param buffer Room for one leg block.
    /// @param voided Running sum, over the batch, of what legs with voided contributions left to the commons, nano-OPEN.
    /// @param end Where the receipt's legs end in the calldata. @param nextHash Memory position for the next block's hash.
    struct Stream {
        uint256[] pages; // 0x00
        uint256 commons; // 0x20
        bytes32[] blocks; // 0x40
        bytes buffer; // 0x60
        uint256 voided; // 0x80
        uint256 end; // 0xa0
        uint256 nextHash; // 0xc0
    }

    /// @notice A stream over `pages`.
    function open(uint256[] memory pages, uint256 commons) internal pure returns (Stream memory stream) {
        stream.pages = pages;
        stream.commons = commons;
        stream.blocks = new bytes32[](MAX_LEGS / 8);
        stream.buffer = new bytes(128);
    }

    /// @notice The first of the two items of a page; the second is its standings. It is such that `item ^ leg << 176` starts with the canonical
    /// ten bytes `contributionId | weight | class` of any leg `page index u16 | slot u8 | weight u16 | class u8` on the page.
    /// @param key `account << 24 | page`. @param sum Memory position of the account's sum, below 2^32.
    function toPage(uint256 index, uint256 key, uint256 standings, uint256 sum) internal pure returns (uint256) {
        uint256 contribution = ((key >> 24) << 24) | ((key & 0xffffff) << 7);
        bool hasVoided = standings & (standings >> 1) & LOW_BITS != 0;
        return ((contribution << 200) ^ (index << 208)) | (hasVoided ? VOIDED : 0) | sum;
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
        uint256 base;
        assembly ("memory-safe") {
            base := batch.offset
            position := add(base, position)
            mstore(add(stream, 0xa0), add(position, mul(legCount, 6)))
            mstore(add(stream, 0xc0), add(mload(add(stream, 0x40)), 0x20))
        }
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
    ///   order is the order by contribution and class. A page index beyond the table makes `order` zero, which never exceeds `previous`;
    /// - the buffer holds the canonical form of those in the block. Each write ends 22 bytes behind a leg's ten, which the next leg overwrites
    ///   and the hash leaves out; a block takes 4 + 8 * 10 bytes of the buffer's 128.
    /// Nothing is written for a leg before all of its checks passed: order, standing, weight, class (14 has bits 1 to 3 set). A slot above 127
    /// shifts its standing to zero. Sums stay below the sum of all fees. Writes go to the buffer, the blocks, the sums and the stream alone.
    function _fold(uint256 position, uint256 weightTotal, uint256 amount, Stream memory stream)
        private
        pure
        returns (uint256 prefix, uint256 paid, uint256 refused)
    {
        assembly ("memory-safe") {
            let pages := add(mload(stream), 0x20)
            let limit := shl(31, mload(mload(stream)))
            let previous := 0
            for {} lt(position, mload(add(stream, 0xa0))) {} {
                let cursor := add(mload(add(stream, 0x60)), 0x20)
                mstore(cursor, shl(224, prefix))
                cursor := add(cursor, 4)
                let halt := add(position, 48)
                if gt(halt, mload(add(stream, 0xa0))) { halt := mload(add(stream, 0xa0)) }
                for {} lt(position, halt) { position := add(position, 6) } {
                    let leg := shr(208, calldataload(position))
                    let order := and(leg, 0xffffff0000ff)
                    order := mul(order, lt(order, limit))
                    let page := add(pages, and(shr(26, order), 0x3fffc0))
                    if iszero(
                        mul(
                            mul(and(shr(and(shr(23, leg), 0x1fe), mload(add(page, 0x20))), 3), and(leg, 0xffff00)),
                            and(gt(order, previous), shr(and(leg, 0xff), 14))
                        )
                    ) {
                        refused := position
                        break
                    }
                    previous := order
                    order := mload(add(page, 0x20))
                    page := mload(page)
                    mstore(cursor, xor(page, shl(176, leg)))
                    cursor := add(cursor, 10)
                    prefix := add(prefix, and(shr(8, leg), 0xffff))
                    let part := sub(div(mul(amount, prefix), weightTotal), paid)
                    paid := add(paid, part)
                    if and(page, 0x100000000) {
                        if eq(and(shr(and(shr(23, leg), 0x1fe), order), 3), 3) {
                            page := mload(add(stream, 0x20))
                            mstore(add(stream, 0x80), add(mload(add(stream, 0x80)), part))
                        }
                    }
                    page := and(page, 0xffffffff)
                    mstore(page, add(mload(page), part))
                }
                if refused { break }
                let start := add(mload(add(stream, 0x60)), 0x20)
                mstore(mload(add(stream, 0xc0)), keccak256(start, sub(cursor, start)))
                mstore(add(stream, 0xc0), add(mload(add(stream, 0xc0)), 0x20))
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
        require(page < stream.pages.length / 2, IRewardRouter.RewardRouter_BadIndex(page, stream.pages.length / 2));
        require(slot < 128, IRewardRouter.RewardRouter_BadIndex(slot, 128));
        require(class >= 1 && class <= 3, IRewardRouter.RewardRouter_BadClass(sequence, index, class));
        require(uint16(leg >> 8) != 0, IRewardRouter.RewardRouter_ZeroWeight(sequence, index));
        // The canonical leg starts with the contribution's 56 bits.
        uint56 contribution = uint56((stream.pages[2 * page] ^ (leg << 176)) >> 200);
        bool isAccepted = (stream.pages[2 * page + 1] >> (2 * slot)) & 3 != 0;
        require(isAccepted, IRewardRouter.RewardRouter_ContributionNotAccepted(sequence, ContributionId.wrap(contribution)));
        revert IRewardRouter.RewardRouter_LegsNotAscending(sequence, index);
    }
}
