// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {NanoOpen} from "../types/NanoOpen.sol";
import {IFraudProofs} from "./IFraudProofs.sol";

/// @title ITreeProofs
/// @notice Questions for what is inside the trees that an epoch commits to: credits and debits of a node above chunks, and payout words. Without its leaves nobody
/// can open a false tree, and so prove it. Whoever rebuilt the true tree follows the answers to the first difference, in three rounds at most.
/// @dev A question is about a node of a tree and its height: `keccak256(node | height u8)`. Trees that share a node share its answer.
///
///     none ──challengeTree──► open ──answerWithNodes──► answered ──closeChallenge──► closed: the epoch is final, the answerer has the bond;
///                               │                                                     or it is void, the challenger has it back
///                               ├──proveWithheld──► closed: the epoch is void, the challenger has the bond back
///                               └──closeChallenge─► closed: the epoch is void by something else, the same
interface ITreeProofs is IFraudProofs {
    /// @notice Which tree.
    /// @custom:value0 Credits: of a node above chunks.
    /// @custom:value1 Debits: of a node above chunks.
    /// @custom:value2 Words: the epoch's payout words.
    enum Tree {
        Credits,
        Debits,
        Words
    }

    /// @notice A node of a tree. @param height Levels above the leaves: the root's, or a multiple of eleven. @param index Its place among the nodes of its height.
    /// @param path Its siblings up to the root; none for the root itself.
    struct Place {
        uint8 height;
        uint32 index;
        bytes32 node;
        bytes32[] path;
    }

    /// @param challenger Who posted the bond. @param bond nano-OPEN posted; zero once closed. @param deadline Running seconds since commit before which an answer
    /// counts. @param answerer Who showed the nodes; zero if nobody did.
    struct Challenge {
        address challenger; // slot 0
        uint64 bond;
        uint32 deadline;
        address answerer; // slot 1
    }

    error TreeProofs_AlreadyChallenged(bytes32 record, bytes32 question);
    /// @notice Nobody asked, somebody answered, or it is closed.
    error TreeProofs_NotOpen(bytes32 record, bytes32 question);
    /// @notice A tree of `depth` levels is asked for below its root and below every eleventh level, down to height 11; a tree of one leaf or none shows itself.
    error TreeProofs_BadHeight(uint256 height, uint256 depth);
    /// @notice Questions of this round are over, or the time for an answer is.
    error TreeProofs_TooLate(uint256 elapsed, uint256 limit);
    /// @notice The answer still has time.
    error TreeProofs_TooEarly(uint256 elapsed, uint256 limit);
    /// @notice The epoch is neither final nor void, so the bond's owner is not known.
    error TreeProofs_NotOver(bytes32 record);

    /// @param question See `questionOf`. @param deadline Running seconds since commit. @param root Of the tree, whose levels are the place's height and as
    /// many as its path has siblings.
    event TreeChallenged(
        bytes32 indexed recordHash,
        bytes32 indexed question,
        address indexed challenger,
        NanoOpen bond,
        uint256 deadline,
        Tree tree,
        bytes32 root,
        Place place
    );
    /// @param nodes What is `shownHeight` levels above the leaves, below the node asked about. In the event, so that no contract between can hide it.
    event TreeAnswered(bytes32 indexed recordHash, bytes32 indexed question, address indexed actor, bytes32[] nodes);
    /// @param owner Who has the bond: the answerer if the epoch is final, else the challenger.
    event TreeChallengeClosed(bytes32 indexed recordHash, bytes32 indexed question, address indexed owner, NanoOpen bond, address actor);

    /// @notice Asks for the nodes below a node of a tree, for a bond in OPEN. Anyone. Roots can be asked for as long as chunks can, and one round more, as the true tree
    /// may only be known when the last chunk was shown; deeper nodes one round longer each.
    /// @param way To the node of sums; of no matter for payout words. @return bond nano-OPEN posted.
    function challengeTree(bytes calldata record, NodePath calldata way, Tree tree, Place calldata place) external returns (NanoOpen bond);

    /// @notice Answers a question, before its deadline. Anyone. @param height Of the node asked about. @param nodes At most 2,048, in order; zeros at the end, and roots of
    /// subtrees of zeros, may be left out. The question is found by the node that they lead to.
    function answerWithNodes(bytes calldata record, uint8 height, bytes32[] calldata nodes) external;

    /// @notice Lie 12: no answer came in time. The epoch is void; the challenger gets the bond back and the prover's part. Anyone.
    function proveWithheld(bytes calldata record, bytes32 question) external;

    /// @notice Pays the bond out once the epoch is over: to the answerer if it is final, to the challenger if it is void. Anyone.
    function closeChallenge(bytes calldata record, bytes32 question) external;

    function challengeOf(bytes32 recordHash, bytes32 question) external view returns (Challenge memory);
    /// @notice The question for what is below a node of a height.
    function questionOf(bytes32 node, uint8 height) external pure returns (bytes32);
}
