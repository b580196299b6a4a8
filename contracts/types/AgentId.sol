// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice ERC-8004 agent id in `AgentRegistry`; counted from 1, zero means none.
type AgentId is uint32;

using {_equals as ==, _differs as !=} for AgentId global;

function _equals(AgentId a, AgentId b) pure returns (bool) {
    return AgentId.unwrap(a) == AgentId.unwrap(b);
}

function _differs(AgentId a, AgentId b) pure returns (bool) {
    return AgentId.unwrap(a) != AgentId.unwrap(b);
}
