// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorTimelockControl} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {GovernorVotesQuorumFraction} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IOpenGovernor} from "../interfaces/IOpenGovernor.sol";

/// @title OpenGovernor
/// @dev OpenZeppelin's governor with bounds. Nobody but the timelock, that is a passed vote, changes a parameter. Clock and votes are the token's.
contract OpenGovernor is
    IOpenGovernor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotesQuorumFraction,
    GovernorPreventLateQuorum,
    GovernorTimelockControl
{
    uint256 public constant MIN_VOTING_DELAY = 1 days;
    uint256 public constant MAX_VOTING_DELAY = 7 days;
    uint256 public constant MIN_VOTING_PERIOD = 3 days;
    uint256 public constant MAX_VOTING_PERIOD = 30 days;
    /// @notice Smallest proposal threshold in base units of OPEN.
    uint256 public constant MIN_PROPOSAL_THRESHOLD = 1_000e18;
    /// @notice Largest proposal threshold in base units of OPEN.
    uint256 public constant MAX_PROPOSAL_THRESHOLD = 10_000_000e18;
    /// @notice Smallest quorum in basis points of the total supply.
    uint256 public constant MIN_QUORUM_BPS = 200;
    /// @notice Largest quorum in basis points of the total supply.
    uint256 public constant MAX_QUORUM_BPS = 2_000;
    /// @notice Largest supply floor: all OPEN there can be, in base units.
    uint256 public constant MAX_SUPPLY_FLOOR = 1_000_000_000e18;
    uint256 public constant MIN_VOTE_EXTENSION = 1 days;
    uint256 public constant MAX_VOTE_EXTENSION = 3 days;

    /// @notice Least supply, in base units, that the quorum is taken of.
    uint256 public immutable supplyFloor;

    constructor(
        IVotes token,
        TimelockController timelock_,
        Parameters memory parameters
    )
        Governor("OpenGovernor")
        GovernorSettings(parameters.votingDelay, parameters.votingPeriod, parameters.proposalThreshold)
        GovernorVotes(token)
        GovernorVotesQuorumFraction(parameters.quorumBps)
        GovernorPreventLateQuorum(parameters.voteExtension)
        GovernorTimelockControl(timelock_)
    {
        require(
            parameters.supplyFloor <= MAX_SUPPLY_FLOOR,
            OpenGovernor_SupplyFloorOutOfBounds(parameters.supplyFloor, 0, MAX_SUPPLY_FLOOR)
        );
        supplyFloor = parameters.supplyFloor;
    }

    /* VIEWS */

    /// @notice Least votes that a proposer needs, in base units of OPEN.
    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    /// @notice Votes for and abstentions that a proposal with this snapshot needs: basis points of the supply then, or of the floor if that is more; in base units,
    /// rounded down.
    function quorum(uint256 timepoint) public view override(Governor, GovernorVotesQuorumFraction) returns (uint256) {
        uint256 supply = Math.max(token().getPastTotalSupply(timepoint), supplyFloor);
        return Math.mulDiv(supply, quorumNumerator(timepoint), quorumDenominator());
    }

    /// @notice The quorum counts in basis points.
    function quorumDenominator() public pure override returns (uint256) {
        return 10_000;
    }

    /// @notice When voting ends, Unix time in seconds; later than first announced if the quorum came late.
    function proposalDeadline(uint256 proposalId) public view override(Governor, GovernorPreventLateQuorum) returns (uint256) {
        return super.proposalDeadline(proposalId);
    }

    /// @notice State of a proposal, the timelock's part included.
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        return super.state(proposalId);
    }

    /// @notice Every proposal goes through the timelock.
    function proposalNeedsQueuing(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(proposalId);
    }

    /* BOUNDS */

    function _setVotingDelay(uint48 newVotingDelay) internal override {
        require(
            newVotingDelay >= MIN_VOTING_DELAY && newVotingDelay <= MAX_VOTING_DELAY,
            OpenGovernor_VotingDelayOutOfBounds(newVotingDelay, MIN_VOTING_DELAY, MAX_VOTING_DELAY)
        );
        super._setVotingDelay(newVotingDelay);
    }

    function _setVotingPeriod(uint32 newVotingPeriod) internal override {
        require(
            newVotingPeriod >= MIN_VOTING_PERIOD && newVotingPeriod <= MAX_VOTING_PERIOD,
            OpenGovernor_VotingPeriodOutOfBounds(newVotingPeriod, MIN_VOTING_PERIOD, MAX_VOTING_PERIOD)
        );
        super._setVotingPeriod(newVotingPeriod);
    }

    function _setProposalThreshold(uint256 newProposalThreshold) internal override {
        require(
            newProposalThreshold >= MIN_PROPOSAL_THRESHOLD && newProposalThreshold <= MAX_PROPOSAL_THRESHOLD,
            OpenGovernor_ProposalThresholdOutOfBounds(newProposalThreshold, MIN_PROPOSAL_THRESHOLD, MAX_PROPOSAL_THRESHOLD)
        );
        super._setProposalThreshold(newProposalThreshold);
    }

    function _updateQuorumNumerator(uint256 newQuorumNumerator) internal override {
        require(
            newQuorumNumerator >= MIN_QUORUM_BPS && newQuorumNumerator <= MAX_QUORUM_BPS,
            OpenGovernor_QuorumOutOfBounds(newQuorumNumerator, MIN_QUORUM_BPS, MAX_QUORUM_BPS)
        );
        super._updateQuorumNumerator(newQuorumNumerator);
    }

    /// @dev The largest extension is the shortest voting period, so the library's own bound can never be passed later.
    function _setLateQuorumVoteExtension(uint48 newVoteExtension) internal override {
        require(
            newVoteExtension >= MIN_VOTE_EXTENSION && newVoteExtension <= MAX_VOTE_EXTENSION,
            OpenGovernor_VoteExtensionOutOfBounds(newVoteExtension, MIN_VOTE_EXTENSION, MAX_VOTE_EXTENSION)
        );
        super._setLateQuorumVoteExtension(newVoteExtension);
    }

    /* COMPOSITION */

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(proposalId);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
