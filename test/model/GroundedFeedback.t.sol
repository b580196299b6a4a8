// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAgentReputation} from "../../contracts/interfaces/IAgentReputation.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {AgentReputation} from "../../contracts/model/AgentReputation.sol";
import {AgentId} from "../../contracts/types/AgentId.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {RewardRouterBase} from "../settlement/RewardRouterBase.sol";
import {PositionalTree} from "../support/governance/PositionalTree.sol";

/// @notice Feedback on an agent whose requests were really settled by `RewardRouter`.
contract AgentReputation_RealRouter_Test is RewardRouterBase {
    AgentReputation private _reputation;
    uint256 private _agent;

    function setUp() public override {
        super.setUp();
        vm.prank(builder);
        _agent = agents.register("ipfs://agent");
        IGatewayRegistry.Offering memory record = _offering();
        record.agent = AgentId.wrap(uint32(_agent));
        offering = _publish(record);
        _reputation = new AgentReputation(agents, gateways, accounts, router);
    }

    function _give(int128 value, bytes32 hash) private {
        vm.prank(payer);
        _reputation.giveFeedback(_agent, value, 0, "quality", "", "https://agent.example", "", hash);
    }

    function _proof(ReferenceReceipt.Receipt[] memory receipts, uint256 index) private pure returns (bytes32[] memory proof) {
        bytes32[] memory ids = new bytes32[](receipts.length);
        for (uint256 i; i < ids.length; ++i) ids[i] = ReferenceReceipt.receiptId(receipts[i]);
        (, proof) = PositionalTree.rootAndProof(ids, index);
    }

    function _summary() private view returns (uint64 all, uint64 grounded, int128 groundedMean) {
        address[] memory clients = new address[](1);
        clients[0] = payer;
        (all, , ) = _reputation.getSummary(_agent, clients, "", "");
        (grounded, groundedMean, ) = _reputation.getGroundedSummary(_agent, clients, "", "");
    }

    function test_batchRootOf_settledAndNot_succeeds() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(300, 5, 2);
        vm.assertEq(router.batchRootOf(gateway, 1, 300), bytes32(0));
        _settle(receipts);
        vm.assertEq(router.batchRootOf(gateway, 1, 300), ReferenceReceipt.root(receipts));
        vm.assertEq(router.batchRootOf(gateway, 1, 301), bytes32(0));
        vm.assertEq(router.batchRootOf(gateway, 2, 300), bytes32(0));
    }

    /// @dev Every receipt of batches of every depth up to three, the last one with padding beside it.
    function test_groundFeedback_everyReceipt_succeeds() public {
        uint40 sequence;
        uint64 given;
        for (uint256 count = 1; count <= 7; ++count) {
            ReferenceReceipt.Receipt[] memory receipts = _receipts(sequence, count, 2);
            _settle(receipts);
            for (uint256 i; i < count; ++i) {
                bytes memory receipt = ReferenceReceipt.pack(receipts[i]);
                _give(80, keccak256(receipt));
                _reputation.groundFeedback(_agent, payer, ++given, receipt, sequence, _proof(receipts, i));
                vm.assertEq(_reputation.groundOf(_agent, payer, given), keccak256(receipt));
            }
            sequence += uint40(count);
        }
        _give(-100, keccak256("a complaint without a receipt"));
        (uint64 all, uint64 grounded, int128 mean) = _summary();
        vm.assertEq(all, given + 1);
        vm.assertEq(grounded, given);
        vm.assertEq(uint128(mean), 80);
    }

    function test_groundFeedback_signedButNotSettled_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 2, 2);
        bytes memory receipt = ReferenceReceipt.pack(receipts[1]);
        _give(80, keccak256(receipt));
        bytes32[] memory proof = _proof(receipts, 1);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(receipt), 0, 1));
        _reputation.groundFeedback(_agent, payer, 1, receipt, 0, proof);

        // The gateway settles a twin with the same sequence: still not this one.
        receipts[1].contextRoot = "another answer";
        _settle(receipts);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(receipt), 0, 1));
        _reputation.groundFeedback(_agent, payer, 1, receipt, 0, proof);
        (, uint64 grounded, ) = _summary();
        vm.assertEq(grounded, 0);
    }

    /// @dev A proof that is too short, too long, or for another place.
    function test_groundFeedback_wrongPlace_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 4, 2);
        _settle(receipts);
        bytes memory receipt = ReferenceReceipt.pack(receipts[2]);
        _give(80, keccak256(receipt));
        bytes32[][3] memory proofs = [new bytes32[](1), new bytes32[](9), _proof(receipts, 3)];
        for (uint256 i; i < proofs.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(receipt), 0, 2));
            _reputation.groundFeedback(_agent, payer, 1, receipt, 0, proofs[i]);
        }
    }

    function test_groundFeedback_otherAgentsOffering_reverts() public {
        OfferingId withoutAgent = _publish(_offering());
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 1, 2);
        receipts[0].offeringId = OfferingId.unwrap(withoutAgent);
        _settle(receipts);
        bytes memory receipt = ReferenceReceipt.pack(receipts[0]);
        _give(80, keccak256(receipt));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_WrongAgent.selector, withoutAgent, _agent, 0));
        _reputation.groundFeedback(_agent, payer, 1, receipt, 0, new bytes32[](0));
    }
}
