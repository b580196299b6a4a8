// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title EpochCodec
/// @notice Reads nodes, headers and records of docs/formats/epoch.md.
library EpochCodec {
    uint8 internal constant VERSION = 1;
    uint256 internal constant NODE_LENGTH = 196;
    uint256 internal constant HEADER_LENGTH = 270;
    /// @dev Where a header has its top node: last.
    uint256 internal constant TOP_POSITION = HEADER_LENGTH - NODE_LENGTH;
    uint256 internal constant RECORD_LENGTH = 290;
    /// @dev Most children of a node.
    uint256 internal constant WIDTH = 16;
    /// @dev Highest level of a tree: 16^6 chunks.
    uint256 internal constant MAX_LEVEL = 6;
    /// @dev Levels of a subtree of payout words that is pushed at once: 512 words, 2,048 accounts.
    uint256 internal constant SUBTREE_DEPTH = 9;
    /// @dev A word number has 30 bits.
    uint256 internal constant MAX_PAYOUT_DEPTH = 30;
    /// @dev Limits of a chunk.
    uint256 internal constant MAX_CHUNK_LEGS = 8192;
    uint256 internal constant MAX_CHUNK_BYTES = 100_000;
    uint256 internal constant RECEIPT_LENGTH = 113;
    uint256 internal constant LEG_LENGTH = 10;
    bytes32 internal constant HEADER_TYPEHASH = keccak256(
        "EpochHeader(uint32 gatewayId,uint32 epoch,bytes32 parent,uint8 payoutDepth,bytes32 payoutRoot,uint40 receiptCount,uint64 legCount,uint64 feeTotal,bytes32 top)"
    );

    /// @param level 0 for a chunk. @param childCount 1 to 16; 0 for a chunk.
    /// @param body Of a chunk, `keccak256` of its bytes; else the tree over the hashes of the children.
    /// @param receiptsRoot Of a chunk, tree over receipt ids; else zero. @param sharesRoot Of a chunk, tree over share rows; else zero.
    struct Node {
        uint8 level;
        uint8 childCount;
        uint40 firstSequence;
        uint40 receiptCount;
        uint64 legCount;
        uint64 feeTotal;
        uint32 creditCount;
        uint32 debitCount;
        bytes32 body;
        bytes32 receiptsRoot;
        bytes32 sharesRoot;
        bytes32 creditsRoot;
        bytes32 debitsRoot;
    }

    /// @param hash `keccak256` of the 290 bytes. @param top Root of the tree of nodes.
    struct Record {
        bytes32 hash;
        uint32 gatewayId;
        uint32 epoch;
        bytes32 parent;
        uint8 payoutDepth;
        bytes32 payoutRoot;
        Node top;
        uint48 committedAt;
        uint48 pausedBefore;
        uint64 feesBefore;
    }

    /// @notice Reads a record of exactly `RECORD_LENGTH` bytes, which the caller has checked.
    function toRecord(bytes calldata data) internal pure returns (Record memory record) {
        record = toHeader(data);
        record.hash = keccak256(data);
        uint256 tail = wordAt(data, HEADER_LENGTH);
        record.committedAt = uint48(tail >> 208);
        record.pausedBefore = uint48(tail >> 160);
        record.feesBefore = uint64(tail >> 96);
    }

    /// @notice Reads the header part, at least `HEADER_LENGTH` bytes. What the ledger adds at commit stays zero.
    function toHeader(bytes calldata data) internal pure returns (Record memory record) {
        uint256 head = wordAt(data, 0);
        record.gatewayId = uint32(head >> 216);
        record.epoch = uint32(head >> 184);
        record.parent = bytes32(wordAt(data, 9));
        record.payoutDepth = uint8(data[41]);
        record.payoutRoot = bytes32(wordAt(data, 42));
        _readNode(record.top, data, TOP_POSITION);
    }

    /// @notice What tells a record from others, and what was committed before it, of exactly `RECORD_LENGTH` bytes.
    function identityOf(bytes calldata data) internal pure returns (bytes32 hash, uint32 gatewayId, uint32 epoch, uint64 feesBefore) {
        uint256 head = wordAt(data, 0);
        return (keccak256(data), uint32(head >> 216), uint32(head >> 184), uint64(wordAt(data, HEADER_LENGTH) >> 96));
    }

    /// @notice Reads the node of `NODE_LENGTH` bytes at `position`.
    function toNode(bytes calldata data, uint256 position) internal pure returns (Node memory node) {
        _readNode(node, data, position);
    }

    function _readNode(Node memory node, bytes calldata data, uint256 position) private pure {
        uint256 head = wordAt(data, position);
        node.level = uint8(head >> 248);
        node.childCount = uint8(head >> 240);
        node.firstSequence = uint40(head >> 200);
        node.receiptCount = uint40(head >> 160);
        node.legCount = uint64(head >> 96);
        node.feeTotal = uint64(head >> 32);
        node.creditCount = uint32(head);
        node.debitCount = uint32(wordAt(data, position + 32) >> 224);
        node.body = bytes32(wordAt(data, position + 36));
        node.receiptsRoot = bytes32(wordAt(data, position + 68));
        node.sharesRoot = bytes32(wordAt(data, position + 100));
        node.creditsRoot = bytes32(wordAt(data, position + 132));
        node.debitsRoot = bytes32(wordAt(data, position + 164));
    }

    /// @notice What leads on from a node of `NODE_LENGTH` bytes to its children.
    function headOf(bytes calldata data) internal pure returns (uint256 level, uint256 childCount, bytes32 body) {
        uint256 head = wordAt(data, 0);
        return (head >> 248, uint8(head >> 240), bytes32(wordAt(data, 36)));
    }

    /// @notice EIP-712 struct hash of a header.
    function hashHeader(bytes calldata header, Record memory record) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    HEADER_TYPEHASH,
                    record.gatewayId,
                    record.epoch,
                    record.parent,
                    record.payoutDepth,
                    record.payoutRoot,
                    record.top.receiptCount,
                    record.top.legCount,
                    record.top.feeTotal,
                    keccak256(header[TOP_POSITION:HEADER_LENGTH])
                )
            );
    }

    /// @notice The 32 bytes from `position` on.
    /// @dev Invariant: only calldata is read. Bytes behind `data` are foreign, so callers check its length first.
    function wordAt(bytes calldata data, uint256 position) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, position))
        }
    }
}
