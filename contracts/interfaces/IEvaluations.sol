// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ISchemaResolver} from "./eas/ISchemaResolver.sol";

import {AccountId} from "../types/AccountId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IEvaluations
/// @notice Evaluations of models and adapters as EAS attestations. Only bonded evaluators attest; a score is bound to the asset's weights and expires
/// within a year; whoever proves that a held-out item was trained on, or convinces the arbiter, takes the score's validity and part of the bond.
///
/// ```
/// attest ──► Standing ──proveContamination, or rule(upheld)──► Disproven
///               │
///               └──release, 14 days after it expired or was revoked──► Released
///
/// openChallenge ──► Open ──rule──► Upheld | Refused
///                     └──close, after 14 days or when the evaluation was disproven──► Closed
/// ```
///
/// @dev Every state is left by a call open to anyone within a bounded time. All amounts in nano-OPEN. Money in this contract: free balances, bonds of
/// standing evaluations, bonds of open challenges, and what is owed to assets' accounts.
interface IEvaluations is ISchemaResolver {
    /// @notice What an attestation says: the eleven fields of the schema.
    /// @param kind `Model` or `Adapter`.
    /// @param assetId Id of the asset.
    /// @param datanet Datanet of the snapshot; zero only for an asset that no edge of its own ties to a Datanet.
    /// @param snapshot Snapshot that the asset was trained on and the held-out set was kept out of.
    /// @param heldOutCount Items of the held-out set, at least 1.
    /// @param scoreBefore Score without the asset's training, in millionths (ppm), at most 1,000,000.
    /// @param scoreAfter Score of the asset, in millionths, at most 1,000,000.
    /// @param weightsHash The asset's weights hash when it was evaluated.
    /// @param task Hash that names the task.
    /// @param heldOutRoot Positional Merkle root over the content roots of the held-out items, under the Datanet's salt.
    /// @param metric Hash that names the metric.
    struct Claim {
        // slot 0
        AssetKind kind;
        uint32 assetId;
        DatanetId datanet;
        uint32 snapshot;
        uint32 heldOutCount;
        uint32 scoreBefore;
        uint32 scoreAfter;
        // slots 1 to 4
        bytes32 weightsHash;
        bytes32 task;
        bytes32 heldOutRoot;
        bytes32 metric;
    }

    /// @custom:value0 None: not known.
    /// @custom:value1 Standing: the evaluator's bond stands behind it.
    /// @custom:value2 Disproven: by a proof or by the arbiter; the bond was slashed.
    /// @custom:value3 Released: over, and the bond was given back.
    enum Status {
        None,
        Standing,
        Disproven,
        Released
    }

    /// @param claim What was attested.
    /// @param evaluator Who attested.
    /// @param expiresAt Unix time in seconds from which it is not valid.
    /// @param revokedAt Unix time in seconds at which the evaluator revoked it; zero if not.
    /// @param bond nano-OPEN behind it.
    /// @param openChallenges How many challenges are open.
    /// @param status Where it stands.
    struct Evaluation {
        Claim claim;
        // slot 5
        address evaluator;
        uint48 expiresAt;
        uint48 revokedAt;
        // slot 6
        NanoOpen bond;
        uint32 openChallenges;
        Status status;
    }

    /// @custom:value0 None: not known.
    /// @custom:value1 Open: the arbiter may rule.
    /// @custom:value2 Upheld: the evaluation is disproven.
    /// @custom:value3 Refused: the bond went to the evaluator.
    /// @custom:value4 Closed: nobody ruled in time, or another challenge was first; the bond went back.
    enum ChallengeStatus {
        None,
        Open,
        Upheld,
        Refused,
        Closed
    }

    /// @param uid Attestation challenged.
    /// @param challenger Who challenged.
    /// @param ruleBefore Unix time in seconds from which it can only be closed.
    /// @param bond nano-OPEN behind it.
    /// @param status Where it stands.
    struct Challenge {
        bytes32 uid;
        address challenger;
        uint48 ruleBefore;
        NanoOpen bond;
        ChallengeStatus status;
    }

    /// @notice One item that is both held out and trained on.
    /// @param contentRoot Its content root under the Datanet's salt.
    /// @param heldOutIndex Its place in the held-out set. @param heldOutProof Proof of that place, lowest level first.
    /// @param lineagePath Which edge to take from the asset upwards, to a `TrainedOn` edge of the claim's Datanet; `BASE_MODEL` takes an adapter to its base
    /// model. Empty for the claim's own snapshot.
    /// @param contribution Contribution in the snapshot. @param noveltyPpm Its novelty weight there.
    /// @param snapshotIndex Its place in the snapshot. @param snapshotProof Proof of that place, lowest level first.
    struct Contamination {
        bytes32 contentRoot;
        uint32 heldOutIndex;
        bytes32[] heldOutProof;
        uint8[] lineagePath;
        ContributionId contribution;
        uint32 noveltyPpm;
        uint32 snapshotIndex;
        bytes32[] snapshotProof;
    }

    error Evaluations_NotEas(address caller);
    error Evaluations_ValueNotAccepted(uint256 value);
    error Evaluations_WrongSchema(bytes32 schema, bytes32 expected);
    error Evaluations_SchemaNotRegistered(bytes32 schema);
    /// @notice The data is not eleven words.
    error Evaluations_DataLength(uint256 length, uint256 expected);
    /// @notice The field (0 to 10, in the schema's order) is out of its range.
    error Evaluations_BadField(uint256 field, uint256 value);
    /// @notice Every evaluation expires, within a year.
    error Evaluations_BadExpiry(uint64 expirationTime, uint256 latest);
    error Evaluations_WrongWeights(bytes32 claimed, bytes32 current);
    /// @notice The owner of an asset does not evaluate it.
    error Evaluations_SelfEvaluation(address evaluator);
    /// @notice The asset was not trained on this snapshot, but on others.
    error Evaluations_WrongSnapshot(DatanetId datanet, uint32 snapshot);
    error Evaluations_BondTooSmall(address who, NanoOpen free, NanoOpen needed);
    error Evaluations_ZeroAmount();
    error Evaluations_UnknownEvaluation(bytes32 uid);
    error Evaluations_NotStanding(bytes32 uid, Status status);
    error Evaluations_NotOver(bytes32 uid, uint256 releasableAt, uint32 openChallenges);
    /// @notice Too late to challenge; the bond can be released.
    error Evaluations_ChallengeTooLate(bytes32 uid, uint256 challengeableUntil);
    error Evaluations_ChallengeNotOpen(uint32 challenge, ChallengeStatus status);
    error Evaluations_RulingTooLate(uint32 challenge, uint48 ruleBefore);
    /// @notice The arbiter still has time and the evaluation stands.
    error Evaluations_CannotClose(uint32 challenge, uint48 ruleBefore);
    error Evaluations_NotHeldOut(bytes32 contentRoot, uint32 index);
    error Evaluations_NotInSnapshot(bytes32 contentRoot, DatanetId datanet, uint32 snapshot, uint32 index);
    /// @notice The path leaves the lineage at this step, or does not end at a snapshot of the claim's Datanet.
    error Evaluations_BadLineagePath(uint256 step);
    error Evaluations_ParameterOutOfBounds(NanoOpen value, NanoOpen minimum, NanoOpen maximum);
    error Evaluations_NothingOwed(AccountId account);

    event BondPosted(address indexed who, NanoOpen amount, NanoOpen free);
    event BondWithdrawn(address indexed who, NanoOpen amount, NanoOpen free);
    event EvaluationRecorded(
        bytes32 indexed uid, AssetKind indexed kind, uint32 indexed assetId, address evaluator, Claim claim, uint48 expiresAt, NanoOpen bond
    );
    event EvaluationRevoked(bytes32 indexed uid, address indexed evaluator);
    event EvaluationReleased(bytes32 indexed uid, address indexed evaluator, NanoOpen bond, address actor);
    /// @param account The asset's account. @param toAccount nano-OPEN owed to it. @param toProver nano-OPEN for the prover. @param burned nano-OPEN burned.
    event EvaluationDisproven(
        bytes32 indexed uid, address indexed prover, AccountId indexed account, NanoOpen toAccount, NanoOpen toProver, NanoOpen burned
    );
    event ContaminationProven(bytes32 indexed uid, ContributionId indexed contribution, bytes32 contentRoot, DatanetId datanet, uint32 snapshot);
    event ChallengeOpened(
        uint32 indexed challenge, bytes32 indexed uid, address indexed challenger, NanoOpen bond, bytes32 evidence, string evidenceUri, uint48 ruleBefore
    );
    event ChallengeEnded(uint32 indexed challenge, bytes32 indexed uid, ChallengeStatus status, address paid, NanoOpen amount, address actor);
    event BondsChanged(NanoOpen evaluationBond, NanoOpen challengeBond, address actor);
    event AccountPaid(AccountId indexed account, address indexed payout, NanoOpen amount, address actor);

    /// @notice Adds the caller's OPEN to its free balance, from which evaluations and challenges take their bonds.
    function postBond(NanoOpen amount) external;

    /// @notice Pays free balance to the caller.
    function withdrawBond(NanoOpen amount) external;

    /// @notice Disproves an evaluation: one of its held-out items was trained on. Anyone, as long as it stands.
    /// @dev Only exact copies, under the salt of the claim's Datanet, can be proven; everything else is for the arbiter.
    function proveContamination(bytes32 uid, Contamination calldata contamination) external;

    /// @notice Asks the arbiter. Takes the challenge bond from the caller's free balance.
    /// @param evidence Hash of the evidence. @param evidenceUri Where it stands, 1 to 256 bytes.
    function openChallenge(bytes32 uid, bytes32 evidence, string calldata evidenceUri) external returns (uint32 challenge);

    /// @notice Decides an open challenge. Only the arbiter.
    function rule(uint32 challenge, bool isUpheld) external;

    /// @notice Ends a challenge that nobody ruled in time, or whose evaluation was disproven otherwise. Anyone.
    function close(uint32 challenge) external;

    /// @notice Frees the bond of an evaluation that is over. Anyone.
    function release(bytes32 uid) external;

    /// @notice Pays what an asset's account is owed to its payout address. Anyone.
    /// @dev Goes to whoever owns the asset when it is paid; pay before a sale.
    function payAccount(AccountId account) external returns (NanoOpen amount);

    /// @notice Sets the bonds of later evaluations and challenges, each 1 to 100,000 OPEN. Only governance.
    function setBonds(NanoOpen evaluationBond, NanoOpen challengeBond) external;

    /// @notice Whether the score counts now: standing, not revoked, not expired, and the asset still has the weights it was measured with.
    function isValid(bytes32 uid) external view returns (bool);

    function evaluationOf(bytes32 uid) external view returns (Evaluation memory);
    function challengeOf(uint32 challenge) external view returns (Challenge memory);
    function challengeCount() external view returns (uint32);
    function freeBondOf(address who) external view returns (NanoOpen);
    function owedTo(AccountId account) external view returns (NanoOpen);
    function evaluationBond() external view returns (NanoOpen);
    function challengeBond() external view returns (NanoOpen);
    /// @notice Id of our schema in the EAS schema registry.
    function schemaUid() external view returns (bytes32);
}
