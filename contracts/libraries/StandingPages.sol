// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {Standing} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";

/// @title StandingPages
/// @notice Standings of contributions, two bits each, 128 to a storage word: a settlement rail reads one word for all items of an account
/// that were contributed together. Key `accountId << 24 | page`, `page = local >> 7`; the standing is at bit `2 * (local & 127)`.
library StandingPages {
    uint256 private constant SLOT_MASK = 127;
    uint256 private constant STANDING_MASK = 3;

    /// @notice Replaces the standing of `id`.
    function set(mapping(uint256 key => uint256) storage pages, ContributionId id, Standing standing) internal {
        (uint256 key, uint256 shift) = positionOf(id);
        pages[key] = (pages[key] & ~(STANDING_MASK << shift)) | (uint256(standing) << shift);
    }

    /// @notice The standing of `id`; `Unaccepted` if it was never set.
    function get(mapping(uint256 key => uint256) storage pages, ContributionId id) internal view returns (Standing) {
        (uint256 key, uint256 shift) = positionOf(id);
        return Standing((pages[key] >> shift) & STANDING_MASK);
    }

    /// @notice The page of `id` and the lowest bit of its standing within the page.
    function positionOf(ContributionId id) internal pure returns (uint256 key, uint256 shift) {
        uint256 local = id.localOf();
        key = (uint256(AccountId.unwrap(id.accountOf())) << 24) | (local >> 7);
        shift = (local & SLOT_MASK) << 1;
    }
}
