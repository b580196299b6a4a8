// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AssetKind} from "../types/AssetKind.sol";

/// @title IFreshness
/// @notice Whether models and adapters still stand on data that may be used: the flag that a withdrawal leaves behind until they are retrained.
interface IFreshness {
    /// @notice Only models and adapters are built on data.
    error Freshness_NotBuilt(AssetKind kind);
    /// @notice The asset has more ancestors than one call looks at; ask for them one by one.
    error Freshness_TooManyAncestors(uint256 maximum);

    /// @notice What has happened since the asset was built.
    /// @return lostItems Items that left the snapshots it and its ancestors were trained on. An item that two snapshots share counts twice.
    /// @return isBehind Whether one of its ancestors was retrained after what was built on it: those old weights are still inside.
    function stateOf(AssetKind kind, uint32 assetId) external view returns (uint256 lostItems, bool isBehind);

    /// @notice Whether the asset is flagged: an item was lost, or it is behind.
    function isStale(AssetKind kind, uint32 assetId) external view returns (bool);
}
