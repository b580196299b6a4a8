// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IEvaluations} from "../interfaces/IEvaluations.sol";

import {AssetKind} from "../types/AssetKind.sol";
import {DatanetId} from "../types/DatanetId.sol";

/// @title EvaluationClaim
/// @notice The EAS schema of an evaluation and the reading of its data.
library EvaluationClaim {
    /// @dev Order and names are part of the schema's id.
    string internal constant SCHEMA =
        "uint8 assetKind,uint32 assetId,bytes32 weightsHash,bytes32 task,bytes32 heldOutRoot,uint32 heldOutCount,bytes32 metric,uint32 scoreBeforePpm,uint32 scoreAfterPpm,uint32 datanet,uint32 snapshot";
    uint256 internal constant FIELDS = 11;
    uint256 internal constant WHOLE_PPM = 1_000_000;

    /// @notice Reads the data of an attestation and requires each field to be in its range.
    function read(bytes calldata data) internal pure returns (IEvaluations.Claim memory claim) {
        require(data.length == FIELDS * 32, IEvaluations.Evaluations_DataLength(data.length, FIELDS * 32));
        uint256[FIELDS] memory word = abi.decode(data, (uint256[11]));
        _requireRange(word, 0, uint8(AssetKind.Model), uint8(AssetKind.Adapter));
        _requireRange(word, 1, 1, type(uint32).max);
        for (uint256 field = 2; field <= 4; ++field) _requireRange(word, field, 1, type(uint256).max);
        _requireRange(word, 5, 1, type(uint32).max);
        _requireRange(word, 6, 1, type(uint256).max);
        _requireRange(word, 7, 0, WHOLE_PPM);
        _requireRange(word, 8, 0, WHOLE_PPM);
        _requireRange(word, 9, 0, type(uint32).max);
        // A Datanet and a snapshot, or neither.
        _requireRange(word, 10, word[9] == 0 ? 0 : 1, word[9] == 0 ? 0 : type(uint32).max);

        // Every narrowing fits by the ranges above.
        claim.kind = AssetKind(uint8(word[0]));
        claim.assetId = uint32(word[1]);
        claim.weightsHash = bytes32(word[2]);
        claim.task = bytes32(word[3]);
        claim.heldOutRoot = bytes32(word[4]);
        claim.heldOutCount = uint32(word[5]);
        claim.metric = bytes32(word[6]);
        claim.scoreBefore = uint32(word[7]);
        claim.scoreAfter = uint32(word[8]);
        claim.datanet = DatanetId.wrap(uint32(word[9]));
        claim.snapshot = uint32(word[10]);
    }

    function _requireRange(uint256[FIELDS] memory word, uint256 field, uint256 minimum, uint256 maximum) private pure {
        uint256 value = word[field];
        require(value >= minimum && value <= maximum, IEvaluations.Evaluations_BadField(field, value));
    }
}
