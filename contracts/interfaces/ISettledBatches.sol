// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {GatewayId} from "../types/GatewayId.sol";

/// @title ISettledBatches
/// @notice What the direct rail remembers of each batch, so that anyone can prove that one receipt was settled.
interface ISettledBatches {
    /// @notice The batch of this gateway and epoch that starts at this sequence.
    /// @return root Positional Merkle root over its receipt ids; zero if there is no such batch.
    /// @dev How many receipts it has is not kept: a proof of a receipt needs no count, because its leaf is the hash of a whole receipt, which is neither an inner node nor
    /// padding.
    function batchRootOf(GatewayId gateway, uint32 epoch, uint40 firstSequence) external view returns (bytes32 root);
}
