// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {Licences} from "../../contracts/datanet/Licences.sol";
import {ILicences} from "../../contracts/interfaces/ILicences.sol";
import {LicenceRecords} from "../../contracts/libraries/LicenceRecords.sol";
import {SpdxExpression} from "../../contracts/libraries/SpdxExpression.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {LicenceClass} from "../../contracts/types/LicenceClass.sol";
import {Cheats} from "../support/registry/Cheats.sol";
import {JsonCheats} from "../support/vectors/JsonCheats.sol";

abstract contract LicencesBase {
    Cheats internal constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    Licences internal licences;

    function setUp() public virtual {
        licences = new Licences(address(new AccessManager(address(this))));
    }

    function _work(uint32 id, string memory licence) internal view returns (ILicences.Work memory) {
        return ILicences.Work({kind: AssetKind.Datanet, id: id, choices: licences.choicesOf(licence)});
    }

    function _works(string memory first, string memory second) internal view returns (ILicences.Work[] memory works) {
        works = new ILicences.Work[](2);
        works[0] = _work(1, first);
        works[1] = _work(2, second);
    }

    function _expectSyntax(string memory expression, uint256 position) internal {
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Syntax.selector, expression, position));
    }
}

/// @notice The contract says what the sdk says: the shared vectors are written by the sdk's `judgeUse`.
contract LicencesVectorTest is LicencesBase {
    JsonCheats private constant json = JsonCheats(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    string private _file;

    function setUp() public override {
        super.setUp();
        _file = json.readFile("test/vectors/licences.json");
    }

    function test_classOf_vectors_succeeds() external view {
        uint256 count = json.parseJsonUint(_file, ".classesCount");
        vm.assertTrue(count > 80);
        for (uint256 i = 0; i < count; ++i) {
            uint256 code = json.parseJsonUint(_file, _path("classes", i, "code"));
            vm.assertEq(uint256(licences.classOf(json.parseJsonString(_file, _path("classes", i, "id")))), code);
        }
    }

    function test_compatible_vectors_succeeds() external view {
        uint256[] memory compatible = json.parseJsonUintArray(_file, ".compatible");
        for (uint256 class = 0; class < 16; ++class) {
            vm.assertEq((LicenceRecords.COMPATIBLE >> (16 * class)) & 0xffff, compatible[class]);
        }
    }

    function test_together_vectors_succeeds() external view {
        uint256 count = json.parseJsonUint(_file, ".casesCount");
        uint256 forbidden;
        for (uint256 i = 0; i < count; ++i) {
            // Mining asks for no licence.
            if (_isEqual(json.parseJsonString(_file, _path("cases", i, "use")), "mine")) continue;
            bool isForbidden = _isEqual(json.parseJsonString(_file, _path("cases", i, "verdict")), "forbidden");
            vm.assertEq(this.isAllowed(i), !isForbidden);
            if (isForbidden) ++forbidden;
        }
        vm.assertTrue(forbidden > 15);
    }

    function isAllowed(uint256 index) external view returns (bool) {
        uint256 count = json.parseJsonUint(_file, _path("cases", index, "sourcesCount"));
        ILicences.Work[] memory works = new ILicences.Work[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory source = string.concat(_path("cases", index, "sources["), json.toString(i), "].");
            if (json.parseJsonUint(_file, string.concat(source, "consent")) == 0) return false;
            try licences.choicesOf(json.parseJsonString(_file, string.concat(source, "licence"))) returns (uint256[] memory choices) {
                if (choices.length == 0) return false;
                works[i].choices = choices;
            } catch {
                return false;
            }
        }
        try licences.together(works) returns (uint256[] memory choices) {
            return choices.length != 0;
        } catch {
            return false;
        }
    }

    function _path(string memory list, uint256 index, string memory key) private pure returns (string memory) {
        return string.concat(".", list, "[", json.toString(index), "].", key);
    }

    function _isEqual(string memory one, string memory other) private pure returns (bool) {
        return keccak256(bytes(one)) == keccak256(bytes(other));
    }
}

contract LicencesReadTest is LicencesBase {
    function test_choicesOf_badExpression_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Length.selector, 0, 64));
        licences.choicesOf("");
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Length.selector, 65_536, 64));
        licences.choicesOf(string(new bytes(65_536)));
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Character.selector, 0, bytes1(0xff)));
        licences.choicesOf(string(abi.encodePacked(bytes1(0xff))));
        _expectSyntax("MIT Apache-2.0", 3);
        licences.choicesOf("MIT Apache-2.0");
        _expectSyntax("MIT AND", 7);
        licences.choicesOf("MIT AND");
        _expectSyntax("(MIT", 4);
        licences.choicesOf("(MIT");
        _expectSyntax("MIT)", 3);
        licences.choicesOf("MIT)");
        _expectSyntax("OR MIT", 0);
        licences.choicesOf("OR MIT");
        _expectSyntax("GPL-2.0-only WITH", 17);
        licences.choicesOf("GPL-2.0-only WITH");
        _expectSyntax("GPL+2", 0);
        licences.choicesOf("GPL+2");
    }

    function test_choicesOf_unknown_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_UnknownLicence.selector, "made-up-1.0"));
        licences.choicesOf("MIT OR Made-Up-1.0");
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_UnknownLicence.selector, "licenseref-"));
        licences.choicesOf("LicenseRef-");
    }

    function test_choicesOf_tooMany_reverts() external {
        // Sixty-four bytes hold no more alternatives than two to the fifth.
        string memory expression = "(W3C OR X11)AND(NTP OR ISC)AND(MIT OR UPL-1.0)";
        vm.assertEq(licences.choicesOf(expression).length, 1);
        expression = "(W3C OR X11 OR ISC)AND(NTP OR ISC OR MIT)AND(MIT OR NTP)";
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_TooManyChoices.selector, 18, 16));
        licences.choicesOf(expression);
        expression = "W3C OR W3C OR W3C OR W3C OR W3C OR W3C OR W3C OR W3C OR W3C";
        vm.assertEq(licences.choicesOf(expression).length, 1);
    }

    function test_choicesOf_keepsWhatMatters_succeeds() external view {
        // Permissive goes with everything that a patent clause goes with, and more.
        uint256[] memory choices = licences.choicesOf("Apache-2.0 OR MIT");
        vm.assertEq(choices.length, 1);
        vm.assertEq(choices[0], uint256(1) << uint256(LicenceClass.Permissive));
        vm.assertEq(licences.choicesOf("GPL-2.0-only OR GPL-3.0-only").length, 2);
        vm.assertEq(licences.choicesOf("CC-BY-NC-4.0").length, 0);
        vm.assertEq(licences.choicesOf("CC-BY-NC-4.0 OR cc-by-4.0").length, 1);
        vm.assertEq(licences.choicesOf("MIT AND CC-BY-ND-4.0").length, 0);
        vm.assertEq(abi.encode(licences.choicesOf("GFDL-1.3")), abi.encode(licences.choicesOf("gfdl-1.3-ONLY")));
        vm.assertEq(abi.encode(licences.choicesOf("GPL-2.0-only with Classpath-exception-2.0")), abi.encode(licences.choicesOf("MPL-2.0")));
        vm.assertEq(abi.encode(licences.choicesOf("MIT WITH Some-exception")), abi.encode(licences.choicesOf("MIT")));
        vm.assertEq(uint256(licences.classOf("DocumentRef-x:LicenseRef-y")), uint256(LicenceClass.ShareAlikeAlone));
        vm.assertEq(uint256(licences.classOf("DocumentRef-:LicenseRef-y")), uint256(LicenceClass.Unknown));
        vm.assertEq(uint256(licences.classOf("DocumentRef-x")), uint256(LicenceClass.Unknown));
        vm.assertEq(uint256(licences.classOf("LicenseRef-a:b")), uint256(LicenceClass.Unknown));
    }

    function test_together_namesThePair_reverts() external {
        ILicences.Work[] memory works = new ILicences.Work[](4);
        works[0] = _work(7, "MIT");
        works[1] = _work(8, "GPL-2.0-only");
        // A work without licences asks for nothing.
        works[2].kind = AssetKind.Model;
        works[3] = _work(9, "Apache-2.0");
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Incompatible.selector, AssetKind.Datanet, 9, AssetKind.Datanet, 8));
        licences.together(works);
        works[3] = _work(9, "GPL-2.0-or-later");
        vm.assertEq(licences.together(works).length, 1);
    }

    function test_together_noTwoAlone_reverts() external {
        // Any two of the three go together, all three do not.
        ILicences.Work[] memory works = new ILicences.Work[](3);
        works[0] = _work(1, "LicenseRef-a OR LicenseRef-b");
        works[1] = _work(2, "LicenseRef-b OR LicenseRef-c");
        works[2] = _work(3, "LicenseRef-c OR LicenseRef-a");
        vm.assertEq(licences.together(_works("LicenseRef-a OR LicenseRef-b", "LicenseRef-b OR LicenseRef-c")).length, 1);
        vm.assertEq(licences.together(_works("LicenseRef-b OR LicenseRef-c", "LicenseRef-c OR LicenseRef-a")).length, 1);
        vm.assertEq(licences.together(_works("LicenseRef-c OR LicenseRef-a", "LicenseRef-a OR LicenseRef-b")).length, 1);
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Incompatible.selector, AssetKind.Datanet, 3, AssetKind.None, 0));
        licences.together(works);
    }

    function testFuzz_together_orderDoesNotMatter_succeeds(uint256 seed) external view {
        string[8] memory pool = [
            "MIT",
            "Apache-2.0",
            "GPL-2.0-only",
            "GPL-2.0-or-later",
            "AGPL-3.0-only",
            "CC-BY-SA-4.0 OR MIT",
            "LicenseRef-a",
            "MPL-2.0 OR ODbL-1.0"
        ];
        string memory first = pool[seed % 8];
        string memory second = pool[(seed >> 8) % 8];
        vm.assertEq(_isTogether(first, second), _isTogether(second, first));
        vm.assertTrue(_isTogether(first, first));
    }

    function _isTogether(string memory first, string memory second) private view returns (bool) {
        try licences.together(_works(first, second)) {
            return true;
        } catch {
            return false;
        }
    }
}

contract LicencesAddTest is LicencesBase {
    function test_add_byGovernance_succeeds() external {
        vm.expectEmit(address(licences));
        emit ILicences.LicenceAdded("Made-Up-1.0", LicenceClass.Permissive, address(this));
        licences.add("Made-Up-1.0", LicenceClass.Permissive);

        vm.assertEq(uint256(licences.classOf("MADE-UP-1.0")), uint256(LicenceClass.Permissive));
        vm.assertEq(licences.together(_works("Made-Up-1.0", "GPL-3.0-only")).length, 1);
        licences.add("Own-1.0", LicenceClass.ShareAlikeAlone);
        licences.add("Own-2.0", LicenceClass.ShareAlikeAlone);
        vm.assertEq(licences.together(_works("Own-1.0", "own-1.0")).length, 1);
        ILicences.Work[] memory works = _works("Own-1.0", "Own-2.0");
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_Incompatible.selector, AssetKind.Datanet, 2, AssetKind.Datanet, 1));
        licences.together(works);
        vm.assertEq(licences.version(), "1.0.0");
    }

    function test_add_stranger_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, address(1)));
        vm.prank(address(1));
        licences.add("Made-Up-1.0", LicenceClass.Permissive);
    }

    function test_add_known_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_AlreadyKnown.selector, "mit"));
        licences.add("mit", LicenceClass.Reserved);
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_AlreadyKnown.selector, "LicenseRef-mine"));
        licences.add("LicenseRef-mine", LicenceClass.Permissive);
        licences.add("Made-Up-1.0", LicenceClass.Permissive);
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_AlreadyKnown.selector, "made-up-1.0"));
        licences.add("made-up-1.0", LicenceClass.Reserved);
    }

    function test_add_bad_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILicences.Licences_BadClass.selector, LicenceClass.Unknown));
        licences.add("Made-Up-1.0", LicenceClass.Unknown);
        _expectSyntax("Made Up", 4);
        licences.add("Made Up", LicenceClass.Permissive);
        vm.expectRevert(abi.encodeWithSelector(SpdxExpression.SpdxExpression_Length.selector, 0, 64));
        licences.add("", LicenceClass.Permissive);
    }
}
