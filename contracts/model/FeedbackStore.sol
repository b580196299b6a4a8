// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAgentReputation} from "../interfaces/IAgentReputation.sol";
import {IAssetRegistry} from "../interfaces/IAssetRegistry.sol";
import {IERC8004ReputationRegistry} from "../interfaces/IERC8004ReputationRegistry.sol";

import {BoundedString} from "../libraries/BoundedString.sol";

/// @title FeedbackStore
/// @dev Feedback and responses as ERC-8004 has them. Responses are counted for one feedback, for a client (index zero) and for an agent (no client), for
/// the responder and for anyone (no responder), so counting needs no walk.
abstract contract FeedbackStore is IAgentReputation {
    struct Feedback {
        // slot 0
        int128 value;
        uint8 valueDecimals;
        bool isRevoked;
        // slot 1
        bytes32 feedbackHash;
        // slot 2
        bytes32 receiptId;
        string tag1;
        string tag2;
    }

    /// @notice Most decimals of a value.
    uint8 public constant MAX_DECIMALS = 18;
    /// @notice Largest size of a value, so that sums of scaled values fit.
    int128 public constant MAX_VALUE = 1e38;

    IAssetRegistry internal immutable _agents;

    mapping(uint256 agentId => mapping(address client => Feedback[])) private _feedback;
    mapping(uint256 agentId => address[]) private _clients;
    mapping(uint256 agentId => mapping(address client => mapping(uint64 index => mapping(address responder => uint64))))
        private _responses;

    constructor(IAssetRegistry agents) {
        _agents = agents;
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string memory tag1,
        string memory tag2,
        string memory endpoint,
        string memory feedbackURI,
        bytes32 feedbackHash
    ) public {
        _requireOutsider(agentId);
        require(valueDecimals <= MAX_DECIMALS, AgentReputation_BadDecimals(valueDecimals, MAX_DECIMALS));
        require(value <= MAX_VALUE && value >= -MAX_VALUE, AgentReputation_ValueTooLarge(value, MAX_VALUE));
        BoundedString.requireText(tag1, 0, BoundedString.NAME_MAXIMUM);
        BoundedString.requireText(tag2, 0, BoundedString.NAME_MAXIMUM);
        BoundedString.requireUri(endpoint);
        BoundedString.requireUri(feedbackURI);

        uint64 index = _append(
            agentId,
            Feedback({
                value: value,
                valueDecimals: valueDecimals,
                isRevoked: false,
                feedbackHash: feedbackHash,
                receiptId: 0,
                tag1: tag1,
                tag2: tag2
            })
        );
        emit NewFeedback(
            agentId, msg.sender, index, value, valueDecimals, tag1, tag1, tag2, endpoint, feedbackURI, feedbackHash
        );
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function revokeFeedback(uint256 agentId, uint64 feedbackIndex) external {
        Feedback storage feedback = _at(agentId, msg.sender, feedbackIndex);
        require(!feedback.isRevoked, AgentReputation_AlreadyRevoked(agentId, msg.sender, feedbackIndex));

        feedback.isRevoked = true;
        emit FeedbackRevoked(agentId, msg.sender, feedbackIndex);
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function appendResponse(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        string calldata responseURI,
        bytes32 responseHash
    ) external {
        _at(agentId, clientAddress, feedbackIndex);
        BoundedString.requireText(responseURI, 1, BoundedString.URI_MAXIMUM);

        _count(_responses[agentId][clientAddress][feedbackIndex]);
        _count(_responses[agentId][clientAddress][0]);
        _count(_responses[agentId][address(0)][0]);
        emit ResponseAppended(agentId, clientAddress, feedbackIndex, msg.sender, responseURI, responseHash);
    }

    /* VIEWS */

    /// @inheritdoc IERC8004ReputationRegistry
    function getIdentityRegistry() external view returns (address identityRegistry) {
        return address(_agents);
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function readFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex
    ) external view returns (int128 value, uint8 valueDecimals, string memory tag1, string memory tag2, bool isRevoked) {
        Feedback storage feedback = _at(agentId, clientAddress, feedbackIndex);
        return (feedback.value, feedback.valueDecimals, feedback.tag1, feedback.tag2, feedback.isRevoked);
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function getResponseCount(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        address[] calldata responders
    ) external view returns (uint64 count) {
        uint64 index = clientAddress == address(0) ? 0 : feedbackIndex;
        if (responders.length == 0) return _responses[agentId][clientAddress][index][address(0)];
        for (uint256 i = 0; i < responders.length; ++i) {
            count += _responses[agentId][clientAddress][index][responders[i]];
        }
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function getClients(uint256 agentId) public view returns (address[] memory) {
        return _clients[agentId];
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function getLastIndex(uint256 agentId, address clientAddress) public view returns (uint64) {
        return uint64(_feedback[agentId][clientAddress].length);
    }

    /// @dev Feedback number `feedbackIndex`, counted from 1.
    function _at(uint256 agentId, address client, uint64 feedbackIndex) internal view returns (Feedback storage) {
        Feedback[] storage given = _feedback[agentId][client];
        require(
            feedbackIndex != 0 && feedbackIndex <= given.length,
            AgentReputation_UnknownFeedback(agentId, client, feedbackIndex)
        );
        return given[feedbackIndex - 1];
    }

    function _append(uint256 agentId, Feedback memory feedback) private returns (uint64 index) {
        Feedback[] storage given = _feedback[agentId][msg.sender];
        if (given.length == 0) _clients[agentId].push(msg.sender);
        given.push(feedback);
        return uint64(given.length);
    }

    function _count(mapping(address responder => uint64) storage counters) private {
        ++counters[msg.sender];
        ++counters[address(0)];
    }

    function _requireOutsider(uint256 agentId) private view {
        require(agentId != 0 && agentId <= _agents.assetCount(), AgentReputation_UnknownAgent(agentId));
        address owner = IERC721(_agents).ownerOf(agentId);
        require(
            msg.sender != owner &&
                !_agents.isApprovedForAll(owner, msg.sender) &&
                _agents.getApproved(agentId) != msg.sender,
            AgentReputation_SelfFeedback(agentId, msg.sender)
        );
    }
}
