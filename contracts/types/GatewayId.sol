// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Number of a gateway in `GatewayRegistry`; counted from 1, zero means none.
type GatewayId is uint32;

using {_equals as ==, _differs as !=} for GatewayId global;

function _equals(GatewayId a, GatewayId b) pure returns (bool) {
    return GatewayId.unwrap(a) == GatewayId.unwrap(b);
}

function _differs(GatewayId a, GatewayId b) pure returns (bool) {
    return GatewayId.unwrap(a) != GatewayId.unwrap(b);
}
