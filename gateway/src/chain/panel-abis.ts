import { parseAbi } from "viem";

/** What gateway and programs use of `IPanelVotes`, which both contracts below are. */
const votes = [
  "struct Vote { uint32 datanet; uint32 funder; uint48 draw; uint48 deadline; uint8 nominal; uint8 size; uint8 phase; uint32 barred; uint32 committed; uint32 revealed; uint32[3] parties; }",
  "function advance(uint48 vote)",
  "function commitBallot(uint48 vote, uint8 seat, uint32 validator, bytes32 hash)",
  "function revealBallot(uint48 vote, uint8 seat, uint32 validator, bytes32 ballot, bytes32 salt)",
  "function voteOf(uint48 vote) view returns (Vote)",
  "function ballotOf(uint48 vote, uint8 seat) view returns (bytes32)",
  "struct VoteTerms { uint64 feePerBallot; uint64 silencePenalty; uint64 dissentPenalty; uint48 commitWindow; uint48 revealWindow; }",
  "function voteTerms() view returns (VoteTerms)",
  "function voteCount() view returns (uint48)",
  "function creditOf(uint32 account) view returns (uint64)",
  "function withdrawCredit(uint32 account)",
] as const;

/** What they use of `IInfluencePriors`. */
export const influencePriorsAbi = parseAbi([
  ...votes,
  "struct Header { bytes32 adapter; uint32 epoch; bytes32 snapshotRoot; bytes32 methodHash; bytes32 codeHash; uint32 seed; bytes32 probesRoot; uint16 tolerance; uint32 outliersPpm; uint32 count; }",
  "struct Item { uint56 contribution; int16 weight; uint32 index; bytes32[] path; }",
  "struct Prior { bytes32 root; bytes32 adapter; bytes32 snapshotRoot; uint32 gateway; uint32 account; uint32 epoch; uint32 count; uint32 outliersPpm; uint16 tolerance; uint8 state; uint64 bond; uint48 usableFrom; uint48 unusableFrom; uint48 openVote; }",
  "struct Challenge { uint32 number; uint32 challenger; uint32 datanet; uint8 items; uint48 openedAt; uint8 outcome; bytes32 weights; }",
  "struct PriorTerms { uint8 panelSize; uint64 bond; uint64 challengeBond; uint48 challengeWindow; uint48 lifetime; }",
  "event PriorPublished(uint32 indexed number, uint32 indexed gateway, bytes32 indexed adapter, uint32 account, bytes32 root, Header header, uint64 bond, uint48 usableFrom, uint48 unusableFrom, string uri, address actor)",
  "event PriorChallenged(uint32 indexed number, uint48 indexed vote, uint32 indexed challenger, uint32 datanet, uint56[] contributions, int16[] weights, uint64 bond, uint64 cost, address actor)",
  "function publish(uint32 gateway, bytes32 root, Header header, bytes32[] headerPath, string uri) returns (uint32 number)",
  "function challenge(uint32 number, Item[] items, uint32 challenger) returns (uint48 vote)",
  "function judge(uint32 number)",
  "function priorCount() view returns (uint32)",
  "function priorOf(uint32 number) view returns (Prior)",
  "function isUsableAt(uint32 number, uint48 time) view returns (bool)",
  "function numberOf(uint32 gateway, bytes32 adapter, bytes32 snapshotRoot) view returns (uint32)",
  "function challengeOf(uint48 vote) view returns (Challenge)",
  "function priorTerms() view returns (PriorTerms)",
  "function challengeCost() view returns (uint64)",
]);

/** What they use of `IRerunPanel`. */
export const rerunPanelAbi = parseAbi([
  ...votes,
  "struct SignedReceipt { bytes receipt; address key; bytes signature; uint40 firstSequence; uint32 count; uint64 legCount; uint64 feeTotal; bytes32[] path; }",
  "struct NodePath { bytes32[] nodes; uint256[] indexes; bytes32[][] paths; }",
  "struct ReceiptOpening { SignedReceipt signed; bytes epochRecord; NodePath way; }",
  "struct Context { bytes32 requestHash; bytes32 promptRoot; bytes32 outputRoot; bytes32 methodId; bytes32 snapshotRoot; bytes32 recordsRoot; bytes32 outputTokensRoot; bytes32 retrievedRoot; }",
  "struct Case { bytes32 receiptId; bytes32 legsRoot; bytes32 found; uint32 gateway; uint32 gatewayAccount; uint32 challenger; uint32 appellant; uint32 datanet; uint48 vote; uint48 review; uint64 fee; uint48 deadline; uint8 stage; uint8 outcome; bool isFound; }",
  "function open(ReceiptOpening receipt, Context context, uint32 datanet, uint32 challenger, bytes32 claimed) returns (uint48 number)",
  "function tally(uint48 number)",
  "function close(uint48 number)",
  "function caseOf(uint48 number) view returns (Case)",
  "function caseNumberOf(bytes32 receiptId, uint32 datanet) view returns (uint48)",
  "function caseCount() view returns (uint48)",
  "function openingCost() view returns (uint64)",
]);

/** `IInfluencePriors.State`. */
export const PriorState = { None: 0, Published: 1, Challenged: 2, Refuted: 3 } as const;

/** `IRerunPanel.Stage`. */
export const CaseStage = { None: 0, Judging: 1, Appealing: 2, Reviewing: 3, Closed: 4 } as const;

/** `IPanelVotes.Phase`. */
export const VotePhase = { None: 0, Drawing: 1, Committing: 2, Revealing: 3, Void: 4, Settled: 5 } as const;
