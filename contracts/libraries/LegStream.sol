// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {BatchCodec} from "./BatchCodec.sol";
import {LegLoop} from "./LegLoop.sol";
import {PositionalMerkle} from "./PositionalMerkle.sol";

/// @title LegStream
/// @notice Around the hot loop of the direct rail, `LegLoop`: reads a receipt's packed legs (docs/formats/batch.md), checks each, splits the data share over them
/// into memory, and hashes their canonical form (docs/formats/receipt.md).
/// @dev `test/mocks/ReferenceReceipt.sol` says the same in plain Solidity; fuzz tests compare the two.
library LegStream {
    uint256 internal constant LEG_LENGTH = 6;
    uint256 internal constant MAX_LEGS = 64;

    /// @dev The low bit of each of 128 standings.
    uint256 private constant LOW_BITS = type(uint256).max / 3;

    /// @notice What stays the same for a whole batch, and scratch memory.
    /// @param pages Two items for each page, for a power of two of pages of which the last ones may be empty. First item: sum of what the page's
    /// legs got, nano-OPEN. Second item: such that `item ^ leg << 176` starts with the canonical ten bytes `contributionId | weight | class` of any
    /// leg `page index u16 | slot u8 | weight u16 | class u8` on the page, and whose low 128 bits say of each slot whether its account is paid.
    /// @param blocks Room for the hashes of `MAX_LEGS / 8` leg blocks.
    /// @param buffer Room for one leg block.
    /// @param voided Sum, over the batch, of what legs with voided contributions left to the commons, nano-OPEN.
    /// @param end Where the receipt's legs end in the calldata. @param nextHash Memory position for the next block's hash.
    /// @param pageCount Pages that are not empty. @param standings Their standings. @param accountIndexes Indexes of their accounts.
    struct Stream {
        uint256[] pages; // 0x00
        bytes32[] blocks; // 0x20
        bytes buffer; // 0x40
        uint256 voided; // 0x60
        uint256 end; // 0x80
        uint256 nextHash; // 0xa0
        uint256 pageCount; // 0xc0
        uint256[] standings; // 0xe0
        uint256[] accountIndexes; // 0x100
    }

    /// @notice A stream over pages.
    /// @dev Invariant: `item` is the second of the two of page `i`, and there is room for a power of two of pages not below their count. The low bits
    /// of the standings, 1 where it is 1 or 2, are drawn together from every second bit to the lower half by halving their gaps seven times.
    /// @param keys `account << 24 | page`. @param standings As many standings. @param accountIndexes As many indexes of their accounts.
    function open(
        uint256[] memory keys,
        uint256[] memory standings,
        uint256[] memory accountIndexes
    ) internal pure returns (Stream memory stream) {
        require(
            keys.length == standings.length && keys.length == accountIndexes.length,
            IRewardRouter.RewardRouter_BadLength(keys.length, standings.length)
        );
        uint256 room = 1;
        while (room < keys.length) room *= 2;
        stream.pages = new uint256[](2 * room);
        stream.blocks = new bytes32[](MAX_LEGS / 8);
        stream.buffer = new bytes(128);
        stream.pageCount = keys.length;
        stream.standings = standings;
        stream.accountIndexes = accountIndexes;
        uint256[] memory pages = stream.pages;
        uint256 lowBits = LOW_BITS;
        assembly ("memory-safe") {
            let count := mload(keys)
            let item := add(pages, 0x40)
            for {
                let i := 0
            } lt(i, count) {
                i := add(i, 1)
                item := add(item, 0x40)
            } {
                let offset := add(0x20, shl(5, i))
                let key := mload(add(keys, offset))
                let paid := mload(add(standings, offset))
                paid := and(xor(paid, shr(1, paid)), lowBits)
                paid := and(or(paid, shr(1, paid)), 0x3333333333333333333333333333333333333333333333333333333333333333)
                paid := and(or(paid, shr(2, paid)), 0x0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f)
                paid := and(or(paid, shr(4, paid)), 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff)
                paid := and(or(paid, shr(8, paid)), 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff)
                paid := and(or(paid, shr(16, paid)), 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff)
                paid := and(or(paid, shr(32, paid)), 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff)
                paid := and(or(paid, shr(64, paid)), 0xffffffffffffffffffffffffffffffff)
                mstore(item, or(xor(or(shl(224, shr(24, key)), shl(207, and(key, 0xffffff))), shl(208, i)), paid))
            }
        }
    }

    /// @notice Adds the sum of each page to the sum of its account; the stream is not used after that.
    /// @return total Sum of all pages, nano-OPEN.
    /// @dev Invariant: the indexes that the stream was opened with are below the length of `sums`, as `BatchCodec.readPages` requires.
    function close(Stream memory stream, uint256[] memory sums) internal pure returns (uint256 total) {
        uint256[] memory accountIndexes = stream.accountIndexes;
        assembly ("memory-safe") {
            let entry := add(mload(stream), 0x20)
            let item := add(accountIndexes, 0x20)
            for {
                let end := add(item, shl(5, mload(accountIndexes)))
            } lt(item, end) {
                item := add(item, 0x20)
                entry := add(entry, 0x40)
            } {
                let sum := add(add(sums, 0x20), shl(5, mload(item)))
                mstore(sum, add(mload(sum), mload(entry)))
                total := add(total, mload(entry))
            }
        }
    }

    /// @notice Adds each leg's part of `amount` to its account's sum in memory.
    /// @dev Requires `legCount ≤ MAX_LEGS`, `amount` below 2^64, `weightTotal` below 2^32, and that the batch holds the legs.
    /// @param position Position of the first leg in the batch, in bytes; not zero.
    /// @return weights Sum of the legs' weights; if above `weightTotal` the receipt must be refused.
    /// @return paid Sum of what the legs got.
    /// @return refused Position in the batch of the first leg that breaks a rule, else zero; all else is then meaningless.
    function fold(
        Stream memory stream,
        bytes calldata batch,
        uint256 position,
        uint256 legCount,
        uint256 amount,
        uint256 weightTotal
    ) internal pure returns (uint256 weights, uint256 paid, uint256 refused) {
        bool isOnPage;
        assembly ("memory-safe") {
            position := add(batch.offset, position)
            let end := add(position, mul(legCount, 6))
            isOnPage := or(iszero(legCount), lt(shr(240, calldataload(sub(end, 6))), mload(add(stream, 0xc0))))
            mstore(add(stream, 0x80), end)
            mstore(add(stream, 0xa0), add(mload(add(stream, 0x20)), 0x20))
        }
        unchecked {
            if (isOnPage) (weights, paid, refused) = LegLoop.run(position, weightTotal << 8, amount, stream);
            else refused = position + LEG_LENGTH * (legCount - 1);
            weights >>= 8;
            if (refused != 0) {
                assembly ("memory-safe") {
                    refused := sub(refused, batch.offset)
                }
            }
        }
    }

    /// @notice Root over the leg blocks of the receipt folded last.
    /// @dev One hash was written for every eight legs; the array never grows beyond its first length of `MAX_LEGS / 8`.
    function legsRoot(Stream memory stream, uint256 legCount) internal pure returns (bytes32 root) {
        bytes32[] memory blocks = stream.blocks;
        if ((legCount + 7) >> 3 == 2) {
            // Two blocks are the root's children.
            assembly ("memory-safe") {
                root := keccak256(add(blocks, 0x20), 0x40)
            }
            return root;
        }
        assembly ("memory-safe") {
            mstore(blocks, shr(3, add(legCount, 7)))
        }
        return PositionalMerkle.root(blocks);
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
        uint256 standings = stream.standings[page];
        // The canonical leg starts with the contribution's 56 bits.
        uint256 contribution = (stream.pages[2 * page + 1] ^ (leg << 176)) >> 200;
        require(
            (standings >> (2 * uint8(leg >> 24))) & 3 != 0,
            IRewardRouter.RewardRouter_ContributionNotAccepted(sequence, ContributionId.wrap(uint56(contribution)))
        );
    }
}
