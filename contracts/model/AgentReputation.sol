// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAgentReputation} from "../interfaces/IAgentReputation.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {ISettledBatches} from "../interfaces/ISettledBatches.sol";

import {PackedReceipt} from "../libraries/PackedReceipt.sol";
import {PositionalProof} from "../libraries/PositionalProof.sol";

import {FeedbackStore} from "./FeedbackStore.sol";
import {FeedbackSummaries} from "./FeedbackSummaries.sol";

import {AccountId} from "../types/AccountId.sol";
import {AgentId} from "../types/AgentId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {Lane} from "../types/Lane.sol";
import {OfferingId} from "../types/OfferingId.sol";

/// @title AgentReputation
/// @dev Nobody owns it and it holds nothing. Only a settled batch has a root, so `isSettled` need not be asked as well: the receipt's place is its own sequence
/// less the batch's first, and only one settled batch holds a sequence.
contract AgentReputation is FeedbackSummaries {
    using PackedReceipt for bytes;

    uint8 private constant RECEIPT_VERSION = 1;
    /// @dev Levels of the largest batch, of 256 receipts.
    uint256 private constant MAX_PROOF = 8;

    IGatewayRegistry public immutable gateways;
    IAccountRegistry public immutable accounts;
    /// @notice The direct rail.
    ISettledBatches public immutable batches;

    /// @inheritdoc IAgentReputation
    mapping(bytes32 receiptId => bool) public isReceiptUsed;

    constructor(
        IAssetRegistry agents,
        IGatewayRegistry gateways_,
        IAccountRegistry accounts_,
        ISettledBatches batches_
    ) FeedbackStore(agents) {
        gateways = gateways_;
        accounts = accounts_;
        batches = batches_;
    }

    /// @inheritdoc IAgentReputation
    function groundFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        bytes calldata receipt,
        uint40 firstSequence,
        bytes32[] calldata proof
    ) external {
        Feedback storage feedback = _at(agentId, clientAddress, feedbackIndex);
        require(feedback.receiptId == bytes32(0), AgentReputation_AlreadyGrounded(agentId, clientAddress, feedbackIndex));
        require(receipt.length == PackedReceipt.LENGTH, AgentReputation_ReceiptLength(receipt.length, PackedReceipt.LENGTH));
        bytes32 receiptId = keccak256(receipt);
        require(receiptId == feedback.feedbackHash, AgentReputation_WrongReceipt(receiptId, feedback.feedbackHash));
        require(!isReceiptUsed[receiptId], AgentReputation_ReceiptUsed(receiptId));
        _requireServed(agentId, receipt);
        _requirePaid(clientAddress, receipt);
        _requireSettled(receiptId, receipt, firstSequence, proof);

        feedback.receiptId = receiptId;
        isReceiptUsed[receiptId] = true;
        emit FeedbackGrounded(agentId, clientAddress, feedbackIndex, receiptId, receipt.fee(), msg.sender);
    }

    /// @inheritdoc IAgentReputation
    function groundOf(uint256 agentId, address clientAddress, uint64 feedbackIndex) external view returns (bytes32 receiptId) {
        return _at(agentId, clientAddress, feedbackIndex).receiptId;
    }

    /// @inheritdoc IAgentReputation
    function feedbackHashOf(uint256 agentId, address clientAddress, uint64 feedbackIndex) external view returns (bytes32) {
        return _at(agentId, clientAddress, feedbackIndex).feedbackHash;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    function _requireServed(uint256 agentId, bytes calldata receipt) private view {
        uint32 offering = receipt.offeringId();
        uint32 served = AgentId.unwrap(gateways.offeringOf(OfferingId.wrap(offering)).agent);
        require(served == agentId, AgentReputation_WrongAgent(offering, agentId, served));
    }

    /// @dev Who controls the paying account when the feedback is grounded.
    function _requirePaid(address client, bytes calldata receipt) private view {
        uint32 payer = receipt.payerAccount();
        address controller = accounts.controllerOf(AccountId.wrap(payer));
        require(controller == client, AgentReputation_WrongPayer(payer, client, controller));
    }

    function _requireSettled(bytes32 receiptId, bytes calldata receipt, uint40 firstSequence, bytes32[] calldata proof) private view {
        require(
            receipt.version() == RECEIPT_VERSION && receipt.lane() == uint8(Lane.Direct),
            AgentReputation_NotDirect(receipt.version(), receipt.lane())
        );
        uint40 sequence = receipt.sequence();
        bytes32 root = batches.batchRootOf(GatewayId.wrap(receipt.gatewayId()), receipt.epoch(), firstSequence);
        // The tree has as many places as the proof has ways to turn; the leaf is the hash of a whole receipt, so it is no inner node and no padding.
        require(
            root != bytes32(0) &&
                proof.length <= MAX_PROOF &&
                sequence >= firstSequence &&
                PositionalProof.isProven({
                    root: root,
                    count: 1 << proof.length,
                    index: sequence - firstSequence,
                    leaf: receiptId,
                    proof: proof
                }),
            AgentReputation_NotSettled(receiptId, firstSequence, sequence)
        );
    }
}
