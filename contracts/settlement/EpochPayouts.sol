// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IEpochPayouts} from "../interfaces/IEpochPayouts.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../libraries/epoch/PositionalProof.sol";
import {WordTree} from "../libraries/epoch/WordTree.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title EpochPayouts
/// @notice See `IEpochPayouts`.
/// @dev Two guards stand between a false payout root that nobody challenged and other people's money: a word can only grow, and all words of a gateway
/// together never grow by more than its final epochs took from payers.
contract EpochPayouts is IEpochPayouts, AccessManaged {
    /// @notice Most words in one claim.
    uint256 public constant MAX_CLAIMS = 256;
    uint256 private constant SUBTREE_WORDS = 1 << EpochCodec.SUBTREE_DEPTH;

    /// @inheritdoc IEpochPayouts
    IPayoutLedger public immutable ledger;

    /// @inheritdoc IEpochPayouts
    mapping(GatewayId gateway => bytes32) public payoutRootOf;
    mapping(GatewayId gateway => Account) private _accounts;
    /// @inheritdoc IEpochPayouts
    mapping(GatewayId gateway => mapping(uint32 subtree => bytes32)) public creditedRootOf;

    constructor(address authority, IPayoutLedger ledger_) AccessManaged(authority) {
        ledger = ledger_;
    }

    /* FINAL EPOCHS */

    /// @inheritdoc IEpochPayouts
    function setFinal(GatewayId gateway, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen fees) external restricted {
        payoutRootOf[gateway] = payoutRoot;
        Account storage account = _accounts[gateway];
        account.finalised += NanoOpen.unwrap(fees);
        account.payoutDepth = payoutDepth;
        emit PayoutRootSet(gateway, payoutRoot, payoutDepth, NanoOpen.wrap(account.finalised));
    }

    /* PAYOUTS */

    /// @inheritdoc IEpochPayouts
    function push(
        GatewayId gateway,
        uint32 subtree,
        uint256[] calldata credited,
        uint256[] calldata deltas,
        bytes32[] calldata path
    ) external returns (NanoOpen total) {
        require(deltas.length == SUBTREE_WORDS, EpochPayouts_BadLength(SUBTREE_WORDS, deltas.length));
        bytes32 root = _grow(gateway, subtree, credited, deltas);
        _requireFinal(gateway, root, subtree, path, EpochCodec.SUBTREE_DEPTH);

        creditedRootOf[gateway][subtree] = root;
        // At most 2^30 words: the path's length bounds the subtree's number.
        total = ledger.creditRange(uint32(subtree * SUBTREE_WORDS), deltas);
        _count(gateway, total);
        emit SubtreePushed(gateway, subtree, root, total, msg.sender);
    }

    /// @inheritdoc IEpochPayouts
    function claim(GatewayId gateway, WordClaim[] calldata claims, AccountId[] calldata withdrawing) external returns (NanoOpen total) {
        require(claims.length != 0 && claims.length <= MAX_CLAIMS, EpochPayouts_BatchSize(claims.length, MAX_CLAIMS));
        uint256 sum;
        for (uint256 i; i < claims.length; ++i) {
            sum += _claim(gateway, claims[i]);
        }
        total = NanoOpen.wrap(SafeCast.toUint64(sum));
        _count(gateway, total);
        if (withdrawing.length != 0) ledger.withdraw(withdrawing);
    }

    /* VIEWS */

    /// @inheritdoc IEpochPayouts
    function accountOf(GatewayId gateway) external view returns (Account memory) {
        return _accounts[gateway];
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* STEPS */

    /// @dev Checks a subtree's words as credited so far and returns the root over the grown ones.
    function _grow(
        GatewayId gateway,
        uint32 subtree,
        uint256[] calldata credited,
        uint256[] calldata deltas
    ) private view returns (bytes32 root) {
        bytes32 known = creditedRootOf[gateway][subtree];
        uint256 expected = known == 0 ? 0 : SUBTREE_WORDS;
        require(credited.length == expected, EpochPayouts_BadLength(expected, credited.length));
        require(WordTree.rootOf(credited) == known, EpochPayouts_NotCredited(gateway, subtree));
        if (known == 0) return WordTree.rootOf(deltas);
        bool overflows;
        (root, overflows) = WordTree.grow(credited, deltas);
        require(!overflows, EpochPayouts_NotMonotone(gateway, subtree));
    }

    function _claim(GatewayId gateway, WordClaim calldata words) private returns (uint64 amount) {
        uint32 subtree = uint32(words.word >> EpochCodec.SUBTREE_DEPTH);
        bytes32 known = creditedRootOf[gateway][subtree];
        _requireFinal(gateway, bytes32(words.current), words.word, words.currentPath, 0);
        if (words.current == words.credited) return 0;
        bytes32[] calldata siblings = words.creditedPath;
        uint256 place = words.word & (SUBTREE_WORDS - 1);
        (uint256 delta, bool decreases) = WordTree.subtract(words.current, words.credited);
        require(!decreases, EpochPayouts_NotMonotone(gateway, words.word));
        bytes32 root;
        if (known == 0) {
            require(siblings.length == 0 && words.credited == 0, EpochPayouts_NotCredited(gateway, words.word));
            root = WordTree.single(words.current, place, EpochCodec.SUBTREE_DEPTH);
        } else {
            bool isCredited = PositionalProof.isAt(known, EpochCodec.SUBTREE_DEPTH, bytes32(words.credited), place, siblings);
            require(isCredited, EpochPayouts_NotCredited(gateway, words.word));
            root = PositionalProof.climb(bytes32(words.current), place, siblings);
        }
        creditedRootOf[gateway][subtree] = root;
        uint256[] memory deltas = new uint256[](1);
        deltas[0] = delta;
        NanoOpen credit = ledger.creditRange(words.word, deltas);
        emit WordClaimed(gateway, words.word, words.current, root, credit, msg.sender);
        return NanoOpen.unwrap(credit);
    }

    /// @dev Requires the node of level `height` at `index` to be under the last final payout root.
    function _requireFinal(GatewayId gateway, bytes32 node, uint256 index, bytes32[] calldata path, uint256 height) private view {
        bytes32 root = payoutRootOf[gateway];
        require(
            root != 0 &&
                _accounts[gateway].payoutDepth == path.length + height &&
                PositionalProof.isAt(root, path.length, node, index, path),
            EpochPayouts_NotFinal(gateway, index)
        );
    }

    function _count(GatewayId gateway, NanoOpen total) private {
        Account storage account = _accounts[gateway];
        uint256 credited = uint256(account.credited) + NanoOpen.unwrap(total);
        require(credited <= account.finalised, EpochPayouts_AboveFinalised(gateway, credited, account.finalised));
        account.credited = uint64(credited); // At most `finalised`.
    }
}
