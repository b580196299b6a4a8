// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ChunkExecution} from "../libraries/epoch/ChunkExecution.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IFraudProofs} from "./IFraudProofs.sol";

/// @title IChunkProofs
/// @notice Executes chunks on chain, as a proof or as the answer to a challenge of withheld data.
interface IChunkProofs is IFraudProofs {
    /// @param challenger Who posted the bond. @param bond nano-OPEN posted; zero once settled. @param deadline Running seconds since commit until which an
    /// answer counts.
    struct Challenge {
        address challenger;
        uint64 bond;
        uint32 deadline;
    }

    error ChunkProofs_AlreadyChallenged(bytes32 record, bytes32 node);
    error ChunkProofs_NotChallenged(bytes32 record, bytes32 node);
    /// @notice Challenges of a node's level are over, or the time for an answer is.
    error ChunkProofs_TooLate(uint256 elapsed, uint256 limit);
    /// @notice The answer still has time.
    error ChunkProofs_TooEarly(uint256 elapsed, uint256 limit);
    /// @notice The epoch is still open: answer the challenge, or prove that nobody did.
    error ChunkProofs_NotVoid(bytes32 record);
    error ChunkProofs_BondOutOfBounds(NanoOpen bond, NanoOpen minimum, NanoOpen maximum);

    event DataChallenged(
        bytes32 indexed recordHash,
        bytes32 indexed node,
        address indexed challenger,
        NanoOpen bond,
        uint256 deadline,
        uint8 level
    );
    /// @param isTrue Whether the data was as the node says; if not, the epoch is void.
    event ChallengeAnswered(bytes32 indexed recordHash, bytes32 indexed node, address indexed actor, bool isTrue);
    /// @notice No answer came, or the epoch ended otherwise; the bond went back.
    event ChallengeClosed(bytes32 indexed recordHash, bytes32 indexed node, address indexed challenger, NanoOpen bond, address actor);
    event ChallengeBondChanged(NanoOpen bond, address actor);

    /// @notice Lie 6: a chunk's bytes are not what its node says. @param chunk The bytes behind the node's body.
    function proveChunk(bytes calldata record, NodePath calldata way, bytes calldata chunk, ChunkExecution.Hints calldata hints) external;

    /// @notice Asks for what is behind a node's body, for a bond in OPEN that answers the question's cost. Anyone, in the challenge window; for the
    /// children of lower nodes, one round longer for each level below the top.
    /// @param bond Posted, nano-OPEN; at least and at most `challengeBond`.
    function challengeData(bytes calldata record, NodePath calldata way) external returns (NanoOpen bond);

    /// @notice Answers with a chunk, before the deadline; it is executed: the bond goes to whoever answers. If the chunk is a lie, the epoch is void, the bond goes back
    /// and the caller is the prover.
    function answerWithChunk(
        bytes calldata record,
        NodePath calldata way,
        bytes calldata chunk,
        ChunkExecution.Hints calldata hints
    ) external;

    /// @notice Answers with the children of a node, before the deadline.
    function answerWithChildren(bytes calldata record, NodePath calldata way, bytes[] calldata children) external;

    /// @notice Lie 12: no answer came in time. The epoch is void; the challenger gets the bond back and the prover's part. Anyone.
    function proveWithheld(bytes calldata record, NodePath calldata way) external;

    /// @notice Gives the bond of a challenge back when the epoch became void by something else. Anyone.
    function closeChallenge(bytes calldata record, bytes32 node) external;

    /// @notice Sets the bond of later challenges. Only governance; 1 to 100,000 OPEN.
    function setChallengeBond(NanoOpen bond) external;

    function challengeBond() external view returns (NanoOpen);
    function challengeOf(bytes32 recordHash, bytes32 node) external view returns (Challenge memory);
    /// @notice Seconds within which a challenge must be answered.
    function answerWindow() external view returns (uint48);
}
