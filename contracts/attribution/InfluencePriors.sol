// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IInfluencePriors} from "../interfaces/IInfluencePriors.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {PanelBallots} from "../libraries/PanelBallots.sol";
import {PositionalProof} from "../libraries/PositionalProof.sol";
import {PriorWeights} from "../libraries/attribution/PriorWeights.sol";

import {AccountId} from "../types/AccountId.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {AccountCredits} from "../validation/AccountCredits.sol";
import {PriorState} from "./PriorState.sol";

/// @title InfluencePriors
/// @notice See `IInfluencePriors`. Immutable; nobody has a power over it.
contract InfluencePriors is PriorState {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev What a committee found. @param weights Of the challenged items; none if it found none. @param differing Items that differ from the prior's.
    struct Finding {
        Outcome outcome;
        int16[] weights;
        uint8 differing;
    }

    /// @dev Two fifths of what is left of a refuted prior's bond go to the challenger, as in `AttributionCourt`.
    uint64 private constant CHALLENGER_FIFTHS = 2;

    constructor(
        IERC20 token_,
        IAccountRegistry accounts_,
        Parts memory parts,
        VoteTerms memory terms,
        PriorTerms memory priors
    ) AccountCredits(token_, accounts_) PriorState(parts, terms, priors) {}

    /* PUBLISH */

    /// @inheritdoc IInfluencePriors
    function publish(
        GatewayId gateway,
        bytes32 root,
        Header calldata header,
        bytes32[] calldata headerPath,
        string calldata uri
    ) external nonReentrant returns (uint32 number) {
        AccountId account = gateways.gatewayOf(gateway).account;
        accounts.requireController(account, msg.sender);
        _requirePublishable(gateway, root, header, headerPath);
        BoundedString.requireUri(uri);

        number = ++priorCount;
        numberOf[gateway][header.adapter][header.snapshotRoot] = number;
        Prior storage prior = _priors[number];
        prior.root = root;
        prior.adapter = header.adapter;
        prior.snapshotRoot = header.snapshotRoot;
        prior.gateway = gateway;
        prior.account = account;
        prior.epoch = header.epoch;
        prior.count = header.count;
        prior.outliersPpm = header.outliersPpm;
        prior.tolerance = header.tolerance;
        prior.state = State.Published;
        prior.bond = _bond;
        prior.usableFrom = uint48(block.timestamp) + _challengeWindow;
        prior.unusableFrom = uint48(block.timestamp) + _lifetime;
        _emitPublished(number, prior, header, uri);
        _collect(_bond);
    }

    /// @inheritdoc IInfluencePriors
    function releaseBond(uint32 number) external {
        Prior storage prior = _known(number);
        uint64 bond = prior.bond;
        bool isReleasable = prior.state == State.Published && block.timestamp >= prior.unusableFrom && bond != 0;
        require(isReleasable, InfluencePriors_BondNotReleasable(number));

        prior.bond = 0;
        emit PriorBondReleased(number, prior.account, NanoOpen.wrap(bond), msg.sender);
        _credit(prior.account, bond);
    }

    /* CHALLENGE */

    /// @inheritdoc IInfluencePriors
    function challenge(uint32 number, Item[] calldata items, AccountId challenger) external nonReentrant returns (uint48 vote) {
        Prior storage prior = _inState(number, State.Published);
        require(block.timestamp < prior.unusableFrom, InfluencePriors_Expired(number, prior.unusableFrom));
        accounts.requireController(challenger, msg.sender);
        require(items.length != 0 && items.length <= MAX_ITEMS, InfluencePriors_ItemCount(items.length, MAX_ITEMS));
        (DatanetId datanet, ContributionId[] memory contributions, int16[] memory weights) = _requireItems(prior, items);
        _requireSeats(datanet, prior.account, challenger);

        prior.state = State.Challenged;
        _suspensions[number].push(uint48(block.timestamp), 1);
        _collect(challengeCost());
        vote = _openVote(datanet, _panelSize, challenger, [prior.account, challenger, AccountId.wrap(0)]);
        prior.openVote = vote;
        _challenges[vote] = Challenge({
            number: number,
            challenger: challenger,
            datanet: datanet,
            // Fits: at most MAX_ITEMS.
            items: uint8(items.length),
            openedAt: uint48(block.timestamp),
            outcome: Outcome.Open,
            weights: PriorWeights.pack(weights)
        });
        emit PriorChallenged({
            number: number,
            vote: vote,
            challenger: challenger,
            datanet: datanet,
            contributions: contributions,
            weights: weights,
            bond: NanoOpen.wrap(_challengeBond),
            cost: NanoOpen.wrap(challengeCost()),
            actor: msg.sender
        });
    }

    /// @inheritdoc IInfluencePriors
    function judge(uint32 number) external nonReentrant {
        Prior storage prior = _inState(number, State.Challenged);
        uint48 vote = prior.openVote;
        (uint256 counted, bytes32[] memory ballots) = _count(vote);
        Finding memory finding = _find(prior, _challenges[vote], ballots, counted);

        uint64 memberFees = _settle(
            vote,
            _judgementsOf(finding, prior, ballots),
            PanelBallots.Harm({account: AccountId.wrap(0), claim: 0})
        );
        _end(number, prior, vote, finding, memberFees);
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* STEPS */

    function _requirePublishable(GatewayId gateway, bytes32 root, Header calldata header, bytes32[] calldata headerPath) private view {
        require(header.count != 0, InfluencePriors_NoWeights());
        require(
            header.tolerance <= MAX_TOLERANCE && header.outliersPpm <= MAX_OUTLIERS_PPM,
            InfluencePriors_ToleranceOutOfBounds(header.tolerance, header.outliersPpm)
        );
        bool isHeader = PositionalProof.isProven(root, uint256(header.count) + 1, 0, headerHash(header), headerPath);
        require(isHeader, InfluencePriors_BadHeader(root));
        uint32 known = numberOf[gateway][header.adapter][header.snapshotRoot];
        bool isFree = known == 0 || block.timestamp >= _priors[known].unusableFrom;
        require(isFree, InfluencePriors_PriorKnown(known));
    }

    function _emitPublished(uint32 number, Prior storage prior, Header calldata header, string calldata uri) private {
        emit PriorPublished({
            number: number,
            gateway: prior.gateway,
            adapter: prior.adapter,
            account: prior.account,
            root: prior.root,
            header: header,
            bond: NanoOpen.wrap(prior.bond),
            usableFrom: prior.usableFrom,
            unusableFrom: prior.unusableFrom,
            uri: uri,
            actor: msg.sender
        });
    }

    function _requireItems(
        Prior storage prior,
        Item[] calldata items
    ) private view returns (DatanetId datanet, ContributionId[] memory contributions, int16[] memory weights) {
        contributions = new ContributionId[](items.length);
        weights = new int16[](items.length);
        (bytes32 root, uint256 leaves) = (prior.root, uint256(prior.count) + 1);
        uint256 last;
        for (uint256 i; i < items.length; ++i) {
            Item calldata item = items[i];
            require(item.index > last, InfluencePriors_ItemsNotAscending(i));
            last = item.index;
            bytes32 leaf = keccak256(abi.encodePacked(uint8(1), item.contribution, item.weight));
            require(PositionalProof.isProven(root, leaves, item.index, leaf, item.path), InfluencePriors_NotInPrior(i));
            DatanetId home = ledger.contributionOf(item.contribution).datanet;
            if (i == 0) datanet = home;
            require(home == datanet, InfluencePriors_OtherDatanet(i, home));
            contributions[i] = item.contribution;
            weights[i] = item.weight;
        }
    }

    /// @dev Of the second whose seats the draw takes.
    function _requireSeats(DatanetId datanet, AccountId publisher, AccountId challenger) private view {
        (AccountId[] memory seats, uint64[] memory shares) = staking.seatsAt(datanet, uint48(block.timestamp) - 1);
        uint256 count;
        for (uint256 i; i < seats.length; ++i) {
            if (shares[i] != 0 && seats[i] != publisher && seats[i] != challenger) ++count;
        }
        require(count >= MIN_PANEL, InfluencePriors_TooFewSeats(datanet, count));
    }

    /// @dev More than half of the members that count have to show weights, or to say that they were not served.
    function _find(
        Prior storage prior,
        Challenge storage made,
        bytes32[] memory ballots,
        uint256 counted
    ) private view returns (Finding memory finding) {
        bytes32[] memory served = new bytes32[](ballots.length);
        uint256 count;
        for (uint256 i; i < ballots.length; ++i) if (ballots[i] != withheld) served[count++] = ballots[i];
        finding.outcome = Outcome.Lapsed;
        if (2 * (ballots.length - count) > counted) {
            finding.outcome = Outcome.Withheld;
        } else if (2 * count > counted) {
            finding.weights = PriorWeights.clippedMeans(served, count, made.items, prior.tolerance);
            bool isGross;
            (finding.differing, isGross) = PriorWeights.compare(finding.weights, made.weights, prior.tolerance);
            bool isRefuted = isGross || uint256(finding.differing) * 1_000_000 > uint256(prior.outliersPpm) * prior.count;
            finding.outcome = isRefuted ? Outcome.Refuted : Outcome.BorneOut;
        }
    }

    /// @dev Who was served need not have been wrong where others were not, and who was not served need not have been either.
    function _judgementsOf(
        Finding memory finding,
        Prior storage prior,
        bytes32[] memory ballots
    ) private view returns (PanelBallots.Judgement[] memory judgements) {
        judgements = new PanelBallots.Judgement[](ballots.length);
        for (uint256 i; i < ballots.length; ++i) {
            bool isServed = ballots[i] != withheld;
            if (finding.outcome == Outcome.Lapsed) judgements[i] = PanelBallots.Judgement.Right;
            else if (finding.outcome == Outcome.Withheld)
                judgements[i] = isServed ? PanelBallots.Judgement.Excused : PanelBallots.Judgement.Right;
            else if (!isServed) judgements[i] = PanelBallots.Judgement.Unserved;
            else if (PriorWeights.isFar(finding.weights, ballots[i], prior.tolerance)) judgements[i] = PanelBallots.Judgement.Wrong;
            else judgements[i] = PanelBallots.Judgement.Right;
        }
    }

    /// @dev Invariant: what the bonds of challenge and prior lose is what members are paid and accounts are credited.
    function _end(uint32 number, Prior storage prior, uint48 vote, Finding memory finding, uint64 memberFees) private {
        Challenge storage made = _challenges[vote];
        Payment memory payment;
        payment.members = NanoOpen.wrap(memberFees);
        made.outcome = finding.outcome;
        prior.openVote = 0;
        if (finding.outcome == Outcome.Refuted || finding.outcome == Outcome.Withheld) {
            uint64 left = prior.bond - memberFees;
            uint64 part = (left * CHALLENGER_FIFTHS) / 5;
            payment.challenger = NanoOpen.wrap(_challengeBond + part);
            payment.commons = NanoOpen.wrap(left - part);
            prior.bond = 0;
            prior.state = State.Refuted;
            prior.unusableFrom = made.openedAt;
        } else {
            NanoOpen left = NanoOpen.wrap(_challengeBond - memberFees);
            if (finding.outcome == Outcome.Lapsed) payment.challenger = left;
            else payment.gateway = left;
            prior.state = State.Published;
            _suspensions[number].push(uint48(block.timestamp), 0);
        }
        emit PriorJudged({
            number: number,
            vote: vote,
            outcome: finding.outcome,
            weights: finding.weights,
            differing: finding.differing,
            payment: payment,
            unusableFrom: prior.unusableFrom,
            actor: msg.sender
        });
        _credit(prior.account, NanoOpen.unwrap(payment.gateway));
        _credit(made.challenger, NanoOpen.unwrap(payment.challenger));
        _credit(commons, NanoOpen.unwrap(payment.commons));
    }
}
