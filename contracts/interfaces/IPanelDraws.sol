// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";

/// @title IPanelDraws
/// @notice Draws panels from a stake snapshot, weighted by stake, nobody twice, with a seed that nobody controls alone.
///
/// ```
/// Committing ──secretWindow──► Revealing ──secretWindow, or all revealed──► Drawn
///   secrets committed            seed block fixed; secrets shown              members known (or too few validators)
/// ```
///
/// @dev seed = keccak256(draw, hash of the seed block, sum of the secrets' hashes). The seed block is the block in which the committing phase is
/// closed: nobody who commits knows its hash, and nobody who makes that block knows the secrets.
/// What remains possible. A sequencer (it orders transactions and can choose among block hashes) that also holds *every* secret of a
/// draw controls it; with one honest secret among up to `MAX_SECRETS` it does not. Without any secret the sequencer alone can grind: whoever cares adds
/// one. Whoever reveals last sees the result and may withhold, which changes it once and costs `withholdPenalty`; a sequencer that
/// keeps a reveal out for the whole window does the same to somebody else, and L1 forced inclusion answers that if `secretWindow` is above the
/// sequencing window. A seed block nobody reads for 256 blocks is replaced by a new one before any secret is accepted.
interface IPanelDraws is IAccountCredits {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Committing: seated validators commit secrets.
    /// @custom:value2 Revealing: they show them.
    /// @custom:value3 Drawn: the members are known; none if there were fewer than `MIN_PANEL` validators.
    enum Phase {
        None,
        Committing,
        Revealing,
        Drawn
    }

    /// @param funder Who paid the deposit for the secrets.
    /// @param size Members wanted; once drawn, members found.
    /// @param secrets How many secrets were committed.
    /// @param revealed How many of them were shown.
    /// @param deadline Last second of the phase.
    /// @param snapshot Second whose stakes count.
    /// @param seedBlock Block whose hash goes into the seed; zero until it is fixed.
    struct Draw {
        DatanetId datanet; // slot 0
        AccountId funder;
        uint8 size;
        uint8 secrets;
        uint8 revealed;
        Phase phase;
        uint48 deadline;
        uint48 snapshot;
        uint48 seedBlock;
        bytes32 blockEntropy; // slot 1
        bytes32 mixture; // slot 2
    }

    error PanelDraws_UnknownDraw(uint48 draw);
    error PanelDraws_WrongPhase(uint48 draw, Phase phase);
    error PanelDraws_TooLate(uint48 draw, uint48 deadline);
    /// @notice Nothing to do before `deadline`.
    error PanelDraws_TooEarly(uint48 draw, uint48 deadline);
    /// @notice The seed block was fixed in this very block; come back in the next.
    error PanelDraws_SeedBlockOpen(uint48 draw, uint48 seedBlock);
    /// @notice The seed block's hash is forgotten; `advance` fixes a new one.
    error PanelDraws_SeedBlockLost(uint48 draw, uint48 seedBlock);
    error PanelDraws_BadSize(uint8 size, uint8 minimum, uint8 maximum);
    /// @notice The validator had no weight in the snapshot, or has another seat since.
    error PanelDraws_NotSeated(uint48 draw, AccountId validator);
    error PanelDraws_ZeroHash();
    error PanelDraws_SecretsFull(uint48 draw, uint256 maximum);
    error PanelDraws_AlreadyCommitted(uint48 draw, AccountId validator);
    /// @notice Nothing committed, already shown, or not what was committed.
    error PanelDraws_SecretMismatch(uint48 draw, AccountId validator, bytes32 committed, bytes32 revealed);
    error PanelDraws_UnknownMember(uint48 draw, uint8 index);
    /// @notice A window is zero, or unbonding does not cover a draw.
    error PanelDraws_BadWindow(uint48 secretWindow);

    event DrawRequested(
        uint48 indexed draw,
        DatanetId indexed datanet,
        AccountId indexed funder,
        uint8 size,
        uint48 snapshot,
        uint48 deadline
    );
    event SecretCommitted(uint48 indexed draw, AccountId indexed validator, bytes32 hash);
    event SeedBlockFixed(uint48 indexed draw, uint48 seedBlock, uint48 deadline, address actor);
    event SeedBlockRead(uint48 indexed draw, uint48 seedBlock, bytes32 blockHash);
    event SecretRevealed(uint48 indexed draw, AccountId indexed validator, bytes32 secret);
    event PanelDrawn(uint48 indexed draw, DatanetId indexed datanet, bytes32 seed, AccountId[] members, address actor);

    /// @notice Starts a draw and takes the deposit of `MAX_SECRETS * secretReward` from the caller. Only validation contracts.
    /// @param size 3 to 32.
    function request(DatanetId datanet, uint8 size, AccountId funder) external returns (uint48 draw);

    /// @notice Commits `secretHash(draw, validator, secret)`. Only the controller of a validator with weight in the snapshot.
    function commitSecret(uint48 draw, AccountId validator, bytes32 hash) external;

    /// @notice Shows a committed secret; earns `secretReward`. Anyone who knows it.
    function revealSecret(uint48 draw, AccountId validator, bytes32 secret) external;

    /// @notice Moves the draw on: fixes the seed block, reads it, replaces a lost one, or draws. Anyone.
    function advance(uint48 draw) external;

    function drawOf(uint48 draw) external view returns (Draw memory);
    /// @notice Members of a drawn panel, in the order of the draw.
    function membersOf(uint48 draw) external view returns (AccountId[] memory);
    function memberAt(uint48 draw, uint8 index) external view returns (AccountId);
    function secretHash(uint48 draw, AccountId validator, bytes32 secret) external pure returns (bytes32);
    /// @notice nano-OPEN a draw costs at most.
    function deposit() external view returns (uint64);
    /// @notice Longest time of a draw whose steps are taken when they are due, in seconds.
    function longestDraw() external view returns (uint48);
}
