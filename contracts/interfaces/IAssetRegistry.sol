// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {AccountId} from "../types/AccountId.sol";

/// @title IAssetRegistry
/// @notice What every asset token shares: an account of its own, and income that follows the token. When a token changes hands, what it
/// has earned so far is first withdrawn to the seller.
/// @dev Warning: a contract that holds the token for somebody (a market, a vault) is its owner while it holds it, and receives the income of
/// that time; whoever lists an asset there trusts the contract with it.
interface IAssetRegistry is IERC721 {
    /// @notice No token has this id.
    error AssetRegistry_UnknownAsset(uint256 assetId);
    /// @notice `caller` is neither owner nor approved.
    error AssetRegistry_NotAuthorized(uint256 assetId, address caller);

    /// @notice The account that the asset's income accrues to. Reverts if unknown.
    function accountOf(uint256 assetId) external view returns (AccountId);

    /// @notice How many assets were ever registered; ids run from 1 to this.
    function assetCount() external view returns (uint32);

    /// @notice The royalty the asset asks of every offering that uses it, in basis points of the fee (for a Datanet: its curator share).
    function royaltyOf(uint256 assetId) external view returns (uint16);
}
