// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {StakePool} from "../libraries/StakePool.sol";

import {AccountId} from "../types/AccountId.sol";
import {BPS_WHOLE} from "../types/Bps.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title ValidatorStaking
contract ValidatorStaking is IValidatorStaking, AccountCredits, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;
    using SafeERC20 for IERC20;
    using StakePool for Pool;

    struct Position {
        uint128 shares; // slot 0
        uint32 generation;
    }

    /// @notice Most seats of a Datanet.
    uint8 public constant MAX_SEATS = 64;
    /// @notice Largest ratio of weight to the validator's own stake.
    uint256 public constant MAX_LEVERAGE = 10;
    /// @notice The validator's commission on rewards, in basis points.
    uint16 public constant COMMISSION_BPS = 1_000;
    /// @notice Where slashed OPEN goes.
    address public constant SINK = 0x000000000000000000000000000000000000dEaD;

    IDatanetRegistry public immutable datanets;
    /// @inheritdoc IValidatorStaking
    uint48 public immutable unbondingPeriod;
    /// @inheritdoc IValidatorStaking
    NanoOpen public immutable minimumStake;

    /// @inheritdoc IValidatorStaking
    uint64 public totalStake;
    /// @inheritdoc IValidatorStaking
    uint64 public waitingToBurn;
    /// @notice How many exits were started; numbers run from 1 to this.
    uint64 public exitCount;

    /// @inheritdoc IValidatorStaking
    mapping(bytes32 offence => bool) public isPunished;
    /// @notice How many seats of the Datanet were ever taken.
    mapping(DatanetId datanet => uint8) public seatCountOf;
    /// @notice The validator's seat, counted from 1; zero if none.
    mapping(DatanetId datanet => mapping(AccountId validator => uint8)) public seatNumberOf;

    mapping(DatanetId datanet => mapping(AccountId validator => Pool)) private _active;
    mapping(DatanetId datanet => mapping(AccountId validator => Pool)) private _unbonding;
    mapping(DatanetId datanet => mapping(AccountId validator => mapping(AccountId delegator => Position))) private _positions;
    mapping(uint64 exit => Exit) private _exits;
    /// @dev Value: validator (32 bits) | weight (64 bits), by the second it counts from.
    mapping(DatanetId datanet => mapping(uint8 seat => Checkpoints.Trace208)) private _seats;

    constructor(
        address authority,
        IERC20 token_,
        IAccountRegistry accounts_,
        IDatanetRegistry datanets_,
        uint48 unbondingPeriod_,
        NanoOpen minimumStake_
    ) AccountCredits(token_, accounts_) AccessManaged(authority) {
        require(unbondingPeriod_ >= 1 days, ValidatorStaking_UnbondingTooShort(unbondingPeriod_));
        require(NanoOpen.unwrap(minimumStake_) != 0, ValidatorStaking_ZeroAmount());
        datanets = datanets_;
        unbondingPeriod = unbondingPeriod_;
        minimumStake = minimumStake_;
    }

    /* STAKE */

    /// @inheritdoc IValidatorStaking
    function stake(
        DatanetId datanet,
        AccountId validator,
        AccountId delegator,
        NanoOpen amount
    ) external nonReentrant returns (uint128 shares) {
        datanets.termsVersionOf(datanet);
        accounts.accountOf(validator);
        accounts.requireController(delegator, msg.sender);
        require(NanoOpen.unwrap(amount) != 0, ValidatorStaking_ZeroAmount());
        Pool storage pool = _active[datanet][validator];
        Position storage position = _positions[datanet][validator][delegator];

        shares = pool.deposit(NanoOpen.unwrap(amount));
        require(shares != 0, ValidatorStaking_TooSmall(NanoOpen.unwrap(amount)));
        position.shares = _sharesOf(position, pool) + shares;
        position.generation = pool.generation;
        totalStake += NanoOpen.unwrap(amount);
        emit Staked(datanet, validator, delegator, amount, shares, msg.sender);
        _recordWeight(datanet, validator);
        _collect(NanoOpen.unwrap(amount));
    }

    /// @inheritdoc IValidatorStaking
    function unstake(DatanetId datanet, AccountId validator, AccountId delegator, uint128 shares) external returns (uint64 exit) {
        accounts.requireController(delegator, msg.sender);
        Pool storage pool = _active[datanet][validator];
        Position storage position = _positions[datanet][validator][delegator];
        uint128 held = _sharesOf(position, pool);
        require(shares <= held, ValidatorStaking_NotEnoughShares(shares, held));

        position.shares = held - shares;
        position.generation = pool.generation;
        uint64 amount = pool.redeem(shares);
        Pool storage unbonding = _unbonding[datanet][validator];
        uint128 exitShares = amount == 0 ? 0 : unbonding.deposit(amount);
        require(exitShares != 0, ValidatorStaking_TooSmall(shares));
        exit = ++exitCount;
        uint48 releaseAt = uint48(block.timestamp) + unbondingPeriod;
        _exits[exit] = Exit({
            datanet: datanet,
            validator: validator,
            delegator: delegator,
            releaseAt: releaseAt,
            generation: unbonding.generation,
            shares: exitShares
        });
        emit Unstaked(datanet, validator, delegator, exit, NanoOpen.wrap(amount), shares, releaseAt, msg.sender);
        _recordWeight(datanet, validator);
    }

    /// @inheritdoc IValidatorStaking
    function release(uint64 exit) external returns (NanoOpen amount) {
        Exit memory stored = exitOf(exit);
        require(stored.releaseAt != 0, ValidatorStaking_AlreadyReleased(exit));
        require(block.timestamp >= stored.releaseAt, ValidatorStaking_StillUnbonding(exit, stored.releaseAt));
        Pool storage pool = _unbonding[stored.datanet][stored.validator];

        _exits[exit].releaseAt = 0;
        uint64 value = stored.generation == pool.generation ? pool.redeem(stored.shares) : 0;
        totalStake -= value;
        _credit(stored.delegator, value);
        amount = NanoOpen.wrap(value);
        emit Released(exit, stored.delegator, amount, msg.sender);
    }

    /* SEATS */

    /// @inheritdoc IValidatorStaking
    function takeSeat(DatanetId datanet, AccountId validator, uint8 seat) external {
        accounts.requireController(validator, msg.sender);
        require(seatNumberOf[datanet][validator] == 0, ValidatorStaking_AlreadySeated(datanet, validator));
        uint8 count = seatCountOf[datanet];
        require(seat <= count && seat < MAX_SEATS, ValidatorStaking_UnknownSeat(datanet, seat));
        (AccountId displaced, uint64 needed) = _holder(_seats[datanet][seat].latest());
        uint64 weight = weightOf(datanet, validator);
        require(weight > needed, ValidatorStaking_TooLight(weight, needed));

        if (seat == count) seatCountOf[datanet] = count + 1;
        if (!displaced.isNone()) seatNumberOf[datanet][displaced] = 0;
        seatNumberOf[datanet][validator] = seat + 1;
        emit SeatTaken(datanet, validator, seat, displaced, msg.sender);
        _recordWeight(datanet, validator);
    }

    /// @inheritdoc IValidatorStaking
    function leaveSeat(DatanetId datanet, AccountId validator) external {
        accounts.requireController(validator, msg.sender);
        uint8 number = seatNumberOf[datanet][validator];
        require(number != 0, ValidatorStaking_NotSeated(datanet, validator));

        seatNumberOf[datanet][validator] = 0;
        _seats[datanet][number - 1].push(uint48(block.timestamp), 0);
        emit SeatLeft(datanet, validator, number - 1, msg.sender);
    }

    /* VALIDATION */

    /// @inheritdoc IValidatorStaking
    function slash(Punishment calldata punishment) external restricted returns (NanoOpen taken) {
        require(!isPunished[punishment.offence], ValidatorStaking_AlreadyPunished(punishment.offence));
        Pool storage active = _active[punishment.datanet][punishment.validator];
        Pool storage unbonding = _unbonding[punishment.datanet][punishment.validator];
        uint256 total = uint256(active.assets) + unbonding.assets;
        uint256 amount = NanoOpen.unwrap(punishment.amount);
        if (amount > total) amount = total;

        isPunished[punishment.offence] = true;
        // Both fit: amount <= total, so neither part is above its pool's assets.
        uint64 fromActive = total == 0 ? 0 : uint64((amount * active.assets) / total);
        uint64 fromUnbonding = uint64(amount) - fromActive;
        fromActive = active.take(fromActive);
        fromUnbonding = unbonding.take(fromUnbonding);
        totalStake -= fromActive + fromUnbonding;
        taken = NanoOpen.wrap(fromActive + fromUnbonding);
        _distribute(punishment, fromActive, fromUnbonding);
        _recordWeight(punishment.datanet, punishment.validator);
    }

    /// @inheritdoc IValidatorStaking
    function reward(DatanetId datanet, AccountId[] calldata validators, uint64[] calldata amounts) external restricted nonReentrant {
        require(validators.length == amounts.length, ValidatorStaking_LengthMismatch(validators.length, amounts.length));
        uint256 total;
        for (uint256 i = 0; i < validators.length; ++i) {
            if (amounts[i] == 0) continue;
            total += amounts[i];
            _reward(datanet, validators[i], amounts[i]);
        }
        _collect(total);
    }

    /// @inheritdoc IValidatorStaking
    function burn() external nonReentrant returns (NanoOpen amount) {
        amount = NanoOpen.wrap(waitingToBurn);
        require(NanoOpen.unwrap(amount) != 0, ValidatorStaking_NothingToBurn());

        waitingToBurn = 0;
        emit Burnt(amount, msg.sender);
        token.safeTransfer(SINK, amount.toTokenUnits());
    }

    /* VIEWS */

    /// @inheritdoc IValidatorStaking
    function activeOf(DatanetId datanet, AccountId validator) external view returns (Pool memory) {
        return _active[datanet][validator];
    }

    /// @inheritdoc IValidatorStaking
    function unbondingOf(DatanetId datanet, AccountId validator) external view returns (Pool memory) {
        return _unbonding[datanet][validator];
    }

    /// @inheritdoc IValidatorStaking
    function positionOf(
        DatanetId datanet,
        AccountId validator,
        AccountId delegator
    ) external view returns (uint128 shares, NanoOpen value) {
        Pool storage pool = _active[datanet][validator];
        shares = _sharesOf(_positions[datanet][validator][delegator], pool);
        value = NanoOpen.wrap(pool.valueOf(shares));
    }

    /// @inheritdoc IValidatorStaking
    function exitOf(uint64 exit) public view returns (Exit memory) {
        require(exit != 0 && exit <= exitCount, ValidatorStaking_UnknownExit(exit));
        return _exits[exit];
    }

    /// @inheritdoc IValidatorStaking
    function weightOf(DatanetId datanet, AccountId validator) public view returns (uint64) {
        Pool storage pool = _active[datanet][validator];
        uint256 own = pool.valueOf(_sharesOf(_positions[datanet][validator][validator], pool));
        uint256 weight = pool.assets;
        if (weight > own * MAX_LEVERAGE) weight = own * MAX_LEVERAGE;
        // Fits: at most pool.assets.
        return weight < NanoOpen.unwrap(minimumStake) ? 0 : uint64(weight);
    }

    /// @inheritdoc IValidatorStaking
    function seatsAt(DatanetId datanet, uint48 time) external view returns (AccountId[] memory validators, uint64[] memory weights) {
        require(time < block.timestamp, ValidatorStaking_FutureLookup(time));
        uint8 count = seatCountOf[datanet];
        validators = new AccountId[](count);
        weights = new uint64[](count);
        for (uint8 i = 0; i < count; ++i) {
            (validators[i], weights[i]) = _holder(_seats[datanet][i].upperLookupRecent(time));
        }
    }

    /// @inheritdoc IValidatorStaking
    function seatWeightAt(DatanetId datanet, AccountId validator, uint48 time) external view returns (uint64) {
        require(time < block.timestamp, ValidatorStaking_FutureLookup(time));
        uint8 number = seatNumberOf[datanet][validator];
        if (number == 0) return 0;
        (AccountId holder, uint64 weight) = _holder(_seats[datanet][number - 1].upperLookupRecent(time));
        return holder == validator ? weight : 0;
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* SHARED */

    function _distribute(Punishment calldata punishment, uint64 fromActive, uint64 fromUnbonding) private {
        uint64 rest = fromActive + fromUnbonding;
        uint64 toHarmed = punishment.harmed.isNone() ? 0 : _lesser(rest, NanoOpen.unwrap(punishment.harmedClaim));
        rest -= toHarmed;
        uint64 toProver = punishment.prover.isNone() ? 0 : _lesser(rest, NanoOpen.unwrap(punishment.proverClaim));
        rest -= toProver;

        _credit(punishment.harmed, toHarmed);
        _credit(punishment.prover, toProver);
        waitingToBurn += rest;
        emit Slashed({
            offence: punishment.offence,
            datanet: punishment.datanet,
            validator: punishment.validator,
            active: NanoOpen.wrap(fromActive),
            unbonding: NanoOpen.wrap(fromUnbonding),
            harmed: punishment.harmed,
            toHarmed: NanoOpen.wrap(toHarmed),
            prover: punishment.prover,
            toProver: NanoOpen.wrap(toProver),
            burnt: NanoOpen.wrap(rest)
        });
    }

    function _reward(DatanetId datanet, AccountId validator, uint64 amount) private {
        Pool storage pool = _active[datanet][validator];
        uint64 toPool;
        if (pool.assets >= NanoOpen.unwrap(minimumStake)) {
            // Fits: less than amount.
            toPool = amount - uint64((uint256(amount) * COMMISSION_BPS) / BPS_WHOLE);
            pool.assets += toPool;
            totalStake += toPool;
        }
        _credit(validator, amount - toPool);
        emit Rewarded(datanet, validator, NanoOpen.wrap(amount - toPool), NanoOpen.wrap(toPool));
        _recordWeight(datanet, validator);
    }

    /// @dev Writes the weight of a seated validator into its seat.
    function _recordWeight(DatanetId datanet, AccountId validator) private {
        uint8 number = seatNumberOf[datanet][validator];
        if (number == 0) return;
        uint64 weight = weightOf(datanet, validator);
        uint208 value = (uint208(AccountId.unwrap(validator)) << 64) | weight;
        _seats[datanet][number - 1].push(uint48(block.timestamp), value);
        emit WeightChanged(datanet, validator, number - 1, weight);
    }

    function _sharesOf(Position storage position, Pool storage pool) private view returns (uint128) {
        return position.generation == pool.generation ? position.shares : 0;
    }

    function _holder(uint208 value) private pure returns (AccountId validator, uint64 weight) {
        return (AccountId.wrap(uint32(value >> 64)), uint64(value));
    }

    function _lesser(uint64 a, uint64 b) private pure returns (uint64) {
        return a < b ? a : b;
    }
}
