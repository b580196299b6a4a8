// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Tombstones} from "../../contracts/libraries/Tombstones.sol";
import {Cheats} from "../support/registry/Cheats.sol";

contract TombstonesTest {
    using Tombstones for mapping(uint256 node => int256);

    Cheats private constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    mapping(uint256 node => int256) private _tree;
    uint256[2][] private _burials;

    /// @notice The tree counts what a list of all burials counts.
    function testFuzz_countOf_asAList_succeeds(uint256 seed) external {
        uint256 latest;
        for (uint256 step = 0; step < 40; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 3 == 0) ++latest;
            uint256 acceptedAfter = latest == 0 ? 0 : (seed >> 8) % (latest + 1);
            _tree.bury(acceptedAfter, latest);
            _burials.push([acceptedAfter, latest]);
        }
        for (uint256 snapshot = 1; snapshot <= latest; ++snapshot) {
            uint256 expected;
            for (uint256 i = 0; i < _burials.length; ++i) {
                if (_burials[i][0] < snapshot && snapshot <= _burials[i][1]) ++expected;
            }
            vm.assertEq(_tree.countOf(snapshot, latest), expected);
        }
    }
}
