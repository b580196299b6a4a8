// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ISignedActions} from "./ISignedActions.sol";

import {AccountId} from "../types/AccountId.sol";
import {AssetKind} from "../types/AssetKind.sol";

/// @title IAccountRegistry
/// @notice Dense account numbers. Money accrues to accounts, never to addresses. A personal account is controlled by its owner and
/// pays out to an address the owner chooses. An asset's account is controlled by, and pays out to, whoever owns the asset's token.
interface IAccountRegistry {
    /// @param owner Controller of a personal account; zero for an asset's account.
    /// @param pendingOwner Who may accept ownership of a personal account; zero if nobody.
    /// @param payout Where a personal account pays out; zero for an asset's account.
    /// @param asset ERC-721 contract of an asset's account; zero for a personal account.
    /// @param kind Kind of the asset; `None` for a personal account.
    /// @param assetId Token id of the asset; zero for a personal account.
    struct Account {
        address owner;
        address pendingOwner;
        address payout;
        address asset;
        AssetKind kind;
        uint32 assetId;
    }

    /// @notice No account has this number.
    error AccountRegistry_UnknownAccount(AccountId account);
    /// @notice `caller` does not control `account`.
    error AccountRegistry_NotController(AccountId account, address caller);
    /// @notice An asset's account follows its token: it has no owner or payout address of its own.
    error AccountRegistry_AssetAccount(AccountId account);
    /// @notice The address must not be zero.
    error AccountRegistry_ZeroAddress();
    /// @notice All 2^32 - 1 numbers are taken.
    error AccountRegistry_Full();
    /// @notice The contract that carries out signed actions is set already, for ever.
    error AccountRegistry_SignedActionsSet(ISignedActions signedActions);
    /// @notice The asset kind must not be `None`.
    error AccountRegistry_NoAssetKind();

    event AccountRegistered(AccountId indexed account, address indexed owner, address indexed payout, address actor);
    event AssetAccountRegistered(AccountId indexed account, address indexed asset, AssetKind kind, uint32 assetId);
    event PayoutChanged(AccountId indexed account, address indexed payout, address actor);
    event SignedActionsSet(ISignedActions indexed signedActions, address actor);
    event OwnershipOffered(AccountId indexed account, address indexed owner, address indexed pendingOwner);
    event OwnershipTransferred(AccountId indexed account, address indexed previousOwner, address indexed owner);

    /// @notice Registers a personal account owned by the caller.
    /// @param payout Where the account's money is paid; not zero.
    /// @return account The new account's number.
    function register(address payout) external returns (AccountId account);

    /// @notice Registers a personal account for somebody else; whoever pays the gas has no power over it.
    function registerFor(address owner, address payout) external returns (AccountId account);

    /// @notice Registers the account of the asset `assetId` of the calling ERC-721. Only asset registries may call.
    /// @dev Warning: trusts a registry to register each asset once, and to answer `ownerOf` for it ever after.
    function registerAsset(AssetKind kind, uint32 assetId) external returns (AccountId account);

    /// @notice Changes where a personal account pays out. Only its owner.
    function setPayout(AccountId account, address payout) external;

    /// @notice Offers a personal account to `newOwner`, who must accept; zero takes the offer back. Only its owner.
    function offerOwnership(AccountId account, address newOwner) external;

    /// @notice Accepts an offered account. The payout address becomes the new owner.
    /// @dev Warning: what the account earned and nobody withdrew goes with it; withdraw before offering.
    function acceptOwnership(AccountId account) external;

    /// @notice Names the contract that acts for whoever signed. Once: a later one would have power over every account. Restricted.
    function setSignedActions(ISignedActions signedActions_) external;

    /// @notice The contract whose calls count as those of the signer of the action it carries out; zero if none is set.
    function signedActions() external view returns (ISignedActions);

    /// @notice How many accounts exist; numbers run from 1 to this.
    function accountCount() external view returns (uint32);

    /// @notice The stored account. Reverts if unknown.
    function accountOf(AccountId account) external view returns (Account memory);

    /// @notice Who controls the account now: its owner, or the owner of its asset's token. Reverts if unknown.
    function controllerOf(AccountId account) external view returns (address);

    /// @notice Where the account pays out now. Reverts if unknown.
    function payoutOf(AccountId account) external view returns (address);

    /// @notice Whether `caller` controls `account`, or carries out an action that its controller signed. Reverts if the account is unknown.
    function isController(AccountId account, address caller) external view returns (bool);

    /// @notice Reverts with `AccountRegistry_NotController` unless `isController`.
    function requireController(AccountId account, address caller) external view;
}
