// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {EpochCodec} from "../epoch/EpochCodec.sol";
import {LegBlock} from "../epoch/LegBlock.sol";
import {PositionalMerkle} from "../PositionalMerkle.sol";
import {EvidenceRecord} from "./EvidenceRecord.sol";
import {IndexItem} from "./IndexItem.sol";

/// @title LegList
/// @notice A receipt's whole list of legs, rebuilt and compared with its records.
library LegList {
    uint256 internal constant MAX_LEGS = 64;
    uint256 private constant LEGS_A_BLOCK = 8;
    uint256 private constant PPM_WHOLE = 1_000_000;

    /// @param key Contribution and class. @param credit Sum of its records.
    struct Leg {
        uint256 key;
        uint256 weight;
        uint256 credit;
    }

    /// @notice The legs of `data`, 10 bytes each. @return isAscending Whether each contribution and class is there once, in order.
    function read(bytes calldata data) internal pure returns (Leg[] memory legs, bool isAscending) {
        legs = new Leg[](data.length / EpochCodec.LEG_LENGTH);
        isAscending = true;
        for (uint256 i; i < legs.length; ++i) {
            uint256 leg = EpochCodec.wordAt(data, i * EpochCodec.LEG_LENGTH) >> 176;
            legs[i].key = LegBlock.keyOf(leg);
            legs[i].weight = uint16(leg >> 8);
            if (i != 0 && legs[i].key <= legs[i - 1].key) isAscending = false;
        }
    }

    /// @notice `legsRoot` of docs/formats/receipt.md.
    function rootOf(bytes calldata data, Leg[] memory legs) internal pure returns (bytes32) {
        bytes32[] memory blocks = new bytes32[]((legs.length + LEGS_A_BLOCK - 1) / LEGS_A_BLOCK);
        uint256 prefix;
        for (uint256 i; i < blocks.length; ++i) {
            uint256 first = i * LEGS_A_BLOCK;
            uint256 end = first + LEGS_A_BLOCK < legs.length ? first + LEGS_A_BLOCK : legs.length;
            bytes calldata part = data[first * EpochCodec.LEG_LENGTH:end * EpochCodec.LEG_LENGTH];
            blocks[i] = keccak256(abi.encodePacked(uint32(prefix), part));
            for (uint256 leg = first; leg < end; ++leg) prefix += legs[leg].weight;
        }
        return PositionalMerkle.root(blocks);
    }

    /// @notice Adds the records' credits to their legs. @return isMatched Whether each record has a leg and each leg a record. Legs must ascend.
    function addCredits(Leg[] memory legs, bytes calldata records) internal pure returns (bool isMatched) {
        uint256 found;
        bool[] memory hasRecord = new bool[](legs.length);
        for (uint256 at; at < records.length; at += EvidenceRecord.LENGTH) {
            EvidenceRecord.Record memory record = EvidenceRecord.read(records, at);
            uint256 leg = _find(legs, (uint256(record.contributionId) << 8) | record.class);
            if (leg == legs.length) return false;
            if (!hasRecord[leg]) ++found;
            hasRecord[leg] = true;
            legs[leg].credit += record.credit;
        }
        return found == legs.length;
    }

    /// @notice Whether weights of spans can come from their credits. Weights are credits times `weightTotal` over one total for all, rounded down, some up by one for the
    /// remainder: so some ratio lies between `(weight - 1) / credit` and `(weight + 1) / credit` of each leg, and spans together have at most
    /// `spanSharePpm` of the total. Legs of Datanets for withdrawn items are left out: several may have been added up, each with its own rounding.
    /// @dev No product overflows: credits sum to less than 2^76, weights are below 2^16.
    function isProportional(Leg[] memory legs, uint256 weightTotal, uint256 spanSharePpm) internal pure returns (bool) {
        uint256 lowWeight;
        uint256 lowCredit = 1;
        uint256 highWeight;
        uint256 highCredit;
        uint256 sum;
        for (uint256 i; i < legs.length; ++i) {
            if (uint8(legs[i].key) != EvidenceRecord.PROVEN || IndexItem.isSuccessor(uint56(legs[i].key >> 8))) continue;
            (uint256 weight, uint256 credit) = (legs[i].weight, legs[i].credit);
            if (credit == 0 || weight == 0) return false;
            sum += credit;
            if ((weight - 1) * lowCredit > lowWeight * credit) (lowWeight, lowCredit) = (weight - 1, credit);
            if (highCredit == 0 || (weight + 1) * highCredit < highWeight * credit) (highWeight, highCredit) = (weight + 1, credit);
        }
        if (sum == 0) return true;
        return lowWeight * highCredit < highWeight * lowCredit && lowWeight * sum * PPM_WHOLE <= weightTotal * spanSharePpm * lowCredit;
    }

    /// @notice Whether judged legs have at most `sharePpm` of the total, but for one that each of `maximumLegs` items may have been rounded up by; none without a share.
    function isJudgedWithin(Leg[] memory legs, uint256 weightTotal, uint256 sharePpm, uint256 maximumLegs) internal pure returns (bool) {
        uint256 judged;
        for (uint256 i; i < legs.length; ++i) if (uint8(legs[i].key) == EvidenceRecord.JUDGED) judged += legs[i].weight;
        return judged == 0 || (sharePpm != 0 && judged * PPM_WHOLE <= weightTotal * sharePpm + maximumLegs * PPM_WHOLE);
    }

    /// @dev By halving. `legs.length` if there is none.
    function _find(Leg[] memory legs, uint256 key) private pure returns (uint256) {
        uint256 low;
        uint256 high = legs.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (legs[middle].key < key) low = middle + 1;
            else high = middle;
        }
        return low < legs.length && legs[low].key == key ? low : legs.length;
    }
}
