// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IValidationRounds} from "../interfaces/IValidationRounds.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {AccountId} from "../types/AccountId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";

import {Bits} from "./Bits.sol";
import {RoundBook} from "./RoundBook.sol";

/// @title RoundPenalties
/// @notice Stake that panel members lose. An offence is one member at one level of one round and of one kind.
library RoundPenalties {
    using Bits for uint128;

    uint8 internal constant SILENCE = 1;
    uint8 internal constant MISSED_ANSWERS = 2;

    /// @dev The seats that showed no votes at the current level.
    function punishSilence(RoundBook.Book storage book, RoundBook.Wiring memory wiring, uint48 round) internal {
        IValidationRounds.Round storage stored = book.rounds[round];
        IValidationRounds.Level memory at = book.levels[round][stored.level];
        for (uint8 seat = 0; seat < at.size; ++seat) {
            if (at.revealed & (uint32(1) << seat) != 0) continue;
            _slash({
                book: book,
                wiring: wiring,
                round: round,
                offence: keccak256(abi.encode(address(this), round, stored.level, SILENCE, seat)),
                validator: wiring.panels.memberAt(at.draw, seat),
                penalty: wiring.parameters.silencePenalty,
                harmed: at.funder,
                claim: stored.active.count() * wiring.parameters.feePerVote
            });
        }
    }

    /// @dev Members of level 0, by the number of known answers each missed.
    /// @param top Level at which the items became final: answers of one round may be confirmed at several.
    function punishMissed(
        RoundBook.Book storage book,
        RoundBook.Wiring memory wiring,
        uint48 round,
        uint8 top,
        AccountId[] memory members,
        uint256[] memory missed
    ) internal {
        for (uint256 seat = 0; seat < members.length; ++seat) {
            if (missed[seat] == 0) continue;
            _slash({
                book: book,
                wiring: wiring,
                round: round,
                offence: keccak256(abi.encode(address(this), round, top, MISSED_ANSWERS, seat)),
                validator: members[seat],
                penalty: missed[seat] * wiring.parameters.knownAnswerPenalty,
                harmed: book.rounds[round].payer,
                claim: missed[seat] * wiring.parameters.feePerVote
            });
        }
    }

    function _slash(
        RoundBook.Book storage book,
        RoundBook.Wiring memory wiring,
        uint48 round,
        bytes32 offence,
        AccountId validator,
        uint256 penalty,
        AccountId harmed,
        uint256 claim
    ) private {
        wiring.staking.slash(
            IValidatorStaking.Punishment({
                offence: offence,
                datanet: book.rounds[round].datanet,
                validator: validator,
                // Both fit: at most 100 times an amount below the supply of 2^60 nano-OPEN; what does not is no sensible parameter.
                amount: NanoOpen.wrap(uint64(penalty)),
                harmed: harmed,
                harmedClaim: NanoOpen.wrap(uint64(claim)),
                prover: AccountId.wrap(0),
                proverClaim: NanoOpen.wrap(0)
            })
        );
    }
}
