// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFraudProofs} from "../../interfaces/IFraudProofs.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IReceiptProofs} from "../../interfaces/IReceiptProofs.sol";

import {EpochCodec} from "../../libraries/epoch/EpochCodec.sol";
import {PositionalProof} from "../../libraries/epoch/PositionalProof.sol";
import {ReceiptReader} from "../../libraries/epoch/ReceiptReader.sol";
import {ReceiptCodec} from "../../libraries/ReceiptCodec.sol";
import {WalletSignature} from "../../libraries/WalletSignature.sol";

import {GatewayId} from "../../types/GatewayId.sol";
import {Lane} from "../../types/Lane.sol";

/// @title SignedReceipts
/// @notice Checks what a gateway signed: a receipt of the epoch lane, alone or in a batch (docs/formats/receipt.md).
abstract contract SignedReceipts {
    /// @dev Number of `IFraudProofs.FraudProofs_BadOpening` for a signed receipt.
    uint8 private constant SIGNED = 8;
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    /// @notice Contract in whose EIP-712 domain gateways sign.
    address public immutable router;
    IGatewayRegistry public immutable gateways;

    constructor(address router_, IGatewayRegistry gateways_) {
        router = router_;
        gateways = gateways_;
    }

    /// @dev Reads a receipt and requires the gateway's signature by a key that was valid when it was served.
    function _signed(IReceiptProofs.SignedReceipt calldata signed) internal view returns (ReceiptReader.Receipt memory receipt) {
        require(
            signed.receipt.length == EpochCodec.RECEIPT_LENGTH,
            IFraudProofs.FraudProofs_BadLength(EpochCodec.RECEIPT_LENGTH, signed.receipt.length)
        );
        receipt = ReceiptReader.read(signed.receipt, 0);
        bool isEpochLane = receipt.version == ReceiptCodec.VERSION && receipt.lane == uint8(Lane.Epoch);
        require(isEpochLane, IFraudProofs.FraudProofs_BadOpening(SIGNED, receipt.lane));
        _requireSignature(signed, receipt);
    }

    /// @dev The same for a receipt of either lane that was read already.
    function _requireSignature(IReceiptProofs.SignedReceipt calldata signed, ReceiptReader.Receipt memory receipt) internal view {
        GatewayId gateway = GatewayId.wrap(receipt.gatewayId);
        IGatewayRegistry.ReceiptKey memory validity = gateways.receiptKeyOf(gateway, signed.key);
        uint256 servedAt = receipt.servedAt / 1000;
        require(
            validity.addedAt != 0 && servedAt >= validity.addedAt && (validity.revokedAt == 0 || servedAt < validity.revokedAt),
            IFraudProofs.FraudProofs_KeyNotValid(gateway, signed.key)
        );
        bytes32 structHash = signed.count == 0 ? ReceiptReader.hashStruct(receipt) : _batchHash(signed, receipt);
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", _domain(), structHash));
        require(WalletSignature.isFrom(signed.key, digest, signed.signature), IFraudProofs.FraudProofs_BadSignature(gateway, signed.key));
    }

    function _batchHash(IReceiptProofs.SignedReceipt calldata signed, ReceiptReader.Receipt memory receipt) private pure returns (bytes32) {
        uint256 index = uint256(receipt.sequence) - signed.firstSequence;
        require(
            index < signed.count && signed.path.length == PositionalProof.depthOf(signed.count),
            IFraudProofs.FraudProofs_BadOpening(SIGNED, index)
        );
        return
            ReceiptCodec.hashBatch(
                ReceiptCodec.ReceiptBatch({
                    gatewayId: receipt.gatewayId,
                    epoch: receipt.epoch,
                    lane: receipt.lane,
                    firstSequence: signed.firstSequence,
                    count: signed.count,
                    legCount: signed.legCount,
                    feeTotal: signed.feeTotal,
                    root: PositionalProof.climb(keccak256(signed.receipt), index, signed.path)
                })
            );
    }

    function _domain() private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, keccak256("OpenLedger RewardRouter"), keccak256("1"), block.chainid, router));
    }
}
