// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {StringHarness} from "../mocks/StringHarness.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

contract BoundedString_requireText {
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    StringHarness private immutable _harness = new StringHarness();

    function test_requireName_length_reverts() public {
        _expectLength(0, 1, 64);
        _harness.requireName("");
        _expectLength(65, 1, 64);
        _harness.requireName(string(new bytes(65)));
        _expectLength(0, 1, 64);
        _harness.requireLabel("");
        _expectLength(257, 0, 256);
        _harness.requireUri(string(new bytes(257)));
    }

    function test_requireText_everyControlCharacter_reverts() public {
        for (uint256 code; code < 0xa0; ++code) {
            if (code >= 0x20 && code < 0x7f) continue;
            bytes memory text = code < 0x80 ? abi.encodePacked("ab", uint8(code)) : abi.encodePacked("ab", bytes1(0xc2), uint8(code));
            vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 2, code));
            _harness.requireText(string(text), 0, 99);
        }
    }

    function test_requireText_notUtf8_reverts() public {
        // Lone continuation, overlong forms, surrogates, beyond U+10FFFF, cut short, wrong continuation.
        bytes[16] memory bad = [
            bytes(hex"80"),
            hex"bf",
            hex"c0af",
            hex"c1bf",
            hex"e09fbf",
            hex"f08fbfbf",
            hex"eda080",
            hex"edbfbf",
            hex"f4908080",
            hex"f5808080",
            hex"ff",
            hex"c3",
            hex"e282",
            hex"f09f98",
            hex"e28228",
            hex"c328"
        ];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_InvalidUtf8.selector, 1));
            _harness.requireText(string(bytes.concat("x", bad[i])), 0, 99);
        }
    }

    function test_requireText_printable_succeeds() public view {
        _harness.requireName(unicode"Smart-contract security — Größe ≥ 1 😀 한글");
        _harness.requireLabel("a");
        _harness.requireUri("");
        _harness.requireText(string(bytes(hex"c2a0dfbfe0a080ed9fbfee8080efbfbff0908080f48fbfbf")), 24, 24);
    }

    /// @dev Every code point from U+00A0 on but the surrogates, as its encoding rule says.
    function testFuzz_requireText_codePoint(uint32 code) public {
        code = 0xa0 + code % (0x110000 - 0xa0);
        bytes memory text = code < 0x800
            ? abi.encodePacked(uint8(0xc0 | (code >> 6)), uint8(0x80 | (code & 63)))
            : code < 0x10000
                ? abi.encodePacked(uint8(0xe0 | (code >> 12)), uint8(0x80 | ((code >> 6) & 63)), uint8(0x80 | (code & 63)))
                : abi.encodePacked(
                    uint8(0xf0 | (code >> 18)), uint8(0x80 | ((code >> 12) & 63)), uint8(0x80 | ((code >> 6) & 63)), uint8(0x80 | (code & 63))
                );
        if (code >= 0xd800 && code < 0xe000) vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_InvalidUtf8.selector, 0));
        _harness.requireText(string(text), 1, 4);
    }

    function _expectLength(uint256 length, uint256 minimum, uint256 maximum) private {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, length, minimum, maximum));
    }
}
