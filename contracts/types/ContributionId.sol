// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "./AccountId.sol";

/// @notice A contribution's id: owner account (32 bits) | local number (24 bits, counted from 1). The owner is in the id, so
/// neither a split nor a proof needs a look-up.
type ContributionId is uint56;

using {accountOf, localOf, _equals as ==, _differs as !=} for ContributionId global;

/// @notice Joins an account and a local number.
function toContributionId(AccountId account, uint24 local) pure returns (ContributionId) {
    return ContributionId.wrap((uint56(AccountId.unwrap(account)) << 24) | local);
}

/// @notice The account that owns the contribution.
function accountOf(ContributionId id) pure returns (AccountId) {
    return AccountId.wrap(uint32(ContributionId.unwrap(id) >> 24));
}

/// @notice The contribution's number within its account.
function localOf(ContributionId id) pure returns (uint24) {
    return uint24(ContributionId.unwrap(id));
}

function _equals(ContributionId a, ContributionId b) pure returns (bool) {
    return ContributionId.unwrap(a) == ContributionId.unwrap(b);
}

function _differs(ContributionId a, ContributionId b) pure returns (bool) {
    return ContributionId.unwrap(a) != ContributionId.unwrap(b);
}
