// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IEvaluations} from "../interfaces/IEvaluations.sol";
import {ILineage} from "../interfaces/ILineage.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

import {PositionalProof} from "../libraries/PositionalProof.sol";

import {AdapterId} from "../types/AdapterId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title EvaluatedAssets
/// @dev What evaluations ask of the registries: weights, lineage, snapshots. Changes nothing.
abstract contract EvaluatedAssets is IEvaluations {
    /// @notice Step of a lineage path from an adapter to its base model.
    uint8 public constant BASE_MODEL = 255;
    /// @notice Longest lineage path: up through an adapter's generations, its base model's, and the edge to the snapshot.
    uint256 public constant MAX_PATH = 20;

    IModelRegistry public immutable models;
    IAdapterRegistry public immutable adapters;
    IDatanetRegistry public immutable datanets;

    constructor(IModelRegistry models_, IAdapterRegistry adapters_, IDatanetRegistry datanets_) {
        models = models_;
        adapters = adapters_;
        datanets = datanets_;
    }

    function _registryOf(AssetKind kind) internal view returns (IAssetRegistry) {
        return kind == AssetKind.Model ? IAssetRegistry(models) : IAssetRegistry(adapters);
    }

    function _weightsOf(AssetKind kind, uint32 assetId) internal view returns (bytes32) {
        return
            kind == AssetKind.Model
                ? models.modelOf(ModelId.wrap(assetId)).weightsHash
                : adapters.adapterOf(AdapterId.wrap(assetId)).weightsHash;
    }

    /// @dev An asset with `TrainedOn` edges of its own is evaluated against one of them; any other against an existing snapshot or none.
    function _requireSnapshot(Claim memory claim) internal view {
        ILineage.Edge[] memory edges = _edgesOf(claim.kind, claim.assetId);
        bool isTrained;
        for (uint256 i = 0; i < edges.length; ++i) {
            if (edges[i].relation != ILineage.Relation.TrainedOn) continue;
            isTrained = true;
            if (edges[i].parent == DatanetId.unwrap(claim.datanet) && edges[i].snapshot == claim.snapshot) return;
        }
        require(!isTrained, Evaluations_WrongSnapshot(claim.datanet, claim.snapshot));
        if (DatanetId.unwrap(claim.datanet) != 0) datanets.snapshotOf(claim.datanet, claim.snapshot);
    }

    /// @dev Requires that the item is held out, and stands in a snapshot that the asset or an ancestor was trained on.
    /// @return snapshot The snapshot it stands in.
    function _requireContaminated(Claim memory claim, Contamination calldata item) internal view returns (uint32 snapshot) {
        require(
            PositionalProof.isProven({
                root: claim.heldOutRoot,
                count: claim.heldOutCount,
                index: item.heldOutIndex,
                leaf: item.contentRoot,
                proof: item.heldOutProof
            }),
            Evaluations_NotHeldOut(item.contentRoot, item.heldOutIndex)
        );
        snapshot = item.lineagePath.length == 0 ? claim.snapshot : _snapshotAt(claim, item.lineagePath);
        IDatanetRegistry.Snapshot memory trained = datanets.snapshotOf(claim.datanet, snapshot);
        require(
            PositionalProof.isProven({
                root: trained.itemRoot,
                count: trained.itemCount,
                index: item.snapshotIndex,
                leaf: keccak256(
                    abi.encodePacked(ContributionId.unwrap(item.contribution), item.contentRoot, item.noveltyPpm)
                ),
                proof: item.snapshotProof
            }),
            Evaluations_NotInSnapshot(item.contentRoot, claim.datanet, snapshot, item.snapshotIndex)
        );
    }

    /// @dev Walks from the asset along the path; every step but the last leads to a model or an adapter.
    function _snapshotAt(Claim memory claim, uint8[] calldata path) private view returns (uint32) {
        require(path.length <= MAX_PATH, Evaluations_BadLineagePath(MAX_PATH));
        AssetKind kind = claim.kind;
        uint32 assetId = claim.assetId;
        for (uint256 step = 0; step < path.length; ++step) {
            if (path[step] == BASE_MODEL && kind == AssetKind.Adapter) {
                assetId = ModelId.unwrap(adapters.adapterOf(AdapterId.wrap(assetId)).baseModel);
                kind = AssetKind.Model;
                continue;
            }
            ILineage.Edge[] memory edges = _edgesOf(kind, assetId);
            require(path[step] < edges.length, Evaluations_BadLineagePath(step));
            ILineage.Edge memory edge = edges[path[step]];
            bool isLast = step + 1 == path.length;
            if (edge.relation == ILineage.Relation.TrainedOn) {
                require(isLast && edge.parent == DatanetId.unwrap(claim.datanet), Evaluations_BadLineagePath(step));
                return edge.snapshot;
            }
            (kind, assetId) = (edge.kind, edge.parent);
        }
        revert Evaluations_BadLineagePath(path.length);
    }

    function _edgesOf(AssetKind kind, uint32 assetId) private view returns (ILineage.Edge[] memory) {
        return
            kind == AssetKind.Model ? models.edgesOf(ModelId.wrap(assetId)) : adapters.edgesOf(AdapterId.wrap(assetId));
    }
}
