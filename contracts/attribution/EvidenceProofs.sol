// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAttributionCourt} from "../interfaces/IAttributionCourt.sol";
import {IEpochLedger} from "../interfaces/IEpochLedger.sol";
import {IEvidenceProofs} from "../interfaces/IEvidenceProofs.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";

import {EvidenceRecord} from "../libraries/attribution/EvidenceRecord.sol";
import {LegList} from "../libraries/attribution/LegList.sol";
import {EpochCodec} from "../libraries/epoch/EpochCodec.sol";
import {ReceiptReader} from "../libraries/epoch/ReceiptReader.sol";
import {PositionalMerkle} from "../libraries/PositionalMerkle.sol";

import {AccountId} from "../types/AccountId.sol";
import {AttributionLie} from "../types/AttributionLie.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {NanoOpen} from "../types/NanoOpen.sol";
import {AttributionBase} from "./AttributionBase.sol";

/// @title EvidenceProofs
/// @notice See `IEvidenceProofs`. Holds nothing: bonds are the court's.
contract EvidenceProofs is IEvidenceProofs, AttributionBase {
    /// @notice Most records that are judged at once: what a gateway's evidence may have.
    uint256 public constant MAX_RECORDS = 4096;

    constructor(
        IAttributionCourt court_,
        IEpochLedger epochs_,
        address router_,
        IGatewayRegistry gateways_
    ) AttributionBase(court_, epochs_, router_, gateways_) {}

    /// @inheritdoc IEvidenceProofs
    function refuteLegs(ReceiptOpening calldata opening, Context calldata context, bytes calldata records, bytes calldata legs) external {
        (ReceiptReader.Receipt memory receipt, bytes32 receiptId) = _establish(opening);
        _requireContext(receipt, context);
        _requireRecords(context, records);
        IAttributionCourt.Rules memory rules = court.rulesOf(context.methodId);
        require(!_isTrue(receipt, rules, records, legs), AttributionProofs_NoLie());
        court.convict(_offence(receipt, receiptId, AttributionLie.FalseLegs));
    }

    /// @inheritdoc IEvidenceProofs
    function challengeEvidence(ReceiptOpening calldata opening) external returns (bytes32 id) {
        (ReceiptReader.Receipt memory receipt, bytes32 receiptId) = _establish(opening);
        _requireRecent(receipt);
        IAttributionCourt.Offence memory offence = _offence(receipt, receiptId, AttributionLie.Unanswered);
        court.openChallenge(offence, receiptId);
        return offence.id;
    }

    /// @inheritdoc IEvidenceProofs
    function answerEvidence(ReceiptOpening calldata opening, Context calldata context, bytes calldata records) external {
        (ReceiptReader.Receipt memory receipt, bytes32 receiptId) = _establish(opening);
        _requireContext(receipt, context);
        _requireRecords(context, records);
        court.closeChallenge(_offence(receipt, receiptId, AttributionLie.Unanswered).id);
    }

    /* STEPS */

    /// @dev All leaves of a tree give its root only if none is left out: padding is zero, and no record's hash is.
    function _requireRecords(Context calldata context, bytes calldata records) private pure {
        uint256 count = records.length / EvidenceRecord.LENGTH;
        require(count <= MAX_RECORDS, EvidenceProofs_TooMany(count, MAX_RECORDS));
        require(records.length % EvidenceRecord.LENGTH == 0, AttributionProofs_BadOpening(RECORDS, records.length));
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            leaves[i] = keccak256(records[i * EvidenceRecord.LENGTH:(i + 1) * EvidenceRecord.LENGTH]);
        }
        require(PositionalMerkle.root(leaves) == context.recordsRoot, AttributionProofs_BadOpening(RECORDS, count));
    }

    function _isTrue(
        ReceiptReader.Receipt memory receipt,
        IAttributionCourt.Rules memory rules,
        bytes calldata records,
        bytes calldata data
    ) private pure returns (bool) {
        bool isWhole = data.length == uint256(receipt.legCount) * EpochCodec.LEG_LENGTH && receipt.legCount <= LegList.MAX_LEGS;
        require(isWhole, AttributionProofs_BadOpening(LEGS, data.length));
        (LegList.Leg[] memory legs, bool isAscending) = LegList.read(data);
        require(LegList.rootOf(data, legs) == receipt.legsRoot, AttributionProofs_BadOpening(LEGS, legs.length));
        return
            isAscending &&
            receipt.weightTotal == rules.weightTotal &&
            legs.length <= rules.maximumLegs &&
            LegList.addCredits(legs, records) &&
            LegList.isProportional(legs, rules.weightTotal, rules.spanSharePpm) &&
            LegList.isJudgedWithin(legs, rules.weightTotal, rules.judgedSharePpm, rules.maximumLegs);
    }

    /// @dev Legs, and evidence that is not shown, are two offences of a receipt.
    function _offence(
        ReceiptReader.Receipt memory receipt,
        bytes32 receiptId,
        AttributionLie lie
    ) private view returns (IAttributionCourt.Offence memory) {
        return
            IAttributionCourt.Offence({
                id: keccak256(abi.encode(receiptId, lie)),
                gateway: GatewayId.wrap(receipt.gatewayId),
                lie: lie,
                fee: NanoOpen.wrap(receipt.fee),
                harmed: AccountId.wrap(0),
                prover: msg.sender
            });
    }
}
