// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title EpochBond
/// @notice How much bond stands behind fees that are not final, and who gets it when it is slashed.
library EpochBond {
    /// @dev Fifths of a slashed bond: prover, harmed account, and the rest to the commons. The commons' part makes it dear to convict oneself.
    uint256 private constant PROVER_FIFTHS = 2;
    uint256 private constant HARMED_FIFTHS = 1;

    /// @notice One and a half times the fees, rounded up: more than could be stolen. All in nano-OPEN.
    function withMargin(uint64 fees) internal pure returns (uint64) {
        return SafeCast.toUint64((uint256(fees) * 3 + 1) / 2);
    }

    /// @notice Parts of a slashed bond, rounded down; the commons get what is left. All in nano-OPEN.
    function shares(uint64 slashed) internal pure returns (uint64 toProver, uint64 toHarmed) {
        toProver = uint64((uint256(slashed) * PROVER_FIFTHS) / 5);
        toHarmed = uint64((uint256(slashed) * HARMED_FIFTHS) / 5);
    }
}
