// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AttributionCourt} from "../../../contracts/attribution/AttributionCourt.sol";
import {CaseState} from "../../../contracts/attribution/CaseState.sol";
import {InfluencePriors} from "../../../contracts/attribution/InfluencePriors.sol";
import {PriorState} from "../../../contracts/attribution/PriorState.sol";
import {RerunPanel} from "../../../contracts/attribution/RerunPanel.sol";
import {IAttributionCourt} from "../../../contracts/interfaces/IAttributionCourt.sol";
import {IAttributionProofs} from "../../../contracts/interfaces/IAttributionProofs.sol";
import {IEpochLedger} from "../../../contracts/interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {IInfluencePriors} from "../../../contracts/interfaces/IInfluencePriors.sol";
import {IPanelVotes} from "../../../contracts/interfaces/IPanelVotes.sol";
import {IRerunPanel} from "../../../contracts/interfaces/IRerunPanel.sol";
import {PositionalMerkle} from "../../../contracts/libraries/PositionalMerkle.sol";
import {ReceiptCodec} from "../../../contracts/libraries/ReceiptCodec.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";
import {ContributionId} from "../../../contracts/types/ContributionId.sol";
import {DatanetId} from "../../../contracts/types/DatanetId.sol";
import {GatewayId} from "../../../contracts/types/GatewayId.sol";
import {Lane} from "../../../contracts/types/Lane.sol";
import {NanoOpen} from "../../../contracts/types/NanoOpen.sol";
import {OfferingId} from "../../../contracts/types/OfferingId.sol";
import {PlainToken} from "../registry/Doubles.sol";
import {ValidationBase} from "../validation/ValidationBase.sol";

/// @notice One gateway with a bond and offerings of one Datanet, in the place of `GatewayRegistry`.
contract GatewayDouble {
    PlainToken private immutable _token;
    AccountId private immutable _account;
    uint48 public immutable unbondingDelay;
    uint64 public bond = 1_000e9;
    mapping(OfferingId offering => DatanetId) private _datanets;

    constructor(PlainToken token, AccountId account, uint48 unbondingDelay_) {
        _token = token;
        _account = account;
        unbondingDelay = unbondingDelay_;
    }

    function offer(OfferingId offering, DatanetId datanet) external {
        _datanets[offering] = datanet;
    }

    function gatewayOf(GatewayId) external view returns (IGatewayRegistry.Gateway memory known) {
        known.account = _account;
        known.bond = NanoOpen.wrap(bond);
    }

    function offeringOf(OfferingId offering) external view returns (IGatewayRegistry.Offering memory record) {
        record.gateway = GatewayId.wrap(1);
        record.datanets = new DatanetId[](1);
        record.datanets[0] = _datanets[offering];
    }

    function slash(GatewayId, NanoOpen amount, address to) external returns (NanoOpen taken) {
        taken = NanoOpen.unwrap(amount) < bond ? amount : NanoOpen.wrap(bond);
        bond -= NanoOpen.unwrap(taken);
        _token.transfer(to, taken.toTokenUnits());
    }
}

/// @notice Settled batches, in the place of `RewardRouter`.
contract BatchDouble {
    mapping(uint40 firstSequence => bytes32) private _roots;

    function settle(uint40 firstSequence, bytes32 root) external {
        _roots[firstSequence] = root;
    }

    function batchRootOf(GatewayId, uint32, uint40 firstSequence) external view returns (bytes32) {
        return _roots[firstSequence];
    }
}

/// @notice Both contracts that ask panels, over the validation contracts, with a gateway and receipts that are doubles.
abstract contract PanelBase is ValidationBase {
    bytes32 internal constant SALT = "ballot salt";
    bytes32 internal constant LEGS = "legs of the receipt";
    bytes32 internal constant OTHER = "legs of the re-run";
    bytes32 internal constant WITHHELD = bytes32(type(uint256).max);
    bytes32 internal constant METHOD = keccak256("lexical");
    bytes32 internal constant ADAPTER = "adapter";
    bytes32 internal constant SNAPSHOT = "snapshot";
    GatewayId internal constant GATEWAY = GatewayId.wrap(1);
    OfferingId internal constant OFFERING = OfferingId.wrap(1);
    uint64 internal constant BALLOT_FEE = 5e8;
    uint64 internal constant SILENCE = 5e9;
    uint64 internal constant DISSENT = 20e9;
    uint64 internal constant CASE_BOND = 20e9;
    uint64 internal constant PRIOR_BOND = 100e9;
    uint64 internal constant RECEIPT_FEE = 3e9;
    uint64 internal constant DEPOSIT = 8 * SECRET_REWARD;
    uint64 private constant BOND_COURT = 21;
    uint64 private constant PROOF = 22;

    address internal immutable operator = _actor("operator");
    AccountId internal operatorAccount;
    GatewayDouble internal gateways;
    BatchDouble internal batches;
    AttributionCourt internal attributions;
    RerunPanel internal cases;
    InfluencePriors internal priors;
    /// @dev First of the seated validators.
    AccountId internal first;

    function setUp() public virtual override {
        super.setUp();
        operatorAccount = accounts.registerFor(operator, operator);
        gateways = new GatewayDouble(token, operatorAccount, 14 days);
        gateways.offer(OFFERING, datanet);
        batches = new BatchDouble();
        token.mint(address(gateways), 1_000e18);
        IGatewayRegistry registry = IGatewayRegistry(address(gateways));
        attributions = new AttributionCourt(address(manager), token, accounts, registry, commons);
        attributions.registerMethod("lexical", IAttributionCourt.Rules(6, 10, 20, 64, 50_000, 750_000, 250_000));
        cases = new RerunPanel(token, accounts, _caseParts(), _voteTerms(), _caseTerms());
        priors = new InfluencePriors(token, accounts, _priorParts(), _voteTerms(), _priorTerms());
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = AttributionCourt.convict.selector;
        manager.setTargetFunctionRole(address(attributions), selectors, PROOF);
        manager.grantRole(PROOF, address(cases), 0);
        manager.grantRole(PROOF, address(this), 0);
        manager.grantRole(VALIDATION_ROLE, address(cases), 0);
        manager.grantRole(VALIDATION_ROLE, address(priors), 0);
        _fund(operator);
        address[4] memory payers = [operator, prover, rival, stranger];
        for (uint256 i = 0; i < payers.length; ++i) _approve(payers[i]);
        first = _seat(12);
    }

    function _approve(address who) internal {
        vm.prank(who);
        token.approve(address(cases), type(uint256).max);
        vm.prank(who);
        token.approve(address(priors), type(uint256).max);
    }

    function _voteTerms() internal pure returns (IPanelVotes.VoteTerms memory) {
        return
            IPanelVotes.VoteTerms({
                feePerBallot: BALLOT_FEE,
                silencePenalty: SILENCE,
                dissentPenalty: DISSENT,
                commitWindow: 1 days,
                revealWindow: 12 hours
            });
    }

    function _caseTerms() internal pure returns (IRerunPanel.CaseTerms memory) {
        return IRerunPanel.CaseTerms({panelSize: 5, bond: CASE_BOND, appealWindow: 1 days});
    }

    function _caseParts() internal view returns (CaseState.Parts memory) {
        return
            CaseState.Parts({
                court: attributions,
                epochs: IEpochLedger(address(0)),
                router: address(batches),
                gateways: IGatewayRegistry(address(gateways)),
                panels: panels,
                staking: staking
            });
    }

    function _priorTerms() internal pure returns (IInfluencePriors.PriorTerms memory) {
        return
            IInfluencePriors.PriorTerms({
                panelSize: 5,
                bond: PRIOR_BOND,
                challengeBond: CASE_BOND,
                challengeWindow: 3 days,
                lifetime: 30 days
            });
    }

    function _priorParts() internal view returns (PriorState.Parts memory) {
        return
            PriorState.Parts({
                gateways: IGatewayRegistry(address(gateways)),
                ledger: ledger,
                panels: panels,
                staking: staking,
                commons: commons
            });
    }

    /* RECEIPTS */

    function _context() internal pure returns (IAttributionProofs.Context memory context) {
        context.methodId = METHOD;
        context.snapshotRoot = SNAPSHOT;
    }

    function _contextRoot() internal pure returns (bytes32) {
        bytes32 evidenceRoot = keccak256(abi.encode(bytes32(0), bytes32(0), bytes32(0)));
        return keccak256(abi.encode(bytes32(0), bytes32(0), bytes32(0), METHOD, SNAPSHOT, evidenceRoot));
    }

    /// @dev A receipt served now and settled alone in a batch.
    function _receipt(uint40 sequence) internal returns (IAttributionProofs.ReceiptOpening memory opening) {
        bytes memory head = abi.encodePacked(
            ReceiptCodec.VERSION,
            uint8(Lane.Direct),
            GatewayId.unwrap(GATEWAY),
            uint32(0),
            sequence,
            uint32(1),
            OfferingId.unwrap(OFFERING),
            uint24(10),
            uint24(10)
        );
        opening.signed.receipt = abi.encodePacked(
            head,
            RECEIPT_FEE,
            uint48(block.timestamp * 1_000),
            uint16(1),
            uint32(50_000),
            LEGS,
            _contextRoot()
        );
        opening.signed.firstSequence = sequence;
        batches.settle(sequence, keccak256(opening.signed.receipt));
    }

    function _openCase(uint40 sequence) internal returns (uint48 number) {
        IAttributionProofs.ReceiptOpening memory opening = _receipt(sequence);
        vm.prank(prover);
        return cases.open(opening, _context(), datanet, proverAccount, OTHER);
    }

    /* PRIORS */

    function _header(uint32 count) internal pure returns (IInfluencePriors.Header memory) {
        return
            IInfluencePriors.Header({
                adapter: ADAPTER,
                epoch: 7,
                snapshotRoot: SNAPSHOT,
                methodHash: keccak256("projected-gradient"),
                codeHash: "code",
                seed: 3,
                probesRoot: "probes",
                tolerance: 100,
                outliersPpm: 10_000,
                count: count
            });
    }

    /// @dev Leaves of a prior over `ids`, the header's first.
    function _leaves(
        IInfluencePriors.Header memory header,
        ContributionId[] memory ids,
        int16[] memory weights
    ) internal view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](ids.length + 1);
        leaves[0] = priors.headerHash(header);
        for (uint256 i = 0; i < ids.length; ++i) leaves[i + 1] = keccak256(abi.encodePacked(uint8(1), ids[i], weights[i]));
    }

    function _rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        bytes32[] memory copy = new bytes32[](leaves.length);
        for (uint256 i = 0; i < leaves.length; ++i) copy[i] = leaves[i];
        return PositionalMerkle.root(copy);
    }

    /// @dev Siblings of a leaf, level by level, written apart from the contracts' own.
    function _pathOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory path) {
        uint256 depth;
        while (1 << depth < leaves.length) ++depth;
        path = new bytes32[](depth);
        bytes32[] memory level = new bytes32[](1 << depth);
        for (uint256 i = 0; i < leaves.length; ++i) level[i] = leaves[i];
        for (uint256 i = 0; i < depth; ++i) {
            path[i] = level[index ^ 1];
            index >>= 1;
            for (uint256 j = 0; j < level.length >> (i + 1); ++j) {
                level[j] = keccak256(abi.encodePacked(level[2 * j], level[2 * j + 1]));
            }
        }
    }

    function _publishPrior(ContributionId[] memory ids, int16[] memory weights) internal returns (uint32 number) {
        IInfluencePriors.Header memory header = _header(uint32(ids.length));
        bytes32[] memory leaves = _leaves(header, ids, weights);
        bytes32 root = _rootOf(leaves);
        bytes32[] memory path = _pathOf(leaves, 0);
        vm.prank(operator);
        return priors.publish(GATEWAY, root, header, path, "https://gateway.example/prior");
    }

    /// @dev The first `count` items of a prior.
    function _shown(
        ContributionId[] memory ids,
        int16[] memory weights,
        uint256 count
    ) internal view returns (IInfluencePriors.Item[] memory items) {
        bytes32[] memory leaves = _leaves(_header(uint32(ids.length)), ids, weights);
        items = new IInfluencePriors.Item[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = IInfluencePriors.Item({
                contribution: ids[i],
                weight: weights[i],
                index: uint32(i + 1),
                path: _pathOf(leaves, i + 1)
            });
        }
    }

    function _ballotOf(int16[] memory weights) internal pure returns (bytes32) {
        uint256 word;
        for (uint256 i = 0; i < weights.length; ++i) word |= uint256(uint16(weights[i])) << (240 - 16 * i);
        return bytes32(word);
    }

    /* VOTES */

    /// @dev Draws a panel without secrets.
    function _drawPanel(IPanelVotes target, uint48 vote) internal {
        _wait(1 hours + 1);
        target.advance(vote);
        _mine();
        target.advance(vote);
    }

    function _membersOf(IPanelVotes target, uint48 vote) internal view returns (AccountId[] memory) {
        return panels.membersOf(target.voteOf(vote).draw);
    }

    function _commitBallot(IPanelVotes target, uint48 vote, uint8 seat, bytes32 ballot) internal {
        AccountId member = _membersOf(target, vote)[seat];
        bytes32 hash = target.ballotHash(vote, member, ballot, SALT);
        vm.prank(accounts.controllerOf(member));
        target.commitBallot(vote, seat, member, hash);
    }

    /// @dev Draws, commits and reveals: `spoken` has a bit for each seat that does both.
    function _cast(IPanelVotes target, uint48 vote, bytes32[] memory ballots, uint256 spoken) internal {
        _drawPanel(target, vote);
        AccountId[] memory members = _membersOf(target, vote);
        for (uint8 seat = 0; seat < members.length; ++seat) {
            if (spoken & (1 << seat) != 0) _commitBallot(target, vote, seat, ballots[seat]);
        }
        vm.warp(block.timestamp + 1 days + 1);
        target.advance(vote);
        for (uint8 seat = 0; seat < members.length; ++seat) {
            if (spoken & (1 << seat) != 0) target.revealBallot(vote, seat, members[seat], ballots[seat], SALT);
        }
    }

    /// @dev The same ballot of every member.
    function _all(bytes32 ballot, uint256 size) internal pure returns (bytes32[] memory ballots) {
        ballots = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) ballots[i] = ballot;
    }

    function _creditAt(address at, AccountId account) internal view returns (uint64) {
        return NanoOpen.unwrap(at == address(cases) ? cases.creditOf(account) : priors.creditOf(account));
    }

    /// @dev What a contract holds is what it owes and what its open disputes hold.
    function _assertHolds(address at, uint256 open) internal view {
        uint256 owed = at == address(cases) ? cases.totalCredit() : priors.totalCredit();
        vm.assertEq(token.balanceOf(at), (owed + open) * 1e9);
    }
}
