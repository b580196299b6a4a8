// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {AssetRegistry} from "../model/AssetRegistry.sol";

import {AccountId} from "../types/AccountId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {Consent} from "../types/Consent.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title DatanetRegistry
/// @notice Datanets as tokens, with versioned terms, curators, an admission module and corpus snapshots.
/// @dev Curators are kept per tenure, which ends with every transfer of the token: a buyer starts without the seller's curators, and a
/// seller who buys back does not find them again.
contract DatanetRegistry is IDatanetRegistry, AssetRegistry, AccessManaged {
    /// @param tenure Counts the transfers of the token.
    struct Datanet {
        address admission; // slot 0
        uint16 termsVersion;
        uint32 snapshotCount;
        uint32 tenure;
        bytes32 salt; // slot 1
        string name; // slot 2
    }

    /// @notice Largest bond for each pending item: 1,000 OPEN.
    NanoOpen public constant MAX_CONTRIBUTION_BOND = NanoOpen.wrap(1_000e9);
    /// @notice Largest panel.
    uint8 public constant MAX_PANEL_SIZE = 32;
    /// @notice Largest curator share, in basis points.
    uint16 public constant MAX_CURATOR_BPS = 2_000;
    /// @notice Smallest overlap threshold, in ppm: below it, honest quotation would count as a copy.
    uint32 public constant MIN_OVERLAP_PPM = 300_000;
    uint32 private constant PPM_WHOLE = 1_000_000;

    /// @inheritdoc IDatanetRegistry
    ILicences public immutable licences;

    /// @inheritdoc IDatanetRegistry
    mapping(address admission => bool) public isAdmissionApproved;

    mapping(uint256 datanet => Datanet) private _datanets;
    mapping(DatanetId datanet => mapping(uint16 version => Terms)) private _terms;
    mapping(DatanetId datanet => mapping(uint16 version => bool)) private _servable;
    mapping(DatanetId datanet => mapping(uint32 snapshot => Snapshot)) private _snapshots;
    mapping(DatanetId datanet => mapping(uint32 tenure => mapping(address who => bool))) private _curators;

    constructor(
        address authority,
        IAccountRegistry accounts,
        IPayoutLedger ledger,
        ILicences licences_
    ) ERC721("OpenLedger Datanet", "DATANET") AssetRegistry(accounts, ledger, AssetKind.Datanet) AccessManaged(authority) {
        licences = licences_;
    }

    /* OWNER */

    /// @inheritdoc IDatanetRegistry
    function create(string calldata name, bytes32 salt, address admission, Terms calldata terms) external returns (DatanetId datanet) {
        BoundedString.requireName(name);
        require(terms.isPrivate == (salt == bytes32(0)), DatanetRegistry_SaltMismatch(terms.isPrivate, salt));
        require(isAdmissionApproved[admission], DatanetRegistry_AdmissionNotApproved(admission));

        (uint32 assetId, AccountId account) = _open(msg.sender);
        datanet = DatanetId.wrap(assetId);
        Datanet storage stored = _datanets[assetId];
        stored.admission = admission;
        stored.salt = salt;
        stored.name = name;
        emit DatanetCreated(datanet, account, msg.sender, name, salt, admission);
        _publishTerms(datanet, stored, terms);
    }

    /// @inheritdoc IDatanetRegistry
    function publishTerms(DatanetId datanet, Terms calldata terms) external returns (uint16 termsVersion) {
        Datanet storage stored = _ownedByCaller(datanet);
        require(stored.termsVersion < type(uint16).max, DatanetRegistry_TermsVersionsExhausted(datanet));
        require(terms.isPrivate == (stored.salt == bytes32(0)), DatanetRegistry_VisibilityFixed(datanet));

        return _publishTerms(datanet, stored, terms);
    }

    /// @inheritdoc IDatanetRegistry
    function setCurator(DatanetId datanet, address curator, bool isCurator_) external {
        Datanet storage stored = _ownedByCaller(datanet);

        _curators[datanet][stored.tenure][curator] = isCurator_;
        emit CuratorChanged(datanet, curator, isCurator_, msg.sender);
    }

    /// @inheritdoc IDatanetRegistry
    function setAdmission(DatanetId datanet, address admission) external {
        Datanet storage stored = _ownedByCaller(datanet);
        require(isAdmissionApproved[admission], DatanetRegistry_AdmissionNotApproved(admission));

        stored.admission = admission;
        emit AdmissionChanged(datanet, admission, msg.sender);
    }

    /// @inheritdoc IDatanetRegistry
    function publishSnapshot(
        DatanetId datanet,
        bytes32 itemRoot,
        uint32 itemCount,
        string calldata manifestUri
    ) external returns (uint32 snapshot) {
        Datanet storage stored = _known(datanet);
        require(isCurator(datanet, msg.sender), DatanetRegistry_NotCurator(datanet, msg.sender));
        require(itemRoot != bytes32(0) && itemCount != 0, DatanetRegistry_EmptySnapshot(itemRoot, itemCount));
        BoundedString.requireUri(manifestUri);

        snapshot = ++stored.snapshotCount;
        uint16 termsVersion = stored.termsVersion;
        _snapshots[datanet][snapshot] = Snapshot({
            itemRoot: itemRoot,
            itemCount: itemCount,
            termsVersion: termsVersion,
            publishedAt: uint48(block.timestamp)
        });
        emit SnapshotPublished(datanet, snapshot, itemRoot, itemCount, termsVersion, manifestUri, msg.sender);
    }

    /* GOVERNANCE */

    /// @inheritdoc IDatanetRegistry
    function setAdmissionApproval(address admission, bool isApproved) external restricted {
        // No Datanet may be left without anybody who can judge.
        require(admission != address(0), DatanetRegistry_AdmissionNotApproved(admission));

        isAdmissionApproved[admission] = isApproved;
        emit AdmissionApprovalChanged(admission, isApproved, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IDatanetRegistry
    function nameOf(DatanetId datanet) external view returns (string memory) {
        return _known(datanet).name;
    }

    /// @inheritdoc IDatanetRegistry
    function saltOf(DatanetId datanet) external view returns (bytes32) {
        return _known(datanet).salt;
    }

    /// @inheritdoc IDatanetRegistry
    function admissionOf(DatanetId datanet) external view returns (address) {
        return _known(datanet).admission;
    }

    /// @inheritdoc IDatanetRegistry
    function isCurator(DatanetId datanet, address who) public view returns (bool) {
        Datanet storage stored = _known(datanet);
        return who == _ownerOf(DatanetId.unwrap(datanet)) || _curators[datanet][stored.tenure][who];
    }

    /// @inheritdoc IDatanetRegistry
    function termsVersionOf(DatanetId datanet) external view returns (uint16) {
        return _known(datanet).termsVersion;
    }

    /// @inheritdoc IDatanetRegistry
    function termsOf(DatanetId datanet, uint16 termsVersion) external view returns (Terms memory) {
        Datanet storage stored = _known(datanet);
        require(termsVersion != 0 && termsVersion <= stored.termsVersion, DatanetRegistry_UnknownTermsVersion(datanet, termsVersion));
        return _terms[datanet][termsVersion];
    }

    /// @inheritdoc IDatanetRegistry
    function isServable(DatanetId datanet, uint16 termsVersion) external view returns (bool) {
        return _servable[datanet][termsVersion];
    }

    /// @inheritdoc IDatanetRegistry
    function currentTermsOf(DatanetId datanet) external view returns (Terms memory) {
        return _terms[datanet][_known(datanet).termsVersion];
    }

    /// @inheritdoc IDatanetRegistry
    function snapshotCountOf(DatanetId datanet) external view returns (uint32) {
        return _known(datanet).snapshotCount;
    }

    /// @inheritdoc IDatanetRegistry
    function snapshotOf(DatanetId datanet, uint32 snapshot) external view returns (Snapshot memory) {
        Datanet storage stored = _known(datanet);
        require(snapshot != 0 && snapshot <= stored.snapshotCount, DatanetRegistry_UnknownSnapshot(datanet, snapshot));
        return _snapshots[datanet][snapshot];
    }

    /// @inheritdoc IAssetRegistry
    function royaltyOf(uint256 assetId) external view returns (uint16) {
        return _currentTerms(assetId).curatorBps;
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 assetId) public view override returns (string memory) {
        return _currentTerms(assetId).metadataUri;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    function _publishTerms(DatanetId datanet, Datanet storage stored, Terms calldata terms) private returns (uint16 termsVersion) {
        // Reverts if it is no expression of known licences.
        uint256[] memory choices = licences.choicesOf(terms.licence);
        BoundedString.requireUri(terms.licenceUri);
        BoundedString.requireUri(terms.metadataUri);
        require(
            NanoOpen.unwrap(terms.contributionBond) <= NanoOpen.unwrap(MAX_CONTRIBUTION_BOND),
            DatanetRegistry_BondTooLarge(terms.contributionBond, MAX_CONTRIBUTION_BOND)
        );
        require(terms.panelSize <= MAX_PANEL_SIZE, DatanetRegistry_PanelTooLarge(terms.panelSize, MAX_PANEL_SIZE));
        require(terms.curatorBps <= MAX_CURATOR_BPS, DatanetRegistry_CuratorShareTooLarge(terms.curatorBps, MAX_CURATOR_BPS));
        require(
            terms.overlapPpm >= MIN_OVERLAP_PPM && terms.overlapPpm <= PPM_WHOLE,
            DatanetRegistry_OverlapOutOfBounds(terms.overlapPpm, MIN_OVERLAP_PPM)
        );

        termsVersion = ++stored.termsVersion;
        _terms[datanet][termsVersion] = terms;
        _servable[datanet][termsVersion] = terms.infer != Consent.NotAllowed && choices.length != 0;
        emit TermsPublished(datanet, termsVersion, terms, msg.sender);
    }

    /// @dev Ends the tenure, and with it the curators', whenever the token moves.
    function _update(address to, uint256 assetId, address auth) internal override returns (address from) {
        from = super._update(to, assetId, auth);
        if (from != address(0)) ++_datanets[assetId].tenure;
    }

    function _known(DatanetId datanet) private view returns (Datanet storage) {
        uint256 assetId = DatanetId.unwrap(datanet);
        require(assetId != 0 && assetId <= assetCount, DatanetRegistry_UnknownDatanet(datanet));
        return _datanets[assetId];
    }

    function _ownedByCaller(DatanetId datanet) private view returns (Datanet storage stored) {
        stored = _known(datanet);
        require(_ownerOf(DatanetId.unwrap(datanet)) == msg.sender, DatanetRegistry_NotOwner(datanet, msg.sender));
    }

    function _currentTerms(uint256 assetId) private view returns (Terms storage) {
        _requireKnown(assetId);
        // An existing id fits uint32: ids are counted in one.
        return _terms[DatanetId.wrap(uint32(assetId))][_datanets[assetId].termsVersion];
    }
}
