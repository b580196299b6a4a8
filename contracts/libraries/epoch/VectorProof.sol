// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {PositionalProof} from "./PositionalProof.sol";

/// @title VectorProof
/// @notice Openings of a vector of docs/formats/epoch.md: leaves `account << 64 | amount`, ascending strictly by account.
library VectorProof {
    /// @notice Shows the amount of one account. An account that is absent is shown by its neighbours.
    /// @param index Of `leaf`: the account's own; if absent, that of the last leaf below it, or 0 if the first leaf is above it.
    /// @param next Leaf at `index + 1`; only for an absent account that stands between two leaves.
    struct Opening {
        uint256 index;
        uint256 leaf;
        bytes32[] path;
        uint256 next;
        bytes32[] nextPath;
    }

    /// @notice The amount of `account` in the vector of `count` leaves behind `root`. `isValid` is false if the opening shows nothing.
    function amountOf(
        bytes32 root,
        uint256 count,
        uint256 account,
        Opening calldata opening
    ) internal pure returns (bool isValid, uint256 amount) {
        if (count == 0) return (true, 0);
        uint256 depth = PositionalProof.depthOf(count);
        if (opening.index >= count || !PositionalProof.isAt(root, depth, bytes32(opening.leaf), opening.index, opening.path))
            return (false, 0);
        uint256 found = opening.leaf >> 64;
        if (found == account) return (true, uint64(opening.leaf));
        if (found > account) return (opening.index == 0, 0);
        if (opening.index + 1 == count) return (true, 0);
        bool isNext = PositionalProof.isAt(root, depth, bytes32(opening.next), opening.index + 1, opening.nextPath);
        return (isNext && opening.next >> 64 > account, 0);
    }
}
