// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAccountRegistry} from "../interfaces/IAccountRegistry.sol";
import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IGuardian} from "../interfaces/IGuardian.sol";
import {IPaymentEscrow} from "../interfaces/IPaymentEscrow.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";
import {IRewardRouter} from "../interfaces/IRewardRouter.sol";
import {ISettledBatches} from "../interfaces/ISettledBatches.sol";

import {BatchCodec} from "../libraries/BatchCodec.sol";
import {BatchFold} from "../libraries/BatchFold.sol";
import {ReceiptCodec} from "../libraries/ReceiptCodec.sol";
import {WalletSignature} from "../libraries/WalletSignature.sol";

import {AccountId} from "../types/AccountId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {Lane} from "../types/Lane.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {OfferingId} from "../types/OfferingId.sol";
import {Part} from "../types/Part.sol";

/// @title RewardRouter
/// @notice See `IRewardRouter`.
/// @dev Holds no OPEN and has no owner and no upgrade: it can only do what gateway and payers signed. The guardian can pause it for a bounded time. The
/// order is read → fold in memory → verify the signature over what was folded → mark as settled → bill → credit.
contract RewardRouter is IRewardRouter, ISettledBatches, EIP712, ReentrancyGuardTransient {
    /// @notice How far in the future `servedAt` may lie, in milliseconds: clocks of gateway and sequencer differ.
    uint256 public constant MAX_CLOCK_SKEW = BatchFold.MAX_CLOCK_SKEW;

    IAccountRegistry public immutable accounts;
    IGatewayRegistry public immutable gateways;
    IPaymentEscrow public immutable escrow;
    IPayoutLedger public immutable ledger;
    IContributionLedger public immutable contributions;
    IGuardian public immutable guardian;
    /// @inheritdoc IRewardRouter
    AccountId public immutable commons;

    /// @dev Sequences settled, 256 to a word.
    mapping(GatewayId gateway => mapping(uint32 epoch => mapping(uint256 word => uint256 bits))) private _settled;
    /// @dev Key: gateway u32 | epoch u32 | first sequence u40.
    mapping(uint256 batch => bytes32 root) private _roots;

    constructor(
        IAccountRegistry accounts_,
        IGatewayRegistry gateways_,
        IPaymentEscrow escrow_,
        IPayoutLedger ledger_,
        IContributionLedger contributions_,
        IGuardian guardian_,
        AccountId commons_
    ) EIP712("OpenLedger RewardRouter", "1") {
        require(!commons_.isNone() && AccountId.unwrap(commons_) <= accounts_.accountCount(), RewardRouter_UnknownAccount(commons_));
        accounts = accounts_;
        gateways = gateways_;
        escrow = escrow_;
        ledger = ledger_;
        contributions = contributions_;
        guardian = guardian_;
        commons = commons_;
    }

    /* SETTLEMENT */

    /// @inheritdoc IRewardRouter
    function settle(bytes calldata batch, address key, bytes calldata signature) external nonReentrant returns (NanoOpen feeTotal) {
        guardian.requireNotPaused(Part.DirectSettlement);
        BatchFold.Fold memory fold = _open(batch);
        _limit(fold, key);
        bytes32 root = BatchFold.run(fold, batch);
        feeTotal = NanoOpen.wrap(SafeCast.toUint64(BatchFold.feeTotal(fold)));
        ReceiptCodec.ReceiptBatch memory signed = _summary(fold, feeTotal, root, batch.length);
        _requireSigned(signed, key, signature);

        _markSettled(fold.header);
        _roots[_batchKey(signed.gatewayId, signed.epoch, signed.firstSequence)] = root;

        _announce(signed, NanoOpen.wrap(uint64(fold.unattributed + fold.stream.voided)), key, batch);

        _pay(fold, feeTotal);
    }

    /// @inheritdoc IRewardRouter
    function isSettled(GatewayId gateway, uint32 epoch, uint40 sequence) external view returns (bool) {
        return _settled[gateway][epoch][sequence >> 8] & (1 << (sequence & 255)) != 0;
    }

    /// @inheritdoc ISettledBatches
    function batchRootOf(GatewayId gateway, uint32 epoch, uint40 firstSequence) external view returns (bytes32 root) {
        return _roots[_batchKey(GatewayId.unwrap(gateway), epoch, firstSequence)];
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.1.0";
    }

    /* STEPS */

    function _batchKey(uint256 gateway, uint256 epoch, uint256 firstSequence) private pure returns (uint256) {
        return (gateway << 72) | (epoch << 40) | firstSequence;
    }

    /// @dev Reads header and tables and loads, once for the batch, what the registries say of them. An account of the table that does not exist gets nothing:
    /// offerings, accepted contributions and the commons name only accounts that do, and the payout ledger refuses any other.
    function _open(bytes calldata batch) private view returns (BatchFold.Fold memory fold) {
        fold.header = BatchCodec.readHeader(batch);
        require(fold.header.version == ReceiptCodec.VERSION, RewardRouter_WrongVersion(fold.header.version));
        require(fold.header.lane == uint8(Lane.Direct), RewardRouter_WrongLane(fold.header.lane));

        uint256[] memory offerings;
        (fold.payers, offerings, fold.accounts) = BatchCodec.readIds(batch, fold.header);
        (uint256[] memory keys, uint256[] memory accountIndexes) = BatchCodec.readPages(batch, fold.header, fold.accounts);
        BatchFold.prepare(fold, commons, keys, accountIndexes, keys.length == 0 ? keys : contributions.standingPages(keys));
        for (uint256 i; i < offerings.length; ++i) {
            OfferingId offering = OfferingId.wrap(uint32(offerings[i]));
            IGatewayRegistry.Price memory price = gateways.priceOf(offering);
            GatewayId gateway = GatewayId.wrap(fold.header.gatewayId);
            require(price.gateway == gateway, RewardRouter_WrongGateway(offering, gateway, price.gateway));
            fold.tariffs[i] = BatchFold.toTariff(fold, offering, price);
        }
    }

    /// @dev Receipts are settled only if the key was valid when each was served: `[addedAt, revokedAt)`, in whole seconds, and none may
    /// come from the future.
    function _limit(BatchFold.Fold memory fold, address key) private view {
        GatewayId gateway = GatewayId.wrap(fold.header.gatewayId);
        IGatewayRegistry.ReceiptKey memory validity = gateways.receiptKeyOf(gateway, key);
        require(validity.addedAt != 0, RewardRouter_KeyNotValid(gateway, key));
        fold.key = key;
        fold.timestamp = block.timestamp;
        fold.validFrom = uint256(validity.addedAt) * 1000;
        uint256 until = block.timestamp * 1000 + MAX_CLOCK_SKEW + 1;
        if (validity.revokedAt != 0) until = Math.min(until, uint256(validity.revokedAt) * 1000);
        fold.validFor = Math.saturatingSub(until, fold.validFrom);
    }

    function _summary(
        BatchFold.Fold memory fold,
        NanoOpen feeTotal,
        bytes32 root,
        uint256 length
    ) private pure returns (ReceiptCodec.ReceiptBatch memory) {
        return
            ReceiptCodec.ReceiptBatch({
                gatewayId: fold.header.gatewayId,
                epoch: fold.header.epoch,
                lane: fold.header.lane,
                firstSequence: fold.header.firstSequence,
                count: uint32(fold.header.receiptCount),
                legCount: uint64(BatchFold.legTotal(fold, length)),
                feeTotal: NanoOpen.unwrap(feeTotal),
                root: root
            });
    }

    /// @dev ERC-1271 keys are asked by static call, before anything is written.
    function _requireSigned(ReceiptCodec.ReceiptBatch memory signed, address key, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(ReceiptCodec.hashBatch(signed));
        require(WalletSignature.isFrom(key, digest, signature), RewardRouter_BadSignature(GatewayId.wrap(signed.gatewayId), key));
    }

    /// @dev At most 256 consecutive sequences lie in at most two words.
    function _markSettled(BatchCodec.Header memory header) private {
        mapping(uint256 word => uint256 bits) storage settled = _settled[GatewayId.wrap(header.gatewayId)][header.epoch];
        uint256 sequence = header.firstSequence;
        uint256 end = sequence + header.receiptCount;
        while (sequence < end) {
            uint256 word = sequence >> 8;
            uint256 stop = Math.min(end, (word + 1) << 8);
            uint256 mask = (type(uint256).max >> (256 - (stop - sequence))) << (sequence & 255);
            uint256 twice = settled[word] & mask;
            if (twice != 0) {
                uint256 first = (word << 8) + Math.log2(twice & (~twice + 1));
                revert RewardRouter_AlreadySettled(GatewayId.wrap(header.gatewayId), header.epoch, uint40(first));
            }
            settled[word] |= mask;
            sequence = stop;
        }
    }

    function _announce(ReceiptCodec.ReceiptBatch memory signed, NanoOpen toCommons, address key, bytes calldata batch) private {
        emit BatchSettled({
            gateway: GatewayId.wrap(signed.gatewayId),
            epoch: signed.epoch,
            firstSequence: signed.firstSequence,
            receiptCount: uint16(signed.count),
            legCount: signed.legCount,
            feeTotal: NanoOpen.wrap(signed.feeTotal),
            commons: toCommons,
            root: signed.root,
            key: key,
            actor: msg.sender,
            batch: batch
        });
    }

    /// @dev A batch without fees moves nothing. The escrow sends the OPEN to the ledger before the ledger credits it.
    function _pay(BatchFold.Fold memory fold, NanoOpen feeTotal) private {
        if (NanoOpen.unwrap(feeTotal) == 0) return;
        (AccountId[] memory payers, NanoOpen[] memory amounts) = BatchFold.bills(fold);
        escrow.debit(GatewayId.wrap(fold.header.gatewayId), payers, amounts);
        (uint32[] memory words, uint256[] memory deltas) = BatchFold.credits(fold);
        ledger.credit(words, deltas, feeTotal);
    }
}
