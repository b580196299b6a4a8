// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AssetKind} from "../types/AssetKind.sol";

/// @title ILineage
/// @notice Typed edges from an asset to what it was made of. A parent exists before its child and which parents an asset has is
/// fixed when it is registered, so the graph is acyclic by construction; width and depth are bounded. Retraining moves an asset to later snapshots of the same parents.
interface ILineage {
    /// @custom:value0 TrainedOn: a Datanet snapshot.
    /// @custom:value1 TunedFrom: a model or an adapter.
    /// @custom:value2 MergedFrom: models, or adapters in a stack, in order and weighted.
    /// @custom:value3 Uses: an agent's model, adapter or Datanet.
    enum Relation {
        TrainedOn,
        TunedFrom,
        MergedFrom,
        Uses
    }

    /// @param relation What the parent was to the child.
    /// @param kind Kind of the parent.
    /// @param parent Id of the parent.
    /// @param snapshot For `TrainedOn`: the Datanet's snapshot; zero otherwise.
    /// @param weightPpm For `MergedFrom`: share of the parent, all together 1,000,000; zero otherwise.
    struct Edge {
        Relation relation;
        AssetKind kind;
        uint32 parent;
        uint32 snapshot;
        uint32 weightPpm;
    }

    error Lineage_TooWide(uint256 edges, uint256 maximum);
    error Lineage_TooDeep(uint256 depth, uint256 maximum);
    /// @notice The parent does not exist.
    error Lineage_UnknownParent(AssetKind kind, uint32 parent);
    /// @notice This relation cannot point to this kind of parent.
    error Lineage_BadEdge(Relation relation, AssetKind kind, uint32 snapshot, uint32 weightPpm);
    /// @notice Weights of merged parents must sum to 1,000,000.
    error Lineage_WeightsNotWhole(uint256 sum);
    /// @notice The terms that the snapshot was published under, or those in force now, do not allow training.
    error Lineage_TrainingNotAllowed(uint32 datanet);
    /// @notice No alternative of the licence that the snapshot was gathered under allows paid use and adapted works.
    error Lineage_LicenceForbidsTraining(uint32 datanet, string licence);
    error Lineage_DuplicateParent(AssetKind kind, uint32 parent);
}
