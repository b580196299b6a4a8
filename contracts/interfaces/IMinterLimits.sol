// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IMinterLimits
/// @notice Every minter (a bridge or the holder of the minter role) has a cap on what it has minted in all and a bucket that limits how fast.
/// @dev All amounts in base units (18 decimals). A minter nobody set limits for can mint nothing.
interface IMinterLimits {
    /// @param cap Largest `net`; at most the token's cap.
    /// @param burst Size of the bucket: the most that can be minted at once; at most `MAX_BURST`.
    /// @param net Minted less burned by this minter. A bridge between chains that both mint may go below zero.
    /// @param room What was in the bucket at `roomAt`.
    /// @param roomAt Unix time in seconds.
    /// @param refillPeriod Seconds in which an empty bucket fills, at a steady rate rounded down; 1 to 365 days.
    struct MinterLimit {
        // slot 0
        uint128 cap;
        uint128 burst;
        // slot 1
        int128 net;
        uint128 room;
        // slot 2
        uint48 roomAt;
        uint32 refillPeriod;
    }

    error OpenToken_MinterCapExceeded(address minter, int256 net, uint256 cap);
    error OpenToken_MinterRateExceeded(address minter, uint256 amount, uint256 room);
    /// @notice The bridge would burn more than it minted, so the other side could not pay out.
    error OpenToken_BurnAboveMinted(address minter, uint256 amount, int256 net);
    error OpenToken_MinterCapOutOfBounds(uint256 cap, uint256 maximum);
    error OpenToken_BurstOutOfBounds(uint256 burst, uint256 maximum);
    error OpenToken_RefillPeriodOutOfBounds(uint256 refillPeriod, uint256 minimum, uint256 maximum);
    error OpenToken_ZeroMinter();

    event MinterLimitChanged(address indexed minter, uint128 cap, uint128 burst, uint32 refillPeriod, uint128 room, address actor);
    /// @param net Minted less burned by this minter after this.
    event SupplyMinted(address indexed minter, address indexed to, uint256 amount, int256 net);
    event SupplyBurned(address indexed minter, address indexed from, uint256 amount, int256 net);

    /// @notice Sets a minter's limits. Only governance. A larger bucket has the difference in it at once; a smaller one keeps at most its size. A cap below
    /// `net` takes nothing back: it stops further minting.
    function setMinterLimit(address minter, uint128 cap, uint128 burst, uint32 refillPeriod) external;

    /// @notice The minter's limits and position; `room` as it is now.
    function minterLimitOf(address minter) external view returns (MinterLimit memory);

    /// @notice The most the minter can mint now, its cap and bucket considered, the token's cap not.
    function mintableBy(address minter) external view returns (uint256);
}
