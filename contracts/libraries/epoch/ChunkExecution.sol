// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {AccountId} from "../../types/AccountId.sol";
import {BPS_WHOLE} from "../../types/Bps.sol";
import {Role} from "../../types/Role.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";
import {Split} from "../Split.sol";
import {SplitWords} from "../SplitWords.sol";
import {ChunkLegs} from "./ChunkLegs.sol";
import {EpochCodec} from "./EpochCodec.sol";
import {ReceiptReader} from "./ReceiptReader.sol";

/// @title ChunkExecution
/// @notice Computes everything that a chunk's node commits to from the chunk's bytes.
/// @dev Two kinds of mistake are kept apart: what is wrong with the bytes is the gateway's lie and ends in `false`; what is wrong with the hints is the
/// caller's mistake and reverts, so that no hint can make an honest chunk look false.
library ChunkExecution {
    /// @notice Most different offerings in a chunk.
    uint256 internal constant MAX_OFFERINGS = 16;
    /// @dev Marks the `Data` entry of a tariff; above every index.
    uint256 private constant DATA = type(uint32).max;

    /// @notice Ascending tables that spare the contract sorting. Superfluous entries do no harm.
    /// @param accounts 4 bytes for each account that the chunk credits. @param payers 4 bytes for each payer.
    /// @param legIndexes 2 bytes for each leg: the place of its account in `accounts`.
    struct Hints {
        bytes accounts;
        bytes payers;
        bytes legIndexes;
    }

    /// @param shares One item an entry: `index of the account << 16 | cumulative basis points`; the index of the `Data` entry is `DATA`.
    struct Tariff {
        uint256 offering;
        IGatewayRegistry.Price price;
        uint256[] shares;
    }

    /// @param credits Table of `account << 128 | sum`, nano-OPEN. @param debits The same for payers.
    struct Work {
        IGatewayRegistry gateways;
        uint32 gatewayId;
        uint32 epoch;
        uint256 commonsIndex;
        uint256[] credits;
        uint256[] debits;
        Tariff[] tariffs;
        uint256 tariffCount;
        uint256 position;
        uint256 legTotal;
        uint256 feeTotal;
        bytes32[] ids;
        bytes32[] rows;
        ChunkLegs.Legs legs;
    }

    /// @notice Whether `chunk` is exactly what `node`, a chunk's node of this gateway and epoch, says. `keccak256(chunk)` was checked.
    function isTrue(
        IGatewayRegistry gateways,
        uint32 commons,
        EpochCodec.Record memory record,
        EpochCodec.Node memory node,
        bytes calldata chunk,
        Hints calldata hints
    ) internal view returns (bool) {
        if (
            !isWithinLimits(node) || chunk.length != EpochCodec.RECEIPT_LENGTH * node.receiptCount + EpochCodec.LEG_LENGTH * node.legCount
        ) {
            return false;
        }
        Work memory work = _open(gateways, commons, record, hints, node.receiptCount);
        if (!_run(work, chunk, hints.legIndexes, node.firstSequence)) return false;
        if (work.legTotal != node.legCount || work.feeTotal != node.feeTotal) return false;
        if (PositionalMerkle.root(work.ids) != node.receiptsRoot || PositionalMerkle.root(work.rows) != node.sharesRoot) return false;
        return _matches(work.credits, node.creditCount, node.creditsRoot) && _matches(work.debits, node.debitCount, node.debitsRoot);
    }

    /// @notice Whether a chunk's node announces a chunk that can be posted and executed in one transaction.
    function isWithinLimits(EpochCodec.Node memory node) internal pure returns (bool) {
        uint256 receipts = node.receiptCount;
        return
            node.childCount == 0 &&
            receipts != 0 &&
            receipts <= EpochCodec.MAX_CHUNK_BYTES / EpochCodec.RECEIPT_LENGTH &&
            node.legCount <= EpochCodec.MAX_CHUNK_LEGS &&
            EpochCodec.RECEIPT_LENGTH * receipts + EpochCodec.LEG_LENGTH * uint256(node.legCount) <= EpochCodec.MAX_CHUNK_BYTES;
    }

    function _run(Work memory work, bytes calldata chunk, bytes calldata legIndexes, uint256 firstSequence) private view returns (bool) {
        uint256 count = work.ids.length;
        for (uint256 i; i < count; ++i) {
            if (!_receipt(work, chunk, legIndexes, i, firstSequence + i)) return false;
        }
        return true;
    }

    function _open(
        IGatewayRegistry gateways,
        uint32 commons,
        EpochCodec.Record memory record,
        Hints calldata hints,
        uint256 receipts
    ) private pure returns (Work memory work) {
        work.gateways = gateways;
        work.gatewayId = record.gatewayId;
        work.epoch = record.epoch;
        work.credits = _table(hints.accounts);
        work.debits = _table(hints.payers);
        work.commonsIndex = _indexOf(work.credits, commons);
        work.tariffs = new Tariff[](MAX_OFFERINGS);
        work.ids = new bytes32[](receipts);
        work.rows = new bytes32[](receipts);
        work.legs = ChunkLegs.open();
    }

    /// @dev Executes receipt `i` of the chunk. False if anything in it breaks a rule.
    function _receipt(
        Work memory work,
        bytes calldata chunk,
        bytes calldata legIndexes,
        uint256 i,
        uint256 sequence
    ) private view returns (bool) {
        uint256 position = work.position;
        if (position + EpochCodec.RECEIPT_LENGTH > chunk.length) return false;
        ReceiptReader.Receipt memory receipt = ReceiptReader.read(chunk, position);
        if (!ReceiptReader.isWellFormed(receipt, work.gatewayId, work.epoch, sequence)) return false;
        work.position = position + EpochCodec.RECEIPT_LENGTH + EpochCodec.LEG_LENGTH * receipt.legCount;
        if (work.position > chunk.length) return false;
        work.ids[i] = keccak256(chunk[position:position + EpochCodec.RECEIPT_LENGTH]);

        (bool isPriced, uint256 data) = _bill(work, receipt);
        if (!isPriced) return false;
        work.legs.amount = data;
        work.legs.whole = receipt.weightTotal;
        _aim(work, chunk, legIndexes, receipt.legCount);
        return _legs(work, i, receipt.legCount, receipt.legsRoot);
    }

    /// @dev Bills the payer, credits the roles, and returns the data share. False if the offering or the fee is wrong.
    function _bill(Work memory work, ReceiptReader.Receipt memory receipt) private view returns (bool, uint256 data) {
        (bool isSold, Tariff memory tariff) = _tariffOf(work, receipt.offeringId);
        if (!isSold || !ReceiptReader.isPriced(receipt, tariff.price)) return (false, 0);
        work.debits[_indexOf(work.debits, receipt.payerAccount)] += receipt.fee;
        work.feeTotal += receipt.fee;
        return (true, _toRoles(work, tariff, receipt.fee));
    }

    /// @dev Points at the legs, which end at `work.position`.
    function _aim(Work memory work, bytes calldata chunk, bytes calldata legIndexes, uint256 count) private pure {
        uint256 end = work.position;
        ChunkLegs.aim(work.legs, chunk[end - EpochCodec.LEG_LENGTH * count:end], legIndexes, work.legTotal);
    }

    /// @dev Splits the data share over the legs aimed at.
    function _legs(Work memory work, uint256 i, uint256 count, bytes32 root) private pure returns (bool) {
        ChunkLegs.Legs memory legs = work.legs;
        work.legTotal += count;
        (bool isOrdered, uint256 paid) = ChunkLegs.fold(legs, work.credits, count);
        if (!isOrdered || ChunkLegs.legsRoot(legs, count) != root) return false;
        work.rows[i] = ChunkLegs.row(legs, count);
        work.credits[work.commonsIndex] += legs.amount - paid;
        return true;
    }

    /// @dev Adds each role's share to its account, writes all entries' amounts as the row's first block, and returns the data share.
    function _toRoles(Work memory work, Tariff memory tariff, uint256 fee) private pure returns (uint256 data) {
        uint256[] memory shares = tariff.shares;
        uint256[] memory credits = work.credits;
        uint256 before;
        uint256[4] memory words;
        for (uint256 i; i < shares.length; ++i) {
            uint256 current = Split.upTo(fee, uint16(shares[i]), BPS_WHOLE);
            uint256 amount = current - before;
            before = current;
            words[i >> 2] |= amount << (192 - ((i & 3) << 6));
            uint256 index = shares[i] >> 16;
            if (index == DATA) data = amount;
            else credits[index] += amount;
        }
        work.legs.rowHashes[0] = keccak256(abi.encodePacked(words));
    }

    /// @dev The offering's tariff, read from the registry once a chunk.
    function _tariffOf(Work memory work, uint32 offering) private view returns (bool isSold, Tariff memory tariff) {
        uint256 count = work.tariffCount;
        for (uint256 i; i < count; ++i) {
            if (work.tariffs[i].offering == offering) return (true, work.tariffs[i]);
        }
        if (count == MAX_OFFERINGS) return (false, tariff);
        tariff.offering = offering;
        (isSold, tariff.price) = ReceiptReader.priceOf(work.gateways, offering, work.gatewayId);
        if (!isSold) return (false, tariff);
        uint256 length = tariff.price.splitLength;
        tariff.shares = new uint256[](length);
        uint256 cumulative;
        for (uint256 i; i < length; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(tariff.price.splitWords, i);
            cumulative += bps;
            uint256 index = role == Role.Data ? DATA : _indexOf(work.credits, AccountId.unwrap(account));
            tariff.shares[i] = (index << 16) | cumulative;
        }
        work.tariffs[count] = tariff;
        work.tariffCount = count + 1;
    }

    /// @dev Whether the sums of a table, without zeros, are the vector behind `root`. Turns the table into leaves.
    function _matches(uint256[] memory table, uint256 count, bytes32 root) private pure returns (bool) {
        bytes32[] memory leaves;
        // Invariant: items are written at or before where they are read, so the array only gets shorter; both types hold 32-byte items.
        // The high half of an item is its account and the low half its sum, which is below 2^64: the chunk's fees are, and were compared.
        assembly ("memory-safe") {
            let target := add(table, 0x20)
            let end := add(target, shl(5, mload(table)))
            for {
                let from := target
            } lt(from, end) {
                from := add(from, 0x20)
            } {
                let item := mload(from)
                let sum := and(item, 0xffffffffffffffffffffffffffffffff)
                if sum {
                    mstore(target, or(shl(64, shr(128, item)), sum))
                    target := add(target, 0x20)
                }
            }
            mstore(table, shr(5, sub(sub(target, table), 0x20)))
            leaves := table
        }
        return leaves.length == count && PositionalMerkle.root(leaves) == root;
    }

    /// @dev Reads ascending account numbers into a table. A zero may come first: it lets the loop reach a leg without an account, and refuse it.
    function _table(bytes calldata packed) private pure returns (uint256[] memory table) {
        uint256 count = packed.length / 4;
        table = new uint256[](count);
        bool isAscending = true;
        // Invariant: `count` items of four bytes are read and as many words written.
        assembly ("memory-safe") {
            let target := add(table, 0x20)
            let from := packed.offset
            let previous := 0
            for {
                let end := add(from, shl(2, count))
            } lt(from, end) {
                from := add(from, 4)
            } {
                let account := shr(224, calldataload(from))
                isAscending := and(isAscending, or(gt(account, previous), eq(from, packed.offset)))
                mstore(target, shl(128, account))
                target := add(target, 0x20)
                previous := account
            }
        }
        require(isAscending, IFraudProofs.FraudProofs_BadHint(count, packed.length));
    }

    function _indexOf(uint256[] memory table, uint256 account) private pure returns (uint256 low) {
        uint256 high = table.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (table[middle] >> 128 < account) low = middle + 1;
            else high = middle;
        }
        require(low < table.length && table[low] >> 128 == account, IFraudProofs.FraudProofs_BadHint(account, low));
    }
}
