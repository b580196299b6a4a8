// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAssetRegistry} from "./IAssetRegistry.sol";
import {IERC8004IdentityRegistry} from "./IERC8004IdentityRegistry.sol";
import {ILineage} from "./ILineage.sol";

import {AccountId} from "../types/AccountId.sol";
import {AgentId} from "../types/AgentId.sol";

/// @title IAgentRegistry
/// @notice Agents as ERC-8004 identities with an account and a lineage of their own.
/// @dev Agents are only children in the lineage, so they may change what they use without a cycle; every change is an event. The reserved
/// metadata key is `agentWallet`: it is set to the owner at registration and emptied when the token moves. Ids start at 1, because 0 means
/// "no agent" everywhere else here (the reference implementation of ERC-8004 starts at 0; the ERC leaves it open). Agent URIs have at most
/// 8,192 bytes, metadata keys 1 to 64, metadata values at most 1,024, and a registration at most 16 entries. Reading the metadata or wallet of an
/// unknown agent gives nothing and does not revert, as agent clients expect.
interface IAgentRegistry is IAssetRegistry, IERC8004IdentityRegistry, ILineage {
    /// @notice `agentWallet` is set by `setAgentWallet` only.
    error AgentRegistry_ReservedKey(string metadataKey);
    error AgentRegistry_KeyTooLong(uint256 length, uint256 maximum);
    error AgentRegistry_ValueTooLong(uint256 length, uint256 maximum);
    error AgentRegistry_TooManyEntries(uint256 entries, uint256 maximum);
    error AgentRegistry_DeadlinePassed(uint256 deadline, uint256 timestamp);
    error AgentRegistry_DeadlineTooFar(uint256 deadline, uint256 maximum);
    error AgentRegistry_BadSignature(address newWallet);
    error AgentRegistry_ZeroWallet();
    error AgentRegistry_RoyaltyTooLarge(uint16 royaltyBps, uint16 maximum);

    event AgentAccountOpened(AgentId indexed agent, AccountId indexed account, address indexed owner);
    event AgentLineageDeclared(AgentId indexed agent, uint32 indexed version, uint16 royaltyBps, Edge[] edges, address actor);

    /// @notice Declares what the agent uses and its royalty; replaces the last declaration. Owner or approved.
    /// @param royaltyBps Basis points of the fee asked of every later offering; at most 5,000.
    /// @param edges At most 8 `Uses` edges to models, adapters and Datanets.
    function declareLineage(uint256 agentId, uint16 royaltyBps, Edge[] calldata edges) external;

    function edgesOf(uint256 agentId) external view returns (Edge[] memory);
    /// @notice How often the lineage was declared.
    function lineageVersionOf(uint256 agentId) external view returns (uint32);
}
