// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {IPaymentEscrow} from "../../contracts/interfaces/IPaymentEscrow.sol";
import {IRewardRouter} from "../../contracts/interfaces/IRewardRouter.sol";
import {RewardRouter} from "../../contracts/settlement/RewardRouter.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Consent} from "../../contracts/types/Consent.sol";
import {ContributionStatus} from "../../contracts/types/Contribution.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {ContractWallet} from "../support/registry/Doubles.sol";
import {RewardRouterBase} from "./RewardRouterBase.sol";

contract RewardRouter_constructor is RewardRouterBase {
    function test_constructor_unknownCommons_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardRouter.RewardRouter_UnknownAccount.selector, 999));
        new RewardRouter(accounts, gateways, escrow, ledger, contributions, guardian, AccountId.wrap(999));
    }

    function test_constructor_zeroCommons_reverts() public {
        vm.expectRevert(abi.encodeWithSelector(IRewardRouter.RewardRouter_UnknownAccount.selector, 0));
        new RewardRouter(accounts, gateways, escrow, ledger, contributions, guardian, AccountId.wrap(0));
    }

    function test_constructor_views_succeeds() public view {
        vm.assertTrue(router.commons() == commons);
        vm.assertEq(router.version(), "1.1.0");
    }
}

contract RewardRouter_settle is RewardRouterBase {
    event BatchSettled(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        uint40 firstSequence,
        uint16 receiptCount,
        uint64 legCount,
        NanoOpen feeTotal,
        NanoOpen commons,
        bytes32 root,
        address key,
        address actor,
        bytes batch
    );

    /// @dev 800 nano-OPEN: gateway 160, model 56, data 480, Datanet 40, commons 64. Legs of 2,000 and 3,000 of 10,000: 96 and 144; 240 unattributed.
    function test_settle_worksOutTheExample_succeeds() public {
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(7, 2));
        receipts[0].legs[0].weight = 2_000;
        receipts[0].legs[1].weight = 3_000;
        bytes memory batch = _build(receipts);
        bytes memory signature = _signed(receipts);
        uint256 inLedger = token.balanceOf(address(ledger));
        uint256 inEscrow = token.balanceOf(address(escrow));

        vm.expectEmit(address(router));
        emit BatchSettled(
            gateway,
            1,
            7,
            1,
            2,
            NanoOpen.wrap(800),
            NanoOpen.wrap(240),
            ReferenceReceipt.root(receipts),
            receiptKey,
            stranger,
            batch
        );
        vm.prank(stranger);
        NanoOpen feeTotal = router.settle(batch, receiptKey, signature);

        vm.assertEq(_nano(feeTotal), 800);
        vm.assertEq(_nano(ledger.creditedOf(gatewayAccount)), 160);
        vm.assertEq(_nano(ledger.creditedOf(models.accountOf(1))), 56);
        vm.assertEq(_nano(ledger.creditedOf(datanets.accountOf(1))), 40);
        vm.assertEq(_nano(ledger.creditedOf(contributorAccount)), 96);
        vm.assertEq(_nano(ledger.creditedOf(second)), 144);
        vm.assertEq(_nano(ledger.creditedOf(commons)), 64 + 240);
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).debited), 800);
        vm.assertEq(_nano(escrow.depositOf(payerAccount).balance), DEPOSIT - 800);
        vm.assertEq(token.balanceOf(address(ledger)) - inLedger, 800e9);
        vm.assertEq(inEscrow - token.balanceOf(address(escrow)), 800e9);
        vm.assertTrue(router.isSettled(gateway, 1, 7));
        vm.assertFalse(router.isSettled(gateway, 1, 6));
        vm.assertFalse(router.isSettled(gateway, 1, 8));
        vm.assertFalse(router.isSettled(gateway, 2, 7));
    }

    function test_settle_withoutLegs_succeeds() public {
        _settle(_one(_receipt(0, 0)));
        vm.assertEq(_nano(ledger.creditedOf(commons)), 64 + 480);
        vm.assertEq(ledger.totalCredited(), 800);
    }

    function test_settle_withoutFee_succeeds() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 4);
        (receipt.promptTokens, receipt.completionTokens, receipt.fee) = (0, 0, 0);
        _settle(_one(receipt));
        vm.assertTrue(router.isSettled(gateway, 1, 0));
        vm.assertEq(ledger.totalCredited(), 0);
    }

    function test_settle_acrossWords_succeeds() public {
        _settle(_receipts(200, 100, 3));
        vm.assertFalse(router.isSettled(gateway, 1, 199));
        for (uint40 i = 200; i < 300; ++i) vm.assertTrue(router.isSettled(gateway, 1, i));
        vm.assertFalse(router.isSettled(gateway, 1, 300));
        _settle(_receipts(300, 1, 3));
        _settle(_receipts(199, 1, 3));
    }

    function test_settle_largestBatch_succeeds() public {
        _settle(_receipts(256, 256, 8));
        for (uint40 i = 256; i < 512; ++i) vm.assertTrue(router.isSettled(gateway, 1, i));
        vm.assertFalse(router.isSettled(gateway, 1, 512));
        vm.assertEq(ledger.totalCredited(), 256 * 800);
    }

    function test_settle_lastSequence_succeeds() public {
        _settle(_receipts(type(uint40).max, 1, 2));
        vm.assertTrue(router.isSettled(gateway, 1, type(uint40).max));
    }

    function test_settle_oneContributionInThreeClasses_succeeds() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 3);
        for (uint8 i; i < 3; ++i) receipt.legs[i] = ReferenceReceipt.Leg(first, 1_000, i + 1);
        _settle(_one(receipt));
        vm.assertEq(_nano(ledger.creditedOf(contributorAccount)), 144);
    }

    function test_settle_contractAsKey_succeeds() public {
        ContractWallet wallet = new ContractWallet();
        vm.prank(operator);
        gateways.addReceiptKey(gateway, address(wallet));
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 2));
        wallet.approveDigest(_digest(receipts));
        router.settle(_build(receipts), address(wallet), "");
        vm.assertTrue(router.isSettled(gateway, 1, 0));
    }

    function test_settle_withdrawnContribution_succeeds() public {
        ContributionId[] memory ids = new ContributionId[](1);
        ids[0] = first;
        vm.prank(contributor);
        contributions.withdraw(ids);
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 1);
        receipt.legs[0] = ReferenceReceipt.Leg(first, 10_000, 1);
        _settle(_one(receipt));
        vm.assertEq(_nano(ledger.creditedOf(contributorAccount)), 480);
    }

    function test_settle_voidedContributionPaysCommons_succeeds() public {
        uint48 early = _commit(contributorAccount, 1, "copied");
        ContributionId copy = _contribute(second, 1, "copied");
        _reveal(early, 1, "copied");
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.legs[0] = ReferenceReceipt.Leg(secondFirst, 2_000, 1);
        receipt.legs[1] = ReferenceReceipt.Leg(copy, 5_000, 2);
        ReferenceReceipt.Receipt[] memory receipts = _one(receipt);
        bytes memory batch = _build(receipts);
        bytes memory signature = _signed(receipts);
        vm.expectEmit(address(router));
        emit BatchSettled(
            gateway,
            1,
            0,
            1,
            2,
            NanoOpen.wrap(800),
            NanoOpen.wrap(240 + 144),
            ReferenceReceipt.root(receipts),
            receiptKey,
            address(this),
            batch
        );
        router.settle(batch, receiptKey, signature);
        vm.assertEq(_nano(ledger.creditedOf(second)), 96);
        vm.assertEq(_nano(ledger.creditedOf(commons)), 64 + 240 + 144);
    }

    function test_settle_unusedTables_succeeds() public {
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 0));
        bytes memory batch = abi.encodePacked(
            uint8(1),
            uint8(1),
            GatewayId.unwrap(gateway),
            uint32(1),
            uint40(0),
            uint8(2),
            uint8(1),
            uint16(5),
            uint16(1),
            uint16(1)
        );
        batch = abi.encodePacked(batch, uint32(1), AccountId.unwrap(payerAccount), uint32(1), uint32(1), uint32(2));
        batch = abi.encodePacked(batch, AccountId.unwrap(gatewayAccount), uint32(5), uint32(6), uint16(0), uint24(0));
        batch = abi.encodePacked(batch, uint8(1), uint8(0), uint24(1_000), uint24(200), uint64(800));
        batch = abi.encodePacked(batch, receipts[0].servedAt, uint16(0), uint32(10_000), receipts[0].contextRoot);
        router.settle(batch, receiptKey, _signed(receipts));
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).debited), 800);
    }
}

contract RewardRouter_settle_guards is RewardRouterBase {
    function test_settle_twice_reverts() public {
        _settle(_receipts(10, 5, 2));
        ReferenceReceipt.Receipt[] memory receipts = _receipts(8, 5, 2);
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        vm.expectRevert(abi.encodeWithSelector(IRewardRouter.RewardRouter_AlreadySettled.selector, gateway, 1, 10));
        router.settle(batch, receiptKey, signature);
    }

    function test_settle_foreignChain_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 2));
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        vm.chainId(block.chainid + 1);
        _expectBadSignature();
        router.settle(batch, receiptKey, signature);
    }

    function test_settle_otherRouter_reverts() public {
        RewardRouter other = new RewardRouter(accounts, gateways, escrow, ledger, contributions, guardian, commons);
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 2));
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        _expectBadSignature();
        other.settle(batch, receiptKey, signature);
    }

    function test_settle_changedByOneBit_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 2, 4);
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        batch[batch.length - 2] ^= 0x01; // weight of the last leg
        _expectBadSignature();
        router.settle(batch, receiptKey, signature);
    }

    function test_settle_malleatedSignature_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 2));
        bytes memory batch = _build(receipts);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(RECEIPT_KEY, _digest(receipts));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        bytes memory signature = abi.encodePacked(r, order - uint256(s), v == 27 ? 28 : 27);
        _expectBadSignature();
        router.settle(batch, receiptKey, signature);
    }

    function test_settle_unknownKey_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 2));
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        vm.expectRevert(abi.encodeWithSelector(IRewardRouter.RewardRouter_KeyNotValid.selector, gateway, stranger));
        router.settle(batch, stranger, signature);
    }

    function test_settle_servedBeforeKey_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.servedAt = uint48(block.timestamp * 1000 - 1);
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_KeyNotValid.selector, gateway, receiptKey));
    }

    function test_settle_servedAfterRevocation_reverts() public {
        vm.warp(block.timestamp + 100);
        vm.prank(operator);
        gateways.revokeReceiptKey(gateway, receiptKey);
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_KeyNotValid.selector, gateway, receiptKey));
        receipt.servedAt += 1;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_KeyNotValid.selector, gateway, receiptKey));
        receipt.servedAt -= 2;
        _settle(_one(receipt));
    }

    function test_settle_servedInFuture_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(3, 2);
        receipt.servedAt += uint48(router.MAX_CLOCK_SKEW()) + 1;
        _expectRefused(
            receipt,
            abi.encodeWithSelector(IRewardRouter.RewardRouter_ServedInFuture.selector, 3, receipt.servedAt, block.timestamp)
        );
        receipt.servedAt -= 1;
        _settle(_one(receipt));
    }

    function test_settle_wrongLane_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.lane = 2;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongLane.selector, 2));
    }

    function test_settle_wrongFee_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(4, 2);
        receipt.fee = 801;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongFee.selector, 4, 801, 800));
        receipt.fee = 799;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongFee.selector, 4, 799, 800));
    }

    function test_settle_feeBeyondUint64_reverts() public {
        offering = _publishDear();
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.promptTokens = type(uint24).max;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongFee.selector, 0, 800, type(uint64).max));
    }

    function test_settle_weightsAboveTotal_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.weightTotal = 200;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WeightsAboveTotal.selector, 0, 201, 200));
        receipt.weightTotal = 0;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WeightsAboveTotal.selector, 0, 201, 0));
        receipt.legs = new ReferenceReceipt.Leg[](0);
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WeightsAboveTotal.selector, 0, 0, 0));
    }

    function test_settle_legsNotAscending_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(2, 9);
        (receipt.legs[7], receipt.legs[8]) = (receipt.legs[8], receipt.legs[7]);
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_LegsNotAscending.selector, 2, 8));
        receipt = _receipt(2, 9);
        receipt.legs[4] = receipt.legs[5];
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_LegsNotAscending.selector, 2, 5));
    }

    function test_settle_zeroWeight_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(2, 9);
        receipt.legs[8].weight = 0;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_ZeroWeight.selector, 2, 8));
    }

    function test_settle_badClass_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(2, 3);
        for (uint256 class; class < 256; class = class == 0 ? 4 : 2 * class) {
            receipt.legs[1].class = uint8(class);
            _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_BadClass.selector, 2, 1, class));
        }
    }

    function test_settle_unacceptedContribution_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(2, 3);
        receipt.legs[2].contribution = _next(secondFirst, ITEMS);
        _expectRefused(
            receipt,
            abi.encodeWithSelector(IRewardRouter.RewardRouter_ContributionNotAccepted.selector, 2, receipt.legs[2].contribution)
        );
    }

    /// @dev What was accepted under terms that forbid paid answers never earns: a receipt that names it is refused.
    function test_settle_termsForbidInference_reverts() public {
        IDatanetRegistry.Terms memory terms = _terms();
        terms.infer = Consent.NotAllowed;
        address owner = datanets.ownerOf(DatanetId.unwrap(datanet));
        vm.prank(owner);
        datanets.publishTerms(datanet, terms);
        ContributionId unpaid = _contributeUnder(2, second, "forbidden");
        vm.assertEq(uint8(contributions.contributionOf(unpaid).status), uint8(ContributionStatus.Accepted));
        ReferenceReceipt.Receipt memory receipt = _receipt(2, 3);
        receipt.legs[2].contribution = unpaid;
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_ContributionNotAccepted.selector, 2, unpaid));
    }

    /// @dev The leg of a withdrawn item pays its contributor, that of the Datanet's number 0 the Datanet, and after retirement the item pays the commons.
    function test_settle_afterWithdrawal_paysTheDatanet_succeeds() public {
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = secondFirst;
        vm.prank(accounts.controllerOf(second));
        contributions.withdraw(list);
        AccountId own = datanets.accountOf(DatanetId.unwrap(datanet));

        ReferenceReceipt.Receipt[] memory receipts = _one(_receipt(0, 1));
        receipts[0].legs[0] = ReferenceReceipt.Leg({contribution: secondFirst, weight: 10_000, class: 1});
        uint64 before = NanoOpen.unwrap(ledger.creditedOf(second));
        _settle(receipts);
        vm.assertEq(NanoOpen.unwrap(ledger.creditedOf(second)) - before, 480);

        receipts = _one(_receipt(1, 1));
        receipts[0].legs[0] = ReferenceReceipt.Leg({contribution: contributions.successorOf(datanet), weight: 10_000, class: 1});
        before = NanoOpen.unwrap(ledger.creditedOf(own));
        _settle(receipts);
        // Its legs and its curator share.
        vm.assertEq(NanoOpen.unwrap(ledger.creditedOf(own)) - before, 480 + 40);

        vm.warp(block.timestamp + 32 days);
        contributions.retire(list);
        _authorise(payerAccount, DEPOSIT);
        receipts = _one(_receipt(2, 1));
        receipts[0].legs[0] = ReferenceReceipt.Leg({contribution: secondFirst, weight: 10_000, class: 1});
        before = NanoOpen.unwrap(ledger.creditedOf(second));
        uint64 commonsBefore = NanoOpen.unwrap(ledger.creditedOf(commons));
        _settle(receipts);
        vm.assertEq(NanoOpen.unwrap(ledger.creditedOf(second)), before);
        vm.assertEq(NanoOpen.unwrap(ledger.creditedOf(commons)) - commonsBefore, 480 + 64);
    }

    function _contributeUnder(uint16 termsVersion, AccountId account, bytes32 root) private returns (ContributionId id) {
        IContributionLedger.Item[] memory items = new IContributionLedger.Item[](1);
        items[0] = IContributionLedger.Item({contentRoot: root, licence: "MIT", uri: ""});
        bytes32 hash = contributions.commitHash(account, datanet, termsVersion, items, "salt");
        vm.prank(accounts.controllerOf(account));
        uint48 commitId = contributions.commit(datanet, account, termsVersion, 1, hash);
        vm.roll(block.number + 1);
        id = contributions.reveal(commitId, items, "salt");
        _accept(id, 1);
    }

    function test_settle_otherGatewaysOffering_reverts() public {
        vm.prank(operator);
        GatewayId other = gateways.register(gatewayAccount, "Other", "https://other.example");
        vm.prank(operator);
        gateways.addReceiptKey(other, receiptKey);
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.gatewayId = GatewayId.unwrap(other);
        _expectRefused(receipt, abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongGateway.selector, offering, other, gateway));
    }

    function test_settle_aboveVoucher_reverts() public {
        ReferenceReceipt.Receipt memory receipt = _receipt(0, 2);
        receipt.payerAccount = AccountId.unwrap(second);
        _expectRefused(receipt, abi.encodeWithSelector(IPaymentEscrow.PaymentEscrow_AboveVoucher.selector, second, gateway, 800, 0));
        vm.assertFalse(router.isSettled(gateway, 1, 0));
    }

    function _publishDear() private returns (OfferingId) {
        IGatewayRegistry.Offering memory record = _offering();
        record.promptPrice = NanoOpen.wrap(type(uint64).max);
        return _publish(record);
    }

    function _expectBadSignature() private {
        vm.expectRevert(abi.encodeWithSelector(IRewardRouter.RewardRouter_BadSignature.selector, gateway, receiptKey));
    }

    function _expectRefused(ReferenceReceipt.Receipt memory receipt, bytes memory reason) private {
        ReferenceReceipt.Receipt[] memory receipts = _one(receipt);
        (bytes memory batch, bytes memory signature) = (_build(receipts), _signed(receipts));
        vm.expectRevert(reason);
        router.settle(batch, receiptKey, signature);
    }
}
