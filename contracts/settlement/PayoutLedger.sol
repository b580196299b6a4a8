// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {LaneWord} from "../libraries/LaneWord.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

/// @title PayoutLedger
/// @notice See `IPayoutLedger`.
/// @dev Governance chooses the settlement rails that may credit; it cannot lower a lane, move a credit or stop a withdrawal. A rail can
/// credit only OPEN that has arrived: what is held always covers what can be claimed.
contract PayoutLedger is IPayoutLedger, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Most accounts in one withdrawal.
    uint256 public constant MAX_BATCH = 256;

    IERC20 public immutable token;
    IAccountRegistry public immutable accounts;

    // slot 0
    /// @inheritdoc IPayoutLedger
    uint64 public totalCredited;
    /// @inheritdoc IPayoutLedger
    uint64 public totalWithdrawn;

    mapping(uint32 word => uint256 lanes) private _credited;
    mapping(uint32 word => uint256 lanes) private _withdrawn;

    constructor(address authority, IERC20 token_, IAccountRegistry accounts_) AccessManaged(authority) {
        token = token_;
        accounts = accounts_;
    }

    /* CREDITING */

    /// @inheritdoc IPayoutLedger
    function credit(uint32[] calldata words, uint256[] calldata deltas, NanoOpen total) external restricted {
        require(words.length == deltas.length, PayoutLedger_LengthMismatch(words.length, deltas.length));
        uint256 sum;
        uint256 count = accounts.accountCount();
        uint256 next; // One more than the word before.
        for (uint256 i; i < words.length; ++i) {
            uint32 word = words[i];
            uint256 delta = deltas[i];
            if (word < next) revert PayoutLedger_WordsNotAscending(i);
            next = uint256(word) + 1;
            // Only the first word holds the account that does not exist below 1, only the last ones those above the count.
            if (word == 0 || uint256(word) * 4 + 3 > count) _requireKnown(word, delta, count);
            (uint256 lanes, bool overflows) = LaneWord.add(_credited[word], delta);
            if (overflows) revert PayoutLedger_LaneOverflow(word);
            _credited[word] = lanes;
            sum += LaneWord.sum(delta);
        }
        require(sum == NanoOpen.unwrap(total), PayoutLedger_TotalMismatch(NanoOpen.unwrap(total), sum));
        _book(sum);
        emit WordsCredited(msg.sender, total, words, deltas);
    }

    /// @inheritdoc IPayoutLedger
    function creditRange(uint32 firstWord, uint256[] calldata deltas) external restricted returns (NanoOpen total) {
        uint256 sum;
        uint256 count = accounts.accountCount();
        uint256 end = uint256(firstWord) + deltas.length;
        require(end <= type(uint32).max, PayoutLedger_LaneOverflow(firstWord));
        for (uint256 word = firstWord; word < end; ++word) {
            uint256 delta = deltas[word - firstWord];
            if (delta == 0) continue;
            if (word == 0 || word * 4 + 3 > count) _requireKnown(uint32(word), delta, count);
            (uint256 lanes, bool overflows) = LaneWord.add(_credited[uint32(word)], delta);
            require(!overflows, PayoutLedger_LaneOverflow(uint32(word)));
            _credited[uint32(word)] = lanes;
            sum += LaneWord.sum(delta);
        }
        total = NanoOpen.wrap(SafeCast.toUint64(sum));
        _book(sum);
        emit RangeCredited(msg.sender, firstWord, deltas.length, total);
    }

    /* CLAIMING */

    /// @inheritdoc IPayoutLedger
    function withdraw(AccountId[] calldata withdrawing) external nonReentrant returns (NanoOpen total) {
        require(withdrawing.length != 0 && withdrawing.length <= MAX_BATCH, PayoutLedger_BatchSize(withdrawing.length, MAX_BATCH));
        uint64 sum;
        for (uint256 i; i < withdrawing.length; ++i) {
            sum += _withdraw(withdrawing[i]);
        }
        return NanoOpen.wrap(sum);
    }

    /* VIEWS */

    /// @inheritdoc IPayoutLedger
    function creditedOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(LaneWord.laneOf(_credited[LaneWord.wordOf(account)], account));
    }

    /// @inheritdoc IPayoutLedger
    function withdrawnOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(LaneWord.laneOf(_withdrawn[LaneWord.wordOf(account)], account));
    }

    /// @inheritdoc IPayoutLedger
    function claimableOf(AccountId account) public view returns (NanoOpen) {
        return NanoOpen.wrap(NanoOpen.unwrap(creditedOf(account)) - NanoOpen.unwrap(withdrawnOf(account)));
    }

    /// @inheritdoc IPayoutLedger
    function creditedWord(uint32 word) external view returns (uint256) {
        return _credited[word];
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /* STEPS */

    /// @dev Counts what was credited and requires the OPEN for it to be here.
    function _book(uint256 sum) private {
        totalCredited = SafeCast.toUint64(uint256(totalCredited) + sum);
        uint256 needed = NanoOpen.wrap(totalCredited - totalWithdrawn).toTokenUnits();
        uint256 held = token.balanceOf(address(this));
        require(held >= needed, PayoutLedger_Unfunded(needed, held));
    }

    /// @dev Written before the transfer, so an account named twice is paid once. The lane cannot overflow: it grows to `credited` at most.
    function _withdraw(AccountId account) private returns (uint64 amount) {
        amount = NanoOpen.unwrap(claimableOf(account));
        if (amount == 0) return 0;
        address payout = accounts.payoutOf(account);
        uint32 word = LaneWord.wordOf(account);
        _withdrawn[word] += LaneWord.toLane(account, amount);
        totalWithdrawn += amount;
        emit Withdrawn(account, payout, NanoOpen.wrap(amount), withdrawnOf(account), msg.sender);
        token.safeTransfer(payout, NanoOpen.wrap(amount).toTokenUnits());
    }

    /// @dev Requires the lanes of accounts that do not exist to be zero.
    function _requireKnown(uint32 word, uint256 delta, uint256 count) private pure {
        for (uint256 lane; lane < LaneWord.LANES; ++lane) {
            uint256 account = uint256(word) * LaneWord.LANES + lane;
            bool isKnown = account != 0 && account <= count;
            require(
                isKnown || uint64(delta >> (lane * LaneWord.LANE_BITS)) == 0,
                PayoutLedger_UnknownAccount(AccountId.wrap(uint32(account)))
            );
        }
    }
}
