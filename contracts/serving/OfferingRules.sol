// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IAgentRegistry} from "../interfaces/IAgentRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {OfferingLicences} from "../libraries/OfferingLicences.sol";
import {SplitWords} from "../libraries/SplitWords.sol";

import {AccountId} from "../types/AccountId.sol";
import {AdapterId} from "../types/AdapterId.sol";
import {AgentId} from "../types/AgentId.sol";
import {BPS_WHOLE} from "../types/Bps.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {ModelId} from "../types/ModelId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {Role} from "../types/Role.sol";

/// @title OfferingRules
/// @notice What an offering must satisfy to be published: its assets exist and fit together, the Datanets' terms allow paid inference, licences go together, and
/// the split is whole, gives data its least share and honours every declared royalty.
/// @dev Royalties and terms are read once, at publication: an offering is immutable, and a seller who asks for more does so of later offerings.
abstract contract OfferingRules is IGatewayRegistry {
    uint256 public constant MAX_ADAPTERS = 4;
    uint256 public constant MAX_DATANETS = 8;
    /// @notice Most entries of a split.
    uint256 public constant MAX_SPLIT = SplitWords.CAPACITY;

    IAccountRegistry public immutable accounts;
    IDatanetRegistry public immutable datanets;
    IModelRegistry public immutable models;
    IAdapterRegistry public immutable adapters;
    IAgentRegistry public immutable agents;

    constructor(
        IAccountRegistry accounts_,
        IDatanetRegistry datanets_,
        IModelRegistry models_,
        IAdapterRegistry adapters_,
        IAgentRegistry agents_
    ) {
        accounts = accounts_;
        datanets = datanets_;
        models = models_;
        adapters = adapters_;
        agents = agents_;
    }

    /// @dev Requires all rules; `minimumDataBps_` is the least share of data in force.
    function _requireValid(Offering calldata record, uint16 minimumDataBps_) internal view {
        BoundedString.requireLabel(record.label);
        require(record.methodId != 0, GatewayRegistry_ZeroMethod());
        require(NanoOpen.unwrap(record.promptPrice) | NanoOpen.unwrap(record.completionPrice) != 0, GatewayRegistry_ZeroPrice());
        _requireSplit(record.split, minimumDataBps_);
        _requireServed(record);
        _requireDatanets(record.datanets, record.split);
        OfferingLicences.requireTogether({
            datanetRegistry: address(datanets),
            modelRegistry: address(models),
            adapterRegistry: address(adapters),
            named: record.datanets,
            model: record.model,
            stack: record.adapters
        });
    }

    /// @dev The account of a `Data` entry is zero and its share at least the minimum; every other entry names an account, no role names the same
    /// account twice, and all basis points sum to the whole.
    function _requireSplit(SplitEntry[] calldata split, uint16 minimumDataBps_) private view {
        require(split.length >= 2 && split.length <= MAX_SPLIT, GatewayRegistry_SplitLength(split.length, MAX_SPLIT));
        uint256 count = accounts.accountCount();
        uint256 sum;
        uint256 dataEntries;
        uint16 dataBps;
        for (uint256 i; i < split.length; ++i) {
            SplitEntry calldata entry = split[i];
            bool isData = entry.role == Role.Data;
            bool isValid = entry.bps != 0 && entry.account.isNone() == isData && AccountId.unwrap(entry.account) <= count;
            for (uint256 j; !isData && j < i; ++j) {
                if (split[j].role == entry.role && split[j].account == entry.account) isValid = false;
            }
            require(isValid, GatewayRegistry_SplitEntryInvalid(i, entry.role, entry.account, entry.bps));
            sum += entry.bps;
            if (isData) {
                ++dataEntries;
                dataBps = entry.bps;
            }
        }
        require(dataEntries == 1, GatewayRegistry_DataEntries(dataEntries));
        require(sum == BPS_WHOLE, GatewayRegistry_SplitNotWhole(sum));
        require(dataBps >= minimumDataBps_, GatewayRegistry_DataShareTooSmall(dataBps, minimumDataBps_));
    }

    /// @dev Agent, model and adapters: something is served, all of it exists, and adapters fit the model.
    function _requireServed(Offering calldata record) private view {
        uint256 model = ModelId.unwrap(record.model);
        uint256 agent = AgentId.unwrap(record.agent);
        require(model != 0 || agent != 0, GatewayRegistry_NothingServed());
        require(model <= models.assetCount(), GatewayRegistry_UnknownModel(record.model));
        require(agent <= agents.assetCount(), GatewayRegistry_UnknownAgent(record.agent));
        if (model != 0) _requireRoyalty(models, model, Role.Model, record.split);
        if (agent != 0) _requireRoyalty(agents, agent, Role.Agent, record.split);

        require(record.adapters.length <= MAX_ADAPTERS, GatewayRegistry_TooManyAdapters(record.adapters.length, MAX_ADAPTERS));
        for (uint256 i; i < record.adapters.length; ++i) {
            AdapterId adapter = record.adapters[i];
            uint256 id = AdapterId.unwrap(adapter);
            require(id != 0 && id <= adapters.assetCount(), GatewayRegistry_UnknownAdapter(adapter));
            ModelId base = adapters.adapterOf(adapter).baseModel;
            require(base == record.model, GatewayRegistry_AdapterBaseMismatch(adapter, base, record.model));
            _requireRoyalty(adapters, id, Role.Adapter, record.split);
        }
    }

    /// @dev The Datanets that are answered from: each exists, allows inference, and gets its curator share.
    function _requireDatanets(DatanetId[] calldata named, SplitEntry[] calldata split) private view {
        require(named.length != 0 && named.length <= MAX_DATANETS, GatewayRegistry_DatanetCount(named.length, MAX_DATANETS));
        uint256 count = datanets.assetCount();
        for (uint256 i; i < named.length; ++i) {
            uint256 id = DatanetId.unwrap(named[i]);
            require(i == 0 || id > DatanetId.unwrap(named[i - 1]), GatewayRegistry_DatanetsNotAscending(i));
            require(id != 0 && id <= count, GatewayRegistry_UnknownDatanet(named[i]));
            require(datanets.isServable(named[i], datanets.termsVersionOf(named[i])), GatewayRegistry_InferenceNotAllowed(named[i]));
            _requireRoyalty(datanets, id, Role.Datanet, split);
        }
    }

    /// @dev An asset that asks for a royalty must be named in the split, in its role and with at least that share.
    function _requireRoyalty(IAssetRegistry registry, uint256 id, Role role, SplitEntry[] calldata split) private view {
        uint16 declared = registry.royaltyOf(id);
        if (declared == 0) return;
        AccountId account = registry.accountOf(id);
        uint16 given;
        for (uint256 i; i < split.length; ++i) {
            if (split[i].role == role && split[i].account == account) given = split[i].bps;
        }
        require(given >= declared, GatewayRegistry_RoyaltyNotHonoured(role, account, given, declared));
    }
}
