// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {Attestation, IEAS} from "../interfaces/eas/IEAS.sol";
import {ISchemaRegistry} from "../interfaces/eas/ISchemaRegistry.sol";
import {ISchemaResolver} from "../interfaces/eas/ISchemaResolver.sol";
import {IEvaluations} from "../interfaces/IEvaluations.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";
import {IOpenToken} from "../interfaces/IOpenToken.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {EvaluationClaim} from "../libraries/EvaluationClaim.sol";

import {EvaluatedAssets} from "./EvaluatedAssets.sol";
import {EvaluationBonds} from "./EvaluationBonds.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title Evaluations
/// @dev Claims are copied from EAS when they are made: the predeploy can be upgraded by the chain, what a bond stands behind must not change.
contract Evaluations is EvaluationBonds, EvaluatedAssets {
    /// @notice Longest life of an evaluation in seconds.
    uint256 public constant MAX_LIFE = 365 days;
    /// @notice Seconds after its end in which an evaluation can still be challenged.
    uint256 public constant CHALLENGE_TAIL = 14 days;
    /// @notice Seconds the arbiter has for a challenge.
    uint48 public constant RULING_TIME = 14 days;

    IEAS public immutable eas;
    /// @inheritdoc IEvaluations
    bytes32 public immutable schemaUid;

    /// @inheritdoc IEvaluations
    uint32 public challengeCount;

    mapping(bytes32 uid => Evaluation) private _evaluations;
    mapping(uint32 challenge => Challenge) private _challenges;

    modifier onlyEas() {
        require(msg.sender == address(eas), Evaluations_NotEas(msg.sender));
        require(msg.value == 0, Evaluations_ValueNotAccepted(msg.value));
        _;
    }

    /// @dev The schema may be registered already: anyone may register it for an address that can be foreseen.
    constructor(
        address authority,
        IEAS eas_,
        IOpenToken token_,
        IAccountRegistry accounts_,
        IModelRegistry models_,
        IAdapterRegistry adapters_,
        IDatanetRegistry datanets_,
        NanoOpen evaluationBond_,
        NanoOpen challengeBond_
    )
        AccessManaged(authority)
        EvaluationBonds(token_, accounts_, evaluationBond_, challengeBond_)
        EvaluatedAssets(models_, adapters_, datanets_)
    {
        eas = eas_;
        schemaUid = keccak256(abi.encodePacked(EvaluationClaim.SCHEMA, address(this), true));
        ISchemaRegistry registry = eas_.getSchemaRegistry();
        try registry.register(EvaluationClaim.SCHEMA, this, true) {} catch {}
        require(registry.getSchema(schemaUid).uid == schemaUid, Evaluations_SchemaNotRegistered(schemaUid));
    }

    /* EAS */

    /// @inheritdoc ISchemaResolver
    function isPayable() external pure returns (bool) {
        return false;
    }

    /// @inheritdoc ISchemaResolver
    function attest(Attestation calldata attestation) external payable onlyEas returns (bool) {
        _record(attestation);
        return true;
    }

    /// @inheritdoc ISchemaResolver
    function multiAttest(Attestation[] calldata attestations, uint256[] calldata) external payable onlyEas returns (bool) {
        for (uint256 i = 0; i < attestations.length; ++i) _record(attestations[i]);
        return true;
    }

    /// @inheritdoc ISchemaResolver
    function revoke(Attestation calldata attestation) external payable onlyEas returns (bool) {
        _markRevoked(attestation.uid);
        return true;
    }

    /// @inheritdoc ISchemaResolver
    function multiRevoke(Attestation[] calldata attestations, uint256[] calldata) external payable onlyEas returns (bool) {
        for (uint256 i = 0; i < attestations.length; ++i) _markRevoked(attestations[i].uid);
        return true;
    }

    /* CHALLENGES */

    /// @inheritdoc IEvaluations
    function proveContamination(bytes32 uid, Contamination calldata contamination) external {
        Evaluation storage evaluation = _standing(uid);
        uint32 snapshot = _requireContaminated(evaluation.claim, contamination);

        emit ContaminationProven(
            uid, contamination.contribution, contamination.contentRoot, evaluation.claim.datanet, snapshot
        );
        _disprove(uid, evaluation, msg.sender);
    }

    /// @inheritdoc IEvaluations
    function openChallenge(bytes32 uid, bytes32 evidence, string calldata evidenceUri) external returns (uint32 challenge) {
        Evaluation storage evaluation = _standing(uid);
        uint256 challengeableUntil = _releasableAt(evaluation);
        require(block.timestamp < challengeableUntil, Evaluations_ChallengeTooLate(uid, challengeableUntil));
        BoundedString.requireText(evidenceUri, 1, BoundedString.URI_MAXIMUM);

        NanoOpen bond = challengeBond;
        _take(msg.sender, NanoOpen.unwrap(bond));
        challenge = ++challengeCount;
        ++evaluation.openChallenges;
        uint48 ruleBefore = uint48(block.timestamp) + RULING_TIME;
        _challenges[challenge] = Challenge({
            uid: uid,
            challenger: msg.sender,
            ruleBefore: ruleBefore,
            bond: bond,
            status: ChallengeStatus.Open
        });
        emit ChallengeOpened(challenge, uid, msg.sender, bond, evidence, evidenceUri, ruleBefore);
    }

    /// @inheritdoc IEvaluations
    function rule(uint32 challenge, bool isUpheld) external restricted {
        Challenge storage stored = _open(challenge);
        require(block.timestamp < stored.ruleBefore, Evaluations_RulingTooLate(challenge, stored.ruleBefore));
        Evaluation storage evaluation = _standing(stored.uid);

        if (isUpheld) {
            _end(challenge, stored, evaluation, ChallengeStatus.Upheld, stored.challenger);
            _disprove(stored.uid, evaluation, stored.challenger);
        } else {
            _end(challenge, stored, evaluation, ChallengeStatus.Refused, evaluation.evaluator);
        }
    }

    /// @inheritdoc IEvaluations
    function close(uint32 challenge) external {
        Challenge storage stored = _open(challenge);
        Evaluation storage evaluation = _evaluations[stored.uid];
        require(
            block.timestamp >= stored.ruleBefore || evaluation.status == Status.Disproven,
            Evaluations_CannotClose(challenge, stored.ruleBefore)
        );

        _end(challenge, stored, evaluation, ChallengeStatus.Closed, stored.challenger);
    }

    /// @inheritdoc IEvaluations
    function release(bytes32 uid) external {
        Evaluation storage evaluation = _standing(uid);
        uint256 releasableAt = _releasableAt(evaluation);
        require(
            block.timestamp >= releasableAt && evaluation.openChallenges == 0,
            Evaluations_NotOver(uid, releasableAt, evaluation.openChallenges)
        );

        evaluation.status = Status.Released;
        _credit(evaluation.evaluator, NanoOpen.unwrap(evaluation.bond));
        emit EvaluationReleased(uid, evaluation.evaluator, evaluation.bond, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IEvaluations
    function isValid(bytes32 uid) external view returns (bool) {
        Evaluation storage evaluation = _evaluations[uid];
        return
            evaluation.status == Status.Standing &&
            evaluation.revokedAt == 0 &&
            block.timestamp < evaluation.expiresAt &&
            _weightsOf(evaluation.claim.kind, evaluation.claim.assetId) == evaluation.claim.weightsHash;
    }

    /// @inheritdoc IEvaluations
    function evaluationOf(bytes32 uid) external view returns (Evaluation memory) {
        require(_evaluations[uid].status != Status.None, Evaluations_UnknownEvaluation(uid));
        return _evaluations[uid];
    }

    /// @inheritdoc IEvaluations
    function challengeOf(uint32 challenge) external view returns (Challenge memory) {
        return _challenges[challenge];
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* STEPS */

    function _record(Attestation calldata attestation) private {
        require(attestation.schema == schemaUid, Evaluations_WrongSchema(attestation.schema, schemaUid));
        uint256 latest = block.timestamp + MAX_LIFE;
        require(
            attestation.expirationTime > block.timestamp && attestation.expirationTime <= latest,
            Evaluations_BadExpiry(attestation.expirationTime, latest)
        );
        Claim memory claim = EvaluationClaim.read(attestation.data);
        bytes32 weights = _weightsOf(claim.kind, claim.assetId);
        require(claim.weightsHash == weights, Evaluations_WrongWeights(claim.weightsHash, weights));
        address evaluator = attestation.attester;
        require(
            _registryOf(claim.kind).ownerOf(claim.assetId) != evaluator,
            Evaluations_SelfEvaluation(evaluator)
        );
        _requireSnapshot(claim);

        NanoOpen bond = evaluationBond;
        _take(evaluator, NanoOpen.unwrap(bond));
        Evaluation storage stored = _evaluations[attestation.uid];
        stored.claim = claim;
        stored.evaluator = evaluator;
        // Fits: at most a year ahead.
        stored.expiresAt = uint48(attestation.expirationTime);
        stored.bond = bond;
        stored.status = Status.Standing;
        emit EvaluationRecorded(attestation.uid, claim.kind, claim.assetId, evaluator, claim, stored.expiresAt, bond);
    }

    /// @dev EAS lets only the attester revoke, and once. After the end of an evaluation there is nothing left to shorten.
    function _markRevoked(bytes32 uid) private {
        Evaluation storage evaluation = _evaluations[uid];
        require(evaluation.status != Status.None, Evaluations_UnknownEvaluation(uid));

        evaluation.revokedAt = uint48(block.timestamp);
        emit EvaluationRevoked(uid, evaluation.evaluator);
    }

    function _disprove(bytes32 uid, Evaluation storage evaluation, address prover) private {
        evaluation.status = Status.Disproven;
        AccountId harmed = _registryOf(evaluation.claim.kind).accountOf(evaluation.claim.assetId);
        _slash(uid, NanoOpen.unwrap(evaluation.bond), harmed, prover);
    }

    function _end(
        uint32 challenge,
        Challenge storage stored,
        Evaluation storage evaluation,
        ChallengeStatus status,
        address paid
    ) private {
        stored.status = status;
        --evaluation.openChallenges;
        _credit(paid, NanoOpen.unwrap(stored.bond));
        emit ChallengeEnded(challenge, stored.uid, status, paid, stored.bond, msg.sender);
    }

    function _standing(bytes32 uid) private view returns (Evaluation storage evaluation) {
        evaluation = _evaluations[uid];
        require(evaluation.status != Status.None, Evaluations_UnknownEvaluation(uid));
        require(evaluation.status == Status.Standing, Evaluations_NotStanding(uid, evaluation.status));
    }

    function _open(uint32 challenge) private view returns (Challenge storage stored) {
        stored = _challenges[challenge];
        require(stored.status == ChallengeStatus.Open, Evaluations_ChallengeNotOpen(challenge, stored.status));
    }

    /// @dev When challenges end: a while after the evaluation expired or was revoked, whichever came first.
    function _releasableAt(Evaluation storage evaluation) private view returns (uint256) {
        uint256 end = evaluation.expiresAt;
        if (evaluation.revokedAt != 0 && evaluation.revokedAt < end) end = evaluation.revokedAt;
        return end + CHALLENGE_TAIL;
    }
}
