// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IChunkProofs} from "../../interfaces/IChunkProofs.sol";
import {IEpochLedger} from "../../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";

import {ChallengeTimes} from "../../libraries/epoch/ChallengeTimes.sol";
import {ChunkExecution} from "../../libraries/epoch/ChunkExecution.sol";
import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {PositionalMerkle} from "../../libraries/PositionalMerkle.sol";

import {AccountId} from "../../types/AccountId.sol";
import {GatewayId} from "../../types/GatewayId.sol";
import {Lie} from "../../types/Lie.sol";
import {NanoOpen} from "../../types/NanoOpen.sol";
import {FraudBase} from "./FraudBase.sol";

/// @title ChunkProofs
/// @notice See `IChunkProofs`. Holds challengers' bonds and nothing else.
contract ChunkProofs is IChunkProofs, FraudBase, AccessManaged {
    using SafeERC20 for IERC20;

    uint64 public constant MIN_BOND = 1e9;
    uint64 public constant MAX_BOND = 100_000e9;
    /// @inheritdoc IChunkProofs
    uint48 public constant answerWindow = ChallengeTimes.ANSWER_WINDOW; // solhint-disable-line const-name-snakecase

    IERC20 public immutable token;
    IGatewayRegistry public immutable gateways;
    /// @notice Account of unattributed shares.
    uint32 public immutable commons;

    /// @inheritdoc IChunkProofs
    NanoOpen public challengeBond = NanoOpen.wrap(100e9);

    mapping(bytes32 recordHash => mapping(bytes32 node => Challenge)) private _challenges;

    constructor(
        address authority,
        IEpochLedger epochs_,
        IERC20 token_,
        IGatewayRegistry gateways_,
        AccountId commons_
    ) FraudBase(epochs_) AccessManaged(authority) {
        token = token_;
        gateways = gateways_;
        commons = AccountId.unwrap(commons_);
    }

    /* PROOF */

    /// @inheritdoc IChunkProofs
    function proveChunk(bytes calldata data, NodePath calldata way, bytes calldata chunk, ChunkExecution.Hints calldata hints) external {
        EpochCodec.Record memory record = _open(data);
        require(!_isTrueChunk(record, way, chunk, hints), FraudProofs_NoLie());
        _convict(data, Lie.Chunk, 0);
    }

    /* CHALLENGES */

    /// @inheritdoc IChunkProofs
    function challengeData(bytes calldata data, NodePath calldata way) external returns (NanoOpen bond) {
        EpochCodec.Record memory record = _open(data);
        EpochCodec.Node memory node = _nodeAt(record, way);
        bytes32 id = _idOf(data, way);
        Challenge storage challenge = _challenges[record.hash][id];
        require(challenge.challenger == address(0), ChunkProofs_AlreadyChallenged(record.hash, id));
        uint256 elapsed = epochs.elapsedOf(data);
        // Each level below the top may have to be asked for first, and shown.
        uint256 limit = epochs.challengeWindow() + way.nodes.length * ChallengeTimes.ROUND;
        require(elapsed < limit, ChunkProofs_TooLate(elapsed, limit));

        bond = challengeBond;
        uint256 deadline = elapsed + ChallengeTimes.ANSWER_WINDOW;
        _challenges[record.hash][id] = Challenge({challenger: msg.sender, bond: NanoOpen.unwrap(bond), deadline: uint32(deadline)});
        emit DataChallenged(record.hash, id, msg.sender, bond, deadline, node.level);
        epochs.openChallenge(data);
        token.safeTransferFrom(msg.sender, address(this), bond.toTokenUnits());
    }

    /// @inheritdoc IChunkProofs
    function answerWithChunk(
        bytes calldata data,
        NodePath calldata way,
        bytes calldata chunk,
        ChunkExecution.Hints calldata hints
    ) external {
        EpochCodec.Record memory record = _open(data);
        bool isTrue = _isTrueChunk(record, way, chunk, hints);
        _answer(data, record.hash, _idOf(data, way), isTrue);
        if (!isTrue) _convict(data, Lie.Chunk, 0);
    }

    /// @inheritdoc IChunkProofs
    function answerWithChildren(bytes calldata data, NodePath calldata way, bytes[] calldata children) external {
        EpochCodec.Record memory record = _open(data);
        EpochCodec.Node memory node = _nodeAt(record, way);
        require(node.level != 0, FraudProofs_NoChildren(node.level));
        bytes32[] memory hashes = new bytes32[](children.length);
        for (uint256 i; i < children.length; ++i) {
            require(children[i].length == EpochCodec.NODE_LENGTH, FraudProofs_BadLength(EpochCodec.NODE_LENGTH, children[i].length));
            hashes[i] = keccak256(children[i]);
        }
        require(
            children.length == node.childCount && PositionalMerkle.root(hashes) == node.body,
            FraudProofs_BadOpening(CHILDREN, children.length)
        );
        _answer(data, record.hash, _idOf(data, way), true);
    }

    /// @inheritdoc IChunkProofs
    function proveWithheld(bytes calldata data, NodePath calldata way) external {
        EpochCodec.Record memory record = _open(data);
        bytes32 id = _idOf(data, way);
        Challenge storage challenge = _openChallenge(record.hash, id);
        address challenger = challenge.challenger;
        uint256 elapsed = epochs.elapsedOf(data);
        require(elapsed >= challenge.deadline, ChunkProofs_TooEarly(elapsed, challenge.deadline));
        epochs.convict(data, Lie.Withheld, challenger, AccountId.wrap(0));
        _giveBack(record.hash, id);
    }

    /// @inheritdoc IChunkProofs
    function closeChallenge(bytes calldata data, bytes32 node) external {
        require(data.length == EpochCodec.RECORD_LENGTH, FraudProofs_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        EpochCodec.Record memory record = EpochCodec.toRecord(data);
        _openChallenge(record.hash, node);
        // An epoch with open challenges cannot become final: one that cannot be challenged any more is void.
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        require(!epochs.isChallengeable(gateway, record.epoch, record.hash), ChunkProofs_NotVoid(record.hash));
        _giveBack(record.hash, node);
    }

    /* PARAMETERS */

    /// @inheritdoc IChunkProofs
    function setChallengeBond(NanoOpen bond) external restricted {
        uint64 amount = NanoOpen.unwrap(bond);
        require(
            amount >= MIN_BOND && amount <= MAX_BOND,
            ChunkProofs_BondOutOfBounds(bond, NanoOpen.wrap(MIN_BOND), NanoOpen.wrap(MAX_BOND))
        );
        challengeBond = bond;
        emit ChallengeBondChanged(bond, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IChunkProofs
    function challengeOf(bytes32 recordHash, bytes32 node) external view returns (Challenge memory) {
        return _challenges[recordHash][node];
    }

    /* STEPS */

    function _isTrueChunk(
        EpochCodec.Record memory record,
        NodePath calldata way,
        bytes calldata chunk,
        ChunkExecution.Hints calldata hints
    ) private view returns (bool) {
        EpochCodec.Node memory node = _chunkAt(record, way);
        require(keccak256(chunk) == node.body, FraudProofs_BadOpening(CHUNK_BYTES, chunk.length));
        return ChunkExecution.isTrue({gateways: gateways, commons: commons, record: record, node: node, chunk: chunk, hints: hints});
    }

    /// @dev Ends a challenge with an answer. A true one must come in time: late, it would leave the questions after it without theirs. After it, the epoch stays
    /// open for a proof from what was shown.
    function _answer(bytes calldata data, bytes32 recordHash, bytes32 id, bool isTrue) private {
        Challenge storage challenge = _openChallenge(recordHash, id);
        emit ChallengeAnswered(recordHash, id, msg.sender, isTrue);
        if (!isTrue) {
            _giveBack(recordHash, id);
            return;
        }
        uint256 elapsed = epochs.elapsedOf(data);
        require(elapsed < challenge.deadline, ChunkProofs_TooLate(elapsed, challenge.deadline));
        uint64 bond = challenge.bond;
        challenge.bond = 0;
        epochs.closeChallenge(data, uint48(elapsed) + ChallengeTimes.PROOF_WINDOW);
        token.safeTransfer(msg.sender, NanoOpen.wrap(bond).toTokenUnits());
    }

    function _giveBack(bytes32 recordHash, bytes32 id) private {
        Challenge storage challenge = _challenges[recordHash][id];
        NanoOpen bond = NanoOpen.wrap(challenge.bond);
        challenge.bond = 0;
        emit ChallengeClosed(recordHash, id, challenge.challenger, bond, msg.sender);
        token.safeTransfer(challenge.challenger, bond.toTokenUnits());
    }

    function _openChallenge(bytes32 recordHash, bytes32 id) private view returns (Challenge storage challenge) {
        challenge = _challenges[recordHash][id];
        require(challenge.bond != 0, ChunkProofs_NotChallenged(recordHash, id));
    }

    /// @dev A node's hash. Two nodes of one epoch with the same hash have the same body, so one answer serves both.
    function _idOf(bytes calldata data, NodePath calldata way) private pure returns (bytes32) {
        uint256 length = way.nodes.length;
        return length == 0 ? keccak256(data[74:EpochCodec.HEADER_LENGTH]) : keccak256(way.nodes[length - 1]);
    }
}
