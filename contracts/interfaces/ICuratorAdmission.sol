// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IContributionLedger} from "./IContributionLedger.sol";

import {DatanetId} from "../types/DatanetId.sol";

/// @title IAdmission
/// @notice Marker of a module that decides what a Datanet accepts. It calls `ContributionLedger.judge`.
interface IAdmission {
    /// @notice The ledger it reports to.
    function ledger() external view returns (IContributionLedger);

    /// @notice A short name, for example `curators`.
    function mode() external view returns (string memory);
}

/// @title ICuratorAdmission
/// @notice Admission by the Datanet's owner and curators.
interface ICuratorAdmission is IAdmission {
    error CuratorAdmission_NotCurator(DatanetId datanet, address caller);
    /// @notice The batch is empty or above `MAX_BATCH`.
    error CuratorAdmission_BatchSize(uint256 size, uint256 maximum);

    /// @param report Hash of the full report (nearest items, overlap, reasons in words); zero if none.
    event VerdictsReported(DatanetId indexed datanet, address indexed curator, uint256 count, bytes32 report, string reportUri);

    /// @notice Decides pending items. Only owner or curators of the Datanet.
    /// @param reportUri Where the report stands, at most 256 bytes.
    function decide(DatanetId datanet, IContributionLedger.Verdict[] calldata verdicts, bytes32 report, string calldata reportUri) external;
}
