// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IInfluencePriors} from "../interfaces/IInfluencePriors.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {PriorWeights} from "../libraries/attribution/PriorWeights.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {PanelVotes} from "../validation/PanelVotes.sol";

/// @title PriorState
/// @dev What priors and their challenges remember, and how it is read. `InfluencePriors` is the state machine.
abstract contract PriorState is IInfluencePriors, PanelVotes {
    using Checkpoints for Checkpoints.Trace208;

    /// @notice Contracts that priors depend on, and the account of what nobody else gets.
    struct Parts {
        IGatewayRegistry gateways;
        IContributionLedger ledger;
        IPanelDraws panels;
        IValidatorStaking staking;
        AccountId commons;
    }

    /// @notice Most items of a challenge.
    uint256 public constant MAX_ITEMS = PriorWeights.MAX_ITEMS;
    /// @notice Largest tolerance that a prior may state: a twentieth of the largest weight.
    uint16 public constant MAX_TOLERANCE = 1_638;
    /// @notice Largest share of items that a prior may let differ by more.
    uint32 public constant MAX_OUTLIERS_PPM = 50_000;
    /// @notice How many tolerances away from the committee's weight no item may be, outlier or not.
    uint256 public constant GROSS = PriorWeights.GROSS;

    IGatewayRegistry public immutable gateways;
    IContributionLedger public immutable ledger;
    /// @inheritdoc IInfluencePriors
    AccountId public immutable commons;
    uint8 internal immutable _panelSize;
    uint64 internal immutable _bond;
    uint64 internal immutable _challengeBond;
    uint48 internal immutable _challengeWindow;
    uint48 internal immutable _lifetime;

    /// @inheritdoc IInfluencePriors
    uint32 public priorCount;
    /// @inheritdoc IInfluencePriors
    mapping(GatewayId gateway => mapping(bytes32 adapter => mapping(bytes32 snapshotRoot => uint32))) public numberOf;
    mapping(uint32 number => Prior) internal _priors;
    mapping(uint48 vote => Challenge) internal _challenges;
    /// @dev 1 from when a prior is challenged, 0 from when it is judged.
    mapping(uint32 number => Checkpoints.Trace208) internal _suspensions;

    constructor(Parts memory parts, VoteTerms memory terms, PriorTerms memory priors) PanelVotes(parts.panels, parts.staking, terms) {
        uint256 memberFees = priors.panelSize * terms.feePerBallot;
        bool isSound =
            priors.panelSize >= MIN_PANEL + 2 &&
                priors.panelSize <= MAX_PANEL &&
                priors.bond != 0 &&
                priors.bond >= memberFees &&
                priors.challengeBond >= memberFees &&
                priors.challengeWindow != 0 &&
                priors.challengeWindow < priors.lifetime &&
                _longestVote() < parts.staking.unbondingPeriod();
        require(isSound, PanelVotes_BadTerms());
        accounts.accountOf(parts.commons);
        gateways = parts.gateways;
        ledger = parts.ledger;
        commons = parts.commons;
        _panelSize = priors.panelSize;
        _bond = priors.bond;
        _challengeBond = priors.challengeBond;
        _challengeWindow = priors.challengeWindow;
        _lifetime = priors.lifetime;
    }

    /* VIEWS */

    /// @inheritdoc IInfluencePriors
    function priorOf(uint32 number) external view returns (Prior memory) {
        return _known(number);
    }

    /// @inheritdoc IInfluencePriors
    function isUsableAt(uint32 number, uint48 time) external view returns (bool) {
        Prior storage prior = _known(number);
        return time >= prior.usableFrom && time < prior.unusableFrom && _suspensions[number].upperLookup(time) == 0;
    }

    /// @inheritdoc IInfluencePriors
    function challengeOf(uint48 vote) external view returns (Challenge memory) {
        return _challenges[vote];
    }

    /// @inheritdoc IInfluencePriors
    function priorTerms() external view returns (PriorTerms memory) {
        return
            PriorTerms({
                panelSize: _panelSize,
                bond: _bond,
                challengeBond: _challengeBond,
                challengeWindow: _challengeWindow,
                lifetime: _lifetime
            });
    }

    /// @inheritdoc IInfluencePriors
    function challengeCost() public view returns (uint64) {
        return _challengeBond + panels.deposit();
    }

    /// @inheritdoc IInfluencePriors
    function headerHash(Header calldata header) public pure returns (bytes32) {
        return
            keccak256(
                abi.encodePacked(
                    header.adapter,
                    header.epoch,
                    header.snapshotRoot,
                    header.methodHash,
                    header.codeHash,
                    header.seed,
                    header.probesRoot,
                    header.tolerance,
                    header.outliersPpm,
                    header.count
                )
            );
    }

    /* SHARED */

    function _known(uint32 number) internal view returns (Prior storage prior) {
        prior = _priors[number];
        require(prior.state != State.None, InfluencePriors_UnknownPrior(number));
    }

    function _inState(uint32 number, State state) internal view returns (Prior storage prior) {
        prior = _known(number);
        require(prior.state == state, InfluencePriors_WrongState(number, prior.state));
    }
}
