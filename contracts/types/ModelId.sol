// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Token id of a model in `ModelRegistry`; counted from 1, zero means none.
type ModelId is uint32;

using {_equals as ==, _differs as !=} for ModelId global;

function _equals(ModelId a, ModelId b) pure returns (bool) {
    return ModelId.unwrap(a) == ModelId.unwrap(b);
}

function _differs(ModelId a, ModelId b) pure returns (bool) {
    return ModelId.unwrap(a) != ModelId.unwrap(b);
}
