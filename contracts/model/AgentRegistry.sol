// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721URIStorage} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721URIStorage.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IAgentRegistry} from "../interfaces/IAgentRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IERC8004IdentityRegistry} from "../interfaces/IERC8004IdentityRegistry.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {LineageRules} from "../libraries/LineageRules.sol";

import {AssetRegistry} from "./AssetRegistry.sol";

import {AccountId} from "../types/AccountId.sol";
import {AgentId} from "../types/AgentId.sol";
import {AssetKind} from "../types/AssetKind.sol";

/// @title AgentRegistry
/// @notice Agents as ERC-8004 identities, with what they use.
/// @dev The wallet is the value of the reserved metadata key, packed in 20 bytes, as agent clients expect; empty when there is none.
contract AgentRegistry is IAgentRegistry, AssetRegistry, ERC721URIStorage, EIP712 {
    using LineageRules for Edge[];

    struct Declaration {
        uint32 version;
        uint16 royaltyBps;
        Edge[] edges;
    }

    /// @notice Largest royalty, in basis points of the fee.
    uint16 public constant MAX_ROYALTY_BPS = 5_000;
    /// @notice Longest agent URI in bytes; registration files may stand in a `data:` URI.
    uint256 public constant MAX_URI_LENGTH = 8_192;
    /// @notice Longest metadata key in bytes.
    uint256 public constant MAX_KEY_LENGTH = 64;
    /// @notice Longest metadata value in bytes.
    uint256 public constant MAX_VALUE_LENGTH = 1_024;
    /// @notice Most metadata entries of one registration.
    uint256 public constant MAX_ENTRIES = 16;
    /// @notice How far ahead, in seconds, the deadline of a wallet's signature may lie.
    uint256 public constant MAX_DEADLINE_DELAY = 5 minutes;

    string private constant WALLET_KEY = "agentWallet";
    bytes32 private constant WALLET_SET_TYPEHASH = keccak256(
        "AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)"
    );

    /// @notice Where Datanets are registered.
    IDatanetRegistry public immutable datanets;
    /// @notice Where models are registered.
    IModelRegistry public immutable models;
    /// @notice Where adapters are registered.
    IAdapterRegistry public immutable adapters;

    mapping(uint256 agentId => mapping(string metadataKey => bytes)) private _metadata;
    mapping(uint256 agentId => Declaration) private _declarations;

    constructor(
        IAccountRegistry accounts,
        IPayoutLedger ledger,
        IDatanetRegistry datanets_,
        IModelRegistry models_,
        IAdapterRegistry adapters_
    ) ERC721("OpenLedger Agent", "AGENT") AssetRegistry(accounts, ledger, AssetKind.Agent) EIP712("ERC8004IdentityRegistry", "1") {
        datanets = datanets_;
        models = models_;
        adapters = adapters_;
    }

    /* ERC-8004 IDENTITY */

    /// @inheritdoc IERC8004IdentityRegistry
    function register() external returns (uint256 agentId) {
        return _register("");
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function register(string memory agentURI) external returns (uint256 agentId) {
        return _register(agentURI);
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function register(string memory agentURI, MetadataEntry[] memory metadata) external returns (uint256 agentId) {
        require(metadata.length <= MAX_ENTRIES, AgentRegistry_TooManyEntries(metadata.length, MAX_ENTRIES));

        agentId = _register(agentURI);
        for (uint256 i = 0; i < metadata.length; ++i) {
            _setEntry(agentId, metadata[i].metadataKey, metadata[i].metadataValue);
        }
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function setAgentURI(uint256 agentId, string calldata newURI) external {
        _requireAuthorized(agentId);
        BoundedString.requireText(newURI, 0, MAX_URI_LENGTH);

        _setTokenURI(agentId, newURI);
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function setMetadata(uint256 agentId, string memory metadataKey, bytes memory metadataValue) external {
        _requireAuthorized(agentId);
        _setEntry(agentId, metadataKey, metadataValue);
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature) external {
        _requireAuthorized(agentId);
        require(newWallet != address(0), AgentRegistry_ZeroWallet());
        require(deadline >= block.timestamp, AgentRegistry_DeadlinePassed(deadline, block.timestamp));
        uint256 latest = block.timestamp + MAX_DEADLINE_DELAY;
        require(deadline <= latest, AgentRegistry_DeadlineTooFar(deadline, latest));
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(WALLET_SET_TYPEHASH, agentId, newWallet, _ownerOf(agentId), deadline)));
        require(_isSigned(newWallet, digest, signature), AgentRegistry_BadSignature(newWallet));

        _setWallet(agentId, abi.encodePacked(newWallet));
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function unsetAgentWallet(uint256 agentId) external {
        _requireAuthorized(agentId);
        _setWallet(agentId, "");
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function getMetadata(uint256 agentId, string memory metadataKey) external view returns (bytes memory) {
        return _metadata[agentId][metadataKey];
    }

    /// @inheritdoc IERC8004IdentityRegistry
    function getAgentWallet(uint256 agentId) external view returns (address) {
        return address(bytes20(_metadata[agentId][WALLET_KEY]));
    }

    /* LINEAGE */

    /// @inheritdoc IAgentRegistry
    function declareLineage(uint256 agentId, uint16 royaltyBps, Edge[] calldata edges) external {
        _requireAuthorized(agentId);
        require(royaltyBps <= MAX_ROYALTY_BPS, AgentRegistry_RoyaltyTooLarge(royaltyBps, MAX_ROYALTY_BPS));
        edges.requireUses();
        for (uint256 i = 0; i < edges.length; ++i) {
            LineageRules.requireParent(edges[i], _registryOf(edges[i].kind));
        }

        Declaration storage stored = _declarations[agentId];
        uint32 declared = ++stored.version;
        stored.royaltyBps = royaltyBps;
        stored.edges.replace(edges);
        // Fits: an existing id is counted in a uint32.
        emit AgentLineageDeclared(AgentId.wrap(uint32(agentId)), declared, royaltyBps, edges, msg.sender);
    }

    /// @inheritdoc IAgentRegistry
    function edgesOf(uint256 agentId) external view returns (Edge[] memory) {
        _requireKnown(agentId);
        return _declarations[agentId].edges;
    }

    /// @inheritdoc IAgentRegistry
    function lineageVersionOf(uint256 agentId) external view returns (uint32) {
        _requireKnown(agentId);
        return _declarations[agentId].version;
    }

    /// @inheritdoc IAssetRegistry
    function royaltyOf(uint256 assetId) external view returns (uint16) {
        _requireKnown(assetId);
        return _declarations[assetId].royaltyBps;
    }

    /* TOKEN */

    /// @inheritdoc ERC721URIStorage
    function tokenURI(uint256 assetId) public view override(ERC721, ERC721URIStorage) returns (string memory) {
        _requireKnown(assetId);
        return super.tokenURI(assetId);
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(AssetRegistry, ERC721URIStorage, IERC165) returns (bool) {
        return super.supportsInterface(interfaceId);
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev The wallet was the seller's word: it does not pass to the buyer.
    function _update(address to, uint256 assetId, address auth) internal override(ERC721, AssetRegistry) returns (address from) {
        from = super._update(to, assetId, auth);
        if (from != address(0)) _setWallet(assetId, "");
    }

    function _register(string memory agentURI) private returns (uint256 agentId) {
        BoundedString.requireText(agentURI, 0, MAX_URI_LENGTH);

        AccountId account;
        (agentId, account) = _open(msg.sender);
        if (bytes(agentURI).length != 0) _setTokenURI(agentId, agentURI);
        emit Registered(agentId, agentURI, msg.sender);
        // Fits: an existing id is counted in a uint32.
        emit AgentAccountOpened(AgentId.wrap(uint32(agentId)), account, msg.sender);
        _setWallet(agentId, abi.encodePacked(msg.sender));
    }

    function _setEntry(uint256 agentId, string memory metadataKey, bytes memory metadataValue) private {
        uint256 length = bytes(metadataKey).length;
        require(length <= MAX_KEY_LENGTH, AgentRegistry_KeyTooLong(length, MAX_KEY_LENGTH));
        require(keccak256(bytes(metadataKey)) != keccak256(bytes(WALLET_KEY)), AgentRegistry_ReservedKey(metadataKey));
        require(metadataValue.length <= MAX_VALUE_LENGTH, AgentRegistry_ValueTooLong(metadataValue.length, MAX_VALUE_LENGTH));
        BoundedString.requireText(metadataKey, 1, MAX_KEY_LENGTH);

        _metadata[agentId][metadataKey] = metadataValue;
        emit MetadataSet(agentId, metadataKey, metadataKey, metadataValue);
    }

    function _setWallet(uint256 agentId, bytes memory wallet) private {
        _metadata[agentId][WALLET_KEY] = wallet;
        emit MetadataSet(agentId, WALLET_KEY, WALLET_KEY, wallet);
    }

    /// @dev Plain signatures first, so that an account with delegated code (EIP-7702) can still sign with its key.
    function _isSigned(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == signer) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
    }

    /// @dev Only for the kinds that `requireUses` lets through.
    function _registryOf(AssetKind kind) private view returns (IAssetRegistry) {
        if (kind == AssetKind.Datanet) return datanets;
        return kind == AssetKind.Model ? IAssetRegistry(models) : IAssetRegistry(adapters);
    }
}
