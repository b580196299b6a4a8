// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGuardian} from "../../contracts/interfaces/IGuardian.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {Part} from "../../contracts/types/Part.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {RewardRouterBase} from "../settlement/RewardRouterBase.sol";

/// @notice The guardian and everything that asks it, wired as deployed.
abstract contract GuardianWiringBase is RewardRouterBase {
    uint256 internal constant ACTIONS = 5;
    string[ACTIONS] internal names = ["commit", "publishOffering", "deposit", "depositWithPermit", "settle"];
    Part[ACTIONS] internal partOf = [Part.Contributing, Part.Offerings, Part.Deposits, Part.Deposits, Part.DirectSettlement];

    function _pause(Part part) internal returns (uint48 endsAt) {
        guardian.pause(part, 14 days, "a drill");
        return guardian.pauseOf(part).endsAt;
    }

    /// @dev Takes on new risk, in one of the ways there are.
    function _act(uint256 action) internal returns (bool isDone, bytes memory reason) {
        if (action == 0) {
            vm.prank(contributor);
            return
                address(contributions).call(abi.encodeCall(contributions.commit, (datanet, contributorAccount, 1, 1, keccak256("items"))));
        }
        if (action == 1) {
            bytes memory call = abi.encodeCall(gateways.publishOffering, (_offering()));
            vm.prank(operator);
            return address(gateways).call(call);
        }
        if (action == 2) {
            vm.prank(payer);
            return address(escrow).call(abi.encodeCall(escrow.deposit, (payerAccount, NanoOpen.wrap(1))));
        }
        if (action == 3) {
            vm.prank(payer);
            return address(escrow).call(abi.encodeCall(escrow.depositWithPermit, (payerAccount, NanoOpen.wrap(1), 0, 27, 0, 0)));
        }
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 1, 2);
        return address(router).call(abi.encodeCall(router.settle, (_build(receipts), receiptKey, _signed(receipts))));
    }
}

contract Guardian_NewRisk_Test is GuardianWiringBase {
    function setUp() public override {
        super.setUp();
        token.mint(payer, 1e18);
    }

    function test_everyAction_unpaused_succeeds() public {
        for (uint256 action; action < ACTIONS; ++action) {
            (bool isDone, ) = _act(action);
            vm.assertTrue(isDone, names[action]);
        }
    }

    function test_everyAction_itsPartPaused_reverts() public {
        for (uint8 part; part <= uint8(type(Part).max); ++part) {
            uint256 snapshot = vm.snapshotState();
            uint48 endsAt = _pause(Part(part));
            for (uint256 action; action < ACTIONS; ++action) {
                (bool isDone, bytes memory reason) = _act(action);
                vm.assertTrue(isDone == (partOf[action] != Part(part)), names[action]);
                if (isDone) continue;
                bytes memory expected = abi.encodeWithSelector(IGuardian.Guardian_Paused.selector, part, endsAt);
                vm.assertTrue(keccak256(reason) == keccak256(expected), names[action]);
            }
            vm.revertToState(snapshot);
        }
    }

    function test_everyAction_pauseOver_succeeds() public {
        for (uint8 part; part <= uint8(type(Part).max); ++part) _pause(Part(part));
        vm.warp(block.timestamp + 14 days);
        for (uint256 action; action < ACTIONS; ++action) {
            (bool isDone, ) = _act(action);
            vm.assertTrue(isDone, names[action]);
        }
    }
}

/// @notice Everything is paused; what went in before comes out.
contract Guardian_Exits_Test is GuardianWiringBase {
    uint48 private _commitId;

    function setUp() public override {
        super.setUp();
        _settle(_receipts(0, 2, 4));
        _commitId = _commit(contributorAccount, 3, "third");
        for (uint8 part; part <= uint8(type(Part).max); ++part) _pause(Part(part));
        for (uint256 action; action < ACTIONS; ++action) {
            (bool isDone, ) = _act(action);
            vm.assertFalse(isDone);
        }
    }

    function test_contributionLedger_whilePaused_succeeds() public {
        ContributionId revealed = _reveal(_commitId, 3, "third");
        _accept(revealed, 3);
        ContributionId[] memory items = new ContributionId[](2);
        (items[0], items[1]) = (first, revealed);
        vm.prank(contributor);
        contributions.withdraw(items);
    }

    function test_payoutLedger_whilePaused_succeeds() public {
        uint64 claimable = NanoOpen.unwrap(ledger.claimableOf(contributorAccount));
        vm.assertTrue(claimable != 0);
        ledger.withdraw(_list(contributorAccount));
        vm.assertEq(token.balanceOf(contributor), uint256(claimable) * 1e9);
    }

    function test_paymentEscrow_whilePaused_succeeds() public {
        _authorise(payerAccount, DEPOSIT + 1);
        vm.startPrank(payer);
        escrow.setCap(payerAccount, gateway, NanoOpen.wrap(0));
        escrow.requestWithdrawal(payerAccount, NanoOpen.wrap(1));
        escrow.cancelWithdrawal(payerAccount);
        NanoOpen all = escrow.depositOf(payerAccount).balance;
        escrow.requestWithdrawal(payerAccount, all);
        vm.stopPrank();
        vm.warp(block.timestamp + DELAY);
        escrow.withdraw(payerAccount);
        vm.assertEq(token.balanceOf(payer), all.toTokenUnits());
        vm.assertTrue(guardian.isPaused(Part.Deposits));
    }

    function test_gatewayRegistry_whilePaused_succeeds() public {
        uint256 before = token.balanceOf(operator);
        vm.startPrank(operator);
        gateways.postBond(gateway, NanoOpen.wrap(1));
        gateways.retireOffering(offering);
        gateways.revokeReceiptKey(gateway, receiptKey);
        gateways.setEndpoint(gateway, "https://elsewhere.example");
        gateways.startUnbonding(gateway, NanoOpen.wrap(1_000 * OPEN + 1));
        vm.stopPrank();
        vm.warp(block.timestamp + UNBONDING);
        gateways.withdrawBond(gateway);
        vm.assertEq(token.balanceOf(operator), before + 1_000e18);
        vm.assertTrue(guardian.isPaused(Part.Offerings));
    }

    function test_transfers_whilePaused_succeeds() public {
        vm.prank(operator);
        token.transfer(stranger, 1);
        vm.prank(operator);
        token.delegate(operator);
        vm.prank(builder);
        datanets.transferFrom(builder, stranger, DatanetId.unwrap(datanet));
        vm.assertEq(datanets.ownerOf(DatanetId.unwrap(datanet)), stranger);
        vm.prank(stranger);
        AccountId account = accounts.register(stranger);
        vm.assertTrue(!account.isNone());
    }
}
