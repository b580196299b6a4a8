// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAssetRegistry} from "./IAssetRegistry.sol";
import {ILicences} from "./ILicences.sol";

import {AccountId} from "../types/AccountId.sol";
import {Consent} from "../types/Consent.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IDatanetRegistry
/// @notice Datanets, their versioned terms, their admission module and their corpus snapshots.
interface IDatanetRegistry is IAssetRegistry {
    /// @param licence SPDX licence expression of the Datanet, 1 to 64 bytes; `ILicences` must know its ids.
    /// @param licenceUri Where its text stands, at most 256 bytes.
    /// @param metadataUri Croissant metadata, at most 256 bytes.
    /// @param train Whether models and adapters may train on it.
    /// @param infer Whether gateways may answer from it.
    /// @param mine Whether others may extract facts and statistics from it (text and data mining).
    /// @param isPrivate Whether the content is for members only; a private Datanet publishes no salt.
    /// @param contributionBond nano-OPEN held for each pending item; at most 1,000 OPEN.
    /// @param panelSize Validators of a panel, 0 when curators decide; at most 32.
    /// @param curatorBps Basis points of the fee that an offering must give to the Datanet's account; at most 2,000.
    /// @param overlapPpm Share of an item's bytes, in ppm, that must stand verbatim in one earlier item for the later one to be a duplicate;
    /// 300,000 to 1,000,000.
    struct Terms {
        string licence;
        string licenceUri;
        string metadataUri;
        Consent train;
        Consent infer;
        Consent mine;
        bool isPrivate;
        NanoOpen contributionBond;
        uint8 panelSize;
        uint16 curatorBps;
        uint32 overlapPpm;
    }

    /// @param itemRoot Root over the accepted items (docs/formats/receipt.md).
    /// @param itemCount How many items it covers; at least 1.
    /// @param termsVersion Terms in force when it was published.
    /// @param publishedAt Unix time in seconds.
    struct Snapshot {
        bytes32 itemRoot;
        uint32 itemCount;
        uint16 termsVersion;
        uint48 publishedAt;
    }

    /// @notice No Datanet has this id.
    error DatanetRegistry_UnknownDatanet(DatanetId datanet);
    /// @notice `caller` does not own the Datanet.
    error DatanetRegistry_NotOwner(DatanetId datanet, address caller);
    /// @notice `caller` is neither owner nor curator.
    error DatanetRegistry_NotCurator(DatanetId datanet, address caller);
    /// @notice The module was not approved by governance.
    error DatanetRegistry_AdmissionNotApproved(address admission);
    /// @notice The value is above the bound.
    error DatanetRegistry_BondTooLarge(NanoOpen bond, NanoOpen maximum);
    error DatanetRegistry_PanelTooLarge(uint8 panelSize, uint8 maximum);
    error DatanetRegistry_CuratorShareTooLarge(uint16 curatorBps, uint16 maximum);
    /// @notice The overlap threshold is outside `minimum` to 1,000,000 ppm.
    error DatanetRegistry_OverlapOutOfBounds(uint32 overlapPpm, uint32 minimum);
    /// @notice A public Datanet publishes its salt; a private one must not.
    error DatanetRegistry_SaltMismatch(bool isPrivate, bytes32 salt);
    /// @notice Visibility is fixed at creation: contributors relied on it.
    error DatanetRegistry_VisibilityFixed(DatanetId datanet);
    /// @notice All 65,535 terms versions are used.
    error DatanetRegistry_TermsVersionsExhausted(DatanetId datanet);
    error DatanetRegistry_UnknownTermsVersion(DatanetId datanet, uint16 version);
    error DatanetRegistry_UnknownSnapshot(DatanetId datanet, uint32 snapshot);
    /// @notice A snapshot needs a root and at least one item.
    error DatanetRegistry_EmptySnapshot(bytes32 itemRoot, uint32 itemCount);

    /// @param salt Published salt of a public Datanet; zero for a private one.
    event DatanetCreated(
        DatanetId indexed datanet,
        AccountId indexed account,
        address indexed owner,
        string name,
        bytes32 salt,
        address admission
    );
    event TermsPublished(DatanetId indexed datanet, uint16 indexed version, Terms terms, address actor);
    event CuratorChanged(DatanetId indexed datanet, address indexed curator, bool isCurator, address actor);
    event AdmissionChanged(DatanetId indexed datanet, address indexed admission, address actor);
    event AdmissionApprovalChanged(address indexed admission, bool isApproved, address actor);
    event SnapshotPublished(
        DatanetId indexed datanet,
        uint32 indexed snapshot,
        bytes32 itemRoot,
        uint32 itemCount,
        uint16 termsVersion,
        string manifestUri,
        address actor
    );

    /// @notice Opens a Datanet owned by the caller, with terms version 1.
    /// @param name 1 to 64 bytes of printable UTF-8.
    /// @param salt Salt of all content roots; not zero for a public Datanet, zero for a private one.
    /// @param admission Approved module that decides what is accepted.
    function create(string calldata name, bytes32 salt, address admission, Terms calldata terms) external returns (DatanetId datanet);

    /// @notice Publishes the next version of the terms. Contributions stay bound to the version they agreed to. Only the owner.
    function publishTerms(DatanetId datanet, Terms calldata terms) external returns (uint16 version);

    /// @notice Names or dismisses a curator. Only the owner.
    /// @dev Every transfer of the Datanet's token dismisses all curators (indexers: fold the `Transfer` event), so a buyer does not inherit the
    /// seller's people.
    function setCurator(DatanetId datanet, address curator, bool isCurator) external;

    /// @notice Chooses another approved admission module; it judges what is still pending too. Only the owner.
    function setAdmission(DatanetId datanet, address admission) external;

    /// @notice Publishes a corpus snapshot. Owner or curator.
    /// @param manifestUri Where the list of items stands, at most 256 bytes.
    /// @return snapshot Its number, counted from 1 within the Datanet.
    function publishSnapshot(
        DatanetId datanet,
        bytes32 itemRoot,
        uint32 itemCount,
        string calldata manifestUri
    ) external returns (uint32 snapshot);

    /// @notice Approves an admission module, or takes the approval back (Datanets that use it keep it). Only governance.
    function setAdmissionApproval(address admission, bool isApproved) external;

    function nameOf(DatanetId datanet) external view returns (string memory);
    function saltOf(DatanetId datanet) external view returns (bytes32);
    function admissionOf(DatanetId datanet) external view returns (address);
    function isAdmissionApproved(address admission) external view returns (bool);
    /// @notice Whether `who` is the owner or a curator.
    function isCurator(DatanetId datanet, address who) external view returns (bool);
    /// @notice Who says what licences mean.
    function licences() external view returns (ILicences);
    /// @notice Whether gateways may be paid for answers from what was contributed under these terms: they consent to inference, and their licence has an
    /// alternative that allows paid use and adapted works. An accepted contribution without it never gets the standing that settlement pays.
    function isServable(DatanetId datanet, uint16 version) external view returns (bool);
    function termsVersionOf(DatanetId datanet) external view returns (uint16);
    function termsOf(DatanetId datanet, uint16 version) external view returns (Terms memory);
    /// @notice The terms in force.
    function currentTermsOf(DatanetId datanet) external view returns (Terms memory);
    function snapshotCountOf(DatanetId datanet) external view returns (uint32);
    function snapshotOf(DatanetId datanet, uint32 snapshot) external view returns (Snapshot memory);
}
