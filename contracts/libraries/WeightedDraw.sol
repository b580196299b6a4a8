// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";

/// @title WeightedDraw
/// @notice Draws without repetition, each time in proportion to the weights that are left.
library WeightedDraw {
    /// @notice Draws up to `size` of the candidates with a positive weight; all of them if there are fewer. Overwrites `weights`.
    /// @dev The remainder of a 256-bit number by a total below 2^70 is biased by less than 2^-186.
    function pick(
        AccountId[] memory candidates,
        uint64[] memory weights,
        uint256 size,
        bytes32 seed
    ) internal pure returns (AccountId[] memory members) {
        uint256 total;
        uint256 eligible;
        for (uint256 i = 0; i < weights.length; ++i) {
            total += weights[i];
            if (weights[i] != 0) ++eligible;
        }
        members = new AccountId[](size < eligible ? size : eligible);
        for (uint256 i = 0; i < members.length; ++i) {
            uint256 target = uint256(keccak256(abi.encode(seed, i))) % total;
            uint256 candidate;
            while (target >= weights[candidate]) {
                target -= weights[candidate];
                ++candidate;
            }
            members[i] = candidates[candidate];
            total -= weights[candidate];
            weights[candidate] = 0;
        }
    }
}
