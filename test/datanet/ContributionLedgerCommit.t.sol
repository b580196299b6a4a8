// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionLedger} from "../../contracts/datanet/ContributionLedger.sol";
import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IReputation} from "../../contracts/interfaces/IReputation.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {ContributionBase} from "../support/registry/ContributionBase.sol";

contract ContributionLedgerCommitTest is ContributionBase {
    bytes32 private constant HASH = "hash";

    function test_commit_storesEverything_succeeds() external {
        uint48 deadline = uint48(block.timestamp) + REVEAL_WINDOW;
        vm.expectEmit(address(ledger));
        emit IContributionLedger.ContributionsCommitted(1, datanet, contributorAccount, 1, 100, HASH, deadline);
        vm.prank(contributor);
        uint48 commitId = ledger.commit(datanet, contributorAccount, 1, 100, HASH);

        vm.assertEq(commitId, 1);
        vm.assertEq(ledger.commitCount(), 1);
        IContributionLedger.Commit memory stored = ledger.commitOf(commitId);
        vm.assertTrue(stored.account == contributorAccount);
        vm.assertTrue(stored.datanet == datanet);
        vm.assertEq(stored.termsVersion, 1);
        vm.assertEq(stored.itemCount, 100);
        vm.assertEq(stored.revealBefore, deadline);
        vm.assertEq(stored.blockNumber, block.number);
        vm.assertEq(stored.hash, HASH);
        vm.assertEq(token.balanceOf(address(ledger)), 0);
    }

    function test_commit_batchSize_reverts() external {
        vm.startPrank(contributor);
        _expectBatchSize(0, 100);
        ledger.commit(datanet, contributorAccount, 1, 0, HASH);
        _expectBatchSize(101, 100);
        ledger.commit(datanet, contributorAccount, 1, 101, HASH);
        vm.stopPrank();
    }

    function test_commit_zeroHash_reverts() external {
        _expectRevert(IContributionLedger.ContributionLedger_ZeroHash.selector);
        vm.prank(contributor);
        ledger.commit(datanet, contributorAccount, 1, 1, 0);
    }

    function test_commit_forAnotherAccount_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, contributorAccount, rival));
        vm.prank(rival);
        ledger.commit(datanet, contributorAccount, 1, 1, HASH);
    }

    function test_commit_unknownDatanet_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownDatanet.selector, 9));
        vm.prank(contributor);
        ledger.commit(DatanetId.wrap(9), contributorAccount, 1, 1, HASH);
    }

    function test_commit_termsMovedOn_reverts() external {
        vm.prank(owner);
        datanets.publishTerms(datanet, _terms());
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_TermsOutdated.selector, 1, 2));
        vm.prank(contributor);
        ledger.commit(datanet, contributorAccount, 1, 1, HASH);
    }

    function test_commitOf_unknown_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_UnknownCommit.selector, 0));
        ledger.commitOf(0);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_UnknownCommit.selector, 1));
        ledger.commitOf(1);
    }

    function test_constructor_unknownCommons_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_UnknownAccount.selector, 99));
        new ContributionLedger(
            address(manager),
            token,
            accounts,
            datanets,
            IReputation(address(0)),
            guardian,
            AccountId.wrap(99),
            REVEAL_WINDOW
        );
    }

    function testFuzz_commitHash_bindsEveryField_succeeds(
        uint32 account,
        uint32 where,
        uint16 terms,
        bytes32 root,
        bytes32 salt
    ) external view {
        bytes32 hash = _hash(account, where, terms, root, salt);
        vm.assertEq(hash, keccak256(abi.encode(account, where, terms, _items(root), salt)));
        vm.assertTrue(hash != _hash(account ^ 1, where, terms, root, salt));
        vm.assertTrue(hash != _hash(account, where ^ 1, terms, root, salt));
        vm.assertTrue(hash != _hash(account, where, terms ^ 1, root, salt));
        vm.assertTrue(hash != _hash(account, where, terms, ~root, salt));
        vm.assertTrue(hash != _hash(account, where, terms, root, ~salt));
    }

    function _hash(uint32 account, uint32 where, uint16 terms, bytes32 root, bytes32 salt) private view returns (bytes32) {
        return ledger.commitHash(AccountId.wrap(account), DatanetId.wrap(where), terms, _items(root), salt);
    }

    function test_version_isSemantic_succeeds() external view {
        vm.assertEq(ledger.version(), "1.2.0");
    }
}
