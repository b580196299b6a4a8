// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
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
/// @dev `unchecked` throughout the loop: positions and counts are bounded by the length of the calldata, every amount of a receipt by its fee
/// (below 2^64), and a batch has at most 256 receipts, so that no sum reaches 2^72.
library BatchFold {
    /// @param offering Number of the offering.
    /// @param promptPrice nano-OPEN per million prompt tokens. @param completionPrice nano-OPEN per million completion tokens.
    /// @param shares One item an entry of the split, in order: `memory position of the sum it adds to << 16 | cumulative basis points`.
    struct Tariff {
        uint256 offering;
        uint256 promptPrice;
        uint256 completionPrice;
        uint256[] shares;
    }

    /// @param header Header of the batch. @param prefix First bytes of each of its receipts.
    /// @param key Receipt key. @param validFrom First `servedAt` it may sign. @param validFor Milliseconds from there that receipts may be served in.
    /// @param timestamp Now, in seconds.
    /// @param payers Payer accounts. @param bills Sum of fees for each payer, nano-OPEN.
    /// @param accounts Accounts that can be credited. @param sums Sum of credits for each account, nano-OPEN.
    /// @param tariffs One for each offering of the batch.
    /// @param data One item: the share of the data of the receipt at hand, nano-OPEN.
    /// @param stream The legs' loop over the pages of the batch.
    /// @param commons Memory position of the commons account's sum. @param unattributed Sum of what no leg got, nano-OPEN.
    struct Fold {
        BatchCodec.Header header;
        uint80 prefix;
        address key;
        uint256 validFrom;
        uint256 validFor;
        uint256 timestamp;
        uint256[] payers;
        uint256[] bills;
        uint256[] accounts;
        uint256[] sums;
        Tariff[] tariffs;
        uint256[] data;
        LegStream.Stream stream;
        uint256 commons;
        uint256 unattributed;
    }

    /// @notice Makes room for the sums and joins the pages with their standings.
    function prepare(Fold memory fold, AccountId commons, uint256[] memory keys, uint256[] memory accountIndexes, uint256[] memory standings)
        internal
        pure
    {
        fold.prefix = ReceiptCodec.prefix(fold.header.lane, fold.header.gatewayId, fold.header.epoch);
        fold.bills = new uint256[](fold.payers.length);
        fold.sums = new uint256[](fold.accounts.length);
        fold.tariffs = new Tariff[](fold.header.offeringCount);
        fold.data = new uint256[](1);
        fold.commons = _pointer(fold.sums, BatchCodec.indexOf(fold.accounts, commons));
        for (uint256 i; i < keys.length; ++i) accountIndexes[i] = _pointer(fold.sums, accountIndexes[i]);
        fold.stream = LegStream.open(keys, standings, accountIndexes);
    }

    /// @notice An offering's price and split, with accounts replaced by the positions of their sums.
    function toTariff(Fold memory fold, OfferingId offering, IGatewayRegistry.Price memory price) internal pure returns (Tariff memory tariff) {
        tariff.offering = OfferingId.unwrap(offering);
        tariff.promptPrice = NanoOpen.unwrap(price.promptPrice);
        tariff.completionPrice = NanoOpen.unwrap(price.completionPrice);
        tariff.shares = new uint256[](price.splitLength);
        uint256 cumulative;
        for (uint256 i; i < price.splitLength; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            cumulative += bps;
            uint256 sum = role == Role.Data ? _pointer(fold.data, 0) : _pointer(fold.sums, BatchCodec.indexOf(fold.accounts, account));
            tariff.shares[i] = (sum << 16) | cumulative;
        }
    }

    /// @notice Folds all receipts. The batch must end with the last one.
    /// @return root Positional Merkle root over the receipt ids.
    function run(Fold memory fold, bytes calldata batch) internal pure returns (bytes32 root) {
        uint256 count = fold.header.receiptCount;
        uint256 position = fold.header.receiptsAt;
        bytes32[] memory ids = new bytes32[](count);
        unchecked {
            for (uint256 i; i < count; ++i) {
                (ids[i], position) = _receipt(fold, batch, position, fold.header.firstSequence + i);
            }
        }
        require(position == batch.length, IRewardRouter.RewardRouter_BadLength(position, batch.length));
        uint256 commons = fold.commons;
        uint256 toCommons = fold.unattributed + fold.stream.voided;
        // The commons account's sum is an item of `sums`.
        assembly ("memory-safe") {
            mstore(commons, add(mload(commons), toCommons))
        }
        return PositionalMerkle.root(ids);
    }

    /// @notice Sum of all fees, nano-OPEN.
    function feeTotal(Fold memory fold) internal pure returns (uint256 total) {
        for (uint256 i; i < fold.bills.length; ++i) total += fold.bills[i];
    }

    /// @notice Number of all legs of a batch whose length `run` has checked: what is not a receipt's fixed part is legs.
    function legTotal(Fold memory fold, uint256 length) internal pure returns (uint256) {
        return (length - fold.header.receiptsAt - BatchCodec.RECEIPT_LENGTH * fold.header.receiptCount) / LegStream.LEG_LENGTH;
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
    function _receipt(Fold memory fold, bytes calldata batch, uint256 position, uint256 sequence) private pure returns (bytes32 id, uint256 next) {
        unchecked {
            next = position + BatchCodec.RECEIPT_LENGTH;
            BatchCodec.requireLength(batch, next);
            uint256 word = BatchCodec.wordAt(batch, position);
            (uint184 head, uint256 data) = _bill(fold, word, sequence);
            position = next;
            uint256 legCount = uint16(word >> 64);
            require(legCount <= LegStream.MAX_LEGS, IRewardRouter.RewardRouter_TooMany(legCount, LegStream.MAX_LEGS));
            next += LegStream.LEG_LENGTH * legCount;
            BatchCodec.requireLength(batch, next);
            _legs(fold, batch, position, word, data, sequence);
            id = ReceiptCodec.receiptId(
                head, uint208(word >> 32), LegStream.legsRoot(fold.stream, legCount), bytes32(BatchCodec.wordAt(batch, position - 32))
            );
        }
    }

    /// @dev Bills the payer, credits the roles, and returns the receipt's head and the share of the data.
    function _bill(Fold memory fold, uint256 word, uint256 sequence) private pure returns (uint184 head, uint256 data) {
        unchecked {
            uint256 payerIndex = word >> 248;
            uint256 offeringIndex = uint8(word >> 240);
            require(payerIndex < fold.payers.length, IRewardRouter.RewardRouter_BadIndex(payerIndex, fold.payers.length));
            require(offeringIndex < fold.tariffs.length, IRewardRouter.RewardRouter_BadIndex(offeringIndex, fold.tariffs.length));
            Tariff memory tariff = fold.tariffs[offeringIndex];
            uint256 fee = uint64(word >> 128);
            uint256 expected = Split.fee(uint24(word >> 216), tariff.promptPrice, uint24(word >> 192), tariff.completionPrice);
            if (fee != expected) _refuseFee(fee, expected, sequence);
            // Wraps around, and so exceeds `validFor`, if it was served before.
            if (uint48(word >> 80) - fold.validFrom >= fold.validFor) _refuseTime(fold, uint48(word >> 80), sequence);
            fold.bills[payerIndex] += fee;
            data = _toRoles(tariff.shares, fold.data, fee);
            head = ReceiptCodec.head(fold.prefix, uint40(sequence), uint32(fold.payers[payerIndex]), uint32(tariff.offering));
        }
    }

    /// @dev Splits the data share over the legs and keeps account of what no leg gets.
    function _legs(Fold memory fold, bytes calldata batch, uint256 position, uint256 word, uint256 data, uint256 sequence) private pure {
        uint256 weightTotal = uint32(word >> 32);
        (uint256 weights, uint256 paid, uint256 refused) =
            LegStream.fold(fold.stream, batch, position, uint16(word >> 64), data, weightTotal);
        if (refused != 0) LegStream.refuse(fold.stream, batch, position, refused, uint40(sequence));
        require(
            weightTotal != 0 && weights <= weightTotal,
            IRewardRouter.RewardRouter_WeightsAboveTotal(uint40(sequence), weights, uint32(weightTotal))
        );
        unchecked {
            fold.unattributed += data - paid;
        }
    }

    /// @dev Adds each role's share of the fee to the sum it names and returns the share of the data, which has a sum of its own.
    /// Invariants: at the head of the loop `before` is what the entries before have got together; a share's position is that of an item of
    /// `Fold.sums` or of `data`. `fee * cumulative` stays below 2^78.
    function _toRoles(uint256[] memory shares, uint256[] memory data, uint256 fee) private pure returns (uint256 dataShare) {
        assembly ("memory-safe") {
            mstore(add(data, 0x20), 0)
            let before := 0
            let item := add(shares, 0x20)
            for { let end := add(item, shl(5, mload(shares))) } lt(item, end) { item := add(item, 0x20) } {
                let share := mload(item)
                let upTo := div(mul(fee, and(share, 0xffff)), 10000)
                share := shr(16, share)
                mstore(share, add(mload(share), sub(upTo, before)))
                before := upTo
            }
            dataShare := mload(add(data, 0x20))
        }
    }

    /// @dev No receipt can carry a fee above 2^64 - 1; the error then shows that largest value.
    function _refuseFee(uint256 fee, uint256 expected, uint256 sequence) private pure {
        uint64 shown = expected > type(uint64).max ? type(uint64).max : uint64(expected);
        revert IRewardRouter.RewardRouter_WrongFee(uint40(sequence), NanoOpen.wrap(uint64(fee)), NanoOpen.wrap(shown));
    }

    function _refuseTime(Fold memory fold, uint48 servedAt, uint256 sequence) private pure {
        require(servedAt < fold.validFrom + fold.validFor || servedAt <= fold.timestamp * 1000, IRewardRouter.RewardRouter_ServedInFuture(uint40(sequence), servedAt, fold.timestamp));
        revert IRewardRouter.RewardRouter_KeyNotValid(GatewayId.wrap(fold.header.gatewayId), fold.key);
    }

    /// @dev Memory position of an item. Invariant: the index is below the array's length and arrays never move.
    function _pointer(uint256[] memory items, uint256 index) private pure returns (uint256 pointer) {
        require(index < items.length, IRewardRouter.RewardRouter_BadIndex(index, items.length));
        assembly ("memory-safe") {
            pointer := add(add(items, 0x20), shl(5, index))
        }
    }
}
