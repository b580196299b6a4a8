// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IEvaluations} from "../interfaces/IEvaluations.sol";
import {IOpenToken} from "../interfaces/IOpenToken.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title EvaluationBonds
/// @dev Free balances, what is owed to accounts, and the size of bonds. Nothing is pushed: everybody takes what is theirs. OPEN has no hooks, and
/// balances change before it moves.
abstract contract EvaluationBonds is IEvaluations, AccessManaged {
    using SafeERC20 for IOpenToken;

    /// @notice Smallest bond of an evaluation or a challenge, in nano-OPEN.
    uint64 public constant MIN_BOND = 1e9;
    /// @notice Largest bond of an evaluation or a challenge, in nano-OPEN.
    uint64 public constant MAX_BOND = 100_000e9;
    /// @notice Share of a slashed bond for the asset's account, in basis points, rounded down.
    uint64 public constant HARMED_BPS = 5_000;
    /// @notice Share of a slashed bond for the prover, in basis points, rounded down. The rest is burned.
    uint64 public constant PROVER_BPS = 2_500;

    IOpenToken public immutable token;
    IAccountRegistry public immutable accounts;
    /// @inheritdoc IEvaluations
    NanoOpen public evaluationBond;
    /// @inheritdoc IEvaluations
    NanoOpen public challengeBond;

    mapping(address who => uint64 amount) private _free;
    mapping(AccountId account => uint64 amount) private _owed;

    constructor(IOpenToken token_, IAccountRegistry accounts_, NanoOpen evaluationBond_, NanoOpen challengeBond_) {
        token = token_;
        accounts = accounts_;
        _setBonds(evaluationBond_, challengeBond_);
    }

    /// @inheritdoc IEvaluations
    function postBond(NanoOpen amount) external {
        uint64 value = NanoOpen.unwrap(amount);
        require(value != 0, Evaluations_ZeroAmount());

        _credit(msg.sender, value);
        emit BondPosted(msg.sender, amount, freeBondOf(msg.sender));
        token.safeTransferFrom(msg.sender, address(this), amount.toTokenUnits());
    }

    /// @inheritdoc IEvaluations
    function withdrawBond(NanoOpen amount) external {
        uint64 value = NanoOpen.unwrap(amount);
        require(value != 0, Evaluations_ZeroAmount());

        _take(msg.sender, value);
        emit BondWithdrawn(msg.sender, amount, freeBondOf(msg.sender));
        token.safeTransfer(msg.sender, amount.toTokenUnits());
    }

    /// @inheritdoc IEvaluations
    function payAccount(AccountId account) external returns (NanoOpen amount) {
        uint64 value = _owed[account];
        require(value != 0, Evaluations_NothingOwed(account));
        address payout = accounts.payoutOf(account);

        _owed[account] = 0;
        amount = NanoOpen.wrap(value);
        emit AccountPaid(account, payout, amount, msg.sender);
        token.safeTransfer(payout, amount.toTokenUnits());
    }

    /// @inheritdoc IEvaluations
    function setBonds(NanoOpen newEvaluationBond, NanoOpen newChallengeBond) external restricted {
        _setBonds(newEvaluationBond, newChallengeBond);
    }

    /// @inheritdoc IEvaluations
    function freeBondOf(address who) public view returns (NanoOpen) {
        return NanoOpen.wrap(_free[who]);
    }

    /// @inheritdoc IEvaluations
    function owedTo(AccountId account) external view returns (NanoOpen) {
        return NanoOpen.wrap(_owed[account]);
    }

    function _credit(address who, uint64 amount) internal {
        _free[who] += amount;
    }

    function _take(address who, uint64 amount) internal {
        uint64 free = _free[who];
        require(free >= amount, Evaluations_BondTooSmall(who, NanoOpen.wrap(free), NanoOpen.wrap(amount)));
        _free[who] = free - amount;
    }

    /// @dev The asset's account first, then the prover, the rest is burned.
    function _slash(bytes32 uid, uint64 bond, AccountId account, address prover) internal {
        uint64 toAccount = (bond * HARMED_BPS) / 10_000;
        uint64 toProver = (bond * PROVER_BPS) / 10_000;
        uint64 burned = bond - toAccount - toProver;

        _owed[account] += toAccount;
        _credit(prover, toProver);
        emit EvaluationDisproven(uid, prover, account, NanoOpen.wrap(toAccount), NanoOpen.wrap(toProver), NanoOpen.wrap(burned));
        token.burn(NanoOpen.wrap(burned).toTokenUnits());
    }

    function _setBonds(NanoOpen newEvaluationBond, NanoOpen newChallengeBond) private {
        _requireBond(newEvaluationBond);
        _requireBond(newChallengeBond);

        evaluationBond = newEvaluationBond;
        challengeBond = newChallengeBond;
        emit BondsChanged(newEvaluationBond, newChallengeBond, msg.sender);
    }

    function _requireBond(NanoOpen bond) private pure {
        require(
            NanoOpen.unwrap(bond) >= MIN_BOND && NanoOpen.unwrap(bond) <= MAX_BOND,
            Evaluations_ParameterOutOfBounds(bond, NanoOpen.wrap(MIN_BOND), NanoOpen.wrap(MAX_BOND))
        );
    }
}
