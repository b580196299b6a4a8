// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice Token id of a Datanet in `DatanetRegistry`; counted from 1, zero means none.
type DatanetId is uint32;

using {_equals as ==, _differs as !=} for DatanetId global;

function _equals(DatanetId a, DatanetId b) pure returns (bool) {
    return DatanetId.unwrap(a) == DatanetId.unwrap(b);
}

function _differs(DatanetId a, DatanetId b) pure returns (bool) {
    return DatanetId.unwrap(a) != DatanetId.unwrap(b);
}
