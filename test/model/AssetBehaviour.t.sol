// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAssetRegistry} from "../../contracts/interfaces/IAssetRegistry.sol";
import {AssetRegistry} from "../../contracts/model/AssetRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AdapterId} from "../../contracts/types/AdapterId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {IAdapterRegistry} from "../../contracts/interfaces/IAdapterRegistry.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {ContractWallet, FlippingBuyer} from "../support/registry/Doubles.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

/// @notice What every asset registry must do, applied to each of the four below.
abstract contract ShouldBehaveLikeAsset is RegistryBase {
    uint256 private constant INCOME = 12_345e9;

    /// @dev Registers one more asset, owned by `owner`.
    function _register() internal virtual returns (uint256 assetId);

    function _registry() internal view virtual returns (AssetRegistry);

    function _kind() internal view virtual returns (AssetKind);

    /// @dev What `_register` declares.
    function _expectedRoyalty() internal view virtual returns (uint16);

    function _expectedUri() internal view virtual returns (string memory);

    function _earn(uint256 assetId) private returns (AccountId account) {
        account = _registry().accountOf(assetId);
        payouts.owe(account, INCOME);
        token.mint(address(payouts), INCOME);
    }

    function test_register_opensAccount_succeeds() external {
        uint32 accountsBefore = accounts.accountCount();
        uint32 before = _registry().assetCount();
        uint256 assetId = _register();

        vm.assertEq(assetId, before + 1);
        vm.assertEq(_registry().assetCount(), before + 1);
        vm.assertEq(_registry().ownerOf(assetId), owner);
        AccountId account = _registry().accountOf(assetId);
        vm.assertTrue(AccountId.unwrap(account) > accountsBefore);
        vm.assertEq(accounts.accountOf(account).asset, address(_registry()));
        vm.assertEq(accounts.accountOf(account).assetId, assetId);
        vm.assertEq(uint8(accounts.accountOf(account).kind), uint8(_kind()));
        vm.assertEq(accounts.controllerOf(account), owner);
    }

    function test_register_idsAreDense_succeeds() external {
        uint256 first = _register();
        vm.assertEq(first, 1);
        vm.assertEq(_register(), 2);
        vm.assertEq(_register(), 3);
        vm.assertEq(_registry().balanceOf(owner), 3);
    }

    function test_transferFrom_paysSellerFirst_succeeds() external {
        uint256 assetId = _register();
        AccountId account = _earn(assetId);

        vm.prank(owner);
        _registry().transferFrom(owner, buyer, assetId);
        vm.assertEq(token.balanceOf(owner), INCOME);
        vm.assertEq(token.balanceOf(buyer), 0);
        vm.assertEq(_registry().ownerOf(assetId), buyer);
        vm.assertEq(payouts.owed(account), 0);

        _earn(assetId);
        AccountId[] memory list = new AccountId[](1);
        list[0] = account;
        payouts.withdraw(list);
        vm.assertEq(token.balanceOf(buyer), INCOME);
    }

    function test_transferFrom_byApproved_succeeds() external {
        uint256 assetId = _register();
        _earn(assetId);
        AssetRegistry registry = _registry();
        vm.prank(owner);
        registry.approve(stranger, assetId);
        vm.prank(stranger);
        registry.transferFrom(owner, buyer, assetId);

        vm.assertEq(token.balanceOf(owner), INCOME);
        vm.assertEq(registry.ownerOf(assetId), buyer);
        vm.assertEq(registry.getApproved(assetId), address(0));
    }

    function test_transferFrom_sellerIsContract_succeeds() external {
        uint256 assetId = _register();
        AssetRegistry registry = _registry();
        ContractWallet wallet = new ContractWallet();
        vm.prank(owner);
        registry.transferFrom(owner, address(wallet), assetId);
        _earn(assetId);
        wallet.act(address(registry), abi.encodeCall(IERC721.transferFrom, (address(wallet), buyer, assetId)));

        vm.assertEq(token.balanceOf(address(wallet)), INCOME);
        vm.assertEq(registry.ownerOf(assetId), buyer);
    }

    function test_transferFrom_unauthorised_reverts() external {
        uint256 assetId = _register();
        AccountId account = _earn(assetId);
        AssetRegistry registry = _registry();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, stranger, assetId));
        vm.prank(stranger);
        registry.transferFrom(owner, stranger, assetId);
        vm.assertEq(payouts.owed(account), INCOME);
    }

    function test_transferFrom_wrongFrom_reverts() external {
        uint256 assetId = _register();
        AccountId account = _earn(assetId);
        AssetRegistry registry = _registry();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, buyer, assetId, owner));
        vm.prank(owner);
        registry.transferFrom(buyer, stranger, assetId);
        vm.assertEq(payouts.owed(account), INCOME);
    }

    function test_transferFrom_paymentFails_reverts() external {
        uint256 assetId = _register();
        AccountId account = _registry().accountOf(assetId);
        payouts.owe(account, INCOME);
        AssetRegistry registry = _registry();
        vm.expectRevert();
        vm.prank(owner);
        registry.transferFrom(owner, buyer, assetId);
        vm.assertEq(registry.ownerOf(assetId), owner);
    }

    function test_transferFrom_reenteredWhilePaying_reverts() external {
        uint256 assetId = _register();
        _earn(assetId);
        AssetRegistry registry = _registry();
        vm.prank(owner);
        registry.setApprovalForAll(address(payouts), true);
        payouts.callBefore(address(registry), abi.encodeCall(IERC721.transferFrom, (owner, stranger, assetId)));
        _expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
        vm.prank(owner);
        registry.transferFrom(owner, buyer, assetId);
        vm.assertEq(registry.ownerOf(assetId), owner);
    }

    function test_safeTransferFrom_buyerSellsOnInHook_succeeds() external {
        uint256 assetId = _register();
        _earn(assetId);
        AssetRegistry registry = _registry();
        FlippingBuyer flipper = new FlippingBuyer(registry, buyer);
        vm.prank(owner);
        registry.safeTransferFrom(owner, address(flipper), assetId);

        vm.assertEq(registry.ownerOf(assetId), buyer);
        vm.assertEq(token.balanceOf(owner), INCOME);
        vm.assertEq(token.balanceOf(address(flipper)), 0);
    }

    function test_royaltyOf_declared_succeeds() external {
        vm.assertEq(_registry().royaltyOf(_register()), _expectedRoyalty());
    }

    function test_tokenURI_declared_succeeds() external {
        vm.assertEq(_registry().tokenURI(_register()), _expectedUri());
    }

    function test_views_unknownAsset_reverts() external {
        uint256 unknown = _register() + 1;
        AssetRegistry registry = _registry();
        _expectUnknownAsset(unknown);
        registry.accountOf(unknown);
        _expectUnknownAsset(unknown);
        registry.royaltyOf(unknown);
        _expectUnknownAsset(unknown);
        registry.tokenURI(unknown);
        _expectUnknownAsset(0);
        registry.accountOf(0);
        _expectUnknownAsset((1 << 32) | 1);
        registry.royaltyOf((1 << 32) | 1);
    }

    function test_supportsInterface_itsOwn_succeeds() external view {
        AssetRegistry registry = _registry();
        vm.assertTrue(registry.supportsInterface(type(IERC165).interfaceId));
        vm.assertTrue(registry.supportsInterface(0x80ac58cd));
        vm.assertTrue(registry.supportsInterface(0x5b5e139f));
        vm.assertEq(uint32(type(IERC721).interfaceId), 0x80ac58cd);
        vm.assertEq(uint32(type(IERC721Metadata).interfaceId), 0x5b5e139f);
        vm.assertTrue(registry.supportsInterface(type(IAssetRegistry).interfaceId));
        vm.assertFalse(registry.supportsInterface(0xffffffff));
        vm.assertFalse(registry.supportsInterface(type(IERC20).interfaceId));
    }

    function test_version_isSemantic_succeeds() external view {
        vm.assertEq(_version(), _expectedVersion());
    }

    function _version() internal view virtual returns (string memory);

    function _expectedVersion() internal pure virtual returns (string memory) {
        return "1.1.0";
    }
}

contract DatanetAssetTest is ShouldBehaveLikeAsset {
    function _register() internal override returns (uint256) {
        return DatanetId.unwrap(_datanet());
    }

    function _registry() internal view override returns (AssetRegistry) {
        return datanets;
    }

    function _kind() internal pure override returns (AssetKind) {
        return AssetKind.Datanet;
    }

    function _expectedRoyalty() internal pure override returns (uint16) {
        return 500;
    }

    function _expectedUri() internal pure override returns (string memory) {
        return "ipfs://croissant";
    }

    function _version() internal view override returns (string memory) {
        return datanets.version();
    }
}

contract ModelAssetTest is ShouldBehaveLikeAsset {
    function _register() internal override returns (uint256) {
        return ModelId.unwrap(_model(_edges(0)));
    }

    function _registry() internal view override returns (AssetRegistry) {
        return models;
    }

    function _kind() internal pure override returns (AssetKind) {
        return AssetKind.Model;
    }

    function _expectedRoyalty() internal pure override returns (uint16) {
        return 700;
    }

    function _expectedUri() internal pure override returns (string memory) {
        return "ipfs://card";
    }

    function _version() internal view override returns (string memory) {
        return models.version();
    }
}

contract AdapterAssetTest is ShouldBehaveLikeAsset {
    function _register() internal override returns (uint256) {
        if (models.assetCount() == 0) _model(_edges(0));
        vm.prank(owner);
        return
            AdapterId.unwrap(
                adapters.register(
                    IAdapterRegistry.Adapter({
                        name: "Audit findings",
                        uri: "ipfs://adapter",
                        weightsHash: "lora",
                        baseModel: ModelId.wrap(1),
                        royaltyBps: 900
                    }),
                    _edges(0)
                )
            );
    }

    function _registry() internal view override returns (AssetRegistry) {
        return adapters;
    }

    function _kind() internal pure override returns (AssetKind) {
        return AssetKind.Adapter;
    }

    function _expectedRoyalty() internal pure override returns (uint16) {
        return 900;
    }

    function _expectedUri() internal pure override returns (string memory) {
        return "ipfs://adapter";
    }

    function _version() internal view override returns (string memory) {
        return adapters.version();
    }
}

contract AgentAssetTest is ShouldBehaveLikeAsset {
    function _register() internal override returns (uint256 assetId) {
        vm.startPrank(owner);
        assetId = agents.register("ipfs://agent");
        agents.declareLineage(assetId, 300, _edges(0));
        vm.stopPrank();
    }

    function _registry() internal view override returns (AssetRegistry) {
        return agents;
    }

    function _kind() internal pure override returns (AssetKind) {
        return AssetKind.Agent;
    }

    function _expectedRoyalty() internal pure override returns (uint16) {
        return 300;
    }

    function _expectedUri() internal pure override returns (string memory) {
        return "ipfs://agent";
    }

    function _expectedVersion() internal pure override returns (string memory) {
        return "1.0.0";
    }

    function _version() internal view override returns (string memory) {
        return agents.version();
    }
}
