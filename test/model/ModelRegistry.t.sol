// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {IModelRegistry} from "../../contracts/interfaces/IModelRegistry.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

abstract contract ModelRegistryBase is RegistryBase {
    DatanetId internal datanet;

    function setUp() public override {
        super.setUp();
        datanet = _datanet();
        _snapshot(datanet);
    }

    function _expectBadEdge(ILineage.Edge memory edge) internal {
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_BadEdge.selector, edge.relation, edge.kind, edge.snapshot, edge.weightPpm));
    }
}

contract ModelRegistryRegisterTest is ModelRegistryBase {
    function test_register_root_succeeds() external {
        vm.expectEmit(address(models));
        emit IModelRegistry.ModelRegistered(ModelId.wrap(1), AccountId.wrap(2), owner, _modelRecord(), _edges(0), 0);
        ModelId model = _model(_edges(0));

        vm.assertTrue(model == ModelId.wrap(1));
        vm.assertEq(models.ownerOf(1), owner);
        vm.assertEq(abi.encode(models.modelOf(model)), abi.encode(_modelRecord()));
        vm.assertEq(models.edgesOf(model).length, 0);
        vm.assertEq(models.depthOf(model), 0);
    }

    function test_register_everyRelation_succeeds() external {
        _model(_edges(0));
        _model(_edges(0));
        _model(_edges(0));
        ILineage.Edge[] memory edges = _edges(4);
        edges[0] = _mergedFrom(AssetKind.Model, 2, 400_000);
        edges[1] = _trainedOn(1, 1);
        edges[2] = _mergedFrom(AssetKind.Model, 1, 600_000);
        edges[3] = _tunedFrom(AssetKind.Model, 3);
        vm.expectEmit(address(models));
        emit IModelRegistry.ModelRegistered(ModelId.wrap(4), AccountId.wrap(5), owner, _modelRecord(), edges, 1);
        ModelId model = _model(edges);
        vm.assertEq(abi.encode(models.edgesOf(model)), abi.encode(edges));
        vm.assertEq(models.depthOf(model), 1);
    }

    function test_register_atBounds_succeeds() external {
        IModelRegistry.Model memory record = _modelRecord();
        record.name = _repeat("a", 64);
        record.uri = _repeat("b", 256);
        record.royaltyBps = 5_000;
        ModelId model = models.register(record, _edges(0));
        vm.assertEq(abi.encode(models.modelOf(model)), abi.encode(record));
    }

    function test_register_badName_reverts() external {
        IModelRegistry.Model memory record = _modelRecord();
        record.name = "";
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 64));
        models.register(record, _edges(0));
    }

    function test_register_longUri_reverts() external {
        IModelRegistry.Model memory record = _modelRecord();
        record.uri = _repeat("b", 257);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
        models.register(record, _edges(0));
    }

    function test_register_zeroWeightsHash_reverts() external {
        IModelRegistry.Model memory record = _modelRecord();
        record.weightsHash = 0;
        _expectRevert(IModelRegistry.ModelRegistry_ZeroWeightsHash.selector);
        models.register(record, _edges(0));
    }

    function test_register_royaltyTooLarge_reverts() external {
        IModelRegistry.Model memory record = _modelRecord();
        record.royaltyBps = 5_001;
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelRegistry_RoyaltyTooLarge.selector, 5_001, 5_000));
        models.register(record, _edges(0));
    }

    function test_views_unknownModel_reverts() external {
        _expectUnknownAsset(1);
        models.modelOf(ModelId.wrap(1));
        _expectUnknownAsset(1);
        models.edgesOf(ModelId.wrap(1));
        _expectUnknownAsset(1);
        models.depthOf(ModelId.wrap(1));
    }
}

contract ModelRegistryLineageTest is ModelRegistryBase {
    function test_register_depthIsBounded_reverts() external {
        _model(_edges(0));
        for (uint32 parent = 1; parent <= 8; ++parent) {
            vm.assertEq(models.depthOf(_model(_edges(_tunedFrom(AssetKind.Model, parent)))), parent);
        }
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TooDeep.selector, 9, 8));
        _model(_edges(_tunedFrom(AssetKind.Model, 9)));
    }

    function test_register_depthOfDeepestParent_succeeds() external {
        _model(_edges(0));
        _model(_edges(_tunedFrom(AssetKind.Model, 1)));
        _model(_edges(0));
        ILineage.Edge[] memory edges = _edges(_mergedFrom(AssetKind.Model, 2, 1), _mergedFrom(AssetKind.Model, 3, 999_999));
        vm.assertEq(models.depthOf(_model(edges)), 2);
    }

    function test_register_widthIsBounded_reverts() external {
        ILineage.Edge[] memory edges = _edges(8);
        for (uint32 i = 0; i < 8; ++i) {
            _model(_edges(0));
            edges[i] = _mergedFrom(AssetKind.Model, i + 1, 125_000);
        }
        _model(edges);
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TooWide.selector, 9, 8));
        _model(_edges(9));
    }

    function test_register_unknownParent_reverts() external {
        _model(_edges(0));
        // The child's own number: an edge to itself would be a cycle.
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, AssetKind.Model, 2));
        _model(_edges(_tunedFrom(AssetKind.Model, 2)));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, AssetKind.Model, 0));
        _model(_edges(_tunedFrom(AssetKind.Model, 0)));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_UnknownParent.selector, AssetKind.Datanet, 2));
        _model(_edges(_trainedOn(2, 1)));
    }

    function test_register_unknownSnapshot_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, datanet, 2));
        _model(_edges(_trainedOn(1, 2)));
    }

    function test_register_noSnapshot_reverts() external {
        _expectBadEdge(_trainedOn(1, 0));
        _model(_edges(_trainedOn(1, 0)));
    }

    function test_register_duplicateParent_reverts() external {
        _model(_edges(0));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_DuplicateParent.selector, AssetKind.Model, 1));
        _model(_edges(_tunedFrom(AssetKind.Model, 1), _mergedFrom(AssetKind.Model, 1, 1_000_000)));
        _snapshot(datanet);
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_DuplicateParent.selector, AssetKind.Datanet, 1));
        _model(_edges(_trainedOn(1, 1), _trainedOn(1, 2)));
    }

    function test_register_weightsNotWhole_reverts() external {
        _model(_edges(0));
        _model(_edges(0));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_WeightsNotWhole.selector, 999_999));
        _model(_edges(_mergedFrom(AssetKind.Model, 1, 500_000), _mergedFrom(AssetKind.Model, 2, 499_999)));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_WeightsNotWhole.selector, uint256(type(uint32).max) + 1_000_001));
        _model(_edges(_mergedFrom(AssetKind.Model, 1, type(uint32).max), _mergedFrom(AssetKind.Model, 2, 1_000_001)));
    }

    function test_register_trainingNotAllowedAtSnapshot_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.train = Consent.NotAllowed;
        DatanetId closed = _datanet(terms);
        _snapshot(closed);
        vm.prank(owner);
        datanets.publishTerms(closed, _terms());
        _expectNotAllowed(2);
        _model(_edges(_trainedOn(2, 1)));
    }

    function test_register_trainingNotAllowedAnyMore_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.train = Consent.NotAllowed;
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
        _expectNotAllowed(1);
        _model(_edges(_trainedOn(1, 1)));
    }

    function test_register_trainingConstrained_succeeds() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.train = Consent.Constrained;
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
        _model(_edges(_trainedOn(1, 1)));
    }

    /// @dev Exactly the documented combinations of relation, kind, snapshot and weight are let through.
    function test_register_everyBadCombination_reverts() external {
        _model(_edges(0));
        for (uint256 relation = 0; relation < 4; ++relation) {
            for (uint256 kind = 0; kind < 5; ++kind) {
                for (uint32 snapshot = 0; snapshot < 2; ++snapshot) {
                    _tryWeights(ILineage.Relation(relation), AssetKind(kind), snapshot);
                }
            }
        }
    }

    function _tryWeights(ILineage.Relation relation, AssetKind kind, uint32 snapshot) private {
        for (uint32 i = 0; i < 2; ++i) {
            ILineage.Edge memory edge = _edge(relation, kind, 1, snapshot, i * 1_000_000);
            bool isTraining = relation == ILineage.Relation.TrainedOn && kind == AssetKind.Datanet && snapshot == 1 && i == 0;
            bool isTuning = relation == ILineage.Relation.TunedFrom && kind == AssetKind.Model && snapshot == 0 && i == 0;
            bool isMerging = relation == ILineage.Relation.MergedFrom && kind == AssetKind.Model && snapshot == 0 && i == 1;
            if (!isTraining && !isTuning && !isMerging) _expectBadEdge(edge);
            _model(_edges(edge));
        }
    }

    function testFuzz_register_randomGraph_staysAcyclicAndBounded_succeeds(uint256 seed) external {
        for (uint256 i = 0; i < 12; ++i) {
            uint32 count = models.assetCount();
            seed = uint256(keccak256(abi.encode(seed, i)));
            uint256 width = _bound(seed, 0, count < 3 ? count : 3);
            ILineage.Edge[] memory edges = _edges(width);
            for (uint32 k = 0; k < width; ++k) edges[k] = _tunedFrom(AssetKind.Model, count - k);
            try this.registerModel(edges) returns (ModelId model) {
                vm.assertTrue(models.depthOf(model) <= 8);
                for (uint256 k = 0; k < width; ++k) {
                    vm.assertTrue(edges[k].parent < ModelId.unwrap(model));
                    vm.assertTrue(models.depthOf(ModelId.wrap(edges[k].parent)) < models.depthOf(model));
                }
            } catch (bytes memory reason) {
                vm.assertEq(bytes32(bytes4(reason)), bytes32(ILineage.Lineage_TooDeep.selector));
            }
        }
    }

    function registerModel(ILineage.Edge[] calldata edges) external returns (ModelId) {
        return models.register(_modelRecord(), edges);
    }

    function _expectNotAllowed(uint32 which) private {
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TrainingNotAllowed.selector, which));
    }
}
