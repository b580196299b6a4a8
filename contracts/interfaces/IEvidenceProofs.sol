// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAttributionProofs} from "./IAttributionProofs.sol";

/// @title IEvidenceProofs
/// @notice Lies about a receipt's whole list of evidence: legs unlike the records, and records that are not shown at all.
interface IEvidenceProofs is IAttributionProofs {
    /// @notice There are too many records, too many to be judged at once.
    error EvidenceProofs_TooMany(uint256 count, uint256 maximum);

    /// @notice The legs are not what all records together give: a record without a leg or a leg without a record; weights out of proportion to the records' credits by more than
    /// rounding; spans or judged legs with more than their share; another total or more legs than the method has.
    /// @param records All of them, 36 bytes each. @param legs All of them, 10 bytes each.
    function refuteLegs(ReceiptOpening calldata receipt, Context calldata context, bytes calldata records, bytes calldata legs) external;

    /// @notice Asks for a receipt's evidence, for the court's bond: a gateway that serves none can be asked on chain. Anyone, up to `CHALLENGE_WINDOW` after the receipt was served.
    /// @return id Of the challenge, and of the offence if there is no answer.
    function challengeEvidence(ReceiptOpening calldata receipt) external returns (bytes32 id);

    /// @notice Answers with everything behind the context root but words: roots and all records. Anyone; the gateway's account gets the bond.
    function answerEvidence(ReceiptOpening calldata receipt, Context calldata context, bytes calldata records) external;
}
