// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAccountCredits} from "./IAccountCredits.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title IValidatorStaking
/// @notice OPEN at stake behind validators, for each Datanet apart. A validator is an account; others may delegate to it.
///
/// ```
/// stake ──► active position ──unstake──► exit ──unbondingPeriod──► released
///                │                         │
///                └────────slash────────────┘   reaches both, in proportion
/// ```
///
/// @dev Positions are shares of a pool, so a slash costs O(1) whatever the number of delegators. Sum of the shares = shares of the pool, exactly;
/// the sum of the positions' values falls short of the pool's assets by less than one nano-OPEN for each position. A pool that loses all
/// starts a new generation, and shares of an older one are worth nothing.
/// Up to `MAX_SEATS` validators of a Datanet hold a seat and can be drawn; a seat records its holder and weight at every past second. The
/// weight is the active stake, at most `MAX_LEVERAGE` times the validator's own, and zero below `minimumStake`.
interface IValidatorStaking is IAccountCredits {
    /// @param assets nano-OPEN in the pool.
    /// @param generation Counts total losses.
    /// @param shares Shares of the pool.
    struct Pool {
        uint64 assets; // slot 0
        uint32 generation;
        uint128 shares;
    }

    /// @param releaseAt Unix time in seconds from which it can be released; zero once released.
    /// @param generation Generation of the unbonding pool it belongs to.
    /// @param shares Shares of the unbonding pool.
    struct Exit {
        DatanetId datanet; // slot 0
        AccountId validator;
        AccountId delegator;
        uint48 releaseAt;
        uint32 generation;
        uint128 shares; // slot 1
    }

    /// @param offence Unique for each offence; punished once.
    /// @param amount nano-OPEN to take; less if there is less.
    /// @param harmed First to be repaid, up to `harmedClaim`.
    /// @param prover Second, up to `proverClaim`. The rest burns.
    struct Punishment {
        bytes32 offence;
        DatanetId datanet;
        AccountId validator;
        NanoOpen amount;
        AccountId harmed;
        NanoOpen harmedClaim;
        AccountId prover;
        NanoOpen proverClaim;
    }

    error ValidatorStaking_ZeroAmount();
    /// @notice The unbonding period must be at least one day.
    error ValidatorStaking_UnbondingTooShort(uint48 unbondingPeriod);
    /// @notice The position has only `held` shares.
    error ValidatorStaking_NotEnoughShares(uint128 shares, uint128 held);
    /// @notice The amount is worth no share, or the shares no nano-OPEN.
    error ValidatorStaking_TooSmall(uint256 amount);
    error ValidatorStaking_UnknownExit(uint64 exit);
    error ValidatorStaking_AlreadyReleased(uint64 exit);
    error ValidatorStaking_StillUnbonding(uint64 exit, uint48 releaseAt);
    error ValidatorStaking_AlreadyPunished(bytes32 offence);
    error ValidatorStaking_LengthMismatch(uint256 validators, uint256 amounts);
    /// @notice There are only `MAX_SEATS` seats, numbered from 0; a new one follows the last.
    error ValidatorStaking_UnknownSeat(DatanetId datanet, uint8 seat);
    error ValidatorStaking_AlreadySeated(DatanetId datanet, AccountId validator);
    error ValidatorStaking_NotSeated(DatanetId datanet, AccountId validator);
    /// @notice The validator's weight must be positive, and above that of whom it displaces.
    error ValidatorStaking_TooLight(uint64 weight, uint64 needed);
    /// @notice The past is known only up to the last second.
    error ValidatorStaking_FutureLookup(uint48 time);
    error ValidatorStaking_NothingToBurn();

    event Staked(
        DatanetId indexed datanet,
        AccountId indexed validator,
        AccountId indexed delegator,
        NanoOpen amount,
        uint128 shares,
        address actor
    );
    /// @param shares Shares that left the position; `amount` is what they were worth.
    event Unstaked(
        DatanetId indexed datanet,
        AccountId indexed validator,
        AccountId indexed delegator,
        uint64 exit,
        NanoOpen amount,
        uint128 shares,
        uint48 releaseAt,
        address actor
    );
    event Released(uint64 indexed exit, AccountId indexed delegator, NanoOpen amount, address actor);
    event SeatTaken(DatanetId indexed datanet, AccountId indexed validator, uint8 seat, AccountId displaced, address actor);
    event SeatLeft(DatanetId indexed datanet, AccountId indexed validator, uint8 seat, address actor);
    /// @notice The weight with which a validator can be drawn from the next second on.
    event WeightChanged(DatanetId indexed datanet, AccountId indexed validator, uint8 seat, uint64 weight);
    event Slashed(
        bytes32 indexed offence,
        DatanetId indexed datanet,
        AccountId indexed validator,
        NanoOpen active,
        NanoOpen unbonding,
        AccountId harmed,
        NanoOpen toHarmed,
        AccountId prover,
        NanoOpen toProver,
        NanoOpen burnt
    );
    /// @param toValidator What the validator is credited; `toPool` raises every position.
    event Rewarded(DatanetId indexed datanet, AccountId indexed validator, NanoOpen toValidator, NanoOpen toPool);
    event Burnt(NanoOpen amount, address actor);

    /// @notice Adds the caller's OPEN to the position of `delegator` behind `validator`; their own stake where both are one. Only the delegator's controller.
    function stake(DatanetId datanet, AccountId validator, AccountId delegator, NanoOpen amount) external returns (uint128 shares);

    /// @notice Starts an exit. It stays slashable until it is released, for later offences of the validator too. Only the delegator's controller.
    function unstake(DatanetId datanet, AccountId validator, AccountId delegator, uint128 shares) external returns (uint64 exit);

    /// @notice Credits an exit's value to its delegator once it has unbonded. Anyone.
    function release(uint64 exit) external returns (NanoOpen amount);

    /// @notice Takes the next free seat, or that of a lighter validator. Only the validator's controller.
    function takeSeat(DatanetId datanet, AccountId validator, uint8 seat) external;

    /// @notice Leaves the seat: not drawn any more. Only the validator's controller.
    function leaveSeat(DatanetId datanet, AccountId validator) external;

    /// @notice Takes stake for an offence, from active and unbonding stake in proportion. Only validation contracts.
    function slash(Punishment calldata punishment) external returns (NanoOpen taken);

    /// @notice Pays validators with the caller's OPEN: a tenth as commission, the rest to all positions behind it (all of it to the validator while the
    /// pool is below `minimumStake`, so that no share gets dear). Only validation contracts.
    function reward(DatanetId datanet, AccountId[] calldata validators, uint64[] calldata amounts) external;

    /// @notice Sends slashed OPEN to the sink (OPEN has no burn; nobody has the sink's key). Anyone.
    function burn() external returns (NanoOpen amount);

    function activeOf(DatanetId datanet, AccountId validator) external view returns (Pool memory);
    function unbondingOf(DatanetId datanet, AccountId validator) external view returns (Pool memory);
    /// @notice Shares of a position and their value now, rounded down.
    function positionOf(DatanetId datanet, AccountId validator, AccountId delegator) external view returns (uint128 shares, NanoOpen value);
    function exitOf(uint64 exit) external view returns (Exit memory);
    function isPunished(bytes32 offence) external view returns (bool);
    /// @notice The validator's weight now, were it seated.
    function weightOf(DatanetId datanet, AccountId validator) external view returns (uint64);
    /// @notice Holders and weights of all seats at a past second.
    function seatsAt(DatanetId datanet, uint48 time) external view returns (AccountId[] memory validators, uint64[] memory weights);
    /// @notice The weight a validator that is seated now had at a past second, in the seat it has now.
    function seatWeightAt(DatanetId datanet, AccountId validator, uint48 time) external view returns (uint64);
    /// @notice Seconds between `unstake` and `release`.
    function unbondingPeriod() external view returns (uint48);
    /// @notice Least active stake of a validator that can be drawn, nano-OPEN.
    function minimumStake() external view returns (NanoOpen);
    /// @notice nano-OPEN of all pools; the contract holds at least this, what it owes and what waits to burn.
    function totalStake() external view returns (uint64);
    function waitingToBurn() external view returns (uint64);
}
