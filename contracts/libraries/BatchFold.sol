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
/// (below 2^64), and a batch has at most 256 receipts, so that no sum reaches 2^72. In the loop `if … revert` stands for `require`, which would
/// work out the error's arguments for every receipt.
library BatchFold {
    /// @dev How far in the future `servedAt` may lie, in milliseconds: clocks of gateway and sequencer differ.
    uint256 internal constant MAX_CLOCK_SKEW = 10 minutes * 1000;

    /// @param offering Number of the offering.
    /// @param promptPrice nano-OPEN per million prompt tokens. @param completionPrice nano-OPEN per million completion tokens.
    /// @param shares Two items an entry of the split but the last, in order: cumulative basis points, and the sum, over the batch, of what the entries up
    /// to this one got together, nano-OPEN; then, to make entries even, an empty one. The last entry gets the rest. @param sums Memory position of the sum that each entry adds to in the end.
    /// @param dataFrom Basis points of the entries before that of the data. @param dataTo The same with it; as much if there is none.
    /// @param fees Sum of the fees, over the batch, nano-OPEN.
    struct Tariff {
        uint256 offering;
        uint256 promptPrice;
        uint256 completionPrice;
        uint256[] shares;
        uint256[] sums;
        uint256 dataFrom;
        uint256 dataTo;
        uint256 fees;
    }

    /// @param header Header of the batch. @param prefix First bytes of each of its receipts.
    /// @param key Receipt key. @param validFrom First `servedAt` it may sign. @param validFor Milliseconds from there that receipts may be served in.
    /// @param timestamp Now, in seconds.
    /// @param payers Payer accounts. @param bills Sum of fees for each payer, nano-OPEN.
    /// @param accounts Accounts that can be credited. @param sums Sum of credits for each account, nano-OPEN.
    /// @param tariffs One for each offering of the batch.
    /// @param data One item: sum of the shares of the data, which the legs split, nano-OPEN.
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
    function prepare(
        Fold memory fold,
        AccountId commons,
        uint256[] memory keys,
        uint256[] memory accountIndexes,
        uint256[] memory standings
    ) internal pure {
        fold.prefix = ReceiptCodec.prefix(fold.header.lane, fold.header.gatewayId, fold.header.epoch);
        fold.bills = new uint256[](fold.payers.length);
        fold.sums = new uint256[](fold.accounts.length);
        fold.tariffs = new Tariff[](fold.header.offeringCount);
        fold.data = new uint256[](1);
        fold.commons = _pointer(fold.sums, BatchCodec.indexOf(fold.accounts, commons));
        fold.stream = LegStream.open(keys, standings, accountIndexes);
    }

    /// @notice An offering's price and split, with accounts replaced by the positions of their sums.
    function toTariff(
        Fold memory fold,
        OfferingId offering,
        IGatewayRegistry.Price memory price
    ) internal pure returns (Tariff memory tariff) {
        tariff.offering = OfferingId.unwrap(offering);
        tariff.promptPrice = NanoOpen.unwrap(price.promptPrice);
        tariff.completionPrice = NanoOpen.unwrap(price.completionPrice);
        tariff.shares = new uint256[](4 * (uint256(price.splitLength) / 2)); // All entries but the last, made even.
        tariff.sums = new uint256[](price.splitLength);
        uint256 cumulative;
        for (uint256 i; i < price.splitLength; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            if (role == Role.Data) (tariff.dataFrom, tariff.dataTo) = (cumulative, cumulative + bps);
            cumulative += bps;
            if (i + 1 < price.splitLength) tariff.shares[2 * i] = cumulative;
            tariff.sums[i] = role == Role.Data ? _pointer(fold.data, 0) : _pointer(fold.sums, BatchCodec.indexOf(fold.accounts, account));
        }
    }

    /// @notice Folds all receipts. The batch must end with the last one.
    /// @return root Positional Merkle root over the receipt ids.
    function run(Fold memory fold, bytes calldata batch) internal pure returns (bytes32 root) {
        uint256 count = fold.header.receiptCount;
        uint256 position = fold.header.receiptsAt;
        bytes32[] memory ids = new bytes32[](count);
        uint256 sequence = fold.header.firstSequence;
        unchecked {
            for (uint256 i; i < count; ++i) {
                bytes32 id;
                (id, position) = _receipt(fold, batch, position, sequence + i);
                // `i` is below the length of `ids`.
                assembly ("memory-safe") {
                    mstore(add(ids, add(0x20, shl(5, i))), id)
                }
            }
        }
        require(position == batch.length, IRewardRouter.RewardRouter_BadLength(position, batch.length));
        _closeTariffs(fold);
        uint256 commons = fold.commons;
        // What the data got but no paid leg; the parts of voided legs are in it.
        uint256 toCommons = fold.data[0] - LegStream.close(fold.stream, fold.sums);
        fold.unattributed = toCommons - fold.stream.voided;
        // The commons account's sum is an item of `sums`.
        assembly ("memory-safe") {
            mstore(commons, add(mload(commons), toCommons))
        }
        return PositionalMerkle.root(ids);
    }

    /// @notice Sum of all fees, nano-OPEN.
    function feeTotal(Fold memory fold) internal pure returns (uint256 total) {
        unchecked {
            for (uint256 i; i < fold.bills.length; ++i) total += fold.bills[i];
        }
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
    /// @dev Invariant: `count` words are complete or at hand; there are no more than accounts, so the arrays are large enough until they are cut to
    /// `count`, which only lowers their lengths.
    function credits(Fold memory fold) internal pure returns (uint32[] memory words, uint256[] memory deltas) {
        uint256[] memory accounts = fold.accounts;
        uint256[] memory sums = fold.sums;
        words = new uint32[](accounts.length);
        deltas = new uint256[](accounts.length);
        uint256 count;
        uint256 previous = type(uint256).max;
        unchecked {
            for (uint256 i; i < accounts.length; ++i) {
                uint256 sum = sums[i];
                if (sum == 0) continue;
                AccountId account = AccountId.wrap(uint32(accounts[i]));
                uint32 word = LaneWord.wordOf(account);
                if (word != previous) {
                    previous = word;
                    words[count++] = word;
                }
                deltas[count - 1] |= LaneWord.toLane(account, uint64(sum));
            }
        }
        assembly ("memory-safe") {
            mstore(words, count)
            mstore(deltas, count)
        }
    }

    /// @dev Folds the receipt at `position` and returns its id and where the next one starts.
    function _receipt(
        Fold memory fold,
        bytes calldata batch,
        uint256 position,
        uint256 sequence
    ) private pure returns (bytes32 id, uint256 next) {
        unchecked {
            uint256 word = BatchCodec.wordAt(batch, position);
            position += BatchCodec.RECEIPT_LENGTH;
            uint256 legCount = uint16(word >> 64);
            next = position + LegStream.LEG_LENGTH * legCount;
            if (next > batch.length || legCount > LegStream.MAX_LEGS) _refuseLength(batch, position, legCount);
            (uint184 head, uint256 data) = _bill(fold, word, sequence);
            _legs(fold, batch, position, word, data, sequence);
            id = ReceiptCodec.receiptId(
                head,
                uint208(word >> 32),
                LegStream.legsRoot(fold.stream, legCount),
                bytes32(BatchCodec.wordAt(batch, position - 32))
            );
        }
    }

    /// @dev Reverts with the reason for which a receipt's length was refused. @param position End of its fixed part.
    function _refuseLength(bytes calldata batch, uint256 position, uint256 legCount) private pure {
        BatchCodec.requireLength(batch, position);
        require(legCount <= LegStream.MAX_LEGS, IRewardRouter.RewardRouter_TooMany(legCount, LegStream.MAX_LEGS));
        BatchCodec.requireLength(batch, position + LegStream.LEG_LENGTH * legCount);
    }

    /// @dev Bills the payer, adds to the sums of the tariff, and returns the receipt's head and the share of the data.
    /// Invariants: an index is used only below its table's length, so writes go to items of `bills` and of the tariff's `shares` alone, the latter at every
    /// second item, and to its `fees`. `servedAt - validFrom` wraps around, and so exceeds `validFor`, if it was served before. Products stay below 2^88. The fee is
    /// what `Split.fee` says, the shares what `Split.upTo` says, the head what `ReceiptCodec.head` says.
    function _bill(Fold memory fold, uint256 word, uint256 sequence) private pure returns (uint184 head, uint256 data) {
        bool isGood;
        assembly ("memory-safe") {
            let payer := byte(0, word)
            let tariff := byte(1, word)
            if and(lt(payer, mload(mload(add(fold, 0xc0)))), lt(tariff, mload(mload(add(fold, 0x140))))) {
                payer := add(0x20, shl(5, payer))
                tariff := mload(add(mload(add(fold, 0x140)), add(0x20, shl(5, tariff))))
                let fee := and(shr(128, word), 0xffffffffffffffff)
                isGood := and(
                    eq(
                        fee,
                        div(
                            add(
                                add(
                                    mul(and(shr(216, word), 0xffffff), mload(add(tariff, 0x20))),
                                    mul(and(shr(192, word), 0xffffff), mload(add(tariff, 0x40)))
                                ),
                                999999
                            ),
                            1000000
                        )
                    ),
                    lt(sub(and(shr(80, word), 0xffffffffffff), mload(add(fold, 0x60))), mload(add(fold, 0x80)))
                )
                let bill := add(mload(add(fold, 0xe0)), payer)
                mstore(bill, add(mload(bill), fee))
                head := or(
                    or(shl(104, mload(add(fold, 0x20))), shl(64, sequence)),
                    or(shl(32, mload(add(mload(add(fold, 0xc0)), payer))), mload(tariff))
                )
                let item := add(tariff, 0xe0)
                mstore(item, add(mload(item), fee))
                item := add(mload(add(tariff, 0x60)), 0x20)
                for {
                    let end := add(item, shl(5, mload(sub(item, 0x20))))
                } lt(item, end) {
                    item := add(item, 0x20)
                } {
                    let upTo := div(mul(fee, mload(item)), 10000)
                    item := add(item, 0x20)
                    mstore(item, add(mload(item), upTo))
                    item := add(item, 0x20)
                    upTo := div(mul(fee, mload(item)), 10000)
                    item := add(item, 0x20)
                    mstore(item, add(mload(item), upTo))
                }
                data := sub(div(mul(fee, mload(add(tariff, 0xc0))), 10000), div(mul(fee, mload(add(tariff, 0xa0))), 10000))
            }
        }
        if (!isGood) _refuseBill(fold, word, sequence);
    }

    /// @dev Adds what each entry of each split got to the sum that it names: what the entries up to it got, less what those before it got.
    function _closeTariffs(Fold memory fold) private pure {
        for (uint256 i; i < fold.tariffs.length; ++i) {
            Tariff memory tariff = fold.tariffs[i];
            uint256 before;
            for (uint256 j; j < tariff.sums.length; ++j) {
                uint256 sum = tariff.sums[j];
                uint256 upTo = j + 1 < tariff.sums.length ? tariff.shares[2 * j + 1] : tariff.fees;
                // Every item of `sums` is the position of an item of `Fold.sums` or of `Fold.data`.
                assembly ("memory-safe") {
                    mstore(sum, add(mload(sum), sub(upTo, before)))
                }
                before = upTo;
            }
        }
    }

    /// @dev Reverts with the reason for which `_bill` refused a receipt.
    function _refuseBill(Fold memory fold, uint256 word, uint256 sequence) private pure {
        uint256 payer = word >> 248;
        uint256 offering = uint8(word >> 240);
        require(payer < fold.payers.length, IRewardRouter.RewardRouter_BadIndex(payer, fold.payers.length));
        require(offering < fold.tariffs.length, IRewardRouter.RewardRouter_BadIndex(offering, fold.tariffs.length));
        Tariff memory tariff = fold.tariffs[offering];
        uint256 fee = uint64(word >> 128);
        uint256 expected = Split.fee(uint24(word >> 216), tariff.promptPrice, uint24(word >> 192), tariff.completionPrice);
        if (fee != expected) _refuseFee(fee, expected, sequence);
        _refuseTime(fold, uint48(word >> 80), sequence);
    }

    /// @dev Splits the data share over the legs.
    function _legs(Fold memory fold, bytes calldata batch, uint256 position, uint256 word, uint256 data, uint256 sequence) private pure {
        uint256 weightTotal = uint32(word >> 32);
        (uint256 weights, , uint256 refused) = LegStream.fold(fold.stream, batch, position, uint16(word >> 64), data, weightTotal);
        bool isGood;
        assembly ("memory-safe") {
            isGood := iszero(or(refused, or(iszero(weightTotal), gt(weights, weightTotal))))
        }
        if (isGood) return;
        if (refused != 0) LegStream.refuse(fold.stream, batch, position, refused, uint40(sequence));
        revert IRewardRouter.RewardRouter_WeightsAboveTotal(uint40(sequence), weights, uint32(weightTotal));
    }

    /// @dev No receipt can carry a fee above 2^64 - 1; the error then shows that largest value.
    function _refuseFee(uint256 fee, uint256 expected, uint256 sequence) private pure {
        uint64 shown = expected > type(uint64).max ? type(uint64).max : uint64(expected);
        revert IRewardRouter.RewardRouter_WrongFee(uint40(sequence), NanoOpen.wrap(uint64(fee)), NanoOpen.wrap(shown));
    }

    function _refuseTime(Fold memory fold, uint48 servedAt, uint256 sequence) private pure {
        require(
            servedAt <= fold.timestamp * 1000 + MAX_CLOCK_SKEW,
            IRewardRouter.RewardRouter_ServedInFuture(uint40(sequence), servedAt, fold.timestamp)
        );
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
