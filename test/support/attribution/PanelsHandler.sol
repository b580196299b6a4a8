// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionProofs} from "../../../contracts/interfaces/IAttributionProofs.sol";
import {IInfluencePriors} from "../../../contracts/interfaces/IInfluencePriors.sol";
import {IPanelVotes} from "../../../contracts/interfaces/IPanelVotes.sol";
import {IRerunPanel} from "../../../contracts/interfaces/IRerunPanel.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {PanelBase} from "./PanelBase.sol";

/// @notice Opens and appeals cases, publishes and challenges priors, votes, waits, settles and withdraws at random.
contract PanelsHandler is PanelBase {
    uint48 private constant MOST = 6;

    ContributionId[] private _ids;
    int16[] private _weights;
    uint256 public settled;

    address private immutable _deployer;

    constructor() {
        _deployer = msg.sender;
        setUp();
    }

    /// @dev The fuzzer calls every public function: a second set-up would begin another world.
    function setUp() public override {
        if (address(staking) != address(0)) return;
        super.setUp();
        _ids = _items(2);
        _weights = [int16(500), -500];
    }

    /* WHAT ANYBODY MAY DO */

    function open() external {
        if (cases.caseCount() < MOST) _openCase(uint40(cases.caseCount()) + 1);
    }

    /// @dev Brings a lapsed receipt again, or tries to bring another twice.
    function openAgain(uint256 which) external {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(uint40(which % MOST) + 1);
        vm.prank(prover);
        try cases.open(opening, _context(), datanet, proverAccount, WITHHELD) {} catch {}
    }

    function appeal(uint256 which) external {
        vm.prank(rival);
        try cases.appeal(uint48(which % MOST) + 1, rivalAccount) {} catch {}
    }

    function publish() external {
        uint32 known = priors.numberOf(GATEWAY, ADAPTER, SNAPSHOT);
        if (known == 0 || (priors.priorCount() < MOST && block.timestamp >= priors.priorOf(known).unusableFrom))
            _publishPrior(_ids, _weights);
    }

    function challenge(uint256 which) external {
        IInfluencePriors.Item[] memory items = _shown(_ids, _weights, 2);
        vm.prank(prover);
        try priors.challenge(uint32(which % 2 == 0 ? priors.priorCount() : which % MOST), items, proverAccount) {} catch {}
    }

    function wait(uint256 time) external {
        _wait(time % 30 hours);
    }

    /// @dev Moves every vote on by a few steps, with random ballots where they are due.
    function vote(uint256 seed) external {
        for (uint256 i = 0; i < 3; ++i) {
            for (uint48 number = 1; number <= cases.voteCount(); ++number) _advance(cases, number, seed >> (8 * i));
            for (uint48 number = 1; number <= priors.voteCount(); ++number) _advance(priors, number, seed >> (8 * i));
            _wait(1 hours + ((seed >> (32 * i)) % 13 hours));
        }
    }

    function settle() external {
        for (uint48 number = 1; number <= MOST; ++number) {
            try cases.tally(number) {} catch {}
            try cases.close(number) {
                ++settled;
            } catch {}
            try priors.judge(uint32(number)) {
                ++settled;
            } catch {}
            try priors.releaseBond(uint32(number)) {} catch {}
        }
    }

    function withdraw(uint256 which) external {
        AccountId[4] memory owed = [proverAccount, rivalAccount, operatorAccount, commons];
        try cases.withdrawCredit(owed[which % 4]) {} catch {}
        try priors.withdrawCredit(owed[which % 4]) {} catch {}
    }

    /* WHAT IS WATCHED */

    function isCasesMoneyRight() external view returns (bool) {
        uint256 held = cases.totalCredit();
        for (uint48 i = 1; i <= cases.caseCount(); ++i) {
            IRerunPanel.Case memory stored = cases.caseOf(i);
            if (stored.stage == IRerunPanel.Stage.Closed) continue;
            held += CASE_BOND;
            if (stored.stage == IRerunPanel.Stage.Reviewing) held += 11 * BALLOT_FEE;
        }
        return token.balanceOf(address(cases)) == held * 1e9;
    }

    function isPriorsMoneyRight() external view returns (bool) {
        uint256 held = priors.totalCredit();
        for (uint32 i = 1; i <= priors.priorCount(); ++i) {
            IInfluencePriors.Prior memory prior = priors.priorOf(i);
            held += prior.bond;
            if (prior.state == IInfluencePriors.State.Challenged) held += CASE_BOND;
        }
        return token.balanceOf(address(priors)) == held * 1e9;
    }

    function isStakeRight() external view returns (bool) {
        uint256 owed = uint256(staking.totalStake()) + staking.totalCredit() + staking.waitingToBurn();
        return token.balanceOf(address(staking)) == owed * 1e9;
    }

    /// @dev From any state, by calls open to anyone, with nobody voting any more.
    function endAll() external {
        // The fuzzer calls this too, and would end what has hardly begun.
        if (msg.sender != _deployer) return;
        for (uint256 round = 0; round < 2; ++round) {
            for (uint48 i = 1; i <= cases.voteCount(); ++i) _endVote(cases, i);
            for (uint48 i = 1; i <= priors.voteCount(); ++i) _endVote(priors, i);
            for (uint48 i = 1; i <= cases.caseCount(); ++i) {
                try cases.tally(i) {} catch {}
                _wait(1 days + 1);
                try cases.close(i) {} catch {}
            }
            for (uint32 i = 1; i <= priors.priorCount(); ++i) {
                try priors.judge(i) {} catch {}
            }
        }
        _wait(31 days);
        for (uint32 i = 1; i <= priors.priorCount(); ++i) {
            try priors.releaseBond(i) {} catch {}
        }
    }

    /// @dev Nothing is held but what is owed.
    function isAllClosed() external view returns (bool) {
        uint256 owed = uint256(cases.totalCredit()) + priors.totalCredit();
        return token.balanceOf(address(cases)) + token.balanceOf(address(priors)) == owed * 1e9;
    }

    /* STEPS */

    function _advance(IPanelVotes target, uint48 number, uint256 seed) private {
        IPanelVotes.Vote memory stored = target.voteOf(number);
        if (stored.phase == IPanelVotes.Phase.Committing && block.timestamp <= stored.deadline) {
            for (uint8 seat = 0; seat < stored.size; ++seat) {
                if ((seed >> seat) & 7 == 0 || (stored.barred | stored.committed) & (1 << seat) != 0) continue;
                _commitBallot(target, number, seat, _ballot(number, seat));
            }
        } else if (stored.phase == IPanelVotes.Phase.Revealing && block.timestamp <= stored.deadline) {
            AccountId[] memory members = _membersOf(target, number);
            for (uint8 seat = 0; seat < stored.size; ++seat) {
                if ((seed >> seat) & 7 == 0 || stored.committed & ~stored.revealed & (1 << seat) == 0) continue;
                target.revealBallot(number, seat, members[seat], _ballot(number, seat), SALT);
            }
        }
        try target.advance(number) {} catch {}
    }

    /// @dev Mostly what the receipt and the prior say.
    function _ballot(uint48 number, uint8 seat) private view returns (bytes32) {
        uint256 kind = uint256(keccak256(abi.encode(number, seat))) % 8;
        if (kind == 0) return WITHHELD;
        if (kind < 4 && number % 2 == 0) return OTHER;
        return number % 3 == 0 ? LEGS : _ballotOf(_weights);
    }

    function _endVote(IPanelVotes target, uint48 number) private {
        for (uint256 i = 0; i < 4; ++i) {
            _wait(1 days + 1);
            try target.advance(number) {} catch {}
        }
    }
}
