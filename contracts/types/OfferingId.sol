// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Number of an offering in `GatewayRegistry`; counted from 1, zero means none.
type OfferingId is uint32;

using {_equals as ==, _differs as !=} for OfferingId global;

function _equals(OfferingId a, OfferingId b) pure returns (bool) {
    return OfferingId.unwrap(a) == OfferingId.unwrap(b);
}

function _differs(OfferingId a, OfferingId b) pure returns (bool) {
    return OfferingId.unwrap(a) != OfferingId.unwrap(b);
}
