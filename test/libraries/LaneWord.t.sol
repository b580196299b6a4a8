// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LaneWord} from "../../contracts/libraries/LaneWord.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

contract LaneWord_functions {
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev The reference adds each lane on its own.
    function testFuzz_add_asLaneByLane(uint256 left, uint256 right, uint8 shape) public pure {
        // Random lanes overflow nearly always: also try small ones, and ones next to the limit.
        if (shape % 3 == 1) (left, right) = (left & ~_highBits(), right & ~_highBits());
        if (shape % 3 == 2) right = ~left;
        (uint256 result, bool overflows) = LaneWord.add(left, right);
        uint256 expected;
        bool carries;
        for (uint256 i; i < 4; ++i) {
            uint256 sum = uint256(uint64(left >> (64 * i))) + uint64(right >> (64 * i));
            carries = carries || sum > type(uint64).max;
            expected |= uint256(uint64(sum)) << (64 * i);
        }
        vm.assertEq(overflows, carries);
        if (!carries) vm.assertEq(result, expected);
    }

    function test_add_oneLaneAtLimit_succeeds() public pure {
        for (uint256 i; i < 4; ++i) {
            (, bool fits) = LaneWord.add(uint256(type(uint64).max - 1) << (64 * i), uint256(1) << (64 * i));
            (, bool overflows) = LaneWord.add(uint256(type(uint64).max) << (64 * i), uint256(1) << (64 * i));
            vm.assertFalse(fits);
            vm.assertTrue(overflows);
        }
    }

    function testFuzz_laneOf_roundTrip(uint32 number, uint64 amount) public pure {
        AccountId account = AccountId.wrap(number);
        uint256 word = LaneWord.toLane(account, amount);
        vm.assertEq(LaneWord.laneOf(word, account), amount);
        vm.assertEq(LaneWord.sum(word), amount);
        vm.assertEq(LaneWord.wordOf(account), number / 4);
        vm.assertEq(word, uint256(amount) << (64 * (number % 4)));
    }

    function testFuzz_sum_ofLanes(uint64[4] calldata lanes) public pure {
        uint256 word;
        uint256 expected;
        for (uint256 i; i < 4; ++i) {
            word |= uint256(lanes[i]) << (64 * i);
            expected += lanes[i];
        }
        vm.assertEq(LaneWord.sum(word), expected);
    }

    function _highBits() private pure returns (uint256 bits) {
        for (uint256 i; i < 4; ++i) bits |= uint256(1) << (64 * i + 63);
    }
}
