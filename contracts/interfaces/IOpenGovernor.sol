// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IOpenGovernor
/// @notice Votes of OPEN holders decide; a timelock carries out. Each parameter has bounds that governance itself cannot pass.
/// @dev On top of OpenZeppelin's `IGovernor`.
interface IOpenGovernor {
    /// @param votingDelay Seconds between proposal and snapshot; 1 to 7 days.
    /// @param votingPeriod Seconds of voting; 3 to 30 days.
    /// @param proposalThreshold Votes in base units that a proposer needs; 1,000 to 10,000,000 OPEN.
    /// @param quorumBps Basis points of the total supply at the snapshot that must vote for or abstain; 200 to 2,000.
    /// @param supplyFloor Least supply in base units that the quorum is taken of, fixed for good. Zero where the token is all of OPEN; the coin's supply where OPEN
    /// is the gas coin, because there the token is only what is wrapped just now, and its quorum would be a fraction of very little.
    /// @param voteExtension Least seconds of voting left when the quorum is reached; 1 to 3 days.
    struct Parameters {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint256 proposalThreshold;
        uint256 quorumBps;
        uint256 supplyFloor;
        uint48 voteExtension;
    }

    error OpenGovernor_VotingDelayOutOfBounds(uint256 votingDelay, uint256 minimum, uint256 maximum);
    error OpenGovernor_VotingPeriodOutOfBounds(uint256 votingPeriod, uint256 minimum, uint256 maximum);
    error OpenGovernor_ProposalThresholdOutOfBounds(uint256 proposalThreshold, uint256 minimum, uint256 maximum);
    error OpenGovernor_SupplyFloorOutOfBounds(uint256 supplyFloor, uint256 minimum, uint256 maximum);
    error OpenGovernor_QuorumOutOfBounds(uint256 quorumBps, uint256 minimum, uint256 maximum);
    error OpenGovernor_VoteExtensionOutOfBounds(uint256 voteExtension, uint256 minimum, uint256 maximum);
}
