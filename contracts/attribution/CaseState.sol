// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IRerunPanel} from "../interfaces/IRerunPanel.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {AttributionLie} from "../types/AttributionLie.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {PanelVotes} from "../validation/PanelVotes.sol";
import {AttributionBase} from "./AttributionBase.sol";

/// @title CaseState
/// @dev What re-run cases remember, and how it is read. `RerunPanel` is the state machine.
abstract contract CaseState is IRerunPanel, AttributionBase, PanelVotes {
    /// @notice Contracts that cases depend on. @param router In whose EIP-712 domain gateways sign.
    struct Parts {
        IAttributionCourt court;
        IEpochLedger epochs;
        address router;
        IGatewayRegistry gateways;
        IPanelDraws panels;
        IValidatorStaking staking;
    }

    uint8 internal immutable _panelSize;
    uint64 internal immutable _bond;
    uint48 internal immutable _appealWindow;
    /// @inheritdoc IRerunPanel
    uint48 public immutable caseWindow;

    /// @inheritdoc IRerunPanel
    uint48 public caseCount;
    /// @inheritdoc IRerunPanel
    mapping(bytes32 receiptId => mapping(DatanetId datanet => uint48)) public caseNumberOf;
    mapping(uint48 number => Case) internal _cases;

    constructor(
        Parts memory parts,
        VoteTerms memory terms,
        CaseTerms memory cases
    ) AttributionBase(parts.court, parts.epochs, parts.router, parts.gateways) PanelVotes(parts.panels, parts.staking, terms) {
        uint256 longest = 2 * _longestVote() + cases.appealWindow;
        uint256 unbonding = parts.gateways.unbondingDelay();
        bool isSound =
            cases.panelSize >= MIN_PANEL + 2 &&
                cases.panelSize < MAX_PANEL / 2 + 1 &&
                cases.bond >= cases.panelSize * terms.feePerBallot &&
                cases.appealWindow != 0 &&
                longest < parts.staking.unbondingPeriod() &&
                longest < unbonding;
        require(isSound, PanelVotes_BadTerms());
        _panelSize = cases.panelSize;
        _bond = cases.bond;
        _appealWindow = cases.appealWindow;
        // Fits: at most ten days.
        caseWindow = uint48(unbonding - longest < CHALLENGE_WINDOW ? unbonding - longest : CHALLENGE_WINDOW);
    }

    /* VIEWS */

    /// @inheritdoc IRerunPanel
    function caseOf(uint48 number) external view returns (Case memory) {
        return _known(number);
    }

    /// @inheritdoc IRerunPanel
    function caseTerms() external view returns (CaseTerms memory) {
        return CaseTerms({panelSize: _panelSize, bond: _bond, appealWindow: _appealWindow});
    }

    /// @inheritdoc IRerunPanel
    function openingCost() public view returns (uint64) {
        return _bond + panels.deposit();
    }

    /// @inheritdoc IRerunPanel
    function appealCost() public view returns (uint64) {
        return _reviewFees() + panels.deposit();
    }

    /* SHARED */

    function _known(uint48 number) internal view returns (Case storage stored) {
        stored = _cases[number];
        require(stored.stage != Stage.None, RerunPanel_UnknownCase(number));
    }

    function _appealable(uint48 number) internal view returns (Case storage stored) {
        stored = _known(number);
        require(stored.stage == Stage.Appealing, RerunPanel_WrongStage(number, stored.stage));
    }

    /// @dev Odd, so that a full panel cannot tie. Fits: the constructor has checked it.
    function _reviewSize() internal view returns (uint8) {
        return 2 * _panelSize + 1;
    }

    function _reviewFees() internal view returns (uint64) {
        return _reviewSize() * _feePerBallot;
    }

    function _offenceOf(bytes32 receiptId) internal pure returns (bytes32) {
        return keccak256(abi.encode(receiptId, AttributionLie.FalseWeights));
    }
}
