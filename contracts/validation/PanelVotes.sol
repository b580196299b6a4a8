// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {IPanelDraws} from "../interfaces/IPanelDraws.sol";
import {IPanelVotes} from "../interfaces/IPanelVotes.sol";
import {IValidatorStaking} from "../interfaces/IValidatorStaking.sol";

import {PanelBallots} from "../libraries/PanelBallots.sol";

import {AccountId} from "../types/AccountId.sol";
import {DatanetId} from "../types/DatanetId.sol";

import {AccountCredits} from "./AccountCredits.sol";

/// @title PanelVotes
/// @dev See `IPanelVotes`. The heir collects the draw's deposit and `size * feePerBallot` before it opens a vote, counts the ballots when `_count` lets it, and settles once. The deposit leaves when
/// the vote is opened, and the fees of paid members when it is settled: the heir disposes of the rest.
/// `ValidationRounds` is no heir: it votes on a hundred items at once and counts from calldata.
abstract contract PanelVotes is IPanelVotes, AccountCredits {
    using PanelBallots for PanelBallots.Book;
    using SafeERC20 for IERC20;

    /// @inheritdoc IPanelVotes
    bytes32 public constant withheld = bytes32(type(uint256).max); // solhint-disable-line const-name-snakecase
    /// @notice Most seats of a panel.
    uint8 public constant MAX_PANEL = 31;
    /// @notice Fewest members that count.
    uint8 public constant MIN_PANEL = uint8(PanelBallots.MIN_PANEL);
    /// @dev 1,000 OPEN, so no product of amounts and seats passes 64 bits.
    uint64 private constant MAX_AMOUNT = 1_000e9;

    IPanelDraws public immutable panels;
    IValidatorStaking public immutable staking;
    uint64 internal immutable _feePerBallot;

    PanelBallots.Book private _votes;

    constructor(IPanelDraws panels_, IValidatorStaking staking_, VoteTerms memory terms) {
        bool isWhole =
            terms.commitWindow != 0 &&
                terms.revealWindow != 0 &&
                terms.feePerBallot <= MAX_AMOUNT &&
                terms.silencePenalty <= MAX_AMOUNT &&
                terms.dissentPenalty <= MAX_AMOUNT;
        require(isWhole, PanelVotes_BadTerms());
        panels = panels_;
        staking = staking_;
        _feePerBallot = terms.feePerBallot;
        _votes.wiring = PanelBallots.Wiring({accounts: accounts, panels: panels_, staking: staking_, terms: terms});
        token.forceApprove(address(panels_), type(uint256).max);
        token.forceApprove(address(staking_), type(uint256).max);
    }

    /* VOTE */

    /// @inheritdoc IPanelVotes
    function advance(uint48 vote) external nonReentrant {
        _votes.advance(vote);
    }

    /// @inheritdoc IPanelVotes
    function commitBallot(uint48 vote, uint8 seat, AccountId validator, bytes32 hash) external {
        _votes.commit(vote, seat, validator, hash);
    }

    /// @inheritdoc IPanelVotes
    function revealBallot(uint48 vote, uint8 seat, AccountId validator, bytes32 ballot, bytes32 salt) external {
        _votes.reveal(vote, seat, validator, ballot, ballotHash(vote, validator, ballot, salt));
    }

    /* VIEWS */

    /// @inheritdoc IPanelVotes
    function voteOf(uint48 vote) external view returns (Vote memory stored) {
        stored = _votes.votes[vote];
        require(stored.phase != Phase.None, PanelVotes_UnknownVote(vote));
    }

    /// @inheritdoc IPanelVotes
    function ballotOf(uint48 vote, uint8 seat) external view returns (bytes32) {
        return _votes.ballots[vote][seat];
    }

    /// @inheritdoc IPanelVotes
    function ballotHash(uint48 vote, AccountId validator, bytes32 ballot, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(vote, validator, ballot, salt));
    }

    /// @inheritdoc IPanelVotes
    function voteCount() external view returns (uint48) {
        return _votes.opened;
    }

    /// @inheritdoc IPanelVotes
    function voteTerms() external view returns (VoteTerms memory) {
        return _votes.wiring.terms;
    }

    /* FOR HEIRS */

    /// @dev Longest time of a vote whose steps are taken when they are due, in seconds.
    function _longestVote() internal view returns (uint256) {
        VoteTerms storage terms = _votes.wiring.terms;
        return uint256(panels.longestDraw()) + terms.commitWindow + terms.revealWindow;
    }

    function _openVote(DatanetId datanet, uint8 size, AccountId funder, AccountId[3] memory parties) internal returns (uint48 vote) {
        return _votes.open(datanet, size, funder, parties);
    }

    /// @dev See `PanelBallots.count`.
    function _count(uint48 vote) internal view returns (uint256 counted, bytes32[] memory ballots) {
        return _votes.count(vote);
    }

    /// @dev See `PanelBallots.settle`.
    function _settle(uint48 vote, PanelBallots.Judgement[] memory judgements, PanelBallots.Harm memory harm) internal returns (uint64) {
        return _votes.settle(vote, judgements, harm);
    }

    function _countedOf(uint48 vote) internal view returns (uint256) {
        return PanelBallots.countOf(_votes.votes[vote]);
    }
}
