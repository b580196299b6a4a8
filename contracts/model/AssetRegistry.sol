// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {AccountId} from "../types/AccountId.sol";
import {AssetKind} from "../types/AssetKind.sol";

/// @title AssetRegistry
/// @notice What the four asset registries share: a token, its account, and income that follows the token.
/// @dev Tokens are never burned, so ids are dense from 1 and an id exists exactly when it is at most `assetCount`.
/// Minting makes no call to the owner: an asset is born complete, and contracts without a receiver hook can own one.
abstract contract AssetRegistry is IAssetRegistry, ERC721, ReentrancyGuardTransient {
    /// @notice Where the assets' accounts are registered.
    IAccountRegistry public immutable accounts;
    /// @notice Where their income accrues.
    IPayoutLedger public immutable ledger;
    AssetKind private immutable _kind;

    /// @inheritdoc IAssetRegistry
    uint32 public assetCount;

    mapping(uint256 assetId => AccountId) private _accountOf;

    constructor(IAccountRegistry accounts_, IPayoutLedger ledger_, AssetKind kind) {
        accounts = accounts_;
        ledger = ledger_;
        _kind = kind;
    }

    /// @inheritdoc IAssetRegistry
    function accountOf(uint256 assetId) external view returns (AccountId) {
        _requireKnown(assetId);
        return _accountOf[assetId];
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view virtual override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IAssetRegistry).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Registers the next asset and its account for `owner`.
    function _open(address owner) internal returns (uint32 assetId, AccountId account) {
        assetId = ++assetCount;
        account = accounts.registerAsset(_kind, assetId);
        _accountOf[assetId] = account;
        _mint(owner, assetId);
    }

    /// @dev Pays the seller before the token moves: the ledger pays an asset's account to the token's owner at that moment. A failing payment
    /// stops the transfer, because going on would hand the seller's money to the buyer. `super._update` reads the owner and the
    /// approvals again after the call, so nothing stale is used.
    function _update(address to, uint256 assetId, address auth) internal virtual override nonReentrant returns (address from) {
        from = _ownerOf(assetId);
        if (from != address(0)) {
            if (auth != address(0)) _checkAuthorized(from, auth, assetId);
            AccountId[] memory income = new AccountId[](1);
            income[0] = _accountOf[assetId];
            ledger.withdraw(income);
        }
        return super._update(to, assetId, auth);
    }

    function _requireKnown(uint256 assetId) internal view {
        require(assetId != 0 && assetId <= assetCount, AssetRegistry_UnknownAsset(assetId));
    }

    /// @dev Owner, operator or approved for this token.
    function _requireAuthorized(uint256 assetId) internal view {
        _requireKnown(assetId);
        require(_isAuthorized(_ownerOf(assetId), msg.sender, assetId), AssetRegistry_NotAuthorized(assetId, msg.sender));
    }
}
