// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PositionalMerkle} from "../../contracts/libraries/PositionalMerkle.sol";
import {ReceiptCodec} from "../../contracts/libraries/ReceiptCodec.sol";
import {Split} from "../../contracts/libraries/Split.sol";
import {ContributionId} from "../../contracts/types/ContributionId.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

/// @notice The vectors that the sdk wrote, read by the contracts' libraries and by the plain reference.
contract Vectors {
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    function test_vectors_merkle_succeeds() public view {
        string memory json = _read("merkle");
        uint256 count = vm.parseJsonUint(json, ".casesCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("cases", i);
            bytes32[] memory leaves = vm.parseJsonBytes32Array(json, string.concat(path, ".leaves"));
            bytes32 root = vm.parseJsonBytes32(json, string.concat(path, ".root"));
            vm.assertEq(ReferenceReceipt.tree(leaves), root);
            vm.assertEq(PositionalMerkle.root(leaves), root);
        }
        vm.assertTrue(count > 0);
    }

    function test_vectors_legs_succeeds() public view {
        string memory json = _read("legs");
        uint256 count = vm.parseJsonUint(json, ".casesCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("cases", i);
            uint256[] memory ids = vm.parseJsonUintArray(json, string.concat(path, ".contributionIds"));
            uint256[] memory weights = vm.parseJsonUintArray(json, string.concat(path, ".weights"));
            uint256[] memory classes = vm.parseJsonUintArray(json, string.concat(path, ".classes"));
            ReferenceReceipt.Leg[] memory legs = new ReferenceReceipt.Leg[](ids.length);
            for (uint256 j; j < ids.length; ++j) {
                legs[j] = ReferenceReceipt.Leg(ContributionId.wrap(uint56(ids[j])), uint16(weights[j]), uint8(classes[j]));
            }
            vm.assertEq(ReferenceReceipt.legsRoot(legs), vm.parseJsonBytes32(json, string.concat(path, ".legsRoot")));
        }
        vm.assertTrue(count > 0);
    }

    function test_vectors_receipts_succeeds() public view {
        string memory json = _read("receipts");
        uint256 count = vm.parseJsonUint(json, ".casesCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("cases", i);
            uint184 head = ReceiptCodec.head(
                ReceiptCodec.prefix(
                    uint8(_uint(json, path, ".lane")), uint32(_uint(json, path, ".gatewayId")), uint32(_uint(json, path, ".epoch"))
                ),
                uint40(_uint(json, path, ".sequence")),
                uint32(_uint(json, path, ".payerAccount")),
                uint32(_uint(json, path, ".offeringId"))
            );
            bytes memory encoded = vm.parseJsonBytes(json, string.concat(path, ".encoded"));
            vm.assertEq(encoded.length, 113);
            vm.assertEq(keccak256(abi.encodePacked(head, _body(json, path))), keccak256(_slice(encoded, 0, 49)));
            bytes32 id = ReceiptCodec.receiptId(
                head,
                uint208(bytes26(_body(json, path))),
                vm.parseJsonBytes32(json, string.concat(path, ".legsRoot")),
                vm.parseJsonBytes32(json, string.concat(path, ".contextRoot"))
            );
            vm.assertEq(id, vm.parseJsonBytes32(json, string.concat(path, ".id")));
            vm.assertEq(id, keccak256(encoded));
        }
        vm.assertTrue(count > 0);
    }

    function test_vectors_splits_succeeds() public view {
        string memory json = _read("splits");
        uint256 count = vm.parseJsonUint(json, ".casesCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("cases", i);
            _requireLegs(json, path, _requireEntries(json, path));
        }
        vm.assertTrue(count > 0);
    }

    function _requireEntries(string memory json, string memory path) private pure returns (uint256 data) {
        uint256 fee = _uint(json, path, ".fee");
        uint256[] memory bps = vm.parseJsonUintArray(json, string.concat(path, ".entryBps"));
        uint256[] memory roles = vm.parseJsonUintArray(json, string.concat(path, ".entryRoles"));
        uint256[] memory amounts = vm.parseJsonUintArray(json, string.concat(path, ".entryAmounts"));
        vm.assertEq(abi.encode(ReferenceReceipt.split(fee, bps, 10_000)), abi.encode(amounts));
        return _requireShares(fee, bps, 10_000, amounts, roles);
    }

    function _requireLegs(string memory json, string memory path, uint256 data) private pure {
        uint256[] memory weights = vm.parseJsonUintArray(json, string.concat(path, ".legWeights"));
        uint256[] memory amounts = vm.parseJsonUintArray(json, string.concat(path, ".legAmounts"));
        uint256 weightTotal = _uint(json, path, ".weightTotal");
        vm.assertEq(abi.encode(ReferenceReceipt.split(data, weights, weightTotal)), abi.encode(amounts));
        _requireShares(data, weights, weightTotal, amounts, weights);
        uint256 left = data;
        for (uint256 i; i < amounts.length; ++i) left -= amounts[i];
        vm.assertEq(left, _uint(json, path, ".unattributed"));
    }

    function test_vectors_fees_succeeds() public view {
        string memory json = _read("splits");
        uint256[] memory fees = vm.parseJsonUintArray(json, ".fees.fee");
        uint256[] memory prompts = vm.parseJsonUintArray(json, ".fees.promptTokens");
        uint256[] memory promptPrices = vm.parseJsonUintArray(json, ".fees.promptPrice");
        uint256[] memory completions = vm.parseJsonUintArray(json, ".fees.completionTokens");
        uint256[] memory completionPrices = vm.parseJsonUintArray(json, ".fees.completionPrice");
        for (uint256 i; i < fees.length; ++i) {
            vm.assertEq(Split.fee(prompts[i], promptPrices[i], completions[i], completionPrices[i]), fees[i]);
        }
        vm.assertTrue(fees.length > 0);
    }

    function test_vectors_batchDigests_succeeds() public view {
        string memory json = _read("typed-data");
        uint256 count = vm.parseJsonUint(json, ".batchesCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("batches", i);
            ReceiptCodec.ReceiptBatch memory batch = ReceiptCodec.ReceiptBatch({
                gatewayId: uint32(_uint(json, path, ".gatewayId")),
                epoch: uint32(_uint(json, path, ".epoch")),
                lane: uint8(_uint(json, path, ".lane")),
                firstSequence: uint40(_uint(json, path, ".firstSequence")),
                count: uint32(_uint(json, path, ".count")),
                legCount: uint64(_uint(json, path, ".legCount")),
                feeTotal: uint64(_uint(json, path, ".feeTotal")),
                root: vm.parseJsonBytes32(json, string.concat(path, ".root"))
            });
            vm.assertEq(ReceiptCodec.hashBatch(batch), vm.parseJsonBytes32(json, string.concat(path, ".structHash")));
            _requireDigest(json, path, "OpenLedger RewardRouter");
        }
        vm.assertTrue(count > 0);
    }

    function test_vectors_receiptAndVoucherDigests_succeeds() public view {
        string memory json = _read("typed-data");
        uint256 count = vm.parseJsonUint(json, ".receiptsCount");
        for (uint256 i; i < count; ++i) {
            string memory path = _at("receipts", i);
            vm.assertEq(ReferenceReceipt.RECEIPT_TYPEHASH, vm.parseJsonBytes32(json, string.concat(path, ".typeHash")));
            _requireDigest(json, path, "OpenLedger RewardRouter");
        }
        uint256 vouchers = vm.parseJsonUint(json, ".vouchersCount");
        for (uint256 i; i < vouchers; ++i) {
            string memory path = _at("vouchers", i);
            bytes32 structHash = keccak256(
                abi.encode(
                    keccak256("Voucher(uint32 payerAccount,uint32 gatewayId,uint64 cumulative,uint48 expiry)"),
                    _uint(json, path, ".payerAccount"),
                    _uint(json, path, ".gatewayId"),
                    _uint(json, path, ".cumulative"),
                    _uint(json, path, ".expiry")
                )
            );
            vm.assertEq(structHash, vm.parseJsonBytes32(json, string.concat(path, ".structHash")));
            _requireDigest(json, path, "OpenLedger PaymentEscrow");
        }
        vm.assertTrue(count > 0 && vouchers > 0);
    }

    /// @dev Domain separator and digest of a vector, from its struct hash.
    function _requireDigest(string memory json, string memory path, string memory name) private pure {
        address verifier = address(bytes20(vm.parseJsonBytes(json, string.concat(path, ".verifyingContract"))));
        bytes32 domain = ReferenceReceipt.domain(name, _uint(json, path, ".chainId"), verifier);
        vm.assertEq(domain, vm.parseJsonBytes32(json, string.concat(path, ".domainSeparator")));
        bytes32 structHash = vm.parseJsonBytes32(json, string.concat(path, ".structHash"));
        vm.assertEq(ReferenceReceipt.digest(domain, structHash), vm.parseJsonBytes32(json, string.concat(path, ".digest")));
    }

    /// @dev Checks each share with the library and returns the one whose role is `Data` (0).
    function _requireShares(
        uint256 amount,
        uint256[] memory parts,
        uint256 whole,
        uint256[] memory amounts,
        uint256[] memory roles
    ) private pure returns (uint256 data) {
        uint256 before;
        for (uint256 i; i < parts.length; ++i) {
            vm.assertEq(Split.share(amount, before, before + parts[i], whole), amounts[i]);
            if (roles[i] == 0) data = amounts[i];
            before += parts[i];
        }
    }

    function _body(string memory json, string memory path) private pure returns (bytes memory) {
        return abi.encodePacked(
            uint24(_uint(json, path, ".promptTokens")),
            uint24(_uint(json, path, ".completionTokens")),
            uint64(_uint(json, path, ".fee")),
            uint48(_uint(json, path, ".servedAt")),
            uint16(_uint(json, path, ".legCount")),
            uint32(_uint(json, path, ".weightTotal"))
        );
    }

    function _slice(bytes memory data, uint256 start, uint256 length) private pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i; i < length; ++i) part[i] = data[start + i];
    }

    function _uint(string memory json, string memory path, string memory field) private pure returns (uint256) {
        return vm.parseJsonUint(json, string.concat(path, field));
    }

    function _at(string memory list, uint256 index) private pure returns (string memory) {
        return string.concat(".", list, "[", vm.toString(index), "]");
    }

    function _read(string memory name) private view returns (string memory) {
        return vm.readFile(string.concat("test/vectors/", name, ".json"));
    }
}
