// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AdapterId} from "../../contracts/types/AdapterId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

contract AdapterRegistryRegisterTest is RegistryBase {
    function setUp() public override {
        super.setUp();
        _snapshot(_datanet());
        _model(_edges(0));
        _model(_edges(0));
    }

    function test_register_trainedOnSnapshot_succeeds() external {
        ILineage.Edge[] memory edges = _edges(_trainedOn(1, 1));
        vm.expectEmit(address(adapters));
        emit IAdapterRegistry.AdapterRegistered(AdapterId.wrap(1), AccountId.wrap(4), owner, _record(1), edges, 0);
        AdapterId adapter = _adapter(1, edges);

        vm.assertTrue(adapter == AdapterId.wrap(1));
        vm.assertEq(adapters.ownerOf(1), owner);
        vm.assertEq(abi.encode(adapters.adapterOf(adapter)), abi.encode(_record(1)));
        vm.assertEq(abi.encode(adapters.edgesOf(adapter)), abi.encode(edges));
        vm.assertEq(adapters.depthOf(adapter), 0);
    }

    function test_register_stackKeepsOrder_succeeds() external {
        _adapter(1, _edges(0));
        _adapter(1, _edges(_tunedFrom(AssetKind.Adapter, 1)));
        ILineage.Edge[] memory edges = _edges(_mergedFrom(AssetKind.Adapter, 2, 700_000), _mergedFrom(AssetKind.Adapter, 1, 300_000));
        AdapterId stack = _adapter(1, edges);
        vm.assertEq(abi.encode(adapters.edgesOf(stack)), abi.encode(edges));
        vm.assertEq(adapters.depthOf(stack), 2);
    }

    function test_register_unknownBaseModel_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAdapterRegistry.AdapterRegistry_UnknownBaseModel.selector, 0));
        _adapter(0, _edges(0));
        vm.expectRevert(abi.encodeWithSelector(IAdapterRegistry.AdapterRegistry_UnknownBaseModel.selector, 3));
        _adapter(3, _edges(0));
    }

    function test_register_parentOfAnotherBase_reverts() external {
        _adapter(2, _edges(0));
        bytes memory reason = abi.encodeWithSelector(IAdapterRegistry.AdapterRegistry_BaseModelMismatch.selector, 1, 1, 2);
        vm.expectRevert(reason);
        _adapter(1, _edges(_tunedFrom(AssetKind.Adapter, 1)));
        vm.expectRevert(reason);
        _adapter(1, _edges(_mergedFrom(AssetKind.Adapter, 1, 1_000_000)));
    }

    function test_register_parentIsModel_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_BadEdge.selector, ILineage.Relation.TunedFrom, AssetKind.Model, 0, 0));
        _adapter(1, _edges(_tunedFrom(AssetKind.Model, 1)));
    }

    function test_register_unknownParent_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, AssetKind.Adapter, 1));
        _adapter(1, _edges(_tunedFrom(AssetKind.Adapter, 1)));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, AssetKind.Datanet, 2));
        _adapter(1, _edges(_trainedOn(2, 1)));
    }

    function test_register_tooDeep_reverts() external {
        _adapter(1, _edges(0));
        for (uint32 parent = 1; parent <= 8; ++parent) _adapter(1, _edges(_tunedFrom(AssetKind.Adapter, parent)));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TooDeep.selector, 9, 8));
        _adapter(1, _edges(_tunedFrom(AssetKind.Adapter, 9)));
    }

    function test_register_zeroWeightsHash_reverts() external {
        IAdapterRegistry.Adapter memory record = _record(1);
        record.weightsHash = 0;
        _expectRevert(IAdapterRegistry.AdapterRegistry_ZeroWeightsHash.selector);
        adapters.register(record, _edges(0));
    }

    function test_register_royaltyTooLarge_reverts() external {
        IAdapterRegistry.Adapter memory record = _record(1);
        record.royaltyBps = 5_001;
        vm.expectRevert(abi.encodeWithSelector(IAdapterRegistry.AdapterRegistry_RoyaltyTooLarge.selector, 5_001, 5_000));
        adapters.register(record, _edges(0));
    }

    function test_register_badStrings_reverts() external {
        IAdapterRegistry.Adapter memory record = _record(1);
        record.name = _repeat("a", 65);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 65, 1, 64));
        adapters.register(record, _edges(0));
        record.name = "a";
        record.uri = _repeat("a", 257);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
        adapters.register(record, _edges(0));
    }

    function test_views_unknownAdapter_reverts() external {
        _expectUnknownAsset(1);
        adapters.adapterOf(AdapterId.wrap(1));
        _expectUnknownAsset(1);
        adapters.edgesOf(AdapterId.wrap(1));
        _expectUnknownAsset(1);
        adapters.depthOf(AdapterId.wrap(1));
    }

    function _record(uint32 base) private pure returns (IAdapterRegistry.Adapter memory) {
        return
            IAdapterRegistry.Adapter({
                name: "Audit findings",
                uri: "ipfs://adapter",
                weightsHash: "lora",
                baseModel: ModelId.wrap(base),
                royaltyBps: 5_000
            });
    }

    function _adapter(uint32 base, ILineage.Edge[] memory edges) private returns (AdapterId) {
        vm.prank(owner);
        return adapters.register(_record(base), edges);
    }
}
