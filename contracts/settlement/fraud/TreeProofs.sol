// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IChunkProofs} from "../../interfaces/IChunkProofs.sol";
import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {ITreeProofs} from "../../interfaces/ITreeProofs.sol";

import {ChallengeTimes} from "../../libraries/epoch/ChallengeTimes.sol";
import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../../libraries/epoch/PositionalProof.sol";
import {TreeRounds} from "../../libraries/epoch/TreeRounds.sol";

import {AccountId} from "../../types/AccountId.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lie} from "../../types/Lie.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
import {FraudBase} from "./FraudBase.sol";

/// @title TreeProofs
/// @notice See `ITreeProofs`. Holds challengers' bonds and nothing else.
contract TreeProofs is ITreeProofs, FraudBase {
    using SafeERC20 for IERC20;

    IERC20 public immutable token;
    /// @notice Says the bond: one parameter for all questions about an epoch.
    IChunkProofs public immutable chunks;

    mapping(bytes32 recordHash => mapping(bytes32 question => Challenge)) private _challenges;

    constructor(IEpochLedger epochs_, IERC20 token_, IChunkProofs chunks_) FraudBase(epochs_) {
        token = token_;
        chunks = chunks_;
    }

    /// @inheritdoc ITreeProofs
    function challengeTree(bytes calldata data, NodePath calldata way, Tree tree, Place calldata place) external returns (NanoOpen bond) {
        EpochCodec.Record memory record = _open(data);
        (bytes32 root, uint256 depth) = _treeAt(record, way, tree);
        _requirePlace(root, depth, place);
        uint256 deadline = _deadlineOf(data, record.top.level, depth, place.height);
        bytes32 question = questionOf(place.node, place.height);
        Challenge storage challenge = _challenges[record.hash][question];
        require(challenge.challenger == address(0), TreeProofs_AlreadyChallenged(record.hash, question));

        bond = chunks.challengeBond();
        (challenge.challenger, challenge.bond, challenge.deadline) = (msg.sender, NanoOpen.unwrap(bond), uint32(deadline));
        emit TreeChallenged(record.hash, question, msg.sender, bond, deadline, tree, root, place);
        epochs.openChallenge(data);
        token.safeTransferFrom(msg.sender, address(this), bond.toTokenUnits());
    }

    /// @inheritdoc ITreeProofs
    function answerWithNodes(bytes calldata data, uint8 height, bytes32[] calldata nodes) external {
        EpochCodec.Record memory record = _open(data);
        require(height != 0 && height <= TreeRounds.MAX_HEIGHT, TreeProofs_BadHeight(height, TreeRounds.MAX_HEIGHT));
        (bool fits, bytes32 node) = TreeRounds.rootOf(height, nodes);
        require(fits, FraudProofs_BadOpening(TREE_NODE, nodes.length));
        bytes32 question = questionOf(node, height);
        Challenge storage challenge = _openChallenge(record.hash, question);
        uint256 elapsed = epochs.elapsedOf(data);
        // A late answer would leave the next question without its time.
        require(elapsed < challenge.deadline, TreeProofs_TooLate(elapsed, challenge.deadline));

        challenge.answerer = msg.sender;
        emit TreeAnswered(record.hash, question, msg.sender, nodes);
        epochs.closeChallenge(data, uint48(elapsed) + ChallengeTimes.PROOF_WINDOW);
    }

    /// @inheritdoc ITreeProofs
    function proveWithheld(bytes calldata data, bytes32 question) external {
        EpochCodec.Record memory record = _open(data);
        Challenge storage challenge = _openChallenge(record.hash, question);
        uint256 elapsed = epochs.elapsedOf(data);
        require(elapsed >= challenge.deadline, TreeProofs_TooEarly(elapsed, challenge.deadline));
        address challenger = challenge.challenger;
        epochs.convict(data, Lie.Withheld, challenger, AccountId.wrap(0));
        _close(record.hash, question, challenge, challenger);
    }

    /// @inheritdoc ITreeProofs
    function closeChallenge(bytes calldata data, bytes32 question) external {
        require(data.length == EpochCodec.RECORD_LENGTH, FraudProofs_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        EpochCodec.Record memory record = EpochCodec.toRecord(data);
        Challenge storage challenge = _challenges[record.hash][question];
        require(challenge.bond != 0, TreeProofs_NotOpen(record.hash, question));
        // An epoch with an open question cannot become final: of a final one, every question was answered.
        bool isFinal = epochs.fundingOf(record.hash).isFinal;
        bool isOver = isFinal || !epochs.isChallengeable(GatewayId.wrap(record.gatewayId), record.epoch, record.hash);
        require(isOver, TreeProofs_NotOver(record.hash));
        _close(record.hash, question, challenge, isFinal ? challenge.answerer : challenge.challenger);
    }

    /* VIEWS */

    /// @inheritdoc ITreeProofs
    function challengeOf(bytes32 recordHash, bytes32 question) external view returns (Challenge memory) {
        return _challenges[recordHash][question];
    }

    /// @inheritdoc ITreeProofs
    function questionOf(bytes32 node, uint8 height) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(node, height));
    }

    /* STEPS */

    /// @dev Root and depth of a tree. The vectors of a chunk are none: its bytes say what they are (`IChunkProofs.proveChunk`).
    function _treeAt(EpochCodec.Record memory record, NodePath calldata way, Tree tree) private pure returns (bytes32 root, uint256 depth) {
        if (tree == Tree.Words) return (record.payoutRoot, record.payoutDepth);
        EpochCodec.Node memory node = _nodeAt(record, way);
        require(node.level != 0, FraudProofs_NoChildren(node.level));
        if (tree == Tree.Credits) return (node.creditsRoot, PositionalProof.depthOf(node.creditCount));
        return (node.debitsRoot, PositionalProof.depthOf(node.debitCount));
    }

    /// @dev Until when a question asked now can be answered. Each level of nodes may have to be asked for first, and shown; then each layer of the tree above this one.
    function _deadlineOf(bytes calldata data, uint256 level, uint256 depth, uint256 height) private view returns (uint256) {
        uint256 rounds = level + 1 + TreeRounds.countFrom(depth) - TreeRounds.countFrom(height);
        uint256 limit = epochs.challengeWindow() + rounds * ChallengeTimes.ROUND;
        uint256 elapsed = epochs.elapsedOf(data);
        require(elapsed < limit, TreeProofs_TooLate(elapsed, limit));
        return elapsed + ChallengeTimes.ANSWER_WINDOW;
    }

    function _requirePlace(bytes32 root, uint256 depth, Place calldata place) private pure {
        require(TreeRounds.isAsked(place.height, depth), TreeProofs_BadHeight(place.height, depth));
        bool isThere = PositionalProof.isAt(root, depth - place.height, place.node, place.index, place.path);
        require(isThere, FraudProofs_BadOpening(TREE_NODE, place.index));
    }

    function _openChallenge(bytes32 recordHash, bytes32 question) private view returns (Challenge storage challenge) {
        challenge = _challenges[recordHash][question];
        require(challenge.bond != 0 && challenge.answerer == address(0), TreeProofs_NotOpen(recordHash, question));
    }

    function _close(bytes32 recordHash, bytes32 question, Challenge storage challenge, address owner) private {
        NanoOpen bond = NanoOpen.wrap(challenge.bond);
        challenge.bond = 0;
        emit TreeChallengeClosed(recordHash, question, owner, bond, msg.sender);
        token.safeTransfer(owner, bond.toTokenUnits());
    }
}
