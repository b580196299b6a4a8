// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {AccountRegistry} from "../../../contracts/account/AccountRegistry.sol";
import {DatanetRegistry} from "../../../contracts/datanet/DatanetRegistry.sol";
import {Licences} from "../../../contracts/datanet/Licences.sol";
import {Guardian} from "../../../contracts/governance/Guardian.sol";
import {IAssetRegistry} from "../../../contracts/interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../../../contracts/interfaces/IDatanetRegistry.sol";
import {ILineage} from "../../../contracts/interfaces/ILineage.sol";
import {IModelRegistry} from "../../../contracts/interfaces/IModelRegistry.sol";
import {IPayoutLedger} from "../../../contracts/interfaces/IPayoutLedger.sol";
import {AdapterRegistry} from "../../../contracts/model/AdapterRegistry.sol";
import {AgentRegistry} from "../../../contracts/model/AgentRegistry.sol";
import {ModelRegistry} from "../../../contracts/model/ModelRegistry.sol";
import {AssetKind} from "../../../contracts/types/AssetKind.sol";
import {Consent} from "../../../contracts/types/Consent.sol";
import {DatanetId} from "../../../contracts/types/DatanetId.sol";
import {ModelId} from "../../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {Cheats} from "./Cheats.sol";
import {PayingLedger, PlainToken} from "./Doubles.sol";

/// @notice The registries wired together, role-named actors, and one of everything that tests need often.
abstract contract RegistryBase {
    Cheats internal constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint64 internal constant ASSET_ROLE = 7;

    address internal immutable owner = _actor("owner");
    address internal immutable contributor = _actor("contributor");
    address internal immutable rival = _actor("rival");
    address internal immutable curator = _actor("curator");
    address internal immutable buyer = _actor("buyer");
    address internal immutable stranger = _actor("stranger");
    address internal immutable admissionModule = _actor("admission module");

    AccessManager internal manager;
    PlainToken internal token;
    PayingLedger internal payouts;
    AccountRegistry internal accounts;
    DatanetRegistry internal datanets;
    ModelRegistry internal models;
    AdapterRegistry internal adapters;
    AgentRegistry internal agents;
    Guardian internal guardian;

    function setUp() public virtual {
        vm.warp(1_700_000_000);
        vm.roll(1_000);
        manager = new AccessManager(address(this));
        accounts = new AccountRegistry(address(manager));
        guardian = new Guardian(address(manager));
        token = new PlainToken();
        payouts = new PayingLedger(token, accounts);
        IPayoutLedger ledger = IPayoutLedger(address(payouts));
        datanets = new DatanetRegistry(address(manager), accounts, ledger, new Licences(address(manager)));
        models = new ModelRegistry(accounts, ledger, datanets);
        adapters = new AdapterRegistry(accounts, ledger, datanets, models);
        agents = new AgentRegistry(accounts, ledger, datanets, models, adapters);

        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = AccountRegistry.registerAsset.selector;
        manager.setTargetFunctionRole(address(accounts), selectors, ASSET_ROLE);
        manager.grantRole(ASSET_ROLE, address(datanets), 0);
        manager.grantRole(ASSET_ROLE, address(models), 0);
        manager.grantRole(ASSET_ROLE, address(adapters), 0);
        manager.grantRole(ASSET_ROLE, address(agents), 0);
        datanets.setAdmissionApproval(admissionModule, true);
    }

    /* FIXTURES */

    function _terms() internal pure returns (IDatanetRegistry.Terms memory) {
        return
            IDatanetRegistry.Terms({
                licence: "MIT OR Apache-2.0",
                licenceUri: "https://example.org/licence",
                metadataUri: "ipfs://croissant",
                train: Consent.Allowed,
                infer: Consent.Allowed,
                mine: Consent.Allowed,
                isPrivate: false,
                contributionBond: NanoOpen.wrap(5e9),
                panelSize: 0,
                curatorBps: 500,
                overlapPpm: 500_000
            });
    }

    function _datanet() internal returns (DatanetId) {
        return _datanet(_terms());
    }

    function _datanet(IDatanetRegistry.Terms memory terms) internal returns (DatanetId) {
        vm.prank(owner);
        return datanets.create("Smart-contract security", "salt", admissionModule, terms);
    }

    function _snapshot(DatanetId datanet) internal returns (uint32) {
        vm.prank(owner);
        return datanets.publishSnapshot(datanet, "items", 3, "ipfs://manifest");
    }

    function _modelRecord() internal pure returns (IModelRegistry.Model memory) {
        return IModelRegistry.Model({name: "Base", uri: "ipfs://card", weightsHash: "weights", royaltyBps: 700});
    }

    function _model(ILineage.Edge[] memory edges) internal returns (ModelId) {
        vm.prank(owner);
        return models.register(_modelRecord(), edges);
    }

    function _edges(uint256 length) internal pure returns (ILineage.Edge[] memory) {
        return new ILineage.Edge[](length);
    }

    function _edges(ILineage.Edge memory edge) internal pure returns (ILineage.Edge[] memory edges) {
        edges = _edges(1);
        edges[0] = edge;
    }

    function _edges(ILineage.Edge memory first, ILineage.Edge memory second) internal pure returns (ILineage.Edge[] memory edges) {
        edges = _edges(2);
        edges[0] = first;
        edges[1] = second;
    }

    function _trainedOn(uint32 datanet, uint32 snapshot) internal pure returns (ILineage.Edge memory) {
        return _edge(ILineage.Relation.TrainedOn, AssetKind.Datanet, datanet, snapshot, 0);
    }

    function _tunedFrom(AssetKind kind, uint32 parent) internal pure returns (ILineage.Edge memory) {
        return _edge(ILineage.Relation.TunedFrom, kind, parent, 0, 0);
    }

    function _mergedFrom(AssetKind kind, uint32 parent, uint32 weightPpm) internal pure returns (ILineage.Edge memory) {
        return _edge(ILineage.Relation.MergedFrom, kind, parent, 0, weightPpm);
    }

    function _uses(AssetKind kind, uint32 parent) internal pure returns (ILineage.Edge memory) {
        return _edge(ILineage.Relation.Uses, kind, parent, 0, 0);
    }

    function _edge(
        ILineage.Relation relation,
        AssetKind kind,
        uint32 parent,
        uint32 snapshot,
        uint32 weightPpm
    ) internal pure returns (ILineage.Edge memory) {
        return ILineage.Edge({relation: relation, kind: kind, parent: parent, snapshot: snapshot, weightPpm: weightPpm});
    }

    /* HELPERS */

    function _actor(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }

    function _repeat(bytes1 character, uint256 length) internal pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) text[i] = character;
        return string(text);
    }

    function _bound(uint256 value, uint256 minimum, uint256 maximum) internal pure returns (uint256) {
        return minimum + (value % (maximum - minimum + 1));
    }

    function _expectUnknownAsset(uint256 assetId) internal {
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.AssetRegistry_UnknownAsset.selector, assetId));
    }

    function _expectRevert(bytes4 selector) internal {
        vm.expectRevert(abi.encodeWithSelector(selector));
    }
}
