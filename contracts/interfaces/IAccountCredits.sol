// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IAccountCredits
/// @notice What a contract owes to accounts. Money is credited first and paid when somebody asks, so no receiver can block anybody else.
interface IAccountCredits {
    error AccountCredits_NothingToWithdraw(AccountId account);

    event AccountCredited(AccountId indexed account, NanoOpen amount);
    event CreditWithdrawn(AccountId indexed account, address indexed payout, NanoOpen amount, address actor);

    /// @notice Pays all that is owed to the account to its payout address. Anyone, for anyone.
    function withdrawCredit(AccountId account) external returns (NanoOpen amount);

    /// @notice nano-OPEN owed to the account.
    function creditOf(AccountId account) external view returns (NanoOpen);

    /// @notice nano-OPEN owed to all accounts.
    function totalCredit() external view returns (uint64);
}
