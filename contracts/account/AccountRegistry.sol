// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {ISignedActions} from "../interfaces/ISignedActions.sol";

import {AccountId} from "../types/AccountId.sol";
import {AssetKind} from "../types/AssetKind.sol";

/// @title AccountRegistry
/// @notice Dense account numbers: people's own, and one for each asset.
contract AccountRegistry is IAccountRegistry, AccessManaged {
    /// @inheritdoc IAccountRegistry
    uint32 public accountCount;
    /// @inheritdoc IAccountRegistry
    ISignedActions public signedActions;

    mapping(AccountId account => Account) private _accounts;

    constructor(address authority) AccessManaged(authority) {}

    /* PERSONAL ACCOUNTS */

    /// @inheritdoc IAccountRegistry
    function register(address payout) external returns (AccountId account) {
        return _registerPersonal({owner: msg.sender, payout: payout});
    }

    /// @inheritdoc IAccountRegistry
    function registerFor(address owner, address payout) external returns (AccountId account) {
        return _registerPersonal({owner: owner, payout: payout});
    }

    /// @inheritdoc IAccountRegistry
    function setPayout(AccountId account, address payout) external {
        Account storage stored = _ownedByCaller(account);
        require(payout != address(0), AccountRegistry_ZeroAddress());

        stored.payout = payout;
        emit PayoutChanged(account, payout, msg.sender);
    }

    /// @inheritdoc IAccountRegistry
    function offerOwnership(AccountId account, address newOwner) external {
        Account storage stored = _ownedByCaller(account);

        stored.pendingOwner = newOwner;
        emit OwnershipOffered(account, stored.owner, newOwner);
    }

    /// @inheritdoc IAccountRegistry
    function acceptOwnership(AccountId account) external {
        Account storage stored = _personal(account);
        address newOwner = stored.pendingOwner;
        require(_isSender(newOwner, msg.sender), AccountRegistry_NotController(account, msg.sender));

        address previousOwner = stored.owner;
        stored.owner = newOwner;
        stored.pendingOwner = address(0);
        stored.payout = newOwner;
        emit OwnershipTransferred(account, previousOwner, newOwner);
        emit PayoutChanged(account, newOwner, msg.sender);
    }

    /* ASSET ACCOUNTS */

    /// @inheritdoc IAccountRegistry
    function registerAsset(AssetKind kind, uint32 assetId) external restricted returns (AccountId account) {
        require(kind != AssetKind.None, AccountRegistry_NoAssetKind());

        account = _nextAccount();
        Account storage stored = _accounts[account];
        stored.asset = msg.sender;
        stored.kind = kind;
        stored.assetId = assetId;
        emit AssetAccountRegistered(account, msg.sender, kind, assetId);
    }

    /* SIGNED ACTIONS */

    /// @inheritdoc IAccountRegistry
    function setSignedActions(ISignedActions signedActions_) external restricted {
        require(address(signedActions) == address(0), AccountRegistry_SignedActionsSet(signedActions));
        require(address(signedActions_) != address(0), AccountRegistry_ZeroAddress());

        signedActions = signedActions_;
        emit SignedActionsSet(signedActions_, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IAccountRegistry
    function accountOf(AccountId account) external view returns (Account memory) {
        return _known(account);
    }

    /// @inheritdoc IAccountRegistry
    function controllerOf(AccountId account) public view returns (address) {
        // Only personal accounts have an owner of their own, and each has one.
        address owner = _accounts[account].owner;
        return owner != address(0) ? owner : _assetOwner(_known(account));
    }

    /// @inheritdoc IAccountRegistry
    function payoutOf(AccountId account) external view returns (address) {
        // Only personal accounts have a payout address of their own, and each has one.
        address payout = _accounts[account].payout;
        return payout != address(0) ? payout : _assetOwner(_known(account));
    }

    /// @inheritdoc IAccountRegistry
    function isController(AccountId account, address caller) public view returns (bool) {
        return _isSender(controllerOf(account), caller);
    }

    /// @inheritdoc IAccountRegistry
    function requireController(AccountId account, address caller) external view {
        require(isController(account, caller), AccountRegistry_NotController(account, caller));
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    function _registerPersonal(address owner, address payout) private returns (AccountId account) {
        require(owner != address(0) && payout != address(0), AccountRegistry_ZeroAddress());

        account = _nextAccount();
        Account storage stored = _accounts[account];
        stored.owner = owner;
        stored.payout = payout;
        emit AccountRegistered(account, owner, payout, msg.sender);
    }

    function _nextAccount() private returns (AccountId) {
        require(accountCount < type(uint32).max, AccountRegistry_Full());
        return AccountId.wrap(++accountCount);
    }

    function _known(AccountId account) private view returns (Account storage) {
        uint32 number = AccountId.unwrap(account);
        require(number != 0 && number <= accountCount, AccountRegistry_UnknownAccount(account));
        return _accounts[account];
    }

    function _personal(AccountId account) private view returns (Account storage stored) {
        stored = _known(account);
        require(stored.kind == AssetKind.None, AccountRegistry_AssetAccount(account));
    }

    function _ownedByCaller(AccountId account) private view returns (Account storage stored) {
        stored = _personal(account);
        require(_isSender(stored.owner, msg.sender), AccountRegistry_NotController(account, msg.sender));
    }

    /// @dev Whether `caller` is `who`, or carries out what `who` signed. Outside an action the signer is zero, who is nobody.
    function _isSender(address who, address caller) private view returns (bool) {
        if (who == caller) return true;
        if (who == address(0) || caller == address(0) || caller != address(signedActions)) return false;
        return ISignedActions(caller).signer() == who;
    }

    function _assetOwner(Account storage stored) private view returns (address) {
        return IERC721(stored.asset).ownerOf(stored.assetId);
    }
}
