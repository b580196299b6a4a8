// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title IOptimismMintableERC20
/// @notice What the StandardBridge of an OP-stack chain asks of a token it mints and burns. ERC-165 id `0xec4fc8e3`.
interface IOptimismMintableERC20 is IERC165 {
    /// @notice The token on the other chain; zero if there is none.
    function remoteToken() external view returns (address);

    /// @notice The bridge on this chain that mints and burns.
    function bridge() external view returns (address);

    /// @notice Mints `amount` base units to `to`.
    function mint(address to, uint256 amount) external;

    /// @notice Burns `amount` base units of `from`. Only the bridge.
    function burn(address from, uint256 amount) external;
}

/// @title ILegacyMintableERC20
/// @notice The older form of the same, which bridges still ask for first. ERC-165 id `0x1d1d8b63`.
interface ILegacyMintableERC20 is IERC165 {
    /// @notice The token on L1.
    function l1Token() external view returns (address);

    /// @notice Mints `amount` base units to `to`.
    function mint(address to, uint256 amount) external;

    /// @notice Burns `amount` base units of `from`. Only the bridge.
    function burn(address from, uint256 amount) external;
}
