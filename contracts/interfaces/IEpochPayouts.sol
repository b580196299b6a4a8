// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IPayoutLedger} from "./IPayoutLedger.sol";

/// @title IEpochPayouts
/// @notice Moves the payout words of final epochs to the payout ledger: whole subtrees by push, single words by claim. A word holds, in four uint64 lanes,
/// what a gateway's epochs have credited to four accounts in all. For each gateway and subtree the contract keeps one hash: the root over the words as
/// credited so far. A call shows the old word under that hash and the new one under the last final payout root, and credits the difference.
interface IEpochPayouts {
    /// @param finalised nano-OPEN that a gateway's final epochs took from payers. @param credited nano-OPEN credited of them; never above `finalised`.
    /// @param payoutDepth Depth of the last final payout tree.
    struct Account {
        uint64 finalised;
        uint64 credited;
        uint8 payoutDepth;
    }

    /// @param word Number of the word: account / 4.
    /// @param credited Word as credited so far. @param creditedPath Its 9 siblings within the subtree; empty if nothing of the subtree was credited yet.
    /// @param current Word in the last final payout tree. @param currentPath Its siblings up to the payout root.
    struct WordClaim {
        uint32 word;
        uint256 credited;
        bytes32[] creditedPath;
        uint256 current;
        bytes32[] currentPath;
    }

    /// @notice 512 words, or none of `credited` for a subtree that was never credited, are expected.
    error EpochPayouts_BadLength(uint256 expected, uint256 actual);
    /// @notice The words do not lead to the last final payout root of the gateway.
    error EpochPayouts_NotFinal(GatewayId gateway, uint256 index);
    /// @notice The words are not those credited so far.
    error EpochPayouts_NotCredited(GatewayId gateway, uint256 index);
    /// @notice A lane of a pushed subtree would overflow, or a lane of a claimed word would decrease. @param index Subtree or word.
    error EpochPayouts_NotMonotone(GatewayId gateway, uint32 index);
    /// @notice More would be credited than the gateway's final epochs have debited.
    error EpochPayouts_AboveFinalised(GatewayId gateway, uint256 wouldBe, uint64 finalised);
    error EpochPayouts_BatchSize(uint256 size, uint256 maximum);

    /// @param finalised nano-OPEN of all final epochs of the gateway.
    event PayoutRootSet(GatewayId indexed gateway, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen finalised);
    /// @param root Root over the subtree's words after the push. @param total nano-OPEN credited.
    event SubtreePushed(GatewayId indexed gateway, uint32 indexed subtree, bytes32 root, NanoOpen total, address actor);
    /// @param root Root over the subtree's words as credited, after the claim. @param current The word now credited.
    event WordClaimed(GatewayId indexed gateway, uint32 indexed word, uint256 current, bytes32 root, NanoOpen total, address actor);

    /// @notice Takes over the payout tree of an epoch that became final. Only the epoch ledger, which has sent the fees to the payout ledger.
    function setFinal(GatewayId gateway, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen fees) external;

    /// @notice Credits a subtree of 512 words, 2,048 accounts. Anyone.
    /// @param subtree Its number: word / 512. @param credited Its words as credited so far; empty if it was never credited.
    /// @param deltas What each word grows by, lane by lane. @param path Siblings from the subtree's root up to the payout root.
    /// @return total nano-OPEN credited.
    function push(
        GatewayId gateway,
        uint32 subtree,
        uint256[] calldata credited,
        uint256[] calldata deltas,
        bytes32[] calldata path
    ) external returns (NanoOpen total);

    /// @notice Credits single words with proofs of their own, then pays `withdrawing` accounts out. The way out when nobody pushes. Anyone, for anyone.
    /// A word that is up to date already is skipped. At most 256 words. @return total nano-OPEN credited.
    function claim(GatewayId gateway, WordClaim[] calldata claims, AccountId[] calldata withdrawing) external returns (NanoOpen total);

    /// @notice Ledger that is credited.
    function ledger() external view returns (IPayoutLedger);
    /// @notice Last final payout root of a gateway; zero if none.
    function payoutRootOf(GatewayId gateway) external view returns (bytes32);
    /// @notice Root over a subtree's words as credited so far; zero if none was.
    function creditedRootOf(GatewayId gateway, uint32 subtree) external view returns (bytes32);
    function accountOf(GatewayId gateway) external view returns (Account memory);
}
