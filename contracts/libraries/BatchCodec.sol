// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {AccountId} from "../types/AccountId.sol";

/// @title BatchCodec
/// @notice Reads the packed batch of the direct rail (docs/formats/batch.md).
/// @dev Assembly in the loops over tables: counts are at most 4,096, so positions stay below 2^17 and keys below 2^56.
library BatchCodec {
    uint256 internal constant HEADER_LENGTH = 23;
    /// @dev A receipt without its legs.
    uint256 internal constant RECEIPT_LENGTH = 60;
    uint256 internal constant MAX_RECEIPTS = 256;
    uint256 internal constant MAX_OFFERINGS = 16;
    uint256 internal constant MAX_ACCOUNTS = 4096;
    uint256 internal constant MAX_PAGES = 4096;
    /// @dev One more than the highest page of an account: local numbers have 24 bits, pages 128 of them.
    uint256 internal constant PAGE_LIMIT = 1 << 17;

    /// @param receiptsAt Where the first receipt starts, in bytes.
    struct Header {
        uint8 version;
        uint8 lane;
        uint32 gatewayId;
        uint32 epoch;
        uint40 firstSequence;
        uint256 payerCount;
        uint256 offeringCount;
        uint256 accountCount;
        uint256 pageCount;
        uint256 receiptCount;
        uint256 receiptsAt;
    }

    /// @notice Reads the header and requires its counts to be within the limits and the tables to be there.
    function readHeader(bytes calldata batch) internal pure returns (Header memory header) {
        require(batch.length >= HEADER_LENGTH, IRewardRouter.RewardRouter_BadLength(HEADER_LENGTH, batch.length));
        uint256 word = wordAt(batch, 0);
        header.version = uint8(word >> 248);
        header.lane = uint8(word >> 240);
        header.gatewayId = uint32(word >> 208);
        header.epoch = uint32(word >> 176);
        header.firstSequence = uint40(word >> 136);
        header.payerCount = uint8(word >> 128);
        header.offeringCount = uint8(word >> 120);
        header.accountCount = uint16(word >> 104);
        header.pageCount = uint16(word >> 88);
        header.receiptCount = uint16(word >> 72);
        _requireAtMost(header.offeringCount, MAX_OFFERINGS);
        _requireAtMost(header.accountCount, MAX_ACCOUNTS);
        _requireAtMost(header.pageCount, MAX_PAGES);
        _requireAtMost(header.receiptCount, MAX_RECEIPTS);
        require(header.receiptCount != 0, IRewardRouter.RewardRouter_EmptyBatch());
        _requireAtMost(header.firstSequence + header.receiptCount, 1 << 40);
        header.receiptsAt = HEADER_LENGTH + 4 * (header.payerCount + header.offeringCount + header.accountCount) + 5 * header.pageCount;
        requireLength(batch, header.receiptsAt + RECEIPT_LENGTH * header.receiptCount);
    }

    /// @notice Reads the three tables of ids that follow each other. Ids are not zero and ascend strictly within each table.
    function readIds(
        bytes calldata batch,
        Header memory header
    ) internal pure returns (uint256[] memory payers, uint256[] memory offerings, uint256[] memory accounts) {
        uint256 position = HEADER_LENGTH;
        payers = _readTable(batch, position, header.payerCount);
        position += 4 * header.payerCount;
        offerings = _readTable(batch, position, header.offeringCount);
        position += 4 * header.offeringCount;
        accounts = _readTable(batch, position, header.accountCount);
    }

    /// @notice Reads the pages, which ascend strictly: their keys as `IContributionLedger.standingPages` takes them, and the index of each page's account.
    function readPages(
        bytes calldata batch,
        Header memory header,
        uint256[] memory accounts
    ) internal pure returns (uint256[] memory keys, uint256[] memory accountIndexes) {
        uint256 count = header.pageCount;
        uint256 position = header.receiptsAt - 5 * count;
        keys = new uint256[](count);
        accountIndexes = new uint256[](count);
        uint256 read = _fillPages(batch, position, accounts, keys, accountIndexes);
        if (read != count) _refusePage(batch, position, read, accounts.length);
    }

    /// @notice The index of an account in the table. Reverts if it is missing.
    function indexOf(uint256[] memory accounts, AccountId account) internal pure returns (uint256) {
        uint256 wanted = AccountId.unwrap(account);
        uint256 low;
        uint256 high = accounts.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (accounts[middle] < wanted) low = middle + 1;
            else high = middle;
        }
        require(low < accounts.length && accounts[low] == wanted, IRewardRouter.RewardRouter_AccountMissing(account));
        return low;
    }

    /// @notice Requires the batch to have at least `expected` bytes.
    function requireLength(bytes calldata batch, uint256 expected) internal pure {
        if (batch.length < expected) revert IRewardRouter.RewardRouter_BadLength(expected, batch.length);
    }

    /// @notice The 32 bytes from `position` on.
    /// @dev Invariant: only calldata is read. Bytes behind the batch are foreign, so callers use no more than `requireLength` covered.
    function wordAt(bytes calldata batch, uint256 position) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(batch.offset, position))
        }
    }

    /// @dev Invariant: `i` items were written, the last is `previous`, and each is greater than the one before; only items below the length are written.
    function _readTable(bytes calldata batch, uint256 position, uint256 count) private pure returns (uint256[] memory ids) {
        ids = new uint256[](count);
        uint256 read;
        assembly ("memory-safe") {
            let previous := 0
            let source := add(batch.offset, position)
            let item := add(ids, 0x20)
            for {
                let end := add(item, shl(5, count))
            } lt(item, end) {
                item := add(item, 0x20)
                source := add(source, 4)
            } {
                let id := shr(224, calldataload(source))
                if iszero(gt(id, previous)) {
                    break
                }
                mstore(item, id)
                previous := id
            }
            read := shr(5, sub(sub(item, ids), 0x20))
        }
        if (read != count) revert IRewardRouter.RewardRouter_NotAscending(read);
    }

    /// @dev Reads pages until the end of the table or the first that breaks a rule, and returns how many.
    /// Invariants: at `offset` into `keys` and `accountIndexes`, which have one length, lies the item to write; `least` is one more than the entry
    /// before; an account is read only at an index below the table's length.
    function _fillPages(
        bytes calldata batch,
        uint256 position,
        uint256[] memory accounts,
        uint256[] memory keys,
        uint256[] memory accountIndexes
    ) private pure returns (uint256 read) {
        assembly ("memory-safe") {
            let least := 0
            let source := add(batch.offset, position)
            let offset := 0x20
            for {
                let end := add(offset, shl(5, mload(keys)))
            } lt(offset, end) {
                offset := add(offset, 0x20)
                source := add(source, 5)
            } {
                let entry := shr(216, calldataload(source))
                let index := shr(24, entry)
                let page := and(entry, 0xffffff)
                if or(or(lt(entry, least), iszero(lt(index, mload(accounts)))), shr(17, page)) {
                    break
                }
                mstore(add(keys, offset), or(shl(24, mload(add(add(accounts, 0x20), shl(5, index)))), page))
                mstore(add(accountIndexes, offset), index)
                least := add(entry, 1)
            }
            read := shr(5, sub(offset, 0x20))
        }
    }

    /// @dev Reverts with the reason for which `_fillPages` refused page `i`.
    function _refusePage(bytes calldata batch, uint256 position, uint256 i, uint256 accountCount) private pure {
        uint256 entry = wordAt(batch, position + 5 * i) >> 216;
        uint256 least = i == 0 ? 0 : (wordAt(batch, position + 5 * (i - 1)) >> 216) + 1;
        require(entry >= least, IRewardRouter.RewardRouter_NotAscending(i));
        require(entry >> 24 < accountCount, IRewardRouter.RewardRouter_BadIndex(entry >> 24, accountCount));
        revert IRewardRouter.RewardRouter_BadIndex(entry & 0xffffff, PAGE_LIMIT);
    }

    function _requireAtMost(uint256 count, uint256 maximum) private pure {
        require(count <= maximum, IRewardRouter.RewardRouter_TooMany(count, maximum));
    }
}
