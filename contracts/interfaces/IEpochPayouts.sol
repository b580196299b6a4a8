// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IEpochPayouts
/// @notice The part of the payout ledger that credits the payout words of final epochs: whole subtrees by push, single words by claim. A word holds, in
/// four uint64 lanes, what one epoch of one gateway credits to four accounts. One bit for each word of an epoch says whether it was credited, so
/// push and claim come in any order, and no call needs anything of an earlier epoch.
interface IEpochPayouts {
    /// @param commitment The first 192 bits of `keccak256(payoutRoot | payoutDepth)`, 33 bytes; zero if the epoch is not final.
    /// @param left nano-OPEN of the epoch's fees that no word was credited with yet.
    struct FinalEpoch {
        uint192 commitment; // slot 0
        uint64 left;
    }

    /// @param word Number of the word: account / 4. @param lanes The word in the epoch's payout tree. @param path Its siblings up to the payout root.
    struct WordClaim {
        GatewayId gateway;
        uint32 epoch;
        uint32 word;
        uint256 lanes;
        bytes32[] path;
    }

    /// @notice A subtree has 512 words.
    error EpochPayouts_BadLength(uint256 expected, uint256 actual);
    /// @notice The words do not lead to the payout root of the epoch, or the epoch is not final. @param index Subtree or word.
    error EpochPayouts_NotFinal(GatewayId gateway, uint32 epoch, uint256 index);
    /// @notice More would be credited than the epoch took from its payers.
    error EpochPayouts_AboveFees(GatewayId gateway, uint32 epoch, uint256 wouldBe, uint64 left);
    error EpochPayouts_BatchSize(uint256 size, uint256 maximum);

    /// @param fees nano-OPEN that the epoch took from payers.
    event PayoutRootSet(GatewayId indexed gateway, uint32 indexed epoch, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen fees);
    /// @notice All words of a subtree that were not claimed before are credited. @param root Root over its 512 words. @param total nano-OPEN credited.
    event SubtreePushed(
        GatewayId indexed gateway,
        uint32 indexed epoch,
        uint32 indexed subtree,
        bytes32 root,
        NanoOpen total,
        address actor
    );
    /// @param lanes What was credited.
    event WordClaimed(GatewayId indexed gateway, uint32 indexed epoch, uint32 indexed word, uint256 lanes, address actor);

    /// @notice Takes over the payout tree of an epoch that became final. Only the epoch ledger, which has sent the fees here before.
    function setFinal(GatewayId gateway, uint32 epoch, bytes32 payoutRoot, uint8 payoutDepth, NanoOpen fees) external;

    /// @notice Credits a subtree of 512 words, 2,048 accounts. Words that were claimed are passed over; a subtree pushed before changes nothing. Anyone.
    /// @param subtree Its number: word / 512. @param words Its words. @param path Siblings from the subtree's root up to the payout root.
    /// @return total nano-OPEN credited.
    function push(
        GatewayId gateway,
        uint32 epoch,
        uint32 subtree,
        uint256[] calldata words,
        bytes32[] calldata path
    ) external returns (NanoOpen total);

    /// @notice Credits single words, of any epochs and gateways, with proofs of their own, then pays `withdrawing` accounts out. The way out when nobody
    /// pushes. Anyone, for anyone. A word that was credited before is skipped. At most 256 words and 256 accounts.
    /// @return total nano-OPEN credited.
    function claim(WordClaim[] calldata claims, AccountId[] calldata withdrawing) external returns (NanoOpen total);

    /// @notice A final epoch; zeros if it is not final.
    function finalEpochOf(GatewayId gateway, uint32 epoch) external view returns (FinalEpoch memory);
    /// @notice Whether a word of a final epoch was pushed or claimed.
    function isCredited(GatewayId gateway, uint32 epoch, uint32 word) external view returns (bool);
}
