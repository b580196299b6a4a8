// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {
    Attestation,
    AttestationRequest,
    AttestationRequestData,
    IEAS,
    MultiAttestationRequest,
    RevocationRequest,
    RevocationRequestData
} from "../../contracts/interfaces/eas/IEAS.sol";
import {SchemaRecord} from "../../contracts/interfaces/eas/ISchemaRegistry.sol";
import {IEvaluations} from "../../contracts/interfaces/IEvaluations.sol";
import {IModelRegistry} from "../../contracts/interfaces/IModelRegistry.sol";
import {ILineage} from "../../contracts/interfaces/ILineage.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {EvaluationClaim} from "../../contracts/libraries/EvaluationClaim.sol";
import {Evaluations} from "../../contracts/model/Evaluations.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AssetKind} from "../../contracts/types/AssetKind.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";

import {EasDouble, ForgetfulSchemaRegistry} from "../support/governance/EasDouble.sol";
import {PositionalTree} from "../support/governance/PositionalTree.sol";
import {EvaluationsBase} from "./EvaluationsBase.sol";

contract Evaluations_Attest_Test is EvaluationsBase {
    function test_constructor_registersSchema_succeeds() public view {
        SchemaRecord memory record = eas.getSchemaRegistry().getSchema(evaluations.schemaUid());
        vm.assertEq(record.schema, EvaluationClaim.SCHEMA);
        vm.assertEq(address(record.resolver), address(evaluations));
        vm.assertTrue(record.revocable);
        vm.assertFalse(evaluations.isPayable());
    }

    function test_constructor_schemaNotKept_reverts() public {
        EasDouble broken = new EasDouble(new ForgetfulSchemaRegistry());
        vm.expectPartialRevert(IEvaluations.Evaluations_SchemaNotRegistered.selector);
        new Evaluations(
            address(authority), broken, token, accounts, models, adapters, datanets, NanoOpen.wrap(NANO), NanoOpen.wrap(NANO)
        );
    }

    function test_attest_bondedEvaluator_succeeds() public {
        bytes32 uid = _attest();
        IEvaluations.Evaluation memory evaluation = evaluations.evaluationOf(uid);
        vm.assertTrue(evaluations.isValid(uid));
        vm.assertEq(evaluation.evaluator, evaluator);
        vm.assertEq(evaluation.expiresAt, block.timestamp + 90 days);
        vm.assertEq(NanoOpen.unwrap(evaluation.bond), EVALUATION_BOND);
        vm.assertTrue(evaluation.claim.kind == AssetKind.Adapter);
        vm.assertEq(evaluation.claim.assetId, adapterId);
        vm.assertEq(evaluation.claim.weightsHash, WEIGHTS);
        vm.assertEq(evaluation.claim.task, keccak256("task"));
        vm.assertEq(evaluation.claim.metric, keccak256("exact match"));
        vm.assertEq(evaluation.claim.scoreBefore, 410_000);
        vm.assertEq(evaluation.claim.scoreAfter, 530_000);
        vm.assertEq(evaluation.claim.heldOutCount, 3);
        vm.assertEq(evaluation.claim.snapshot, 1);
        vm.assertEq(_free(evaluator), 900 * NANO);
    }

    function test_multiAttest_bondedEvaluator_succeeds() public {
        AttestationRequestData[] memory data = new AttestationRequestData[](2);
        data[0] = _request(abi.encode(_claimData()), uint64(block.timestamp + 1 days)).data;
        data[1] = _request(abi.encode(_claimData()), uint64(block.timestamp + 2 days)).data;
        MultiAttestationRequest[] memory requests = new MultiAttestationRequest[](1);
        requests[0] = MultiAttestationRequest({schema: evaluations.schemaUid(), data: data});
        vm.prank(evaluator);
        bytes32[] memory uids = eas.multiAttest(requests);
        vm.assertTrue(evaluations.isValid(uids[0]) && evaluations.isValid(uids[1]));
        vm.assertEq(_free(evaluator), 800 * NANO);

        bytes32 schema = evaluations.schemaUid();
        vm.prank(evaluator);
        eas.multiRevoke(schema, uids);
        vm.assertFalse(evaluations.isValid(uids[0]) || evaluations.isValid(uids[1]));
    }

    function test_attest_notEas_reverts() public {
        Attestation memory attestation;
        Attestation[] memory several = new Attestation[](1);
        bytes memory reason = abi.encodeWithSelector(IEvaluations.Evaluations_NotEas.selector, evaluator);
        vm.startPrank(evaluator);
        vm.expectRevert(reason);
        evaluations.attest(attestation);
        vm.expectRevert(reason);
        evaluations.multiAttest(several, new uint256[](1));
        vm.expectRevert(reason);
        evaluations.revoke(attestation);
        vm.expectRevert(reason);
        evaluations.multiRevoke(several, new uint256[](1));
    }

    function test_attest_otherSchema_reverts() public {
        Attestation memory attestation;
        attestation.schema = keccak256("other");
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_WrongSchema.selector, keccak256("other"), evaluations.schemaUid())
        );
        vm.prank(address(eas));
        evaluations.attest(attestation);
    }

    function test_attest_withValue_reverts() public {
        Attestation memory attestation;
        vm.deal(address(eas), 1);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_ValueNotAccepted.selector, 1));
        vm.prank(address(eas));
        evaluations.attest{value: 1}(attestation);
    }

    function test_attest_withoutBond_reverts() public {
        AttestationRequest memory request = _request(abi.encode(_claimData()), uint64(block.timestamp + 1 days));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEvaluations.Evaluations_BondTooSmall.selector, alice, NanoOpen.wrap(0), NanoOpen.wrap(EVALUATION_BOND)
            )
        );
        vm.prank(alice);
        eas.attest(request);
    }

    function test_attest_byOwner_reverts() public {
        AttestationRequest memory request = _request(abi.encode(_claimData()), uint64(block.timestamp + 1 days));
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_SelfEvaluation.selector, builder));
        vm.prank(builder);
        eas.attest(request);
    }

    function test_attest_expiry_reverts() public {
        bytes memory data = abi.encode(_claimData());
        uint256 latest = block.timestamp + 365 days;
        AttestationRequest memory never = _request(data, 0);
        AttestationRequest memory late = _request(data, uint64(latest + 1));
        vm.startPrank(evaluator);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadExpiry.selector, 0, latest));
        eas.attest(never);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadExpiry.selector, latest + 1, latest));
        eas.attest(late);
    }

    function test_attest_wrongLength_reverts() public {
        AttestationRequest memory request = _request(abi.encode(uint256(1)), uint64(block.timestamp + 1));
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_DataLength.selector, 32, 352));
        vm.prank(evaluator);
        eas.attest(request);
    }

    function test_attest_everyFieldOutOfRange_reverts() public {
        uint256[2][15] memory bad = [
            [uint256(0), 0],
            [uint256(0), 1],
            [uint256(0), 4],
            [uint256(0), 258],
            [uint256(1), 0],
            [uint256(1), 1 << 32],
            [uint256(2), 0],
            [uint256(3), 0],
            [uint256(4), 0],
            [uint256(5), 0],
            [uint256(6), 0],
            [uint256(7), 1_000_001],
            [uint256(8), 1_000_001],
            [uint256(9), 1 << 32],
            [uint256(10), 0]
        ];
        for (uint256 i = 0; i < bad.length; ++i) {
            uint256[11] memory words = _claimData();
            words[bad[i][0]] = bad[i][1];
            AttestationRequest memory request = _request(abi.encode(words), uint64(block.timestamp + 1));
            vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadField.selector, bad[i][0], bad[i][1]));
            vm.prank(evaluator);
            eas.attest(request);
        }
    }

    function test_attest_otherWeights_reverts() public {
        uint256[11] memory words = _claimData();
        words[2] = 5;
        AttestationRequest memory request = _request(abi.encode(words), uint64(block.timestamp + 1));
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_WrongWeights.selector, bytes32(uint256(5)), WEIGHTS));
        vm.prank(evaluator);
        eas.attest(request);
    }

    function test_attest_otherSnapshot_reverts() public {
        datanets.publishSnapshot(datanet, keccak256("other"), 1, "");
        uint256[11] memory words = _claimData();
        words[10] = 2;
        AttestationRequest memory request = _request(abi.encode(words), uint64(block.timestamp + 1));
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_WrongSnapshot.selector, datanet, 2));
        vm.prank(evaluator);
        eas.attest(request);
    }

    function test_attest_untrainedModel_succeeds() public {
        uint256[11] memory words = _claimData();
        (words[0], words[1], words[2]) = (uint8(AssetKind.Model), modelId, uint256(keccak256("base")));
        // Against a snapshot of the evaluator's choice, or none; but not one that does not exist.
        vm.assertTrue(evaluations.isValid(_attestRaw(abi.encode(words), uint64(block.timestamp + 1))));
        (words[9], words[10]) = (0, 0);
        vm.assertTrue(evaluations.isValid(_attestRaw(abi.encode(words), uint64(block.timestamp + 1))));
        (words[9], words[10]) = (DatanetId.unwrap(datanet), 9);
        AttestationRequest memory request = _request(abi.encode(words), uint64(block.timestamp + 1));
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownSnapshot.selector, datanet, 9));
        vm.prank(evaluator);
        eas.attest(request);
    }

    function test_isValid_endsWithTime_succeeds() public {
        bytes32 uid = _attest();
        vm.warp(block.timestamp + 90 days - 1);
        vm.assertTrue(evaluations.isValid(uid));
        vm.warp(block.timestamp + 1);
        vm.assertFalse(evaluations.isValid(uid));
        vm.assertFalse(evaluations.isValid(keccak256("unknown")));
    }

    function test_evaluationOf_unknown_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_UnknownEvaluation.selector, bytes32(0)));
        evaluations.evaluationOf(bytes32(0));
    }

    function test_revoke_unknown_reverts() public {
        Attestation memory attestation;
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_UnknownEvaluation.selector, bytes32(0)));
        vm.prank(address(eas));
        evaluations.revoke(attestation);
    }
}

contract Evaluations_ProveContamination_Test is EvaluationsBase {
    function test_proveContamination_ownSnapshot_succeeds() public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        uint256 supply = token.totalSupply();
        AccountId harmed = adapters.accountOf(adapterId);

        vm.expectEmit(address(evaluations));
        emit IEvaluations.ContaminationProven(uid, proof.contribution, proof.contentRoot, datanet, 1);
        vm.expectEmit(address(evaluations));
        emit IEvaluations.EvaluationDisproven(
            uid, challenger, harmed, NanoOpen.wrap(50 * NANO), NanoOpen.wrap(25 * NANO), NanoOpen.wrap(25 * NANO)
        );
        vm.prank(challenger);
        evaluations.proveContamination(uid, proof);

        vm.assertFalse(evaluations.isValid(uid));
        vm.assertTrue(evaluations.evaluationOf(uid).status == IEvaluations.Status.Disproven);
        vm.assertEq(_free(challenger), 1_025 * NANO);
        vm.assertEq(_free(evaluator), 900 * NANO);
        vm.assertEq(supply - token.totalSupply(), 25e18);
        vm.assertEq(NanoOpen.unwrap(evaluations.owedTo(harmed)), 50 * NANO);

        evaluations.payAccount(harmed);
        vm.assertEq(token.balanceOf(builder), 50e18);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_NothingOwed.selector, harmed));
        evaluations.payAccount(harmed);
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotStanding.selector, uid, IEvaluations.Status.Disproven)
        );
        evaluations.proveContamination(uid, proof);
    }

    function test_proveContamination_throughLineage_succeeds() public {
        // A model trained on the snapshot is the base of an adapter that is trained on a clean one.
        vm.startPrank(builder);
        uint32 tuned = _registerAdapter(keccak256("parent"), _trainedOn(1));
        ILineage.Edge[] memory edges = new ILineage.Edge[](1);
        edges[0] = ILineage.Edge(ILineage.Relation.TunedFrom, AssetKind.Adapter, tuned, 0, 0);
        adapterId = _registerAdapter(WEIGHTS, edges);
        vm.stopPrank();
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();

        proof.lineagePath = new uint8[](1);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadLineagePath.selector, 1));
        evaluations.proveContamination(uid, proof);
        proof.lineagePath = new uint8[](3);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadLineagePath.selector, 1));
        evaluations.proveContamination(uid, proof);
        proof.lineagePath[0] = 1;
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadLineagePath.selector, 0));
        evaluations.proveContamination(uid, proof);
        proof.lineagePath = new uint8[](21);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadLineagePath.selector, 20));
        evaluations.proveContamination(uid, proof);

        proof.lineagePath = new uint8[](2);
        evaluations.proveContamination(uid, proof);
        vm.assertFalse(evaluations.isValid(uid));
    }

    function test_proveContamination_throughBaseModel_succeeds() public {
        vm.startPrank(builder);
        modelId = ModelId.unwrap(models.register(IModelRegistry.Model("base 2", "", keccak256("2"), 0), _trainedOn(1)));
        adapterId = _registerAdapter(WEIGHTS, new ILineage.Edge[](0));
        vm.stopPrank();
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        proof.lineagePath = new uint8[](2);
        (proof.lineagePath[0], proof.lineagePath[1]) = (255, 0);
        evaluations.proveContamination(uid, proof);
        vm.assertFalse(evaluations.isValid(uid));
    }

    function test_proveContamination_throughBaseModel_reverts() public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        proof.lineagePath = new uint8[](2);
        // The base model has no edges.
        proof.lineagePath[0] = 255;
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_BadLineagePath.selector, 1));
        evaluations.proveContamination(uid, proof);
    }

    function test_proveContamination_notHeldOut_reverts() public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        proof.contentRoot = _item(2);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_NotHeldOut.selector, _item(2), 3));
        evaluations.proveContamination(uid, proof);
        // Beyond the set, and a proof of another depth.
        (proof.contentRoot, proof.heldOutIndex) = (_item(3), 7);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_NotHeldOut.selector, _item(3), 7));
        evaluations.proveContamination(uid, proof);
        (proof.heldOutIndex, proof.heldOutProof) = (3, new bytes32[](1));
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_NotHeldOut.selector, _item(3), 3));
        evaluations.proveContamination(uid, proof);
    }

    function test_proveContamination_notInSnapshot_reverts() public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        proof.noveltyPpm = 999_999;
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotInSnapshot.selector, _item(3), datanet, 1, 3)
        );
        evaluations.proveContamination(uid, proof);
        proof.noveltyPpm = 1_000_000;
        proof.contribution = ContributionId.wrap(1);
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotInSnapshot.selector, _item(3), datanet, 1, 3)
        );
        evaluations.proveContamination(uid, proof);
    }

    function test_proveContamination_afterRevocation_succeeds() public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        bytes32 schema = evaluations.schemaUid();
        vm.prank(evaluator);
        eas.revoke(RevocationRequest({schema: schema, data: RevocationRequestData({uid: uid, value: 0})}));
        vm.assertFalse(evaluations.isValid(uid));
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotOver.selector, uid, block.timestamp + 14 days, 0)
        );
        evaluations.release(uid);
        evaluations.proveContamination(uid, proof);
        vm.assertTrue(evaluations.evaluationOf(uid).status == IEvaluations.Status.Disproven);
    }

    function testFuzz_proveContamination_onlyTheSharedItem(uint8 heldOutIndex, uint8 snapshotIndex) public {
        (bytes32 uid, IEvaluations.Contamination memory proof) = _attestContaminated();
        (uint32 i, uint32 j) = (heldOutIndex % 4, snapshotIndex % 5);
        vm.assume(i != 3 || j != 3);
        proof.heldOutIndex = i;
        proof.contentRoot = heldOut[i];
        (, proof.heldOutProof) = PositionalTree.rootAndProof(heldOut, i);
        proof.snapshotIndex = j;
        proof.contribution = ContributionId.wrap(uint56((uint56(7) << 24) | j));
        (, proof.snapshotProof) = PositionalTree.rootAndProof(snapshotLeaves, j);
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotInSnapshot.selector, heldOut[i], datanet, 1, j)
        );
        evaluations.proveContamination(uid, proof);
    }
}

contract Evaluations_Challenge_Test is EvaluationsBase {
    bytes32 private uid;

    function setUp() public override {
        super.setUp();
        uid = _attest();
    }

    function _rule(uint32 challenge, bool isUpheld) private {
        vm.prank(arbiter);
        evaluations.rule(challenge, isUpheld);
    }

    function test_openChallenge_bonded_succeeds() public {
        vm.expectEmit(address(evaluations));
        emit IEvaluations.ChallengeOpened(
            1, uid, challenger, NanoOpen.wrap(CHALLENGE_BOND), keccak256("evidence"), "ipfs://evidence", uint48(block.timestamp + 14 days)
        );
        vm.assertEq(_challenge(uid), 1);
        vm.assertEq(evaluations.challengeCount(), 1);
        vm.assertEq(_free(challenger), 960 * NANO);
        vm.assertTrue(evaluations.isValid(uid));
        vm.assertTrue(evaluations.challengeOf(1).status == IEvaluations.ChallengeStatus.Open);
    }

    function test_openChallenge_refused_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_UnknownEvaluation.selector, bytes32(0)));
        _challenge(bytes32(0));
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 256));
        evaluations.openChallenge(uid, bytes32(0), "");
        vm.expectRevert(
            abi.encodeWithSelector(
                IEvaluations.Evaluations_BondTooSmall.selector, address(this), NanoOpen.wrap(0), NanoOpen.wrap(CHALLENGE_BOND)
            )
        );
        evaluations.openChallenge(uid, bytes32(0), "x");
        uint256 end = block.timestamp + 104 days;
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_ChallengeTooLate.selector, uid, end));
        _challenge(uid);
    }

    function test_rule_upheld_succeeds() public {
        uint32 first = _challenge(uid);
        uint32 second = _challenge(uid);
        _rule(first, true);
        vm.assertFalse(evaluations.isValid(uid));
        vm.assertEq(_free(challenger), 985 * NANO); // 1,000 less the second bond, and a quarter of 100
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotStanding.selector, uid, IEvaluations.Status.Disproven)
        );
        _rule(second, true);
        evaluations.close(second);
        vm.assertEq(_free(challenger), 1_025 * NANO);
        vm.assertTrue(evaluations.challengeOf(second).status == IEvaluations.ChallengeStatus.Closed);
    }

    function test_rule_refused_succeeds() public {
        uint32 challenge = _challenge(uid);
        vm.expectEmit(address(evaluations));
        emit IEvaluations.ChallengeEnded(
            challenge, uid, IEvaluations.ChallengeStatus.Refused, evaluator, NanoOpen.wrap(CHALLENGE_BOND), arbiter
        );
        _rule(challenge, false);
        vm.assertTrue(evaluations.isValid(uid));
        vm.assertEq(_free(evaluator), 940 * NANO);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEvaluations.Evaluations_ChallengeNotOpen.selector, challenge, IEvaluations.ChallengeStatus.Refused
            )
        );
        _rule(challenge, true);
    }

    function test_rule_notArbiter_reverts() public {
        uint32 challenge = _challenge(uid);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, challenger));
        vm.prank(challenger);
        evaluations.rule(challenge, true);
    }

    function test_rule_tooLate_reverts() public {
        uint32 challenge = _challenge(uid);
        uint256 ruleBefore = block.timestamp + 14 days;
        vm.warp(ruleBefore);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_RulingTooLate.selector, challenge, ruleBefore));
        _rule(challenge, true);
    }

    function test_close_nobodyRuled_succeeds() public {
        uint32 challenge = _challenge(uid);
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_CannotClose.selector, challenge, block.timestamp + 14 days)
        );
        evaluations.close(challenge);
        vm.warp(block.timestamp + 14 days);
        evaluations.close(challenge);
        vm.assertEq(_free(challenger), 1_000 * NANO);
        vm.assertTrue(evaluations.isValid(uid));
        vm.expectRevert(
            abi.encodeWithSelector(
                IEvaluations.Evaluations_ChallengeNotOpen.selector, challenge, IEvaluations.ChallengeStatus.Closed
            )
        );
        evaluations.close(challenge);
    }

    function test_release_afterTail_succeeds() public {
        uint256 end = block.timestamp + 104 days;
        vm.warp(end - 1);
        uint32 challenge = _challenge(uid);
        vm.expectRevert(abi.encodeWithSelector(IEvaluations.Evaluations_NotOver.selector, uid, end, 1));
        evaluations.release(uid);
        vm.warp(end + 14 days);
        evaluations.close(challenge);
        evaluations.release(uid);
        vm.assertEq(_free(evaluator), 1_000 * NANO);
        vm.expectRevert(
            abi.encodeWithSelector(IEvaluations.Evaluations_NotStanding.selector, uid, IEvaluations.Status.Released)
        );
        evaluations.release(uid);
    }
}

contract Evaluations_Bonds_Test is EvaluationsBase {
    function test_postBond_zero_reverts() public {
        vm.expectRevert(IEvaluations.Evaluations_ZeroAmount.selector);
        evaluations.postBond(NanoOpen.wrap(0));
        vm.expectRevert(IEvaluations.Evaluations_ZeroAmount.selector);
        evaluations.withdrawBond(NanoOpen.wrap(0));
    }

    function test_withdrawBond_free_succeeds() public {
        _attest();
        vm.startPrank(evaluator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IEvaluations.Evaluations_BondTooSmall.selector, evaluator, NanoOpen.wrap(900 * NANO), NanoOpen.wrap(900 * NANO + 1)
            )
        );
        evaluations.withdrawBond(NanoOpen.wrap(900 * NANO + 1));
        vm.expectEmit(address(evaluations));
        emit IEvaluations.BondWithdrawn(evaluator, NanoOpen.wrap(900 * NANO), NanoOpen.wrap(0));
        evaluations.withdrawBond(NanoOpen.wrap(900 * NANO));
        vm.assertEq(token.balanceOf(evaluator), 9_900e18);
        vm.assertEq(token.balanceOf(address(evaluations)), 1_100e18);
    }

    function test_setBonds_outOfBounds_reverts() public {
        (NanoOpen low, NanoOpen high) = (NanoOpen.wrap(NANO), NanoOpen.wrap(100_000 * NANO));
        uint64[2] memory bad = [NANO - 1, 100_000 * NANO + 1];
        vm.startPrank(governor);
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                IEvaluations.Evaluations_ParameterOutOfBounds.selector, NanoOpen.wrap(bad[i]), low, high
            );
            vm.expectRevert(reason);
            evaluations.setBonds(NanoOpen.wrap(bad[i]), low);
            vm.expectRevert(reason);
            evaluations.setBonds(low, NanoOpen.wrap(bad[i]));
        }
    }

    function test_setBonds_notGovernor_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, arbiter));
        vm.prank(arbiter);
        evaluations.setBonds(NanoOpen.wrap(NANO), NanoOpen.wrap(NANO));
    }

    function test_setBonds_leavesPositionsAlone_succeeds() public {
        bytes32 uid = _attest();
        vm.prank(governor);
        evaluations.setBonds(NanoOpen.wrap(7 * NANO), NanoOpen.wrap(3 * NANO));
        vm.assertEq(NanoOpen.unwrap(evaluations.evaluationOf(uid).bond), EVALUATION_BOND);
        vm.assertEq(NanoOpen.unwrap(evaluations.evaluationBond()), 7 * NANO);
        vm.assertEq(NanoOpen.unwrap(evaluations.challengeBond()), 3 * NANO);
    }
}
