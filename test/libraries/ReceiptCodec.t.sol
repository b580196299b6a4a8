// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PositionalMerkle} from "../../contracts/libraries/PositionalMerkle.sol";
import {ReceiptCodec} from "../../contracts/libraries/ReceiptCodec.sol";
import {Split} from "../../contracts/libraries/Split.sol";
import {SplitWords} from "../../contracts/libraries/SplitWords.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Role} from "../../contracts/types/Role.sol";
import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {MoneyCheats} from "../support/money/MoneyCheats.sol";

/// @notice The libraries against the plain reference.
contract ReceiptCodec_functions {
    MoneyCheats private constant vm = MoneyCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    function testFuzz_receiptId_asReference(ReferenceReceipt.Receipt memory receipt) public pure {
        vm.assume(receipt.legs.length <= 64);
        uint184 head = ReceiptCodec.head(
            ReceiptCodec.prefix(receipt.lane, receipt.gatewayId, receipt.epoch), receipt.sequence, receipt.payerAccount, receipt.offeringId
        );
        bytes memory body = abi.encodePacked(receipt.promptTokens, receipt.completionTokens, receipt.fee, receipt.servedAt);
        body = abi.encodePacked(body, uint16(receipt.legs.length), receipt.weightTotal);
        bytes32 free = _freeMemory();
        bytes32 id = ReceiptCodec.receiptId(
            head, uint208(bytes26(body)), bytes32(uint256(receipt.fee)), receipt.contextRoot
        );
        vm.assertEq(_freeMemory(), free);
        bytes memory packed = abi.encodePacked(head, body, uint256(receipt.fee), receipt.contextRoot);
        vm.assertEq(packed.length, 113);
        vm.assertEq(id, keccak256(packed));
        bytes memory start = abi.encodePacked(uint8(1), receipt.lane, receipt.gatewayId, receipt.epoch, receipt.sequence);
        vm.assertEq(abi.encodePacked(head), abi.encodePacked(start, receipt.payerAccount, receipt.offeringId));
    }

    function testFuzz_root_asPaddedTree(bytes32[] memory leaves) public pure {
        bytes32 expected = ReferenceReceipt.tree(leaves);
        vm.assertEq(PositionalMerkle.root(leaves), expected);
    }

    function test_root_everySizeTo300_succeeds() public pure {
        for (uint256 size; size <= 300; size = size < 40 ? size + 1 : size + 37) {
            bytes32[] memory leaves = new bytes32[](size);
            for (uint256 i; i < size; ++i) leaves[i] = keccak256(abi.encode(i));
            bytes32 expected = ReferenceReceipt.tree(leaves);
            vm.assertEq(PositionalMerkle.root(leaves), expected);
        }
    }

    function testFuzz_share_sumsToAmount(uint64 amount, uint16[] memory parts) public pure {
        vm.assume(parts.length > 0 && parts.length <= 200);
        uint256 whole;
        for (uint256 i; i < parts.length; ++i) whole += parts[i];
        vm.assume(whole > 0);
        uint256 before;
        uint256 sum;
        for (uint256 i; i < parts.length; ++i) {
            uint256 share = Split.share(amount, before, before + parts[i], whole);
            // Never more than its exact share rounded up, never less than rounded down.
            vm.assertLe(share, (uint256(amount) * parts[i] + whole - 1) / whole);
            vm.assertLe((uint256(amount) * parts[i]) / whole, share);
            before += parts[i];
            sum += share;
        }
        vm.assertEq(sum, amount);
    }

    function testFuzz_fee_roundsUp(uint24 prompt, uint64 promptPrice, uint24 completion, uint64 completionPrice) public pure {
        uint256 exact = uint256(prompt) * promptPrice + uint256(completion) * completionPrice;
        uint256 fee = Split.fee(prompt, promptPrice, completion, completionPrice);
        vm.assertLe(exact, fee * 1_000_000);
        vm.assertLe(fee * 1_000_000, exact + 999_999);
    }

    function testFuzz_splitWords_roundTrip(uint8[16] calldata roles, uint32[16] calldata accounts, uint16[16] calldata bps) public pure {
        uint256[4] memory words;
        for (uint256 i; i < 16; ++i) {
            SplitWords.set(words, i, Role(roles[i] % 8), AccountId.wrap(accounts[i]), bps[i]);
        }
        for (uint256 i; i < 16; ++i) {
            (Role role, AccountId account, uint16 share) = SplitWords.get(words, i);
            vm.assertEq(uint256(role), roles[i] % 8);
            vm.assertEq(AccountId.unwrap(account), accounts[i]);
            vm.assertEq(share, bps[i]);
        }
    }

    function _freeMemory() private pure returns (bytes32 pointer) {
        assembly ("memory-safe") {
            pointer := mload(0x40)
        }
    }
}
