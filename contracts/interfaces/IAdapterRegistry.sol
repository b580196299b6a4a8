// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAssetRegistry} from "./IAssetRegistry.sol";
import {IBuiltAssets} from "./IBuiltAssets.sol";

import {AccountId} from "../types/AccountId.sol";
import {AdapterId} from "../types/AdapterId.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title IAdapterRegistry
/// @notice Adapters (LoRA and the like) on a base model. An adapter stack is an adapter with ordered, weighted parents.
interface IAdapterRegistry is IAssetRegistry, IBuiltAssets {
    /// @param name 1 to 64 bytes of printable UTF-8.
    /// @param uri Adapter card, at most 256 bytes.
    /// @param weightsHash Hash of the weights; not zero.
    /// @param baseModel Model it adapts.
    /// @param royaltyBps Basis points of the fee asked of every offering; at most 5,000.
    struct Adapter {
        string name;
        string uri;
        bytes32 weightsHash;
        ModelId baseModel;
        uint16 royaltyBps;
    }

    error AdapterRegistry_ZeroWeightsHash();
    error AdapterRegistry_RoyaltyTooLarge(uint16 royaltyBps, uint16 maximum);
    error AdapterRegistry_UnknownBaseModel(ModelId model);
    /// @notice Parents of a stack must adapt the same base model.
    error AdapterRegistry_BaseModelMismatch(uint32 parent, ModelId expected, ModelId actual);

    event AdapterRegistered(
        AdapterId indexed adapter,
        AccountId indexed account,
        address indexed owner,
        Adapter record,
        Edge[] edges,
        uint8 depth
    );

    /// @notice Registers an adapter owned by the caller.
    /// @param edges At most 8: `TrainedOn` Datanet snapshots, `TunedFrom` or `MergedFrom` adapters of the same base model.
    function register(Adapter calldata record, Edge[] calldata edges) external returns (AdapterId adapter);

    function adapterOf(AdapterId adapter) external view returns (Adapter memory);
    function edgesOf(AdapterId adapter) external view returns (Edge[] memory);
    function depthOf(AdapterId adapter) external view returns (uint8);
}
