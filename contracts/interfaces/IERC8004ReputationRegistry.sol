// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IERC8004ReputationRegistry
/// @notice Reputation functions and events of ERC-8004 (2026-01), to the letter. Feedback of a client for an agent is counted from 1.
/// @dev The views walk lists that anyone can make long: call them from outside, with the clients you trust.
interface IERC8004ReputationRegistry {
    event NewFeedback(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        int128 value,
        uint8 valueDecimals,
        string indexed indexedTag1,
        string tag1,
        string tag2,
        string endpoint,
        string feedbackURI,
        bytes32 feedbackHash
    );
    event FeedbackRevoked(uint256 indexed agentId, address indexed clientAddress, uint64 indexed feedbackIndex);
    event ResponseAppended(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        address indexed responder,
        string responseURI,
        bytes32 responseHash
    );

    /// @notice Gives feedback as the caller; not for an agent the caller owns or operates.
    /// @param value Signed fixed-point number, at most 1e38 in size. @param valueDecimals Its decimals, 0 to 18.
    /// @param tag1 At most 64 bytes. @param tag2 At most 64 bytes. @param endpoint At most 256 bytes. @param feedbackURI At most 256 bytes.
    /// @param feedbackHash Hash of what stands there; or the id of a receipt, see `IAgentReputation`.
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string calldata tag1,
        string calldata tag2,
        string calldata endpoint,
        string calldata feedbackURI,
        bytes32 feedbackHash
    ) external;

    /// @notice Revokes the caller's feedback. For good.
    function revokeFeedback(uint256 agentId, uint64 feedbackIndex) external;

    /// @notice Answers feedback. Anyone. @param responseURI 1 to 256 bytes.
    function appendResponse(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        string calldata responseURI,
        bytes32 responseHash
    ) external;

    function getIdentityRegistry() external view returns (address identityRegistry);

    /// @notice Mean of the unrevoked feedback of these clients; in the decimals that occur most (the fewest of equals), rounded toward zero.
    /// @param clientAddresses At least one. @param tag1 Only feedback with this tag, or any if empty. @param tag2 Likewise.
    function getSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals);

    function readFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex
    ) external view returns (int128 value, uint8 valueDecimals, string memory tag1, string memory tag2, bool isRevoked);

    /// @param clientAddresses These clients, or all if empty.
    function readAllFeedback(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2,
        bool includeRevoked
    )
        external
        view
        returns (
            address[] memory clients,
            uint64[] memory feedbackIndexes,
            int128[] memory values,
            uint8[] memory valueDecimals,
            string[] memory tag1s,
            string[] memory tag2s,
            bool[] memory revokedStatuses
        );

    /// @notice Responses by these responders, or by anyone if empty: to one feedback, to all of a client (index 0), or to all (no client).
    function getResponseCount(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        address[] calldata responders
    ) external view returns (uint64 count);

    /// @notice Every client that ever gave feedback, in order.
    function getClients(uint256 agentId) external view returns (address[] memory);

    /// @notice How often the client gave feedback.
    function getLastIndex(uint256 agentId, address clientAddress) external view returns (uint64);
}
