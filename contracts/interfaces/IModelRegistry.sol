// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAssetRegistry} from "./IAssetRegistry.sol";
import {IBuiltAssets} from "./IBuiltAssets.sol";

import {AccountId} from "../types/AccountId.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title IModelRegistry
/// @notice Base models with their lineage, weights hash and royalty.
interface IModelRegistry is IAssetRegistry, IBuiltAssets {
    /// @param name 1 to 64 bytes of printable UTF-8.
    /// @param uri Model card, at most 256 bytes.
    /// @param weightsHash Hash of the weights; not zero.
    /// @param royaltyBps Basis points of the fee asked of every offering; at most 5,000.
    struct Model {
        string name;
        string uri;
        bytes32 weightsHash;
        uint16 royaltyBps;
    }

    error ModelRegistry_ZeroWeightsHash();
    error ModelRegistry_RoyaltyTooLarge(uint16 royaltyBps, uint16 maximum);

    event ModelRegistered(ModelId indexed model, AccountId indexed account, address indexed owner, Model record, Edge[] edges, uint8 depth);

    /// @notice Registers a model owned by the caller.
    /// @param edges At most 8: `TrainedOn` Datanet snapshots, `TunedFrom` or `MergedFrom` models.
    function register(Model calldata record, Edge[] calldata edges) external returns (ModelId model);

    function modelOf(ModelId model) external view returns (Model memory);
    function edgesOf(ModelId model) external view returns (Edge[] memory);
    /// @notice 0 for a model without parents that are models, else one more than its deepest.
    function depthOf(ModelId model) external view returns (uint8);
}
