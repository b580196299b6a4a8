// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionLedger} from "../../../contracts/datanet/ContributionLedger.sol";
import {IContributionLedger} from "../../../contracts/interfaces/IContributionLedger.sol";
import {IReputation} from "../../../contracts/interfaces/IReputation.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../../../contracts/types/Contribution.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {RegistryBase} from "./RegistryBase.sol";

/// @notice A ledger over one Datanet with a bond of 5 OPEN, and two contributors with funds.
abstract contract ContributionBase is RegistryBase {
    uint48 internal constant REVEAL_WINDOW = 1 days;
    uint64 internal constant BOND = 5e9;
    bytes32 internal constant SALT = "commit salt";

    ContributionLedger internal ledger;
    DatanetId internal datanet;
    AccountId internal commons;
    AccountId internal contributorAccount;
    AccountId internal rivalAccount;

    function setUp() public virtual override {
        super.setUp();
        commons = accounts.registerFor(_actor("commons"), _actor("commons"));
        ledger = new ContributionLedger(address(manager), token, accounts, datanets, IReputation(address(0)), guardian, commons, REVEAL_WINDOW);
        contributorAccount = accounts.registerFor(contributor, contributor);
        rivalAccount = accounts.registerFor(rival, rival);
        datanet = _datanet();
        _fund(contributor);
        _fund(rival);
    }

    function _fund(address who) internal {
        token.mint(who, 1_000_000e18);
        vm.prank(who);
        token.approve(address(ledger), type(uint256).max);
    }

    /* STEPS */

    function _item(bytes32 root) internal pure returns (IContributionLedger.Item memory) {
        return IContributionLedger.Item({contentRoot: root, licence: "MIT", uri: "npm:solady@0.1.26/src/utils/LibString.sol"});
    }

    function _items(bytes32 root) internal pure returns (IContributionLedger.Item[] memory items) {
        items = new IContributionLedger.Item[](1);
        items[0] = _item(root);
    }

    /// @dev `count` items with the roots `first`, `first + 1`, …
    function _items(uint256 first, uint256 count) internal pure returns (IContributionLedger.Item[] memory items) {
        items = new IContributionLedger.Item[](count);
        for (uint256 i = 0; i < count; ++i) items[i] = _item(bytes32(first + i));
    }

    function _commit(AccountId account, IContributionLedger.Item[] memory items) internal returns (uint48) {
        uint16 termsVersion = datanets.termsVersionOf(datanet);
        bytes32 hash = ledger.commitHash(account, datanet, termsVersion, items, SALT);
        vm.prank(accounts.controllerOf(account));
        return ledger.commit(datanet, account, termsVersion, uint16(items.length), hash);
    }

    function _reveal(uint48 commitId, IContributionLedger.Item[] memory items) internal returns (ContributionId) {
        vm.roll(block.number + 1);
        vm.prank(accounts.controllerOf(ledger.commitOf(commitId).account));
        return ledger.reveal(commitId, items, SALT);
    }

    function _contribute(AccountId account, bytes32 root) internal returns (ContributionId) {
        return _reveal(_commit(account, _items(root)), _items(root));
    }

    function _verdict(
        ContributionId id,
        ContributionStatus status,
        VerdictReason reason,
        uint32 noveltyPpm,
        ContributionId original
    ) internal pure returns (IContributionLedger.Verdict[] memory verdicts) {
        verdicts = new IContributionLedger.Verdict[](1);
        verdicts[0] = IContributionLedger.Verdict({
            contribution: id,
            status: status,
            reason: reason,
            noveltyPpm: noveltyPpm,
            original: original
        });
    }

    function _accepted(ContributionId id) internal pure returns (IContributionLedger.Verdict[] memory) {
        return _verdict(id, ContributionStatus.Accepted, VerdictReason.None, 1_000_000, ContributionId.wrap(0));
    }

    function _rejected(ContributionId id, VerdictReason reason) internal pure returns (IContributionLedger.Verdict[] memory) {
        return _verdict(id, ContributionStatus.Rejected, reason, 0, ContributionId.wrap(0));
    }

    function _repeated(ContributionId id, ContributionId original) internal pure returns (IContributionLedger.Verdict[] memory) {
        return _verdict(id, ContributionStatus.Duplicate, VerdictReason.NearDuplicate, 0, original);
    }

    function _judge(IContributionLedger.Verdict[] memory verdicts) internal {
        vm.prank(admissionModule);
        ledger.judge(datanet, verdicts, curator);
    }

    function _withdraw(ContributionId id) internal {
        ContributionId[] memory list = new ContributionId[](1);
        list[0] = id;
        vm.prank(accounts.controllerOf(id.accountOf()));
        ledger.withdraw(list);
    }

    /* CHECKS */

    function _assertStatus(ContributionId id, ContributionStatus status) internal view {
        vm.assertEq(uint8(ledger.contributionOf(id).status), uint8(status));
    }

    function _assertStanding(ContributionId id, Standing standing) internal view {
        vm.assertEq(_standingOf(id), uint8(standing));
    }

    function _assertHolder(bytes32 root, ContributionId id) internal view {
        vm.assertEq(ContributionId.unwrap(ledger.holderOf(datanet, root)), ContributionId.unwrap(id));
    }

    function _assertRefund(AccountId account, uint256 bonds) internal view {
        vm.assertEq(NanoOpen.unwrap(ledger.refundOf(account)), bonds * BOND);
    }

    /// @dev Reads the page as a settlement rail does, by the layout that `standingPages` documents.
    function _standingOf(ContributionId id) internal view returns (uint256) {
        uint256 raw = ContributionId.unwrap(id);
        uint256[] memory keys = new uint256[](1);
        keys[0] = ((raw >> 24) << 24) | ((raw & 0xffffff) >> 7);
        return (ledger.standingPages(keys)[0] >> (2 * (raw & 127))) & 3;
    }

    function _expectWrongStatus(ContributionId id, ContributionStatus status) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_WrongStatus.selector, id, status));
    }

    function _expectBatchSize(uint256 size, uint256 maximum) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.ContributionLedger_BatchSize.selector, size, maximum));
    }

    function _expectStatusChanged(
        ContributionId id,
        ContributionStatus status,
        VerdictReason reason,
        uint32 noveltyPpm,
        ContributionId original,
        address actor
    ) internal {
        vm.expectEmit(address(ledger));
        emit IContributionLedger.ContributionStatusChanged(id, datanet, status, reason, noveltyPpm, original, actor);
    }

    function _expectBondReleased(ContributionId id, AccountId account, bool toContributor) internal {
        vm.expectEmit(address(ledger));
        emit IContributionLedger.BondReleased(id, account, NanoOpen.wrap(BOND), toContributor);
    }
}
