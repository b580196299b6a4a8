// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Balances of OPEN.
interface OpenTokenLike {
    function balanceOf(address account) external view returns (uint256);
}
