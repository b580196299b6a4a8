// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IBuiltAssets} from "../interfaces/IBuiltAssets.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IFreshness} from "../interfaces/IFreshness.sol";
import {ILineage} from "../interfaces/ILineage.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

import {AdapterId} from "../types/AdapterId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title Freshness
/// @dev Holds nothing and changes nothing: it reads the registries and the contribution ledger.
contract Freshness is IFreshness {
    /// @notice Most assets that one call looks at.
    uint256 public constant MAX_ASSETS = 64;

    IContributionLedger public immutable contributions;
    IModelRegistry public immutable models;
    IAdapterRegistry public immutable adapters;

    /// @dev The assets found so far, each once; those from `next` on are still to be looked at.
    struct Walk {
        AssetKind[] kinds;
        uint32[] ids;
        uint256 count;
        uint256 next;
    }

    constructor(IContributionLedger contributions_, IModelRegistry models_, IAdapterRegistry adapters_) {
        contributions = contributions_;
        models = models_;
        adapters = adapters_;
    }

    /// @inheritdoc IFreshness
    function isStale(AssetKind kind, uint32 assetId) external view returns (bool) {
        (uint256 lostItems, bool isBehind) = stateOf(kind, assetId);
        return lostItems != 0 || isBehind;
    }

    /// @inheritdoc IFreshness
    function stateOf(AssetKind kind, uint32 assetId) public view returns (uint256 lostItems, bool isBehind) {
        require(kind == AssetKind.Model || kind == AssetKind.Adapter, Freshness_NotBuilt(kind));
        Walk memory walk = Walk({kinds: new AssetKind[](MAX_ASSETS), ids: new uint32[](MAX_ASSETS), count: 0, next: 0});
        _find(walk, kind, assetId);
        while (walk.next < walk.count) {
            (uint256 lost, bool isOlder) = _look(walk, walk.kinds[walk.next], walk.ids[walk.next]);
            ++walk.next;
            lostItems += lost;
            isBehind = isBehind || isOlder;
        }
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev What one asset's own snapshots lost, and whether a parent was retrained after it was built; its parents join the walk.
    function _look(Walk memory walk, AssetKind kind, uint32 assetId) private view returns (uint256 lost, bool isOlder) {
        uint48 builtAt = _registryOf(kind).builtAtOf(assetId);
        if (kind == AssetKind.Adapter) {
            uint32 base = ModelId.unwrap(adapters.adapterOf(AdapterId.wrap(assetId)).baseModel);
            isOlder = _find(walk, AssetKind.Model, base) > builtAt;
        }
        ILineage.Edge[] memory edges =
            kind == AssetKind.Model ? models.edgesOf(ModelId.wrap(assetId)) : adapters.edgesOf(AdapterId.wrap(assetId));
        for (uint256 i = 0; i < edges.length; ++i) {
            if (edges[i].relation == ILineage.Relation.TrainedOn) {
                lost += contributions.lostSince(DatanetId.wrap(edges[i].parent), edges[i].snapshot);
            } else if (_find(walk, edges[i].kind, edges[i].parent) > builtAt) {
                isOlder = true;
            }
        }
    }

    /// @dev Lets an asset join the walk, once. @return builtAt When it was built.
    function _find(Walk memory walk, AssetKind kind, uint32 assetId) private view returns (uint48 builtAt) {
        builtAt = _registryOf(kind).builtAtOf(assetId);
        for (uint256 i = 0; i < walk.count; ++i) {
            if (walk.kinds[i] == kind && walk.ids[i] == assetId) return builtAt;
        }
        require(walk.count < MAX_ASSETS, Freshness_TooManyAncestors(MAX_ASSETS));
        walk.kinds[walk.count] = kind;
        walk.ids[walk.count++] = assetId;
    }

    function _registryOf(AssetKind kind) private view returns (IBuiltAssets) {
        return kind == AssetKind.Model ? IBuiltAssets(models) : IBuiltAssets(adapters);
    }
}
