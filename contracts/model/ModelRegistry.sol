// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
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
import {AssetKind} from "../types/AssetKind.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title ModelRegistry
/// @notice Base models as tokens, with their lineage.
contract ModelRegistry is IModelRegistry, BuiltAssets {
    using LineageRules for Edge[];

    /// @notice Largest royalty, in basis points of the fee.
    uint16 public constant MAX_ROYALTY_BPS = 5_000;

    mapping(uint256 assetId => Model) private _models;

    constructor(
        IAccountRegistry accounts,
        IPayoutLedger ledger,
        IDatanetRegistry datanets_
    ) ERC721("OpenLedger Model", "MODEL") AssetRegistry(accounts, ledger, AssetKind.Model) BuiltAssets(datanets_) {}

    /// @inheritdoc IModelRegistry
    function register(Model calldata record, Edge[] calldata edges) external returns (ModelId model) {
        BoundedString.requireName(record.name);
        BoundedString.requireUri(record.uri);
        require(record.weightsHash != bytes32(0), ModelRegistry_ZeroWeightsHash());
        require(record.royaltyBps <= MAX_ROYALTY_BPS, ModelRegistry_RoyaltyTooLarge(record.royaltyBps, MAX_ROYALTY_BPS));
        edges.requireBuilt(AssetKind.Model);
        for (uint256 i = 0; i < edges.length; ++i) {
            if (edges[i].relation == Relation.TrainedOn) LineageRules.requireTrainable(edges[i], datanets);
            else LineageRules.requireParent(edges[i], this);
        }
        uint8 depth = edges.depthUnder(AssetKind.Model, _depths);

        (uint32 assetId, AccountId account) = _open(msg.sender);
        _models[assetId] = record;
        _build(assetId, edges, depth, _baseOf(assetId));
        model = ModelId.wrap(assetId);
        emit ModelRegistered(model, account, msg.sender, record, edges, depth);
    }

    /// @inheritdoc IModelRegistry
    function modelOf(ModelId model) external view returns (Model memory) {
        _requireKnown(ModelId.unwrap(model));
        return _models[ModelId.unwrap(model)];
    }

    /// @inheritdoc IModelRegistry
    function edgesOf(ModelId model) external view returns (Edge[] memory) {
        _requireKnown(ModelId.unwrap(model));
        return _edges[ModelId.unwrap(model)];
    }

    /// @inheritdoc IModelRegistry
    function depthOf(ModelId model) external view returns (uint8) {
        _requireKnown(ModelId.unwrap(model));
        return _depths[ModelId.unwrap(model)];
    }

    /// @inheritdoc IAssetRegistry
    function royaltyOf(uint256 assetId) external view returns (uint16) {
        _requireKnown(assetId);
        return _models[assetId].royaltyBps;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 assetId) public view override returns (string memory) {
        _requireKnown(assetId);
        return _models[assetId].uri;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    /// @inheritdoc BuiltAssets
    function _weightsOf(uint256 assetId) internal view override returns (bytes32) {
        return _models[assetId].weightsHash;
    }

    /// @inheritdoc BuiltAssets
    function _setWeights(uint256 assetId, bytes32 weightsHash) internal override {
        _models[assetId].weightsHash = weightsHash;
    }

    /// @inheritdoc BuiltAssets
    // A model adapts nothing: all is zero.
    // solhint-disable-next-line no-empty-blocks
    function _baseOf(uint256) internal view override returns (ILicences.Work memory base) {}
}
