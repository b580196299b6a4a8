// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../contracts/types/GatewayId.sol";
import {ModelId} from "../../contracts/types/ModelId.sol";
import {OfferingId} from "../../contracts/types/OfferingId.sol";
import {BatchBuilder} from "../mocks/BatchBuilder.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {MoneyBase} from "../support/money/MoneyBase.sol";

/// @notice A funded payer with an open voucher, accepted contributions, and receipts to settle.
abstract contract RewardRouterBase is MoneyBase {
    uint64 internal constant DEPOSIT = 1_000 * OPEN;
    uint256 internal constant ITEMS = 20;

    ContributionId internal first;
    AccountId internal second;
    ContributionId internal secondFirst;

    function setUp() public virtual override {
        super.setUp();
        first = _contribute(contributorAccount, ITEMS, "first");
        second = _contributor(2);
        secondFirst = _contribute(second, ITEMS, "second");
        _fund(payerAccount, DEPOSIT);
        _authorise(payerAccount, DEPOSIT);
    }

    /// @dev 1,000 prompt and 200 completion tokens cost 800 nano-OPEN.
    function _receipt(uint40 sequence, uint256 legs) internal view returns (ReferenceReceipt.Receipt memory receipt) {
        receipt = ReferenceReceipt.Receipt({
            lane: 1,
            gatewayId: GatewayId.unwrap(gateway),
            epoch: 1,
            sequence: sequence,
            payerAccount: AccountId.unwrap(payerAccount),
            offeringId: OfferingId.unwrap(offering),
            promptTokens: 1_000,
            completionTokens: 200,
            fee: 800,
            servedAt: uint48(block.timestamp * 1000),
            weightTotal: 10_000,
            contextRoot: keccak256(abi.encode(sequence)),
            legs: new ReferenceReceipt.Leg[](legs)
        });
        for (uint256 i; i < legs; ++i) {
            receipt.legs[i] = ReferenceReceipt.Leg({
                contribution: i < legs / 2 ? _next(first, i) : _next(secondFirst, i - legs / 2), weight: uint16(100 + i), class: 1
            });
        }
    }

    function _one(ReferenceReceipt.Receipt memory receipt) internal pure returns (ReferenceReceipt.Receipt[] memory receipts) {
        receipts = new ReferenceReceipt.Receipt[](1);
        receipts[0] = receipt;
    }

    function _receipts(uint40 firstSequence, uint256 count, uint256 legs) internal view returns (ReferenceReceipt.Receipt[] memory receipts) {
        receipts = new ReferenceReceipt.Receipt[](count);
        for (uint256 i; i < count; ++i) receipts[i] = _receipt(uint40(firstSequence + i), legs);
    }

    /// @dev The accounts of the offering's split and the commons.
    function _roleAccounts() internal view returns (uint32[] memory list) {
        list = new uint32[](4);
        list[0] = AccountId.unwrap(commons);
        list[1] = AccountId.unwrap(gatewayAccount);
        list[2] = AccountId.unwrap(models.accountOf(ModelId.unwrap(model)));
        list[3] = AccountId.unwrap(datanets.accountOf(DatanetId.unwrap(datanet)));
    }

    function _build(ReferenceReceipt.Receipt[] memory receipts) internal view returns (bytes memory) {
        return BatchBuilder.build(receipts, _roleAccounts());
    }

    function _digest(ReferenceReceipt.Receipt[] memory receipts) internal view returns (bytes32) {
        bytes32 domain = ReferenceReceipt.domain("OpenLedger RewardRouter", block.chainid, address(router));
        return ReferenceReceipt.digest(domain, ReferenceReceipt.batchHash(receipts));
    }

    function _signed(ReferenceReceipt.Receipt[] memory receipts) internal view returns (bytes memory) {
        return _sign(RECEIPT_KEY, _digest(receipts));
    }

    function _settle(ReferenceReceipt.Receipt[] memory receipts) internal {
        router.settle(_build(receipts), receiptKey, _signed(receipts));
    }
}
