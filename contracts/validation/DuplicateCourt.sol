// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IDuplicateCourt} from "../interfaces/IDuplicateCourt.sol";
import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {ChunkRun} from "../libraries/ChunkRun.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title DuplicateCourt
/// @dev Holds no money: the ledger pays the bond and staking pays the rest. No re-entrancy is possible through either.
contract DuplicateCourt is IDuplicateCourt {
    /// @notice Fewest bytes of a segment.
    uint256 public constant MIN_SEGMENT = 64;
    uint256 private constant PPM_WHOLE = 1_000_000;

    IContributionLedger public immutable ledger;
    IDatanetRegistry public immutable datanets;
    IValidatorStaking public immutable staking;
    IValidationRounds public immutable rounds;
    /// @notice Stake a member loses for accepting a proven duplicate, nano-OPEN.
    NanoOpen public immutable acceptancePenalty;

    mapping(bytes32 hash => Progress) private _progress;
    mapping(ContributionId later => Proof) private _proofs;

    constructor(
        IContributionLedger ledger_,
        IDatanetRegistry datanets_,
        IValidatorStaking staking_,
        IValidationRounds rounds_,
        NanoOpen acceptancePenalty_
    ) {
        ledger = ledger_;
        datanets = datanets_;
        staking = staking_;
        rounds = rounds_;
        acceptancePenalty = acceptancePenalty_;
    }

    /// @inheritdoc IDuplicateCourt
    function announce(bytes32 hash) external {
        require(_progress[hash].announcedIn == 0, DuplicateCourt_AlreadyAnnounced(hash));
        _progress[hash].announcedIn = uint48(block.number);
        emit ProofAnnounced(hash, msg.sender);
    }

    /// @inheritdoc IDuplicateCourt
    function prove(Claim calldata claim, Segment[] calldata segments) external returns (bool isComplete) {
        bytes32 hash = claimHash(claim);
        Progress memory progress = _progress[hash];
        require(progress.announcedIn != 0, DuplicateCourt_NotAnnounced(hash));
        require(block.number > progress.announcedIn, DuplicateCourt_TooEarly(hash, block.number));
        require(segments.length != 0, DuplicateCourt_NoSegments());
        IContributionLedger.Contribution memory later = ledger.contributionOf(claim.later);
        bytes32 salt = _saltOf(claim, later.datanet);

        for (uint256 i = 0; i < segments.length; ++i) {
            _requireSegment(progress, segments[i], i);
            _requireOpening(claim, segments[i], i, salt);
            // Fits: the opening showed that the segment lies within the later item's 64-bit length.
            progress.provenUntil = segments[i].laterStart + uint64(segments[i].shared.length);
            progress.covered += uint64(segments[i].shared.length);
        }
        uint64 needed = _neededOf(later, claim.laterLength);
        isComplete = progress.covered >= needed;
        _progress[hash] = progress;
        emit OverlapProven(hash, claim.later, claim.earlier, progress.covered, progress.provenUntil, needed, msg.sender);
        if (isComplete) _complete(claim, progress.covered);
    }

    /// @inheritdoc IDuplicateCourt
    function punishAcceptance(uint48 round, uint8 level, ContributionId[] calldata items, uint8 item) external {
        require(item < items.length, DuplicateCourt_NotAnItem(item, items.length));
        Proof memory proof = _proofs[items[item]];
        require(proof.provenAt != 0, DuplicateCourt_NotProven(items[item]));
        (DatanetId datanet, AccountId[] memory acceptors, uint48 votingFrom, uint48 liableUntil) = rounds.acceptorsOf(
            round,
            level,
            items,
            item
        );
        require(block.timestamp <= liableUntil, DuplicateCourt_LiabilityOver(round, liableUntil));
        uint48 revealedAt = ledger.commitOf(ledger.contributionOf(proof.earlier).commit).revealedAt;
        require(revealedAt < votingFrom, DuplicateCourt_NotVisible(proof.earlier, revealedAt, votingFrom));

        for (uint256 i = 0; i < acceptors.length; ++i) {
            NanoOpen taken = _slash(keccak256(abi.encode(address(this), round, level, item, i)), datanet, acceptors[i], proof);
            emit AcceptancePunished(round, level, items[item], acceptors[i], taken, msg.sender);
        }
    }

    /// @inheritdoc IDuplicateCourt
    function claimHash(Claim calldata claim) public pure returns (bytes32) {
        return keccak256(abi.encode(claim));
    }

    /// @inheritdoc IDuplicateCourt
    function progressOf(bytes32 hash) external view returns (Progress memory) {
        return _progress[hash];
    }

    /// @inheritdoc IDuplicateCourt
    function proofOf(ContributionId later) external view returns (Proof memory) {
        return _proofs[later];
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _complete(Claim calldata claim, uint64 covered) private {
        _proofs[claim.later] = Proof({earlier: claim.earlier, prover: claim.prover, provenAt: uint48(block.timestamp)});
        NanoOpen bond = ledger.markDuplicate(claim.later, claim.earlier, claim.prover);
        emit DuplicateProven(claim.later, claim.earlier, claim.prover, covered, bond);
    }

    function _slash(bytes32 offence, DatanetId datanet, AccountId validator, Proof memory proof) private returns (NanoOpen) {
        NanoOpen quarter = NanoOpen.wrap(NanoOpen.unwrap(acceptancePenalty) / 4);
        return
            staking.slash(
                IValidatorStaking.Punishment({
                    offence: offence,
                    datanet: datanet,
                    validator: validator,
                    amount: acceptancePenalty,
                    harmed: proof.earlier.accountOf(),
                    harmedClaim: quarter,
                    prover: proof.prover,
                    proverClaim: quarter
                })
            );
    }

    function _saltOf(Claim calldata claim, DatanetId datanet) private view returns (bytes32 salt) {
        require(ledger.contributionOf(claim.earlier).datanet == datanet, DuplicateCourt_DifferentDatanets(claim.later, claim.earlier));
        salt = datanets.saltOf(datanet);
        require(salt != bytes32(0), DuplicateCourt_PrivateDatanet(datanet));
    }

    /// @dev Rounded up: a share just below the threshold never counts.
    function _neededOf(IContributionLedger.Contribution memory later, uint64 laterLength) private view returns (uint64) {
        uint256 overlapPpm = datanets.termsOf(later.datanet, later.termsVersion).overlapPpm;
        // Fits: at most laterLength.
        return uint64((uint256(laterLength) * overlapPpm + PPM_WHOLE - 1) / PPM_WHOLE);
    }

    function _requireSegment(Progress memory progress, Segment calldata segment, uint256 index) private pure {
        uint256 length = segment.shared.length;
        require(length >= MIN_SEGMENT, DuplicateCourt_SegmentTooShort(index, length, MIN_SEGMENT));
        require(
            segment.laterStart >= progress.provenUntil,
            DuplicateCourt_SegmentsOverlap(index, segment.laterStart, progress.provenUntil)
        );
    }

    function _requireOpening(Claim calldata claim, Segment calldata segment, uint256 index, bytes32 salt) private view {
        bytes32 computed = _open({
            salt: salt,
            byteLength: claim.laterLength,
            start: segment.laterStart,
            head: segment.laterHead,
            shared: segment.shared,
            tail: segment.laterTail,
            siblings: segment.laterSiblings
        });
        bytes32 expected = ledger.contentRootOf(claim.later);
        require(computed == expected, DuplicateCourt_WrongOpening(index, claim.later, expected, computed));
        computed = _open({
            salt: salt,
            byteLength: claim.earlierLength,
            start: segment.earlierStart,
            head: segment.earlierHead,
            shared: segment.shared,
            tail: segment.earlierTail,
            siblings: segment.earlierSiblings
        });
        expected = ledger.contentRootOf(claim.earlier);
        require(computed == expected, DuplicateCourt_WrongOpening(index, claim.earlier, expected, computed));
    }

    /// @dev The root if `shared` stands at `start`; zero if the edges do not make whole chunks.
    function _open(
        bytes32 salt,
        uint64 byteLength,
        uint64 start,
        bytes calldata head,
        bytes calldata shared,
        bytes calldata tail,
        bytes32[] calldata siblings
    ) private pure returns (bytes32) {
        if (head.length != start % ChunkRun.CHUNK || tail.length >= ChunkRun.CHUNK) return 0;
        return
            ChunkRun.rootOf({
                salt: salt,
                byteLength: byteLength,
                start: start - head.length,
                run: bytes.concat(head, shared, tail),
                siblings: siblings
            });
    }
}
