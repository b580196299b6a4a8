// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice What was proven about an attribution (docs/contracts/AttributionCourt.md).
/// @custom:value0 None: nothing.
/// @custom:value1 FalseSpan: words of the output do not stand where a record says, or the record breaks a rule of the method.
/// @custom:value2 ShorterSpan: a record's span goes on by a word, to the left or to the right, in an item of the corpus.
/// @custom:value3 LaterItem: a long span was paid to an item although an earlier one holds it.
/// @custom:value4 CommonSpan: more contents hold a span than its record says.
/// @custom:value5 FalseIndex: an index is unsorted or incomplete, or its items are not those of the snapshot.
/// @custom:value6 FalseLegs: a receipt's legs are not what its records give.
/// @custom:value7 Unanswered: a challenge had no answer in time.
/// @custom:value8 FalseWeights: a re-run panel found other legs than a receipt's, or that the gateway withheld the evidence.
enum AttributionLie {
    None,
    FalseSpan,
    ShorterSpan,
    LaterItem,
    CommonSpan,
    FalseIndex,
    FalseLegs,
    Unanswered,
    FalseWeights
}
