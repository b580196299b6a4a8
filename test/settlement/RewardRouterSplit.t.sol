// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGatewayRegistry} from "../../contracts/interfaces/IGatewayRegistry.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {Role} from "../../contracts/types/Role.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {RewardRouterBase} from "./RewardRouterBase.sol";

/// @notice Random batches settle exactly as the plain reference splits them.
contract RewardRouter_settle_split is RewardRouterBase {
    mapping(uint256 account => uint256) private _expected;
    uint256 private _total;

    function testFuzz_settle_asReference(uint256 seed, uint256 count, uint256 legs) public {
        count = _bound(count, 1, 6);
        legs = _bound(legs, 0, 32);
        ReferenceReceipt.Receipt[] memory receipts = _receipts(uint40(seed % 1000), count, legs);
        for (uint256 i; i < count; ++i) {
            _vary(receipts[i], uint256(keccak256(abi.encode(seed, i))));
            _expect(receipts[i]);
        }
        _settle(receipts);

        uint256 sum;
        for (uint256 account = 1; account <= accounts.accountCount(); ++account) {
            uint256 credited = _nano(ledger.creditedOf(AccountId.wrap(uint32(account))));
            vm.assertEq(credited, _expected[account], "credited");
            sum += credited;
        }
        vm.assertEq(sum, _total, "sum");
        vm.assertEq(ledger.totalCredited(), _total, "total");
        vm.assertEq(_nano(escrow.allowanceOf(payerAccount, gateway).debited), _total, "debited");
    }

    /// @dev Random tokens and weights, up to the largest, and random legs left out of the attribution.
    function _vary(ReferenceReceipt.Receipt memory receipt, uint256 random) private pure {
        receipt.promptTokens = uint24(random % 100_000);
        receipt.completionTokens = uint24((random >> 24) % 50_000);
        receipt.fee = uint64((uint256(receipt.promptTokens) * 500_000 + uint256(receipt.completionTokens) * 1_500_000 + 999_999) / 1_000_000);
        uint256 weights;
        for (uint256 i; i < receipt.legs.length; ++i) {
            uint256 one = uint256(keccak256(abi.encode(random, i)));
            receipt.legs[i].weight = uint16(1 + (one % (random % 3 == 0 ? 65_535 : 700)));
            receipt.legs[i].class = uint8(1 + (one >> 128) % 3);
            weights += receipt.legs[i].weight;
        }
        uint256 rest = random % 2 == 0 ? 0 : (random >> 64) % 1_000_000;
        receipt.weightTotal = uint32(weights + rest == 0 ? 1 : weights + rest);
    }

    function _expect(ReferenceReceipt.Receipt memory receipt) private {
        IGatewayRegistry.SplitEntry[] memory split = gateways.offeringOf(offering).split;
        uint256[] memory bps = new uint256[](split.length);
        for (uint256 i; i < split.length; ++i) bps[i] = split[i].bps;
        uint256[] memory shares = ReferenceReceipt.split(receipt.fee, bps, 10_000);
        for (uint256 i; i < split.length; ++i) {
            if (split[i].role == Role.Data) _expectLegs(receipt, shares[i]);
            else _expected[AccountId.unwrap(split[i].account)] += shares[i];
        }
        _total += receipt.fee;
    }

    function _expectLegs(ReferenceReceipt.Receipt memory receipt, uint256 data) private {
        uint256[] memory weights = new uint256[](receipt.legs.length);
        for (uint256 i; i < weights.length; ++i) weights[i] = receipt.legs[i].weight;
        uint256[] memory amounts = ReferenceReceipt.split(data, weights, receipt.weightTotal);
        uint256 left = data;
        for (uint256 i; i < amounts.length; ++i) {
            _expected[ContributionId.unwrap(receipt.legs[i].contribution) >> 24] += amounts[i];
            left -= amounts[i];
        }
        _expected[AccountId.unwrap(commons)] += left;
    }
}
