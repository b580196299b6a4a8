// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {GatewayId} from "../types/GatewayId.sol";

/// @title IFraudProofs
/// @notice What all fraud proofs share. A call either convicts the epoch or reverts: with `NoLie` if what was shown is true, with another error if
/// it does not belong to the epoch.
interface IFraudProofs {
    /// @notice A way from the top of an epoch's tree of nodes down to one node; empty for the top itself.
    /// @param nodes 196 bytes each, from below the top downwards. @param indexes Each node's place among its parent's children.
    /// @param paths Each node's siblings up to its parent's body.
    struct NodePath {
        bytes[] nodes;
        uint256[] indexes;
        bytes32[][] paths;
    }

    /// @param receipt 113 bytes. @param index Its place in the chunk. @param path Siblings up to the chunk's receipts root.
    struct SlotOpening {
        bytes receipt;
        uint256 index;
        bytes32[] path;
    }

    error FraudProofs_BadLength(uint256 expected, uint256 actual);
    /// @notice The record is not committed, void, or final.
    error FraudProofs_NotChallengeable(GatewayId gateway, uint32 epoch, bytes32 record);
    /// @notice Step `step` of a path through the nodes does not lead on.
    error FraudProofs_BadNodePath(uint256 step);
    error FraudProofs_NotAChunk(uint8 level);
    error FraudProofs_NoChildren(uint8 level);
    /// @notice What was shown does not belong to the epoch. @param what 1 slot, 2 leg block, 3 share block, 4 children, 5 vector entry, 6 word,
    /// 7 chunk bytes, 8 signed receipt, 9 node of a tree.
    error FraudProofs_BadOpening(uint8 what, uint256 index);
    /// @notice A hint is missing, out of order or wrong.
    error FraudProofs_BadHint(uint256 value, uint256 bound);
    error FraudProofs_BadSignature(GatewayId gateway, address key);
    error FraudProofs_KeyNotValid(GatewayId gateway, address key);
    /// @notice What was shown is as it should be.
    error FraudProofs_NoLie();
}
