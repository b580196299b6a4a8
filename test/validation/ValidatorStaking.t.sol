// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IAccountRegistry} from "../../contracts/interfaces/IAccountRegistry.sol";
import {IDatanetRegistry} from "../../contracts/interfaces/IDatanetRegistry.sol";
import {IValidatorStaking} from "../../contracts/interfaces/IValidatorStaking.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {DatanetId} from "../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../contracts/types/NanoOpen.sol";
import {ValidatorStaking} from "../../contracts/validation/ValidatorStaking.sol";
import {ValidationBase} from "../support/validation/ValidationBase.sol";

abstract contract StakingBase is ValidationBase {
    AccountId internal validator;
    address internal who;

    function setUp() public virtual override {
        super.setUp();
        validator = _seat(1);
        who = _validatorAddress(0);
    }

    function _stake(address sender, AccountId delegator, uint64 amount) internal {
        vm.prank(sender);
        staking.stake(datanet, validator, delegator, NanoOpen.wrap(amount));
    }

    function _unstake(address sender, AccountId delegator, uint128 shares) internal returns (uint64) {
        vm.prank(sender);
        return staking.unstake(datanet, validator, delegator, shares);
    }

    function _slash(bytes32 offence, uint64 amount) internal returns (uint64) {
        return
            NanoOpen.unwrap(
                staking.slash(
                    IValidatorStaking.Punishment({
                        offence: offence,
                        datanet: datanet,
                        validator: validator,
                        amount: NanoOpen.wrap(amount),
                        harmed: contributorAccount,
                        harmedClaim: NanoOpen.wrap(30e9),
                        prover: proverAccount,
                        proverClaim: NanoOpen.wrap(20e9)
                    })
                )
            );
    }

    function _value(AccountId delegator) internal view returns (uint64) {
        (, NanoOpen value) = staking.positionOf(datanet, validator, delegator);
        return NanoOpen.unwrap(value);
    }
}

contract ValidatorStakingStakeTest is StakingBase {
    function test_stake_addsPosition_succeeds() external {
        uint256 before = token.balanceOf(rival);
        _stake(rival, rivalAccount, 50e9);
        vm.assertEq(before - token.balanceOf(rival), 50e18);
        vm.assertEq(_value(rivalAccount), 50e9);
        vm.assertEq(staking.activeOf(datanet, validator).assets, STAKE + 50e9);
        vm.assertEq(staking.totalStake(), STAKE + 50e9);
        vm.assertEq(staking.weightOf(datanet, validator), STAKE + 50e9);
    }

    function test_stake_badInput_reverts() external {
        vm.startPrank(rival);
        _expectRevert(IValidatorStaking.ValidatorStaking_ZeroAmount.selector);
        staking.stake(datanet, validator, rivalAccount, NanoOpen.wrap(0));
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_NotController.selector, contributorAccount, rival));
        staking.stake(datanet, validator, contributorAccount, NanoOpen.wrap(1));
        vm.expectRevert(abi.encodeWithSelector(IAccountRegistry.AccountRegistry_UnknownAccount.selector, AccountId.wrap(999)));
        staking.stake(datanet, AccountId.wrap(999), rivalAccount, NanoOpen.wrap(1));
        vm.expectRevert(abi.encodeWithSelector(IDatanetRegistry.DatanetRegistry_UnknownDatanet.selector, DatanetId.wrap(9)));
        staking.stake(DatanetId.wrap(9), validator, rivalAccount, NanoOpen.wrap(1));
        vm.stopPrank();
    }

    function test_constructor_badParameters_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_UnbondingTooShort.selector, 1));
        new ValidatorStaking(address(manager), token, accounts, datanets, 1, NanoOpen.wrap(1));
        _expectRevert(IValidatorStaking.ValidatorStaking_ZeroAmount.selector);
        new ValidatorStaking(address(manager), token, accounts, datanets, 1 days, NanoOpen.wrap(0));
    }

    function test_weightOf_cappedByOwnStake_succeeds() external {
        _stake(rival, rivalAccount, 50_000e9);
        vm.assertEq(staking.weightOf(datanet, validator), 10 * STAKE);
        _unstake(who, validator, STAKE - 9e9);
        vm.assertEq(staking.weightOf(datanet, validator), 0);
        _wait(1);
        vm.assertEq(staking.seatWeightAt(datanet, validator, uint48(block.timestamp - 1)), 0);
    }
}

contract ValidatorStakingUnstakeTest is StakingBase {
    function test_release_afterUnbonding_succeeds() external {
        uint64 exit = _unstake(who, validator, 400e9);
        vm.assertEq(staking.activeOf(datanet, validator).assets, 600e9);
        vm.assertEq(staking.unbondingOf(datanet, validator).assets, 400e9);
        uint48 releaseAt = uint48(block.timestamp + 60 days);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_StillUnbonding.selector, exit, releaseAt));
        staking.release(exit);
        vm.warp(releaseAt);
        staking.release(exit);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(validator)), 400e9);
        vm.assertEq(staking.totalStake(), 600e9);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_AlreadyReleased.selector, exit));
        staking.release(exit);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_UnknownExit.selector, 9));
        staking.release(9);
        staking.withdrawCredit(validator);
        _assertSolvent();
    }

    function test_unstake_tooMuch_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_NotEnoughShares.selector, STAKE + 1, STAKE));
        _unstake(who, validator, STAKE + 1);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_TooSmall.selector, 0));
        _unstake(who, validator, 0);
    }

    function test_slash_reachesUnbonding_succeeds() external {
        uint64 exit = _unstake(who, validator, 900e9);
        vm.assertEq(_slash("offence", 500e9), 500e9);
        vm.assertEq(staking.activeOf(datanet, validator).assets, 50e9);
        vm.assertEq(staking.unbondingOf(datanet, validator).assets, 450e9);
        vm.warp(block.timestamp + 60 days);
        vm.assertEq(NanoOpen.unwrap(staking.release(exit)), 450e9);
        _assertSolvent();
    }
}

contract ValidatorStakingSlashTest is StakingBase {
    SnapshotCheats private constant vm_ = SnapshotCheats(address(uint160(uint256(keccak256("hevm cheat code")))));

    function test_slash_repaysHarmedThenProverThenBurns_succeeds() external {
        vm.assertEq(_slash("one", 25e9), 25e9);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(contributorAccount)), 25e9);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(proverAccount)), 0);
        _slash("two", 100e9);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(contributorAccount)), 55e9);
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(proverAccount)), 20e9);
        vm.assertEq(staking.waitingToBurn(), 50e9);
        vm.assertEq(NanoOpen.unwrap(staking.burn()), 50e9);
        vm.assertEq(token.balanceOf(staking.SINK()), 50e18);
        _expectRevert(IValidatorStaking.ValidatorStaking_NothingToBurn.selector);
        staking.burn();
        _assertSolvent();
    }

    function test_slash_sameOffenceTwice_reverts() external {
        _slash("one", 1);
        vm.assertTrue(staking.isPunished("one"));
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_AlreadyPunished.selector, bytes32("one")));
        _slash("one", 1);
    }

    function test_slash_moreThanStaked_takesAll_succeeds() external {
        _stake(rival, rivalAccount, 50e9);
        uint64 exit = _unstake(rival, rivalAccount, 20e9);
        vm.assertEq(_slash("one", type(uint64).max), STAKE + 50e9);
        vm.assertEq(_value(validator), 0);
        vm.assertEq(_value(rivalAccount), 0);
        vm.assertEq(_slash("two", 1), 0);
        vm.warp(block.timestamp + 60 days);
        vm.assertEq(NanoOpen.unwrap(staking.release(exit)), 0);
        // A new start: old shares are worth nothing, new ones all.
        _stake(rival, rivalAccount, 7e9);
        vm.assertEq(_value(rivalAccount), 7e9);
        vm.assertEq(_value(validator), 0);
        _assertSolvent();
    }

    function test_slash_byStranger_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        vm.prank(stranger);
        this.slashAs("one");
    }

    function slashAs(bytes32 offence) external {
        vm.prank(stranger);
        _slash(offence, 1);
    }

    function test_stake_thinPool_reverts() external {
        _slash("nearly all", STAKE - 1_000);
        uint64 left = staking.activeOf(datanet, validator).assets;
        vm.assertEq(left, 1_000);
        // Shares are 1e9 to the nano-OPEN now; a reward makes them dear again.
        AccountId[] memory who_ = new AccountId[](1);
        who_[0] = validator;
        uint64[] memory amounts = new uint64[](2);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_LengthMismatch.selector, 1, 2));
        staking.reward(datanet, who_, amounts);
        amounts = new uint64[](1);
        amounts[0] = 1e9;
        staking.reward(datanet, who_, amounts);
        // Too thin a pool keeps nothing: the validator is credited all.
        vm.assertEq(NanoOpen.unwrap(staking.creditOf(validator)), 1e9);
        vm.assertEq(staking.activeOf(datanet, validator).assets, 1_000);
    }

    /// @dev Two positions behind a validator are never worth more than one of their sum, after rewards and slashes.
    function testFuzz_stake_splitGainsNothing_succeeds(uint64 amount, uint64 part, uint64 reward, uint64 penalty) external {
        amount = uint64(_bound(amount, 2, 1e14));
        part = uint64(_bound(part, 1, amount - 1));
        AccountId splitter = accounts.registerFor(rival, rival);
        _pay(uint64(_bound(reward, 1, 1e12)));
        _slash("x", uint64(_bound(penalty, 1, 5e11)));
        uint256 snapshot = vm_.snapshotState();
        vm.prank(rival);
        try staking.stake(datanet, validator, rivalAccount, NanoOpen.wrap(amount)) {} catch {}
        uint64 whole = _value(rivalAccount);
        vm_.revertToState(snapshot);
        vm.startPrank(rival);
        try staking.stake(datanet, validator, rivalAccount, NanoOpen.wrap(part)) {} catch {}
        try staking.stake(datanet, validator, splitter, NanoOpen.wrap(amount - part)) {} catch {}
        vm.stopPrank();
        vm.assertTrue(uint256(_value(rivalAccount)) + _value(splitter) <= uint256(whole) + 1);
        _assertSolvent();
    }

    function _pay(uint64 reward) private {
        AccountId[] memory one = new AccountId[](1);
        one[0] = validator;
        uint64[] memory amounts = new uint64[](1);
        amounts[0] = reward;
        staking.reward(datanet, one, amounts);
    }
}

interface SnapshotCheats {
    function snapshotState() external returns (uint256);
    function revertToState(uint256 snapshot) external returns (bool);
}

contract ValidatorStakingSeatTest is StakingBase {
    function test_takeSeat_displacesLighter_succeeds() external {
        AccountId heavy = _other(2_000e9);
        vm.prank(rival);
        staking.takeSeat(datanet, heavy, 0);
        vm.assertEq(staking.seatNumberOf(datanet, validator), 0);
        _wait(1);
        (AccountId[] memory who_, uint64[] memory weights) = staking.seatsAt(datanet, uint48(block.timestamp - 1));
        vm.assertEq(AccountId.unwrap(who_[0]), AccountId.unwrap(heavy));
        vm.assertEq(weights[0], 2_000e9);
        // The snapshot before still knows who sat there.
        (who_, weights) = staking.seatsAt(datanet, uint48(block.timestamp - 2));
        vm.assertEq(AccountId.unwrap(who_[0]), AccountId.unwrap(validator));
        vm.assertEq(weights[0], STAKE);
    }

    function _other(uint64 amount) private returns (AccountId heavy) {
        heavy = accounts.registerFor(rival, rival);
        vm.prank(rival);
        staking.stake(datanet, heavy, heavy, NanoOpen.wrap(amount));
    }

    function test_takeSeat_badInput_reverts() external {
        AccountId light = _other(STAKE);
        vm.startPrank(rival);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_TooLight.selector, STAKE, STAKE));
        staking.takeSeat(datanet, light, 0);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_UnknownSeat.selector, datanet, 2));
        staking.takeSeat(datanet, light, 2);
        staking.takeSeat(datanet, light, 1);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_AlreadySeated.selector, datanet, light));
        staking.takeSeat(datanet, light, 0);
        staking.leaveSeat(datanet, light);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_NotSeated.selector, datanet, light));
        staking.leaveSeat(datanet, light);
        vm.stopPrank();
    }

    function test_seatsAt_future_reverts() external {
        uint48 now_ = uint48(block.timestamp);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_FutureLookup.selector, now_));
        staking.seatsAt(datanet, now_);
        vm.expectRevert(abi.encodeWithSelector(IValidatorStaking.ValidatorStaking_FutureLookup.selector, now_));
        staking.seatWeightAt(datanet, validator, now_);
    }
}
