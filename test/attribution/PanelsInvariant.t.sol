// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PanelsHandler} from "../support/attribution/PanelsHandler.sol";

/// @notice Money of re-run cases and of influence priors; test/invariant/README.md numbers these.
contract PanelsInvariantTest {
    PanelsHandler private _handler;

    function setUp() external {
        _handler = new PanelsHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_casesHoldBondsAndCredits() external view {
        assert(_handler.isCasesMoneyRight());
        assert(_handler.isStakeRight());
    }

    function invariant_priorsHoldBondsAndCredits() external view {
        assert(_handler.isPriorsMoneyRight());
    }

    function invariant_everyDisputeEndsByAnyonesCalls() external {
        _handler.endAll();
        assert(_handler.isAllClosed());
        assert(_handler.isCasesMoneyRight());
        assert(_handler.isPriorsMoneyRight());
    }
}
