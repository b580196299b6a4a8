// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {LaneStore} from "../libraries/LaneStore.sol";
import {LaneWord} from "../libraries/LaneWord.sol";

import {NanoOpen} from "../types/NanoOpen.sol";
import {EpochPayouts} from "./EpochPayouts.sol";
import {PayoutLanes} from "./PayoutLanes.sol";

/// @title PayoutLedger
/// @notice See `IPayoutLedger` and, for what final epochs pay, `IEpochPayouts`.
/// @dev Governance chooses the settlement rails that may credit; it cannot lower a lane, move a credit or stop a withdrawal. A rail can
/// credit only OPEN that has arrived: what is held always covers what can be claimed.
contract PayoutLedger is EpochPayouts {
    using LaneStore for LaneStore.Lanes;

    constructor(address authority, IERC20 token_, IAccountRegistry accounts_) PayoutLanes(authority, token_, accounts_) {}

    /* CREDITING */

    /// @inheritdoc IPayoutLedger
    function credit(uint32[] calldata words, uint256[] calldata deltas, NanoOpen total) external restricted {
        require(words.length == deltas.length, PayoutLedger_LengthMismatch(words.length, deltas.length));
        uint256 sum;
        uint256 next; // One more than the word before.
        for (uint256 i; i < words.length; ++i) {
            uint32 word = words[i];
            uint256 delta = deltas[i];
            if (word < next) revert PayoutLedger_WordsNotAscending(i);
            next = uint256(word) + 1;
            _requireKnown(word, delta);
            if (!_credited.add(word, delta)) revert PayoutLedger_LaneOverflow(word);
            sum += LaneWord.sum(delta);
        }
        require(sum == NanoOpen.unwrap(total), PayoutLedger_TotalMismatch(NanoOpen.unwrap(total), sum));
        _book(sum);
        emit WordsCredited(msg.sender, total, words, deltas);
    }

    /// @inheritdoc IPayoutLedger
    function creditRange(uint32 firstWord, uint256[] calldata deltas) external restricted returns (NanoOpen total) {
        uint256 sum;
        for (uint256 i; i < deltas.length; ++i) {
            uint256 delta = deltas[i];
            if (delta == 0) continue;
            uint256 word = firstWord + i;
            _requireKnown(word, delta);
            require(_credited.add(word, delta), PayoutLedger_LaneOverflow(uint32(word)));
            sum += LaneWord.sum(delta);
        }
        total = NanoOpen.wrap(SafeCast.toUint64(sum));
        _book(sum);
        emit RangeCredited(msg.sender, firstWord, deltas.length, total);
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "2.0.0";
    }
}
