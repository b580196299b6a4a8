// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {VectorProof} from "../libraries/epoch/VectorProof.sol";
import {IFraudProofs} from "./IFraudProofs.sol";

/// @title IVectorProofs
/// @notice Lies in the sums: of counts, of vectors, and of payout words. None needs a bond: each proof is conclusive.
interface IVectorProofs is IFraudProofs {
    /// @notice Which of a node's two vectors.
    /// @custom:value0 Credits: accounts that are paid.
    /// @custom:value1 Debits: payers.
    enum Side {
        Credits,
        Debits
    }

    /// @param leaf Leaf at `index`. @param path Its siblings. @param next Leaf at `index + 1`. @param nextPath Its siblings; empty if one leaf is enough.
    struct Neighbours {
        uint256 index;
        uint256 leaf;
        bytes32[] path;
        uint256 next;
        bytes32[] nextPath;
    }

    /// @param word Number of the word. @param value Word in the epoch's payout tree. @param path Siblings up to the payout root. A word beyond the tree is zero
    /// and has no path. @param credits Openings of the word's four accounts in the epoch's credits.
    struct WordOpening {
        uint32 word;
        uint256 value;
        bytes32[] path;
        VectorProof.Opening[4] credits;
    }

    /// @notice The debit is within what the payer's vouchers allow, or the payer still has time.
    error VectorProofs_TooEarly(uint256 elapsed, uint256 limit);

    /// @notice Lie 7: an account's amount in a node is not the sum of its amounts in the children. @param children All of them, 196 bytes each.
    function proveMerge(
        bytes calldata record,
        NodePath calldata way,
        bytes[] calldata children,
        Side side,
        uint32 account,
        VectorProof.Opening calldata inNode,
        VectorProof.Opening[] calldata inChildren
    ) external;

    /// @notice Lie 8: a leaf is empty or malformed, stands behind the end, or does not ascend to the next.
    function proveDisorder(bytes calldata record, NodePath calldata way, Side side, Neighbours calldata shown) external;

    /// @notice Lie 9: a payout word is not what the epoch credits to its four accounts. Nothing of an earlier epoch is in a word, so none can decrease.
    function proveWord(bytes calldata record, WordOpening calldata shown) external;

    /// @notice Lie 10: a node's level, first sequence or counts do not follow from its children, or a chunk's counts are beyond the limits.
    /// @param children All of the node's; none for a chunk.
    function proveSums(bytes calldata record, NodePath calldata way, bytes[] calldata children) external;

    /// @notice Lie 11: after the activation window, with debits not all held, a payer's debit is above what redeemed vouchers allow. Until then the
    /// gateway, or anyone, can redeem the voucher.
    function proveDebit(bytes calldata record, uint32 payer, VectorProof.Opening calldata shown) external;
}
