// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Token id of an adapter in `AdapterRegistry`; counted from 1, zero means none.
type AdapterId is uint32;

using {_equals as ==, _differs as !=} for AdapterId global;

function _equals(AdapterId a, AdapterId b) pure returns (bool) {
    return AdapterId.unwrap(a) == AdapterId.unwrap(b);
}

function _differs(AdapterId a, AdapterId b) pure returns (bool) {
    return AdapterId.unwrap(a) != AdapterId.unwrap(b);
}
