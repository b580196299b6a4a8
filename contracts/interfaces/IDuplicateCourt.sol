// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IDuplicateCourt
/// @notice Proves that a later item repeats an earlier one word for word. No vote, no discretion.
/// @dev A segment is a stretch of bytes that stands in both items, at any alignment. The prover gives the shared bytes once, and the few bytes on either
/// side that complete the chunks of each item; both items' content roots are rebuilt from the same bytes, so equality needs no comparison. Segments
/// ascend and do not overlap in the later item; each has at least `MIN_SEGMENT` bytes, so common words do not count. When they cover the terms'
/// `overlapPpm` of the later item's bytes, it becomes a duplicate. Long items take several transactions.
/// An exact repetition (same content root) needs no proof: the ledger finds it at the reveal. It would also be provable here, as one segment over all.
/// The earlier item must have been accepted: a rejected or pending one gives nobody a claim. Items of private Datanets are not opened here, since a proof
/// shows their text.
/// Whoever proves announces it a block before, so that a proof in the mempool is worth nothing to a copier. A proof of several transactions shows its
/// first segments before it is complete; a copier may then announce and race, against a prover who is at least a block ahead.
interface IDuplicateCourt {
    /// @param laterStart Where the shared bytes start in the later item.
    /// @param earlierStart Where they start in the earlier item.
    /// @param shared The bytes both items have.
    /// @param laterHead Bytes from the chunk's start to `laterStart` (`laterStart % 32` of them).
    /// @param laterTail Bytes from the shared ones' end to the end of the chunk, or of the item.
    /// @param laterSiblings Nodes beside the run, from the leaves up, left before right.
    struct Segment {
        uint64 laterStart;
        uint64 earlierStart;
        bytes shared;
        bytes laterHead;
        bytes laterTail;
        bytes earlierHead;
        bytes earlierTail;
        bytes32[] laterSiblings;
        bytes32[] earlierSiblings;
    }

    /// @param later The repetition. @param laterLength Its bytes.
    /// @param earlier The original. @param earlierLength Its bytes.
    /// @param prover Account to pay.
    /// @param salt Of the announcement.
    struct Claim {
        ContributionId later;
        ContributionId earlier;
        uint64 laterLength;
        uint64 earlierLength;
        AccountId prover;
        bytes32 salt;
    }

    /// @param announcedIn Block of the announcement.
    /// @param provenUntil Byte of the later item up to which segments were proven.
    /// @param covered Bytes proven so far.
    struct Progress {
        uint48 announcedIn;
        uint64 provenUntil;
        uint64 covered;
    }

    /// @param provenAt Unix time in seconds; zero if never.
    struct Proof {
        ContributionId earlier;
        AccountId prover;
        uint48 provenAt;
    }

    error DuplicateCourt_AlreadyAnnounced(bytes32 hash);
    /// @notice Announce `claimHash` first.
    error DuplicateCourt_NotAnnounced(bytes32 hash);
    /// @notice The proof needs a later block than its announcement.
    error DuplicateCourt_TooEarly(bytes32 hash, uint256 blockNumber);
    error DuplicateCourt_DifferentDatanets(ContributionId later, ContributionId earlier);
    error DuplicateCourt_PrivateDatanet(DatanetId datanet);
    error DuplicateCourt_NoSegments();
    error DuplicateCourt_SegmentTooShort(uint256 index, uint256 length, uint256 minimum);
    /// @notice Segments must ascend in the later item without overlap.
    error DuplicateCourt_SegmentsOverlap(uint256 index, uint64 start, uint64 provenUntil);
    /// @notice Head, tail or item length do not make whole chunks, or the opening leads to another root.
    error DuplicateCourt_WrongOpening(uint256 index, ContributionId contribution, bytes32 expected, bytes32 computed);
    /// @notice The item was not proven a duplicate here.
    error DuplicateCourt_NotProven(ContributionId contribution);
    error DuplicateCourt_NotAnItem(uint8 item, uint256 count);
    /// @notice The members' liability for this round has ended.
    error DuplicateCourt_LiabilityOver(uint48 round, uint48 liableUntil);
    /// @notice The original was not revealed when voting began, so nobody could have seen the repetition.
    error DuplicateCourt_NotVisible(ContributionId earlier, uint48 revealedAt, uint48 votingFrom);

    event ProofAnnounced(bytes32 indexed hash, address actor);
    event OverlapProven(
        bytes32 indexed hash,
        ContributionId indexed later,
        ContributionId indexed earlier,
        uint64 covered,
        uint64 provenUntil,
        uint64 needed,
        address actor
    );
    event DuplicateProven(
        ContributionId indexed later,
        ContributionId indexed earlier,
        AccountId indexed prover,
        uint64 covered,
        NanoOpen bond
    );
    event AcceptancePunished(
        uint48 indexed round,
        uint8 level,
        ContributionId indexed contribution,
        AccountId indexed validator,
        NanoOpen taken,
        address actor
    );

    /// @notice Announces a proof by `claimHash(claim)`. Anyone.
    function announce(bytes32 hash) external;

    /// @notice Proves segments; completes the proof when they suffice, pays the bond that is still held to the prover, and voids the item's standing. Anyone.
    /// @return isComplete Whether the later item is a duplicate now.
    function prove(Claim calldata claim, Segment[] calldata segments) external returns (bool isComplete);

    /// @notice Takes `acceptancePenalty` of stake from every member of a level that accepted a proven duplicate whose original was visible. A quarter goes
    /// to the original's contributor, a quarter to the prover, half burns: proving one's own acceptance never pays. Once for each member, level and item. Anyone.
    function punishAcceptance(uint48 round, uint8 level, ContributionId[] calldata items, uint8 item) external;

    function claimHash(Claim calldata claim) external pure returns (bytes32);
    function progressOf(bytes32 hash) external view returns (Progress memory);
    function proofOf(ContributionId later) external view returns (Proof memory);
}
