// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {IAttributionProofs} from "./IAttributionProofs.sol";

/// @title IIndexProofs
/// @notice Lies of an index that a gateway published: an array that is unsorted or incomplete, items that overlap, are not grouped right, or are not those of the ledger
/// and the snapshot. Each proof has constant size, and together they are complete for the array: numbers within range, none twice, and each row in
/// order with the next, by its word and then by the rows of what follows, make a suffix array.
/// That a word of the index is the word of the item's text cannot be seen here, since texts are not cut into words on chain: whoever has the corpus
/// rebuilds the index, which gives the same `manifestId`.
interface IIndexProofs is IAttributionProofs {
    /// @notice Which index: a gateway has one for each method and snapshot.
    struct Key {
        GatewayId gateway;
        bytes32 methodId;
        bytes32 snapshotRoot;
    }

    /// @notice A row of the suffix array, and the page it is on.
    struct RowOpening {
        uint32 row;
        WordPages.Window rows;
    }

    /// @notice An item under `snapshotRoot`. @param index Its place in the tree: the Datanet's number in the high bits, the item's in the low ones.
    /// @param path Siblings up to the item root, and from there to the snapshot root.
    struct SnapshotItem {
        uint56 contributionId;
        bytes32 contentRoot;
        uint32 noveltyPpm;
        uint32 index;
        bytes32[] path;
    }

    /// @notice A row is no position of the index, or two rows are the same one.
    function refuteRows(Key calldata key, RowOpening calldata a, RowOpening calldata b) external;

    /// @notice Row `b` follows row `a`, but its words come first: by their first word, or, if that is the same, because what follows `a`'s first word (row `afterA`) stands
    /// behind what follows `b`'s (row `afterB`).
    function refuteOrder(
        Key calldata key,
        RowOpening calldata a,
        RowOpening calldata b,
        WordPages.Window calldata wordsA,
        WordPages.Window calldata wordsB,
        RowOpening calldata afterA,
        RowOpening calldata afterB
    ) external;

    /// @notice An item alone is false: the first or last one leaves words out, its cluster is no item, its novelty is above one, or its commit or content is not the ledger's.
    function refuteItem(Key calldata key, IndexItem.Opening calldata item) external;

    /// @notice Two neighbouring items do not follow each other in words or in contribution ids.
    function refuteNeighbours(Key calldata key, IndexItem.Opening calldata a, IndexItem.Opening calldata b) external;

    /// @notice Word `offset` of an item is a separator, or the one behind its last word is none.
    function refuteSeparator(Key calldata key, IndexItem.Opening calldata item, uint256 offset, WordPages.Window calldata words) external;

    /// @notice `head` stands for the cluster of `item`, but is of another cluster or length, later, or has another word at `offset`.
    function refuteCluster(
        Key calldata key,
        IndexItem.Opening calldata item,
        IndexItem.Opening calldata head,
        uint256 offset,
        WordPages.Window calldata itemWords,
        WordPages.Window calldata headWords
    ) external;

    /// @notice Two items have the same words but different clusters. All their words are opened.
    function refuteSplitCluster(
        Key calldata key,
        IndexItem.Opening calldata a,
        IndexItem.Opening calldata b,
        WordPages.Window calldata wordsA,
        WordPages.Window calldata wordsB
    ) external;

    /// @notice An item of the snapshot that was ever accepted for answers is not in the index, or with another content or novelty: `neighbours` is that item, or those it
    /// would stand between.
    function refuteMissingItem(Key calldata key, SnapshotItem calldata item, IndexItem.Opening[] calldata neighbours) external;

    /// @notice An item of the index is not in the snapshot. @param neighbours For each Datanet in order the two items that it would stand between, or the first or
    /// last one.
    function refuteExtraItem(Key calldata key, IndexItem.Opening calldata item, SnapshotItem[][] calldata neighbours) external;
}
