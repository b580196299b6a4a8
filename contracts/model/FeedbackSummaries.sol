// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAgentReputation} from "../interfaces/IAgentReputation.sol";
import {IERC8004ReputationRegistry} from "../interfaces/IERC8004ReputationRegistry.sol";

import {FeedbackStore} from "./FeedbackStore.sol";

/// @title FeedbackSummaries
/// @dev Views only. An empty tag matches every tag.
abstract contract FeedbackSummaries is FeedbackStore {
    struct Filter {
        bytes32 tag1;
        bytes32 tag2;
        bool includeRevoked;
        bool onlyGrounded;
    }

    bytes32 private constant ANY = keccak256("");

    /// @inheritdoc IERC8004ReputationRegistry
    function getSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals) {
        return _summarize(agentId, clientAddresses, _filter(tag1, tag2, false, false));
    }

    /// @inheritdoc IAgentReputation
    function getGroundedSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals) {
        return _summarize(agentId, clientAddresses, _filter(tag1, tag2, false, true));
    }

    /// @inheritdoc IERC8004ReputationRegistry
    function readAllFeedback(
        uint256 agentId,
        address[] memory clientAddresses,
        string memory tag1,
        string memory tag2,
        bool includeRevoked
    )
        public
        view
        returns (
            address[] memory clients,
            uint64[] memory feedbackIndexes,
            int128[] memory values,
            uint8[] memory valueDecimals,
            string[] memory tag1s,
            string[] memory tag2s,
            bool[] memory revokedStatuses
        )
    {
        if (clientAddresses.length == 0) clientAddresses = getClients(agentId);
        (clients, feedbackIndexes) = _select(agentId, clientAddresses, _filter(tag1, tag2, includeRevoked, false));
        (values, valueDecimals, revokedStatuses) = _valuesOf(agentId, clients, feedbackIndexes);
        (tag1s, tag2s) = _tagsOf(agentId, clients, feedbackIndexes);
    }

    function _valuesOf(
        uint256 agentId,
        address[] memory clients,
        uint64[] memory indexes
    ) private view returns (int128[] memory values, uint8[] memory decimals, bool[] memory revoked) {
        values = new int128[](clients.length);
        decimals = new uint8[](clients.length);
        revoked = new bool[](clients.length);
        for (uint256 i = 0; i < clients.length; ++i) {
            Feedback storage feedback = _at(agentId, clients[i], indexes[i]);
            (values[i], decimals[i], revoked[i]) = (feedback.value, feedback.valueDecimals, feedback.isRevoked);
        }
    }

    function _tagsOf(
        uint256 agentId,
        address[] memory clients,
        uint64[] memory indexes
    ) private view returns (string[] memory tag1s, string[] memory tag2s) {
        tag1s = new string[](clients.length);
        tag2s = new string[](clients.length);
        for (uint256 i = 0; i < clients.length; ++i) {
            Feedback storage feedback = _at(agentId, clients[i], indexes[i]);
            (tag1s[i], tag2s[i]) = (feedback.tag1, feedback.tag2);
        }
    }

    /// @dev Sums in 18 decimals: 2^64 values of at most 1e38 · 1e18 fit in an int256.
    function _summarize(
        uint256 agentId,
        address[] calldata clients,
        Filter memory filter
    ) private view returns (uint64 count, int128 mean, uint8 decimals) {
        require(clients.length != 0, AgentReputation_NoClients());
        int256 sum;
        uint64[] memory occurrences = new uint64[](uint256(MAX_DECIMALS) + 1);
        for (uint256 i = 0; i < clients.length; ++i) {
            uint64 last = getLastIndex(agentId, clients[i]);
            for (uint64 index = 1; index <= last; ++index) {
                Feedback storage feedback = _at(agentId, clients[i], index);
                if (!_passes(feedback, filter)) continue;
                sum += int256(feedback.value) * int256(10 ** (MAX_DECIMALS - feedback.valueDecimals));
                ++occurrences[feedback.valueDecimals];
                ++count;
            }
        }
        if (count == 0) return (0, 0, 0);
        for (uint8 candidate = 1; candidate <= MAX_DECIMALS; ++candidate) {
            if (occurrences[candidate] > occurrences[decimals]) decimals = candidate;
        }
        // A large mean of few decimals may not fit when most feedback has many: then the nearest that fits.
        mean = _clamp(sum / int256(uint256(count)) / int256(10 ** (MAX_DECIMALS - decimals)));
    }

    function _select(
        uint256 agentId,
        address[] memory among,
        Filter memory filter
    ) private view returns (address[] memory clients, uint64[] memory indexes) {
        uint256 total;
        for (uint256 i = 0; i < among.length; ++i) total += getLastIndex(agentId, among[i]);
        clients = new address[](total);
        indexes = new uint64[](total);
        uint256 found;
        for (uint256 i = 0; i < among.length; ++i) {
            uint64 last = getLastIndex(agentId, among[i]);
            for (uint64 index = 1; index <= last; ++index) {
                if (!_passes(_at(agentId, among[i], index), filter)) continue;
                (clients[found], indexes[found]) = (among[i], index);
                ++found;
            }
        }
        // Shortens both to what was found; found ≤ total.
        assembly ("memory-safe") {
            mstore(clients, found)
            mstore(indexes, found)
        }
    }

    function _passes(Feedback storage feedback, Filter memory filter) private view returns (bool) {
        return
            (filter.includeRevoked || !feedback.isRevoked) &&
            (!filter.onlyGrounded || feedback.receiptId != bytes32(0)) &&
            (filter.tag1 == ANY || filter.tag1 == keccak256(bytes(feedback.tag1))) &&
            (filter.tag2 == ANY || filter.tag2 == keccak256(bytes(feedback.tag2)));
    }

    function _filter(
        string memory tag1,
        string memory tag2,
        bool includeRevoked,
        bool onlyGrounded
    ) private pure returns (Filter memory) {
        return
            Filter({
                tag1: keccak256(bytes(tag1)),
                tag2: keccak256(bytes(tag2)),
                includeRevoked: includeRevoked,
                onlyGrounded: onlyGrounded
            });
    }

    function _clamp(int256 value) private pure returns (int128) {
        if (value > type(int128).max) return type(int128).max;
        return value < type(int128).min ? type(int128).min : int128(value);
    }
}
