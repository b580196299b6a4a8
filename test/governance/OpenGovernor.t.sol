// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";

import {OpenGovernor} from "../../contracts/governance/OpenGovernor.sol";
import {OpenTimelock} from "../../contracts/governance/OpenTimelock.sol";
import {IMinterLimits} from "../../contracts/interfaces/IMinterLimits.sol";
import {IOpenGovernor} from "../../contracts/interfaces/IOpenGovernor.sol";

import {OpenTokenBase} from "../token/OpenTokenBase.sol";

/// @notice Borrows, votes and repays in one transaction.
contract FlashBorrower {
    function attack(OpenGovernorBase bank, uint256 amount, uint256 proposalId) external returns (uint256 weight) {
        bank.lend(amount);
        bank.tokenAt().delegate(address(this));
        weight = bank.governorAt().castVote(proposalId, 1);
        bank.tokenAt().transfer(address(bank), amount);
    }
}

interface IDelegate {
    function delegate(address delegatee) external;
    function transfer(address to, uint256 amount) external returns (bool);
}

abstract contract OpenGovernorBase is OpenTokenBase {
    OpenGovernor internal governance;
    OpenTimelock internal timelock;
    address internal carol = address(0xca401);

    function setUp() public virtual override {
        super.setUp();
        timelock = new OpenTimelock(2 days, address(this));
        governance = new OpenGovernor(token, timelock, _parameters());
        timelock.grantRole(timelock.PROPOSER_ROLE(), address(governance));
        timelock.grantRole(timelock.CANCELLER_ROLE(), address(governance));
        timelock.renounceRole(timelock.DEFAULT_ADMIN_ROLE(), address(this));

        // 100,000,000 OPEN: alice 3.9 %, bob 0.2 %, carol 6 %, the rest votes for nobody.
        _give(address(this), 100_000_000e18);
        token.transfer(alice, 3_900_000e18);
        token.transfer(bob, 200_000e18);
        token.transfer(carol, 6_000_000e18);
        address[3] memory voters = [alice, bob, carol];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(voters[i]);
            token.delegate(voters[i]);
        }
        authority.grantRole(0, address(timelock), 0);
        authority.renounceRole(0, address(this));
        vm.warp(block.timestamp + 1);
    }

    function lend(uint256 amount) external {
        token.transfer(msg.sender, amount);
    }

    function tokenAt() external view returns (IDelegate) {
        return IDelegate(address(token));
    }

    function governorAt() external view returns (OpenGovernor) {
        return governance;
    }

    function _parameters() internal pure returns (IOpenGovernor.Parameters memory) {
        return
            IOpenGovernor.Parameters({
                votingDelay: 1 days,
                votingPeriod: 5 days,
                proposalThreshold: 100_000e18,
                quorumBps: 400,
                supplyFloor: 0,
                voteExtension: 2 days
            });
    }

    function _one(address target, bytes memory data) internal pure returns (address[] memory, uint256[] memory, bytes[] memory) {
        address[] memory targets = new address[](1);
        bytes[] memory calls = new bytes[](1);
        (targets[0], calls[0]) = (target, data);
        return (targets, new uint256[](1), calls);
    }

    function _propose(address target, bytes memory data) internal returns (uint256 proposalId) {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(target, data);
        vm.prank(alice);
        proposalId = governance.propose(targets, values, calls, "why");
    }

    function _vote(address who, uint256 proposalId, uint8 support) internal {
        vm.prank(who);
        governance.castVote(proposalId, support);
    }

    /// @dev Passes a proposal with the votes of alice and bob, and carries it out; expects `reason` from the execution if there is one.
    function _enact(address target, bytes memory data, bytes memory reason) internal {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(target, data);
        uint256 proposalId = _propose(target, data);
        vm.warp(block.timestamp + 1 days + 1);
        _vote(alice, proposalId, 1);
        _vote(bob, proposalId, 1);
        vm.warp(governance.proposalDeadline(proposalId) + 1);
        governance.queue(targets, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 2 days);
        if (reason.length != 0) vm.expectRevert(reason);
        governance.execute(targets, values, calls, keccak256("why"));
    }
}

contract OpenGovernor_Proposal_Test is OpenGovernorBase {
    function test_execute_throughTimelockOntoAccessManager_succeeds() public {
        bytes memory call = abi.encodeCall(AccessManager.grantRole, (GOVERNOR, carol, 0));
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(address(authority), call);
        uint256 proposalId = _propose(address(authority), call);
        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Pending);
        vm.warp(block.timestamp + 1 days + 1);
        _vote(alice, proposalId, 1);
        _vote(bob, proposalId, 1);

        vm.warp(governance.proposalDeadline(proposalId) + 1);
        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Succeeded);
        governance.queue(targets, values, calls, keccak256("why"));
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        governance.execute(targets, values, calls, keccak256("why"));
        vm.warp(block.timestamp + 2 days);
        governance.execute(targets, values, calls, keccak256("why"));

        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Executed);
        (bool isMember, ) = authority.hasRole(GOVERNOR, carol);
        vm.assertTrue(isMember);
        vm.prank(carol);
        token.setMinterLimit(carol, 1, 1, 1 days);
    }

    function test_propose_belowThreshold_reverts() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(address(token), "");
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, governor, 0, 100_000e18));
        vm.prank(governor);
        governance.propose(targets, values, calls, "why");
    }

    function test_queue_belowQuorumOfTotalSupply_reverts() public {
        bytes memory call = abi.encodeCall(AccessManager.grantRole, (GOVERNOR, carol, 0));
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(address(authority), call);
        uint256 proposalId = _propose(address(authority), call);
        uint256 snapshot = governance.proposalSnapshot(proposalId);
        vm.warp(snapshot + 1);
        // All of the supply counts, not only what is delegated.
        vm.assertEq(governance.quorum(snapshot), 4_000_000e18);
        _vote(alice, proposalId, 1);
        vm.warp(governance.proposalDeadline(proposalId) + 1);
        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Defeated);
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector,
                proposalId,
                IGovernor.ProposalState.Defeated,
                bytes32(1 << uint8(IGovernor.ProposalState.Succeeded))
            )
        );
        governance.queue(targets, values, calls, keccak256("why"));
    }

    function test_castVote_lateQuorum_succeeds() public {
        uint256 proposalId = _propose(address(token), "");
        uint256 deadline = governance.proposalDeadline(proposalId);
        vm.warp(deadline - 60);
        _vote(alice, proposalId, 1);
        vm.assertEq(governance.proposalDeadline(proposalId), deadline);
        vm.expectEmit(address(governance));
        emit GovernorPreventLateQuorum.ProposalExtended(proposalId, uint64(deadline - 60 + 2 days));
        _vote(bob, proposalId, 1);
        vm.assertEq(governance.proposalDeadline(proposalId), deadline - 60 + 2 days);
        // Others have time to answer.
        vm.warp(deadline + 1 days);
        _vote(carol, proposalId, 0);
        vm.warp(deadline + 2 days);
        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Defeated);
    }

    function test_castVote_flashLoan_succeeds() public {
        uint256 proposalId = _propose(address(token), "");
        vm.warp(governance.proposalSnapshot(proposalId) + 1);
        uint256 weight = new FlashBorrower().attack(this, 80_000_000e18, proposalId);
        vm.assertEq(weight, 0);
        (, uint256 forVotes, ) = governance.proposalVotes(proposalId);
        vm.assertEq(forVotes, 0);
    }

    function test_clock_isTheTokens_succeeds() public view {
        vm.assertEq(governance.clock(), block.timestamp);
        vm.assertEq(governance.CLOCK_MODE(), "mode=timestamp");
        vm.assertEq(governance.quorumDenominator(), 10_000);
        vm.assertEq(governance.timelock(), address(timelock));
    }

    function test_cancel_byProposerWhilePending_succeeds() public {
        (address[] memory targets, uint256[] memory values, bytes[] memory calls) = _one(address(token), "");
        uint256 proposalId = _propose(address(token), "");
        vm.prank(alice);
        governance.cancel(targets, values, calls, keccak256("why"));
        vm.assertTrue(governance.state(proposalId) == IGovernor.ProposalState.Canceled);
    }
}

contract OpenGovernor_Parameters_Test is OpenGovernorBase {
    function _expectConstructorRevert(
        IOpenGovernor.Parameters memory parameters,
        bytes4 reason,
        uint256 value,
        uint256 low,
        uint256 high
    ) private {
        vm.expectRevert(abi.encodeWithSelector(reason, value, low, high));
        new OpenGovernor(token, timelock, parameters);
    }

    function test_constructor_outOfBounds_reverts() public {
        IOpenGovernor.Parameters memory parameters = _parameters();
        parameters.votingDelay = 1 days - 1;
        _expectConstructorRevert(parameters, IOpenGovernor.OpenGovernor_VotingDelayOutOfBounds.selector, 1 days - 1, 1 days, 7 days);
        parameters = _parameters();
        parameters.votingPeriod = 30 days + 1;
        _expectConstructorRevert(parameters, IOpenGovernor.OpenGovernor_VotingPeriodOutOfBounds.selector, 30 days + 1, 3 days, 30 days);
        parameters = _parameters();
        parameters.proposalThreshold = 0;
        _expectConstructorRevert(parameters, IOpenGovernor.OpenGovernor_ProposalThresholdOutOfBounds.selector, 0, 1_000e18, 10_000_000e18);
        parameters = _parameters();
        parameters.quorumBps = 199;
        _expectConstructorRevert(parameters, IOpenGovernor.OpenGovernor_QuorumOutOfBounds.selector, 199, 200, 2_000);
        parameters = _parameters();
        parameters.supplyFloor = 1_000_000_000e18 + 1;
        _expectConstructorRevert(
            parameters,
            IOpenGovernor.OpenGovernor_SupplyFloorOutOfBounds.selector,
            1_000_000_000e18 + 1,
            0,
            1_000_000_000e18
        );
        parameters = _parameters();
        parameters.voteExtension = 3 days + 1;
        _expectConstructorRevert(parameters, IOpenGovernor.OpenGovernor_VoteExtensionOutOfBounds.selector, 3 days + 1, 1 days, 3 days);
    }

    function test_setVotingDelay_byVote_succeeds() public {
        _enact(address(governance), abi.encodeCall(governance.setVotingDelay, (2 days)), "");
        vm.assertEq(governance.votingDelay(), 2 days);
    }

    function test_setParameters_everyBoundByVote_reverts() public {
        _enact(
            address(governance),
            abi.encodeCall(governance.setVotingDelay, (7 days + 1)),
            abi.encodeWithSelector(IOpenGovernor.OpenGovernor_VotingDelayOutOfBounds.selector, 7 days + 1, 1 days, 7 days)
        );
        _enact(
            address(governance),
            abi.encodeCall(governance.setVotingPeriod, (3 days - 1)),
            abi.encodeWithSelector(IOpenGovernor.OpenGovernor_VotingPeriodOutOfBounds.selector, 3 days - 1, 3 days, 30 days)
        );
        _enact(
            address(governance),
            abi.encodeCall(governance.setProposalThreshold, (10_000_000e18 + 1)),
            abi.encodeWithSelector(
                IOpenGovernor.OpenGovernor_ProposalThresholdOutOfBounds.selector,
                10_000_000e18 + 1,
                1_000e18,
                10_000_000e18
            )
        );
        _enact(
            address(governance),
            abi.encodeCall(governance.updateQuorumNumerator, (2_001)),
            abi.encodeWithSelector(IOpenGovernor.OpenGovernor_QuorumOutOfBounds.selector, 2_001, 200, 2_000)
        );
        _enact(
            address(governance),
            abi.encodeCall(governance.setLateQuorumVoteExtension, (1 days - 1)),
            abi.encodeWithSelector(IOpenGovernor.OpenGovernor_VoteExtensionOutOfBounds.selector, 1 days - 1, 1 days, 3 days)
        );
    }

    function test_setParameters_notGovernance_reverts() public {
        bytes memory reason = abi.encodeWithSelector(IGovernor.GovernorOnlyExecutor.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(reason);
        governance.setVotingDelay(2 days);
        vm.expectRevert(reason);
        governance.setVotingPeriod(4 days);
        vm.expectRevert(reason);
        governance.setProposalThreshold(1_000e18);
        vm.expectRevert(reason);
        governance.updateQuorumNumerator(300);
        vm.expectRevert(reason);
        governance.setLateQuorumVoteExtension(1 days);
        vm.expectRevert(reason);
        governance.updateTimelock(timelock);
    }

    function test_setMinterLimit_byVoteAlone_succeeds() public {
        // The timelock is admin and gives itself the role, then uses it: two calls of one proposal.
        address[] memory targets = new address[](2);
        bytes[] memory calls = new bytes[](2);
        (targets[0], targets[1]) = (address(authority), address(token));
        calls[0] = abi.encodeCall(AccessManager.grantRole, (GOVERNOR, address(timelock), 0));
        calls[1] = abi.encodeCall(IMinterLimits.setMinterLimit, (STANDARD_BRIDGE, 5e18, 1e18, 1 days));
        vm.prank(alice);
        uint256 proposalId = governance.propose(targets, new uint256[](2), calls, "open the bridge");
        vm.warp(governance.proposalSnapshot(proposalId) + 1);
        _vote(carol, proposalId, 1);
        vm.warp(governance.proposalDeadline(proposalId) + 1);
        governance.queue(targets, new uint256[](2), calls, keccak256("open the bridge"));
        vm.warp(block.timestamp + 2 days);
        governance.execute(targets, new uint256[](2), calls, keccak256("open the bridge"));
        vm.assertEq(token.mintableBy(STANDARD_BRIDGE), 1e18);
    }
}
