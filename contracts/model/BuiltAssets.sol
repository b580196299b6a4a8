// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBuiltAssets} from "../interfaces/IBuiltAssets.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {ILicences} from "../interfaces/ILicences.sol";

import {LineageRules} from "../libraries/LineageRules.sol";

import {AssetRegistry} from "./AssetRegistry.sol";

/// @title BuiltAssets
/// @dev Lineage, licences and retraining of models and adapters.
abstract contract BuiltAssets is AssetRegistry, IBuiltAssets {
    using LineageRules for Edge[];

    /// @notice Where `TrainedOn` edges point.
    IDatanetRegistry public immutable datanets;

    mapping(uint256 assetId => Edge[]) internal _edges;
    mapping(uint256 assetId => uint8) internal _depths;
    mapping(uint256 assetId => uint256[]) private _licences;
    mapping(uint256 assetId => uint48) private _builtAt;

    constructor(IDatanetRegistry datanets_) {
        datanets = datanets_;
    }

    /// @inheritdoc IBuiltAssets
    function retrain(uint256 assetId, bytes32 weightsHash, uint32[] calldata snapshots) external {
        _requireAuthorized(assetId);
        require(weightsHash != bytes32(0) && weightsHash != _weightsOf(assetId), BuiltAssets_SameWeights(assetId, weightsHash));
        Edge[] storage edges = _edges[assetId];
        uint256 found = _moveTo(edges, snapshots);
        require(found == snapshots.length, BuiltAssets_SnapshotCount(snapshots.length, found));
        uint256[] memory choices = LineageRules.licencesOf(edges, datanets, _licences, _baseOf(assetId));

        _setWeights(assetId, weightsHash);
        _licences[assetId] = choices;
        _builtAt[assetId] = uint48(block.timestamp);
        emit AssetRetrained(assetId, weightsHash, edges, msg.sender);
    }

    /// @inheritdoc IBuiltAssets
    function licencesOf(uint256 assetId) external view returns (uint256[] memory) {
        _requireKnown(assetId);
        return _licences[assetId];
    }

    /// @inheritdoc IBuiltAssets
    function builtAtOf(uint256 assetId) external view returns (uint48) {
        _requireKnown(assetId);
        return _builtAt[assetId];
    }

    /// @dev Records what a new asset was built on. @param base What an adapter adapts.
    function _build(uint256 assetId, Edge[] calldata edges, uint8 depth, ILicences.Work memory base) internal {
        _edges[assetId].replace(edges);
        _licences[assetId] = LineageRules.licencesOf(edges, datanets, _licences, base);
        _depths[assetId] = depth;
        _builtAt[assetId] = uint48(block.timestamp);
    }

    /// @dev Puts the snapshots into the `TrainedOn` edges, each consenting to training. @return found How many such edges there are.
    function _moveTo(Edge[] storage edges, uint32[] calldata snapshots) private returns (uint256 found) {
        for (uint256 i = 0; i < edges.length; ++i) {
            Edge memory edge = edges[i];
            if (edge.relation != Relation.TrainedOn) continue;
            require(found < snapshots.length, BuiltAssets_SnapshotCount(snapshots.length, found + 1));
            uint32 snapshot = snapshots[found++];
            require(snapshot >= edge.snapshot, BuiltAssets_EarlierSnapshot(edge.parent, snapshot, edge.snapshot));
            edge.snapshot = snapshot;
            LineageRules.requireTrainable(edge, datanets);
            edges[i].snapshot = snapshot;
        }
    }

    function _weightsOf(uint256 assetId) internal view virtual returns (bytes32);

    function _setWeights(uint256 assetId, bytes32 weightsHash) internal virtual;

    /// @dev What the asset adapts, with its licences; nothing for a model.
    function _baseOf(uint256 assetId) internal view virtual returns (ILicences.Work memory base);
}
