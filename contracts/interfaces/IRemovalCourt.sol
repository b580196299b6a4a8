// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";

import {AccountId} from "../types/AccountId.sol";
import {VerdictReason} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IRemovalCourt
/// @notice Removal of an item by somebody else than its contributor: another's licence, or personal data.
///
/// ```
/// request ──rule(remove)──► Removed     bond returns to the claimant
///    ├─────rule(keep)────► Kept         bond goes to the contributor
///    ├─────concede───────► Removed      the contributor agrees; bond returns
///    └─────lapse─────────► Lapsed       nobody answered by the deadline; the item stays, bond returns
/// ```
///
/// @dev While a request is open the item stays what it was and keeps earning: a request censors nothing, and only a ruling or the contributor's own consent
/// removes. A wrong request costs its bond, to the contributor it was aimed at. One request at a time for each item; a claim that was ruled on cannot
/// be raised again by the same claimant for the same reason.
interface IRemovalCourt is IAccountCredits {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Open.
    /// @custom:value2 Removed.
    /// @custom:value3 Kept.
    /// @custom:value4 Lapsed.
    enum Outcome {
        None,
        Open,
        Removed,
        Kept,
        Lapsed
    }

    /// @param deadline Last second for a ruling.
    struct Request {
        ContributionId contribution; // slot 0
        AccountId claimant;
        VerdictReason reason;
        Outcome outcome;
        uint48 deadline;
    }

    /// @notice Only `LicenceMissing`, `LicenceIncompatible` and `PersonalData` are grounds.
    error RemovalCourt_BadReason(VerdictReason reason);
    error RemovalCourt_BadParameters(NanoOpen bond, uint48 rulingWindow);
    error RemovalCourt_UnknownRequest(uint48 request);
    error RemovalCourt_NotOpen(uint48 request, Outcome outcome);
    error RemovalCourt_AlreadyOpen(ContributionId contribution, uint48 request);
    error RemovalCourt_AlreadyRuled(ContributionId contribution, AccountId claimant, VerdictReason reason);
    error RemovalCourt_TooLate(uint48 request, uint48 deadline);
    error RemovalCourt_TooEarly(uint48 request, uint48 deadline);

    event RemovalRequested(
        uint48 indexed request,
        ContributionId indexed contribution,
        AccountId indexed claimant,
        VerdictReason reason,
        bytes32 evidence,
        string evidenceUri,
        uint48 deadline,
        address actor
    );
    /// @param beneficiary Who is credited the bond.
    event RemovalDecided(
        uint48 indexed request,
        ContributionId indexed contribution,
        Outcome outcome,
        AccountId beneficiary,
        NanoOpen bond,
        address actor
    );

    /// @notice Asks for a removal and takes the bond from the caller. Only the claimant's controller.
    /// @param evidence Hash of the evidence, which may be confidential. @param evidenceUri At most 256 bytes; may be empty.
    function request(
        ContributionId contribution,
        VerdictReason reason,
        AccountId claimant,
        bytes32 evidence,
        string calldata evidenceUri
    ) external returns (uint48 requestId);

    /// @notice Decides an open request until its deadline. Only arbiters.
    function rule(uint48 requestId, bool isRemoved) external;

    /// @notice Agrees to the removal. Only the contributor's controller.
    function concede(uint48 requestId) external;

    /// @notice Ends a request that nobody ruled on, after its deadline, or whose item is not in the Datanet any more. Anyone.
    function lapse(uint48 requestId) external;

    function requestOf(uint48 requestId) external view returns (Request memory);
    /// @notice The open request about an item; zero if none.
    function openRequestOf(ContributionId contribution) external view returns (uint48);
    function bond() external view returns (NanoOpen);
}
