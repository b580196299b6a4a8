// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LaneStore} from "../../contracts/libraries/LaneStore.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

contract LaneStore_functions {
    using LaneStore for LaneStore.Lanes;

    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    uint256 private constant WORDS = 8;

    LaneStore.Lanes private _lanes;

    function addRange(uint256 first, uint256[] calldata deltas, uint256 skipped) external returns (uint256 sum, bool fits) {
        return _lanes.addRange({first: first, deltas: deltas, from: 0, to: deltas.length, skipped: skipped});
    }

    /// @dev The reference adds each lane of each word on its own; the fourth lane has 63 bits.
    function testFuzz_addRange_asLaneByLane(
        uint256[8] memory before,
        uint256[8] memory added,
        uint8 skipped,
        uint8 opened,
        uint8 shape
    ) public {
        uint256[] memory deltas = new uint256[](WORDS);
        uint256 expected;
        bool isPossible = true;
        for (uint256 word; word < WORDS; ++word) {
            // Random lanes overflow nearly always: most rounds take small ones.
            uint256 mask =
                shape % 4 == 0
                    ? type(uint256).max >> 1
                    : uint256(0x00ffffff_ffffffff00ffffff_ffffffff00ffffff_ffffffff00ffffff_ffffffff) >> 1;
            (before[word], deltas[word]) = (before[word] & mask, added[word] & mask);
            if ((opened >> word) & 1 == 1) _lanes.open(100 + word);
            vm.assertTrue(_lanes.add(100 + word, before[word]));
            if ((skipped >> word) & 1 == 1) continue;
            for (uint256 lane; lane < 4; ++lane) {
                uint256 sum = uint256(uint64(before[word] >> (64 * lane))) + uint64(deltas[word] >> (64 * lane));
                isPossible = isPossible && sum < (lane == 3 ? 1 << 63 : 1 << 64);
                expected += uint64(deltas[word] >> (64 * lane));
            }
        }
        (uint256 total, bool fits) = this.addRange(100, deltas, skipped);
        vm.assertEq(fits, isPossible);
        if (!isPossible) return;
        vm.assertEq(total, expected);
        for (uint256 word; word < WORDS; ++word) {
            // No lane overflows, so plain addition carries nothing from one to the next.
            vm.assertEq(_lanes.get(100 + word), (skipped >> word) & 1 == 1 ? before[word] : before[word] + deltas[word]);
        }
    }

    function test_add_beyondCapacity_reverts() public {
        vm.assertFalse(_lanes.add(LaneStore.CAPACITY, 1));
        vm.assertTrue(_lanes.add(LaneStore.CAPACITY - 1, 1));
        vm.assertEq(_lanes.get(LaneStore.CAPACITY - 1), 1);
        vm.assertEq(_lanes.get(LaneStore.CAPACITY), 0);
    }

    function test_open_keepsLanes_succeeds() public {
        _lanes.open(7);
        vm.assertEq(_lanes.get(7), 0);
        vm.assertTrue(_lanes.add(7, (1 << 255) - 1));
        vm.assertEq(_lanes.get(7), (1 << 255) - 1);
        _lanes.open(7);
        vm.assertEq(_lanes.get(7), (1 << 255) - 1);
        vm.assertFalse(_lanes.add(7, 1 << 255));
        vm.assertFalse(_lanes.add(7, 1 << 192));
    }
}
