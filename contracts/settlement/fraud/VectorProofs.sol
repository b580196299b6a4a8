// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {IPaymentEscrow} from "../../interfaces/IPaymentEscrow.sol";
import {IVectorProofs} from "../../interfaces/IVectorProofs.sol";

import {ChunkExecution} from "../../libraries/epoch/ChunkExecution.sol";
import {DebitSlices} from "../../libraries/epoch/DebitSlices.sol";
import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../../libraries/epoch/PositionalProof.sol";
import {VectorProof} from "../../libraries/epoch/VectorProof.sol";
import {PositionalMerkle} from "../../libraries/PositionalMerkle.sol";

import {AccountId} from "../../types/AccountId.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lie} from "../../types/Lie.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
import {FraudBase} from "./FraudBase.sol";

/// @title VectorProofs
/// @notice See `IVectorProofs`.
contract VectorProofs is IVectorProofs, FraudBase {
    IPaymentEscrow public immutable escrow;

    constructor(IEpochLedger epochs_, IPaymentEscrow escrow_) FraudBase(epochs_) {
        escrow = escrow_;
    }

    /// @inheritdoc IVectorProofs
    function proveMerge(
        bytes calldata data,
        NodePath calldata way,
        bytes[] calldata children,
        Side side,
        uint32 account,
        VectorProof.Opening calldata inNode,
        VectorProof.Opening[] calldata inChildren
    ) external {
        EpochCodec.Node memory node = _nodeAt(_open(data), way);
        _requireChildren(node, children);
        require(inChildren.length == children.length, FraudProofs_BadLength(children.length, inChildren.length));
        uint256 sum;
        for (uint256 i; i < children.length; ++i) {
            sum += _amountOf(EpochCodec.toNode(children[i], 0), side, account, inChildren[i]);
        }
        uint256 stated = _amountOf(node, side, account, inNode);
        require(stated != sum, FraudProofs_NoLie());
        _convict(data, Lie.Merge, side == Side.Credits && stated < sum ? account : 0);
    }

    /// @inheritdoc IVectorProofs
    function proveDisorder(bytes calldata data, NodePath calldata way, Side side, Neighbours calldata shown) external {
        EpochCodec.Node memory node = _nodeAt(_open(data), way);
        (bytes32 root, uint256 count) = _vectorOf(node, side);
        uint256 depth = PositionalProof.depthOf(count);
        bool isThere = PositionalProof.isAt(root, depth, bytes32(shown.leaf), shown.index, shown.path);
        require(isThere, FraudProofs_BadOpening(VECTOR, shown.index));
        bool isTrue;
        if (shown.index >= count) {
            isTrue = shown.leaf == 0;
        } else {
            uint256 account = shown.leaf >> 64;
            isTrue = account != 0 && account <= type(uint32).max && uint64(shown.leaf) != 0;
            if (isTrue && shown.index + 1 < count) {
                bool isNext = PositionalProof.isAt(root, depth, bytes32(shown.next), shown.index + 1, shown.nextPath);
                require(isNext, FraudProofs_BadOpening(VECTOR, shown.index + 1));
                isTrue = shown.next >> 64 > account;
            }
        }
        require(!isTrue, FraudProofs_NoLie());
        _convict(data, Lie.Disorder, 0);
    }

    /// @inheritdoc IVectorProofs
    function proveWord(bytes calldata data, WordOpening calldata shown) external {
        EpochCodec.Record memory record = _open(data);
        _requireWord(record.payoutRoot, record.payoutDepth, shown.word, shown.value, shown.path);
        (bool isTrue, uint256 harmed) = _compare(record.top, shown);
        require(!isTrue, FraudProofs_NoLie());
        _convict(data, Lie.Word, harmed);
    }

    /// @inheritdoc IVectorProofs
    function proveSums(bytes calldata data, NodePath calldata way, bytes[] calldata children) external {
        EpochCodec.Node memory node = _nodeAt(_open(data), way);
        bool isTrue;
        if (node.level == 0) {
            isTrue = ChunkExecution.isWithinLimits(node);
        } else if (node.childCount == 0 || node.childCount > EpochCodec.WIDTH) {
            isTrue = false;
        } else {
            _requireChildren(node, children);
            isTrue = _addsUp(node, children);
        }
        require(!isTrue, FraudProofs_NoLie());
        _convict(data, Lie.Sums, 0);
    }

    /// @inheritdoc IVectorProofs
    function proveDebit(bytes calldata data, uint32 payer, VectorProof.Opening calldata shown) external {
        EpochCodec.Record memory record = _open(data);
        uint256 elapsed = epochs.elapsedOf(data);
        uint256 limit = epochs.activationWindow();
        require(elapsed >= limit, VectorProofs_TooEarly(elapsed, limit));
        bool isHeld = epochs.fundingOf(record.hash).slicesHeld == DebitSlices.count(record.top.debitCount);
        uint256 amount = _amountOf(record.top, Side.Debits, payer, shown);
        IPaymentEscrow.Allowance memory allowance = escrow.allowanceOf(AccountId.wrap(payer), GatewayId.wrap(record.gatewayId));
        // A debit in a slice that is held was within the vouchers, and is in `debited` already: only what is not held can be above.
        bool isAbove = amount > NanoOpen.unwrap(allowance.authorised) - NanoOpen.unwrap(allowance.debited);
        bool isInHeldSlice = DebitSlices.count(shown.index + 1) <= epochs.fundingOf(record.hash).slicesHeld;
        require(!isHeld && !isInHeldSlice && isAbove, FraudProofs_NoLie());
        _convict(data, Lie.Debit, 0);
    }

    /* STEPS */

    function _vectorOf(EpochCodec.Node memory node, Side side) private pure returns (bytes32 root, uint256 count) {
        return side == Side.Credits ? (node.creditsRoot, node.creditCount) : (node.debitsRoot, node.debitCount);
    }

    function _amountOf(
        EpochCodec.Node memory node,
        Side side,
        uint256 account,
        VectorProof.Opening calldata opening
    ) private pure returns (uint256 amount) {
        (bytes32 root, uint256 count) = _vectorOf(node, side);
        bool isValid;
        (isValid, amount) = VectorProof.amountOf({root: root, count: count, account: account, opening: opening});
        require(isValid, FraudProofs_BadOpening(VECTOR, opening.index));
    }

    /// @dev Requires all children of a node, in order.
    function _requireChildren(EpochCodec.Node memory node, bytes[] calldata children) private pure {
        require(node.level != 0, FraudProofs_NoChildren(node.level));
        require(children.length == node.childCount, FraudProofs_BadLength(node.childCount, children.length));
        bytes32[] memory hashes = new bytes32[](children.length);
        for (uint256 i; i < children.length; ++i) {
            require(children[i].length == EpochCodec.NODE_LENGTH, FraudProofs_BadLength(EpochCodec.NODE_LENGTH, children[i].length));
            hashes[i] = keccak256(children[i]);
        }
        require(PositionalMerkle.root(hashes) == node.body, FraudProofs_BadOpening(CHILDREN, children.length));
    }

    function _addsUp(EpochCodec.Node memory node, bytes[] calldata children) private pure returns (bool) {
        uint256 receipts;
        uint256 legs;
        uint256 fees;
        for (uint256 i; i < children.length; ++i) {
            EpochCodec.Node memory child = EpochCodec.toNode(children[i], 0);
            if (child.level + 1 != node.level || child.firstSequence != node.firstSequence + receipts) return false;
            receipts += child.receiptCount;
            legs += child.legCount;
            fees += child.feeTotal;
        }
        return receipts == node.receiptCount && legs == node.legCount && fees == node.feeTotal;
    }

    function _requireWord(bytes32 root, uint256 depth, uint256 word, uint256 value, bytes32[] calldata path) private pure {
        bool isBeyond = word >> depth != 0;
        bool isThere = isBeyond ? value == 0 : PositionalProof.isAt(root, depth, bytes32(value), word, path);
        require(isThere, FraudProofs_BadOpening(WORD, word));
    }

    /// @dev Compares lane by lane. `harmed` is the first account that would get too little.
    function _compare(EpochCodec.Node memory top, WordOpening calldata shown) private pure returns (bool isTrue, uint256 harmed) {
        isTrue = true;
        for (uint256 lane; lane < 4; ++lane) {
            uint256 account = 4 * uint256(shown.word) + lane;
            uint256 expected = _amountOf(top, Side.Credits, account, shown.credits[lane]);
            uint256 value = uint64(shown.value >> (64 * lane));
            if (value == expected) continue;
            isTrue = false;
            if (value < expected && harmed == 0) harmed = account;
        }
    }
}
