// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LegBlock} from "../../contracts/libraries/epoch/LegBlock.sol";
import {PositionalProof as EpochProof} from "../../contracts/libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../../contracts/libraries/epoch/ReceiptReader.sol";
import {PositionalProof} from "../../contracts/libraries/PositionalProof.sol";

/// @notice Calls the libraries with which contracts check proofs, as AgentReputation, LegProofs and Evaluations do.
contract ProofHarness {
    function isProven(bytes32 root, uint256 count, uint256 index, bytes32 leaf, bytes32[] calldata proof) external pure returns (bool) {
        return PositionalProof.isProven(root, count, index, leaf, proof);
    }

    /// @return isTrue Whether the block stands in the receipt and keeps the rules of legs. @return leg `contribution u56 | weight u16 | class u8`.
    function legAt(
        bytes calldata packed,
        uint256 position,
        bytes calldata data,
        bytes32[] calldata path
    ) external pure returns (bool isTrue, uint256 leg) {
        ReceiptReader.Receipt memory receipt = ReceiptReader.read(packed, 0);
        uint256 blocks = (uint256(receipt.legCount) + 7) / 8;
        uint256 index = position / 8;
        if (!EpochProof.isAt(receipt.legsRoot, EpochProof.depthOf(blocks), keccak256(data), index, path)) return (false, 0);
        (isTrue, , ) = LegBlock.check(data, index, receipt.legCount, receipt.weightTotal);
        leg = LegBlock.legAt(data, position % 8);
    }
}
