// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {IPanelVotes} from "./IPanelVotes.sol";

/// @title IInfluencePriors
/// @notice Influence priors (docs/formats/influence-prior.md) that gateways publish with a bond, wait out and then name by number in judged evidence records; and the committees
/// that re-run them when challenged.
///
/// ```
/// publish ──► Published: waiting ──challengeWindow──► usable ──lifetime──► expired ──releaseBond──► Published, no bond
///                 │ challenge (until it expires)          │
///                 └──────────► Challenged: not usable ◄───┘
///                                │   └──judge (borne out, or lapsed)──► Published
///                                └──judge (refuted)──► Refuted: not usable from the challenge on
/// ```
///
/// @dev Which seats judge: those of the Datanet whose items are challenged, all of one. Members re-run the prior's code and vote weights for the challenged items, packed as int16 from the most
/// significant bits down, first item first; or `withheld()` if code, probes or texts were not served. More than half of the members that count have to vote one or the other, else the challenge
/// lapses. The committee's weight of an item is the mean of ballots, each clipped to within `tolerance` of their lower median; ballots are per seat and weigh
/// the same, since seats are drawn by stake: identities are clustered by what they staked before anything is clipped.
/// The rule: an item differs if it is more than `tolerance` from the committee's weight, grossly if more than `GROSS` times that. A prior is refuted if one challenged item differs grossly, or if more
/// items differ than its own `outliersPpm` forgives among all its items. What a challenger picks is no sample: a share of the challenged items would refute honest priors by their own admitted
/// outliers. So no prior that a re-run of all items bears out, with no outlier further off than `GROSS` tolerances, can be refuted by whatever was picked.
/// Money: for each prior the contract holds its bond, for each open challenge its bond, and `totalCredit`. Borne out: the challenger's bond pays the members and the rest goes to the gateway's
/// account. Refuted: the publisher's bond pays the members, of the rest two fifths go to the challenger and three to the commons; the challenger's bond goes back. Lapsed: the
/// challenger's bond pays who voted, and the rest goes back.
interface IInfluencePriors is IPanelVotes {
    /// @custom:value0 None: unknown.
    /// @custom:value1 Published: waiting, usable or expired.
    /// @custom:value2 Challenged: a committee is asked.
    /// @custom:value3 Refuted.
    enum State {
        None,
        Published,
        Challenged,
        Refuted
    }

    /// @custom:value0 Open: not judged yet.
    /// @custom:value1 BorneOut: the prior stands.
    /// @custom:value2 Refuted: weights differ by more than the prior's tolerance.
    /// @custom:value3 Withheld: refuted, because members were not served what a re-run needs.
    /// @custom:value4 Lapsed: no majority of ballots.
    enum Outcome {
        Open,
        BorneOut,
        Refuted,
        Withheld,
        Lapsed
    }

    /// @notice Header of a prior, as its leaf 0 packs it. @param methodHash keccak256 of the method's name. @param tolerance In units of weights. @param count Weights.
    struct Header {
        bytes32 adapter;
        uint32 epoch;
        bytes32 snapshotRoot;
        bytes32 methodHash;
        bytes32 codeHash;
        uint32 seed;
        bytes32 probesRoot;
        uint16 tolerance;
        uint32 outliersPpm;
        uint32 count;
    }

    /// @notice A weight of a prior. @param index Of its leaf: 1 to `count`. @param path Its siblings, from the leaf up.
    struct Item {
        ContributionId contribution;
        int16 weight;
        uint32 index;
        bytes32[] path;
    }

    /// @param account The gateway's. @param bond nano-OPEN held; zero once it is released or taken.
    /// @param unusableFrom First second in which it is not usable any more: end of life, or the challenge that refuted it.
    /// @param openVote Vote of the open challenge; zero if none.
    struct Prior {
        bytes32 root; // slot 0
        bytes32 adapter; // slot 1
        bytes32 snapshotRoot; // slot 2
        GatewayId gateway; // slot 3
        AccountId account;
        uint32 epoch;
        uint32 count;
        uint32 outliersPpm;
        uint16 tolerance;
        State state;
        uint64 bond; // slot 4
        uint48 usableFrom;
        uint48 unusableFrom;
        uint48 openVote;
    }

    /// @param weights What the prior says of the challenged items, packed as ballots are.
    struct Challenge {
        uint32 number; // slot 0
        AccountId challenger;
        DatanetId datanet;
        uint8 items;
        uint48 openedAt;
        Outcome outcome;
        bytes32 weights; // slot 1
    }

    /// @notice nano-OPEN that a challenge ends with. @param members Paid to members. @param gateway Credited to the gateway's account. @param challenger Credited to the challenger, the bond among
    /// it. @param commons Credited to the commons.
    struct Payment {
        NanoOpen members;
        NanoOpen gateway;
        NanoOpen challenger;
        NanoOpen commons;
    }

    /// @param bond nano-OPEN of a prior. @param challengeBond nano-OPEN of a challenge besides the draw's deposit. @param challengeWindow Seconds a prior waits before it is usable.
    /// @param lifetime Seconds after its publication until it expires.
    struct PriorTerms {
        uint8 panelSize;
        uint64 bond;
        uint64 challengeBond;
        uint48 challengeWindow;
        uint48 lifetime;
    }

    error InfluencePriors_UnknownPrior(uint32 number);
    /// @notice Leaf 0 is not the header, or the path has another length than the header's count of weights gives.
    error InfluencePriors_BadHeader(bytes32 root);
    error InfluencePriors_ToleranceOutOfBounds(uint16 tolerance, uint32 outliersPpm);
    error InfluencePriors_NoWeights();
    /// @notice The gateway has a prior for this adapter and snapshot that is neither refuted nor expired.
    error InfluencePriors_PriorKnown(uint32 number);
    error InfluencePriors_WrongState(uint32 number, State state);
    error InfluencePriors_Expired(uint32 number, uint48 unusableFrom);
    /// @notice The prior has not expired, or its bond is gone.
    error InfluencePriors_BondNotReleasable(uint32 number);
    error InfluencePriors_ItemCount(uint256 count, uint256 maximum);
    /// @notice Items are in the order of their leaves.
    error InfluencePriors_ItemsNotAscending(uint256 item);
    /// @notice The item is of another Datanet than the first.
    error InfluencePriors_OtherDatanet(uint256 item, DatanetId datanet);
    /// @notice Too few members could be drawn: a challenge that nobody can judge would suspend the prior for nothing.
    error InfluencePriors_TooFewSeats(DatanetId datanet, uint256 seats);
    /// @notice The item is not in the prior.
    error InfluencePriors_NotInPrior(uint256 item);

    /// @param usableFrom First second in which it can be used. @param unusableFrom First second in which it cannot any more, unless refuted before.
    event PriorPublished(
        uint32 indexed number,
        GatewayId indexed gateway,
        bytes32 indexed adapter,
        AccountId account,
        bytes32 root,
        Header header,
        NanoOpen bond,
        uint48 usableFrom,
        uint48 unusableFrom,
        string uri,
        address actor
    );
    event PriorChallenged(
        uint32 indexed number,
        uint48 indexed vote,
        AccountId indexed challenger,
        DatanetId datanet,
        ContributionId[] contributions,
        int16[] weights,
        NanoOpen bond,
        NanoOpen cost,
        address actor
    );
    /// @param weights The committee's, in the order of the challenge; none unless borne out or refuted by weights. @param differing Items that differ.
    /// @param unusableFrom As it is now. The prior's bond is gone if it was refuted or withheld.
    event PriorJudged(
        uint32 indexed number,
        uint48 indexed vote,
        Outcome outcome,
        int16[] weights,
        uint8 differing,
        Payment payment,
        uint48 unusableFrom,
        address actor
    );
    event PriorBondReleased(uint32 indexed number, AccountId indexed account, NanoOpen bond, address actor);

    /// @notice Publishes a prior with a bond from the caller. Only the operator of the gateway. One at a time for each gateway, adapter and snapshot.
    /// @param headerPath Siblings of leaf 0. @param uri Where the file is, 0 to 256 bytes.
    function publish(
        GatewayId gateway,
        bytes32 root,
        Header calldata header,
        bytes32[] calldata headerPath,
        string calldata uri
    ) external returns (uint32 number);

    /// @notice Asks a committee for the weights of 1 to 8 items of one Datanet, for `challengeCost()`. Only the challenger's controller, until the prior expires; one challenge at a time, and only
    /// where the Datanet has three seats that are neither's.
    function challenge(uint32 number, Item[] calldata items, AccountId challenger) external returns (uint48 vote);

    /// @notice Counts the committee's ballots once they are in, and settles the challenge. Anyone.
    function judge(uint32 number) external;

    /// @notice Credits the bond of an expired prior that is not challenged to the gateway's account. Anyone.
    function releaseBond(uint32 number) external;

    /// @notice Reverts if unknown. A number stays resolvable for ever.
    function priorOf(uint32 number) external view returns (Prior memory);
    /// @notice Whether a receipt served in this second of the past could use the prior: after the wait, before its end, and not while it was challenged. What was usable stays so.
    function isUsableAt(uint32 number, uint48 time) external view returns (bool);
    /// @notice The latest prior of a gateway for an adapter and a snapshot; zero if none.
    function numberOf(GatewayId gateway, bytes32 adapter, bytes32 snapshotRoot) external view returns (uint32);
    /// @notice All zero for a vote that is unknown.
    function challengeOf(uint48 vote) external view returns (Challenge memory);
    /// @notice How many priors were published; numbers run from 1 to this.
    function priorCount() external view returns (uint32);
    function priorTerms() external view returns (PriorTerms memory);
    /// @notice nano-OPEN that a challenge takes: bond and the draw's deposit.
    function challengeCost() external view returns (uint64);
    /// @notice Hash of a header: leaf 0.
    function headerHash(Header calldata header) external pure returns (bytes32);
    /// @notice Account of what nobody else gets.
    function commons() external view returns (AccountId);
}
