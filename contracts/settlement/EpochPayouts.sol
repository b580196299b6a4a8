// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEpochPayouts} from "../interfaces/IEpochPayouts.sol";

import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../libraries/epoch/PositionalProof.sol";
import {WordTree} from "../libraries/epoch/WordTree.sol";
import {LaneStore} from "../libraries/LaneStore.sol";
import {LaneWord} from "../libraries/LaneWord.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {PayoutLanes} from "./PayoutLanes.sol";

/// @title EpochPayouts
/// @notice See `IEpochPayouts`.
/// @dev Two guards stand between a false payout root that nobody challenged and other people's money: each word of an epoch is credited once, and all words
/// of an epoch together never credit more than the epoch took from its payers, which arrived before it became final. So no credit here needs to look at
/// what the ledger holds.
abstract contract EpochPayouts is PayoutLanes {
    using LaneStore for LaneStore.Lanes;

    /// @notice Most words in one claim.
    uint256 public constant MAX_CLAIMS = 256;
    uint256 private constant SUBTREE_WORDS = 1 << EpochCodec.SUBTREE_DEPTH;
    /// @dev Bits of a page: one for each word.
    uint256 private constant PAGE_WORDS = 256;

    mapping(GatewayId gateway => mapping(uint32 epoch => FinalEpoch)) private _finals;
    mapping(GatewayId gateway => mapping(uint32 epoch => mapping(uint256 page => uint256 bits))) private _creditedBits;

    /* FINAL EPOCHS */

    /// @inheritdoc IEpochPayouts
    function setFinal(GatewayId gateway, uint32 epoch, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen fees) external restricted {
        _finals[gateway][epoch] = FinalEpoch({commitment: _commitment(payoutRoot, payoutDepth), left: NanoOpen.unwrap(fees)});
        emit PayoutRootSet(gateway, epoch, payoutRoot, payoutDepth, fees);
        _book(NanoOpen.unwrap(fees));
    }

    /* PAYOUTS */

    /// @inheritdoc IEpochPayouts
    function push(
        GatewayId gateway,
        uint32 epoch,
        uint32 subtree,
        uint256[] calldata words,
        bytes32[] calldata path
    ) external returns (NanoOpen total) {
        require(words.length == SUBTREE_WORDS, EpochPayouts_BadLength(SUBTREE_WORDS, words.length));
        FinalEpoch storage stored = _finals[gateway][epoch];
        bytes32 root = WordTree.rootOf(words);
        bytes32 payoutRoot = PositionalProof.climb(root, subtree, path);
        require(
            _isFinal(stored, payoutRoot, path.length + EpochCodec.SUBTREE_DEPTH) && subtree >> path.length == 0,
            EpochPayouts_NotFinal(gateway, epoch, subtree)
        );

        uint256 sum = _creditSubtree(_creditedBits[gateway][epoch], uint256(subtree) * SUBTREE_WORDS, words);
        if (sum == 0) return NanoOpen.wrap(0);
        total = _takeFees(stored, gateway, epoch, sum);
        emit SubtreePushed(gateway, epoch, subtree, root, total, msg.sender);
    }

    /// @inheritdoc IEpochPayouts
    function claim(WordClaim[] calldata claims, AccountId[] calldata withdrawing) external nonReentrant returns (NanoOpen total) {
        require(claims.length != 0 && claims.length <= MAX_CLAIMS, EpochPayouts_BatchSize(claims.length, MAX_CLAIMS));
        uint256 sum;
        for (uint256 i; i < claims.length; ++i) {
            sum += _claim(claims[i]);
        }
        total = NanoOpen.wrap(uint64(sum)); // At most what has arrived.
        if (withdrawing.length != 0) _withdrawAll(withdrawing);
    }

    /* VIEWS */

    /// @inheritdoc IEpochPayouts
    function finalEpochOf(GatewayId gateway, uint32 epoch) external view returns (FinalEpoch memory) {
        return _finals[gateway][epoch];
    }

    /// @inheritdoc IEpochPayouts
    function isCredited(GatewayId gateway, uint32 epoch, uint32 word) external view returns (bool) {
        return (_creditedBits[gateway][epoch][word / PAGE_WORDS] >> (word % PAGE_WORDS)) & 1 != 0;
    }

    /* STEPS */

    /// @dev Credits the words of both pages of a subtree that were not credited before, and marks them all. The path bounds the subtree's number, so the last word
    /// is within 2^30.
    function _creditSubtree(
        mapping(uint256 page => uint256 bits) storage pages,
        uint256 first,
        uint256[] calldata words
    ) private returns (uint256 sum) {
        _requireAllKnown(first, words);
        for (uint256 from; from < SUBTREE_WORDS; from += PAGE_WORDS) {
            uint256 page = (first + from) / PAGE_WORDS;
            uint256 before = pages[page];
            if (before == type(uint256).max) continue;
            pages[page] = type(uint256).max;
            (uint256 part, bool fits) = _credited.addRange({
                first: first + from,
                deltas: words,
                from: from,
                to: from + PAGE_WORDS,
                skipped: before
            });
            require(fits, PayoutLedger_LaneOverflow(uint32(first + from)));
            sum += part;
        }
    }

    function _claim(WordClaim calldata claimed) private returns (uint256 sum) {
        (GatewayId gateway, uint32 epoch, uint32 word, uint256 lanes) = (claimed.gateway, claimed.epoch, claimed.word, claimed.lanes);
        FinalEpoch storage stored = _finals[gateway][epoch];
        bytes32[] calldata path = claimed.path;
        bytes32 payoutRoot = PositionalProof.climb(bytes32(lanes), word, path);
        require(_isFinal(stored, payoutRoot, path.length) && word >> path.length == 0, EpochPayouts_NotFinal(gateway, epoch, word));
        mapping(uint256 page => uint256 bits) storage pages = _creditedBits[gateway][epoch];
        uint256 before = pages[word / PAGE_WORDS];
        uint256 bit = 1 << (word % PAGE_WORDS);
        if (lanes == 0 || before & bit != 0) return 0;

        _requireKnown(word, lanes);
        pages[word / PAGE_WORDS] = before | bit;
        sum = LaneWord.sum(lanes);
        _takeFees(stored, gateway, epoch, sum);
        require(_credited.add(word, lanes), PayoutLedger_LaneOverflow(word));
        emit WordClaimed(gateway, epoch, word, lanes, msg.sender);
    }

    /// @dev The guard of an epoch's fees.
    function _takeFees(FinalEpoch storage stored, GatewayId gateway, uint32 epoch, uint256 sum) private returns (NanoOpen total) {
        uint64 left = stored.left;
        require(sum <= left, EpochPayouts_AboveFees(gateway, epoch, sum, left));
        total = NanoOpen.wrap(uint64(sum)); // At most `left`.
        stored.left = left - uint64(sum);
    }

    /// @dev Looks only where accounts may be unknown: at the first word, and at those from the last account on.
    function _requireAllKnown(uint256 first, uint256[] calldata words) private {
        uint256 count = _countAccounts();
        if (first == 0) _requireKnown(0, words[0]);
        uint256 from = (count + 1) / LaneWord.LANES;
        for (uint256 word = from < first ? first : from; word < first + SUBTREE_WORDS; ++word) {
            _requireKnown(word, words[word - first]);
        }
    }

    /// @dev A root alone would let an inner node pass for a word; with its depth it cannot. 192 bits leave 2^96 work to find two trees with one commitment.
    function _isFinal(FinalEpoch storage stored, bytes32 payoutRoot, uint256 depth) private view returns (bool) {
        uint192 commitment = stored.commitment;
        return commitment != 0 && depth <= EpochCodec.MAX_PAYOUT_DEPTH && commitment == _commitment(payoutRoot, uint8(depth));
    }

    function _commitment(bytes32 payoutRoot, uint8 payoutDepth) private pure returns (uint192) {
        return uint192(uint256(keccak256(abi.encodePacked(payoutRoot, payoutDepth))) >> 64);
    }
}
