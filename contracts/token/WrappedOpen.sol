// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";

import {IWrappedOpen} from "../interfaces/IWrappedOpen.sol";

import {UserToken} from "./UserToken.sol";

/// @title WrappedOpen
/// @dev Tokens are burned before the coin leaves, so a receiver that calls back finds nothing to take twice; no guard is needed.
contract WrappedOpen is IWrappedOpen, UserToken {
    constructor() UserToken("Wrapped OPEN", "WOPEN") {}

    receive() external payable {
        _wrap(msg.sender);
    }

    /// @inheritdoc IWrappedOpen
    function deposit() external payable {
        _wrap(msg.sender);
    }

    /// @inheritdoc IWrappedOpen
    function depositTo(address to) external payable {
        _wrap(to);
    }

    /// @inheritdoc IWrappedOpen
    function withdraw(uint256 amount) external {
        _unwrap(msg.sender, amount);
    }

    /// @inheritdoc IWrappedOpen
    function withdrawTo(address to, uint256 amount) external {
        _unwrap(to, amount);
    }

    /// @inheritdoc IWrappedOpen
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, UserToken) returns (uint256) {
        return super.nonces(owner);
    }

    function _wrap(address to) private {
        _mint(to, msg.value);
        emit Deposit(to, msg.value);
    }

    function _unwrap(address to, uint256 amount) private {
        _burn(msg.sender, amount);
        emit Withdrawal(msg.sender, to, amount);
        (bool delivered, ) = to.call{value: amount}("");
        require(delivered, WrappedOpen_NotDelivered(to, amount));
    }
}
