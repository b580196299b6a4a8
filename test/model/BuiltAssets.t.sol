// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {IAssetRegistry} from "../../contracts/interfaces/IAssetRegistry.sol";
import {IBuiltAssets} from "../../contracts/interfaces/IBuiltAssets.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IFreshness} from "../../contracts/interfaces/IFreshness.sol";
import {ILicences} from "../../contracts/interfaces/ILicences.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {Freshness} from "../../contracts/model/Freshness.sol";
import {AdapterId} from "../../contracts/types/AdapterId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

abstract contract BuiltAssetsBase is ContributionBase {
    /// @dev A Datanet under `licence`, with one snapshot.
    function _licensed(string memory licence) internal returns (uint32 id) {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = licence;
        DatanetId opened = _datanet(terms);
        _snapshot(opened);
        return DatanetId.unwrap(opened);
    }

    function _adapter(ModelId base, ILineage.Edge[] memory edges) internal returns (AdapterId) {
        vm.prank(owner);
        return
            adapters.register(
                IAdapterRegistry.Adapter({name: "Adapter", uri: "", weightsHash: "weights", baseModel: base, royaltyBps: 0}),
                edges
            );
    }

    function _snapshots(uint32 snapshot) internal pure returns (uint32[] memory list) {
        list = new uint32[](1);
        list[0] = snapshot;
    }

    function _expectIncompatible(AssetKind kind, uint32 id, AssetKind otherKind, uint32 otherId) internal {
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Incompatible.selector, kind, id, otherKind, otherId));
    }
}

contract BuiltAssetsLicenceTest is BuiltAssetsBase {
    function test_register_incompatibleSnapshots_reverts() external {
        (uint32 gpl, uint32 apache) = (_licensed("GPL-2.0-only"), _licensed("Apache-2.0"));
        ILineage.Edge[] memory edges = _edges(_trainedOn(gpl, 1), _trainedOn(apache, 1));
        _expectIncompatible(AssetKind.Datanet, apache, AssetKind.Datanet, gpl);
        _model(edges);
        ModelId base = _model(_edges(0));
        _expectIncompatible(AssetKind.Datanet, apache, AssetKind.Datanet, gpl);
        _adapter(base, edges);
    }

    function test_register_licenceForbidsTraining_reverts() external {
        uint32 closed = _licensed("CC-BY-NC-4.0");
        ILineage.Edge[] memory edges = _edges(_trainedOn(closed, 1));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_LicenceForbidsTraining.selector, closed, "CC-BY-NC-4.0"));
        _model(edges);
    }

    function test_register_parentsLicences_reverts() external {
        ModelId parent = _model(_edges(_trainedOn(_licensed("GPL-2.0-only"), 1)));
        uint32 apache = _licensed("Apache-2.0");
        ILineage.Edge[] memory edges = _edges(_tunedFrom(AssetKind.Model, 1), _trainedOn(apache, 1));
        _expectIncompatible(AssetKind.Datanet, apache, AssetKind.Model, 1);
        _model(edges);
        ILineage.Edge[] memory own = _edges(_trainedOn(apache, 1));
        _expectIncompatible(AssetKind.Datanet, apache, AssetKind.Model, 1);
        _adapter(parent, own);
    }

    function test_register_choosesAmongAlternatives_succeeds() external {
        uint32 either = _licensed("GPL-2.0-only OR Apache-2.0");
        ModelId model = _model(_edges(_trainedOn(either, 1), _trainedOn(_licensed("GPL-3.0-only"), 1)));
        vm.assertEq(models.licencesOf(ModelId.unwrap(model)).length, 1);
        AdapterId adapter = _adapter(model, _edges(0));
        vm.assertEq(abi.encode(adapters.licencesOf(AdapterId.unwrap(adapter))), abi.encode(models.licencesOf(ModelId.unwrap(model))));
        vm.assertEq(models.licencesOf(ModelId.unwrap(_model(_edges(0)))).length, 0);
    }

    /// @dev The terms that a snapshot was gathered under count, not those of today.
    function test_register_licenceOfTheSnapshot_succeeds() external {
        uint32 id = _licensed("MIT");
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = "CC-BY-NC-4.0";
        vm.startPrank(owner);
        datanets.publishTerms(DatanetId.wrap(id), terms);
        datanets.publishSnapshot(DatanetId.wrap(id), "items", 3, "");
        vm.stopPrank();
        _model(_edges(_trainedOn(id, 1)));
        ILineage.Edge[] memory edges = _edges(_trainedOn(id, 2));
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_LicenceForbidsTraining.selector, id, "CC-BY-NC-4.0"));
        _model(edges);
    }
}

contract BuiltAssetsRetrainTest is BuiltAssetsBase {
    uint32 private _source;

    function setUp() public override {
        super.setUp();
        _source = _licensed("MIT");
        _model(_edges(_trainedOn(_source, 1)));
        _snapshot(DatanetId.wrap(_source));
    }

    function test_retrain_movesOn_succeeds() external {
        vm.warp(block.timestamp + 1 days);
        vm.expectEmit(address(models));
        emit IBuiltAssets.AssetRetrained(1, "new weights", _edges(_trainedOn(_source, 2)), owner);
        vm.prank(owner);
        models.retrain(1, "new weights", _snapshots(2));

        vm.assertEq(models.modelOf(ModelId.wrap(1)).weightsHash, "new weights");
        vm.assertEq(abi.encode(models.edgesOf(ModelId.wrap(1))), abi.encode(_edges(_trainedOn(_source, 2))));
        vm.assertEq(models.builtAtOf(1), block.timestamp);
    }

    function test_retrain_adapter_succeeds() external {
        AdapterId adapter = _adapter(ModelId.wrap(1), _edges(_trainedOn(_source, 1)));
        vm.prank(owner);
        adapters.retrain(AdapterId.unwrap(adapter), "new weights", _snapshots(2));
        vm.assertEq(adapters.adapterOf(adapter).weightsHash, "new weights");
        vm.assertEq(adapters.edgesOf(adapter)[0].snapshot, 2);
    }

    function test_retrain_stranger_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAssetRegistry.AssetRegistry_NotAuthorized.selector, 1, stranger));
        vm.prank(stranger);
        models.retrain(1, "new weights", _snapshots(2));
        _expectUnknownAsset(2);
        models.retrain(2, "new weights", _snapshots(2));
        _expectUnknownAsset(2);
        models.builtAtOf(2);
        _expectUnknownAsset(2);
        models.licencesOf(2);
    }

    function test_retrain_sameWeights_reverts() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IBuiltAssets.BuiltAssets_SameWeights.selector, 1, bytes32("weights")));
        models.retrain(1, "weights", _snapshots(2));
        vm.expectRevert(abi.encodeWithSelector(IBuiltAssets.BuiltAssets_SameWeights.selector, 1, bytes32(0)));
        models.retrain(1, 0, _snapshots(2));
        vm.stopPrank();
    }

    function test_retrain_wrongSnapshots_reverts() external {
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IBuiltAssets.BuiltAssets_SnapshotCount.selector, 0, 1));
        models.retrain(1, "new weights", new uint32[](0));
        vm.expectRevert(abi.encodeWithSelector(IBuiltAssets.BuiltAssets_SnapshotCount.selector, 2, 1));
        uint32[] memory two = new uint32[](2);
        (two[0], two[1]) = (2, 2);
        models.retrain(1, "new weights", two);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, DatanetId.wrap(_source), 3));
        models.retrain(1, "new weights", _snapshots(3));
        models.retrain(1, "new weights", _snapshots(2));
        vm.expectRevert(abi.encodeWithSelector(IBuiltAssets.BuiltAssets_EarlierSnapshot.selector, _source, 1, 2));
        models.retrain(1, "newer weights", _snapshots(1));
        vm.stopPrank();
    }

    function test_retrain_consentIsAskedAgain_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.train = Consent.NotAllowed;
        vm.startPrank(owner);
        datanets.publishTerms(DatanetId.wrap(_source), terms);
        vm.expectRevert(abi.encodeWithSelector(ILineage.Lineage_TrainingNotAllowed.selector, _source));
        models.retrain(1, "new weights", _snapshots(2));
        vm.stopPrank();
    }
}

contract FreshnessTest is BuiltAssetsBase {
    Freshness private _freshness;
    ContributionId private _lone;

    function setUp() public override {
        super.setUp();
        _freshness = new Freshness(ledger, models, adapters);
        _lone = _contribute(contributorAccount, "one");
        _judge(_accepted(_lone));
        _snapshot(datanet);
    }

    function test_isStale_untilRetrained_succeeds() external {
        uint32 source = DatanetId.unwrap(datanet);
        ModelId model = _model(_edges(_trainedOn(source, 1)));
        AdapterId adapter = _adapter(model, _edges(_trainedOn(source, 1)));
        AdapterId stack = _adapter(model, _edges(_tunedFrom(AssetKind.Adapter, AdapterId.unwrap(adapter))));
        _assertState(AssetKind.Model, 1, 0, false);
        _assertState(AssetKind.Adapter, AdapterId.unwrap(stack), 0, false);

        _withdraw(_lone);
        _snapshot(datanet);
        _assertState(AssetKind.Model, 1, 1, false);
        _assertState(AssetKind.Adapter, AdapterId.unwrap(adapter), 2, false);
        _assertState(AssetKind.Adapter, AdapterId.unwrap(stack), 2, false);

        vm.warp(block.timestamp + 1 days);
        vm.startPrank(owner);
        models.retrain(1, "new weights", _snapshots(2));
        _assertState(AssetKind.Model, 1, 0, false);
        // The adapter is trained on the item itself, and built on the old weights.
        _assertState(AssetKind.Adapter, AdapterId.unwrap(adapter), 1, true);
        adapters.retrain(AdapterId.unwrap(adapter), "new weights", _snapshots(2));
        _assertState(AssetKind.Adapter, AdapterId.unwrap(adapter), 0, false);
        _assertState(AssetKind.Adapter, AdapterId.unwrap(stack), 0, true);
        adapters.retrain(AdapterId.unwrap(stack), "new weights", new uint32[](0));
        vm.stopPrank();
        _assertState(AssetKind.Adapter, AdapterId.unwrap(stack), 0, false);
        vm.assertEq(_freshness.version(), "1.0.0");
    }

    function test_stateOf_notBuilt_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IFreshness.Freshness_NotBuilt.selector, AssetKind.Datanet));
        _freshness.stateOf(AssetKind.Datanet, 1);
        _expectUnknownAsset(1);
        _freshness.stateOf(AssetKind.Model, 1);
    }

    function test_stateOf_tooManyAncestors_reverts() external {
        // Nine generations of eight models, each tuned from all of the generation before.
        for (uint32 generation = 0; generation < 8; ++generation) {
            for (uint32 i = 0; i < 8; ++i) {
                ILineage.Edge[] memory edges = _edges(generation == 0 ? 0 : 8);
                for (uint32 j = 0; j < edges.length; ++j) edges[j] = _tunedFrom(AssetKind.Model, 8 * (generation - 1) + j + 1);
                _model(edges);
            }
        }
        ILineage.Edge[] memory last = _edges(8);
        for (uint32 j = 0; j < 8; ++j) last[j] = _tunedFrom(AssetKind.Model, 57 + j);
        uint32 child = ModelId.unwrap(_model(last));
        vm.expectRevert(abi.encodeWithSelector(IFreshness.Freshness_TooManyAncestors.selector, 64));
        _freshness.stateOf(AssetKind.Model, child);
        _assertState(AssetKind.Model, 57, 0, false);
    }

    function _assertState(AssetKind kind, uint32 id, uint256 lost, bool isBehind) private view {
        (uint256 actualLost, bool isActuallyBehind) = _freshness.stateOf(kind, id);
        vm.assertEq(actualLost, lost);
        vm.assertEq(isActuallyBehind, isBehind);
        vm.assertEq(_freshness.isStale(kind, id), lost != 0 || isBehind);
    }
}
