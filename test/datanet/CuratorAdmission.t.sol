// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CuratorAdmission} from "../../contracts/datanet/CuratorAdmission.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {ICuratorAdmission} from "../../contracts/interfaces/ICuratorAdmission.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

contract CuratorAdmissionDecideTest is ContributionBase {
    CuratorAdmission private admission;

    function setUp() public override {
        super.setUp();
        admission = new CuratorAdmission(ledger, datanets);
        datanets.setAdmissionApproval(address(admission), true);
        vm.startPrank(owner);
        datanets.setAdmission(datanet, address(admission));
        datanets.setCurator(datanet, curator, true);
        vm.stopPrank();
    }

    function test_decide_byCurator_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.expectEmit(address(admission));
        emit ICuratorAdmission.VerdictsReported(datanet, curator, 1, "report", "ipfs://report");
        _expectStatusChanged(id, ContributionStatus.Accepted, VerdictReason.None, 1_000_000, ContributionId.wrap(0), curator);
        vm.prank(curator);
        admission.decide(datanet, _accepted(id), "report", "ipfs://report");
        _assertStatus(id, ContributionStatus.Accepted);
        _assertStanding(id, Standing.Accepted);
    }

    function test_decide_byOwner_succeeds() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.prank(owner);
        admission.decide(datanet, _rejected(id, VerdictReason.OffTopic), 0, "");
        _assertStatus(id, ContributionStatus.Rejected);
    }

    function test_decide_byOthers_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        address[3] memory callers = [contributor, stranger, address(this)];
        for (uint256 i = 0; i < callers.length; ++i) {
            _expectNotCurator(callers[i]);
            vm.prank(callers[i]);
            admission.decide(datanet, _accepted(id), 0, "");
        }
    }

    function test_decide_bySellersCurator_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.prank(owner);
        datanets.transferFrom(owner, buyer, DatanetId.unwrap(datanet));
        _expectNotCurator(curator);
        vm.prank(curator);
        admission.decide(datanet, _accepted(id), 0, "");
    }

    function test_decide_curatorOfAnotherDatanet_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.startPrank(stranger);
        DatanetId other = datanets.create("Other", "salt", address(admission), _terms());
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongDatanet.selector, id, other));
        admission.decide(other, _accepted(id), 0, "");
        vm.stopPrank();
    }

    function test_decide_batchSize_reverts() external {
        vm.startPrank(curator);
        vm.expectRevert(abi.encodeWithSelector(ICuratorAdmission.CuratorAdmission_BatchSize.selector, 0, 100));
        admission.decide(datanet, new IContributionLedger.Verdict[](0), 0, "");
        vm.expectRevert(abi.encodeWithSelector(ICuratorAdmission.CuratorAdmission_BatchSize.selector, 101, 100));
        admission.decide(datanet, new IContributionLedger.Verdict[](101), 0, "");
        vm.stopPrank();
    }

    function test_decide_longUri_reverts() external {
        ContributionId id = _contribute(contributorAccount, "a");
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
        vm.prank(curator);
        admission.decide(datanet, _accepted(id), 0, _repeat("a", 257));
    }

    function test_decide_unknownDatanet_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownDatanet.selector, 9));
        admission.decide(DatanetId.wrap(9), new IContributionLedger.Verdict[](1), 0, "");
    }

    function test_views_describeModule_succeeds() external view {
        vm.assertEq(address(admission.ledger()), address(ledger));
        vm.assertEq(address(admission.datanets()), address(datanets));
        vm.assertEq(admission.mode(), "curators");
        vm.assertEq(admission.version(), "1.0.0");
    }

    function _expectNotCurator(address caller) private {
        vm.expectRevert(abi.encodeWithSelector(ICuratorAdmission.CuratorAdmission_NotCurator.selector, datanet, caller));
    }
}
