// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title Tombstones
/// @notice How many items of each snapshot left their Datanet after it was published: a Fenwick tree over suffix sums, so each burial and each question
/// takes at most as many steps as the snapshot number has bits.
/// @dev An item accepted after snapshot `a` and buried after snapshot `b` stands in the snapshots `a + 1` to `b`. Snapshot `s` has lost as many items as there
/// are burials with `a < s <= b`: those with `b >= s` less those with `a >= s`. Node `i` counts the places from `i - lowbit(i) + 1` to `i`.
library Tombstones {
    /// @notice Buries an item that was accepted after snapshot `acceptedAfter`, now that there are `latest` snapshots.
    function bury(mapping(uint256 node => int256) storage tree, uint256 acceptedAfter, uint256 latest) internal {
        if (acceptedAfter == latest) return;
        _add(tree, latest, 1);
        _add(tree, acceptedAfter, -1);
    }

    /// @notice Items of `snapshot` that were buried since. @param latest How many snapshots there are.
    function countOf(mapping(uint256 node => int256) storage tree, uint256 snapshot, uint256 latest) internal view returns (uint256) {
        int256 sum = 0;
        for (uint256 node = snapshot; node <= latest; node += _lowBit(node)) sum += tree[node];
        // Never negative: see above.
        return uint256(sum);
    }

    function _add(mapping(uint256 node => int256) storage tree, uint256 place, int256 change) private {
        for (uint256 node = place; node != 0; node -= _lowBit(node)) tree[node] += change;
    }

    function _lowBit(uint256 node) private pure returns (uint256) {
        return node & (~node + 1);
    }
}
