// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

/// @title IWrappedOpen
/// @notice OPEN as a token on chains where OPEN is the gas coin: one coin in, one token out, and back. No minters, no owner.
/// @dev The coins held are never less than the supply. Coins forced in, and coins behind burned tokens, stay for ever.
interface IWrappedOpen is IERC20, IERC20Permit {
    /// @notice The coin could not be delivered to `to`.
    error WrappedOpen_NotDelivered(address to, uint256 amount);

    event Deposit(address indexed to, uint256 amount);
    event Withdrawal(address indexed from, address indexed to, uint256 amount);

    /// @notice Wraps the coin sent with the call, for the caller. Sending coins without data does the same.
    function deposit() external payable;

    /// @notice Wraps the coin sent with the call, for `to`.
    function depositTo(address to) external payable;

    /// @notice Unwraps `amount` base units of the caller, to the caller.
    function withdraw(uint256 amount) external;

    /// @notice Unwraps `amount` base units of the caller, to `to`.
    function withdrawTo(address to, uint256 amount) external;

    /// @notice Burns the caller's tokens; the coins behind them are lost.
    function burn(uint256 amount) external;
}
