// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {ContributionStatus, Standing, VerdictReason} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IContributionLedger
/// @notice Which content was contributed to which Datanet, when, by whom, and what became of it.
///
/// ```
/// commit ──reveal──► Pending ──judge──► Accepted ──withdraw──► Withdrawn
///    │                  │  │               │
///  lapse                │  └──judge──► Rejected
///                       └──reveal / judge──► Duplicate ◄── an earlier commit reveals the root of a
///                                                          Pending, Accepted or Withdrawn item
/// Pending, Accepted, Withdrawn ──markDuplicate──► Duplicate (an objective proof)
/// Pending, Accepted, Withdrawn ──remove──► Removed (a dispute)
/// ```
///
/// @dev Priority goes to the earlier commit, not to the earlier reveal: a commit binds account, Datanet, terms version and items, so
/// nobody can copy a pending contribution. A root stays taken after its holder is withdrawn, a duplicate, or rejected for its content; it is free
/// again after a rejection that another contributor may cure (`LicenceMissing`, `LicenceIncompatible`, `ContentUnavailable`).
/// Standing, which settlement pays by, begins with acceptance, and only if the terms agreed to are servable (`IDatanetRegistry.isServable`): a receipt that names
/// anything else is refused. A withdrawn item still pays its contributor for answers served before; answers from it served later name the Datanet instead, by the
/// contribution number 0 of the Datanet's account, which has standing from the first such withdrawal on. `RETIREMENT` after its withdrawal anyone may
/// retire an item: what still names it then pays the commons.
/// Courts find copies by proof and remove items by dispute: their roles are in the authority. An item removed for a reason that another
/// contributor may cure frees its root as well.
interface IContributionLedger {
    /// @param contentRoot Content root under the Datanet's salt (docs/formats/canonical-text.md); not zero.
    /// @param licence SPDX licence the contributor declares, at most 64 bytes; empty is recorded and left to admission.
    /// @param uri Where the item comes from (for example `npm:solady@0.1.26/src/utils/LibString.sol`), at most 256 bytes.
    struct Item {
        bytes32 contentRoot;
        string licence;
        string uri;
    }

    /// @param account Contributor's account.
    /// @param datanet Datanet committed to.
    /// @param termsVersion Terms version agreed to.
    /// @param itemCount Number of items, 1 to `MAX_BATCH`.
    /// @param revealBefore Unix time in seconds after which the commit lapses.
    /// @param blockNumber Block of the commit; a reveal needs a later block.
    /// @param revealedAt Unix time in seconds of the reveal; zero before it.
    /// @param hash `keccak256(abi.encode(account, datanet, termsVersion, items, salt))`; zero once revealed.
    struct Commit {
        AccountId account;
        DatanetId datanet;
        uint16 termsVersion;
        uint16 itemCount;
        uint48 revealBefore;
        uint48 blockNumber;
        uint48 revealedAt;
        bytes32 hash;
    }

    /// @param datanet Datanet it belongs to.
    /// @param termsVersion Terms version it is bound to.
    /// @param status Where it stands.
    /// @param reason Reason of the last verdict.
    /// @param noveltyPpm Novelty weight set at admission, 0 to 1,000,000: the share of its raw credit that is paid.
    /// @param commit Number of the commit; the lower number was first.
    /// @param bond nano-OPEN still held.
    /// @param acceptedAfter Snapshots that the Datanet had published when it was accepted.
    /// @param withdrawnOn Day of the withdrawal, counted from 1970; zero if it was not accepted before.
    struct Contribution {
        DatanetId datanet;
        uint16 termsVersion;
        ContributionStatus status;
        VerdictReason reason;
        uint32 noveltyPpm;
        uint48 commit;
        NanoOpen bond;
        uint32 acceptedAfter;
        uint16 withdrawnOn;
    }

    /// @param contribution Item judged; must be Pending.
    /// @param status `Accepted`, `Rejected` or `Duplicate`.
    /// @param reason Reason code; not `None` unless accepted; `ExactDuplicate` or `NearDuplicate` for a duplicate.
    /// @param noveltyPpm 1 to 1,000,000 for an accepted item, 0 otherwise.
    /// @param original For `Duplicate`: the earlier contribution it repeats; zero otherwise.
    struct Verdict {
        ContributionId contribution;
        ContributionStatus status;
        VerdictReason reason;
        uint32 noveltyPpm;
        ContributionId original;
    }

    error ContributionLedger_UnknownContribution(ContributionId contribution);
    error ContributionLedger_UnknownCommit(uint48 commit);
    /// @notice The batch is empty or above `MAX_BATCH`, or a reveal does not have as many items as its commit said.
    error ContributionLedger_BatchSize(uint256 size, uint256 maximum);
    /// @notice The terms moved on; read them again and agree to the current version.
    error ContributionLedger_TermsOutdated(uint16 agreed, uint16 current);
    error ContributionLedger_ZeroHash();
    error ContributionLedger_ZeroRoot(uint256 index);
    /// @notice A reveal needs a later block than its commit.
    error ContributionLedger_RevealTooEarly(uint48 commit, uint256 blockNumber);
    error ContributionLedger_RevealTooLate(uint48 commit, uint48 revealBefore);
    /// @notice What is revealed is not what was committed.
    error ContributionLedger_RevealMismatch(uint48 commit, bytes32 committed, bytes32 revealed);
    error ContributionLedger_NotAdmission(DatanetId datanet, address caller);
    error ContributionLedger_WrongDatanet(ContributionId contribution, DatanetId datanet);
    error ContributionLedger_WrongStatus(ContributionId contribution, ContributionStatus status);
    /// @notice The verdict's fields contradict each other.
    error ContributionLedger_BadVerdict(ContributionId contribution, ContributionStatus status, VerdictReason reason, uint32 noveltyPpm);
    /// @notice A duplicate's original is not an earlier contribution of the same Datanet, or an original is named for another verdict.
    error ContributionLedger_BadOriginal(ContributionId contribution, ContributionId original);
    /// @notice A court may not remove for this reason: `LicenceMissing`, `LicenceIncompatible` or `PersonalData`.
    error ContributionLedger_BadRemoval(ContributionId contribution, VerdictReason reason);
    /// @notice Retirement waits until the end of `RETIREMENT` days after the withdrawal.
    error ContributionLedger_RetirementTooEarly(ContributionId contribution, uint256 day);
    /// @notice The account has used all its 2^24 - 1 local numbers.
    error ContributionLedger_AccountFull(AccountId account);
    error ContributionLedger_NothingToRefund(AccountId account);

    event ContributionsCommitted(
        uint48 indexed commit,
        DatanetId indexed datanet,
        AccountId indexed account,
        uint16 termsVersion,
        uint16 itemCount,
        bytes32 hash,
        uint48 revealBefore
    );
    /// @param firstContribution Id of the first item; the others follow one by one.
    /// @param bond nano-OPEN taken for each item.
    event ContributionsRevealed(
        uint48 indexed commit,
        DatanetId indexed datanet,
        AccountId indexed account,
        ContributionId firstContribution,
        uint16 termsVersion,
        NanoOpen bond,
        Item[] items
    );
    /// @notice A verdict, an automatic duplicate finding (`actor` is the revealer) or a withdrawal.
    event ContributionStatusChanged(
        ContributionId indexed contribution,
        DatanetId indexed datanet,
        ContributionStatus status,
        VerdictReason reason,
        uint32 noveltyPpm,
        ContributionId original,
        address actor
    );
    /// @param account Whose refund balance grew: the contributor's, the commons', or that of who proved a copy.
    /// @param toContributor Whether the bond returns to the contributor.
    event BondReleased(ContributionId indexed contribution, AccountId indexed account, NanoOpen amount, bool toContributor);
    /// @notice What still names the withdrawn item pays the commons from now on.
    event ContributionRetired(ContributionId indexed contribution, DatanetId indexed datanet, address actor);
    /// @notice From now on answers from withdrawn items of the Datanet can be attributed to it. @param contribution Number 0 of its account.
    event SuccessorOpened(DatanetId indexed datanet, ContributionId indexed contribution);
    event RefundWithdrawn(AccountId indexed account, address indexed payout, NanoOpen amount, address actor);

    /// @notice Commits to a batch without showing it. Only the account's controller.
    /// @param hash See `Commit.hash`; not zero.
    function commit(
        DatanetId datanet,
        AccountId account,
        uint16 termsVersion,
        uint16 itemCount,
        bytes32 hash
    ) external returns (uint48 commitId);

    /// @notice Shows a committed batch in a later block and takes the contribution bonds, scaled by the account's reputation, from the caller. Anyone who knows the salt.
    /// @dev An item whose root an earlier commit already holds becomes `Duplicate` at once; if the holder committed later, the holder does.
    function reveal(uint48 commitId, Item[] calldata items, bytes32 salt) external returns (ContributionId firstContribution);

    /// @notice Applies verdicts. Only the Datanet's admission module.
    /// @param actor Who decided, for the record.
    function judge(DatanetId datanet, Verdict[] calldata verdicts, address actor) external;

    /// @notice Marks `later` as a repetition of `earlier`, which must be an earlier contribution of the same Datanet that was accepted and not voided.
    /// What is still held of its bond goes to `prover`. Only courts.
    function markDuplicate(ContributionId later, ContributionId earlier, AccountId prover) external returns (NanoOpen bond);

    /// @notice Removes a Pending, Accepted or Withdrawn item; what is held of its bond goes to the commons. Only courts.
    function remove(ContributionId contribution, VerdictReason reason, address actor) external;

    /// @notice Withdraws 1 to `MAX_BATCH` own items, pending or accepted. Only the account's controller.
    function withdraw(ContributionId[] calldata contributions) external;

    /// @notice Voids the standing of 1 to `MAX_BATCH` items that were withdrawn, after acceptance, at least `RETIREMENT` days ago. Anyone.
    function retire(ContributionId[] calldata contributions) external;

    /// @notice Pays an account's released bonds to its payout address. Anyone.
    function withdrawRefund(AccountId account) external returns (NanoOpen amount);

    /// @notice `keccak256(abi.encode(account, datanet, termsVersion, items, salt))`.
    function commitHash(
        AccountId account,
        DatanetId datanet,
        uint16 termsVersion,
        Item[] calldata items,
        bytes32 salt
    ) external pure returns (bytes32);

    function commitOf(uint48 commitId) external view returns (Commit memory);
    function contributionOf(ContributionId contribution) external view returns (Contribution memory);
    /// @notice The item's standing, as settlement rails read it. Reverts if unknown.
    function standingOf(ContributionId contribution) external view returns (Standing);
    function contentRootOf(ContributionId contribution) external view returns (bytes32);
    /// @notice The contribution that holds a content root in a Datanet; zero if none.
    function holderOf(DatanetId datanet, bytes32 contentRoot) external view returns (ContributionId);
    /// @notice How many local numbers an account has used.
    function contributionCountOf(AccountId account) external view returns (uint24);
    /// @notice Standings (two bits each, see `Standing`) of 128 contributions for each key.
    /// @param keys `accountId << 24 | page`, `page = local >> 7`; the standing of `local` is at bit `2 * (local & 127)`.
    function standingPages(uint256[] calldata keys) external view returns (uint256[] memory pages);
    function refundOf(AccountId account) external view returns (NanoOpen);
    /// @notice How many items accepted before the snapshot were withdrawn, removed or proven copies after it.
    function lostSince(DatanetId datanet, uint32 snapshot) external view returns (uint256);
    /// @notice The contribution that answers from the Datanet's withdrawn items name: number 0 of the Datanet's account.
    function successorOf(DatanetId datanet) external view returns (ContributionId);
}
