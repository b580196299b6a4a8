// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {BatchCodec} from "./BatchCodec.sol";
import {PositionalMerkle} from "./PositionalMerkle.sol";

/// @title LegStream
/// @notice The hot loop of the direct rail: reads a receipt's packed legs (docs/formats/batch.md), checks each, splits the data share over them
/// into memory, and hashes their canonical form (docs/formats/receipt.md).
/// @dev `test/mocks/ReferenceLegs.sol` says the same in plain Solidity; a fuzz test compares the two.
library LegStream {
    uint256 internal constant LEG_LENGTH = 6;
    uint256 internal constant MAX_LEGS = 64;

    /// @notice Everything the loop needs that stays the same for a whole batch, and its scratch memory.
    /// @param pages Two items a page: `memory position of the account's sum << 64 | contributionId of slot 0`, then its standings.
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
    function open(uint256[] memory pages, uint256 commons) internal pure returns (Stream memory) {
        return Stream({
            pages: pages,
            commons: commons,
            blocks: new bytes32[](MAX_LEGS / 8),
            buffer: new bytes(128),
            voided: 0,
            end: 0,
            nextHash: 0
        });
    }

    /// @notice Adds each leg's part of `amount` to its account's sum in memory.
    /// @dev Requires `1 ≤ legCount ≤ MAX_LEGS`, `amount` below 2^64, `weightTotal` not zero and below 2^32, and that the batch holds the legs.
    ///
    /// Invariants: at the head of the inner loop `prefix` is the sum of the weights of the legs before `position` (below 2^22, so
    /// `amount * prefix` stays below 2^86), `paid = ⌊amount * prefix / weightTotal⌋` is what they got, and `previous` is the last leg's
    /// `page index | slot | class`. Because accounts and pages ascend strictly, this order is the order by contribution and class. Sums in memory
    /// stay below the sum of all fees. Writes go to `buffer`, `blocks`, the sums and the stream alone: a block takes 4 + 8 * 10 bytes
    /// and the last write ends 22 bytes later. A page index beyond the table only makes `mload` read elsewhere before the leg is refused.
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
            mstore(add(stream, 0xa0), add(add(base, position), mul(legCount, 6)))
            mstore(add(stream, 0xc0), add(mload(add(stream, 0x40)), 0x20))
        }
        (weights, paid, refused) = _fold(amount, weightTotal, base + position, stream);
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

    function _fold(uint256 amount, uint256 weightTotal, uint256 position, Stream memory stream)
        private
        pure
        returns (uint256 prefix, uint256 paid, uint256 refused)
    {
        assembly ("memory-safe") {
            let previous := 0
            for {} lt(position, mload(add(stream, 0xa0))) {} {
                let cursor := add(mload(add(stream, 0x60)), 0x20)
                mstore(cursor, shl(224, prefix))
                cursor := add(cursor, 4)
                let halt := add(position, 48)
                if gt(halt, mload(add(stream, 0xa0))) { halt := mload(add(stream, 0xa0)) }
                for {} lt(position, halt) { position := add(position, 6) } {
                    let leg := shr(208, calldataload(position))
                    let page := add(mload(stream), add(0x20, shl(6, shr(32, leg))))
                    let standing := and(shr(and(shr(23, leg), 0x1fe), mload(add(page, 0x20))), 3)
                    if or(
                        or(
                            or(iszero(standing), iszero(lt(shr(32, leg), shr(1, mload(mload(stream)))))),
                            or(and(leg, 0x80000000), iszero(gt(or(and(leg, 0xff), shl(8, shr(24, leg))), previous)))
                        ),
                        or(gt(sub(and(leg, 0xff), 1), 2), iszero(and(leg, 0xffff00)))
                    ) {
                        refused := position
                        break
                    }
                    previous := or(and(leg, 0xff), shl(8, shr(24, leg)))
                    page := mload(page)
                    // contributionId | weight | class, ten bytes
                    mstore(cursor, or(shl(200, or(and(page, 0xffffffffffffff), and(shr(24, leg), 0xff))), shl(176, and(leg, 0xffffff))))
                    cursor := add(cursor, 10)
                    prefix := add(prefix, and(shr(8, leg), 0xffff))
                    let upTo := div(mul(amount, prefix), weightTotal)
                    let part := sub(upTo, paid)
                    paid := upTo
                    page := shr(64, page)
                    if eq(standing, 3) {
                        page := mload(add(stream, 0x20))
                        mstore(add(stream, 0x80), add(mload(add(stream, 0x80)), part))
                    }
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
        uint56 contribution = uint56(stream.pages[2 * page]) | uint56(slot);
        bool isAccepted = (stream.pages[2 * page + 1] >> (2 * slot)) & 3 != 0;
        require(isAccepted, IRewardRouter.RewardRouter_ContributionNotAccepted(sequence, ContributionId.wrap(contribution)));
        revert IRewardRouter.RewardRouter_LegsNotAscending(sequence, index);
    }
}
