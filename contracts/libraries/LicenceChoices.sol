// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ILicences} from "../interfaces/ILicences.sol";
import {LicenceClass} from "../types/LicenceClass.sol";
import {LicenceRecords} from "./LicenceRecords.sol";

/// @title LicenceChoices
/// @notice Ways in which works may be used, and which of them go together. See `ILicences` for the encoding.
library LicenceChoices {
    /// @notice Most choices of one expression, and of works used together.
    uint256 internal constant MAX_CHOICES = 16;

    uint256 private constant CLASSES = 0xffff;
    uint256 private constant ALONE = 1 << uint256(LicenceClass.ShareAlikeAlone);
    /// @dev Classes from `NonCommercial` on, and `Unknown`.
    uint256 private constant FORBIDDING = 0xf001;

    /// @notice The choice of one licence. @param identity Hash that tells it from other licences.
    function choiceOf(LicenceClass class, uint256 identity) internal pure returns (uint256 choice) {
        choice = uint256(1) << uint256(class);
        if (class == LicenceClass.ShareAlikeAlone) choice |= identity << 16;
    }

    /// @notice Both hold at once, as `AND` says: no question of whether they fit, which is for whoever wrote the expression.
    function both(uint256 one, uint256 other) internal pure returns (uint256) {
        uint256 identity = one >> 16;
        uint256 otherIdentity = other >> 16;
        if (identity == 0) identity = otherIdentity;
        else if (otherIdentity != 0 && otherIdentity != identity) identity = uint256(keccak256(abi.encode(one, other))) >> 16;
        return (identity << 16) | ((one | other) & CLASSES);
    }

    /// @notice Whether works under it may be adapted and sold.
    function isUsable(uint256 choice) internal pure returns (bool) {
        return choice & FORBIDDING == 0;
    }

    /// @notice Every pair of a choice of `left` and one of `right` whose licences may be combined, without those that ask for more than another one.
    function join(uint256[] memory left, uint256[] memory right) internal pure returns (uint256[] memory joined) {
        joined = new uint256[](left.length * right.length);
        uint256 count;
        for (uint256 i = 0; i < left.length; ++i) {
            for (uint256 j = 0; j < right.length; ++j) {
                if (_mayCombine(left[i], right[j])) joined[count++] = both(left[i], right[j]);
            }
        }
        return prune(joined, count);
    }

    /// @notice The first `count` choices without those that another one makes needless.
    function prune(uint256[] memory choices, uint256 count) internal pure returns (uint256[] memory kept) {
        kept = new uint256[](count);
        uint256 size;
        for (uint256 i = 0; i < count; ++i) {
            bool isNeeded = true;
            for (uint256 j = 0; isNeeded && j < count; ++j) {
                // Of equals the first stays.
                if (i != j && _asksNoMore(choices[j], choices[i])) isNeeded = j > i && _asksNoMore(choices[i], choices[j]);
            }
            if (isNeeded) kept[size++] = choices[i];
        }
        require(size <= MAX_CHOICES, ILicences.Licences_TooManyChoices(size, MAX_CHOICES));
        return cut(kept, size);
    }

    /// @notice The first `size` items.
    function cut(uint256[] memory items, uint256 size) internal pure returns (uint256[] memory first) {
        first = new uint256[](size);
        for (uint256 i = 0; i < size; ++i) first[i] = items[i];
    }

    /// @dev Whether everything that goes together with `other` goes together with `one`.
    function _asksNoMore(uint256 one, uint256 other) private pure returns (bool) {
        bool isAsAlone = one >> 16 == 0 || one >> 16 == other >> 16;
        uint256 partners = _partnersOf(other);
        return isAsAlone && partners & _partnersOf(one) == partners;
    }

    function _mayCombine(uint256 one, uint256 other) private pure returns (bool) {
        if (one == other) return true;
        uint256 partners = _partnersOf(one);
        if (one >> 16 != 0 && one >> 16 == other >> 16) partners |= ALONE;
        return other & CLASSES & ~partners == 0;
    }

    /// @dev Classes that every class of the choice may be combined with.
    function _partnersOf(uint256 choice) private pure returns (uint256 partners) {
        partners = CLASSES;
        for (uint256 class = 0; class < 16; ++class) {
            if ((choice >> class) & 1 == 1) partners &= LicenceRecords.COMPATIBLE >> (16 * class);
        }
    }
}
