// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionLedger} from "../../contracts/datanet/ContributionLedger.sol";
import {PanelDraws} from "../../contracts/validation/PanelDraws.sol";
import {ValidationRounds} from "../../contracts/validation/ValidationRounds.sol";
import {OpenTokenLike} from "../support/validation/OpenTokenLike.sol";
import {RoundsHandler} from "../support/validation/RoundsHandler.sol";

/// @notice Contributions and rounds as state machines, and their money; test/invariant/README.md numbers these.
contract ValidationRoundsInvariantTest {
    RoundsHandler private _handler;
    ContributionLedger private _ledger;
    ValidationRounds private _rounds;
    PanelDraws private _panels;
    OpenTokenLike private _token;

    function setUp() external {
        _handler = new RoundsHandler();
        (_ledger, _rounds, _panels, _token) = _handler.system();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_contributionsTakeLegalEdges() external view {
        assert(_handler.illegalItemEdges() == 0);
        assert(_handler.isStandingRight());
    }

    function invariant_roundsTakeLegalEdges() external view {
        assert(_handler.illegalRoundEdges() == 0);
        assert(_handler.breaches() == 0);
    }

    function invariant_contributionBondsInEqualBondsOut() external view {
        uint256 held = _token.balanceOf(address(_ledger));
        assert(held == _handler.bondsHeld() + _handler.refundsDue());
        assert(_handler.bondsPaid() == held + _handler.refundsPaid());
    }

    function invariant_roundsCoverWhatTheyOwe() external view {
        assert(_token.balanceOf(address(_rounds)) >= uint256(_rounds.totalCredit()) * 1e9);
        assert(_token.balanceOf(address(_panels)) >= uint256(_panels.totalCredit()) * 1e9);
    }

    function invariant_everyRoundEndsByAnyonesCalls() external {
        _handler.endAll();
        assert(_handler.isAllClosed());
        // Fees, bonds and deposits in = out: what is left is credited to somebody.
        assert(_token.balanceOf(address(_rounds)) == uint256(_rounds.totalCredit()) * 1e9);
        assert(_token.balanceOf(address(_panels)) == uint256(_panels.totalCredit()) * 1e9);
    }
}
