// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {LineageRules} from "../libraries/LineageRules.sol";

import {AssetRegistry} from "./AssetRegistry.sol";
import {BuiltAssets} from "./BuiltAssets.sol";

import {AccountId} from "../types/AccountId.sol";
import {AdapterId} from "../types/AdapterId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title AdapterRegistry
/// @notice Adapters and adapter stacks as tokens, with their lineage.
contract AdapterRegistry is IAdapterRegistry, BuiltAssets {
    using LineageRules for Edge[];

    /// @notice Largest royalty, in basis points of the fee.
    uint16 public constant MAX_ROYALTY_BPS = 5_000;

    /// @notice Where base models are registered.
    IModelRegistry public immutable models;

    mapping(uint256 assetId => Adapter) private _adapters;

    constructor(
        IAccountRegistry accounts,
        IPayoutLedger ledger,
        IDatanetRegistry datanets_,
        IModelRegistry models_
    ) ERC721("OpenLedger Adapter", "ADAPTER") AssetRegistry(accounts, ledger, AssetKind.Adapter) BuiltAssets(datanets_) {
        models = models_;
    }

    /// @inheritdoc IAdapterRegistry
    function register(Adapter calldata record, Edge[] calldata edges) external returns (AdapterId adapter) {
        BoundedString.requireName(record.name);
        BoundedString.requireUri(record.uri);
        require(record.weightsHash != bytes32(0), AdapterRegistry_ZeroWeightsHash());
        require(record.royaltyBps <= MAX_ROYALTY_BPS, AdapterRegistry_RoyaltyTooLarge(record.royaltyBps, MAX_ROYALTY_BPS));
        uint32 base = ModelId.unwrap(record.baseModel);
        require(base != 0 && base <= models.assetCount(), AdapterRegistry_UnknownBaseModel(record.baseModel));
        edges.requireBuilt(AssetKind.Adapter);
        for (uint256 i = 0; i < edges.length; ++i) {
            if (edges[i].relation == Relation.TrainedOn) LineageRules.requireTrainable(edges[i], datanets);
            else _requireSameBase(edges[i], record.baseModel);
        }
        uint8 depth = edges.depthUnder(AssetKind.Adapter, _depths);

        (uint32 assetId, AccountId account) = _open(msg.sender);
        _adapters[assetId] = record;
        _build(assetId, edges, depth, _baseOf(assetId));
        adapter = AdapterId.wrap(assetId);
        emit AdapterRegistered(adapter, account, msg.sender, record, edges, depth);
    }

    /// @inheritdoc IAdapterRegistry
    function adapterOf(AdapterId adapter) external view returns (Adapter memory) {
        _requireKnown(AdapterId.unwrap(adapter));
        return _adapters[AdapterId.unwrap(adapter)];
    }

    /// @inheritdoc IAdapterRegistry
    function edgesOf(AdapterId adapter) external view returns (Edge[] memory) {
        _requireKnown(AdapterId.unwrap(adapter));
        return _edges[AdapterId.unwrap(adapter)];
    }

    /// @inheritdoc IAdapterRegistry
    function depthOf(AdapterId adapter) external view returns (uint8) {
        _requireKnown(AdapterId.unwrap(adapter));
        return _depths[AdapterId.unwrap(adapter)];
    }

    /// @inheritdoc IAssetRegistry
    function royaltyOf(uint256 assetId) external view returns (uint16) {
        _requireKnown(assetId);
        return _adapters[assetId].royaltyBps;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 assetId) public view override returns (string memory) {
        _requireKnown(assetId);
        return _adapters[assetId].uri;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    function _requireSameBase(Edge calldata edge, ModelId expected) private view {
        LineageRules.requireParent(edge, this);
        ModelId actual = _adapters[edge.parent].baseModel;
        require(actual == expected, AdapterRegistry_BaseModelMismatch(edge.parent, expected, actual));
    }

    /// @inheritdoc BuiltAssets
    function _weightsOf(uint256 assetId) internal view override returns (bytes32) {
        return _adapters[assetId].weightsHash;
    }

    /// @inheritdoc BuiltAssets
    function _setWeights(uint256 assetId, bytes32 weightsHash) internal override {
        _adapters[assetId].weightsHash = weightsHash;
    }

    /// @inheritdoc BuiltAssets
    function _baseOf(uint256 assetId) internal view override returns (ILicences.Work memory base) {
        base.kind = AssetKind.Model;
        base.id = ModelId.unwrap(_adapters[assetId].baseModel);
        base.choices = models.licencesOf(base.id);
    }
}
