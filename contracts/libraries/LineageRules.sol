// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {ILineage} from "../interfaces/ILineage.sol";

import {AssetKind} from "../types/AssetKind.sol";
import {Consent} from "../types/Consent.sol";
import {DatanetId} from "../types/DatanetId.sol";

/// @title LineageRules
/// @notice What a list of lineage edges must satisfy, and how it is stored. A parent always exists before its child, so edges cannot form
/// a cycle; at most `MAX_EDGES` parents and `MAX_DEPTH` generations keep every walk up the graph bounded.
library LineageRules {
    uint256 internal constant MAX_EDGES = 8;
    uint256 internal constant MAX_DEPTH = 8;
    uint256 internal constant WEIGHT_WHOLE = 1_000_000;

    /// @notice Requires the edges of a model (`own` is `Model`) or an adapter (`own` is `Adapter`): trained on snapshots, tuned from one
    /// or merged from several of its own kind.
    function requireBuilt(ILineage.Edge[] calldata edges, AssetKind own) internal pure {
        _requireWidth(edges.length);
        uint256 merged;
        uint256 weights;
        for (uint256 i = 0; i < edges.length; ++i) {
            _requireNew(edges, i);
            _requireEdge(_isBuiltEdge(edges[i], own), edges[i]);
            if (edges[i].relation == ILineage.Relation.MergedFrom) {
                ++merged;
                weights += edges[i].weightPpm;
            }
        }
        require(merged == 0 || weights == WEIGHT_WHOLE, ILineage.Lineage_WeightsNotWhole(weights));
    }

    /// @notice Requires the edges of an agent: it uses models, adapters and Datanets.
    function requireUses(ILineage.Edge[] calldata edges) internal pure {
        _requireWidth(edges.length);
        for (uint256 i = 0; i < edges.length; ++i) {
            _requireNew(edges, i);
            ILineage.Edge calldata edge = edges[i];
            bool isParent = edge.kind == AssetKind.Model || edge.kind == AssetKind.Adapter || edge.kind == AssetKind.Datanet;
            bool isUse = edge.relation == ILineage.Relation.Uses && edge.snapshot == 0 && edge.weightPpm == 0;
            _requireEdge(isParent && isUse, edge);
        }
    }

    /// @notice Requires that `registry` knows the edge's parent.
    function requireParent(ILineage.Edge memory edge, IAssetRegistry registry) internal view {
        require(edge.parent != 0 && edge.parent <= registry.assetCount(), ILineage.Lineage_UnknownParent(edge.kind, edge.parent));
    }

    /// @notice Requires an existing snapshot that may be trained on: by the terms its items were gathered under, and by those in force.
    function requireTrainable(ILineage.Edge memory edge, IDatanetRegistry datanets) internal view {
        requireParent(edge, datanets);
        DatanetId datanet = DatanetId.wrap(edge.parent);
        uint16 gathered = datanets.snapshotOf(datanet, edge.snapshot).termsVersion;
        bool isAllowed =
            datanets.termsOf(datanet, gathered).train != Consent.NotAllowed && datanets.currentTermsOf(datanet).train != Consent.NotAllowed;
        require(isAllowed, ILineage.Lineage_TrainingNotAllowed(edge.parent));
    }

    /// @notice What an asset's licences allow in all: those its snapshots were gathered under, and those of the parents of its own kind.
    /// @param own Choices of the parents that are no Datanets. @param base Something else it is built on; none if its id is zero.
    function licencesOf(
        ILineage.Edge[] memory edges,
        IDatanetRegistry datanets,
        mapping(uint256 assetId => uint256[]) storage own,
        ILicences.Work memory base
    ) internal view returns (uint256[] memory choices) {
        ILicences licences = datanets.licences();
        ILicences.Work[] memory works = new ILicences.Work[](edges.length + 1);
        works[0] = base;
        for (uint256 i = 0; i < edges.length; ++i) {
            ILicences.Work memory work = works[i + 1];
            work.kind = edges[i].kind;
            work.id = edges[i].parent;
            work.choices =
                edges[i].relation == ILineage.Relation.TrainedOn ? _choicesOfSnapshot(edges[i], datanets, licences) : own[edges[i].parent];
        }
        return licences.together(works);
    }

    /// @notice One more than the deepest parent of kind `own`, 0 without any; reverts above `MAX_DEPTH`.
    function depthUnder(
        ILineage.Edge[] calldata edges,
        AssetKind own,
        mapping(uint256 assetId => uint8) storage depths
    ) internal view returns (uint8) {
        uint256 depth;
        for (uint256 i = 0; i < edges.length; ++i) {
            if (edges[i].kind != own) continue;
            uint256 candidate = uint256(depths[edges[i].parent]) + 1;
            if (candidate > depth) depth = candidate;
        }
        require(depth <= MAX_DEPTH, ILineage.Lineage_TooDeep(depth, MAX_DEPTH));
        // Fits: at most MAX_DEPTH.
        return uint8(depth);
    }

    /// @notice Replaces what is stored.
    function replace(ILineage.Edge[] storage stored, ILineage.Edge[] calldata edges) internal {
        while (stored.length != 0) stored.pop();
        for (uint256 i = 0; i < edges.length; ++i) stored.push(edges[i]);
    }

    function _choicesOfSnapshot(
        ILineage.Edge memory edge,
        IDatanetRegistry datanets,
        ILicences licences
    ) private view returns (uint256[] memory choices) {
        DatanetId datanet = DatanetId.wrap(edge.parent);
        string memory licence = datanets.termsOf(datanet, datanets.snapshotOf(datanet, edge.snapshot).termsVersion).licence;
        choices = licences.choicesOf(licence);
        require(choices.length != 0, ILineage.Lineage_LicenceForbidsTraining(edge.parent, licence));
    }

    function _requireWidth(uint256 width) private pure {
        require(width <= MAX_EDGES, ILineage.Lineage_TooWide(width, MAX_EDGES));
    }

    /// @dev Requires that no earlier edge names the parent of edge `index`.
    function _requireNew(ILineage.Edge[] calldata edges, uint256 index) private pure {
        ILineage.Edge calldata edge = edges[index];
        for (uint256 i = 0; i < index; ++i) {
            bool isSame = edges[i].kind == edge.kind && edges[i].parent == edge.parent;
            require(!isSame, ILineage.Lineage_DuplicateParent(edge.kind, edge.parent));
        }
    }

    function _requireEdge(bool isRight, ILineage.Edge calldata edge) private pure {
        require(isRight, ILineage.Lineage_BadEdge(edge.relation, edge.kind, edge.snapshot, edge.weightPpm));
    }

    function _isBuiltEdge(ILineage.Edge calldata edge, AssetKind own) private pure returns (bool) {
        if (edge.relation == ILineage.Relation.TrainedOn) {
            return edge.kind == AssetKind.Datanet && edge.snapshot != 0 && edge.weightPpm == 0;
        }
        if (edge.kind != own || edge.snapshot != 0) return false;
        if (edge.relation == ILineage.Relation.TunedFrom) return edge.weightPpm == 0;
        return edge.relation == ILineage.Relation.MergedFrom && edge.weightPpm != 0;
    }
}
