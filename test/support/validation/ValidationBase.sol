// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContributionLedger} from "../../../contracts/datanet/ContributionLedger.sol";
import {IContributionLedger} from "../../../contracts/interfaces/IContributionLedger.sol";
import {IDatanetRegistry} from "../../../contracts/interfaces/IDatanetRegistry.sol";
import {IPayoutLedger} from "../../../contracts/interfaces/IPayoutLedger.sol";
import {IValidationRounds} from "../../../contracts/interfaces/IValidationRounds.sol";
import {Votes} from "../../../contracts/libraries/Votes.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../../contracts/types/DatanetId.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {Bounties} from "../../../contracts/validation/Bounties.sol";
import {DuplicateCourt} from "../../../contracts/validation/DuplicateCourt.sol";
import {PanelDraws} from "../../../contracts/validation/PanelDraws.sol";
import {RemovalCourt} from "../../../contracts/validation/RemovalCourt.sol";
import {Reputation} from "../../../contracts/validation/Reputation.sol";
import {ValidationRounds} from "../../../contracts/validation/ValidationRounds.sol";
import {ValidatorStaking} from "../../../contracts/validation/ValidatorStaking.sol";
import {RegistryBase} from "../registry/RegistryBase.sol";

/// @notice Says what accounts were credited, in the place of `PayoutLedger`.
contract CreditBook {
    mapping(AccountId account => NanoOpen) public creditedOf;

    function set(AccountId account, uint64 amount) external {
        creditedOf[account] = NanoOpen.wrap(amount);
    }
}

interface BlockHashCheats {
    function setBlockhash(uint256 blockNumber, bytes32 blockHash) external;
}

/// @notice The validation contracts wired together, with a Datanet under panels, seated validators and a way through a round.
abstract contract ValidationBase is RegistryBase {
    uint64 internal constant VALIDATION_ROLE = 11;
    uint64 internal constant COURT_ROLE = 12;
    uint64 internal constant ARBITER_ROLE = 13;
    uint64 internal constant VERDICT_ROLE = 14;

    uint64 internal constant FEE = 1e8;
    uint64 internal constant APPEAL_BOND = 20e9;
    uint64 internal constant SILENCE_PENALTY = 10e9;
    uint64 internal constant KNOWN_PENALTY = 5e9;
    uint64 internal constant SECRET_REWARD = 5e8;
    uint64 internal constant WITHHOLD_PENALTY = 8e9;
    uint64 internal constant ACCEPTANCE_PENALTY = 40e9;
    uint64 internal constant BOND = 5e9;
    uint64 internal constant STAKE = 1_000e9;
    bytes32 internal constant VOTE_SALT = "vote salt";

    address internal immutable arbiter = _actor("arbiter");
    address internal immutable prover = _actor("prover");

    AccountId internal commons;
    AccountId internal contributorAccount;
    AccountId internal rivalAccount;
    AccountId internal proverAccount;
    AccountId internal ownerAccount;
    CreditBook internal credits;
    Reputation internal reputation;
    ContributionLedger internal ledger;
    ValidatorStaking internal staking;
    PanelDraws internal panels;
    ValidationRounds internal rounds;
    DuplicateCourt internal court;
    RemovalCourt internal removals;
    Bounties internal bounties;
    DatanetId internal datanet;
    uint256 private _batches;

    function setUp() public virtual override {
        super.setUp();
        commons = accounts.registerFor(owner, owner);
        contributorAccount = accounts.registerFor(contributor, contributor);
        rivalAccount = accounts.registerFor(rival, rival);
        proverAccount = accounts.registerFor(prover, prover);
        ownerAccount = accounts.registerFor(owner, owner);
        credits = new CreditBook();
        reputation = new Reputation(address(manager), datanets, IPayoutLedger(address(credits)));
        ledger = new ContributionLedger(address(manager), token, accounts, datanets, reputation, guardian, commons, 1 days);
        staking = new ValidatorStaking(address(manager), token, accounts, datanets, 60 days, NanoOpen.wrap(100e9));
        panels = new PanelDraws(address(manager), token, accounts, staking, 1 hours, SECRET_REWARD, WITHHOLD_PENALTY);
        rounds = new ValidationRounds(address(manager), token, accounts, ledger, datanets, panels, staking, commons, _parameters());
        court = new DuplicateCourt(ledger, datanets, staking, rounds, NanoOpen.wrap(ACCEPTANCE_PENALTY));
        removals = new RemovalCourt(address(manager), token, accounts, ledger, NanoOpen.wrap(50e9), 7 days);
        bounties = new Bounties(token, accounts, ledger, datanets, 30 days, 7 days);
        _grantRoles();
        datanets.setAdmissionApproval(address(rounds), true);
        IDatanetRegistry.Terms memory terms = _terms();
        terms.panelSize = 5;
        vm.prank(owner);
        datanet = datanets.create("Security", "salt", address(rounds), terms);
        address[6] memory payers = [owner, contributor, rival, prover, stranger, address(this)];
        for (uint256 i = 0; i < payers.length; ++i) _fund(payers[i]);
    }

    function _parameters() internal pure returns (IValidationRounds.Parameters memory) {
        return
            IValidationRounds.Parameters({
                feePerVote: FEE,
                appealBond: APPEAL_BOND,
                silencePenalty: SILENCE_PENALTY,
                knownAnswerPenalty: KNOWN_PENALTY,
                commitWindow: 1 days,
                revealWindow: 1 days,
                appealWindow: 1 days,
                rulingWindow: 7 days,
                liabilityWindow: 50 days
            });
    }

    function _grantRoles() private {
        _restrict(address(staking), ValidatorStaking.slash.selector, VALIDATION_ROLE);
        _restrict(address(staking), ValidatorStaking.reward.selector, VALIDATION_ROLE);
        _restrict(address(panels), PanelDraws.request.selector, VALIDATION_ROLE);
        _restrict(address(ledger), ContributionLedger.markDuplicate.selector, COURT_ROLE);
        _restrict(address(ledger), ContributionLedger.remove.selector, COURT_ROLE);
        _restrict(address(rounds), ValidationRounds.rule.selector, ARBITER_ROLE);
        _restrict(address(removals), RemovalCourt.rule.selector, ARBITER_ROLE);
        _restrict(address(reputation), Reputation.recordVerdict.selector, VERDICT_ROLE);
        manager.grantRole(VALIDATION_ROLE, address(panels), 0);
        manager.grantRole(VALIDATION_ROLE, address(rounds), 0);
        manager.grantRole(VALIDATION_ROLE, address(court), 0);
        manager.grantRole(VALIDATION_ROLE, address(this), 0);
        manager.grantRole(COURT_ROLE, address(court), 0);
        manager.grantRole(COURT_ROLE, address(removals), 0);
        manager.grantRole(ARBITER_ROLE, arbiter, 0);
        manager.grantRole(VERDICT_ROLE, address(ledger), 0);
    }

    function _restrict(address target, bytes4 selector, uint64 role) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = selector;
        manager.setTargetFunctionRole(target, selectors, role);
    }

    function _fund(address who) internal {
        token.mint(who, 1_000_000e18);
        address[6] memory spenders = [
            address(ledger),
            address(staking),
            address(panels),
            address(rounds),
            address(removals),
            address(bounties)
        ];
        for (uint256 i = 0; i < spenders.length; ++i) {
            vm.prank(who);
            token.approve(spenders[i], type(uint256).max);
        }
    }

    /* VALIDATORS */

    function _validatorAddress(uint256 index) internal pure returns (address) {
        return address(uint160(0x7000 + index));
    }

    /// @dev Registers, stakes and seats `count` validators; their accounts are numbered one after the other.
    function _seat(uint256 count) internal returns (AccountId first) {
        for (uint256 i = 0; i < count; ++i) {
            address who = _validatorAddress(staking.seatCountOf(datanet));
            _fund(who);
            AccountId validator = accounts.registerFor(who, who);
            if (i == 0) first = validator;
            uint8 seat = staking.seatCountOf(datanet);
            vm.startPrank(who);
            staking.stake(datanet, validator, validator, NanoOpen.wrap(STAKE));
            staking.takeSeat(datanet, validator, seat);
            vm.stopPrank();
        }
        _wait(1);
    }

    function _wait(uint256 time) internal {
        vm.warp(block.timestamp + time);
        _mine();
    }

    function _mine() internal {
        uint256 mined = block.number;
        vm.roll(mined + 1);
        BlockHashCheats(address(vm)).setBlockhash(mined, keccak256(abi.encode("block", mined)));
    }

    /* ITEMS */

    function _contribute(address who, AccountId account, bytes32[] memory roots) internal returns (ContributionId[] memory ids) {
        IContributionLedger.Item[] memory items = new IContributionLedger.Item[](roots.length);
        for (uint256 i = 0; i < roots.length; ++i) {
            items[i] = IContributionLedger.Item({contentRoot: roots[i], licence: "MIT", uri: "npm:x"});
        }
        bytes32 hash = ledger.commitHash(account, datanet, 1, items, "salt");
        vm.prank(who);
        uint48 commitId = ledger.commit(datanet, account, 1, uint16(items.length), hash);
        _wait(1);
        vm.prank(who);
        ContributionId first = ledger.reveal(commitId, items, "salt");
        ids = new ContributionId[](roots.length);
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = ContributionId.wrap(ContributionId.unwrap(first) + uint56(i));
    }

    function _items(uint256 count) internal returns (ContributionId[] memory) {
        bytes32[] memory roots = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) roots[i] = keccak256(abi.encode("item", ++_batches));
        return _contribute(contributor, contributorAccount, roots);
    }

    /* ROUNDS */

    function _open(ContributionId[] memory items) internal returns (uint48 round) {
        vm.prank(owner);
        round = rounds.open(datanet, items, ownerAccount, 0);
    }

    /// @dev Goes through the draw without secrets.
    function _draw(uint48 round) internal {
        _wait(1 hours + 1);
        rounds.advance(round);
        _mine();
        rounds.advance(round);
    }

    function _phase(uint48 round) internal view returns (IValidationRounds.Phase) {
        return rounds.roundOf(round).phase;
    }

    function _assertPhase(uint48 round, IValidationRounds.Phase phase) internal view {
        vm.assertEq(uint8(_phase(round)), uint8(phase));
    }

    function _members(uint48 round) internal view returns (AccountId[] memory) {
        return panels.membersOf(rounds.levelOf(round, rounds.roundOf(round).level).draw);
    }

    function _vote(uint8 reason, uint24 score) internal pure returns (bytes memory) {
        return abi.encodePacked((uint32(reason) << 24) | score);
    }

    /// @dev The same vote for each of `count` items.
    function _votes(uint256 count, uint8 reason, uint24 score) internal pure returns (bytes memory votes) {
        for (uint256 i = 0; i < count; ++i) votes = bytes.concat(votes, _vote(reason, score));
    }

    /// @dev The same votes from each member.
    function _ballots(uint48 round, bytes memory votes) internal view returns (bytes[] memory ballots) {
        ballots = new bytes[](_members(round).length);
        for (uint256 i = 0; i < ballots.length; ++i) ballots[i] = votes;
    }

    /// @dev Commits and reveals; an empty ballot is a silent seat.
    function _cast(uint48 round, bytes[] memory ballots) internal {
        AccountId[] memory members = _members(round);
        uint8 level = rounds.roundOf(round).level;
        for (uint8 seat = 0; seat < ballots.length; ++seat) {
            if (ballots[seat].length == 0) continue;
            bytes32 hash = rounds.votesHash(round, level, members[seat], ballots[seat], VOTE_SALT);
            vm.prank(accounts.controllerOf(members[seat]));
            rounds.commitVotes(round, seat, members[seat], hash);
        }
        vm.warp(block.timestamp + 1 days + 1);
        for (uint8 seat = 0; seat < ballots.length; ++seat) {
            if (ballots[seat].length != 0) rounds.revealVotes(round, seat, members[seat], ballots[seat], VOTE_SALT);
        }
        if (_phase(round) == IValidationRounds.Phase.Committing) rounds.advance(round);
        vm.warp(block.timestamp + 1 days + 1);
        rounds.tally(round, ballots);
    }

    function _finalise(uint48 round, ContributionId[] memory items) internal {
        vm.warp(block.timestamp + 7 days + 1);
        rounds.finalise(round, items);
    }

    /// @dev A whole round in which every member votes the same.
    function _judge(ContributionId[] memory items, uint8 reason, uint24 score) internal returns (uint48 round) {
        round = _open(items);
        _draw(round);
        _cast(round, _ballots(round, _votes(items.length, reason, score)));
        _finalise(round, items);
    }

    function _credit(AccountId account) internal view returns (uint256) {
        return NanoOpen.unwrap(rounds.creditOf(account));
    }

    function _assertStatus(ContributionId id, uint8 status) internal view {
        vm.assertEq(uint8(ledger.contributionOf(id).status), status);
    }

    /// @dev What each contract holds covers what it owes.
    function _assertSolvent() internal view {
        uint256 owed = uint256(staking.totalStake()) + staking.totalCredit() + staking.waitingToBurn();
        vm.assertEq(token.balanceOf(address(staking)), owed * 1e9);
        vm.assertTrue(token.balanceOf(address(rounds)) >= uint256(rounds.totalCredit()) * 1e9);
        vm.assertTrue(token.balanceOf(address(panels)) >= uint256(panels.totalCredit()) * 1e9);
    }
}
