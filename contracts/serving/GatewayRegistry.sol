// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IAgentRegistry} from "../interfaces/IAgentRegistry.sol";
import {IBondLock} from "../interfaces/IBondLock.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IGuardian} from "../interfaces/IGuardian.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

import {BoundedString} from "../libraries/BoundedString.sol";
import {SplitWords} from "../libraries/SplitWords.sol";

import {AccountId} from "../types/AccountId.sol";
import {AdapterId} from "../types/AdapterId.sol";
import {AgentId} from "../types/AgentId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {ModelId} from "../types/ModelId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";
import {Part} from "../types/Part.sol";
import {OfferingRules} from "./OfferingRules.sol";

/// @title GatewayRegistry
/// @notice See `IGatewayRegistry`.
/// @dev Holds the gateways' bonds and is immutable. Governance sets two parameters within bounds, for later offerings only, and names
/// the courts that may slash; it names the bond lock once.
contract GatewayRegistry is OfferingRules, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev An offering as stored. Its split is kept once, as the words that settlement reads.
    struct StoredOffering {
        // slot 0
        GatewayId gateway;
        NanoOpen promptPrice;
        NanoOpen completionPrice;
        uint8 splitLength;
        bool isRetired;
        ModelId model;
        // slots 1 to 4
        uint256[4] splitWords;
        // slot 5
        bytes32 methodId;
        // slot 6
        AgentId agent;
        string label;
        AdapterId[] adapters;
        DatanetId[] datanets;
    }

    /// @notice Longest endpoint, in bytes.
    uint256 public constant MAX_ENDPOINT = 256;
    /// @notice Highest minimum bond, nano-OPEN: 1,000,000 OPEN.
    uint256 public constant MAX_MINIMUM_BOND = 1_000_000e9;
    /// @notice Bounds of the least share of data, in basis points.
    uint16 public constant LOWEST_MINIMUM_DATA_BPS = 1_000;
    uint16 public constant HIGHEST_MINIMUM_DATA_BPS = 8_000;
    /// @notice Bounds of the unbonding delay, in seconds.
    uint48 public constant MIN_UNBONDING_DELAY = 1 hours;
    uint48 public constant MAX_UNBONDING_DELAY = 90 days;

    IERC20 public immutable token;
    IGuardian public immutable guardian;
    /// @inheritdoc IGatewayRegistry
    uint48 public immutable unbondingDelay;

    /// @inheritdoc IGatewayRegistry
    uint32 public gatewayCount;
    /// @inheritdoc IGatewayRegistry
    uint32 public offeringCount;
    /// @inheritdoc IGatewayRegistry
    NanoOpen public minimumBond = NanoOpen.wrap(1_000e9);
    /// @inheritdoc IGatewayRegistry
    uint16 public minimumDataBps = 3_000;
    /// @inheritdoc IGatewayRegistry
    address public bondLock;

    mapping(GatewayId gateway => Gateway) private _gateways;
    mapping(GatewayId gateway => string) private _endpoints;
    mapping(GatewayId gateway => mapping(address key => ReceiptKey)) private _keys;
    mapping(OfferingId offering => StoredOffering) private _offerings;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IDatanetRegistry datanets_,
        IModelRegistry models_,
        IAdapterRegistry adapters_,
        IAgentRegistry agents_,
        IGuardian guardian_,
        uint48 unbondingDelay_
    ) AccessManaged(authority) OfferingRules(accounts_, datanets_, models_, adapters_, agents_) {
        _requireBounds(unbondingDelay_, MIN_UNBONDING_DELAY, MAX_UNBONDING_DELAY);
        token = token_;
        guardian = guardian_;
        unbondingDelay = unbondingDelay_;
    }

    /* GATEWAYS */

    /// @inheritdoc IGatewayRegistry
    function register(AccountId account, string calldata name, string calldata endpoint) external returns (GatewayId gateway) {
        accounts.requireController(account, msg.sender);
        BoundedString.requireName(name);
        BoundedString.requireText(endpoint, 1, MAX_ENDPOINT);
        gateway = GatewayId.wrap(++gatewayCount);
        _gateways[gateway].account = account;
        _endpoints[gateway] = endpoint;
        emit GatewayRegistered(gateway, account, msg.sender, name, endpoint);
    }

    /// @inheritdoc IGatewayRegistry
    function setEndpoint(GatewayId gateway, string calldata endpoint) external {
        _requireOperator(gateway);
        BoundedString.requireText(endpoint, 1, MAX_ENDPOINT);
        _endpoints[gateway] = endpoint;
        emit EndpointChanged(gateway, endpoint, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function addReceiptKey(GatewayId gateway, address key) external {
        _requireOperator(gateway);
        require(key != address(0), GatewayRegistry_ZeroKey());
        require(_keys[gateway][key].addedAt == 0, GatewayRegistry_KeyKnown(gateway, key));
        _keys[gateway][key].addedAt = uint48(block.timestamp);
        emit ReceiptKeyAdded(gateway, key, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function revokeReceiptKey(GatewayId gateway, address key) external {
        _requireOperator(gateway);
        ReceiptKey storage validity = _keys[gateway][key];
        require(validity.addedAt != 0 && validity.revokedAt == 0, GatewayRegistry_KeyUnknown(gateway, key));
        validity.revokedAt = uint48(block.timestamp);
        emit ReceiptKeyRevoked(gateway, key, msg.sender);
    }

    /* BONDS */

    /// @inheritdoc IGatewayRegistry
    function postBond(GatewayId gateway, NanoOpen amount) external nonReentrant {
        Gateway storage stored = _knownGateway(gateway);
        require(NanoOpen.unwrap(amount) != 0, GatewayRegistry_ZeroAmount());
        stored.bond = NanoOpen.wrap(NanoOpen.unwrap(stored.bond) + NanoOpen.unwrap(amount));
        emit BondPosted(gateway, amount, stored.bond, msg.sender);
        token.safeTransferFrom(msg.sender, address(this), amount.toTokenUnits());
    }

    /// @inheritdoc IGatewayRegistry
    function startUnbonding(GatewayId gateway, NanoOpen amount) external {
        _requireOperator(gateway);
        Gateway storage stored = _gateways[gateway];
        require(NanoOpen.unwrap(amount) != 0, GatewayRegistry_ZeroAmount());
        require(NanoOpen.unwrap(amount) <= NanoOpen.unwrap(stored.bond), GatewayRegistry_BondInsufficient(amount, stored.bond));
        stored.bond = NanoOpen.wrap(NanoOpen.unwrap(stored.bond) - NanoOpen.unwrap(amount));
        if (bondLock != address(0)) {
            uint64 locked = IBondLock(bondLock).lockedBondOf(gateway);
            require(NanoOpen.unwrap(stored.bond) >= locked, GatewayRegistry_BondLocked(gateway, stored.bond, NanoOpen.wrap(locked)));
        }
        stored.unbonding = NanoOpen.wrap(NanoOpen.unwrap(stored.unbonding) + NanoOpen.unwrap(amount));
        stored.unbondingAt = uint48(block.timestamp) + unbondingDelay;
        emit UnbondingStarted(gateway, amount, stored.unbondingAt, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function withdrawBond(GatewayId gateway) external nonReentrant returns (NanoOpen amount) {
        Gateway storage stored = _knownGateway(gateway);
        amount = stored.unbonding;
        require(NanoOpen.unwrap(amount) != 0, GatewayRegistry_NothingUnbonding(gateway));
        require(block.timestamp >= stored.unbondingAt, GatewayRegistry_UnbondingNotOver(stored.unbondingAt));
        address payout = accounts.payoutOf(stored.account);
        stored.unbonding = NanoOpen.wrap(0);
        stored.unbondingAt = 0;
        emit BondWithdrawn(gateway, payout, amount, msg.sender);
        token.safeTransfer(payout, amount.toTokenUnits());
    }

    /// @inheritdoc IGatewayRegistry
    function slash(GatewayId gateway, NanoOpen amount, address to) external restricted nonReentrant returns (NanoOpen taken) {
        Gateway storage stored = _knownGateway(gateway);
        uint64 wanted = NanoOpen.unwrap(amount);
        uint64 bond = NanoOpen.unwrap(stored.bond);
        uint64 unbonding = NanoOpen.unwrap(stored.unbonding);
        uint64 fromBond = wanted < bond ? wanted : bond;
        uint64 fromUnbonding = wanted - fromBond < unbonding ? wanted - fromBond : unbonding;
        taken = NanoOpen.wrap(fromBond + fromUnbonding);
        stored.bond = NanoOpen.wrap(bond - fromBond);
        stored.unbonding = NanoOpen.wrap(unbonding - fromUnbonding);
        emit BondSlashed(gateway, taken, stored.bond, stored.unbonding, to, msg.sender);
        token.safeTransfer(to, taken.toTokenUnits());
    }

    /* OFFERINGS */

    /// @inheritdoc IGatewayRegistry
    function publishOffering(Offering calldata record) external returns (OfferingId offering) {
        guardian.requireNotPaused(Part.Offerings);
        _requireOperator(record.gateway);
        NanoOpen bond = _gateways[record.gateway].bond;
        require(NanoOpen.unwrap(bond) >= NanoOpen.unwrap(minimumBond), GatewayRegistry_BondTooSmall(bond, minimumBond));
        _requireValid(record, minimumDataBps);

        offering = OfferingId.wrap(++offeringCount);
        StoredOffering storage stored = _offerings[offering];
        stored.gateway = record.gateway;
        stored.promptPrice = record.promptPrice;
        stored.completionPrice = record.completionPrice;
        stored.splitLength = uint8(record.split.length);
        stored.model = record.model;
        stored.splitWords = _toWords(record.split);
        stored.methodId = record.methodId;
        stored.agent = record.agent;
        stored.label = record.label;
        stored.adapters = record.adapters;
        stored.datanets = record.datanets;
        emit OfferingPublished(offering, record.gateway, record, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function retireOffering(OfferingId offering) external {
        StoredOffering storage stored = _knownOffering(offering);
        _requireOperator(stored.gateway);
        require(!stored.isRetired, GatewayRegistry_AlreadyRetired(offering));
        stored.isRetired = true;
        emit OfferingRetired(offering, stored.gateway, msg.sender);
    }

    /* PARAMETERS */

    /// @inheritdoc IGatewayRegistry
    function setMinimumBond(NanoOpen newMinimumBond) external restricted {
        _requireBounds(NanoOpen.unwrap(newMinimumBond), 0, MAX_MINIMUM_BOND);
        minimumBond = newMinimumBond;
        emit MinimumBondChanged(newMinimumBond, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function setMinimumDataShare(uint16 newMinimumDataBps) external restricted {
        _requireBounds(newMinimumDataBps, LOWEST_MINIMUM_DATA_BPS, HIGHEST_MINIMUM_DATA_BPS);
        minimumDataBps = newMinimumDataBps;
        emit MinimumDataShareChanged(newMinimumDataBps, msg.sender);
    }

    /// @inheritdoc IGatewayRegistry
    function setBondLock(address newBondLock) external restricted {
        require(bondLock == address(0), GatewayRegistry_BondLockSet(bondLock));
        bondLock = newBondLock;
        emit BondLockSet(newBondLock, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IGatewayRegistry
    function gatewayOf(GatewayId gateway) external view returns (Gateway memory) {
        return _knownGateway(gateway);
    }

    /// @inheritdoc IGatewayRegistry
    function endpointOf(GatewayId gateway) external view returns (string memory) {
        _knownGateway(gateway);
        return _endpoints[gateway];
    }

    /// @inheritdoc IGatewayRegistry
    function offeringOf(OfferingId offering) external view returns (Offering memory) {
        StoredOffering storage stored = _knownOffering(offering);
        return
            Offering({
                gateway: stored.gateway,
                model: stored.model,
                agent: stored.agent,
                promptPrice: stored.promptPrice,
                completionPrice: stored.completionPrice,
                methodId: stored.methodId,
                label: stored.label,
                adapters: stored.adapters,
                datanets: stored.datanets,
                split: _fromWords(stored.splitWords, stored.splitLength)
            });
    }

    /// @inheritdoc IGatewayRegistry
    function isRetired(OfferingId offering) external view returns (bool) {
        return _knownOffering(offering).isRetired;
    }

    /// @inheritdoc IGatewayRegistry
    function receiptKeyOf(GatewayId gateway, address key) external view returns (ReceiptKey memory) {
        return _keys[gateway][key];
    }

    /// @inheritdoc IGatewayRegistry
    function priceOf(OfferingId offering) external view returns (Price memory price) {
        StoredOffering storage stored = _knownOffering(offering);
        price.gateway = stored.gateway;
        price.promptPrice = stored.promptPrice;
        price.completionPrice = stored.completionPrice;
        price.splitLength = stored.splitLength;
        for (uint256 i; i * 4 < price.splitLength; ++i) {
            price.splitWords[i] = stored.splitWords[i];
        }
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.2.0";
    }

    /* STEPS */

    function _toWords(SplitEntry[] calldata split) private pure returns (uint256[4] memory words) {
        for (uint256 i; i < split.length; ++i) {
            SplitWords.set({words: words, index: i, role: split[i].role, account: split[i].account, bps: split[i].bps});
        }
    }

    function _fromWords(uint256[4] memory words, uint256 length) private pure returns (SplitEntry[] memory split) {
        split = new SplitEntry[](length);
        for (uint256 i; i < length; ++i) {
            (split[i].role, split[i].account, split[i].bps) = SplitWords.get(words, i);
        }
    }

    function _knownGateway(GatewayId gateway) private view returns (Gateway storage stored) {
        stored = _gateways[gateway];
        require(!stored.account.isNone(), GatewayRegistry_UnknownGateway(gateway));
    }

    function _knownOffering(OfferingId offering) private view returns (StoredOffering storage stored) {
        stored = _offerings[offering];
        require(GatewayId.unwrap(stored.gateway) != 0, GatewayRegistry_UnknownOffering(offering));
    }

    function _requireOperator(GatewayId gateway) private view {
        address operator = accounts.controllerOf(_knownGateway(gateway).account);
        require(operator == msg.sender, GatewayRegistry_NotOperator(gateway, msg.sender));
    }

    function _requireBounds(uint256 value, uint256 minimum, uint256 maximum) private pure {
        require(value >= minimum && value <= maximum, GatewayRegistry_ParameterOutOfBounds(value, minimum, maximum));
    }
}
