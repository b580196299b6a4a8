// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {ILicences} from "../../contracts/interfaces/ILicences.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {IModelRegistry} from "../../contracts/interfaces/IModelRegistry.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {SplitWords} from "../../contracts/libraries/SplitWords.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AdapterId} from "../../contracts/types/AdapterId.sol";
import {AgentId} from "../../contracts/types/AgentId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {Role} from "../../contracts/types/Role.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

/// @notice Every rule of an offering, broken one at a time.
contract GatewayRegistry_publishOffering is MoneyBase {
    function test_publishOffering_stranger_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_NotOperator.selector, gateway, stranger));
        gateways.publishOffering(record);
    }

    function test_publishOffering_unknownGateway_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.gateway = GatewayId.wrap(9);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownGateway.selector, 9));
    }

    function test_publishOffering_bondTooSmall_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        vm.prank(operator);
        gateways.startUnbonding(gateway, NanoOpen.wrap(1));
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_BondTooSmall.selector, 1_000 * OPEN - 1, 1_000 * OPEN));
    }

    function test_publishOffering_badLabel_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.label = "";
        _expect(record, abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 64));
        record.label = string(bytes(hex"c080"));
        _expect(record, abi.encodeWithSelector(BoundedString.BoundedString_InvalidUtf8.selector, 0));
    }

    function test_publishOffering_zeroMethod_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.methodId = 0;
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ZeroMethod.selector));
    }

    function test_publishOffering_zeroPrice_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.promptPrice = NanoOpen.wrap(0);
        _publish(record);
        record.completionPrice = NanoOpen.wrap(0);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_ZeroPrice.selector));
    }

    function test_publishOffering_splitLength_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split = new IGatewayRegistry.SplitEntry[](1);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_SplitLength.selector, 1, 16));
        record.split = new IGatewayRegistry.SplitEntry[](17);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_SplitLength.selector, 17, 16));
    }

    function test_publishOffering_splitNotWhole_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[0].bps += 1;
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_SplitNotWhole.selector, 10_001));
        record.split[0].bps -= 2;
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_SplitNotWhole.selector, 9_999));
    }

    function test_publishOffering_zeroShare_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[4].bps = 0;
        _expectInvalid(record, 4);
    }

    function test_publishOffering_roleWithoutAccount_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[4].account = AccountId.wrap(0);
        _expectInvalid(record, 4);
    }

    function test_publishOffering_dataWithAccount_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[2].account = commons;
        _expectInvalid(record, 2);
    }

    function test_publishOffering_unknownSplitAccount_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[4].account = AccountId.wrap(999);
        _expectInvalid(record, 4);
    }

    function test_publishOffering_repeatedEntry_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[4] = IGatewayRegistry.SplitEntry(Role.Gateway, gatewayAccount, 800);
        _expectInvalid(record, 4);
    }

    function test_publishOffering_dataEntries_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[4] = IGatewayRegistry.SplitEntry(Role.Data, AccountId.wrap(0), 800);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DataEntries.selector, 2));
        record = _offering();
        record.split[2] = IGatewayRegistry.SplitEntry(Role.Validator, commons, 6_000);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DataEntries.selector, 0));
    }

    function test_publishOffering_dataShareTooSmall_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[2].bps = 2_999;
        record.split[0].bps = 5_001;
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DataShareTooSmall.selector, 2_999, 3_000));
    }

    function test_publishOffering_nothingServed_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.model = ModelId.wrap(0);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_NothingServed.selector));
    }

    function test_publishOffering_unknownModel_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.model = ModelId.wrap(9);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownModel.selector, 9));
    }

    function test_publishOffering_unknownAgent_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.agent = AgentId.wrap(9);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownAgent.selector, 9));
    }

    function test_publishOffering_unknownAdapter_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.adapters = new AdapterId[](1);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownAdapter.selector, 0));
        record.adapters[0] = AdapterId.wrap(1);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownAdapter.selector, 1));
    }

    function test_publishOffering_tooManyAdapters_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.adapters = new AdapterId[](5);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_TooManyAdapters.selector, 5, 4));
    }

    function test_publishOffering_adapterOfOtherModel_reverts() public {
        ModelId other = _model(0);
        IGatewayRegistry.Offering memory record = _offering();
        record.adapters = new AdapterId[](1);
        record.adapters[0] = _adapter(other, 0);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_AdapterBaseMismatch.selector, 1, other, model));
    }

    function test_publishOffering_datanetCount_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.datanets = new DatanetId[](0);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DatanetCount.selector, 0, 8));
        record.datanets = new DatanetId[](9);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DatanetCount.selector, 9, 8));
    }

    function test_publishOffering_datanetsNotAscending_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.datanets = new DatanetId[](2);
        (record.datanets[0], record.datanets[1]) = (datanet, datanet);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_DatanetsNotAscending.selector, 1));
    }

    function test_publishOffering_unknownDatanet_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.datanets[0] = DatanetId.wrap(0);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownDatanet.selector, 0));
        record.datanets[0] = DatanetId.wrap(9);
        _expect(record, abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_UnknownDatanet.selector, 9));
    }

    function test_publishOffering_inferenceNotAllowed_reverts() public {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.infer = Consent.NotAllowed;
        vm.prank(builder);
        datanets.publishTerms(datanet, terms);
        _expect(_offering(), abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_InferenceNotAllowed.selector, datanet));
        terms.infer = Consent.Allowed;
        terms.licence = "CC-BY-NC-4.0";
        vm.prank(builder);
        datanets.publishTerms(datanet, terms);
        _expect(_offering(), abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_InferenceNotAllowed.selector, datanet));
    }

    function test_publishOffering_datanetsLicences_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.datanets = new DatanetId[](2);
        (record.datanets[0], record.datanets[1]) = (_licensed("GPL-2.0-only"), _licensed("Apache-2.0"));
        _expect(record, _incompatible(AssetKind.Datanet, 3, AssetKind.Datanet, 2));
        (record.datanets[0], record.datanets[1]) = (_licensed("GPL-2.0-only"), _licensed("MIT OR Apache-2.0"));
        _publish(record);
    }

    /// @dev Each adapter fits the base model; the two do not fit each other.
    function test_publishOffering_adaptersLicences_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.adapters = new AdapterId[](2);
        record.adapters[0] = _adapterOn(_licensed("GPL-2.0-only"));
        record.adapters[1] = _adapterOn(_licensed("Apache-2.0"));
        _expect(record, _incompatible(AssetKind.Adapter, 2, AssetKind.Adapter, 1));
        record.adapters[1] = _adapterOn(_licensed("GPL-2.0-or-later"));
        _publish(record);
    }

    function test_publishOffering_modelRoyalty_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[1].bps -= 1;
        record.split[0].bps += 1;
        _expectRoyalty(record, Role.Model, record.split[1].account, 699, 700);
        record.split[1].role = Role.Validator;
        _expectRoyalty(record, Role.Model, record.split[1].account, 0, 700);
    }

    function test_publishOffering_curatorShare_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.split[3].bps -= 1;
        record.split[0].bps += 1;
        _expectRoyalty(record, Role.Datanet, record.split[3].account, 499, 500);
    }

    function test_publishOffering_adapterRoyalty_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.adapters = new AdapterId[](1);
        record.adapters[0] = _adapter(model, 300);
        _expectRoyalty(record, Role.Adapter, adapters.accountOf(1), 0, 300);
    }

    function test_publishOffering_agentRoyalty_reverts() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.agent = _agent(200);
        _expectRoyalty(record, Role.Agent, agents.accountOf(1), 0, 200);
    }

    function test_publishOffering_withEverything_succeeds() public {
        IGatewayRegistry.Offering memory record = _offering();
        record.agent = _agent(200);
        record.adapters = new AdapterId[](1);
        record.adapters[0] = _adapter(model, 300);
        IGatewayRegistry.SplitEntry[] memory split = new IGatewayRegistry.SplitEntry[](7);
        for (uint256 i; i < 5; ++i) split[i] = record.split[i];
        split[0].bps -= 500;
        split[5] = IGatewayRegistry.SplitEntry(Role.Agent, agents.accountOf(1), 200);
        split[6] = IGatewayRegistry.SplitEntry(Role.Adapter, adapters.accountOf(1), 300);
        record.split = split;

        vm.expectEmit(address(gateways));
        emit IGatewayRegistry.OfferingPublished(OfferingId.wrap(2), gateway, record, operator);
        OfferingId published = _publish(record);

        vm.assertEq(gateways.offeringCount(), 2);
        vm.assertEq(abi.encode(gateways.offeringOf(published)), abi.encode(record));
        vm.assertFalse(gateways.isRetired(published));
        IGatewayRegistry.Price memory price = gateways.priceOf(published);
        vm.assertTrue(price.gateway == gateway);
        vm.assertEq(_nano(price.promptPrice), _nano(record.promptPrice));
        vm.assertEq(_nano(price.completionPrice), _nano(record.completionPrice));
        vm.assertEq(price.splitLength, 7);
        for (uint256 i; i < 7; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            vm.assertEq(uint256(role), uint256(split[i].role));
            vm.assertTrue(account == split[i].account);
            vm.assertEq(bps, split[i].bps);
        }
    }

    /// @dev A Datanet under `licence` that asks for no curator share, with a snapshot.
    function _licensed(string memory licence) private returns (DatanetId opened) {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = licence;
        terms.curatorBps = 0;
        vm.startPrank(builder);
        opened = datanets.create("Licensed", "salt", address(this), terms);
        datanets.publishSnapshot(opened, "items", 1, "");
        vm.stopPrank();
    }

    function _adapterOn(DatanetId source) private returns (AdapterId) {
        ILineage.Edge[] memory edges = new ILineage.Edge[](1);
        edges[0] = ILineage.Edge(ILineage.Relation.TrainedOn, AssetKind.Datanet, DatanetId.unwrap(source), 1, 0);
        IAdapterRegistry.Adapter memory record = IAdapterRegistry.Adapter("Adapter", "", "weights", model, 0);
        vm.prank(builder);
        return adapters.register(record, edges);
    }

    function _incompatible(AssetKind kind, uint32 id, AssetKind otherKind, uint32 otherId) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILicences.Licences_Incompatible.selector, kind, id, otherKind, otherId);
    }

    function _model(uint16 royaltyBps) private returns (ModelId) {
        IModelRegistry.Model memory record = IModelRegistry.Model({name: "Other", uri: "", weightsHash: "other", royaltyBps: royaltyBps});
        vm.prank(builder);
        return models.register(record, new ILineage.Edge[](0));
    }

    function _adapter(ModelId base, uint16 royaltyBps) private returns (AdapterId) {
        IAdapterRegistry.Adapter memory record = IAdapterRegistry.Adapter({
            name: "Adapter",
            uri: "",
            weightsHash: "adapter",
            baseModel: base,
            royaltyBps: royaltyBps
        });
        vm.prank(builder);
        return adapters.register(record, new ILineage.Edge[](0));
    }

    function _agent(uint16 royaltyBps) private returns (AgentId) {
        vm.prank(builder);
        uint256 id = agents.register();
        vm.prank(builder);
        agents.declareLineage(id, royaltyBps, new ILineage.Edge[](0));
        return AgentId.wrap(uint32(id));
    }

    function _expectInvalid(IGatewayRegistry.Offering memory record, uint256 index) private {
        IGatewayRegistry.SplitEntry memory entry = record.split[index];
        _expect(
            record,
            abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_SplitEntryInvalid.selector, index, entry.role, entry.account, entry.bps)
        );
    }

    function _expectRoyalty(IGatewayRegistry.Offering memory record, Role role, AccountId account, uint16 given, uint16 declared) private {
        _expect(
            record,
            abi.encodeWithSelector(IGatewayRegistry.GatewayRegistry_RoyaltyNotHonoured.selector, role, account, given, declared)
        );
    }

    function _expect(IGatewayRegistry.Offering memory record, bytes memory reason) private {
        vm.prank(operator);
        vm.expectRevert(reason);
        gateways.publishOffering(record);
    }
}
