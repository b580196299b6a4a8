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

    /// @notice The pages of many keys, in their order.
    /// @dev Invariant: `keys` and `words` have one length, and at `offset` into both lies the item at hand. A page's slot is that of Solidity's
    /// mappings, hashed in the scratch space (0x00 to 0x3f).
    function load(mapping(uint256 key => uint256) storage pages, uint256[] calldata keys) internal view returns (uint256[] memory words) {
        words = new uint256[](keys.length);
        assembly ("memory-safe") {
            mstore(0x20, pages.slot)
            let target := add(words, 0x20)
            for {
                let offset := 0
                let end := shl(5, keys.length)
            } lt(offset, end) {
                offset := add(offset, 0x20)
            } {
                mstore(0x00, calldataload(add(keys.offset, offset)))
                mstore(add(target, offset), sload(keccak256(0x00, 0x40)))
            }
        }
    }
}
