// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IFraudProofs} from "./IFraudProofs.sol";

/// @title ILegProofs
/// @notice Lies about legs and amounts of one receipt of the epoch. None needs a bond: each proof is conclusive.
interface ILegProofs is IFraudProofs {
    /// @param data Leg block: `prefixStart u32 | legs`. @param index Its number. @param path Siblings up to the legs root.
    struct BlockOpening {
        bytes data;
        uint256 index;
        bytes32[] path;
    }

    /// @param data 128 bytes, sixteen amounts. @param others Hashes of the row's other blocks, in order. @param rowPath Siblings of the row up to the shares
    /// root.
    struct ShareOpening {
        bytes data;
        bytes32[] others;
        bytes32[] rowPath;
    }

    /// @notice Lie 4: legs break a rule. Shown by one block, or by two neighbours of which the second does not go on from the first.
    /// @param second Empty `data` if one block is enough.
    function proveLegs(
        bytes calldata record,
        NodePath calldata way,
        SlotOpening calldata slot,
        BlockOpening calldata first,
        BlockOpening calldata second
    ) external;

    /// @notice Lie 4: a leg names a contribution that was never accepted. @param leg Its place in the block.
    function proveUnaccepted(
        bytes calldata record,
        NodePath calldata way,
        SlotOpening calldata slot,
        BlockOpening calldata legs,
        uint256 leg
    ) external;

    /// @notice Lie 5: the shares of a chunk are not those of its receipts, whatever they are. Dear, and needed only where nobody has shown the amounts behind the shares
    /// root; no money depends on them. @param chunk The bytes behind the node's body.
    function proveShares(bytes calldata record, NodePath calldata way, bytes calldata chunk) external;

    /// @notice Lie 5: an amount is not what the split gives. @param position 0 to 15 for an entry of the offering's split; 16 + i for leg i; places
    /// without an entry or a leg must hold zero. @param legs Block of the leg; ignored for entries and empty places.
    function proveShare(
        bytes calldata record,
        NodePath calldata way,
        SlotOpening calldata slot,
        uint256 position,
        ShareOpening calldata share,
        BlockOpening calldata legs
    ) external;
}
