// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {LaneStore} from "../libraries/LaneStore.sol";
import {LaneWord} from "../libraries/LaneWord.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title PayoutLanes
/// @notice The lanes of the payout ledger, their totals, and the way out.
abstract contract PayoutLanes is IPayoutLedger, AccessManaged, ReentrancyGuardTransient {
    using LaneStore for LaneStore.Lanes;
    using SafeERC20 for IERC20;

    /// @notice Most accounts in one withdrawal, and most words opened at once.
    uint256 public constant MAX_BATCH = 256;

    IERC20 public immutable token;
    IAccountRegistry public immutable accounts;

    /// @inheritdoc IPayoutLedger
    uint64 public totalCredited;
    /// @inheritdoc IPayoutLedger
    uint64 public totalWithdrawn;
    /// @dev How many accounts there were when last looked: numbers only grow, so most credits need not ask.
    uint32 private _knownAccounts;

    LaneStore.Lanes internal _credited;
    LaneStore.Lanes private _withdrawn;

    constructor(address authority, IERC20 token_, IAccountRegistry accounts_) AccessManaged(authority) {
        token = token_;
        accounts = accounts_;
    }

    /* OPENING */

    /// @inheritdoc IPayoutLedger
    function openWords(uint32 firstWord, uint32 count) external {
        require(count != 0 && count <= MAX_BATCH, PayoutLedger_BatchSize(count, MAX_BATCH));
        uint256 end = uint256(firstWord) + count;
        require(
            (end - 1) * LaneWord.LANES <= accounts.accountCount(),
            PayoutLedger_UnknownAccount(AccountId.wrap(uint32((end - 1) * LaneWord.LANES)))
        );
        for (uint256 word = firstWord; word < end; ++word) _credited.open(word);
        emit WordsOpened(firstWord, count, msg.sender);
    }

    /* CLAIMING */

    /// @inheritdoc IPayoutLedger
    function withdraw(AccountId[] calldata withdrawing) external nonReentrant returns (NanoOpen total) {
        require(withdrawing.length != 0, PayoutLedger_BatchSize(0, MAX_BATCH));
        return _withdrawAll(withdrawing);
    }

    /* VIEWS */

    /// @inheritdoc IPayoutLedger
    function creditedOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(LaneWord.laneOf(_credited.get(LaneWord.wordOf(account)), account));
    }

    /// @inheritdoc IPayoutLedger
    function withdrawnOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(LaneWord.laneOf(_withdrawn.get(LaneWord.wordOf(account)), account));
    }

    /// @inheritdoc IPayoutLedger
    function claimableOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(NanoOpen.unwrap(creditedOf(account)) - NanoOpen.unwrap(withdrawnOf(account)));
    }

    /// @inheritdoc IPayoutLedger
    function creditedWord(uint32 word) external view returns (uint256) {
        return _credited.get(word);
    }

    /* STEPS */

    /// @dev Counts what has arrived for accounts and requires the OPEN for it to be here.
    function _book(uint256 sum) internal {
        totalCredited = SafeCast.toUint64(uint256(totalCredited) + sum);
        uint256 needed = NanoOpen.wrap(totalCredited - totalWithdrawn).toTokenUnits();
        uint256 held = token.balanceOf(address(this));
        require(held >= needed, PayoutLedger_Unfunded(needed, held));
    }

    function _withdrawAll(AccountId[] calldata withdrawing) internal returns (NanoOpen total) {
        require(withdrawing.length <= MAX_BATCH, PayoutLedger_BatchSize(withdrawing.length, MAX_BATCH));
        uint64 sum;
        for (uint256 i; i < withdrawing.length; ++i) {
            sum += _withdraw(withdrawing[i]);
        }
        return NanoOpen.wrap(sum);
    }

    /// @dev Written before the transfer, so an account named twice is paid once. The lane cannot overflow: it grows to `credited` at most.
    function _withdraw(AccountId account) private returns (uint64 amount) {
        uint256 word = LaneWord.wordOf(account);
        uint64 before = LaneWord.laneOf(_withdrawn.get(word), account);
        amount = LaneWord.laneOf(_credited.get(word), account) - before;
        if (amount == 0) return 0;
        address payout = accounts.payoutOf(account);
        assert(_withdrawn.add(word, LaneWord.toLane(account, amount)));
        totalWithdrawn += amount;
        emit Withdrawn(account, payout, NanoOpen.wrap(amount), NanoOpen.wrap(before + amount), msg.sender);
        token.safeTransfer(payout, NanoOpen.wrap(amount).toTokenUnits());
    }

    /// @dev Requires the lanes of accounts that do not exist to be zero. Only the first word holds the account below 1, only the last ones those above the count.
    function _requireKnown(uint256 word, uint256 delta) internal {
        uint256 last = word * LaneWord.LANES + LaneWord.LANES - 1;
        uint256 count = last <= _knownAccounts ? _knownAccounts : _countAccounts();
        if (word != 0 && last <= count) return;
        for (uint256 lane; lane < LaneWord.LANES; ++lane) {
            uint256 account = word * LaneWord.LANES + lane;
            bool isKnown = account != 0 && account <= count;
            require(
                isKnown || uint64(delta >> (lane * LaneWord.LANE_BITS)) == 0,
                PayoutLedger_UnknownAccount(AccountId.wrap(uint32(account)))
            );
        }
    }

    /// @dev Asks how many accounts there are, and remembers it.
    function _countAccounts() internal returns (uint256 count) {
        uint32 known = accounts.accountCount();
        if (known != _knownAccounts) _knownAccounts = known;
        return known;
    }
}
