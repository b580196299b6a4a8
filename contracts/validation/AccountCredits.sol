// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountCredits} from "../interfaces/IAccountCredits.sol";
import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen, TOKEN_UNITS_PER_NANO} from "../types/NanoOpen.sol";

/// @title AccountCredits
/// @dev No sum of nano-OPEN overflows a uint64: all OPEN there can be is 1e18 nano-OPEN.
abstract contract AccountCredits is IAccountCredits, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice OPEN.
    IERC20 public immutable token;
    IAccountRegistry public immutable accounts;

    /// @inheritdoc IAccountCredits
    mapping(AccountId account => NanoOpen) public creditOf;
    /// @inheritdoc IAccountCredits
    uint64 public totalCredit;

    constructor(IERC20 token_, IAccountRegistry accounts_) {
        token = token_;
        accounts = accounts_;
    }

    /// @inheritdoc IAccountCredits
    function withdrawCredit(AccountId account) external nonReentrant returns (NanoOpen amount) {
        amount = creditOf[account];
        require(NanoOpen.unwrap(amount) != 0, AccountCredits_NothingToWithdraw(account));
        address payout = accounts.payoutOf(account);

        creditOf[account] = NanoOpen.wrap(0);
        totalCredit -= NanoOpen.unwrap(amount);
        emit CreditWithdrawn(account, payout, amount, msg.sender);
        token.safeTransfer(payout, amount.toTokenUnits());
    }

    function _credit(AccountId account, uint64 amount) internal {
        if (amount == 0) return;
        creditOf[account] = NanoOpen.wrap(NanoOpen.unwrap(creditOf[account]) + amount);
        totalCredit += amount;
        emit AccountCredited(account, NanoOpen.wrap(amount));
    }

    /// @dev Takes nano-OPEN from the caller.
    function _collect(uint256 amount) internal {
        _collectUnits(amount * TOKEN_UNITS_PER_NANO);
    }

    /// @dev Takes base units of OPEN from the caller.
    function _collectUnits(uint256 amount) internal {
        if (amount != 0) token.safeTransferFrom(msg.sender, address(this), amount);
    }
}
