// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IAccountCredits} from "./IAccountCredits.sol";

/// @title IAttributionCourt
/// @notice Keeps what attributions are judged by (the rules of methods, the manifests of indexes) and punishes what the proof contracts have proven.
///
/// ```
/// openChallenge ──► open ──closeChallenge (a true answer)──► the gateway has the bond
///                    └──endChallenge (no answer in time, or the same lie proven otherwise)──► the challenger has the bond
/// ```
///
/// @dev Money: holds challengers' bonds and what slashed bonds owe to accounts. Of a slashed bond the harmed account gets the receipt's fee, which is more
/// than it can have lost; of the rest the prover gets two fifths and the commons three. So convicting oneself costs three fifths of the penalty.
interface IAttributionCourt is IAccountCredits {
    /// @notice Parameters of a method that a proof depends on. They are part of the method's text, which governance vouches for.
    /// @param minimumSpanLength Fewest words of a span. @param maximumFrequency Most contents that may hold a paid span.
    /// @param firstSeenLength From this length on a span belongs to the earliest item alone. @param maximumLegs Most legs of a receipt.
    /// @param weightTotal Of every receipt. @param spanSharePpm Most of `weightTotal` that spans can have, in millionths.
    /// @param judgedSharePpm Most of it that judged legs can have; 250,000 at most.
    struct Rules {
        // slot 0
        uint16 minimumSpanLength;
        uint16 maximumFrequency;
        uint16 firstSeenLength;
        uint16 maximumLegs;
        uint32 weightTotal;
        uint32 spanSharePpm;
        uint32 judgedSharePpm;
    }

    /// @notice The index of a corpus snapshot, as a gateway answers for it (docs/formats/attribution-proofs.md).
    /// @param tokenCount Words of all items and a separator after each. @param itemCount Items. @param publishedAt Unix time in seconds.
    /// @param partCount Datanets whose snapshots `snapshotRoot` covers. @param tokenRoot Over pages of 16 words. @param suffixRoot Over pages of 16 rows of the suffix array. @param itemsRoot Over the items.
    struct Manifest {
        // slot 0
        uint32 tokenCount;
        uint32 itemCount;
        uint48 publishedAt;
        uint8 partCount;
        // slots 1 to 3
        bytes32 tokenRoot;
        bytes32 suffixRoot;
        bytes32 itemsRoot;
    }

    /// @param id Hash of what the lie is about: each is punished once. @param gateway Who lied. @param lie What was proven.
    /// @param fee nano-OPEN of the receipt, zero for an index. @param harmed Account that the lie took from; zero if none can be named.
    /// @param prover Who gets the prover's part.
    struct Offence {
        bytes32 id;
        GatewayId gateway;
        AttributionLie lie;
        NanoOpen fee;
        AccountId harmed;
        address prover;
    }

    /// @param bond nano-OPEN; zero once the challenge is over. @param deadline Unix time in seconds until which an answer counts.
    struct Challenge {
        // slot 0
        address challenger;
        NanoOpen bond;
        GatewayId gateway;
        // slot 1
        NanoOpen fee;
        uint48 deadline;
    }

    error AttributionCourt_MethodKnown(bytes32 methodId);
    error AttributionCourt_UnknownMethod(bytes32 methodId);
    error AttributionCourt_RuleOutOfBounds(uint256 value, uint256 minimum, uint256 maximum);
    /// @notice A gateway has one manifest for each method and snapshot, for ever.
    error AttributionCourt_ManifestKnown(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot);
    /// @notice An index has at least one item, a separator for each, and a snapshot of one to eight Datanets.
    error AttributionCourt_BadManifest(uint32 tokenCount, uint32 itemCount, uint8 partCount);
    error AttributionCourt_BondTooSmall(GatewayId gateway, NanoOpen bond, NanoOpen penalty);
    /// @notice This was punished already.
    error AttributionCourt_AlreadyProven(bytes32 id);
    error AttributionCourt_AlreadyChallenged(bytes32 id);
    error AttributionCourt_NotChallenged(bytes32 id);
    /// @notice The gateway may still answer.
    error AttributionCourt_TooEarly(bytes32 id, uint48 deadline);
    /// @notice The time to answer is over.
    error AttributionCourt_TooLate(bytes32 id, uint48 deadline);

    event MethodRegistered(bytes32 indexed methodId, string text, Rules rules, address actor);
    /// @param id `manifestId` of its contents.
    event ManifestPublished(
        GatewayId indexed gateway,
        bytes32 indexed methodId,
        bytes32 indexed snapshotRoot,
        bytes32 id,
        Manifest manifest,
        address actor
    );
    /// @param harmed Account credited with `toHarmed`: the commons if nobody else could be named. @param slashed nano-OPEN; the commons get what is left.
    event LieProven(
        bytes32 indexed id,
        GatewayId indexed gateway,
        AccountId indexed harmed,
        AttributionLie lie,
        NanoOpen slashed,
        NanoOpen toHarmed,
        NanoOpen toProver,
        address prover
    );
    event ChallengeOpened(
        bytes32 indexed id,
        GatewayId indexed gateway,
        bytes32 receiptId,
        address challenger,
        NanoOpen bond,
        uint48 deadline
    );
    /// @param account The gateway's, which is credited with the bond.
    event ChallengeAnswered(bytes32 indexed id, GatewayId indexed gateway, AccountId account, NanoOpen bond);
    /// @notice The bond went back to the challenger.
    event ChallengeEnded(bytes32 indexed id, GatewayId indexed gateway, address challenger, NanoOpen bond, address actor);
    event PenaltyChanged(NanoOpen penalty, address actor);
    event ChallengeBondChanged(NanoOpen bond, address actor);

    /// @notice Registers a method by its text, whose hash is the id in offerings and receipts. Once, for ever; only governance.
    function registerMethod(string calldata text, Rules calldata rules) external returns (bytes32 methodId);

    /// @notice Publishes the index that the gateway's receipts of this method and snapshot answer for. Once, for ever; only the gateway's operator, with at
    /// least the penalty as bond. @param manifest `publishedAt` is ignored.
    function publishManifest(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot, Manifest calldata manifest) external;

    /// @notice Punishes a proven lie. Only proof contracts.
    function convict(Offence calldata offence) external;

    /// @notice Takes a challenger's bond and starts the time to answer. Only proof contracts.
    function openChallenge(Offence calldata offence, bytes32 receiptId) external;

    /// @notice Ends a challenge that was answered truly: the gateway's account gets the bond. Only proof contracts.
    function closeChallenge(bytes32 id) external;

    /// @notice Ends a challenge that was not answered in time: the gateway is punished and the challenger, as prover, gets the bond back too. Also ends one whose lie was
    /// proven otherwise. Anyone.
    function endChallenge(bytes32 id) external;

    /// @notice Part of a punishment beyond the receipt's fee. Only governance; 10 to 100,000 OPEN.
    function setPenalty(NanoOpen penalty) external;

    /// @notice Bond of later challenges. Only governance; 1 to 10,000 OPEN.
    function setChallengeBond(NanoOpen bond) external;

    /// @notice Rules of a method. Reverts if unknown.
    function rulesOf(bytes32 methodId) external view returns (Rules memory);
    /// @notice All zero if the gateway has none.
    function manifestOf(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot) external view returns (Manifest memory);
    /// @notice `keccak256(abi.encode(tokenCount, itemCount, partCount, tokenRoot, suffixRoot, itemsRoot))`: the same for all who index alike.
    function manifestId(Manifest calldata manifest) external pure returns (bytes32);
    function challengeOf(bytes32 id) external view returns (Challenge memory);
    function isProven(bytes32 id) external view returns (bool);
    function penalty() external view returns (NanoOpen);
    function challengeBond() external view returns (NanoOpen);
    /// @notice Account of what nobody else gets.
    function commons() external view returns (AccountId);
    /// @notice Seconds in which a gateway answers a challenge.
    function answerWindow() external view returns (uint48);
}
