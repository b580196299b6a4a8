// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {AccountId} from "../../types/AccountId.sol";
import {BPS_WHOLE} from "../../types/Bps.sol";
import {Lane} from "../../types/Lane.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
import {Role} from "../../types/Role.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";
import {ReceiptCodec} from "../ReceiptCodec.sol";
import {Split} from "../Split.sol";
import {SplitWords} from "../SplitWords.sol";
import {ChunkLegs} from "./ChunkLegs.sol";
import {EpochCodec} from "./EpochCodec.sol";
import {ReceiptReader} from "./ReceiptReader.sol";
import {VectorTable} from "./VectorTable.sol";

/// @title ChunkExecution
/// @notice Computes what a chunk's node commits to from the chunk's bytes: receipts, counts, fees, credits and debits. Its shares are `ShareRows`' matter.
/// @dev Two kinds of mistake are kept apart: what is wrong with the bytes is the gateway's lie and ends in `false`; what is wrong with the hints is the
/// caller's mistake and reverts, so that no hint can make an honest chunk look false. Nothing that ends in `false` before the tables are compared depends on
/// a hint, and misses are looked at before they are.
library ChunkExecution {
    /// @notice Most different offerings in a chunk.
    uint256 internal constant MAX_OFFERINGS = 16;

    /// @notice Ascending tables that spare the contract sorting. Superfluous entries do no harm.
    /// @param accounts 4 bytes for each account that the chunk credits. @param payers 4 bytes for each payer.
    /// @param legIndexes 2 bytes for each leg: the place of its account in `accounts`.
    struct Hints {
        bytes accounts;
        bytes payers;
        bytes legIndexes;
    }

    /// @param shares One item an entry: `memory position of the account's sum << 16 | cumulative basis points`; the position of the `Data` entry is zero.
    struct Tariff {
        uint256 offering;
        uint256 promptPrice;
        uint256 completionPrice;
        uint256[] shares;
    }

    /// @param prefix What a receipt's first 15 bytes must be, for sequence 0. @param position Calldata position of the next receipt. @param end Behind the chunk.
    /// @param hint Calldata position of the next leg's hint. @param commons Memory position of the commons account's sum.
    struct Work {
        IGatewayRegistry gateways;
        uint32 gatewayId;
        uint256 prefix;
        uint256 position;
        uint256 end;
        uint256 hint;
        uint256 legsLeft;
        uint256 feesLeft;
        uint256 commons;
        uint256[] credits;
        uint256[] debits;
        Tariff[] tariffs;
        uint256 tariffCount;
        ChunkLegs.Legs legs;
    }

    /// @notice Whether `chunk` is what `node`, a chunk's node of this gateway and epoch, says, its shares aside. `keccak256(chunk)` was checked.
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
        require(hints.legIndexes.length == 2 * node.legCount, IFraudProofs.FraudProofs_BadHint(2 * node.legCount, hints.legIndexes.length));
        Work memory work = _open(gateways, commons, record, node, hints);
        (work.position, work.end) = _bounds(chunk);
        (work.hint, ) = _bounds(hints.legIndexes);
        bytes32[] memory ids = new bytes32[](node.receiptCount);
        unchecked {
            uint256 firstSequence = node.firstSequence;
            for (uint256 i; i < ids.length; ++i) {
                (bool isReceipt, bytes32 id) = _receipt(work, firstSequence + i);
                if (!isReceipt) return false;
                ids[i] = id;
            }
        }
        if (work.legsLeft != 0 || work.feesLeft != 0 || PositionalMerkle.root(ids) != node.receiptsRoot) return false;
        require(work.legs.misses >> 64 == 0, IFraudProofs.FraudProofs_BadHint(work.legs.misses >> 64, hints.accounts.length));
        return
            VectorTable.matches(work.credits, node.creditCount, node.creditsRoot) &&
            VectorTable.matches(work.debits, node.debitCount, node.debitsRoot);
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

    function _open(
        IGatewayRegistry gateways,
        uint32 commons,
        EpochCodec.Record memory record,
        EpochCodec.Node memory node,
        Hints calldata hints
    ) private pure returns (Work memory work) {
        work.gateways = gateways;
        work.gatewayId = record.gatewayId;
        work.prefix =
            (uint256(ReceiptCodec.VERSION) << 112) |
            (uint256(uint8(Lane.Epoch)) << 104) |
            (uint256(record.gatewayId) << 72) |
            (uint256(record.epoch) << 40);
        work.legsLeft = node.legCount;
        work.feesLeft = node.feeTotal;
        work.credits = VectorTable.open(hints.accounts);
        work.debits = VectorTable.open(hints.payers);
        work.commons = VectorTable.find(work.credits, commons);
        work.tariffs = new Tariff[](MAX_OFFERINGS);
        (uint256 first, uint256 mask) = VectorTable.maskOf(work.credits);
        work.legs = ChunkLegs.open(first, mask);
    }

    function _bounds(bytes calldata data) private pure returns (uint256 from, uint256 to) {
        assembly ("memory-safe") {
            from := data.offset
            to := add(from, data.length)
        }
    }

    /// @dev Executes the next receipt, which must have this sequence, and returns its id. False if anything in it breaks a rule.
    /// Unchecked here and below: positions stay within calldata, counts within the node's, and every amount within fees that sum to less than 2^64.
    function _receipt(Work memory work, uint256 sequence) private view returns (bool isReceipt, bytes32 id) {
        unchecked {
            uint256 legsFrom = work.position + EpochCodec.RECEIPT_LENGTH;
            if (legsFrom > work.end) return (false, 0);
            uint256 head;
            uint256 body;
            // Invariant: within the chunk. Reads as `ReceiptReader.read` does; hashes 113 bytes behind the memory in use.
            assembly ("memory-safe") {
                let from := sub(legsFrom, 113)
                head := calldataload(from)
                body := calldataload(add(from, 17))
                let free := mload(0x40)
                calldatacopy(free, from, 113)
                id := keccak256(free, 113)
            }
            uint256 legCount = uint16(body >> 32);
            bool isWellFormed =
                head >> 136 == work.prefix + sequence &&
                    uint32(head >> 104) != 0 &&
                    legCount <= ReceiptReader.MAX_LEGS &&
                    legCount <= work.legsLeft &&
                    uint32(body) != 0;
            if (!isWellFormed || legsFrom + EpochCodec.LEG_LENGTH * legCount > work.end) return (false, id);
            work.legsLeft -= legCount;
            (bool isBilled, uint256 data) = _bill(work, head, uint64(body >> 96));
            if (!isBilled) return (false, id);
            isReceipt = _legs({work: work, data: data, whole: uint32(body), from: legsFrom, count: legCount});
        }
    }

    /// @dev Bills the payer, credits the roles, and returns the data share. False if the offering or the fee is wrong, or the fees exceed the node's.
    function _bill(Work memory work, uint256 head, uint256 fee) private view returns (bool, uint256 data) {
        unchecked {
            (bool isSold, uint256 place) = _tariffOf(work, uint32(head >> 72));
            if (!isSold || fee > work.feesLeft) return (false, 0);
            Tariff memory tariff = work.tariffs[place];
            uint256 price = Split.fee({
                promptTokens: uint24(head >> 48),
                promptPrice: tariff.promptPrice,
                completionTokens: uint24(head >> 24),
                completionPrice: tariff.completionPrice
            });
            if (fee != price) return (false, 0);
            work.feesLeft -= fee;
            VectorTable.add(VectorTable.find(work.debits, uint32(head >> 104)), fee);
            return (true, _toRoles(tariff.shares, fee));
        }
    }

    /// @dev Splits the data share over the legs; what is left goes to the commons. False if the legs weigh more than the whole or have another root.
    function _legs(Work memory work, uint256 data, uint256 whole, uint256 from, uint256 count) private pure returns (bool) {
        unchecked {
            ChunkLegs.Legs memory legs = work.legs;
            legs.amount = data;
            legs.whole = whole;
            uint256 end = from + EpochCodec.LEG_LENGTH * count;
            (uint256 weights, uint256 paid) = ChunkLegs.fold(legs, from, end, work.hint);
            if (weights > whole) return false;
            VectorTable.add(work.commons, data - paid);
            work.position = end;
            work.hint += 2 * count;
            bytes32 root;
            assembly ("memory-safe") {
                root := calldataload(sub(from, 64))
            }
            return ChunkLegs.legsRoot(legs, count) == root;
        }
    }

    /// @dev Adds each role's share to its account and returns the data share.
    function _toRoles(uint256[] memory shares, uint256 fee) private pure returns (uint256 data) {
        uint256 whole = BPS_WHOLE;
        // Invariant: `before = ⌊fee * basis points of the entries before / whole⌋`; positions are entries of the table of credits.
        assembly ("memory-safe") {
            let before := 0
            let end := add(add(shares, 0x20), shl(5, mload(shares)))
            for {
                let at := add(shares, 0x20)
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                let share := mload(at)
                let upTo := div(mul(fee, and(share, 0xffff)), whole)
                let position := shr(16, share)
                switch position
                case 0 {
                    data := sub(upTo, before)
                }
                default {
                    mstore(position, add(mload(position), sub(upTo, before)))
                }
                before := upTo
            }
        }
    }

    /// @dev The place of the offering's tariff, which is read from the registry once a chunk.
    function _tariffOf(Work memory work, uint256 offering) private view returns (bool isSold, uint256 place) {
        uint256 count = work.tariffCount;
        Tariff[] memory tariffs = work.tariffs;
        unchecked {
            for (; place < count; ++place) {
                if (tariffs[place].offering == offering) return (true, place);
            }
        }
        return (count != MAX_OFFERINGS && _addTariff(work, uint32(offering), count), count);
    }

    function _addTariff(Work memory work, uint32 offering, uint256 count) private view returns (bool isSold) {
        IGatewayRegistry.Price memory price;
        (isSold, price) = ReceiptReader.priceOf(work.gateways, offering, work.gatewayId);
        if (!isSold) return false;
        Tariff memory tariff = work.tariffs[count];
        tariff.offering = offering;
        tariff.promptPrice = NanoOpen.unwrap(price.promptPrice);
        tariff.completionPrice = NanoOpen.unwrap(price.completionPrice);
        uint256 length = price.splitLength;
        tariff.shares = new uint256[](length);
        uint256 cumulative;
        for (uint256 i; i < length; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            cumulative += bps;
            uint256 position = role == Role.Data ? 0 : VectorTable.find(work.credits, AccountId.unwrap(account));
            tariff.shares[i] = (position << 16) | cumulative;
        }
        work.tariffCount = count + 1;
    }
}
