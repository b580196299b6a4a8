// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {AccountId} from "../types/AccountId.sol";
import {BPS_WHOLE} from "../types/Bps.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";
import {Role} from "../types/Role.sol";
import {BatchCodec} from "./BatchCodec.sol";
import {LaneWord} from "./LaneWord.sol";
import {LegStream} from "./LegStream.sol";
import {PositionalMerkle} from "./PositionalMerkle.sol";
import {ReceiptCodec} from "./ReceiptCodec.sol";
import {Split} from "./Split.sol";
import {SplitWords} from "./SplitWords.sol";

/// @title BatchFold
/// @notice Folds the receipts of a batch, in memory, into one bill for each payer, one sum for each account, and one root.
library BatchFold {
    /// @param offering Number of the offering.
    /// @param promptPrice nano-OPEN per million prompt tokens.
    /// @param completionPrice nano-OPEN per million completion tokens.
    /// @param shares One item an entry of the split, in order: `index of the account << 16 | cumulative basis points`; the index of the `Data`
    /// entry is `DATA`.
    struct Tariff {
        OfferingId offering;
        uint256 promptPrice;
        uint256 completionPrice;
        uint256[] shares;
    }

    /// @param header Header of the batch. @param prefix First bytes of each of its receipts.
    /// @param payers Payer accounts. @param bills Sum of fees for each payer, nano-OPEN.
    /// @param accounts Accounts that can be credited. @param sums Sum of credits for each account, nano-OPEN.
    /// @param tariffs One for each offering of the batch.
    /// @param stream The legs' loop over the pages of the batch.
    /// @param commonsIndex Index of the commons account.
    /// @param feeTotal Sum of all fees. @param legTotal Number of all legs. @param unattributed Sum of what no leg got, nano-OPEN.
    /// @param earliest Smallest `servedAt`. @param latest Largest `servedAt`. @param latestSequence The receipt it belongs to.
    struct Fold {
        BatchCodec.Header header;
        uint80 prefix;
        uint256[] payers;
        uint256[] bills;
        uint256[] accounts;
        uint256[] sums;
        Tariff[] tariffs;
        LegStream.Stream stream;
        uint256 commonsIndex;
        uint256 feeTotal;
        uint256 legTotal;
        uint256 unattributed;
        uint256 earliest;
        uint256 latest;
        uint40 latestSequence;
    }

    /// @dev Marks the `Data` entry of a tariff; above every index.
    uint256 private constant DATA = type(uint16).max;

    /// @notice Makes room for the sums and joins the pages with their standings.
    function prepare(Fold memory fold, AccountId commons, uint256[] memory keys, uint256[] memory accountIndexes, uint256[] memory standings)
        internal
        pure
    {
        fold.prefix = ReceiptCodec.prefix(fold.header.lane, fold.header.gatewayId, fold.header.epoch);
        fold.bills = new uint256[](fold.payers.length);
        fold.sums = new uint256[](fold.accounts.length);
        fold.tariffs = new Tariff[](fold.header.offeringCount);
        fold.commonsIndex = BatchCodec.indexOf(fold.accounts, commons);
        fold.earliest = type(uint256).max;
        uint256[] memory pages = new uint256[](2 * keys.length);
        for (uint256 i; i < keys.length; ++i) {
            uint256 contribution = ((keys[i] >> 24) << 24) | ((keys[i] & 0xffffff) << 7);
            pages[2 * i] = (_pointer(fold.sums, accountIndexes[i]) << 64) | contribution;
            pages[2 * i + 1] = standings[i];
        }
        fold.stream = LegStream.open(pages, _pointer(fold.sums, fold.commonsIndex));
    }

    /// @notice An offering's price and split, with accounts replaced by their index in the batch.
    function toTariff(Fold memory fold, OfferingId offering, IGatewayRegistry.Price memory price) internal pure returns (Tariff memory tariff) {
        tariff.offering = offering;
        tariff.promptPrice = NanoOpen.unwrap(price.promptPrice);
        tariff.completionPrice = NanoOpen.unwrap(price.completionPrice);
        tariff.shares = new uint256[](price.splitLength);
        uint256 cumulative;
        for (uint256 i; i < price.splitLength; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            cumulative += bps;
            tariff.shares[i] = ((role == Role.Data ? DATA : BatchCodec.indexOf(fold.accounts, account)) << 16) | cumulative;
        }
    }

    /// @notice Folds all receipts. The batch must end with the last one.
    /// @return root Positional Merkle root over the receipt ids.
    function run(Fold memory fold, bytes calldata batch) internal pure returns (bytes32 root) {
        uint256 count = fold.header.receiptCount;
        uint256 position = fold.header.receiptsAt;
        bytes32[] memory ids = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            (ids[i], position) = _receipt(fold, batch, position, uint40(fold.header.firstSequence + i));
        }
        require(position == batch.length, IRewardRouter.RewardRouter_BadLength(position, batch.length));
        return PositionalMerkle.root(ids);
    }

    /// @notice The payers with something to pay, and what.
    function bills(Fold memory fold) internal pure returns (AccountId[] memory payers, NanoOpen[] memory amounts) {
        uint256 count;
        for (uint256 i; i < fold.bills.length; ++i) {
            if (fold.bills[i] != 0) ++count;
        }
        payers = new AccountId[](count);
        amounts = new NanoOpen[](count);
        for (uint256 i = fold.bills.length; i > 0; --i) {
            uint256 bill = fold.bills[i - 1];
            if (bill == 0) continue;
            payers[--count] = AccountId.wrap(uint32(fold.payers[i - 1]));
            amounts[count] = NanoOpen.wrap(uint64(bill));
        }
    }

    /// @notice The sums as words of four lanes, ascending, without empty words.
    function credits(Fold memory fold) internal pure returns (uint32[] memory words, uint256[] memory deltas) {
        uint256 count;
        uint256 previous = type(uint256).max;
        for (uint256 i; i < fold.sums.length; ++i) {
            if (fold.sums[i] == 0 || fold.accounts[i] >> 2 == previous) continue;
            previous = fold.accounts[i] >> 2;
            ++count;
        }
        words = new uint32[](count);
        deltas = new uint256[](count);
        count = 0;
        previous = type(uint256).max;
        for (uint256 i; i < fold.sums.length; ++i) {
            if (fold.sums[i] == 0) continue;
            AccountId account = AccountId.wrap(uint32(fold.accounts[i]));
            if (LaneWord.wordOf(account) != previous) {
                previous = LaneWord.wordOf(account);
                words[count++] = uint32(previous);
            }
            deltas[count - 1] |= LaneWord.toLane(account, uint64(fold.sums[i]));
        }
    }

    /// @dev Folds the receipt at `position` and returns its id and where the next one starts.
    function _receipt(Fold memory fold, bytes calldata batch, uint256 position, uint40 sequence) private pure returns (bytes32 id, uint256 next) {
        BatchCodec.requireLength(batch, position + BatchCodec.RECEIPT_LENGTH);
        uint256 word = BatchCodec.wordAt(batch, position);
        (uint184 head, uint256 data) = _bill(fold, word, sequence);
        bytes32 legsRoot;
        (legsRoot, next) = _legs(fold, batch, position + BatchCodec.RECEIPT_LENGTH, word, data, sequence);
        id = ReceiptCodec.receiptId(head, uint208(word >> 32), legsRoot, bytes32(BatchCodec.wordAt(batch, position + 28)));
    }

    /// @dev Bills the payer, credits the roles, and returns the receipt's head and the share of the data.
    function _bill(Fold memory fold, uint256 word, uint40 sequence) private pure returns (uint184 head, uint256 data) {
        uint256 payerIndex = _index(word >> 248, fold.payers.length);
        Tariff memory tariff = fold.tariffs[_index(uint8(word >> 240), fold.tariffs.length)];
        uint256 fee = uint64(word >> 128);
        _requireFee(tariff, word, sequence);
        _clock(fold, uint48(word >> 80), sequence);
        fold.feeTotal += fee;
        fold.bills[payerIndex] += fee;
        data = _toRoles(fold.sums, tariff.shares, fee);
        head = ReceiptCodec.head(fold.prefix, sequence, uint32(fold.payers[payerIndex]), OfferingId.unwrap(tariff.offering));
    }

    /// @dev Splits the data share over the legs; what no leg gets goes to the commons.
    function _legs(Fold memory fold, bytes calldata batch, uint256 position, uint256 word, uint256 data, uint40 sequence)
        private
        pure
        returns (bytes32 legsRoot, uint256 next)
    {
        uint256 legCount = uint16(word >> 64);
        uint32 weightTotal = uint32(word >> 32);
        require(legCount <= LegStream.MAX_LEGS, IRewardRouter.RewardRouter_TooMany(legCount, LegStream.MAX_LEGS));
        next = position + LegStream.LEG_LENGTH * legCount;
        BatchCodec.requireLength(batch, next);

        uint256 weights;
        uint256 paid;
        uint256 refused;
        (weights, paid, refused) = LegStream.fold(fold.stream, batch, position, legCount, data, weightTotal);
        if (refused != 0) LegStream.refuse(fold.stream, batch, position, refused, sequence);
        require(
            weightTotal != 0 && weights <= weightTotal, IRewardRouter.RewardRouter_WeightsAboveTotal(sequence, weights, weightTotal)
        );
        legsRoot = LegStream.legsRoot(fold.stream, legCount);
        fold.legTotal += legCount;
        fold.unattributed += data - paid;
        fold.sums[fold.commonsIndex] += data - paid;
    }

    /// @dev Adds each role's share of the fee to its account's sum and returns the share of the data.
    function _toRoles(uint256[] memory sums, uint256[] memory shares, uint256 fee) private pure returns (uint256 data) {
        uint256 before;
        for (uint256 i; i < shares.length; ++i) {
            uint256 current = Split.upTo(fee, uint16(shares[i]), BPS_WHOLE);
            uint256 index = shares[i] >> 16;
            if (index == DATA) data = current - before;
            else sums[index] += current - before;
            before = current;
        }
    }

    function _requireFee(Tariff memory tariff, uint256 word, uint40 sequence) private pure {
        uint256 expected = Split.fee(uint24(word >> 216), tariff.promptPrice, uint24(word >> 192), tariff.completionPrice);
        if (uint64(word >> 128) == expected) return;
        // No receipt can carry a fee above 2^64 - 1; the error then shows that largest value.
        uint64 shown = expected > type(uint64).max ? type(uint64).max : uint64(expected);
        revert IRewardRouter.RewardRouter_WrongFee(sequence, NanoOpen.wrap(uint64(word >> 128)), NanoOpen.wrap(shown));
    }

    function _clock(Fold memory fold, uint256 servedAt, uint40 sequence) private pure {
        if (servedAt < fold.earliest) fold.earliest = servedAt;
        if (servedAt > fold.latest) {
            fold.latest = servedAt;
            fold.latestSequence = sequence;
        }
    }

    function _index(uint256 index, uint256 length) private pure returns (uint256) {
        require(index < length, IRewardRouter.RewardRouter_BadIndex(index, length));
        return index;
    }

    /// @dev Memory position of an item, for `LegStream`. Invariant: the index is below the array's length and arrays never move.
    function _pointer(uint256[] memory items, uint256 index) private pure returns (uint256 pointer) {
        require(index < items.length, IRewardRouter.RewardRouter_BadIndex(index, items.length));
        assembly ("memory-safe") {
            pointer := add(add(items, 0x20), shl(5, index))
        }
    }
}
