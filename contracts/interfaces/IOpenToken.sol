// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title IOpenToken
/// @notice OPEN: 18 decimals, at most 1,000,000,000 OPEN, permit, votes by timestamp. Bridges and holders of the minter role mint, each within its own
/// limits (`IMinterLimits`). No hook, no fee on transfer, no pause, no upgrade.
/// @dev Warning: a bridge may burn any holder's tokens; holders trust the bridge predeploys of the chain, and no one else, with that.
interface IOpenToken is IERC20, IERC20Permit {
    error OpenToken_CapExceeded(uint256 supply, uint256 cap);
    /// @notice Only the bridge that the function is for may call it.
    error OpenToken_NotBridge(address caller, address bridge);
    /// @notice The two bridges must differ: each has its own limits and its own rule for burning.
    error OpenToken_SameBridge(address bridge);

    /// @notice Mints within the caller's limits and the cap. Only minters: the StandardBridge, and holders of the minter role.
    function mint(address to, uint256 amount) external;

    /// @notice Burns the caller's own OPEN. No minter's position changes.
    function burn(uint256 amount) external;

    /// @notice Largest supply in base units.
    function cap() external view returns (uint256);
}
