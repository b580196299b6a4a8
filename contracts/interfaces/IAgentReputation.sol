// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IERC8004ReputationRegistry} from "./IERC8004ReputationRegistry.sol";

/// @title IAgentReputation
/// @notice ERC-8004 reputation in which feedback grounded in a paid request is told apart from feedback that is not. Grounded means: the feedback's hash is
/// the id of a receipt, settled on the direct rail, for an offering of this agent, paid by an account that the client controls. One receipt grounds one feedback.
/// @dev Grounding makes feedback cost a fee; it does not make it honest. A client that pays itself through its own gateway loses at least the
/// shares of data and protocol.
interface IAgentReputation is IERC8004ReputationRegistry {
    error AgentReputation_UnknownAgent(uint256 agentId);
    /// @notice Owner and operators do not rate their own agent.
    error AgentReputation_SelfFeedback(uint256 agentId, address caller);
    error AgentReputation_BadDecimals(uint8 valueDecimals, uint8 maximum);
    error AgentReputation_ValueTooLarge(int128 value, int128 maximum);
    error AgentReputation_UnknownFeedback(uint256 agentId, address client, uint64 feedbackIndex);
    error AgentReputation_AlreadyRevoked(uint256 agentId, address client, uint64 feedbackIndex);
    error AgentReputation_NoClients();
    error AgentReputation_AlreadyGrounded(uint256 agentId, address client, uint64 feedbackIndex);
    /// @notice The receipt grounds other feedback already.
    error AgentReputation_ReceiptUsed(bytes32 receiptId);
    error AgentReputation_ReceiptLength(uint256 length, uint256 expected);
    /// @notice The receipt is not of version 1 and the direct lane.
    error AgentReputation_NotDirect(uint8 version, uint8 lane);
    error AgentReputation_WrongReceipt(bytes32 receiptId, bytes32 feedbackHash);
    error AgentReputation_WrongAgent(uint32 offering, uint256 agentId, uint32 served);
    error AgentReputation_WrongPayer(uint32 account, address client, address controller);
    error AgentReputation_NotSettled(bytes32 receiptId, uint40 firstSequence, uint40 sequence);

    event FeedbackGrounded(
        uint256 indexed agentId, address indexed clientAddress, uint64 feedbackIndex, bytes32 indexed receiptId, uint64 fee, address actor
    );

    /// @notice Shows that feedback came from a paid request. Anyone, for anyone; for good.
    /// @param receipt The packed receipt, 113 bytes (docs/formats/receipt.md).
    /// @param firstSequence First sequence of the batch it was settled in.
    /// @param proof Proof of its place in the batch, lowest level first.
    function groundFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        bytes calldata receipt,
        uint40 firstSequence,
        bytes32[] calldata proof
    ) external;

    /// @notice As `getSummary`, over grounded feedback only.
    function getGroundedSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals);

    /// @notice The receipt that the feedback is grounded in; zero if it is not.
    function groundOf(uint256 agentId, address clientAddress, uint64 feedbackIndex) external view returns (bytes32 receiptId);

    /// @notice The hash that was given with the feedback.
    function feedbackHashOf(uint256 agentId, address clientAddress, uint64 feedbackIndex) external view returns (bytes32);

    /// @notice Whether a receipt grounds some feedback.
    function isReceiptUsed(bytes32 receiptId) external view returns (bool);
}
