// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ILineage} from "./ILineage.sol";

/// @title IBuiltAssets
/// @notice What models and adapters share: licences that follow from what they were built on, and retraining.
/// @dev A registration is refused unless the licences of all snapshots and parents may be used together (`Licences_Incompatible` names two that may not).
interface IBuiltAssets is ILineage {
    /// @notice A retrained asset has other weights, not zero.
    error BuiltAssets_SameWeights(uint256 assetId, bytes32 weightsHash);
    /// @notice One snapshot for each `TrainedOn` edge, in their order.
    error BuiltAssets_SnapshotCount(uint256 given, uint256 needed);
    /// @notice Retraining goes to the same snapshot or a later one.
    error BuiltAssets_EarlierSnapshot(uint32 datanet, uint32 snapshot, uint32 current);

    /// @param edges The edges from now on: the same parents, later snapshots.
    event AssetRetrained(uint256 indexed assetId, bytes32 weightsHash, Edge[] edges, address actor);

    /// @notice Says that the asset was retrained without what has been withdrawn since: new weights, and the snapshots they were trained on. Owner or approved.
    /// @dev The caller's word, which a bonded evaluation of the new weights can back or disprove: those of the old weights end with them. Consent and licences are
    /// asked again. Whatever was built on the old weights stays built on them (`builtAtOf`).
    /// @param snapshots For each `TrainedOn` edge, in order.
    function retrain(uint256 assetId, bytes32 weightsHash, uint32[] calldata snapshots) external;

    /// @notice What the asset's licences allow, as `ILicences` encodes it; none if nothing it was built on asks for anything.
    function licencesOf(uint256 assetId) external view returns (uint256[] memory choices);

    /// @notice Unix time in seconds of the registration or of the last retraining.
    function builtAtOf(uint256 assetId) external view returns (uint48);
}
