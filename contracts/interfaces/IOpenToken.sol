// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title IOpenToken
/// @notice OPEN: 18 decimals, at most 1,000,000,000 OPEN, permit, votes by timestamp.
interface IOpenToken is IERC20, IERC20Permit {
    error OpenToken_CapExceeded(uint256 supply, uint256 cap);

    /// @notice Mints up to the cap. Only minters.
    function mint(address to, uint256 amount) external;

    /// @notice Largest supply in base units.
    function cap() external view returns (uint256);
}
