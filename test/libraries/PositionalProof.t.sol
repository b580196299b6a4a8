// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PositionalProof} from "../../contracts/libraries/epoch/PositionalProof.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

contract PositionalProof_isAmong {
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Every depth around the right one, for every count up to 70 and any greater one, against the depth that is worked out.
    function testFuzz_isAmong_asIsAtWithDepth(bytes32 leaf, uint40 countSeed, uint256 index) public view {
        for (uint256 count = 1; count < 72; ++count) _compare(leaf, count < 71 ? count : uint256(countSeed) + 1, index);
    }

    function test_isAmong_emptyTree_succeeds() public view {
        vm.assertTrue(!this.isAmong(bytes32(0), 0, bytes32(0), 0, new bytes32[](0)), "no leaf");
        vm.assertTrue(!this.isAmong(bytes32(0), 0, bytes32(0), 0, new bytes32[](255)), "no leaf, many siblings");
    }

    function isAmong(bytes32 root, uint256 count, bytes32 leaf, uint256 index, bytes32[] calldata siblings) external pure returns (bool) {
        return PositionalProof.isAmong(root, count, leaf, index, siblings);
    }

    function isAt(bytes32 root, uint256 count, bytes32 leaf, uint256 index, bytes32[] calldata siblings) external pure returns (bool) {
        return PositionalProof.isAt(root, PositionalProof.depthOf(count), leaf, index, siblings);
    }

    function climb(bytes32 leaf, uint256 index, bytes32[] calldata siblings) external pure returns (bytes32) {
        return PositionalProof.climb(leaf, index, siblings);
    }

    function _compare(bytes32 leaf, uint256 count, uint256 index) private view {
        uint256 right = PositionalProof.depthOf(count);
        for (uint256 depth = right == 0 ? 0 : right - 1; depth < right + 3; ++depth) {
            bytes32[] memory siblings = new bytes32[](depth);
            for (uint256 i; i < depth; ++i) siblings[i] = keccak256(abi.encode(leaf, i));
            uint256 within = index % (1 << depth);
            bytes32 root = this.climb(leaf, within, siblings);
            bool isRight = this.isAmong(root, count, leaf, within, siblings);
            vm.assertTrue(isRight == this.isAt(root, count, leaf, within, siblings), "another answer");
            vm.assertTrue(isRight == (depth == right), "another depth");
            vm.assertTrue(!this.isAmong(root, count, leaf, within + (1 << depth), siblings), "index behind the tree");
            vm.assertTrue(!this.isAmong(~root, count, leaf, within, siblings), "another root");
        }
    }
}
