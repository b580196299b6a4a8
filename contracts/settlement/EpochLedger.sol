// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IBondLock} from "../interfaces/IBondLock.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IGuardian} from "../interfaces/IGuardian.sol";
import {IPaymentEscrow} from "../interfaces/IPaymentEscrow.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";

import {DebitSlices} from "../libraries/epoch/DebitSlices.sol";
import {EpochBond} from "../libraries/epoch/EpochBond.sol";
import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {LaneWord} from "../libraries/LaneWord.sol";
import {WalletSignature} from "../libraries/WalletSignature.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {Lie} from "../types/Lie.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {Part} from "../types/Part.sol";

/// @title EpochLedger
/// @notice See `IEpochLedger`.
/// @dev Holds no OPEN between calls: payers' money waits in the escrow. A record is live if its hash stands under its number and the number is below
/// `nextEpoch`: voiding an epoch lowers `nextEpoch` and thereby voids all later ones at once. Hashes are kept in a ring, so that a commit overwrites the hash
/// of an epoch that became final long ago: a final epoch needs none. Immutable.
contract EpochLedger is IEpochLedger, IBondLock, AccessManaged, EIP712 {
    using SafeERC20 for IERC20;

    /// @notice Windows must leave a censored prover the sequencing window of an OP-stack chain, in seconds.
    uint48 public constant MIN_CHALLENGE_WINDOW = 12 hours + 6 hours;
    uint48 public constant MAX_CHALLENGE_WINDOW = 14 days;
    uint48 public constant MIN_ABANDON_DELAY = 1 days;
    uint48 public constant MAX_ABANDON_DELAY = 90 days;
    /// @notice Most epochs of a gateway that are not final. One less than there are places in the ring: the parent of the oldest is needed too.
    uint32 public constant MAX_OPEN = RECORDS - 1;
    uint32 private constant RECORDS = 64;

    IERC20 public immutable token;
    IGatewayRegistry public immutable gateways;
    IPaymentEscrow public immutable escrow;
    IPayoutLedger public immutable ledger;
    IGuardian public immutable guardian;
    /// @notice Account of unattributed shares, and of slashed bonds.
    AccountId public immutable commons;
    /// @inheritdoc IEpochLedger
    uint48 public immutable challengeWindow;
    /// @inheritdoc IEpochLedger
    uint48 public immutable activationWindow;
    /// @inheritdoc IEpochLedger
    uint48 public immutable abandonDelay;

    mapping(GatewayId gateway => Chain) private _chains;
    /// @dev The hash of epoch `e` is at place `e % RECORDS`; where `e` was proven false, the hash of the award due for it.
    mapping(GatewayId gateway => bytes32[RECORDS]) private _records;
    mapping(bytes32 recordHash => Funding) private _funding;
    /// @dev Number of the next epoch whose debits are held: in order, so that no later epoch uses up an earlier one's vouchers.
    mapping(GatewayId gateway => uint32 epoch) private _nextHold;

    constructor(
        address authority,
        IERC20 token_,
        IGatewayRegistry gateways_,
        IPaymentEscrow escrow_,
        IPayoutLedger ledger_,
        IGuardian guardian_,
        AccountId commons_,
        uint48 challengeWindow_,
        uint48 abandonDelay_
    ) AccessManaged(authority) EIP712("OpenLedger EpochLedger", "1") {
        _requireWindow(challengeWindow_, MIN_CHALLENGE_WINDOW, MAX_CHALLENGE_WINDOW);
        _requireWindow(abandonDelay_, MIN_ABANDON_DELAY, MAX_ABANDON_DELAY);
        token = token_;
        gateways = gateways_;
        escrow = escrow_;
        ledger = ledger_;
        guardian = guardian_;
        commons = commons_;
        challengeWindow = challengeWindow_;
        activationWindow = challengeWindow_ / 2;
        abandonDelay = abandonDelay_;
    }

    /* COMMITMENT */

    /// @inheritdoc IEpochLedger
    function commit(bytes calldata header, address key, bytes calldata signature) external returns (bytes32 recordHash) {
        // Here and below `if … revert` stands for `require` where that would work out the error's arguments for every commit.
        if (header.length != EpochCodec.HEADER_LENGTH) revert EpochLedger_BadLength(EpochCodec.HEADER_LENGTH, header.length);
        if (uint8(header[0]) != EpochCodec.VERSION) revert EpochLedger_WrongVersion(uint8(header[0]));
        EpochCodec.Record memory record = EpochCodec.toHeader(header);
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        Chain memory chain = _chains[gateway];
        (bool isPaused, uint48 pausedBefore) = guardian.clockOf(Part.EpochSettlement);
        require(!isPaused, EpochLedger_Paused());
        if (chain.isAbandoned) revert EpochLedger_Abandoned(gateway);
        // The bond that a lie cost backs nothing new; and no two records of a gateway, void ones included, are the same.
        if (chain.awardsDue != 0) revert EpochLedger_AwardDue(gateway);
        if (block.timestamp <= chain.lastCommitAt) revert EpochLedger_SameSecond(gateway, chain.lastCommitAt);
        bytes32[RECORDS] storage records = _records[gateway];
        _requireFits(gateway, records, chain, record);
        _requireSigned(gateway, header, record, key, signature);

        bytes memory stored = abi.encodePacked(header, uint48(block.timestamp), pausedBefore, chain.committedFees);
        recordHash = keccak256(stored);
        _append(gateway, chain, record);
        records[record.epoch % RECORDS] = recordHash;
        emit EpochCommitted(gateway, record.epoch, recordHash, key, stored, msg.sender);
    }

    /// @inheritdoc IEpochLedger
    function hold(bytes calldata data, uint256[] calldata leaves, bytes32[] calldata path) external {
        EpochCodec.Record memory record = _live(data);
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        Funding memory funding = _funding[record.hash];
        uint256 elapsed = _elapsed(record);
        require(elapsed < activationWindow, EpochLedger_TooLate(elapsed, activationWindow));
        uint256 slices = DebitSlices.count(record.top.debitCount);
        require(funding.slicesHeld < slices, EpochLedger_AllHeld(record.hash));
        require(record.epoch == _nextHold[gateway], EpochLedger_NotNext(gateway, record.epoch, _nextHold[gateway]));

        uint256 sum = DebitSlices.sumOf(record.top, funding.slicesHeld, leaves, path);
        uint256 total = funding.held + sum;
        bool isLast = funding.slicesHeld + 1 == slices;
        require(
            isLast ? total == record.top.feeTotal : total < record.top.feeTotal,
            EpochLedger_DebitsMismatch(total, record.top.feeTotal)
        );
        funding.held = uint64(total); // At most `feeTotal`.
        ++funding.slicesHeld;
        _funding[record.hash] = funding;
        if (isLast) _nextHold[gateway] = record.epoch + 1;
        emit DebitsHeld(gateway, record.epoch, record.hash, funding.slicesHeld - 1, NanoOpen.wrap(funding.held), msg.sender);
        escrow.hold(gateway, leaves);
    }

    /// @inheritdoc IEpochLedger
    function finalise(bytes calldata data) external {
        EpochCodec.Record memory record = _live(data);
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        Chain memory chain = _chains[gateway];
        Funding memory funding = _funding[record.hash];
        require(!guardian.isPaused(Part.EpochSettlement), EpochLedger_Paused());
        require(record.epoch == chain.nextFinal, EpochLedger_NotNext(gateway, record.epoch, chain.nextFinal));
        _requireHeld(record, funding);
        require(funding.openChallenges == 0, EpochLedger_ChallengesOpen(record.hash, funding.openChallenges));
        uint256 limit = funding.openUntil > challengeWindow ? funding.openUntil : challengeWindow;
        uint256 elapsed = _elapsed(record);
        require(elapsed >= limit, EpochLedger_TooEarly(elapsed, limit));

        Chain storage written = _chains[gateway];
        (written.nextFinal, written.finalisedFees) = (record.epoch + 1, chain.finalisedFees + record.top.feeTotal);
        _funding[record.hash].isFinal = true;
        NanoOpen fees = NanoOpen.wrap(record.top.feeTotal);
        emit EpochFinalised(gateway, record.epoch, record.hash, fees, msg.sender);
        escrow.release(fees);
        ledger.setFinal({
            gateway: gateway,
            epoch: record.epoch,
            payoutRoot: record.payoutRoot,
            payoutDepth: record.payoutDepth,
            fees: fees
        });
    }

    /* VOIDING */

    /// @inheritdoc IEpochLedger
    function expire(bytes calldata data) external {
        EpochCodec.Record memory record = _live(data);
        uint256 elapsed = _elapsed(record);
        require(elapsed >= activationWindow, EpochLedger_TooEarly(elapsed, activationWindow));
        require(_funding[record.hash].slicesHeld < DebitSlices.count(record.top.debitCount), EpochLedger_AllHeld(record.hash));
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        (uint32 voided, ) = _void(_chains[gateway], gateway, record.epoch, record.feesBefore);
        emit EpochVoided({
            gateway: gateway,
            epoch: record.epoch,
            recordHash: record.hash,
            lie: Lie.None,
            epochsVoided: voided,
            penalty: NanoOpen.wrap(0),
            prover: msg.sender,
            harmed: AccountId.wrap(0)
        });
    }

    /// @inheritdoc IEpochLedger
    function convict(bytes calldata data, Lie lie, address prover, AccountId harmed) external restricted {
        Award memory due = Award({prover: prover, penalty: NanoOpen.wrap(0), harmed: harmed});
        (bytes32 recordHash, GatewayId gateway, uint32 epoch, uint64 feesBefore) = _identify(data);
        (uint32 voided, uint64 fees) = _void(_chains[gateway], gateway, epoch, feesBefore);
        due.penalty = NanoOpen.wrap(EpochBond.withMargin(fees));
        ++_chains[gateway].awardsDue;
        // The place of the void record is free until the next commit, and none comes before the award is taken.
        _records[gateway][epoch % RECORDS] = _awardHash(recordHash, due);
        emit EpochVoided({
            gateway: gateway,
            epoch: epoch,
            recordHash: recordHash,
            lie: lie,
            epochsVoided: voided,
            penalty: due.penalty,
            prover: due.prover,
            harmed: due.harmed
        });
    }

    /// @inheritdoc IEpochLedger
    function award(GatewayId gateway, uint32 epoch, bytes32 recordHash, Award calldata due) external {
        require(isAwardDue(gateway, epoch, recordHash, due), EpochLedger_NoAward(gateway, recordHash));
        delete _records[gateway][epoch % RECORDS];
        --_chains[gateway].awardsDue;
        NanoOpen slashed = gateways.slash(gateway, due.penalty, address(this));
        emit BondAwarded(gateway, recordHash, due.prover, slashed, due.harmed, msg.sender);
        _distribute(NanoOpen.unwrap(slashed), due.prover, due.harmed.isNone() ? commons : due.harmed);
    }

    /// @inheritdoc IEpochLedger
    function restore(bytes calldata data, uint256[] calldata leaves, bytes32[] calldata path) external {
        require(data.length == EpochCodec.RECORD_LENGTH, EpochLedger_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        EpochCodec.Record memory record = EpochCodec.toRecord(data);
        GatewayId gateway = GatewayId.wrap(record.gatewayId);
        Funding memory funding = _funding[record.hash];
        // Money was held only for what was live then; what is neither live nor final now is void.
        bool isVoid = !funding.isFinal && !isChallengeable(gateway, record.epoch, record.hash);
        require(isVoid && funding.slicesRestored < funding.slicesHeld, EpochLedger_NotRestorable(record.hash));

        uint256 sum = DebitSlices.sumOf(record.top, funding.slicesRestored, leaves, path);
        funding.held -= uint64(sum); // Exactly what was added for this slice.
        ++funding.slicesRestored;
        _funding[record.hash] = funding;
        emit DebitsRestored(gateway, record.epoch, record.hash, funding.slicesRestored - 1, NanoOpen.wrap(uint64(sum)), msg.sender);
        escrow.restore(gateway, leaves);
    }

    /* COURTS */

    /// @inheritdoc IEpochLedger
    function openChallenge(bytes calldata data) external restricted {
        (bytes32 recordHash, , , ) = _identify(data);
        Funding storage funding = _funding[recordHash];
        ++funding.openChallenges;
        emit ChallengeCounted(recordHash, funding.openChallenges, funding.openUntil, msg.sender);
    }

    /// @inheritdoc IEpochLedger
    function closeChallenge(bytes calldata data, uint48 openUntil) external restricted {
        (bytes32 recordHash, , , ) = _identify(data);
        Funding storage funding = _funding[recordHash];
        --funding.openChallenges;
        if (openUntil > funding.openUntil) funding.openUntil = openUntil;
        emit ChallengeCounted(recordHash, funding.openChallenges, funding.openUntil, msg.sender);
    }

    /// @inheritdoc IEpochLedger
    function abandon(GatewayId gateway) external restricted {
        Chain storage chain = _chains[gateway];
        require(
            !chain.isAbandoned && block.timestamp >= uint256(chain.lastCommitAt) + abandonDelay,
            EpochLedger_NotAbandonable(gateway, chain.lastCommitAt)
        );
        chain.isAbandoned = true;
        emit GatewayAbandoned(gateway, chain.nextEpoch, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IEpochLedger
    function elapsedOf(bytes calldata data) external view returns (uint256) {
        return _elapsed(_live(data));
    }

    /// @inheritdoc IEpochLedger
    function isChallengeable(GatewayId gateway, uint32 epoch, bytes32 recordHash) public view returns (bool) {
        Chain storage chain = _chains[gateway];
        return epoch < chain.nextEpoch && epoch >= chain.nextFinal && _records[gateway][epoch % RECORDS] == recordHash;
    }

    /// @inheritdoc IEpochLedger
    function chainOf(GatewayId gateway) external view returns (Chain memory) {
        return _chains[gateway];
    }

    /// @inheritdoc IEpochLedger
    function recordOf(GatewayId gateway, uint32 epoch) external view returns (bytes32) {
        Chain storage chain = _chains[gateway];
        return epoch < chain.nextEpoch && uint256(epoch) + RECORDS >= chain.nextEpoch ? _records[gateway][epoch % RECORDS] : bytes32(0);
    }

    /// @inheritdoc IEpochLedger
    function fundingOf(bytes32 recordHash) external view returns (Funding memory) {
        return _funding[recordHash];
    }

    /// @inheritdoc IEpochLedger
    function lockedBondOf(GatewayId gateway) external view override(IBondLock, IEpochLedger) returns (uint64) {
        Chain storage chain = _chains[gateway];
        return chain.awardsDue != 0 ? type(uint64).max : EpochBond.withMargin(chain.committedFees - chain.finalisedFees);
    }

    /// @inheritdoc IEpochLedger
    function isAwardDue(GatewayId gateway, uint32 epoch, bytes32 recordHash, Award calldata due) public view returns (bool) {
        return _records[gateway][epoch % RECORDS] == _awardHash(recordHash, due);
    }

    /// @inheritdoc IEpochLedger
    function headerDigest(bytes calldata header) external view returns (bytes32) {
        require(header.length == EpochCodec.HEADER_LENGTH, EpochLedger_BadLength(EpochCodec.HEADER_LENGTH, header.length));
        return _hashTypedDataV4(EpochCodec.hashHeader(header, EpochCodec.toHeader(header)));
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "3.0.0";
    }

    /* STEPS */

    /// @dev Requires a record to be committed, not void and not final, and reads only which it is.
    function _identify(bytes calldata data) private view returns (bytes32 recordHash, GatewayId gateway, uint32 epoch, uint64 feesBefore) {
        require(data.length == EpochCodec.RECORD_LENGTH, EpochLedger_BadLength(EpochCodec.RECORD_LENGTH, data.length));
        uint32 number;
        (recordHash, number, epoch, feesBefore) = EpochCodec.identityOf(data);
        gateway = GatewayId.wrap(number);
        require(isChallengeable(gateway, epoch, recordHash), EpochLedger_NotChallengeable(gateway, epoch, recordHash));
    }

    /// @dev The same, and reads all of it.
    function _live(bytes calldata data) private view returns (EpochCodec.Record memory record) {
        _identify(data);
        return EpochCodec.toRecord(data);
    }

    /// @dev Moves the chain on by an epoch whose fees, with all that are not final, the bond must cover.
    function _append(GatewayId gateway, Chain memory chain, EpochCodec.Record memory record) private {
        uint64 fees = SafeCast.toUint64(uint256(chain.committedFees) + record.top.feeTotal);
        _requireBond(gateway, fees - chain.finalisedFees);
        Chain storage written = _chains[gateway];
        (written.nextEpoch, written.committedFees, written.lastCommitAt) = (record.epoch + 1, fees, uint48(block.timestamp));
    }

    function _requireFits(
        GatewayId gateway,
        bytes32[RECORDS] storage records,
        Chain memory chain,
        EpochCodec.Record memory record
    ) private view {
        if (record.epoch != chain.nextEpoch) revert EpochLedger_WrongEpoch(gateway, record.epoch, chain.nextEpoch);
        if (record.epoch - chain.nextFinal >= MAX_OPEN) revert EpochLedger_TooManyOpen(gateway, chain.nextFinal, MAX_OPEN);
        bytes32 parent = record.epoch == 0 ? bytes32(0) : records[(record.epoch - 1) % RECORDS];
        if (record.parent != parent) revert EpochLedger_WrongParent(gateway, record.parent, parent);
        EpochCodec.Node memory top = record.top;
        require(top.receiptCount != 0 && top.feeTotal != 0 && top.debitCount != 0, EpochLedger_EmptyEpoch());
        bool isTree =
            top.firstSequence == 0 &&
                top.level <= EpochCodec.MAX_LEVEL &&
                record.payoutDepth >= EpochCodec.SUBTREE_DEPTH &&
                record.payoutDepth <= EpochCodec.MAX_PAYOUT_DEPTH;
        if (!isTree) revert EpochLedger_BadTree(top.firstSequence, top.level, record.payoutDepth);
    }

    function _requireSigned(
        GatewayId gateway,
        bytes calldata header,
        EpochCodec.Record memory record,
        address key,
        bytes calldata signature
    ) private view {
        IGatewayRegistry.ReceiptKey memory validity = gateways.receiptKeyOf(gateway, key);
        if (validity.addedAt == 0 || validity.revokedAt != 0) revert EpochLedger_KeyNotValid(gateway, key);
        bytes32 digest = _hashTypedDataV4(EpochCodec.hashHeader(header, record));
        if (!WalletSignature.isFrom(key, digest, signature)) revert EpochLedger_BadSignature(gateway, key);
    }

    function _requireBond(GatewayId gateway, uint64 fees) private view {
        NanoOpen bond = gateways.gatewayOf(gateway).bond;
        uint256 needed = EpochBond.withMargin(fees);
        if (NanoOpen.unwrap(bond) < needed) revert EpochLedger_BondTooSmall(gateway, bond, needed);
    }

    function _requireHeld(EpochCodec.Record memory record, Funding memory funding) private pure {
        require(
            funding.held == record.top.feeTotal && funding.slicesHeld == DebitSlices.count(record.top.debitCount),
            EpochLedger_NotHeld(record.hash, NanoOpen.wrap(funding.held), NanoOpen.wrap(record.top.feeTotal))
        );
    }

    /// @dev Voids a live epoch and all after it by giving their numbers back.
    function _void(Chain storage chain, GatewayId gateway, uint32 epoch, uint64 feesBefore) private returns (uint32 voided, uint64 fees) {
        if (_nextHold[gateway] > epoch) _nextHold[gateway] = epoch;
        voided = chain.nextEpoch - epoch;
        fees = chain.committedFees - feesBefore;
        (chain.nextEpoch, chain.committedFees) = (epoch, feesBefore);
    }

    function _distribute(uint64 slashed, address prover, AccountId harmed) private {
        if (slashed == 0) return;
        (uint64 toProver, uint64 toHarmed) = EpochBond.shares(slashed);
        token.safeTransfer(prover, NanoOpen.wrap(toProver).toTokenUnits());
        token.safeTransfer(address(ledger), NanoOpen.wrap(slashed - toProver).toTokenUnits());
        _credit(harmed, toHarmed);
        _credit(commons, slashed - toProver - toHarmed);
    }

    function _credit(AccountId account, uint64 amount) private {
        if (amount == 0) return;
        uint256[] memory deltas = new uint256[](1);
        deltas[0] = LaneWord.toLane(account, amount);
        ledger.creditRange(LaneWord.wordOf(account), deltas);
    }

    /// @dev Unlike every record hash: that is over 290 bytes.
    function _awardHash(bytes32 recordHash, Award memory due) private pure returns (bytes32) {
        return keccak256(abi.encode(recordHash, due));
    }

    /// @dev Seconds since commit in which nothing was paused.
    function _elapsed(EpochCodec.Record memory record) private view returns (uint256) {
        return (block.timestamp - record.committedAt) - (guardian.pausedSeconds(Part.EpochSettlement) - record.pausedBefore);
    }

    function _requireWindow(uint48 value, uint48 least, uint48 most) private pure {
        require(value >= least && value <= most, EpochLedger_WindowOutOfBounds(value, least, most));
    }
}
