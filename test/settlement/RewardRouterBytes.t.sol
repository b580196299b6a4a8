// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRewardRouter} from "../../contracts/interfaces/IRewardRouter.sol";
import {BatchBuilder} from "../mocks/BatchBuilder.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {RewardRouterBase} from "./RewardRouterBase.sol";

/// @notice What the router says to bytes that are no batch. Two receipts of two legs: header 0, payer 23, offering 27, accounts 31 (six of them),
/// pages 55 (two of five bytes), receipts 65 (72 bytes each).
contract RewardRouter_settle_bytes is RewardRouterBase {
    uint256 private constant PAYERS = 23;
    uint256 private constant ACCOUNTS = 31;
    uint256 private constant PAGES = 55;
    uint256 private constant RECEIPTS = 65;
    uint256 private constant LENGTH = RECEIPTS + 2 * 72;

    bytes private batch;
    bytes private signature;

    function setUp() public override {
        super.setUp();
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 2, 2);
        batch = _build(receipts);
        signature = _signed(receipts);
        vm.assertEq(batch.length, LENGTH);
    }

    function test_settle_empty_reverts() public {
        _expect("", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadLength.selector, 23, 0));
    }

    function test_settle_anyShorter_reverts() public {
        for (uint256 length; length < LENGTH; ++length) {
            (bool isDone, bytes memory reason) = address(router).call(
                abi.encodeCall(router.settle, (_cut(batch, length), receiptKey, signature))
            );
            vm.assertFalse(isDone);
            vm.assertEq(bytes32(bytes4(reason)), bytes32(IRewardRouter.RewardRouter_BadLength.selector));
        }
    }

    function test_settle_trailingByte_reverts() public {
        _expect(bytes.concat(batch, hex"00"), abi.encodeWithSelector(IRewardRouter.RewardRouter_BadLength.selector, LENGTH, LENGTH + 1));
    }

    function test_settle_wrongVersion_reverts() public {
        _expectWith(0, hex"02", abi.encodeWithSelector(IRewardRouter.RewardRouter_WrongVersion.selector, 2));
    }

    function test_settle_noReceipts_reverts() public {
        _expectWith(21, hex"0000", abi.encodeWithSelector(IRewardRouter.RewardRouter_EmptyBatch.selector));
    }

    function test_settle_tooManyReceipts_reverts() public {
        _expectWith(21, hex"0101", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, 257, 256));
    }

    function test_settle_tooManyOfferings_reverts() public {
        _expectWith(16, hex"11", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, 17, 16));
    }

    function test_settle_tooManyAccounts_reverts() public {
        _expectWith(17, hex"1001", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, 4097, 4096));
    }

    function test_settle_tooManyPages_reverts() public {
        _expectWith(19, hex"1001", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, 4097, 4096));
    }

    function test_settle_sequenceBeyondUint40_reverts() public {
        _expectWith(10, hex"ffffffffff", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, (1 << 40) + 1, 1 << 40));
    }

    function test_settle_tooManyLegs_reverts() public {
        _expectWith(RECEIPTS + 22, hex"0041", abi.encodeWithSelector(IRewardRouter.RewardRouter_TooMany.selector, 65, 64));
    }

    function test_settle_zeroPayer_reverts() public {
        _expectWith(PAYERS, hex"00000000", abi.encodeWithSelector(IRewardRouter.RewardRouter_NotAscending.selector, 0));
    }

    function test_settle_accountsRepeat_reverts() public {
        bytes memory firstAccount = new bytes(4);
        for (uint256 i; i < 4; ++i) firstAccount[i] = batch[ACCOUNTS + i];
        _expectWith(ACCOUNTS + 4, firstAccount, abi.encodeWithSelector(IRewardRouter.RewardRouter_NotAscending.selector, 1));
    }

    function test_settle_pagesDescend_reverts() public {
        _expectWith(PAGES + 5, hex"0000000000", abi.encodeWithSelector(IRewardRouter.RewardRouter_NotAscending.selector, 1));
    }

    function test_settle_pageOfNoAccount_reverts() public {
        _expectWith(PAGES + 5, hex"0006000000", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 6, 6));
    }

    function test_settle_pageBeyondLocals_reverts() public {
        _expectWith(PAGES + 7, hex"020000", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 1 << 17, 1 << 17));
    }

    /// @dev An account that does not exist has no accepted contribution.
    function test_settle_unknownAccount_reverts() public {
        _expectWith(
            ACCOUNTS + 20,
            hex"ffffffff",
            abi.encodeWithSelector(IRewardRouter.RewardRouter_ContributionNotAccepted.selector, 0, (uint56(type(uint32).max) << 24) | 1)
        );
    }

    function test_settle_roleAccountMissing_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 1, 2);
        uint32[] memory only = new uint32[](1);
        only[0] = 1;
        _expect(
            BatchBuilder.build(receipts, only),
            abi.encodeWithSelector(IRewardRouter.RewardRouter_AccountMissing.selector, gatewayAccount)
        );
    }

    function test_settle_commonsMissing_reverts() public {
        ReferenceReceipt.Receipt[] memory receipts = _receipts(0, 1, 2);
        _expect(
            BatchBuilder.build(receipts, new uint32[](0)),
            abi.encodeWithSelector(IRewardRouter.RewardRouter_AccountMissing.selector, commons)
        );
    }

    function test_settle_payerBeyondTable_reverts() public {
        _expectWith(RECEIPTS, hex"01", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 1, 1));
    }

    function test_settle_offeringBeyondTable_reverts() public {
        _expectWith(RECEIPTS + 1, hex"01", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 1, 1));
    }

    function test_settle_pageBeyondTable_reverts() public {
        _expectWith(RECEIPTS + 66, hex"0002", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 2, 2));
        _expectWith(RECEIPTS + 66, hex"ffff", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 65_535, 2));
    }

    /// @dev Index 2 aliases page 0 when cut to the table's room of two; the leg after it cannot ascend.
    function test_settle_pageBeyondTableThenBack_reverts() public {
        _expectWith(RECEIPTS + 60, hex"0002", abi.encodeWithSelector(IRewardRouter.RewardRouter_LegsNotAscending.selector, 0, 1));
    }

    function test_settle_slotBeyondPage_reverts() public {
        _expectWith(RECEIPTS + 68, hex"80", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 128, 128));
        _expectWith(RECEIPTS + 68, hex"ff", abi.encodeWithSelector(IRewardRouter.RewardRouter_BadIndex.selector, 255, 128));
    }

    /// @dev Any one byte that changes makes the batch unsettleable: nothing in it is without a check.
    function testFuzz_settle_anyChangedByte(uint256 place, bytes1 change) public {
        place = place % LENGTH;
        if (change == 0) change = 0x01;
        bytes memory changed = batch;
        changed[place] ^= change;
        (bool isDone, ) = address(router).call(abi.encodeCall(router.settle, (changed, receiptKey, signature)));
        vm.assertFalse(isDone);
        vm.assertEq(ledger.totalCredited(), 0);
    }

    function testFuzz_settle_noise(bytes calldata noise) public {
        (bool isDone, ) = address(router).call(abi.encodeCall(router.settle, (noise, receiptKey, signature)));
        vm.assertFalse(isDone);
    }

    function _expectWith(uint256 place, bytes memory replacement, bytes memory reason) private {
        bytes memory changed = batch;
        for (uint256 i; i < replacement.length; ++i) changed[place + i] = replacement[i];
        _expect(changed, reason);
    }

    function _expect(bytes memory changed, bytes memory reason) private {
        vm.expectRevert(reason);
        router.settle(changed, receiptKey, signature);
    }

    function _cut(bytes memory whole, uint256 length) private pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i; i < length; ++i) part[i] = whole[i];
    }
}
