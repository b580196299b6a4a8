// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IBounties} from "../../contracts/interfaces/IBounties.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IRemovalCourt} from "../../contracts/interfaces/IRemovalCourt.sol";
import {BoundedString} from "../../contracts/libraries/BoundedString.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {Bounties} from "../../contracts/validation/Bounties.sol";
import {RemovalCourt} from "../../contracts/validation/RemovalCourt.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

contract RemovalCourtTest is ValidationBase {
    uint64 private constant REMOVAL_BOND = 50e9;
    ContributionId private item;

    function setUp() public override {
        super.setUp();
        _seat(5);
        ContributionId[] memory items = _items(1);
        _judge(items, 0, 5);
        item = items[0];
    }

    function _request(VerdictReason reason) private returns (uint48) {
        vm.prank(rival);
        return removals.request(item, reason, rivalAccount, "evidence", "https://example.org");
    }

    function _assertEmpty() private view {
        vm.assertEq(token.balanceOf(address(removals)), uint256(removals.totalCredit()) * 1e9);
    }

    function test_rule_removes_succeeds() external {
        uint48 id = _request(VerdictReason.LicenceIncompatible);
        vm.assertEq(removals.openRequestOf(item), id);
        // A request alone changes nothing: the item keeps earning.
        vm.assertEq(uint8(ledger.standingOf(item)), uint8(Standing.Accepted));
        vm.prank(arbiter);
        removals.rule(id, true);
        _assertStatus(item, uint8(ContributionStatus.Removed));
        vm.assertEq(uint8(ledger.standingOf(item)), uint8(Standing.Voided));
        vm.assertEq(ContributionId.unwrap(ledger.holderOf(datanet, ledger.contentRootOf(item))), 0);
        vm.assertEq(NanoOpen.unwrap(removals.creditOf(rivalAccount)), REMOVAL_BOND);
        _assertEmpty();
    }

    function test_rule_personalDataKeepsRootTaken_succeeds() external {
        uint48 id = _request(VerdictReason.PersonalData);
        vm.prank(contributor);
        removals.concede(id);
        _assertStatus(item, uint8(ContributionStatus.Removed));
        vm.assertEq(ContributionId.unwrap(ledger.holderOf(datanet, ledger.contentRootOf(item))), ContributionId.unwrap(item));
    }

    function test_rule_censorshipOfRival_costsBond_succeeds() external {
        uint48 id = _request(VerdictReason.PersonalData);
        vm.prank(arbiter);
        removals.rule(id, false);
        vm.assertEq(uint8(ledger.standingOf(item)), uint8(Standing.Accepted));
        vm.assertEq(NanoOpen.unwrap(removals.creditOf(contributorAccount)), REMOVAL_BOND);
        vm.expectRevert(
            abi.encodeWithSelector(IRemovalCourt.RemovalCourt_AlreadyRuled.selector, item, rivalAccount, VerdictReason.PersonalData)
        );
        _request(VerdictReason.PersonalData);
        _assertEmpty();
    }

    function test_rule_byRival_reverts() external {
        uint48 id = _request(VerdictReason.PersonalData);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, rival));
        vm.prank(rival);
        removals.rule(id, true);
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, contributorAccount, rival));
        vm.prank(rival);
        removals.concede(id);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, rival));
        vm.prank(rival);
        ledger.remove(item, VerdictReason.PersonalData, rival);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, owner));
        vm.prank(owner);
        ledger.markDuplicate(item, item, proverAccount);
    }

    function test_lapse_keepsItem_succeeds() external {
        uint48 id = _request(VerdictReason.PersonalData);
        uint48 deadline = removals.requestOf(id).deadline;
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_TooEarly.selector, id, deadline));
        removals.lapse(id);
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_TooLate.selector, id, deadline));
        vm.prank(arbiter);
        removals.rule(id, true);
        removals.lapse(id);
        _assertStatus(item, uint8(ContributionStatus.Accepted));
        vm.assertEq(NanoOpen.unwrap(removals.creditOf(rivalAccount)), REMOVAL_BOND);
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_NotOpen.selector, id, IRemovalCourt.Outcome.Lapsed));
        removals.lapse(id);
        _assertEmpty();
    }

    function test_request_badInput_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_BadReason.selector, VerdictReason.LowQuality));
        _request(VerdictReason.LowQuality);
        uint48 id = _request(VerdictReason.PersonalData);
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_AlreadyOpen.selector, item, id));
        _request(VerdictReason.LicenceMissing);
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_UnknownRequest.selector, 9));
        removals.requestOf(9);
        vm.prank(contributor);
        removals.concede(id);
        vm.expectRevert(
            abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongStatus.selector, item, ContributionStatus.Removed)
        );
        _request(VerdictReason.LicenceMissing);
        vm.expectRevert(abi.encodeWithSelector(IRemovalCourt.RemovalCourt_BadParameters.selector, NanoOpen.wrap(0), 1 days));
        new RemovalCourt(address(manager), token, accounts, ledger, NanoOpen.wrap(0), 1 days);
    }

    function test_request_poisonedString_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 65_536, 0, 256));
        vm.prank(rival);
        removals.request(item, VerdictReason.PersonalData, rivalAccount, "", _repeat("a", 65_536));
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_InvalidUtf8.selector, 0));
        vm.prank(rival);
        removals.request(item, VerdictReason.PersonalData, rivalAccount, "", string(abi.encodePacked(bytes1(0xff))));
    }

    function test_remove_badReason_reverts() external {
        manager.grantRole(COURT_ROLE, address(this), 0);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BadRemoval.selector, item, VerdictReason.OffTopic));
        ledger.remove(item, VerdictReason.OffTopic, address(this));
    }
}

contract BountiesTest is ValidationBase {
    uint48 private bounty;
    uint48 private expiry;

    function setUp() public override {
        super.setUp();
        _seat(5);
        expiry = uint48(block.timestamp + 10 days);
        vm.prank(owner);
        bounty = bounties.fund(datanet, ownerAccount, NanoOpen.wrap(3e9), 2, expiry, "Reentrancy findings in vault code");
    }

    /// @dev A batch of `count` items, committed, declared (if `isDeclared`) and revealed.
    function _declared(uint256 count, bool isDeclared) private returns (ContributionId[] memory ids, uint48 commitId) {
        IContributionLedger.Item[] memory items = new IContributionLedger.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = IContributionLedger.Item({contentRoot: keccak256(abi.encode(i, block.timestamp)), licence: "MIT", uri: ""});
        }
        bytes32 hash = ledger.commitHash(contributorAccount, datanet, 1, items, "s");
        vm.prank(contributor);
        commitId = ledger.commit(datanet, contributorAccount, 1, uint16(count), hash);
        if (isDeclared) {
            vm.prank(contributor);
            bounties.declare(bounty, commitId);
        }
        _wait(1);
        vm.prank(contributor);
        ContributionId first = ledger.reveal(commitId, items, "s");
        ids = new ContributionId[](count);
        for (uint256 i = 0; i < count; ++i) ids[i] = ContributionId.wrap(ContributionId.unwrap(first) + uint56(i));
    }

    function _assertEmpty(uint256 reserved) private view {
        vm.assertEq(token.balanceOf(address(bounties)), (uint256(bounties.totalCredit()) + reserved) * 1e9);
    }

    function test_pay_acceptedItems_succeeds() external {
        (ContributionId[] memory ids, ) = _declared(3, true);
        _judge(ids, 0, 5);
        bounties.claim(ids[0]);
        bounties.claim(ids[1]);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_Exhausted.selector, bounty));
        bounties.claim(ids[2]);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_AlreadyClaimed.selector, ids[0]));
        bounties.claim(ids[0]);
        uint48 payableAt = bounties.claimOf(ids[0]).payableAt;
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_StillHeld.selector, ids[0], payableAt));
        bounties.pay(ids[0]);
        vm.warp(payableAt);
        bounties.pay(ids[0]);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_NotClaimed.selector, ids[0]));
        bounties.pay(ids[0]);
        bounties.pay(ids[1]);
        vm.assertEq(NanoOpen.unwrap(bounties.creditOf(contributorAccount)), 6e9);
        _assertEmpty(0);
    }

    function test_pay_removedMeanwhile_returnsReward_succeeds() external {
        (ContributionId[] memory ids, ) = _declared(1, true);
        _judge(ids, 0, 5);
        bounties.claim(ids[0]);
        vm.prank(rival);
        uint48 id = removals.request(ids[0], VerdictReason.LicenceIncompatible, rivalAccount, "", "");
        vm.prank(arbiter);
        removals.rule(id, true);
        vm.warp(expiry + 30 days + 1);
        bounties.pay(ids[0]);
        vm.assertEq(NanoOpen.unwrap(bounties.creditOf(contributorAccount)), 0);
        vm.assertEq(NanoOpen.unwrap(bounties.refund(bounty)), 6e9);
        _assertEmpty(0);
    }

    function test_claim_badInput_reverts() external {
        (ContributionId[] memory ids, uint48 commitId) = _declared(1, false);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_NotDeclared.selector, ids[0]));
        bounties.claim(ids[0]);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_AlreadyRevealed.selector, commitId));
        vm.prank(contributor);
        bounties.declare(bounty, commitId);
        (ids, commitId) = _declared(1, true);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_NotAccepted.selector, ids[0], ContributionStatus.Pending));
        bounties.claim(ids[0]);
    }

    function test_declare_badInput_reverts() external {
        vm.prank(contributor);
        uint48 commitId = ledger.commit(datanet, contributorAccount, 1, 1, "hash");
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, contributorAccount, rival));
        vm.prank(rival);
        bounties.declare(bounty, commitId);
        vm.startPrank(contributor);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_UnknownBounty.selector, 9));
        bounties.declare(9, commitId);
        bounties.declare(bounty, commitId);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_AlreadyDeclared.selector, commitId, bounty));
        bounties.declare(bounty, commitId);
        vm.stopPrank();
        vm.prank(owner);
        DatanetId other = datanets.create("Other", "salt", address(rounds), _terms());
        vm.startPrank(contributor);
        uint48 elsewhere = ledger.commit(other, contributorAccount, 1, 1, "hash");
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_WrongDatanet.selector, bounty, other));
        bounties.declare(bounty, elsewhere);
        vm.warp(expiry + 1);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_Expired.selector, bounty, expiry));
        bounties.declare(bounty, elsewhere);
        vm.stopPrank();
    }

    function test_refund_afterExpiry_succeeds() external {
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_NotExpired.selector, bounty, expiry + 30 days));
        bounties.refund(bounty);
        vm.warp(expiry + 30 days + 1);
        vm.assertEq(NanoOpen.unwrap(bounties.refund(bounty)), 6e9);
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_Exhausted.selector, bounty));
        bounties.refund(bounty);
        vm.assertEq(bounties.bountyOf(bounty).remaining, 0);
        _assertEmpty(0);
    }

    function test_fund_badInput_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_BadTerms.selector, NanoOpen.wrap(0), 1, expiry));
        bounties.fund(datanet, ownerAccount, NanoOpen.wrap(0), 1, expiry, "x");
        vm.expectRevert(abi.encodeWithSelector(BoundedString.BoundedString_Length.selector, 0, 1, 256));
        bounties.fund(datanet, ownerAccount, NanoOpen.wrap(1), 1, expiry, "");
        // A sum that would wrap 64 bits of nano-OPEN fails for want of OPEN.
        vm.expectRevert();
        bounties.fund(datanet, ownerAccount, NanoOpen.wrap(type(uint64).max), 2, expiry, "x");
        vm.expectRevert(abi.encodeWithSelector(IBounties.Bounties_BadPeriods.selector, 0, 1));
        new Bounties(token, accounts, ledger, datanets, 0, 1);
    }
}
