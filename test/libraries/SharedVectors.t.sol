// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {ContributionLedger} from "../../contracts/datanet/ContributionLedger.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IGuardian} from "../../contracts/interfaces/IGuardian.sol";
import {IReputation} from "../../contracts/interfaces/IReputation.sol";
import {PositionalMerkle} from "../../contracts/libraries/PositionalMerkle.sol";
import {ReceiptCodec} from "../../contracts/libraries/ReceiptCodec.sol";
import {Split} from "../../contracts/libraries/Split.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {BatchReader} from "../support/vectors/BatchReader.sol";
import {JsonCheats} from "../support/vectors/JsonCheats.sol";

/// @notice The libraries give what test/vectors says; the sdk's tests read the same files.
abstract contract VectorTest {
    JsonCheats internal constant vm = JsonCheats(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    string internal json;

    function _load(string memory name) internal returns (uint256 count) {
        json = vm.readFile(string.concat("test/vectors/", name, ".json"));
        count = vm.keyExistsJson(json, ".casesCount") ? vm.parseJsonUint(json, ".casesCount") : 0;
    }

    function _path(string memory list, uint256 index, string memory key) internal pure returns (string memory) {
        return string.concat(".", list, "[", vm.toString(index), "].", key);
    }

    function _uint(uint256 index, string memory key) internal view returns (uint256) {
        return vm.parseJsonUint(json, _path("cases", index, key));
    }

    function _uints(uint256 index, string memory key) internal view returns (uint256[] memory) {
        return vm.parseJsonUintArray(json, _path("cases", index, key));
    }

    function _bytes32(uint256 index, string memory key) internal view returns (bytes32) {
        return vm.parseJsonBytes32(json, _path("cases", index, key));
    }

    function _bytes32s(uint256 index, string memory key) internal view returns (bytes32[] memory) {
        return vm.parseJsonBytes32Array(json, _path("cases", index, key));
    }
}

contract ReceiptVectorTest is VectorTest {
    function test_receiptId_vectors_succeeds() external {
        uint256 count = _load("receipts");
        vm.assertTrue(count >= 40);
        for (uint256 i; i < count; ++i) {
            uint80 prefix = ReceiptCodec.prefix(uint8(_uint(i, "lane")), uint32(_uint(i, "gatewayId")), uint32(_uint(i, "epoch")));
            uint184 head = ReceiptCodec.head(
                prefix,
                uint40(_uint(i, "sequence")),
                uint32(_uint(i, "payerAccount")),
                uint32(_uint(i, "offeringId"))
            );
            bytes32 id = ReceiptCodec.receiptId(head, _body(i), _bytes32(i, "legsRoot"), _bytes32(i, "contextRoot"));
            vm.assertEq(id, _bytes32(i, "id"));
            vm.assertEq(id, keccak256(vm.parseJsonBytes(json, _path("cases", i, "encoded"))));
        }
    }

    function test_hashBatch_vectors_succeeds() external {
        _load("typed-data");
        uint256 count = vm.parseJsonUint(json, ".batchesCount");
        vm.assertTrue(count >= 4);
        for (uint256 i; i < count; ++i) {
            ReceiptCodec.ReceiptBatch memory batch = ReceiptCodec.ReceiptBatch({
                gatewayId: uint32(_batchUint(i, "gatewayId")),
                epoch: uint32(_batchUint(i, "epoch")),
                lane: uint8(_batchUint(i, "lane")),
                firstSequence: uint40(_batchUint(i, "firstSequence")),
                count: uint32(_batchUint(i, "count")),
                legCount: uint64(_batchUint(i, "legCount")),
                feeTotal: uint64(_batchUint(i, "feeTotal")),
                root: vm.parseJsonBytes32(json, _path("batches", i, "root"))
            });
            bytes32 domain = vm.parseJsonBytes32(json, _path("batches", i, "domainSeparator"));
            vm.assertEq(ReceiptCodec.hashBatch(batch), vm.parseJsonBytes32(json, _path("batches", i, "structHash")));
            bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, ReceiptCodec.hashBatch(batch)));
            vm.assertEq(digest, vm.parseJsonBytes32(json, _path("batches", i, "digest")));
        }
    }

    function _body(uint256 i) private view returns (uint208) {
        bytes memory tokens = abi.encodePacked(uint24(_uint(i, "promptTokens")), uint24(_uint(i, "completionTokens")));
        bytes memory rest = abi.encodePacked(
            uint64(_uint(i, "fee")),
            uint48(_uint(i, "servedAt")),
            uint16(_uint(i, "legCount")),
            uint32(_uint(i, "weightTotal"))
        );
        return uint208(bytes26(bytes.concat(tokens, rest)));
    }

    function _batchUint(uint256 index, string memory key) private view returns (uint256) {
        return vm.parseJsonUint(json, _path("batches", index, key));
    }
}

contract MerkleVectorTest is VectorTest {
    function test_root_vectors_succeeds() external {
        uint256 count = _load("merkle");
        vm.assertTrue(count >= 21);
        for (uint256 i; i < count; ++i) {
            vm.assertEq(PositionalMerkle.root(_bytes32s(i, "leaves")), _bytes32(i, "root"));
        }
    }

    function test_root_legBlocks_succeeds() external {
        uint256 count = _load("legs");
        vm.assertTrue(count >= 20);
        for (uint256 i; i < count; ++i) {
            bytes[] memory blocks = vm.parseJsonBytesArray(json, _path("cases", i, "blocks"));
            bytes32[] memory leaves = new bytes32[](blocks.length);
            for (uint256 j; j < blocks.length; ++j) {
                leaves[j] = keccak256(blocks[j]);
            }
            vm.assertEq(PositionalMerkle.root(leaves), _bytes32(i, "legsRoot"));
        }
    }
}

contract SplitVectorTest is VectorTest {
    function test_share_vectors_succeeds() external {
        uint256 count = _load("splits");
        vm.assertTrue(count >= 50);
        for (uint256 i; i < count; ++i) {
            uint256[] memory roles = _uints(i, "entryRoles");
            uint256[] memory shares = _shares(_uint(i, "fee"), _uints(i, "entryBps"), 10_000);
            vm.assertEq(shares, _uints(i, "entryAmounts"));
            uint256 data;
            for (uint256 j; j < roles.length; ++j) {
                if (roles[j] == 0) data = shares[j];
            }
            uint256[] memory amounts = _shares(data, _uints(i, "legWeights"), _uint(i, "weightTotal"));
            vm.assertEq(amounts, _uints(i, "legAmounts"));
            for (uint256 j; j < amounts.length; ++j) {
                data -= amounts[j];
            }
            vm.assertEq(data, _uint(i, "unattributed"));
        }
    }

    function test_fee_vectors_succeeds() external {
        _load("splits");
        uint256[] memory fees = vm.parseJsonUintArray(json, ".fees.fee");
        uint256[] memory promptTokens = vm.parseJsonUintArray(json, ".fees.promptTokens");
        uint256[] memory completionTokens = vm.parseJsonUintArray(json, ".fees.completionTokens");
        uint256[] memory promptPrices = vm.parseJsonUintArray(json, ".fees.promptPrice");
        uint256[] memory completionPrices = vm.parseJsonUintArray(json, ".fees.completionPrice");
        vm.assertTrue(fees.length >= 30);
        for (uint256 i; i < fees.length; ++i) {
            vm.assertEq(Split.fee(promptTokens[i], promptPrices[i], completionTokens[i], completionPrices[i]), fees[i]);
        }
    }

    function _shares(uint256 amount, uint256[] memory weights, uint256 whole) private pure returns (uint256[] memory shares) {
        shares = new uint256[](weights.length);
        uint256 before;
        for (uint256 i; i < weights.length; ++i) {
            shares[i] = Split.share({amount: amount, before: before, current: before + weights[i], whole: whole});
            before += weights[i];
        }
    }
}

contract BatchVectorTest is VectorTest {
    function test_read_vectors_succeeds() external {
        BatchReader reader = new BatchReader();
        uint256 count = _load("batches");
        vm.assertTrue(count >= 7);
        for (uint256 i; i < count; ++i) {
            (bytes32[] memory ids, bytes32 root) = reader.read(vm.parseJsonBytes(json, _path("cases", i, "blob")));
            vm.assertEq(ids, _bytes32s(i, "receiptIds"));
            vm.assertEq(root, _bytes32(i, "root"));
        }
    }
}

contract CommitVectorTest is VectorTest {
    function test_commitHash_vectors_succeeds() external {
        ContributionLedger ledger = _ledger();
        uint256 count = _load("commits");
        vm.assertTrue(count >= 4);
        for (uint256 i; i < count; ++i) {
            bytes32 hash = ledger.commitHash({
                account: AccountId.wrap(uint32(_uint(i, "account"))),
                datanet: DatanetId.wrap(uint32(_uint(i, "datanet"))),
                termsVersion: uint16(_uint(i, "termsVersion")),
                items: _items(i),
                salt: _bytes32(i, "salt")
            });
            vm.assertEq(hash, _bytes32(i, "hash"));
        }
    }

    /// @dev The hash depends on nothing around the ledger; its constructor wants only that the commons account exists.
    function _ledger() private returns (ContributionLedger) {
        IAccountRegistry accounts = IAccountRegistry(address(0xacc));
        IAccountRegistry.Account memory commons;
        vm.mockCall(address(accounts), abi.encodeCall(accounts.accountOf, (AccountId.wrap(1))), abi.encode(commons));
        return
            new ContributionLedger({
                authority: address(0xa0),
                token_: IERC20(address(0xdad)),
                accounts_: accounts,
                datanets_: IDatanetRegistry(address(0xda7a)),
                reputation_: IReputation(address(0)),
                guardian_: IGuardian(address(0)),
                commons_: AccountId.wrap(1),
                revealWindow_: 1 hours
            });
    }

    function _items(uint256 i) private view returns (IContributionLedger.Item[] memory items) {
        bytes32[] memory roots = _bytes32s(i, "contentRoots");
        string[] memory licences = vm.parseJsonStringArray(json, _path("cases", i, "licences"));
        string[] memory uris = vm.parseJsonStringArray(json, _path("cases", i, "uris"));
        items = new IContributionLedger.Item[](roots.length);
        for (uint256 j; j < roots.length; ++j) {
            items[j] = IContributionLedger.Item({contentRoot: roots[j], licence: licences[j], uri: uris[j]});
        }
    }
}
