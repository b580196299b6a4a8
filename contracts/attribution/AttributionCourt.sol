// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {AccountCredits} from "../validation/AccountCredits.sol";

/// @title AttributionCourt
/// @notice See `IAttributionCourt`. Immutable.
contract AttributionCourt is IAttributionCourt, AccountCredits, AccessManaged {
    using SafeERC20 for IERC20;

    uint64 public constant MIN_PENALTY = 10e9;
    uint64 public constant MAX_PENALTY = 100_000e9;
    uint64 public constant MIN_BOND = 1e9;
    uint64 public constant MAX_BOND = 10_000e9;
    uint256 private constant MAX_SPAN_RULE = 1_000;
    uint256 private constant MAX_FREQUENCY = 64;
    uint256 private constant MAX_LEGS = 64;
    uint256 private constant MAX_WEIGHT = 65_535;
    /// @dev Datanets of an offering.
    uint8 private constant MAX_PARTS = 8;
    uint256 private constant PPM_WHOLE = 1_000_000;
    /// @dev A quarter: what a committee judges never outweighs what can be recomputed.
    uint256 private constant MAX_JUDGED_PPM = 250_000;
    /// @dev Two fifths of what is left after the harmed account go to the prover.
    uint256 private constant PROVER_FIFTHS = 2;
    /// @inheritdoc IAttributionCourt
    uint48 public constant answerWindow = 24 hours; // solhint-disable-line const-name-snakecase

    IGatewayRegistry public immutable gateways;
    /// @inheritdoc IAttributionCourt
    AccountId public immutable commons;

    /// @inheritdoc IAttributionCourt
    NanoOpen public penalty = NanoOpen.wrap(100e9);
    /// @inheritdoc IAttributionCourt
    NanoOpen public challengeBond = NanoOpen.wrap(20e9);

    /// @inheritdoc IAttributionCourt
    mapping(bytes32 id => bool) public isProven;
    mapping(bytes32 methodId => Rules) private _rules;
    mapping(GatewayId gateway => mapping(bytes32 methodId => mapping(bytes32 snapshotRoot => Manifest))) private _manifests;
    mapping(bytes32 id => Challenge) private _challenges;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IGatewayRegistry gateways_,
        AccountId commons_
    ) AccessManaged(authority) AccountCredits(token_, accounts_) {
        gateways = gateways_;
        commons = commons_;
    }

    /* WHAT IS JUDGED BY */

    /// @inheritdoc IAttributionCourt
    function registerMethod(string calldata text, Rules calldata rules) external restricted returns (bytes32 methodId) {
        methodId = keccak256(bytes(text));
        require(_rules[methodId].weightTotal == 0, AttributionCourt_MethodKnown(methodId));
        _requireBounds(rules.minimumSpanLength, 1, MAX_SPAN_RULE);
        _requireBounds(rules.firstSeenLength, rules.minimumSpanLength, MAX_SPAN_RULE);
        _requireBounds(rules.maximumFrequency, 1, MAX_FREQUENCY);
        _requireBounds(rules.maximumLegs, 1, MAX_LEGS);
        _requireBounds(rules.weightTotal, 1, MAX_WEIGHT);
        _requireBounds(rules.spanSharePpm, 0, PPM_WHOLE);
        _requireBounds(rules.judgedSharePpm, 0, MAX_JUDGED_PPM);
        _rules[methodId] = rules;
        emit MethodRegistered(methodId, text, rules, msg.sender);
    }

    /// @inheritdoc IAttributionCourt
    function publishManifest(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot, Manifest calldata manifest) external {
        IGatewayRegistry.Gateway memory known = gateways.gatewayOf(gateway);
        accounts.requireController(known.account, msg.sender);
        require(NanoOpen.unwrap(known.bond) >= NanoOpen.unwrap(penalty), AttributionCourt_BondTooSmall(gateway, known.bond, penalty));
        require(_rules[methodId].weightTotal != 0, AttributionCourt_UnknownMethod(methodId));
        require(
            manifest.itemCount != 0 &&
                manifest.tokenCount >= manifest.itemCount &&
                manifest.partCount != 0 &&
                manifest.partCount <= MAX_PARTS,
            AttributionCourt_BadManifest(manifest.tokenCount, manifest.itemCount, manifest.partCount)
        );
        Manifest storage stored = _manifests[gateway][methodId][snapshotRoot];
        require(stored.itemCount == 0, AttributionCourt_ManifestKnown(gateway, methodId, snapshotRoot));
        stored.tokenCount = manifest.tokenCount;
        stored.itemCount = manifest.itemCount;
        stored.partCount = manifest.partCount;
        stored.publishedAt = uint48(block.timestamp);
        stored.tokenRoot = manifest.tokenRoot;
        stored.suffixRoot = manifest.suffixRoot;
        stored.itemsRoot = manifest.itemsRoot;
        emit ManifestPublished(gateway, methodId, snapshotRoot, manifestId(manifest), stored, msg.sender);
    }

    /* PUNISHMENT */

    /// @inheritdoc IAttributionCourt
    function convict(Offence calldata offence) external restricted nonReentrant {
        _punish(offence);
    }

    /// @inheritdoc IAttributionCourt
    function openChallenge(Offence calldata offence, bytes32 receiptId) external restricted nonReentrant {
        bytes32 id = offence.id;
        require(!isProven[id], AttributionCourt_AlreadyProven(id));
        require(_challenges[id].challenger == address(0), AttributionCourt_AlreadyChallenged(id));
        NanoOpen bond = challengeBond;
        uint48 deadline = uint48(block.timestamp) + answerWindow;
        _challenges[id] = Challenge({
            challenger: offence.prover,
            bond: bond,
            gateway: offence.gateway,
            fee: offence.fee,
            deadline: deadline
        });
        emit ChallengeOpened(id, offence.gateway, receiptId, offence.prover, bond, deadline);
        token.safeTransferFrom(offence.prover, address(this), bond.toTokenUnits());
    }

    /// @inheritdoc IAttributionCourt
    function closeChallenge(bytes32 id) external restricted {
        Challenge storage challenge = _openChallenge(id);
        require(block.timestamp <= challenge.deadline, AttributionCourt_TooLate(id, challenge.deadline));
        NanoOpen bond = challenge.bond;
        GatewayId gateway = challenge.gateway;
        challenge.bond = NanoOpen.wrap(0);
        AccountId account = gateways.gatewayOf(gateway).account;
        emit ChallengeAnswered(id, gateway, account, bond);
        _credit(account, NanoOpen.unwrap(bond));
    }

    /// @inheritdoc IAttributionCourt
    function endChallenge(bytes32 id) external nonReentrant {
        Challenge storage challenge = _openChallenge(id);
        address challenger = challenge.challenger;
        NanoOpen bond = challenge.bond;
        challenge.bond = NanoOpen.wrap(0);
        emit ChallengeEnded(id, challenge.gateway, challenger, bond, msg.sender);
        if (!isProven[id]) {
            require(block.timestamp > challenge.deadline, AttributionCourt_TooEarly(id, challenge.deadline));
            _punish(
                Offence({
                    id: id,
                    gateway: challenge.gateway,
                    lie: AttributionLie.Unanswered,
                    fee: challenge.fee,
                    harmed: AccountId.wrap(0),
                    prover: challenger
                })
            );
        }
        token.safeTransfer(challenger, bond.toTokenUnits());
    }

    /* PARAMETERS */

    /// @inheritdoc IAttributionCourt
    function setPenalty(NanoOpen newPenalty) external restricted {
        _requireBounds(NanoOpen.unwrap(newPenalty), MIN_PENALTY, MAX_PENALTY);
        penalty = newPenalty;
        emit PenaltyChanged(newPenalty, msg.sender);
    }

    /// @inheritdoc IAttributionCourt
    function setChallengeBond(NanoOpen bond) external restricted {
        _requireBounds(NanoOpen.unwrap(bond), MIN_BOND, MAX_BOND);
        challengeBond = bond;
        emit ChallengeBondChanged(bond, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IAttributionCourt
    function rulesOf(bytes32 methodId) external view returns (Rules memory rules) {
        rules = _rules[methodId];
        require(rules.weightTotal != 0, AttributionCourt_UnknownMethod(methodId));
    }

    /// @inheritdoc IAttributionCourt
    function manifestOf(GatewayId gateway, bytes32 methodId, bytes32 snapshotRoot) external view returns (Manifest memory) {
        return _manifests[gateway][methodId][snapshotRoot];
    }

    /// @inheritdoc IAttributionCourt
    function manifestId(Manifest calldata manifest) public pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    manifest.tokenCount,
                    manifest.itemCount,
                    manifest.partCount,
                    manifest.tokenRoot,
                    manifest.suffixRoot,
                    manifest.itemsRoot
                )
            );
    }

    /// @inheritdoc IAttributionCourt
    function challengeOf(bytes32 id) external view returns (Challenge memory) {
        return _challenges[id];
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* STEPS */

    /// @dev A bond smaller than the punishment gives less: first to the harmed account, so nobody convicts a gateway to empty it before a victim.
    function _punish(Offence memory offence) private {
        require(!isProven[offence.id], AttributionCourt_AlreadyProven(offence.id));
        isProven[offence.id] = true;
        NanoOpen wanted = NanoOpen.wrap(NanoOpen.unwrap(penalty) + NanoOpen.unwrap(offence.fee));
        uint64 slashed = NanoOpen.unwrap(gateways.slash(offence.gateway, wanted, address(this)));
        uint64 fee = NanoOpen.unwrap(offence.fee);
        uint64 toHarmed = slashed < fee ? slashed : fee;
        uint64 toProver = uint64((uint256(slashed - toHarmed) * PROVER_FIFTHS) / 5);
        AccountId harmed = _orCommons(offence.harmed);
        emit LieProven(
            offence.id,
            offence.gateway,
            harmed,
            offence.lie,
            NanoOpen.wrap(slashed),
            NanoOpen.wrap(toHarmed),
            NanoOpen.wrap(toProver),
            offence.prover
        );
        _credit(harmed, toHarmed);
        _credit(commons, slashed - toHarmed - toProver);
        token.safeTransfer(offence.prover, NanoOpen.wrap(toProver).toTokenUnits());
    }

    /// @dev A false index can name accounts that nobody has.
    function _orCommons(AccountId harmed) private view returns (AccountId) {
        return harmed.isNone() || AccountId.unwrap(harmed) > accounts.accountCount() ? commons : harmed;
    }

    function _openChallenge(bytes32 id) private view returns (Challenge storage challenge) {
        challenge = _challenges[id];
        require(NanoOpen.unwrap(challenge.bond) != 0, AttributionCourt_NotChallenged(id));
    }

    function _requireBounds(uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(value >= minimum && value <= maximum, AttributionCourt_RuleOutOfBounds(value, minimum, maximum));
    }
}
