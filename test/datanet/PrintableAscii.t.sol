// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PrintableAscii} from "../../contracts/libraries/PrintableAscii.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

contract PrintableAsciiTest is RegistryBase {
    function testFuzz_isPrintable_anyBytesAgreesWithLoop_succeeds(bytes calldata text) external pure {
        vm.assertEq(PrintableAscii.isPrintable(text), _loop(text));
    }

    function testFuzz_isPrintable_oneOddByteAgreesWithLoop_succeeds(uint256 length, uint256 position, bytes1 odd) external pure {
        bytes memory text = bytes(_repeat("~", _bound(length, 1, 100)));
        text[position % text.length] = odd;
        vm.assertEq(PrintableAscii.isPrintable(text), _loop(text));
    }

    function test_isPrintable_everyByteAtEveryPlaceAgreesWithLoop_succeeds() external pure {
        for (uint256 value = 0; value < 256; ++value) {
            for (uint256 position = 0; position < 33; position += 4) {
                bytes memory text = bytes(_repeat(" ", 33));
                text[position] = bytes1(uint8(value));
                vm.assertEq(PrintableAscii.isPrintable(text), value >= 0x20 && value <= 0x7e);
            }
        }
    }

    function test_isPrintable_ignoresWhatLiesBehind_succeeds() external pure {
        bytes memory text = bytes(_repeat("\x00", 32));
        text[0] = "a";
        assembly ("memory-safe") {
            mstore(text, 1)
        }
        vm.assertTrue(PrintableAscii.isPrintable(text));
        vm.assertTrue(PrintableAscii.isPrintable(""));
    }

    function _loop(bytes memory text) private pure returns (bool) {
        for (uint256 i = 0; i < text.length; ++i) {
            if (text[i] < 0x20 || text[i] > 0x7e) return false;
        }
        return true;
    }
}
