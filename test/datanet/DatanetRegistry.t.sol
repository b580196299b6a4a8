// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {ILicences} from "../../contracts/interfaces/ILicences.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {SpdxExpression} from "../../contracts/libraries/SpdxExpression.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

abstract contract DatanetRegistryBase is RegistryBase {
    DatanetId internal constant FIRST = DatanetId.wrap(1);
    DatanetId internal constant UNKNOWN = DatanetId.wrap(2);

    function _expectUnknown() internal {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownDatanet.selector, UNKNOWN));
    }

    function _expectNotOwner(address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_NotOwner.selector, FIRST, caller));
    }

    function _assertTerms(IDatanetRegistry.Terms memory actual, IDatanetRegistry.Terms memory expected) internal pure {
        vm.assertEq(abi.encode(actual), abi.encode(expected));
    }

    function _expectLength(uint256 length, uint256 minimum, uint256 maximum) internal {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, length, minimum, maximum));
    }
}

contract DatanetRegistryCreateTest is DatanetRegistryBase {
    function test_create_public_succeeds() external {
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.DatanetCreated(FIRST, AccountId.wrap(1), owner, "Smart-contract security", "salt", admissionModule);
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.TermsPublished(FIRST, 1, _terms(), owner);
        DatanetId datanet = _datanet();

        vm.assertTrue(datanet == FIRST);
        vm.assertEq(datanets.ownerOf(1), owner);
        vm.assertEq(datanets.nameOf(datanet), "Smart-contract security");
        vm.assertEq(datanets.saltOf(datanet), "salt");
        vm.assertEq(datanets.admissionOf(datanet), admissionModule);
        vm.assertEq(datanets.termsVersionOf(datanet), 1);
        vm.assertEq(datanets.snapshotCountOf(datanet), 0);
        _assertTerms(datanets.termsOf(datanet, 1), _terms());
        _assertTerms(datanets.currentTermsOf(datanet), _terms());
    }

    function test_create_private_succeeds() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.isPrivate = true;
        vm.prank(owner);
        DatanetId datanet = datanets.create("Private", 0, admissionModule, terms);
        vm.assertEq(datanets.saltOf(datanet), bytes32(0));
    }

    function test_create_atEveryBound_succeeds() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = string.concat("LicenseRef-", _repeat("a", 53));
        terms.licenceUri = _repeat("b", 256);
        terms.metadataUri = _repeat("c", 256);
        terms.contributionBond = datanets.MAX_CONTRIBUTION_BOND();
        terms.panelSize = datanets.MAX_PANEL_SIZE();
        terms.curatorBps = datanets.MAX_CURATOR_BPS();
        vm.prank(owner);
        _assertTerms(datanets.currentTermsOf(datanets.create(_repeat("d", 64), "salt", admissionModule, terms)), terms);
    }

    function test_create_publicWithoutSalt_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_SaltMismatch.selector, false, bytes32(0)));
        datanets.create("Name", 0, admissionModule, _terms());
    }

    function test_create_privateWithSalt_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.isPrivate = true;
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_SaltMismatch.selector, true, bytes32("salt")));
        datanets.create("Name", "salt", admissionModule, terms);
    }

    function test_create_admissionNotApproved_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_AdmissionNotApproved.selector, stranger));
        datanets.create("Name", "salt", stranger, _terms());
    }

    function test_create_badName_reverts() external {
        _expectLength(0, 1, 64);
        datanets.create("", "salt", admissionModule, _terms());
        _expectLength(65, 1, 64);
        datanets.create(_repeat("x", 65), "salt", admissionModule, _terms());
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 1, 0));
        datanets.create("a\x00b", "salt", admissionModule, _terms());
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_InvalidUtf8.selector, 0));
        datanets.create(string(abi.encodePacked(bytes1(0xff))), "salt", admissionModule, _terms());
    }

    function test_create_badLicence_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licence = "";
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Length.selector, 0, 64));
        _datanet(terms);
        terms.licence = _repeat("a", 65);
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Length.selector, 65, 64));
        _datanet(terms);
        terms.licence = "Made-Up-1.0";
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_UnknownLicence.selector, "made-up-1.0"));
        _datanet(terms);
        terms.licence = "MIT OR";
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Syntax.selector, "MIT OR", 6));
        _datanet(terms);
        terms.licence = "MIT<script>";
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Character.selector, 3, bytes1("<")));
        _datanet(terms);
    }

    function test_create_longUris_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.licenceUri = _repeat("a", 257);
        _expectLength(257, 0, 256);
        _datanet(terms);
        terms = _terms();
        terms.metadataUri = _repeat("a", 257);
        _expectLength(257, 0, 256);
        _datanet(terms);
    }

    function test_create_bondTooLarge_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.contributionBond = NanoOpen.wrap(1_000e9 + 1);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_BondTooLarge.selector, 1_000e9 + 1, 1_000e9));
        _datanet(terms);
    }

    function test_create_panelTooLarge_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.panelSize = 33;
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_PanelTooLarge.selector, 33, 32));
        _datanet(terms);
    }

    function test_create_curatorShareTooLarge_reverts() external {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.curatorBps = 2_001;
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_CuratorShareTooLarge.selector, 2_001, 2_000));
        _datanet(terms);
    }
}

contract DatanetRegistryPublishTermsTest is DatanetRegistryBase {
    function test_publishTerms_keepsEarlierVersions_succeeds() external {
        DatanetId datanet = _datanet();
        IDatanetRegistry.Terms memory next = _terms();
        next.train = Consent.NotAllowed;
        next.infer = Consent.Constrained;
        next.metadataUri = "ipfs://next";
        next.curatorBps = 100;
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.TermsPublished(datanet, 2, next, owner);
        vm.prank(owner);
        vm.assertEq(datanets.publishTerms(datanet, next), 2);

        vm.assertEq(datanets.termsVersionOf(datanet), 2);
        _assertTerms(datanets.termsOf(datanet, 1), _terms());
        _assertTerms(datanets.termsOf(datanet, 2), next);
        _assertTerms(datanets.currentTermsOf(datanet), next);
        vm.assertEq(datanets.royaltyOf(1), 100);
        vm.assertEq(datanets.tokenURI(1), "ipfs://next");
    }

    function test_publishTerms_visibilityChanged_reverts() external {
        DatanetId datanet = _datanet();
        IDatanetRegistry.Terms memory terms = _terms();
        terms.isPrivate = true;
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_VisibilityFixed.selector, datanet));
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
    }

    function test_publishTerms_byCurator_reverts() external {
        DatanetId datanet = _datanet();
        vm.prank(owner);
        datanets.setCurator(datanet, curator, true);
        _expectNotOwner(curator);
        vm.prank(curator);
        datanets.publishTerms(datanet, _terms());
    }

    function test_publishTerms_bySeller_reverts() external {
        DatanetId datanet = _datanet();
        vm.startPrank(owner);
        datanets.transferFrom(owner, buyer, 1);
        _expectNotOwner(owner);
        datanets.publishTerms(datanet, _terms());
        vm.stopPrank();
    }

    function test_publishTerms_unknownDatanet_reverts() external {
        _datanet();
        _expectUnknown();
        datanets.publishTerms(UNKNOWN, _terms());
    }

    function test_publishTerms_versionsExhausted_reverts() external {
        DatanetId datanet = _datanet();
        bytes32 slot = _slotOfFirstDatanet();
        uint256 word = uint256(vm.load(address(datanets), slot));
        vm.store(address(datanets), slot, bytes32(word | (uint256(type(uint16).max) << 160)));
        vm.assertEq(datanets.termsVersionOf(datanet), type(uint16).max);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_TermsVersionsExhausted.selector, datanet));
        vm.prank(owner);
        datanets.publishTerms(datanet, _terms());
    }

    /// @dev The word that holds admission (160 bits) and terms version (16 bits), found by its content.
    function _slotOfFirstDatanet() private view returns (bytes32 slot) {
        for (uint256 i = 0; i < 32; ++i) {
            slot = keccak256(abi.encode(uint256(1), i));
            if (uint256(vm.load(address(datanets), slot)) == (uint256(1) << 160) | uint160(admissionModule)) return slot;
        }
        revert("the Datanet's slot was not found");
    }

    function test_termsOf_unknownVersion_reverts() external {
        DatanetId datanet = _datanet();
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownTermsVersion.selector, datanet, 0));
        datanets.termsOf(datanet, 0);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownTermsVersion.selector, datanet, 2));
        datanets.termsOf(datanet, 2);
    }
}

contract DatanetRegistryCuratorsTest is DatanetRegistryBase {
    function test_setCurator_namesAndDismisses_succeeds() external {
        DatanetId datanet = _datanet();
        vm.assertFalse(datanets.isCurator(datanet, curator));
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.CuratorChanged(datanet, curator, true, owner);
        vm.prank(owner);
        datanets.setCurator(datanet, curator, true);
        vm.assertTrue(datanets.isCurator(datanet, curator));

        vm.prank(owner);
        datanets.setCurator(datanet, curator, false);
        vm.assertFalse(datanets.isCurator(datanet, curator));
    }

    function test_isCurator_ownerAlways_succeeds() external {
        DatanetId datanet = _datanet();
        vm.assertTrue(datanets.isCurator(datanet, owner));
        vm.assertFalse(datanets.isCurator(datanet, stranger));
        vm.assertFalse(datanets.isCurator(datanet, address(0)));
    }

    function test_transferFrom_dismissesCurators_succeeds() external {
        DatanetId datanet = _datanet();
        vm.startPrank(owner);
        datanets.setCurator(datanet, curator, true);
        datanets.transferFrom(owner, buyer, 1);
        vm.stopPrank();
        vm.assertFalse(datanets.isCurator(datanet, curator));
        vm.assertFalse(datanets.isCurator(datanet, owner));
        vm.assertTrue(datanets.isCurator(datanet, buyer));

        vm.prank(buyer);
        datanets.transferFrom(buyer, owner, 1);
        vm.assertFalse(datanets.isCurator(datanet, curator));
    }

    function test_setCurator_byStranger_reverts() external {
        DatanetId datanet = _datanet();
        _expectNotOwner(stranger);
        vm.prank(stranger);
        datanets.setCurator(datanet, stranger, true);
    }

    function test_isCurator_unknownDatanet_reverts() external {
        _datanet();
        _expectUnknown();
        datanets.isCurator(UNKNOWN, owner);
    }
}

contract DatanetRegistryAdmissionTest is DatanetRegistryBase {
    function test_setAdmission_approved_succeeds() external {
        DatanetId datanet = _datanet();
        datanets.setAdmissionApproval(stranger, true);
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.AdmissionChanged(datanet, stranger, owner);
        vm.prank(owner);
        datanets.setAdmission(datanet, stranger);
        vm.assertEq(datanets.admissionOf(datanet), stranger);
    }

    function test_setAdmission_notApproved_reverts() external {
        DatanetId datanet = _datanet();
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_AdmissionNotApproved.selector, stranger));
        vm.prank(owner);
        datanets.setAdmission(datanet, stranger);
    }

    function test_setAdmission_byStranger_reverts() external {
        DatanetId datanet = _datanet();
        _expectNotOwner(stranger);
        vm.prank(stranger);
        datanets.setAdmission(datanet, admissionModule);
    }

    function test_setAdmissionApproval_takenBack_succeeds() external {
        DatanetId datanet = _datanet();
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.AdmissionApprovalChanged(admissionModule, false, address(this));
        datanets.setAdmissionApproval(admissionModule, false);
        vm.assertFalse(datanets.isAdmissionApproved(admissionModule));
        vm.assertEq(datanets.admissionOf(datanet), admissionModule);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_AdmissionNotApproved.selector, admissionModule));
        _datanet();
    }

    function test_setAdmissionApproval_zero_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_AdmissionNotApproved.selector, address(0)));
        datanets.setAdmissionApproval(address(0), true);
    }

    function test_setAdmissionApproval_withoutRole_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        datanets.setAdmissionApproval(stranger, true);
    }
}

contract DatanetRegistrySnapshotTest is DatanetRegistryBase {
    function test_publishSnapshot_byCurator_succeeds() external {
        DatanetId datanet = _datanet();
        vm.startPrank(owner);
        datanets.setCurator(datanet, curator, true);
        datanets.publishTerms(datanet, _terms());
        vm.stopPrank();
        vm.expectEmit(address(datanets));
        emit IDatanetRegistry.SnapshotPublished(datanet, 1, "root", 7, 2, "ipfs://items", curator);
        vm.prank(curator);
        vm.assertEq(datanets.publishSnapshot(datanet, "root", 7, "ipfs://items"), 1);

        IDatanetRegistry.Snapshot memory stored = datanets.snapshotOf(datanet, 1);
        vm.assertEq(stored.itemRoot, "root");
        vm.assertEq(stored.itemCount, 7);
        vm.assertEq(stored.termsVersion, 2);
        vm.assertEq(stored.publishedAt, block.timestamp);
        vm.assertEq(_snapshot(datanet), 2);
        vm.assertEq(datanets.snapshotCountOf(datanet), 2);
    }

    function test_publishSnapshot_empty_reverts() external {
        DatanetId datanet = _datanet();
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_EmptySnapshot.selector, bytes32(0), 1));
        datanets.publishSnapshot(datanet, 0, 1, "");
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_EmptySnapshot.selector, bytes32("root"), 0));
        datanets.publishSnapshot(datanet, "root", 0, "");
        vm.stopPrank();
    }

    function test_publishSnapshot_byStranger_reverts() external {
        DatanetId datanet = _datanet();
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_NotCurator.selector, datanet, stranger));
        vm.prank(stranger);
        datanets.publishSnapshot(datanet, "root", 1, "");
    }

    function test_publishSnapshot_longUri_reverts() external {
        DatanetId datanet = _datanet();
        _expectLength(257, 0, 256);
        vm.prank(owner);
        datanets.publishSnapshot(datanet, "root", 1, _repeat("a", 257));
    }

    function test_snapshotOf_unknown_reverts() external {
        DatanetId datanet = _datanet();
        _snapshot(datanet);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, datanet, 0));
        datanets.snapshotOf(datanet, 0);
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, datanet, 2));
        datanets.snapshotOf(datanet, 2);
    }

    function test_views_unknownDatanet_reverts() external {
        _datanet();
        _expectUnknown();
        datanets.nameOf(UNKNOWN);
        _expectUnknown();
        datanets.saltOf(UNKNOWN);
        _expectUnknown();
        datanets.admissionOf(UNKNOWN);
        _expectUnknown();
        datanets.termsVersionOf(UNKNOWN);
        _expectUnknown();
        datanets.termsOf(UNKNOWN, 1);
        _expectUnknown();
        datanets.currentTermsOf(UNKNOWN);
        _expectUnknown();
        datanets.snapshotCountOf(UNKNOWN);
        _expectUnknown();
        datanets.snapshotOf(UNKNOWN, 1);
    }
}

contract SpdxExpressionTest is RegistryBase {
    function requireExpression(string calldata expression) external pure {
        SpdxExpression.requireExpression(expression);
    }

    function test_requireExpression_commonLicences_succeeds() external view {
        this.requireExpression("MIT");
        this.requireExpression("(MIT OR Apache-2.0) AND CC-BY-4.0");
        this.requireExpression("GPL-2.0+ WITH Classpath-exception-2.0");
        this.requireExpression("DocumentRef-a:LicenseRef-b.1");
    }

    function testFuzz_requireExpression_listedBytesOnly_succeeds(bytes1 character) external {
        bytes memory allowed = bytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-+:() ");
        bool isAllowed;
        for (uint256 i = 0; i < allowed.length; ++i) {
            if (allowed[i] == character) isAllowed = true;
        }
        if (!isAllowed) {
            vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Character.selector, 1, character));
        }
        this.requireExpression(string(abi.encodePacked("A", character)));
    }
}
