// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Dense account number in `AccountRegistry`; counted from 1, zero means none.
type AccountId is uint32;

using {_equals as ==, _differs as !=, isNone} for AccountId global;

/// @notice Whether the id is zero.
function isNone(AccountId id) pure returns (bool) {
    return AccountId.unwrap(id) == 0;
}

function _equals(AccountId a, AccountId b) pure returns (bool) {
    return AccountId.unwrap(a) == AccountId.unwrap(b);
}

function _differs(AccountId a, AccountId b) pure returns (bool) {
    return AccountId.unwrap(a) != AccountId.unwrap(b);
}
