// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IValidatorStaking} from "../../contracts/interfaces/IValidatorStaking.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ValidatorStaking} from "../../contracts/validation/ValidatorStaking.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

/// @notice Stakes, leaves, slashes and rewards at random, and tries what is forbidden.
contract StakingHandler is ValidationBase {
    uint256 public constant VALIDATORS = 3;
    uint256 public staked;
    uint256 public rewarded;
    uint256 public slashed;
    uint256 public released;
    uint256 public escapes;
    uint256 public doubleSlashes;
    uint256 private _offences;

    constructor() {
        setUp();
        _seat(VALIDATORS);
        staked = VALIDATORS * STAKE;
    }

    /// @dev The fuzzer calls every public function: a second set-up would begin another world.
    function setUp() public override {
        if (address(staking) == address(0)) super.setUp();
    }

    function system() external view returns (ValidatorStaking, DatanetId) {
        return (staking, datanet);
    }

    /// @dev Validators follow the five accounts of the base and that of the Datanet; delegators are the validators themselves.
    function validatorAt(uint256 index) public view returns (AccountId) {
        return AccountId.wrap(accounts.accountCount() - uint32(VALIDATORS) + 1 + uint32(index % VALIDATORS));
    }

    function stake(uint256 validator, uint256 delegator, uint64 amount) external {
        amount = uint64(_bound(amount, 1, 5_000e9));
        vm.prank(_validatorAddress(delegator % VALIDATORS));
        try staking.stake(datanet, validatorAt(validator), validatorAt(delegator), NanoOpen.wrap(amount)) {
            staked += amount;
        } catch {}
    }

    function unstake(uint256 validator, uint256 delegator, uint128 shares) external {
        (uint128 held, ) = staking.positionOf(datanet, validatorAt(validator), validatorAt(delegator));
        shares = uint128(_bound(shares, 0, held));
        vm.prank(_validatorAddress(delegator % VALIDATORS));
        try staking.unstake(datanet, validatorAt(validator), validatorAt(delegator), shares) {} catch {}
    }

    function release(uint64 exit) external {
        exit = uint64(_bound(exit, 0, staking.exitCount()));
        uint48 releaseAt = exit == 0 ? 0 : staking.exitOf(exit).releaseAt;
        try staking.release(exit) returns (NanoOpen amount) {
            if (block.timestamp < releaseAt) ++escapes;
            released += NanoOpen.unwrap(amount);
        } catch {}
    }

    function slash(uint256 validator, uint64 amount, uint64 claim, bool isRepeated) external {
        if (!isRepeated) ++_offences;
        bytes32 offence = bytes32(_offences);
        bool wasPunished = staking.isPunished(offence);
        IValidatorStaking.Punishment memory punishment = IValidatorStaking.Punishment({
            offence: offence,
            datanet: datanet,
            validator: validatorAt(validator),
            amount: NanoOpen.wrap(amount % 3 == 0 ? amount : amount % 2_000e9),
            harmed: contributorAccount,
            harmedClaim: NanoOpen.wrap(claim),
            prover: proverAccount,
            proverClaim: NanoOpen.wrap(claim / 2)
        });
        try staking.slash(punishment) returns (NanoOpen taken) {
            if (wasPunished) ++doubleSlashes;
            slashed += NanoOpen.unwrap(taken);
        } catch {}
    }

    function reward(uint256 validator, uint64 amount) external {
        AccountId[] memory validators = new AccountId[](1);
        uint64[] memory amounts = new uint64[](1);
        validators[0] = validatorAt(validator);
        amounts[0] = uint64(_bound(amount, 0, 50e9));
        staking.reward(datanet, validators, amounts);
        rewarded += amounts[0];
    }

    function burnAndWithdraw(uint256 account) external {
        try staking.burn() {} catch {}
        try staking.withdrawCredit(validatorAt(account)) {} catch {}
    }

    function wait_(uint32 time) external {
        _wait(_bound(time, 1, 40 days));
    }
}

contract ValidatorStakingInvariantTest {
    StakingHandler private _handler;
    ValidatorStaking private _staking;
    DatanetId private _datanet;

    function setUp() external {
        _handler = new StakingHandler();
        (_staking, _datanet) = _handler.system();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_stakeEqualsPositions() external view {
        uint256 total;
        uint256 count = _handler.VALIDATORS();
        for (uint256 i = 0; i < count; ++i) {
            AccountId validator = _handler.validatorAt(i);
            IValidatorStaking.Pool memory pool = _staking.activeOf(_datanet, validator);
            total += uint256(pool.assets) + _staking.unbondingOf(_datanet, validator).assets;
            uint256 shares;
            uint256 values;
            for (uint256 j = 0; j < count; ++j) {
                (uint128 held, NanoOpen value) = _staking.positionOf(_datanet, validator, _handler.validatorAt(j));
                shares += held;
                values += NanoOpen.unwrap(value);
            }
            assert(shares == pool.shares);
            // What rounding leaves in a pool whose last shares have gone belongs to the next to come.
            assert(values <= pool.assets && (shares == 0 || pool.assets - values < count));
        }
        assert(total == _staking.totalStake());
    }

    function invariant_stakingHoldsWhatItOwes() external view {
        uint256 owed = uint256(_staking.totalStake()) + _staking.totalCredit() + _staking.waitingToBurn();
        assert(_staking.token().balanceOf(address(_staking)) == owed * 1e9);
    }

    function invariant_slashedAtMostStaked() external view {
        assert(_handler.slashed() + _handler.released() <= _handler.staked() + _handler.rewarded());
        assert(_handler.doubleSlashes() == 0);
    }

    function invariant_noEscapeByUnbonding() external view {
        assert(_handler.escapes() == 0);
    }
}
