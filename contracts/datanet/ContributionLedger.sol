// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IGuardian} from "../interfaces/IGuardian.sol";
import {IReputation} from "../interfaces/IReputation.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {StandingPages} from "../libraries/StandingPages.sol";
import {Tombstones} from "../libraries/Tombstones.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../types/Contribution.sol";
import {ContributionId, toContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {Part} from "../types/Part.sol";

/// @title ContributionLedger
/// @notice Commit and reveal of contributions, their verdicts, standings and bonds.
/// @dev A content root has one holder in a Datanet. It is freed only when its holder is rejected for a reason that another contributor
/// may cure (no licence, wrong licence, content not provided); otherwise a stranger could block an author by contributing the work
/// without its licence. A withdrawn item keeps its root, so that nobody brings back what its contributor took out.
contract ContributionLedger is IContributionLedger, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using StandingPages for mapping(uint256 key => uint256);
    using Tombstones for mapping(uint256 node => int256);

    /// @notice Most items of one batch.
    uint256 public constant MAX_BATCH = 100;
    /// @notice Days after a withdrawal in which what was served before it can still be settled to its contributor.
    uint256 public constant RETIREMENT = 30;
    uint256 private constant MAX_LICENCE_LENGTH = 64;
    uint32 private constant NOVELTY_WHOLE = 1_000_000;

    /// @notice OPEN.
    IERC20 public immutable token;
    /// @notice Where accounts are registered.
    IAccountRegistry public immutable accounts;
    /// @notice Where Datanets are registered.
    IDatanetRegistry public immutable datanets;
    /// @notice Scales the contribution bonds and counts verdicts; zero for a ledger without reputation.
    IReputation public immutable reputation;
    IGuardian public immutable guardian;
    /// @notice Account that forfeited bonds go to, so that nobody who judges profits from a verdict.
    AccountId public immutable commons;
    /// @notice Seconds after its commit in which a batch can be revealed, and an earlier commit can displace a later one.
    uint48 public immutable revealWindow;

    /// @notice How many commits were made; numbers run from 1 to this.
    uint48 public commitCount;

    /// @inheritdoc IContributionLedger
    mapping(AccountId account => uint24) public contributionCountOf;
    /// @inheritdoc IContributionLedger
    mapping(AccountId account => NanoOpen) public refundOf;
    /// @inheritdoc IContributionLedger
    mapping(DatanetId datanet => mapping(bytes32 contentRoot => ContributionId)) public holderOf;

    mapping(uint48 commitId => Commit) private _commits;
    mapping(ContributionId contribution => Contribution) private _contributions;
    mapping(ContributionId contribution => bytes32) private _contentRoots;
    mapping(uint256 key => uint256) private _pages;
    mapping(DatanetId datanet => mapping(uint256 node => int256)) private _tombstones;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IDatanetRegistry datanets_,
        IReputation reputation_,
        IGuardian guardian_,
        AccountId commons_,
        uint48 revealWindow_
    ) AccessManaged(authority) {
        // Reverts if the account does not exist yet: whoever registered the number later would own the forfeited bonds.
        accounts_.accountOf(commons_);
        token = token_;
        accounts = accounts_;
        datanets = datanets_;
        reputation = reputation_;
        guardian = guardian_;
        commons = commons_;
        revealWindow = revealWindow_;
    }

    /* CONTRIBUTE */

    /// @inheritdoc IContributionLedger
    function commit(
        DatanetId datanet,
        AccountId account,
        uint16 termsVersion,
        uint16 itemCount,
        bytes32 hash
    ) external returns (uint48 commitId) {
        guardian.requireNotPaused(Part.Contributing);
        uint16 current = datanets.termsVersionOf(datanet);
        accounts.requireController(account, msg.sender);
        require(itemCount != 0 && itemCount <= MAX_BATCH, ContributionLedger_BatchSize(itemCount, MAX_BATCH));
        require(termsVersion == current, ContributionLedger_TermsOutdated(termsVersion, current));
        require(hash != bytes32(0), ContributionLedger_ZeroHash());

        commitId = ++commitCount;
        uint48 revealBefore = uint48(block.timestamp) + revealWindow;
        _commits[commitId] = Commit({
            account: account,
            datanet: datanet,
            termsVersion: termsVersion,
            itemCount: itemCount,
            revealBefore: revealBefore,
            blockNumber: uint48(block.number),
            revealedAt: 0,
            hash: hash
        });
        emit ContributionsCommitted(commitId, datanet, account, termsVersion, itemCount, hash, revealBefore);
    }

    /// @inheritdoc IContributionLedger
    function reveal(uint48 commitId, Item[] calldata items, bytes32 salt) external nonReentrant returns (ContributionId firstContribution) {
        Commit memory committed = _requireRevealable(commitId, items, salt);
        NanoOpen bond = _bondFor(committed);
        uint24 count = contributionCountOf[committed.account];
        require(items.length <= type(uint24).max - count, ContributionLedger_AccountFull(committed.account));

        _commits[commitId].hash = bytes32(0);
        _commits[commitId].revealedAt = uint48(block.timestamp);
        // Fits: checked above.
        contributionCountOf[committed.account] = count + uint24(items.length);
        firstContribution = toContributionId(committed.account, count + 1);
        _emitRevealed(commitId, committed, firstContribution, bond, items);
        for (uint256 i = 0; i < items.length; ++i) {
            // Fits: i < items.length, and count + items.length fits.
            _record(toContributionId(committed.account, count + 1 + uint24(i)), commitId, committed, bond, items[i], i);
        }

        uint256 bonds = bond.toTokenUnits() * items.length;
        if (bonds != 0) token.safeTransferFrom({from: msg.sender, to: address(this), value: bonds});
    }

    /// @inheritdoc IContributionLedger
    function withdraw(ContributionId[] calldata contributions) external {
        _requireBatchSize(contributions.length);
        for (uint256 i = 0; i < contributions.length; ++i) {
            ContributionId id = contributions[i];
            Contribution storage stored = _known(id);
            accounts.requireController(id.accountOf(), msg.sender);
            ContributionStatus status = stored.status;
            require(
                status == ContributionStatus.Pending || status == ContributionStatus.Accepted,
                ContributionLedger_WrongStatus(id, status)
            );

            if (status == ContributionStatus.Accepted) {
                _bury(stored);
                _retreat(id, stored);
            }
            stored.status = ContributionStatus.Withdrawn;
            _emitStatus(id, stored, ContributionId.wrap(0), msg.sender);
            _releaseBond(id, stored, id.accountOf());
        }
    }

    /// @inheritdoc IContributionLedger
    function retire(ContributionId[] calldata contributions) external {
        _requireBatchSize(contributions.length);
        for (uint256 i = 0; i < contributions.length; ++i) {
            ContributionId id = contributions[i];
            Contribution storage stored = _known(id);
            require(_pages.get(id) == Standing.Withdrawn, ContributionLedger_WrongStatus(id, stored.status));
            uint256 day = stored.withdrawnOn + RETIREMENT;
            require(block.timestamp / 1 days > day, ContributionLedger_RetirementTooEarly(id, day));

            _pages.set(id, Standing.Voided);
            emit ContributionRetired(id, stored.datanet, msg.sender);
        }
    }

    /* VALIDATE */

    /// @inheritdoc IContributionLedger
    function judge(DatanetId datanet, Verdict[] calldata verdicts, address actor) external {
        require(msg.sender == datanets.admissionOf(datanet), ContributionLedger_NotAdmission(datanet, msg.sender));
        _requireBatchSize(verdicts.length);
        for (uint256 i = 0; i < verdicts.length; ++i) {
            _judge(datanet, verdicts[i], actor);
        }
    }

    /* COURTS */

    /// @inheritdoc IContributionLedger
    function markDuplicate(ContributionId later, ContributionId earlier, AccountId prover) external restricted returns (NanoOpen bond) {
        Contribution storage stored = _open(later);
        // Accepted once, and neither a copy nor removed since: those lost their novelty.
        bool isOriginal = _isEarlier(earlier, later, stored) && _contributions[earlier].noveltyPpm != 0;
        require(isOriginal, ContributionLedger_BadOriginal(later, earlier));

        bond = stored.bond;
        _void(later, stored);
        _releaseBond(later, stored, prover);
        _markDuplicate(later, stored, VerdictReason.NearDuplicate, earlier, msg.sender);
    }

    /// @inheritdoc IContributionLedger
    function remove(ContributionId contribution, VerdictReason reason, address actor) external restricted {
        Contribution storage stored = _open(contribution);
        bool isLicence = reason == VerdictReason.LicenceMissing || reason == VerdictReason.LicenceIncompatible;
        require(isLicence || reason == VerdictReason.PersonalData, ContributionLedger_BadRemoval(contribution, reason));

        _void(contribution, stored);
        stored.status = ContributionStatus.Removed;
        stored.reason = reason;
        stored.noveltyPpm = 0;
        if (isLicence) _freeRoot(contribution, stored.datanet);
        _emitStatus(contribution, stored, ContributionId.wrap(0), actor);
        _releaseBond(contribution, stored, commons);
        _count(contribution, stored);
    }

    /* BONDS */

    /// @inheritdoc IContributionLedger
    function withdrawRefund(AccountId account) external nonReentrant returns (NanoOpen amount) {
        amount = refundOf[account];
        require(NanoOpen.unwrap(amount) != 0, ContributionLedger_NothingToRefund(account));
        address payout = accounts.payoutOf(account);

        refundOf[account] = NanoOpen.wrap(0);
        emit RefundWithdrawn(account, payout, amount, msg.sender);
        token.safeTransfer(payout, amount.toTokenUnits());
    }

    /* VIEWS */

    /// @inheritdoc IContributionLedger
    function commitHash(
        AccountId account,
        DatanetId datanet,
        uint16 termsVersion,
        Item[] calldata items,
        bytes32 salt
    ) public pure returns (bytes32) {
        return keccak256(abi.encode(account, datanet, termsVersion, items, salt));
    }

    /// @inheritdoc IContributionLedger
    function lostSince(DatanetId datanet, uint32 snapshot) external view returns (uint256) {
        // Reverts for an unknown snapshot.
        datanets.snapshotOf(datanet, snapshot);
        return _tombstones[datanet].countOf(snapshot, datanets.snapshotCountOf(datanet));
    }

    /// @inheritdoc IContributionLedger
    function successorOf(DatanetId datanet) public view returns (ContributionId) {
        return toContributionId(datanets.accountOf(DatanetId.unwrap(datanet)), 0);
    }

    /// @inheritdoc IContributionLedger
    function commitOf(uint48 commitId) public view returns (Commit memory) {
        require(commitId != 0 && commitId <= commitCount, ContributionLedger_UnknownCommit(commitId));
        return _commits[commitId];
    }

    /// @inheritdoc IContributionLedger
    function contributionOf(ContributionId contribution) external view returns (Contribution memory) {
        return _known(contribution);
    }

    /// @inheritdoc IContributionLedger
    function standingOf(ContributionId contribution) external view returns (Standing) {
        _known(contribution);
        return _pages.get(contribution);
    }

    /// @inheritdoc IContributionLedger
    function contentRootOf(ContributionId contribution) external view returns (bytes32) {
        _known(contribution);
        return _contentRoots[contribution];
    }

    /// @inheritdoc IContributionLedger
    function standingPages(uint256[] calldata keys) external view returns (uint256[] memory pages) {
        return StandingPages.load(_pages, keys);
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.2.0";
    }

    /* REVEAL */

    function _requireRevealable(uint48 commitId, Item[] calldata items, bytes32 salt) private view returns (Commit memory committed) {
        committed = commitOf(commitId);
        require(block.number > committed.blockNumber, ContributionLedger_RevealTooEarly(commitId, block.number));
        require(block.timestamp <= committed.revealBefore, ContributionLedger_RevealTooLate(commitId, committed.revealBefore));
        require(items.length == committed.itemCount, ContributionLedger_BatchSize(items.length, committed.itemCount));
        bytes32 revealed = commitHash(committed.account, committed.datanet, committed.termsVersion, items, salt);
        // A commit that was revealed before holds zero, which no hash equals.
        require(revealed == committed.hash, ContributionLedger_RevealMismatch(commitId, committed.hash, revealed));
    }

    function _emitRevealed(
        uint48 commitId,
        Commit memory committed,
        ContributionId firstContribution,
        NanoOpen bond,
        Item[] calldata items
    ) private {
        emit ContributionsRevealed(commitId, committed.datanet, committed.account, firstContribution, committed.termsVersion, bond, items);
    }

    /// @dev Records one item, and lets the earlier commit win its content root.
    function _record(
        ContributionId id,
        uint48 commitId,
        Commit memory committed,
        NanoOpen bond,
        Item calldata item,
        uint256 index
    ) private {
        require(item.contentRoot != bytes32(0), ContributionLedger_ZeroRoot(index));
        BoundedString.requireText(item.licence, 0, MAX_LICENCE_LENGTH);
        BoundedString.requireUri(item.uri);

        Contribution storage stored = _contributions[id];
        stored.datanet = committed.datanet;
        stored.termsVersion = committed.termsVersion;
        stored.status = ContributionStatus.Pending;
        stored.commit = commitId;
        stored.bond = bond;
        _contentRoots[id] = item.contentRoot;

        ContributionId holder = holderOf[committed.datanet][item.contentRoot];
        bool isFirst = ContributionId.unwrap(holder) == 0 || commitId < _contributions[holder].commit;
        if (isFirst) {
            holderOf[committed.datanet][item.contentRoot] = id;
            if (ContributionId.unwrap(holder) != 0) _displace(holder, id);
        } else {
            _markDuplicate(id, stored, VerdictReason.ExactDuplicate, holder, msg.sender);
        }
    }

    /// @dev An earlier commit takes the root. What was rejected or a duplicate already stays so; all else turns out to be a copy, also
    /// after it was withdrawn, or a copier could save its income by withdrawing in time.
    function _displace(ContributionId holder, ContributionId earlier) private {
        Contribution storage stored = _contributions[holder];
        ContributionStatus status = stored.status;
        if (status == ContributionStatus.Rejected || status == ContributionStatus.Duplicate) return;

        _void(holder, stored);
        _markDuplicate(holder, stored, VerdictReason.ExactDuplicate, earlier, msg.sender);
    }

    /* VERDICTS */

    function _judge(DatanetId datanet, Verdict calldata verdict, address actor) private {
        ContributionId id = verdict.contribution;
        Contribution storage stored = _known(id);
        require(stored.datanet == datanet, ContributionLedger_WrongDatanet(id, datanet));
        require(stored.status == ContributionStatus.Pending, ContributionLedger_WrongStatus(id, stored.status));
        require(
            _isCoherent(verdict.status, verdict.reason, verdict.noveltyPpm),
            ContributionLedger_BadVerdict(id, verdict.status, verdict.reason, verdict.noveltyPpm)
        );
        require(_isOriginalRight(stored, verdict), ContributionLedger_BadOriginal(id, verdict.original));

        if (verdict.status == ContributionStatus.Duplicate) {
            _markDuplicate(id, stored, verdict.reason, verdict.original, actor);
            return;
        }
        bool isAccepted = verdict.status == ContributionStatus.Accepted;
        stored.status = verdict.status;
        stored.reason = verdict.reason;
        stored.noveltyPpm = verdict.noveltyPpm;
        if (isAccepted) {
            stored.acceptedAfter = datanets.snapshotCountOf(datanet);
            if (datanets.isServable(datanet, stored.termsVersion)) _pages.set(id, Standing.Accepted);
        }
        if (!isAccepted && _isCurable(verdict.reason)) _freeRoot(id, datanet);
        _emitStatus(id, stored, ContributionId.wrap(0), actor);
        _releaseBond(id, stored, isAccepted ? id.accountOf() : commons);
        _count(id, stored);
    }

    function _freeRoot(ContributionId id, DatanetId datanet) private {
        // A pending item always holds its root: losing it made it a duplicate.
        holderOf[datanet][_contentRoots[id]] = ContributionId.wrap(0);
    }

    function _isOriginalRight(Contribution storage stored, Verdict calldata verdict) private view returns (bool) {
        if (verdict.status != ContributionStatus.Duplicate) return ContributionId.unwrap(verdict.original) == 0;
        return _isEarlier(verdict.original, verdict.contribution, stored);
    }

    function _isEarlier(ContributionId earlier, ContributionId later, Contribution storage stored) private view returns (bool) {
        Contribution storage original = _contributions[earlier];
        if (original.status == ContributionStatus.None || original.datanet != stored.datanet) return false;
        if (original.commit != stored.commit) return original.commit < stored.commit;
        return earlier.localOf() < later.localOf();
    }

    function _isCoherent(ContributionStatus status, VerdictReason reason, uint32 noveltyPpm) private pure returns (bool) {
        bool isDuplicateReason = reason == VerdictReason.ExactDuplicate || reason == VerdictReason.NearDuplicate;
        if (status == ContributionStatus.Accepted) return noveltyPpm != 0 && noveltyPpm <= NOVELTY_WHOLE;
        if (status == ContributionStatus.Rejected) return noveltyPpm == 0 && reason != VerdictReason.None;
        return status == ContributionStatus.Duplicate && noveltyPpm == 0 && isDuplicateReason;
    }

    function _isCurable(VerdictReason reason) private pure returns (bool) {
        return
            reason == VerdictReason.LicenceMissing ||
            reason == VerdictReason.LicenceIncompatible ||
            reason == VerdictReason.ContentUnavailable;
    }

    /* SHARED */

    function _markDuplicate(
        ContributionId id,
        Contribution storage stored,
        VerdictReason reason,
        ContributionId original,
        address actor
    ) private {
        stored.status = ContributionStatus.Duplicate;
        stored.reason = reason;
        stored.noveltyPpm = 0;
        _emitStatus(id, stored, original, actor);
        _releaseBond(id, stored, commons);
        _count(id, stored);
    }

    /// @dev A withdrawn item pays for what was served before, and the Datanet's own number for what is served later. What never paid does not begin to.
    function _retreat(ContributionId id, Contribution storage stored) private {
        // Fits until the year 2149.
        stored.withdrawnOn = uint16(block.timestamp / 1 days);
        if (_pages.get(id) != Standing.Accepted) return;
        _pages.set(id, Standing.Withdrawn);
        DatanetId datanet = stored.datanet;
        ContributionId successor = successorOf(datanet);
        if (_pages.get(successor) == Standing.Accepted) return;
        _pages.set(successor, Standing.Accepted);
        emit SuccessorOpened(datanet, successor);
    }

    /// @dev Before the status changes: what was accepted leaves the snapshots, and nothing names it for money any more.
    function _void(ContributionId id, Contribution storage stored) private {
        if (stored.status == ContributionStatus.Accepted) _bury(stored);
        if (_pages.get(id) != Standing.Unaccepted) _pages.set(id, Standing.Voided);
    }

    function _bury(Contribution storage stored) private {
        DatanetId datanet = stored.datanet;
        _tombstones[datanet].bury(stored.acceptedAfter, datanets.snapshotCountOf(datanet));
    }

    function _emitStatus(ContributionId id, Contribution storage stored, ContributionId original, address actor) private {
        emit ContributionStatusChanged(id, stored.datanet, stored.status, stored.reason, stored.noveltyPpm, original, actor);
    }

    /// @dev Moves what is still held from the item to a refund balance.
    function _releaseBond(ContributionId id, Contribution storage stored, AccountId account) private {
        NanoOpen bond = stored.bond;
        if (NanoOpen.unwrap(bond) == 0) return;

        stored.bond = NanoOpen.wrap(0);
        refundOf[account] = NanoOpen.wrap(NanoOpen.unwrap(refundOf[account]) + NanoOpen.unwrap(bond));
        emit BondReleased(id, account, bond, account == id.accountOf());
    }

    function _count(ContributionId id, Contribution storage stored) private {
        if (address(reputation) != address(0)) reputation.recordVerdict(id.accountOf(), stored.datanet, stored.status);
    }

    function _bondFor(Commit memory committed) private view returns (NanoOpen bond) {
        bond = datanets.termsOf(committed.datanet, committed.termsVersion).contributionBond;
        if (address(reputation) != address(0)) bond = reputation.scaledBond(committed.account, committed.datanet, bond);
    }

    /// @dev What a court may still change.
    function _open(ContributionId id) private view returns (Contribution storage stored) {
        stored = _known(id);
        ContributionStatus status = stored.status;
        bool isOpen =
            status == ContributionStatus.Pending || status == ContributionStatus.Accepted || status == ContributionStatus.Withdrawn;
        require(isOpen, ContributionLedger_WrongStatus(id, status));
    }

    function _known(ContributionId id) private view returns (Contribution storage stored) {
        stored = _contributions[id];
        require(stored.status != ContributionStatus.None, ContributionLedger_UnknownContribution(id));
    }

    function _requireBatchSize(uint256 size) private pure {
        require(size != 0 && size <= MAX_BATCH, ContributionLedger_BatchSize(size, MAX_BATCH));
    }
}
