// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

/// @title StakePool
/// @notice Shares of a pool that can lose and gain. Every rounding favours those who stay.
/// @dev A share is never worth less than `1 / MAX_SHARES_PER_ASSET` nano-OPEN: what is below is lost with the slash. So shares fit 128 bits
/// (2^64 * 1e9 < 2^94).
library StakePool {
    uint256 internal constant MAX_SHARES_PER_ASSET = 1e9;

    /// @notice Adds assets and returns the shares they buy; zero if they buy none (then nothing is added).
    function deposit(IValidatorStaking.Pool storage pool, uint64 amount) internal returns (uint128 shares) {
        shares = pool.shares == 0 ? amount : uint128((uint256(amount) * pool.shares) / pool.assets);
        if (shares == 0) return 0;
        pool.assets += amount;
        pool.shares += shares;
    }

    /// @notice Removes shares and returns their assets.
    function redeem(IValidatorStaking.Pool storage pool, uint128 shares) internal returns (uint64 amount) {
        amount = valueOf(pool, shares);
        pool.assets -= amount;
        pool.shares -= shares;
    }

    /// @notice Takes assets from all shares alike. Returns what was taken: a little more than `amount` where the rest is too thin to keep.
    function take(IValidatorStaking.Pool storage pool, uint64 amount) internal returns (uint64 taken) {
        uint64 left = pool.assets - amount;
        taken = amount;
        if (uint256(left) * MAX_SHARES_PER_ASSET < pool.shares) {
            taken += left;
            left = 0;
            pool.shares = 0;
            ++pool.generation;
        }
        pool.assets = left;
    }

    /// @notice Assets of `shares`, rounded down.
    function valueOf(IValidatorStaking.Pool storage pool, uint128 shares) internal view returns (uint64) {
        // Fits: shares <= pool.shares, so the quotient is at most pool.assets.
        return shares == 0 ? 0 : uint64((uint256(shares) * pool.assets) / pool.shares);
    }
}
