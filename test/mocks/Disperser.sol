// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Disperser
/// @notice The cheapest plain way to pay many accounts with an ERC-20: one transaction, one `transferFrom` a payment. A peer of the gas bench.
contract Disperser {
    function disperse(IERC20 token, address from, address[] calldata to, uint256[] calldata amounts) external {
        for (uint256 i; i < to.length; ++i) {
            require(token.transferFrom(from, to[i], amounts[i]), "Disperser: transfer refused");
        }
    }
}
