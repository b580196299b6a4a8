// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AttestationRequest, RevocationRequest, RevocationRequestData} from "../../../contracts/interfaces/eas/IEAS.sol";
import {IEvaluations} from "../../../contracts/interfaces/IEvaluations.sol";
import {Evaluations} from "../../../contracts/model/Evaluations.sol";
import {OpenToken} from "../../../contracts/token/OpenToken.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";

import {EvaluationsBase} from "../../model/EvaluationsBase.sol";
import {Cheats} from "../../support/governance/Cheats.sol";
import {EasDouble} from "../../support/governance/EasDouble.sol";

/// @notice Posts, attests, proves, challenges, rules, closes, releases and withdraws at random, as two actors, and counts what goes in and out.
contract EvaluationHandler {
    Cheats private constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
    Evaluations private immutable _evaluations;
    EasDouble private immutable _eas;
    OpenToken private immutable _token;
    address private immutable _arbiter;
    AccountId public immutable harmed;

    address[2] public actors;
    bytes32[] public uids;
    uint256 public paidIn;
    uint256 public paidOut;
    uint256 public proven;
    bool public forbiddenWorked;

    bytes private _data;
    IEvaluations.Contamination private _proof;

    constructor(
        Evaluations evaluations,
        EasDouble eas,
        OpenToken token,
        address arbiter,
        AccountId harmed_,
        address[2] memory actors_,
        bytes memory data,
        IEvaluations.Contamination memory proof
    ) {
        _evaluations = evaluations;
        _eas = eas;
        _token = token;
        _arbiter = arbiter;
        harmed = harmed_;
        actors = actors_;
        _data = data;
        _proof = proof;
        for (uint256 i = 0; i < 2; ++i) paidIn += uint256(NanoOpen.unwrap(evaluations.freeBondOf(actors_[i]))) * 1e9;
    }

    function post(uint8 who, uint64 amount) external {
        amount = 1 + (amount % 100e9);
        if (_token.balanceOf(actors[who % 2]) < uint256(amount) * 1e9) return;
        vm.prank(actors[who % 2]);
        _evaluations.postBond(NanoOpen.wrap(amount));
        paidIn += uint256(amount) * 1e9;
    }

    function withdraw(uint8 who, uint64 amount) external {
        address actor = actors[who % 2];
        uint64 free = NanoOpen.unwrap(_evaluations.freeBondOf(actor));
        vm.prank(actor);
        try _evaluations.withdrawBond(NanoOpen.wrap(free + 1)) {
            forbiddenWorked = true;
        } catch {}
        amount = amount % (free + 1);
        if (amount == 0) return;
        vm.prank(actor);
        _evaluations.withdrawBond(NanoOpen.wrap(amount));
        paidOut += uint256(amount) * 1e9;
    }

    function attest(uint8 who, uint32 life) external {
        AttestationRequest memory request;
        request.schema = _evaluations.schemaUid();
        request.data.expirationTime = uint64(block.timestamp + 1 + (life % 30 days));
        request.data.revocable = true;
        request.data.data = _data;
        vm.prank(actors[who % 2]);
        try _eas.attest(request) returns (bytes32 uid) {
            uids.push(uid);
        } catch {}
    }

    function revoke(uint8 which) external {
        if (uids.length == 0) return;
        bytes32 uid = uids[which % uids.length];
        bytes32 schema = _evaluations.schemaUid();
        vm.prank(_evaluations.evaluationOf(uid).evaluator);
        try _eas.revoke(RevocationRequest(schema, RevocationRequestData(uid, 0))) {} catch {}
    }

    function prove(uint8 which, uint8 who) external {
        // Rarely, so that other ends are reached too.
        if (uids.length == 0 || which % 5 != 0) return;
        bytes32 uid = uids[(which / 5) % uids.length];
        bool stood = _evaluations.evaluationOf(uid).status == IEvaluations.Status.Standing;
        vm.prank(actors[who % 2]);
        try _evaluations.proveContamination(uid, _proof) {
            ++proven;
            if (!stood) forbiddenWorked = true;
        } catch {
            if (stood) forbiddenWorked = true;
        }
    }

    function challenge(uint8 which, uint8 who) external {
        if (uids.length == 0) return;
        vm.prank(actors[who % 2]);
        try _evaluations.openChallenge(uids[which % uids.length], 0, "x") {} catch {}
    }

    function rule(uint8 which, bool isUpheld) external {
        uint32 count = _evaluations.challengeCount();
        if (count == 0) return;
        vm.prank(_arbiter);
        try _evaluations.rule(1 + (which % count), isUpheld) {} catch {}
    }

    function close(uint8 which) external {
        uint32 count = _evaluations.challengeCount();
        if (count == 0) return;
        try _evaluations.close(1 + (which % count)) {} catch {}
    }

    function release(uint8 which) external {
        if (uids.length == 0) return;
        try _evaluations.release(uids[which % uids.length]) {} catch {}
    }

    function pay() external {
        try _evaluations.payAccount(harmed) returns (NanoOpen amount) {
            paidOut += uint256(NanoOpen.unwrap(amount)) * 1e9;
        } catch {}
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + (time % 10 days));
    }

    /// @notice Everything that is somebody's, in base units.
    function claims() external view returns (uint256 total) {
        for (uint256 i = 0; i < 2; ++i) total += NanoOpen.unwrap(_evaluations.freeBondOf(actors[i]));
        for (uint256 i = 0; i < uids.length; ++i) {
            IEvaluations.Evaluation memory evaluation = _evaluations.evaluationOf(uids[i]);
            if (evaluation.status == IEvaluations.Status.Standing) total += NanoOpen.unwrap(evaluation.bond);
        }
        for (uint32 i = 1; i <= _evaluations.challengeCount(); ++i) {
            IEvaluations.Challenge memory stored = _evaluations.challengeOf(i);
            if (stored.status == IEvaluations.ChallengeStatus.Open) total += NanoOpen.unwrap(stored.bond);
        }
        total = (total + NanoOpen.unwrap(_evaluations.owedTo(harmed))) * 1e9;
    }

    /// @notice Ends whatever is open by calls open to anyone.
    function endEverything() external {
        vm.warp(block.timestamp + 60 days);
        for (uint32 i = 1; i <= _evaluations.challengeCount(); ++i) {
            if (_evaluations.challengeOf(i).status == IEvaluations.ChallengeStatus.Open) _evaluations.close(i);
        }
        for (uint256 i = 0; i < uids.length; ++i) {
            if (_evaluations.evaluationOf(uids[i]).status == IEvaluations.Status.Standing) _evaluations.release(uids[i]);
        }
    }
}

contract EvaluationBondsInvariantTest is EvaluationsBase {
    EvaluationHandler private handler;
    uint256 private supplyAtStart;

    function setUp() public override {
        super.setUp();
        (, IEvaluations.Contamination memory proof) = _contaminatedProof();
        handler = new EvaluationHandler(
            evaluations, eas, token, arbiter, adapters.accountOf(adapterId), [evaluator, challenger], abi.encode(_claimData()), proof
        );
        supplyAtStart = token.totalSupply();
    }

    function _contaminatedProof() private returns (bytes32 uid, IEvaluations.Contamination memory proof) {
        (uid, proof) = _attestContaminated();
        // That evaluation is ended here, so that the handler starts from nothing.
        bytes32 schema = evaluations.schemaUid();
        vm.prank(evaluator);
        eas.revoke(RevocationRequest(schema, RevocationRequestData(uid, 0)));
        vm.warp(block.timestamp + 14 days);
        evaluations.release(uid);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_evaluationBondsInEqualBondsOut() public view {
        uint256 burned = supplyAtStart - token.totalSupply();
        uint256 held = token.balanceOf(address(evaluations));
        vm.assertEq(held, handler.paidIn() - handler.paidOut() - burned);
        vm.assertEq(held, handler.claims());
        vm.assertFalse(handler.forbiddenWorked());
    }

    function invariant_everyEvaluationEndsByAnyonesCalls() public {
        handler.endEverything();
        uint256 free = uint256(NanoOpen.unwrap(evaluations.freeBondOf(evaluator))) +
            NanoOpen.unwrap(evaluations.freeBondOf(challenger)) +
            NanoOpen.unwrap(evaluations.owedTo(handler.harmed()));
        vm.assertEq(token.balanceOf(address(evaluations)), free * 1e9);
    }
}
