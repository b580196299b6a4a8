// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IAdmission, ICuratorAdmission} from "../interfaces/ICuratorAdmission.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

import {DatanetId} from "../types/DatanetId.sol";

/// @title CuratorAdmission
/// @notice Passes on what a Datanet's owner and curators decide.
/// @dev Holds nothing and remembers nothing: who may decide is asked of the Datanet each time, and the ledger checks the verdicts.
contract CuratorAdmission is ICuratorAdmission {
    /// @notice Most verdicts of one batch.
    uint256 public constant MAX_BATCH = 100;

    /// @inheritdoc IAdmission
    IContributionLedger public immutable ledger;
    /// @notice Where Datanets are registered.
    IDatanetRegistry public immutable datanets;

    constructor(IContributionLedger ledger_, IDatanetRegistry datanets_) {
        ledger = ledger_;
        datanets = datanets_;
    }

    /// @inheritdoc ICuratorAdmission
    function decide(
        DatanetId datanet,
        IContributionLedger.Verdict[] calldata verdicts,
        bytes32 report,
        string calldata reportUri
    ) external {
        require(datanets.isCurator(datanet, msg.sender), CuratorAdmission_NotCurator(datanet, msg.sender));
        require(verdicts.length != 0 && verdicts.length <= MAX_BATCH, CuratorAdmission_BatchSize(verdicts.length, MAX_BATCH));
        BoundedString.requireUri(reportUri);

        emit VerdictsReported(datanet, msg.sender, verdicts.length, report, reportUri);
        ledger.judge(datanet, verdicts, msg.sender);
    }

    /// @inheritdoc IAdmission
    function mode() external pure returns (string memory) {
        return "curators";
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }
}
