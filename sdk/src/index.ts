export { BaseError } from "./errors/base-error.ts";
export { IntegerOutOfRangeError } from "./errors/integer-out-of-range-error.ts";
export { InvalidBytesError } from "./errors/invalid-bytes-error.ts";
export { InvalidRegistrationFileError } from "./agent/errors.ts";
export {
  REGISTRATION_TYPE,
  agentRegistryName,
  isRegisteredAs,
  parseRegistrationFile,
  registrationFile,
  type AgentProfile,
  type AgentRegistration,
  type AgentService,
} from "./agent/registration-file.ts";
export { AssetKind } from "./codes/asset-kind.ts";
export { Consent } from "./codes/consent.ts";
export { ContributionStatus } from "./codes/contribution-status.ts";
export { HonestyClass } from "./codes/honesty-class.ts";
export { LANE_CODES, laneNameOf, type LaneName } from "./codes/lane-name.ts";
export { Lane } from "./codes/lane.ts";
export { LEG_CLASS_CODES, legClassOf, type LegClass } from "./codes/leg-class.ts";
export { UnknownCodeError, nameOfCode } from "./codes/name-of-code.ts";
export { AttributionLie } from "./codes/attribution-lie.ts";
export { Lie } from "./codes/lie.ts";
export { CaseStage, PriorState, VotePhase } from "./codes/panel-codes.ts";
export { Part } from "./codes/part.ts";
export { Relation } from "./codes/relation.ts";
export { Role } from "./codes/role.ts";
export { Standing } from "./codes/standing.ts";
export { VerdictReason } from "./codes/verdict-reason.ts";
export { accountOfContribution } from "./ids/account-of-contribution.ts";
export { commitHash, type ContributionItem } from "./ids/commit-hash.ts";
export { contributionId } from "./ids/contribution-id.ts";
export { laneOf } from "./ids/lane-of.ts";
export { localOfContribution } from "./ids/local-of-contribution.ts";
export { standingOf } from "./ids/standing-of.ts";
export { standingPageKey } from "./ids/standing-page-key.ts";
export { successorContribution } from "./ids/successor-contribution.ts";
export { unpackLanes, type LaneAmount } from "./ids/unpack-lanes.ts";
export { unpackStandings } from "./ids/unpack-standings.ts";
export { MAX_TEXT_BYTES, canonicalText } from "./text/canonical-text.ts";
export { chunkProof, type ChunkProof } from "./text/chunk-proof.ts";
export { chunkRoot } from "./text/chunk-root.ts";
export { contentRoot } from "./text/content-root.ts";
export { EmptyTextError, ForbiddenCharacterError, TextTooLongError } from "./text/errors.ts";
export { verifyChunk } from "./text/verify-chunk.ts";
export { NoSuchLeafError } from "./merkle/errors.ts";
export { merkleProof } from "./merkle/merkle-proof.ts";
export { merkleRoot } from "./merkle/merkle-root.ts";
export { verifyMerkleProof, type MerkleClaim } from "./merkle/verify-merkle-proof.ts";
export { verifyEpochReceiptProof, type EpochReceiptProof } from "./proof/epoch-receipt-proof.ts";
export { legOpening, verifyLegProof, type LegOpening, type ProvenLeg } from "./proof/leg-proof.ts";
export { payoutLaneSlot, verifyPayoutLane, type PayoutLaneProof, type PayoutSum } from "./proof/payout-lane.ts";
export { verifyReceiptProof, type ReceiptProof } from "./proof/receipt-proof.ts";
export { SnapshotItemMissingError, SnapshotItemRepeatedError } from "./snapshot/errors.ts";
export type { SnapshotItem } from "./snapshot/snapshot-item.ts";
export { snapshotLeaf } from "./snapshot/snapshot-leaf.ts";
export { snapshotProof, type SnapshotProof } from "./snapshot/snapshot-proof.ts";
export { snapshotRoot } from "./snapshot/snapshot-root.ts";
export { sortSnapshotItems } from "./snapshot/sort-snapshot-items.ts";
export { verifySnapshotProof } from "./snapshot/verify-snapshot-proof.ts";
export { contextRoot, type ReceiptContext } from "./receipt/context-root.ts";
export { decodeEvidence } from "./receipt/decode-evidence.ts";
export { decodeLegs } from "./receipt/decode-legs.ts";
export { decodeReceipt } from "./receipt/decode-receipt.ts";
export { encodeEvidence } from "./receipt/encode-evidence.ts";
export { encodeLegs } from "./receipt/encode-legs.ts";
export { encodeReceipt } from "./receipt/encode-receipt.ts";
export { LegsNotAscendingError, ReceiptVersionError } from "./receipt/errors.ts";
export { evidenceRoot, recordsRoot, type EvidenceRoots } from "./receipt/evidence-root.ts";
export { retrievedRoot } from "./receipt/retrieved-root.ts";
export { areLegsTrue } from "./attribution/are-legs-true.ts";
export {
  commitIndex,
  manifestId,
  openItem,
  type CommittedIndex,
  type IndexManifest,
  type ItemOpening,
} from "./attribution/commit-index.ts";
export { NoSpanProofError } from "./attribution/errors.ts";
export type { IndexArrays, IndexItem } from "./attribution/index-arrays.ts";
export { openOutput, outputTokens, packHashes, unpackHashes, type OutputTokens, type SaltedWindow } from "./attribution/output-tokens.ts";
export { NO_PAGES, openPages, PAGE_LENGTH, type Window } from "./attribution/page-tree.ts";
export { proveSpan, type SpanProof } from "./attribution/prove-span.ts";
export { refuteRecord, type SpanRefutation } from "./attribution/refute-span.ts";
export type { MethodRules, SpanSubject } from "./attribution/span-subject.ts";
export { verifySpanProof, type ProvenSpan } from "./attribution/verify-span-proof.ts";
export { wordHash } from "./attribution/word-hash.ts";
export { EVIDENCE_BYTES, type Evidence } from "./receipt/evidence.ts";
export { LEGS_PER_BLOCK, legBlocks } from "./receipt/leg-blocks.ts";
export type { Leg } from "./receipt/leg.ts";
export { legsRoot } from "./receipt/legs-root.ts";
export { methodIdOf } from "./receipt/method-id-of.ts";
export { receiptId } from "./receipt/receipt-id.ts";
export { RECEIPT_BYTES, RECEIPT_VERSION, type Receipt } from "./receipt/receipt.ts";
export { requestHash } from "./receipt/request-hash.ts";
export { sortLegs } from "./receipt/sort-legs.ts";
export { batchTypedData, type BatchSummary } from "./typed-data/batch-typed-data.ts";
export { escrowDomain, routerDomain } from "./typed-data/domains.ts";
export {
  evidenceDomain,
  evidenceRequestTypedData,
  evidenceRequestTypes,
  type EvidenceRequest,
} from "./typed-data/evidence-request-typed-data.ts";
export { receiptTypedData } from "./typed-data/receipt-typed-data.ts";
export { batchTypes, receiptTypes, voucherTypes } from "./typed-data/receipt-types.ts";
export { PACKED_VOUCHER_LENGTH, packVouchers, unpackRedeemed } from "./typed-data/pack-vouchers.ts";
export { voucherTypedData, type Voucher } from "./typed-data/voucher-typed-data.ts";
export { creditsOf } from "./money/credits-of.ts";
export { InvalidAmountError, SplitEntriesError, WeightsAboveTotalError } from "./money/errors.ts";
export { feeOf, type FeeTerms } from "./money/fee-of.ts";
export { formatOpen } from "./money/format-open.ts";
export { nanoToOpen } from "./money/nano-to-open.ts";
export { nanoToTokenUnits } from "./money/nano-to-token-units.ts";
export { parseOpen } from "./money/parse-open.ts";
export { prefixShare } from "./money/prefix-share.ts";
export { split, type Split, type SplitEntry, type SplitTerms } from "./money/split.ts";
export type { BatchInput, DecodedBatch, PackedBatch, ReceiptWithLegs } from "./batch/batch.ts";
export { decodeBatch } from "./batch/decode-batch.ts";
export { encodeBatch } from "./batch/encode-batch.ts";
export {
  BatchLimitError,
  BatchReceiptMismatchError,
  BatchVersionError,
  EmptyBatchError,
  TableIndexError,
  TableNotAscendingError,
  TrailingBytesError,
  UnreadableBatchError,
} from "./batch/errors.ts";
export { BATCH_LIMITS } from "./batch/limits.ts";
export { safeDecodeBatch, type SafeDecodedBatch } from "./batch/safe-decode-batch.ts";
export { chunkBytes, shareBlocks } from "./epoch/build-chunk.ts";
export { buildEpoch } from "./epoch/build-epoch.ts";
export { debitSlice, sliceCount } from "./epoch/debit-slice.ts";
export { decodeChunk } from "./epoch/decode-chunk.ts";
export { decodeNode, type DecodedNode } from "./epoch/decode-node.ts";
export { RECORD_BYTES, decodeRecord, type EpochRecord } from "./epoch/decode-record.ts";
export { HEADER_BYTES, HEADER_VERSION, encodeHeader } from "./epoch/encode-header.ts";
export { NODE_BYTES, encodeNode } from "./epoch/encode-node.ts";
export {
  EPOCH_LIMITS,
  type Chunk,
  type Epoch,
  type EpochInput,
  type EpochNode,
  type HeaderFields,
  type NodeFields,
  type Vector,
  type VectorEntry,
} from "./epoch/epoch.ts";
export { EpochInputError } from "./epoch/errors.ts";
export { findDifference, type Difference, type HiddenTree, type KnownLeaves } from "./epoch/find-difference.ts";
export { epochHeaderTypes, headerTypedData } from "./epoch/header-typed-data.ts";
export { paddedNode, paddedPath, paddedTree, type PaddedTree } from "./epoch/padded-tree.ts";
export { payoutWords } from "./epoch/payout-words.ts";
export {
  childrenOf,
  chunkHints,
  legBlockOpening,
  nodePath,
  shareOpening,
  slotOpening,
  subtreeOpening,
  vectorOpening,
  wordClaim,
  type NodePath,
} from "./epoch/openings.ts";
export { TREE_SPAN, shownTree, treeAnswer, treeDepthOf, treePlace, treeQuestionOf, type TreePlace } from "./epoch/tree-questions.ts";
export { vectorLie, type VectorLie } from "./epoch/vector-lie.ts";
export { payoutDepthOf, wordLeaf, wordPath, wordTree, type WordTree } from "./epoch/word-tree.ts";
export { type PackedReceipt, packReceipt } from "./epoch-core/chunk-bytes.ts";
export { cutPackedReceipts } from "./epoch-core/cut-packed-receipts.ts";
export { type PackedNode, openChunks } from "./epoch-core/chunk-builder.ts";
export { EpochStateError, LaneOverflowError } from "./epoch-core/errors.ts";
export { keccakEach, keccakOf } from "./epoch-core/keccak.ts";
export { mergePackedNodes } from "./epoch-core/merge-packed-nodes.ts";
export { openNetting, type EpochTerms, type Netting } from "./epoch-core/netting.ts";
export { openCore, type Core } from "./epoch-core/open-core.ts";
export { packedLegsRoot } from "./epoch-core/packed-legs-root.ts";
export { packedPath, packedTree, packedTreeOf, packedTreeRoot, type PackedTree } from "./epoch-core/packed-tree.ts";
export { addPackedVectors, packedVectorRoot, payoutTree, unpackVector, vectorEntries, vectorLeaves } from "./epoch-core/packed-vectors.ts";
export { resumesAt, streamEpoch, type EpochProgress, type StreamInput, type StreamedEpoch } from "./epoch-core/stream-epoch.ts";
export { unpackNode } from "./epoch-core/unpack-node.ts";
export { openBatch, type BatchedReceipt, type SignedBatch } from "./receipt-batch/batched-receipt.ts";
export {
  LARGEST_BATCH,
  signBatches,
  type After,
  type BatchQueue,
  type BatchSigner,
  type QueuedReceipt,
} from "./receipt-batch/sign-batches.ts";
export { verifyBatchedReceipt, type CheckBatchSignature } from "./receipt-batch/verify-batched-receipt.ts";
export { writeReceipt } from "./receipt-batch/write-receipt.ts";
export { CONTRACT_NAMES, OPTIONAL_CONTRACT_NAMES, type ContractName, type OptionalContractName } from "./deployment/contract-names.ts";
export { deploymentFromIgnition, type IgnitionFiles } from "./deployment/deployment-from-ignition.ts";
export { deploymentOf } from "./deployment/deployment-of.ts";
export type { Deployment } from "./deployment/deployment.ts";
export { InvalidDeploymentError, UnknownDeploymentError } from "./deployment/errors.ts";
export { parseDeployment } from "./deployment/parse-deployment.ts";
export { checkRegistration, type TrainingEdge } from "./licence/check-registration.ts";
export { ForbiddenUseError, LicenceSyntaxError, UnknownLicenceError } from "./licence/errors.ts";
export { judgeUse, mayCombine, requireUse, type LicensedSource, type LicensedUse, type UseVerdict } from "./licence/judge-use.ts";
export { COMPATIBLE_CLASSES, LicenceClass } from "./licence/licence-class.ts";
export { LICENCE_CLASSES, currentLicenceId, licenceClassOf } from "./licence/licence-table.ts";
export { MAX_LICENCE_LENGTH, parseLicence, type LicenceChoices, type LicenceTerm } from "./licence/parse-licence.ts";
export {
  duplicateClaimHash,
  duplicateSegments,
  type DuplicateClaim,
  type DuplicateSegment,
  type SegmentPlace,
} from "./validation/duplicate-proof.ts";
export { BadSegmentError, BadVoteError } from "./validation/errors.ts";
export { answersHash, drawSecretHash, votesHash } from "./validation/hashes.ts";
export { DrawPhase, RoundPhase } from "./validation/phases.ts";
export { decodeVotes, encodeVotes, type Vote } from "./validation/votes.ts";
export { chooseKeccak, type Keccak } from "./bytes/keccak.ts";
export { datanetMetadata, type DatanetFacts, type SnapshotFacts } from "./croissant/datanet-metadata.ts";
export { modelDocument, type DatasetFacts, type ModelFacts, type ParentFacts } from "./spdx/model-document.ts";
export {
  checkGrant,
  isRevoked,
  type CheckSignature,
  type GrantQuestion,
  type SignedGrant,
  type SignedRevocation,
  type SignedUse,
} from "./grants/check-grant.ts";
export { GrantRefusedError, type GrantProblem } from "./grants/errors.ts";
export {
  GrantScope,
  grantIdOf,
  grantTypedData,
  grantTypes,
  grantUseTypedData,
  grantUseTypes,
  revocationTypedData,
  revocationTypes,
  saltHashOf,
  type Grant,
  type GrantDomain,
  type GrantRevocation,
  type GrantUse,
} from "./grants/grant.ts";
