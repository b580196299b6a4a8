// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {Lie} from "../types/Lie.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IEpochLedger
/// @notice The epoch rail: a gateway commits one header for any number of receipts; payers' money is held while anyone can prove a lie; then it is
/// final and whole subtrees of payout words are pushed to the payout ledger.
/// @dev Format: docs/formats/epoch.md. A `record` is the 290 bytes that `EpochCommitted` emits: the header and what the ledger added at commit.
///
///     commit ──► held by slices ──► final ──► pushed or claimed
///        │            │
///        └────────────┴──► void (a lie, or debits that were not covered in time) ──► restored by slices
interface IEpochLedger {
    /// @param nextEpoch Number of the next epoch to commit; epochs run from 0 without gaps.
    /// @param nextFinal Number of the next epoch to become final.
    /// @param committedFees nano-OPEN of all epochs committed and not voided. @param finalisedFees nano-OPEN of all final epochs.
    /// @param lastCommitAt Unix time in seconds of the last commit; zero if there was none.
    /// @param isAbandoned No epoch can be committed any more; receipts without an epoch settle one by one.
    /// @param awardsDue Convictions whose penalty was not taken yet: until then, no commit, and no bond goes out.
    struct Chain {
        uint32 nextEpoch; // slot 0
        uint32 nextFinal;
        uint64 committedFees;
        uint64 finalisedFees;
        uint48 lastCommitAt;
        bool isAbandoned;
        uint8 awardsDue;
    }

    /// @param held nano-OPEN held in the escrow for the epoch. @param slicesHeld Slices of the debit list held so far, in order.
    /// @param slicesRestored Slices given back after a void. @param openChallenges Data challenges without an answer.
    /// @param openUntil Running seconds since commit before which the epoch cannot become final; zero unless a challenge was answered.
    struct Funding {
        uint64 held; // slot 0
        uint32 slicesHeld;
        uint32 slicesRestored;
        uint32 openChallenges;
        uint48 openUntil;
        bool isFinal;
    }

    /// @param penalty nano-OPEN to take from the bond. @param harmed Account that the lie took from; zero if none was named.
    struct Award {
        address prover; // slot 0
        NanoOpen penalty;
        AccountId harmed;
    }

    error EpochLedger_BadLength(uint256 expected, uint256 actual);
    error EpochLedger_WrongVersion(uint8 version);
    /// @notice Epochs of a gateway run from 0 without gaps.
    error EpochLedger_WrongEpoch(GatewayId gateway, uint32 epoch, uint32 expected);
    error EpochLedger_WrongParent(GatewayId gateway, bytes32 parent, bytes32 expected);
    error EpochLedger_EmptyEpoch();
    /// @notice The first sequence is not 0, the level is above 6, or the payout depth is not within 9 to 30.
    error EpochLedger_BadTree(uint40 firstSequence, uint8 level, uint8 payoutDepth);
    /// @notice The signer is not a receipt key of the gateway now.
    error EpochLedger_KeyNotValid(GatewayId gateway, address key);
    error EpochLedger_BadSignature(GatewayId gateway, address key);
    /// @notice The bond does not cover one and a half times the fees that are not final.
    error EpochLedger_BondTooSmall(GatewayId gateway, NanoOpen bond, uint256 needed);
    error EpochLedger_Paused();
    /// @notice The penalty of a proven lie has to be taken first, see `award`.
    error EpochLedger_AwardDue(GatewayId gateway);
    error EpochLedger_NoAward(GatewayId gateway, bytes32 record);
    /// @notice A gateway commits once a second at most.
    error EpochLedger_SameSecond(GatewayId gateway, uint48 lastCommitAt);
    error EpochLedger_TooManyOpen(GatewayId gateway, uint32 nextFinal, uint32 maximum);
    error EpochLedger_Abandoned(GatewayId gateway);
    error EpochLedger_NotAbandonable(GatewayId gateway, uint256 lastCommitAt);
    /// @notice The record was never committed, was voided, or is final.
    error EpochLedger_NotChallengeable(GatewayId gateway, uint32 epoch, bytes32 record);
    /// @notice The record is not void, or never had money held.
    error EpochLedger_NotRestorable(bytes32 record);
    error EpochLedger_AllHeld(bytes32 record);
    error EpochLedger_NotHeld(bytes32 record, NanoOpen held, NanoOpen feeTotal);
    /// @notice The leaves and path do not lead to the debits root.
    error EpochLedger_BadDebits(uint256 slice, uint256 expectedLeaves, uint256 leaves);
    /// @notice The debits do not sum to the epoch's fees.
    error EpochLedger_DebitsMismatch(uint256 held, uint64 feeTotal);
    error EpochLedger_TooLate(uint256 elapsed, uint256 limit);
    error EpochLedger_TooEarly(uint256 elapsed, uint256 limit);
    error EpochLedger_NotNext(GatewayId gateway, uint32 epoch, uint32 expected);
    error EpochLedger_ChallengesOpen(bytes32 record, uint32 count);
    /// @notice A window given at deployment is out of bounds, in seconds.
    error EpochLedger_WindowOutOfBounds(uint48 value, uint48 minimum, uint48 maximum);

    /// @param record The 290 bytes that every later call takes.
    event EpochCommitted(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        bytes32 indexed recordHash,
        address key,
        bytes record,
        address actor
    );
    event DebitsHeld(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        bytes32 indexed recordHash,
        uint32 slice,
        NanoOpen held,
        address actor
    );
    event EpochFinalised(GatewayId indexed gateway, uint32 indexed epoch, bytes32 indexed recordHash, NanoOpen feeTotal, address actor);
    /// @notice This epoch and all later ones of the gateway are void. @param nextEpoch The number was given back. @param lie What was proven;
    /// `None` if the debits were merely not covered in time. @param penalty nano-OPEN that `award` takes from the bond.
    event EpochVoided(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        bytes32 indexed recordHash,
        Lie lie,
        uint32 epochsVoided,
        NanoOpen penalty,
        address prover,
        AccountId harmed
    );
    /// @notice The penalty of a proven lie was taken and paid out. @param slashed nano-OPEN that the bond had of it: two fifths to the prover, one to the harmed
    /// account (the commons if none was named), the rest to the commons.
    event BondAwarded(
        GatewayId indexed gateway,
        bytes32 indexed recordHash,
        address indexed prover,
        NanoOpen slashed,
        AccountId harmed,
        address actor
    );
    event DebitsRestored(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        bytes32 indexed recordHash,
        uint32 slice,
        NanoOpen amount,
        address actor
    );
    event ChallengeCounted(bytes32 indexed recordHash, uint32 openChallenges, uint48 openUntil, address court);
    event GatewayAbandoned(GatewayId indexed gateway, uint32 nextEpoch, address actor);

    /// @notice Commits a header signed by a receipt key of the gateway. Anyone may send it. Not while paused.
    /// @param header 270 bytes. @param key Receipt key. @param signature Its EIP-712 signature over the `EpochHeader`.
    /// @return recordHash Hash of the record.
    function commit(bytes calldata header, address key, bytes calldata signature) external returns (bytes32 recordHash);

    /// @notice Holds the next slice of the epoch's debits in the escrow. Anyone, before the activation window ends.
    /// @param leaves `account << 64 | amount`, all of the slice's (256, the last slice fewer). @param path Siblings from the slice's root up.
    function hold(bytes calldata record, uint256[] calldata leaves, bytes32[] calldata path) external;

    /// @notice Makes the gateway's oldest open epoch final once its windows are over and its debits are held. Anyone.
    function finalise(bytes calldata record) external;

    /// @notice Voids an epoch whose debits were not all held within the activation window. Nobody is slashed. Anyone.
    function expire(bytes calldata record) external;

    /// @notice Gives the next held slice of a void epoch back to its payers, to the last unit. Anyone.
    function restore(bytes calldata record, uint256[] calldata leaves, bytes32[] calldata path) external;

    /// @notice Voids an epoch and all later ones after a proven lie; the penalty is due. Only courts.
    /// @param prover Gets two fifths of the penalty. @param harmed Gets one fifth; if none is named, the commons does.
    function convict(bytes calldata record, Lie lie, address prover, AccountId harmed) external;

    /// @notice Takes the penalty of a proven lie from the bond and pays prover, harmed account and commons. Anyone.
    /// @param due As `EpochVoided` said.
    function award(GatewayId gateway, uint32 epoch, bytes32 recordHash, Award calldata due) external;

    /// @notice Counts a data challenge that keeps the epoch from becoming final. Only courts.
    function openChallenge(bytes calldata record) external;

    /// @notice Counts an answer. Only courts. @param openUntil Running seconds since commit until which the epoch stays open.
    function closeChallenge(bytes calldata record, uint48 openUntil) external;

    /// @notice Ends the chain of a gateway that has not committed for the abandonment delay. Only courts.
    function abandon(GatewayId gateway) external;

    /// @notice Seconds since commit, without those while paused.
    function elapsedOf(bytes calldata record) external view returns (uint256);
    /// @notice Whether the record is committed, not void and not final.
    function isChallengeable(GatewayId gateway, uint32 epoch, bytes32 recordHash) external view returns (bool);
    function chainOf(GatewayId gateway) external view returns (Chain memory);
    /// @notice Record hash of an epoch; zero if there is none, it is void, or 64 epochs were committed since.
    function recordOf(GatewayId gateway, uint32 epoch) external view returns (bytes32);
    function fundingOf(bytes32 recordHash) external view returns (Funding memory);
    /// @notice nano-OPEN of bond that the gateway cannot take out: one and a half times the fees that are not final; all of it while an award is due.
    function lockedBondOf(GatewayId gateway) external view returns (uint64);
    /// @notice Whether this award is due for the conviction of this record and was not taken yet.
    function isAwardDue(GatewayId gateway, uint32 epoch, bytes32 recordHash, Award calldata due) external view returns (bool);
    /// @notice Seconds from commit in which lies can be proven and challenges opened.
    function challengeWindow() external view returns (uint48);
    /// @notice Seconds from commit in which debits must be held.
    function activationWindow() external view returns (uint48);
    /// @notice Seconds without a commit after which a gateway can be declared gone.
    function abandonDelay() external view returns (uint48);
    /// @notice EIP-712 digest of a header.
    function headerDigest(bytes calldata header) external view returns (bytes32);
}
