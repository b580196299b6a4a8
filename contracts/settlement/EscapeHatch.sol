// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IContributionLedger} from "../interfaces/IContributionLedger.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IEscapeHatch} from "../interfaces/IEscapeHatch.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IPaymentEscrow} from "../interfaces/IPaymentEscrow.sol";
import {IPayoutLedger} from "../interfaces/IPayoutLedger.sol";
import {IReceiptProofs} from "../interfaces/IReceiptProofs.sol";

import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {LegBlock} from "../libraries/epoch/LegBlock.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";
import {LaneWord} from "../libraries/LaneWord.sol";
import {PositionalMerkle} from "../libraries/PositionalMerkle.sol";
import {Split} from "../libraries/Split.sol";
import {SplitWords} from "../libraries/SplitWords.sol";

import {AccountId} from "../types/AccountId.sol";
import {BPS_WHOLE} from "../types/Bps.sol";
import {Standing} from "../types/Contribution.sol";
import {ContributionId} from "../types/ContributionId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {Role} from "../types/Role.sol";
import {SignedReceipts} from "./fraud/SignedReceipts.sol";

/// @title EscapeHatch
/// @notice See `IEscapeHatch`.
/// @dev Holds no OPEN and has no owner. Gas does not matter here as it does on the rails: amounts are credited one by one.
contract EscapeHatch is IEscapeHatch, SignedReceipts, ReentrancyGuardTransient {
    uint256 private constant LEGS_A_BLOCK = 8;

    IEpochLedger public immutable epochs;
    IPaymentEscrow public immutable escrow;
    IPayoutLedger public immutable ledger;
    IContributionLedger public immutable contributions;
    /// @notice Account of unattributed shares.
    AccountId public immutable commons;

    /// @inheritdoc IEscapeHatch
    mapping(GatewayId gateway => mapping(uint32 epoch => mapping(uint40 sequence => bool))) public isSettled;

    constructor(
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_,
        IPaymentEscrow escrow_,
        IPayoutLedger ledger_,
        IContributionLedger contributions_,
        AccountId commons_
    ) SignedReceipts(router_, gateways_) {
        epochs = epochs_;
        escrow = escrow_;
        ledger = ledger_;
        contributions = contributions_;
        commons = commons_;
    }

    /// @inheritdoc IEscapeHatch
    function declareGone(IReceiptProofs.SignedReceipt calldata signed) external {
        ReceiptReader.Receipt memory receipt = _signed(signed);
        GatewayId gateway = GatewayId.wrap(receipt.gatewayId);
        _requireNoEpoch(gateway, receipt.epoch);
        uint256 servedAt = receipt.servedAt / 1000;
        uint256 waited = block.timestamp > servedAt ? block.timestamp - servedAt : 0;
        uint256 needed = epochs.abandonDelay();
        require(waited >= needed, EscapeHatch_TooEarly(waited, needed));
        epochs.abandon(gateway);
    }

    /// @inheritdoc IEscapeHatch
    function settle(IReceiptProofs.SignedReceipt calldata signed, bytes calldata legs) external nonReentrant {
        ReceiptReader.Receipt memory receipt = _signed(signed);
        GatewayId gateway = GatewayId.wrap(receipt.gatewayId);
        require(epochs.chainOf(gateway).isAbandoned, EscapeHatch_NotAbandoned(gateway));
        _requireNoEpoch(gateway, receipt.epoch);
        require(!isSettled[gateway][receipt.epoch][receipt.sequence], EscapeHatch_AlreadySettled(gateway, receipt.epoch, receipt.sequence));
        IGatewayRegistry.Price memory price = _priceOf(gateway, receipt);
        _requireLegs(gateway, receipt, legs);

        isSettled[gateway][receipt.epoch][receipt.sequence] = true;
        _bill(gateway, receipt);
        uint256 data = _creditRoles(price, receipt.fee);
        uint256 toCommons = _creditLegs(receipt, legs, data);
        _credit(commons, toCommons);
        emit ReceiptSettled({
            gateway: gateway,
            epoch: receipt.epoch,
            sequence: receipt.sequence,
            receiptId: keccak256(signed.receipt),
            fee: NanoOpen.wrap(receipt.fee),
            commons: NanoOpen.wrap(uint64(toCommons)),
            legs: legs,
            actor: msg.sender
        });
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    function _requireNoEpoch(GatewayId gateway, uint32 epoch) private view {
        uint32 nextEpoch = epochs.chainOf(gateway).nextEpoch;
        require(epoch >= nextEpoch, EscapeHatch_InEpoch(gateway, epoch, nextEpoch));
    }

    function _priceOf(GatewayId gateway, ReceiptReader.Receipt memory receipt) private view returns (IGatewayRegistry.Price memory price) {
        bool isTrue = ReceiptReader.isWellFormed(receipt, receipt.gatewayId, receipt.epoch, receipt.sequence);
        bool isSold;
        (isSold, price) = ReceiptReader.priceOf(gateways, receipt.offeringId, receipt.gatewayId);
        require(isTrue && isSold && ReceiptReader.isPriced(receipt, price), EscapeHatch_BadReceipt(gateway, receipt.sequence));
    }

    /// @dev Requires the legs behind the receipt's root, in order and within its total weight.
    function _requireLegs(GatewayId gateway, ReceiptReader.Receipt memory receipt, bytes calldata legs) private pure {
        uint256 count = receipt.legCount;
        bool isTrue = legs.length == EpochCodec.LEG_LENGTH * count;
        bytes32[] memory hashes = new bytes32[]((count + LEGS_A_BLOCK - 1) / LEGS_A_BLOCK);
        uint256 weights;
        uint256 lastKey;
        for (uint256 i; isTrue && i < count; ++i) {
            if (i % LEGS_A_BLOCK == 0) {
                uint256 end = i + LEGS_A_BLOCK < count ? i + LEGS_A_BLOCK : count;
                bytes calldata part = legs[EpochCodec.LEG_LENGTH * i:EpochCodec.LEG_LENGTH * end];
                hashes[i / LEGS_A_BLOCK] = keccak256(abi.encodePacked(uint32(weights), part));
            }
            uint256 leg = _legAt(legs, i);
            uint256 class = uint8(leg);
            isTrue = LegBlock.keyOf(leg) > lastKey && class != 0 && class <= 3 && uint16(leg >> 8) != 0;
            lastKey = LegBlock.keyOf(leg);
            weights += uint16(leg >> 8);
        }
        require(
            isTrue && weights <= receipt.weightTotal && PositionalMerkle.root(hashes) == receipt.legsRoot,
            EscapeHatch_BadLegs(gateway, receipt.sequence)
        );
    }

    /// @dev A free receipt moves nothing. The escrow sends the OPEN to the ledger before the ledger credits it.
    function _bill(GatewayId gateway, ReceiptReader.Receipt memory receipt) private {
        if (receipt.fee == 0) return;
        AccountId[] memory payers = new AccountId[](1);
        NanoOpen[] memory amounts = new NanoOpen[](1);
        payers[0] = AccountId.wrap(receipt.payerAccount);
        amounts[0] = NanoOpen.wrap(receipt.fee);
        escrow.debit(gateway, payers, amounts);
    }

    /// @dev Credits each role's share and returns the share of the data.
    function _creditRoles(IGatewayRegistry.Price memory price, uint256 fee) private returns (uint256 data) {
        uint256 before;
        for (uint256 i; i < price.splitLength; ++i) {
            (Role role, AccountId account, uint16 bps) = SplitWords.get(price.splitWords, i);
            uint256 amount = Split.share(fee, before, before + bps, BPS_WHOLE);
            before += bps;
            if (role == Role.Data) data = amount;
            else _credit(account, amount);
        }
    }

    /// @dev Credits each leg's account and returns what is left to the commons.
    function _creditLegs(ReceiptReader.Receipt memory receipt, bytes calldata legs, uint256 data) private returns (uint256 toCommons) {
        toCommons = data;
        uint256 before;
        for (uint256 i; i < receipt.legCount; ++i) {
            uint256 leg = _legAt(legs, i);
            uint256 current = before + uint16(leg >> 8);
            uint256 amount = Split.share(data, before, current, receipt.weightTotal);
            before = current;
            if (_standingOf(leg >> 24) == Standing.Voided) continue;
            toCommons -= amount;
            _credit(AccountId.wrap(uint32(leg >> 48)), amount);
        }
    }

    function _standingOf(uint256 contribution) private view returns (Standing standing) {
        uint256 local = uint24(contribution);
        uint256[] memory keys = new uint256[](1);
        keys[0] = ((contribution >> 24) << 24) | (local >> 7);
        standing = Standing((contributions.standingPages(keys)[0] >> (2 * (local & 127))) & 3);
        require(standing != Standing.Unaccepted, EscapeHatch_NotAccepted(ContributionId.wrap(uint56(contribution))));
    }

    function _credit(AccountId account, uint256 amount) private {
        if (amount == 0) return;
        uint256[] memory deltas = new uint256[](1);
        deltas[0] = LaneWord.toLane(account, uint64(amount));
        ledger.creditRange(LaneWord.wordOf(account), deltas);
    }

    function _legAt(bytes calldata legs, uint256 i) private pure returns (uint256) {
        return EpochCodec.wordAt(legs, EpochCodec.LEG_LENGTH * i) >> 176;
    }
}
