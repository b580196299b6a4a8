// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {AttributionCourt} from "../../contracts/attribution/AttributionCourt.sol";
import {IAccountCredits} from "../../contracts/interfaces/IAccountCredits.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IAttributionCourt} from "../../contracts/interfaces/IAttributionCourt.sol";
import {GatewayRegistry} from "../../contracts/serving/GatewayRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {AttributionLie} from "../../contracts/types/AttributionLie.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

abstract contract AttributionCourtBase is MoneyBase {
    uint64 internal constant BOND_COURT = 77;
    uint64 internal constant PROOF = 78;
    string internal constant TEXT = "lexical 1.0.0";
    bytes32 internal constant METHOD = keccak256(bytes(TEXT));
    bytes32 internal constant SNAPSHOT = "snapshot";
    bytes32 internal constant OFFENCE = "offence";

    AttributionCourt internal court;
    /// @dev Stands for the proof contracts.
    address internal proofs = address(0x9001);
    address internal prover = address(0x9002);

    function setUp() public virtual override {
        super.setUp();
        court = new AttributionCourt(address(manager), token, accounts, gateways, commons);
        _allow(address(gateways), GatewayRegistry.slash.selector, BOND_COURT);
        manager.grantRole(BOND_COURT, address(court), 0);
        _allow(address(court), AttributionCourt.convict.selector, PROOF);
        _allow(address(court), AttributionCourt.openChallenge.selector, PROOF);
        _allow(address(court), AttributionCourt.closeChallenge.selector, PROOF);
        manager.grantRole(PROOF, proofs, 0);
        token.mint(prover, 1_000e18);
        vm.prank(prover);
        token.approve(address(court), type(uint256).max);
    }

    function _rules() internal pure returns (IAttributionCourt.Rules memory) {
        return
            IAttributionCourt.Rules({
                minimumSpanLength: 6,
                maximumFrequency: 10,
                firstSeenLength: 20,
                maximumLegs: 64,
                weightTotal: 50_000,
                spanSharePpm: 750_000,
                judgedSharePpm: 250_000
            });
    }

    function _manifest() internal pure returns (IAttributionCourt.Manifest memory) {
        return
            IAttributionCourt.Manifest({
                tokenCount: 9,
                itemCount: 2,
                publishedAt: 0,
                partCount: 1,
                tokenRoot: "tokens",
                suffixRoot: "suffixes",
                itemsRoot: "items"
            });
    }

    function _offence(uint64 fee, AccountId harmed) internal view returns (IAttributionCourt.Offence memory) {
        return
            IAttributionCourt.Offence({
                id: OFFENCE,
                gateway: gateway,
                lie: AttributionLie.FalseSpan,
                fee: NanoOpen.wrap(fee),
                harmed: harmed,
                prover: prover
            });
    }

    function _credit(AccountId account) internal view returns (uint64) {
        return NanoOpen.unwrap(court.creditOf(account));
    }

    function _bond() internal view returns (uint64) {
        return NanoOpen.unwrap(gateways.gatewayOf(gateway).bond);
    }

    function _open() internal {
        vm.prank(proofs);
        court.openChallenge(_offence(5 * OPEN, contributorAccount), "receipt");
    }
}

contract AttributionCourt_registerMethod is AttributionCourtBase {
    function test_registerMethod_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        court.registerMethod(TEXT, _rules());
    }

    function test_registerMethod_twice_reverts() public {
        court.registerMethod(TEXT, _rules());
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_MethodKnown.selector, METHOD));
        court.registerMethod(TEXT, _rules());
    }

    function _expectOutOfBounds(IAttributionCourt.Rules memory rules, uint256 value, uint256 minimum, uint256 maximum) private {
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_RuleOutOfBounds.selector, value, minimum, maximum));
        court.registerMethod(TEXT, rules);
    }

    function test_registerMethod_outOfBounds_reverts() public {
        IAttributionCourt.Rules memory rules = _rules();
        rules.minimumSpanLength = 0;
        _expectOutOfBounds(rules, 0, 1, 1_000);
        rules = _rules();
        rules.firstSeenLength = 5;
        _expectOutOfBounds(rules, 5, 6, 1_000);
        rules = _rules();
        rules.maximumFrequency = 65;
        _expectOutOfBounds(rules, 65, 1, 64);
        rules = _rules();
        rules.maximumLegs = 0;
        _expectOutOfBounds(rules, 0, 1, 64);
        rules = _rules();
        rules.weightTotal = 65_536;
        _expectOutOfBounds(rules, 65_536, 1, 65_535);
        rules = _rules();
        rules.spanSharePpm = 1_000_001;
        _expectOutOfBounds(rules, 1_000_001, 0, 1_000_000);
        rules = _rules();
        rules.judgedSharePpm = 250_001;
        _expectOutOfBounds(rules, 250_001, 0, 250_000);
    }

    function test_registerMethod_byGovernance_succeeds() public {
        vm.expectEmit(address(court));
        emit IAttributionCourt.MethodRegistered(METHOD, TEXT, _rules(), address(this));
        vm.assertEq(court.registerMethod(TEXT, _rules()), METHOD);
        vm.assertEq(court.rulesOf(METHOD).firstSeenLength, 20);
        vm.assertEq(court.version(), "1.0.0");
    }
}

contract AttributionCourt_publishManifest is AttributionCourtBase {
    function setUp() public override {
        super.setUp();
        court.registerMethod(TEXT, _rules());
    }

    function test_publishManifest_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, gatewayAccount, stranger));
        court.publishManifest(gateway, METHOD, SNAPSHOT, _manifest());
    }

    function test_publishManifest_bondTooSmall_reverts() public {
        court.setPenalty(NanoOpen.wrap(1_001 * OPEN));
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttributionCourt.AttributionCourt_BondTooSmall.selector,
                gateway,
                NanoOpen.wrap(1_000 * OPEN),
                NanoOpen.wrap(1_001 * OPEN)
            )
        );
        court.publishManifest(gateway, METHOD, SNAPSHOT, _manifest());
    }

    function test_publishManifest_unknownMethod_reverts() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_UnknownMethod.selector, SNAPSHOT));
        court.publishManifest(gateway, SNAPSHOT, SNAPSHOT, _manifest());
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_UnknownMethod.selector, SNAPSHOT));
        court.rulesOf(SNAPSHOT);
    }

    function _expectBad(IAttributionCourt.Manifest memory manifest) private {
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAttributionCourt.AttributionCourt_BadManifest.selector,
                manifest.tokenCount,
                manifest.itemCount,
                manifest.partCount
            )
        );
        court.publishManifest(gateway, METHOD, SNAPSHOT, manifest);
    }

    function test_publishManifest_badCounts_reverts() public {
        IAttributionCourt.Manifest memory manifest = _manifest();
        manifest.itemCount = 0;
        _expectBad(manifest);
        manifest = _manifest();
        manifest.tokenCount = 1;
        _expectBad(manifest);
        manifest = _manifest();
        manifest.partCount = 0;
        _expectBad(manifest);
        manifest.partCount = 9;
        _expectBad(manifest);
    }

    function test_publishManifest_twice_reverts() public {
        vm.startPrank(operator);
        court.publishManifest(gateway, METHOD, SNAPSHOT, _manifest());
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_ManifestKnown.selector, gateway, METHOD, SNAPSHOT));
        court.publishManifest(gateway, METHOD, SNAPSHOT, _manifest());
        vm.stopPrank();
    }

    function test_publishManifest_byOperator_succeeds() public {
        IAttributionCourt.Manifest memory manifest = _manifest();
        bytes32 id = court.manifestId(manifest);
        manifest.publishedAt = uint48(block.timestamp);
        vm.assertEq(court.manifestId(manifest), id);
        vm.expectEmit(address(court));
        emit IAttributionCourt.ManifestPublished(gateway, METHOD, SNAPSHOT, id, manifest, operator);
        vm.prank(operator);
        court.publishManifest(gateway, METHOD, SNAPSHOT, _manifest());
        vm.assertEq(keccak256(abi.encode(court.manifestOf(gateway, METHOD, SNAPSHOT))), keccak256(abi.encode(manifest)));
    }
}

contract AttributionCourt_convict is AttributionCourtBase {
    function test_convict_stranger_reverts() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        court.convict(_offence(0, commons));
    }

    function test_convict_twice_reverts() public {
        vm.startPrank(proofs);
        court.convict(_offence(0, commons));
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_AlreadyProven.selector, OFFENCE));
        court.convict(_offence(0, commons));
        vm.stopPrank();
    }

    function test_convict_withHarmed_succeeds() public {
        vm.expectEmit(address(court));
        emit IAttributionCourt.LieProven(
            OFFENCE,
            gateway,
            contributorAccount,
            AttributionLie.FalseSpan,
            NanoOpen.wrap(105 * OPEN),
            NanoOpen.wrap(5 * OPEN),
            NanoOpen.wrap(40 * OPEN),
            prover
        );
        vm.prank(proofs);
        court.convict(_offence(5 * OPEN, contributorAccount));
        vm.assertTrue(court.isProven(OFFENCE));
        vm.assertEq(_bond(), 895 * OPEN);
        vm.assertEq(_credit(contributorAccount), 5 * OPEN);
        vm.assertEq(_credit(commons), 60 * OPEN);
        vm.assertEq(token.balanceOf(prover), 1_040e18);
        vm.assertEq(token.balanceOf(address(court)), 65e18);
        vm.assertEq(court.totalCredit(), 65 * OPEN);

        vm.prank(stranger);
        court.withdrawCredit(contributorAccount);
        vm.assertEq(token.balanceOf(contributor), 5e18);
        vm.expectRevert(abi.encodeWithSelector(IAccountCredits.AccountCredits_NothingToWithdraw.selector, contributorAccount));
        court.withdrawCredit(contributorAccount);
    }

    function test_convict_unknownAccount_succeeds() public {
        vm.prank(proofs);
        court.convict(_offence(5 * OPEN, AccountId.wrap(4_000_000_000)));
        vm.assertEq(_credit(commons), 65 * OPEN);
    }

    function testFuzz_convict_bondTooSmall(uint64 fee) public {
        fee = uint64(_bound(fee, 0, 3_000 * OPEN));
        vm.prank(proofs);
        court.convict(_offence(fee, contributorAccount));
        uint64 slashed = fee + 100 * OPEN < 1_000 * OPEN ? fee + 100 * OPEN : 1_000 * OPEN;
        vm.assertEq(_bond(), 1_000 * OPEN - slashed);
        uint64 toHarmed = slashed < fee ? slashed : fee;
        vm.assertEq(_credit(contributorAccount), toHarmed);
        uint256 toProver = token.balanceOf(prover) - 1_000e18;
        vm.assertEq(toProver, uint256(((slashed - toHarmed) * 2) / 5) * 1e9);
        vm.assertEq(token.balanceOf(address(court)) + toProver, uint256(slashed) * 1e9);
        vm.assertEq(uint256(court.totalCredit()) * 1e9, token.balanceOf(address(court)));
    }
}

contract AttributionCourt_challenge is AttributionCourtBase {
    function test_openChallenge_stranger_reverts() public {
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        court.openChallenge(_offence(0, commons), "receipt");
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        court.closeChallenge(OFFENCE);
        vm.stopPrank();
    }

    function test_openChallenge_twice_reverts() public {
        _open();
        vm.prank(proofs);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_AlreadyChallenged.selector, OFFENCE));
        court.openChallenge(_offence(0, commons), "receipt");
    }

    function test_openChallenge_proven_reverts() public {
        vm.startPrank(proofs);
        court.convict(_offence(0, commons));
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_AlreadyProven.selector, OFFENCE));
        court.openChallenge(_offence(0, commons), "receipt");
        vm.stopPrank();
    }

    function test_openChallenge_first_succeeds() public {
        uint48 deadline = uint48(block.timestamp) + court.answerWindow();
        vm.expectEmit(address(court));
        emit IAttributionCourt.ChallengeOpened(OFFENCE, gateway, "receipt", prover, NanoOpen.wrap(20 * OPEN), deadline);
        _open();
        vm.assertEq(token.balanceOf(prover), 980e18);
        IAttributionCourt.Challenge memory challenge = court.challengeOf(OFFENCE);
        vm.assertEq(challenge.challenger, prover);
        vm.assertEq(challenge.deadline, deadline);
    }

    function test_closeChallenge_notOpen_reverts() public {
        vm.prank(proofs);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_NotChallenged.selector, OFFENCE));
        court.closeChallenge(OFFENCE);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_NotChallenged.selector, OFFENCE));
        court.endChallenge(OFFENCE);
    }

    function test_closeChallenge_late_reverts() public {
        _open();
        uint48 deadline = court.challengeOf(OFFENCE).deadline;
        vm.warp(deadline + 1);
        vm.prank(proofs);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_TooLate.selector, OFFENCE, deadline));
        court.closeChallenge(OFFENCE);
    }

    function test_closeChallenge_lastSecond_succeeds() public {
        _open();
        vm.warp(court.challengeOf(OFFENCE).deadline);
        vm.expectEmit(address(court));
        emit IAttributionCourt.ChallengeAnswered(OFFENCE, gateway, gatewayAccount, NanoOpen.wrap(20 * OPEN));
        vm.prank(proofs);
        court.closeChallenge(OFFENCE);
        vm.assertEq(_credit(gatewayAccount), 20 * OPEN);
        vm.assertEq(_bond(), 1_000 * OPEN);
    }

    function test_endChallenge_early_reverts() public {
        _open();
        uint48 deadline = court.challengeOf(OFFENCE).deadline;
        vm.warp(deadline);
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_TooEarly.selector, OFFENCE, deadline));
        court.endChallenge(OFFENCE);
    }

    function test_endChallenge_unanswered_succeeds() public {
        _open();
        vm.warp(court.challengeOf(OFFENCE).deadline + 1);
        vm.expectEmit(address(court));
        emit IAttributionCourt.ChallengeEnded(OFFENCE, gateway, prover, NanoOpen.wrap(20 * OPEN), stranger);
        vm.prank(stranger);
        court.endChallenge(OFFENCE);
        vm.assertEq(token.balanceOf(prover), 1_040e18);
        vm.assertEq(_bond(), 895 * OPEN);
        vm.assertEq(_credit(commons), 65 * OPEN);
    }

    function test_endChallenge_provenOtherwise_succeeds() public {
        _open();
        vm.prank(proofs);
        court.convict(_offence(5 * OPEN, contributorAccount));
        court.endChallenge(OFFENCE);
        vm.assertEq(token.balanceOf(prover), 1_040e18);
        vm.assertEq(_bond(), 895 * OPEN);
    }
}

contract AttributionCourt_parameters is AttributionCourtBase {
    function test_setPenalty_outOfBounds_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_RuleOutOfBounds.selector, 10e9 - 1, 10e9, 100_000e9));
        court.setPenalty(NanoOpen.wrap(10e9 - 1));
        vm.expectRevert(abi.encodeWithSelector(IAttributionCourt.AttributionCourt_RuleOutOfBounds.selector, 10_000e9 + 1, 1e9, 10_000e9));
        court.setChallengeBond(NanoOpen.wrap(10_000e9 + 1));
    }

    function test_setPenalty_byGovernance_succeeds() public {
        vm.expectEmit(address(court));
        emit IAttributionCourt.PenaltyChanged(NanoOpen.wrap(10e9), address(this));
        court.setPenalty(NanoOpen.wrap(10e9));
        vm.assertEq(NanoOpen.unwrap(court.penalty()), 10e9);
        vm.expectEmit(address(court));
        emit IAttributionCourt.ChallengeBondChanged(NanoOpen.wrap(1e9), address(this));
        court.setChallengeBond(NanoOpen.wrap(1e9));
        vm.assertEq(NanoOpen.unwrap(court.challengeBond()), 1e9);
    }
}
