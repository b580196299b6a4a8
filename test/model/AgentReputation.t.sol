// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AgentRegistry} from "../../contracts/model/AgentRegistry.sol";
import {IAgentReputation} from "../../contracts/interfaces/IAgentReputation.sol";
import {IERC8004ReputationRegistry} from "../../contracts/interfaces/IERC8004ReputationRegistry.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {IPayoutLedger} from "../../contracts/interfaces/IPayoutLedger.sol";
import {ISettledBatches} from "../../contracts/interfaces/ISettledBatches.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {AgentReputation} from "../../contracts/model/AgentReputation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AgentId} from "../../contracts/types/AgentId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";

import {PositionalTree} from "../support/governance/PositionalTree.sol";
import {EmptyLedger, EvaluationsBase} from "./EvaluationsBase.sol";

/// @notice Offerings by their agent alone.
contract OfferingsDouble {
    mapping(OfferingId offering => AgentId) private _agentOf;

    function setAgent(OfferingId offering, AgentId agent) external {
        _agentOf[offering] = agent;
    }

    function offeringOf(OfferingId offering) external view returns (IGatewayRegistry.Offering memory record) {
        record.agent = _agentOf[offering];
    }
}

/// @notice The direct rail's memory of batches, without the rail.
contract SettledBatchesDouble is ISettledBatches {
    mapping(GatewayId gateway => mapping(uint32 epoch => mapping(uint40 firstSequence => bytes32 root))) public batchRootOf;

    function settle(GatewayId gateway, uint32 epoch, uint40 firstSequence, bytes32 root) external {
        batchRootOf[gateway][epoch][firstSequence] = root;
    }
}

abstract contract AgentReputationBase is EvaluationsBase {
    uint32 internal constant GATEWAY = 3;
    uint32 internal constant OFFERING = 9;
    uint40 internal constant FIRST = 500;

    AgentRegistry internal agents;
    AgentReputation internal reputation;
    OfferingsDouble internal offerings;
    SettledBatchesDouble internal batches;
    uint256 internal agentId;
    uint32 internal payer;
    address internal client = address(0xc11e);

    function setUp() public override {
        super.setUp();
        agents = new AgentRegistry(accounts, IPayoutLedger(address(new EmptyLedger())), datanets, models, adapters);
        authority.grantRole(ASSET_REGISTRY, address(agents), 0);
        offerings = new OfferingsDouble();
        batches = new SettledBatchesDouble();
        reputation = new AgentReputation(agents, IGatewayRegistry(address(offerings)), accounts, batches);
        vm.prank(builder);
        agentId = agents.register("ipfs://agent");
        vm.prank(client);
        payer = AccountId.unwrap(accounts.register(client));
        offerings.setAgent(OfferingId.wrap(OFFERING), AgentId.wrap(uint32(agentId)));
    }

    function _give(address who, int128 value, uint8 decimals, string memory tag1, bytes32 hash) internal {
        vm.prank(who);
        reputation.giveFeedback(agentId, value, decimals, tag1, "", "https://agent", "", hash);
    }

    function _receipt(uint8 version, uint8 lane, uint40 sequence, uint32 account, uint32 offering) internal pure returns (bytes memory) {
        return
            bytes.concat(
                abi.encodePacked(version, lane, GATEWAY, uint32(1), sequence, account, offering),
                abi.encodePacked(uint24(11), uint24(22), uint64(777), uint48(1), uint16(0), uint32(1), bytes32(0), bytes32("context"))
            );
    }

    /// @dev Settles three receipts, ours as the second, and gives the proof of it.
    function _settle(bytes memory receipt) internal returns (bytes32[] memory proof) {
        bytes32[] memory leaves = new bytes32[](3);
        leaves[0] = keccak256(_receipt(1, 1, FIRST, payer, OFFERING));
        leaves[1] = keccak256(receipt);
        leaves[2] = keccak256(_receipt(1, 1, FIRST + 2, payer, OFFERING));
        bytes32 root;
        (root, proof) = PositionalTree.rootAndProof(leaves, 1);
        batches.settle(GatewayId.wrap(GATEWAY), 1, FIRST, root);
    }

    function _one(address who) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = who;
    }
}

contract AgentReputation_Feedback_Test is AgentReputationBase {
    function test_selectors_asPublished_succeeds() public pure {
        vm.assertTrue(IERC8004ReputationRegistry.giveFeedback.selector == 0x3c036a7e);
        vm.assertTrue(IERC8004ReputationRegistry.revokeFeedback.selector == 0x4ab3ca99);
        vm.assertTrue(IERC8004ReputationRegistry.appendResponse.selector == 0xc2349ab2);
        vm.assertTrue(IERC8004ReputationRegistry.getSummary.selector == 0x81bbba58);
        vm.assertEq(
            IERC8004ReputationRegistry.NewFeedback.selector,
            keccak256("NewFeedback(uint256,address,uint64,int128,uint8,string,string,string,string,string,bytes32)")
        );
        vm.assertEq(IERC8004ReputationRegistry.FeedbackRevoked.selector, keccak256("FeedbackRevoked(uint256,address,uint64)"));
        vm.assertEq(
            IERC8004ReputationRegistry.ResponseAppended.selector,
            keccak256("ResponseAppended(uint256,address,uint64,address,string,bytes32)")
        );
    }

    function test_giveFeedback_client_succeeds() public {
        vm.expectEmit(address(reputation));
        emit IERC8004ReputationRegistry.NewFeedback(
            agentId,
            client,
            1,
            9977,
            2,
            "uptime",
            "uptime",
            "",
            "https://agent",
            "",
            keccak256("hash")
        );
        _give(client, 9977, 2, "uptime", keccak256("hash"));
        (int128 value, uint8 decimals, string memory tag1, string memory tag2, bool isRevoked) = reputation.readFeedback(
            agentId,
            client,
            1
        );
        vm.assertEq(value, 9977);
        vm.assertEq(decimals, 2);
        vm.assertEq(tag1, "uptime");
        vm.assertEq(tag2, "");
        vm.assertFalse(isRevoked);
        vm.assertEq(reputation.getLastIndex(agentId, client), 1);
        vm.assertEq(reputation.getClients(agentId)[0], client);
        vm.assertEq(reputation.feedbackHashOf(agentId, client, 1), keccak256("hash"));
        vm.assertEq(reputation.getIdentityRegistry(), address(agents));
    }

    function test_giveFeedback_self_reverts() public {
        vm.startPrank(builder);
        agents.setApprovalForAll(alice, true);
        agents.approve(bob, agentId);
        vm.stopPrank();
        address[3] memory insiders = [builder, alice, bob];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_SelfFeedback.selector, agentId, insiders[i]));
            _give(insiders[i], 1, 0, "", 0);
        }
    }

    function test_giveFeedback_badInput_reverts() public {
        vm.startPrank(client);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownAgent.selector, 0));
        reputation.giveFeedback(0, 1, 0, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownAgent.selector, agentId + 1));
        reputation.giveFeedback(agentId + 1, 1, 0, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_BadDecimals.selector, 19, 18));
        reputation.giveFeedback(agentId, 1, 19, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_ValueTooLarge.selector, int128(1e38 + 1), int128(1e38)));
        reputation.giveFeedback(agentId, 1e38 + 1, 0, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_ValueTooLarge.selector, int128(-1e38 - 1), int128(1e38)));
        reputation.giveFeedback(agentId, -1e38 - 1, 0, "", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_ControlCharacter.selector, 0, 0));
        reputation.giveFeedback(agentId, 1, 0, "\x00", "", "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 65, 0, 64));
        reputation.giveFeedback(agentId, 1, 0, "", string(new bytes(65)), "", "", 0);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
        reputation.giveFeedback(agentId, 1, 0, "", "", string(new bytes(257)), "", 0);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 257, 0, 256));
        reputation.giveFeedback(agentId, 1, 0, "", "", "", string(new bytes(257)), 0);
    }

    function test_revokeFeedback_ownOnly_reverts() public {
        _give(client, 5, 0, "", 0);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownFeedback.selector, agentId, alice, 1));
        vm.prank(alice);
        reputation.revokeFeedback(agentId, 1);
        vm.startPrank(client);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownFeedback.selector, agentId, client, 0));
        reputation.revokeFeedback(agentId, 0);
        vm.expectEmit(address(reputation));
        emit IERC8004ReputationRegistry.FeedbackRevoked(agentId, client, 1);
        reputation.revokeFeedback(agentId, 1);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_AlreadyRevoked.selector, agentId, client, 1));
        reputation.revokeFeedback(agentId, 1);
    }

    function test_appendResponse_counted_succeeds() public {
        _give(client, 5, 0, "", 0);
        _give(client, 6, 0, "", 0);
        vm.startPrank(builder);
        vm.expectEmit(address(reputation));
        emit IERC8004ReputationRegistry.ResponseAppended(agentId, client, 1, builder, "ipfs://answer", keccak256("answer"));
        reputation.appendResponse(agentId, client, 1, "ipfs://answer", keccak256("answer"));
        reputation.appendResponse(agentId, client, 2, "ipfs://answer", 0);
        vm.stopPrank();
        vm.prank(alice);
        reputation.appendResponse(agentId, client, 2, "x", 0);

        vm.assertEq(reputation.getResponseCount(agentId, client, 1, new address[](0)), 1);
        vm.assertEq(reputation.getResponseCount(agentId, client, 2, new address[](0)), 2);
        vm.assertEq(reputation.getResponseCount(agentId, client, 2, _one(alice)), 1);
        vm.assertEq(reputation.getResponseCount(agentId, client, 0, new address[](0)), 3);
        vm.assertEq(reputation.getResponseCount(agentId, client, 0, _one(builder)), 2);
        vm.assertEq(reputation.getResponseCount(agentId, address(0), 7, new address[](0)), 3);
        vm.assertEq(reputation.getResponseCount(agentId, alice, 0, new address[](0)), 0);
    }

    function test_appendResponse_badInput_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownFeedback.selector, agentId, client, 1));
        reputation.appendResponse(agentId, client, 1, "x", 0);
        _give(client, 5, 0, "", 0);
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 256));
        reputation.appendResponse(agentId, client, 1, "", 0);
    }

    function test_getSummary_mixedDecimals_succeeds() public {
        _give(client, 90, 0, "quality", 0);
        _give(client, 8050, 2, "quality", 0);
        _give(alice, 7000, 2, "quality", 0);
        _give(alice, 1, 0, "speed", 0);
        address[] memory both = new address[](2);
        (both[0], both[1]) = (client, alice);
        (uint64 count, int128 value, uint8 decimals) = reputation.getSummary(agentId, both, "quality", "");
        vm.assertEq(count, 3);
        vm.assertEq(value, 8016); // 240.5 / 3 = 80.1666…, in the usual two decimals
        vm.assertEq(decimals, 2);
        vm.prank(client);
        reputation.revokeFeedback(agentId, 1);
        (count, value, ) = reputation.getSummary(agentId, both, "quality", "");
        vm.assertEq(count, 2);
        vm.assertEq(value, 7525);
        (count, value, decimals) = reputation.getSummary(agentId, both, "nothing", "");
        vm.assertEq(uint256(count) + decimals, 0);
        vm.assertEq(value, 0);
    }

    function test_getSummary_negativeAndHuge_succeeds() public {
        _give(client, -7, 0, "", 0);
        _give(client, 2, 0, "", 0);
        (, int128 value, ) = reputation.getSummary(agentId, _one(client), "", "");
        vm.assertEq(value, -2); // -2.5, toward zero
        _give(alice, 1e38, 0, "", 0);
        _give(alice, 1, 18, "", 0);
        _give(alice, 1, 18, "", 0);
        (, value, ) = reputation.getSummary(agentId, _one(alice), "", "");
        vm.assertEq(value, type(int128).max);
    }

    function test_getSummary_noClients_reverts() public {
        vm.expectRevert(IAgentReputation.AgentReputation_NoClients.selector);
        reputation.getSummary(agentId, new address[](0), "", "");
        vm.expectRevert(IAgentReputation.AgentReputation_NoClients.selector);
        reputation.getGroundedSummary(agentId, new address[](0), "", "");
    }

    function test_readAllFeedback_filters_succeeds() public {
        _give(client, 1, 0, "a", 0);
        _give(client, 2, 0, "b", 0);
        _give(alice, 3, 1, "a", 0);
        vm.prank(client);
        reputation.revokeFeedback(agentId, 1);
        (
            address[] memory clients,
            uint64[] memory indexes,
            int128[] memory values,
            uint8[] memory decimals,
            ,
            ,
            bool[] memory revoked
        ) = reputation.readAllFeedback(agentId, new address[](0), "a", "", true);
        vm.assertEq(clients.length, 2);
        vm.assertEq(clients[1], alice);
        vm.assertEq(indexes[0], 1);
        vm.assertEq(values[1], 3);
        vm.assertEq(decimals[1], 1);
        vm.assertTrue(revoked[0] && !revoked[1]);
        string[] memory tags;
        (clients, , values, , tags, , ) = reputation.readAllFeedback(agentId, _one(client), "", "", false);
        vm.assertEq(values.length, 1);
        vm.assertEq(values[0], 2);
        vm.assertEq(tags[0], "b");
    }

    function testFuzz_getSummary_isTheMean(int64[8] calldata values) public {
        int256 sum;
        for (uint256 i = 0; i < 8; ++i) {
            _give(client, values[i], 3, "", 0);
            sum += values[i];
        }
        (uint64 count, int128 mean, uint8 decimals) = reputation.getSummary(agentId, _one(client), "", "");
        vm.assertEq(count, 8);
        vm.assertEq(decimals, 3);
        vm.assertEq(mean, sum / 8);
    }
}

contract AgentReputation_GroundFeedback_Test is AgentReputationBase {
    function _ground(bytes memory receipt, bytes32[] memory proof) private {
        reputation.groundFeedback(agentId, client, 1, receipt, FIRST, proof);
    }

    function test_groundFeedback_settledReceipt_succeeds() public {
        bytes memory receipt = _receipt(1, 1, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        _give(client, 80, 0, "", keccak256(receipt));
        _give(client, 10, 0, "", keccak256("some file"));
        (uint64 count, int128 value, ) = reputation.getGroundedSummary(agentId, _one(client), "", "");
        vm.assertEq(count, 0);

        vm.expectEmit(address(reputation));
        emit IAgentReputation.FeedbackGrounded(agentId, client, 1, keccak256(receipt), 777, address(this));
        _ground(receipt, proof);

        vm.assertEq(reputation.groundOf(agentId, client, 1), keccak256(receipt));
        vm.assertEq(reputation.groundOf(agentId, client, 2), bytes32(0));
        vm.assertTrue(reputation.isReceiptUsed(keccak256(receipt)));
        (count, value, ) = reputation.getGroundedSummary(agentId, _one(client), "", "");
        vm.assertEq(count, 1);
        vm.assertEq(value, 80);
        (count, value, ) = reputation.getSummary(agentId, _one(client), "", "");
        vm.assertEq(count, 2);
        vm.assertEq(value, 45);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_AlreadyGrounded.selector, agentId, client, 1));
        _ground(receipt, proof);
    }

    function test_groundFeedback_receiptTwice_reverts() public {
        bytes memory receipt = _receipt(1, 1, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        _give(client, 80, 0, "", keccak256(receipt));
        _give(client, 80, 0, "", keccak256(receipt));
        _ground(receipt, proof);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_ReceiptUsed.selector, keccak256(receipt)));
        reputation.groundFeedback(agentId, client, 2, receipt, FIRST, proof);
    }

    function test_groundFeedback_otherReceipt_reverts() public {
        bytes memory receipt = _receipt(1, 1, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_UnknownFeedback.selector, agentId, client, 1));
        _ground(receipt, proof);
        _give(client, 80, 0, "", keccak256("other"));
        vm.expectRevert(
            abi.encodeWithSelector(IAgentReputation.AgentReputation_WrongReceipt.selector, keccak256(receipt), keccak256("other"))
        );
        _ground(receipt, proof);
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_ReceiptLength.selector, 114, 113));
        _ground(bytes.concat(receipt, hex"00"), proof);
    }

    function test_groundFeedback_otherAgent_reverts() public {
        bytes memory receipt = _receipt(1, 1, FIRST + 1, payer, OFFERING + 1);
        offerings.setAgent(OfferingId.wrap(OFFERING + 1), AgentId.wrap(5));
        bytes32[] memory proof = _settle(receipt);
        _give(client, 80, 0, "", keccak256(receipt));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_WrongAgent.selector, OFFERING + 1, agentId, 5));
        _ground(receipt, proof);
    }

    function test_groundFeedback_otherPayer_reverts() public {
        vm.prank(alice);
        uint32 other = AccountId.unwrap(accounts.register(alice));
        bytes memory receipt = _receipt(1, 1, FIRST + 1, other, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        _give(client, 80, 0, "", keccak256(receipt));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_WrongPayer.selector, other, client, alice));
        _ground(receipt, proof);
    }

    function test_groundFeedback_otherLaneOrVersion_reverts() public {
        bytes memory receipt = _receipt(1, 2, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        _give(client, 80, 0, "", keccak256(receipt));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotDirect.selector, 1, 2));
        _ground(receipt, proof);
        receipt = _receipt(2, 1, FIRST + 1, payer, OFFERING);
        _give(client, 80, 0, "", keccak256(receipt));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotDirect.selector, 2, 1));
        reputation.groundFeedback(agentId, client, 2, receipt, FIRST, proof);
    }

    function test_groundFeedback_notSettled_reverts() public {
        bytes memory settled = _receipt(1, 1, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(settled);
        // Another receipt with the settled sequence: the gateway signed both, one was settled.
        bytes memory twin = bytes.concat(settled);
        twin[112] = 0x01;
        _give(client, 80, 0, "", keccak256(twin));
        vm.expectRevert(abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(twin), FIRST, FIRST + 1));
        _ground(twin, proof);
        // A batch that does not exist, and a sequence before the batch.
        vm.expectRevert(
            abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(twin), FIRST + 1, FIRST + 1)
        );
        reputation.groundFeedback(agentId, client, 1, twin, FIRST + 1, proof);
        vm.expectRevert(
            abi.encodeWithSelector(IAgentReputation.AgentReputation_NotSettled.selector, keccak256(twin), FIRST + 2, FIRST + 1)
        );
        reputation.groundFeedback(agentId, client, 1, twin, FIRST + 2, proof);
    }

    function testFuzz_groundFeedback_anyChangedByteFails(uint8 position, uint8 change) public {
        bytes memory receipt = _receipt(1, 1, FIRST + 1, payer, OFFERING);
        bytes32[] memory proof = _settle(receipt);
        vm.assume(change != 0);
        receipt[position % 113] ^= bytes1(change);
        _give(client, 80, 0, "", keccak256(receipt));
        vm.expectRevert();
        _ground(receipt, proof);
        vm.assertEq(reputation.groundOf(agentId, client, 1), bytes32(0));
    }
}
