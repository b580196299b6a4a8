// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IRerunPanel} from "../interfaces/IRerunPanel.sol";

import {OfferingDatanets} from "../libraries/OfferingDatanets.sol";
import {PanelBallots} from "../libraries/PanelBallots.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen, TOKEN_UNITS_PER_NANO} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";
import {AccountCredits} from "../validation/AccountCredits.sol";
import {CaseState} from "./CaseState.sol";

/// @title RerunPanel
/// @notice See `IRerunPanel`. Immutable; nobody has a power over it.
contract RerunPanel is CaseState {
    constructor(
        IERC20 token_,
        IAccountRegistry accounts_,
        Parts memory parts,
        VoteTerms memory terms,
        CaseTerms memory cases
    ) AccountCredits(token_, accounts_) CaseState(parts, terms, cases) {}

    /* CASES */

    /// @inheritdoc IRerunPanel
    function open(
        ReceiptOpening calldata opening,
        Context calldata context,
        DatanetId datanet,
        AccountId challenger,
        bytes32 claimed
    ) external nonReentrant returns (uint48 number) {
        (ReceiptReader.Receipt memory receipt, bytes32 receiptId) = _establish(opening);
        _requireContext(receipt, context);
        _requireOpenable(receipt, receiptId, datanet, claimed);
        court.rulesOf(context.methodId);
        accounts.requireController(challenger, msg.sender);
        GatewayId gateway = GatewayId.wrap(receipt.gatewayId);
        AccountId gatewayAccount = gateways.gatewayOf(gateway).account;

        number = ++caseCount;
        caseNumberOf[receiptId][datanet] = number;
        Case storage stored = _cases[number];
        stored.receiptId = receiptId;
        stored.legsRoot = receipt.legsRoot;
        stored.gateway = gateway;
        stored.gatewayAccount = gatewayAccount;
        stored.challenger = challenger;
        stored.datanet = datanet;
        stored.fee = receipt.fee;
        stored.stage = Stage.Judging;
        _collect(openingCost());
        stored.vote = _openVote(datanet, _panelSize, challenger, [gatewayAccount, challenger, AccountId.wrap(0)]);
        _emitOpened(number, stored, context, claimed);
    }

    /// @inheritdoc IRerunPanel
    function tally(uint48 number) external nonReentrant {
        Case storage stored = _known(number);
        if (stored.stage == Stage.Reviewing) {
            _tallyReview(number, stored);
            return;
        }
        require(stored.stage == Stage.Judging, RerunPanel_WrongStage(number, stored.stage));
        (uint256 counted, bytes32[] memory ballots) = _count(stored.vote);
        if (counted == 0) {
            _close(number, stored, false, false);
            return;
        }
        (bool isFound, bytes32 found) = _majorityOf(ballots, counted);
        stored.isFound = isFound;
        stored.found = found;
        stored.stage = Stage.Appealing;
        stored.deadline = uint48(block.timestamp) + _appealWindow;
        emit CaseTallied(number, stored.vote, isFound, found, stored.deadline, msg.sender);
    }

    /// @inheritdoc IRerunPanel
    function appeal(uint48 number, AccountId appellant) external nonReentrant {
        Case storage stored = _appealable(number);
        require(block.timestamp <= stored.deadline, RerunPanel_TooLate(number, stored.deadline));
        accounts.requireController(appellant, msg.sender);

        stored.appellant = appellant;
        stored.stage = Stage.Reviewing;
        _collect(appealCost());
        uint48 vote = _openVote(stored.datanet, _reviewSize(), appellant, [stored.gatewayAccount, stored.challenger, appellant]);
        stored.review = vote;
        emit CaseAppealed(number, vote, appellant, _reviewSize(), NanoOpen.wrap(_reviewFees()), NanoOpen.wrap(appealCost()), msg.sender);
    }

    /// @inheritdoc IRerunPanel
    function close(uint48 number) external nonReentrant {
        Case storage stored = _appealable(number);
        require(block.timestamp > stored.deadline, RerunPanel_TooEarly(number, stored.deadline));
        _close(number, stored, false, false);
    }

    /* STEPS */

    function _requireOpenable(ReceiptReader.Receipt memory receipt, bytes32 receiptId, DatanetId datanet, bytes32 claimed) private view {
        uint256 servedAt = receipt.servedAt / 1000;
        require(block.timestamp <= servedAt + caseWindow, AttributionProofs_TooOld(servedAt, caseWindow));
        require(claimed != receipt.legsRoot, RerunPanel_NothingClaimed(claimed));
        require(!court.isProven(_offenceOf(receiptId)), RerunPanel_AlreadyConvicted(receiptId));
        uint48 known = caseNumberOf[receiptId][datanet];
        require(known == 0, RerunPanel_CaseKnown(receiptId, datanet, known));
        bool isCovered = OfferingDatanets.isCovered(
            address(gateways),
            OfferingId.wrap(receipt.offeringId),
            GatewayId.wrap(receipt.gatewayId),
            datanet
        );
        require(isCovered, RerunPanel_WrongDatanet(receipt.offeringId, datanet));
    }

    function _emitOpened(uint48 number, Case storage stored, Context calldata context, bytes32 claimed) private {
        emit CaseOpened({
            number: number,
            receiptId: stored.receiptId,
            gateway: stored.gateway,
            datanet: stored.datanet,
            challenger: stored.challenger,
            methodId: context.methodId,
            snapshotRoot: context.snapshotRoot,
            legsRoot: stored.legsRoot,
            claimed: claimed,
            vote: stored.vote,
            bond: NanoOpen.wrap(_bond),
            cost: NanoOpen.wrap(openingCost()),
            actor: msg.sender
        });
    }

    /// @dev A second panel that is no larger than the first knows no better.
    function _tallyReview(uint48 number, Case storage stored) private {
        (uint256 counted, bytes32[] memory ballots) = _count(stored.review);
        bool isDecided;
        bool isTurned;
        if (counted > _countedOf(stored.vote)) {
            bytes32 found;
            (isDecided, found) = _majorityOf(ballots, counted);
            if (isDecided) {
                isTurned = !stored.isFound || stored.found != found;
                stored.isFound = true;
                stored.found = found;
            }
        }
        _close(number, stored, isDecided, isTurned);
    }

    /// @dev What more than half of `counted` members voted for. The candidate is the only ballot that can have a majority (Boyer and Moore).
    function _majorityOf(bytes32[] memory ballots, uint256 counted) private pure returns (bool isFound, bytes32 found) {
        uint256 lead;
        for (uint256 i; i < ballots.length; ++i) {
            if (lead == 0) found = ballots[i];
            lead = ballots[i] == found ? lead + 1 : lead - 1;
        }
        uint256 votes;
        for (uint256 i; i < ballots.length; ++i) if (ballots[i] == found) ++votes;
        isFound = 2 * votes > counted;
        if (!isFound) found = 0;
    }

    /// @dev Invariant: the bond, and the fees of an appeal, are what members are paid and accounts are credited.
    /// @param isReviewed Whether the second panel decided. @param isTurned Whether it found something else than the first.
    function _close(uint48 number, Case storage stored, bool isReviewed, bool isTurned) private {
        Outcome outcome =
            !stored.isFound
                ? Outcome.Lapsed
                : stored.found == stored.legsRoot
                    ? Outcome.Upheld
                    : Outcome.Convicted;
        stored.stage = Stage.Closed;
        stored.outcome = outcome;
        if (outcome == Outcome.Lapsed) caseNumberOf[stored.receiptId][stored.datanet] = 0;

        uint64 reviewFees;
        uint64 toAppellant;
        if (stored.review != 0) {
            reviewFees = _settlePanel(stored.review, stored, isReviewed, 0);
            toAppellant = _reviewFees() - reviewFees;
        }
        uint64 firstFees = _settlePanel(stored.vote, stored, stored.isFound, isTurned ? reviewFees : 0);
        uint64 reward = outcome == Outcome.Convicted ? _convict(stored) : 0;
        uint64 toGateway = outcome == Outcome.Upheld ? _bond - firstFees : 0;
        uint64 toChallenger = outcome == Outcome.Upheld ? 0 : _bond - firstFees + reward;
        emit CaseClosed({
            number: number,
            receiptId: stored.receiptId,
            gateway: stored.gateway,
            outcome: outcome,
            found: stored.found,
            memberFees: NanoOpen.wrap(firstFees + reviewFees),
            toGateway: NanoOpen.wrap(toGateway),
            toChallenger: NanoOpen.wrap(toChallenger),
            toAppellant: NanoOpen.wrap(toAppellant),
            reward: NanoOpen.wrap(reward),
            actor: msg.sender
        });
        _credit(stored.gatewayAccount, toGateway);
        _credit(stored.challenger, toChallenger);
        _credit(stored.appellant, toAppellant);
    }

    /// @dev A panel whose votes decided nothing is paid for its work, not measured by the verdict. Who was not served need not have been wrong, and who was served need not
    /// have been wrong where others were not: a gateway can serve members unequally.
    /// @param claim nano-OPEN that its wrong members together owe to the appellant.
    function _settlePanel(uint48 vote, Case storage stored, bool isMeasured, uint64 claim) private returns (uint64) {
        (, bytes32[] memory ballots) = _count(vote);
        bytes32 found = stored.found;
        PanelBallots.Judgement[] memory judgements = new PanelBallots.Judgement[](ballots.length);
        uint64 wrong;
        for (uint256 i; i < ballots.length; ++i) {
            if (!isMeasured || ballots[i] == found) judgements[i] = PanelBallots.Judgement.Right;
            else if (found == withheld) judgements[i] = PanelBallots.Judgement.Excused;
            else if (ballots[i] == withheld) judgements[i] = PanelBallots.Judgement.Unserved;
            else judgements[i] = PanelBallots.Judgement.Wrong;
            if (judgements[i] == PanelBallots.Judgement.Wrong) ++wrong;
        }
        if (wrong != 0) claim /= wrong;
        return _settle(vote, judgements, PanelBallots.Harm({account: stored.appellant, claim: claim}));
    }

    /// @dev The prover's part comes here and is credited, so that no receiver can block a verdict.
    function _convict(Case storage stored) private returns (uint64) {
        bytes32 id = _offenceOf(stored.receiptId);
        if (court.isProven(id)) return 0;
        uint256 held = token.balanceOf(address(this));
        court.convict(
            IAttributionCourt.Offence({
                id: id,
                gateway: stored.gateway,
                lie: AttributionLie.FalseWeights,
                fee: NanoOpen.wrap(stored.fee),
                harmed: AccountId.wrap(0),
                prover: address(this)
            })
        );
        // Exact and fits: the court pays whole nano-OPEN.
        return uint64((token.balanceOf(address(this)) - held) / TOKEN_UNITS_PER_NANO);
    }
}
