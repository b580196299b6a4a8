// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice What was proven about an epoch (docs/contracts/FraudProofs.md).
/// @custom:value0 None: nothing; the epoch expired.
/// @custom:value1 DoubleSigned: two receipts were signed for one sequence.
/// @custom:value2 Omitted: a signed receipt is missing or altered.
/// @custom:value3 Receipt: a receipt breaks a rule or has a wrong fee.
/// @custom:value4 Legs: a receipt's legs break a rule or name what was never accepted.
/// @custom:value5 Share: an amount is not what the split gives.
/// @custom:value6 Chunk: a chunk is not what its node says.
/// @custom:value7 Merge: a node's vector is not the sum of its children's.
/// @custom:value8 Disorder: a vector is not strictly ascending, or has an empty or malformed entry.
/// @custom:value9 Word: a payout word is not what the epoch credits to its four accounts.
/// @custom:value10 Sums: a node's counts are not the sums of its children's, or beyond the limits.
/// @custom:value11 Debit: a debit is above what the payer's vouchers allow.
/// @custom:value12 Withheld: data was not shown within the answer window.
enum Lie {
    None,
    DoubleSigned,
    Omitted,
    Receipt,
    Legs,
    Share,
    Chunk,
    Merge,
    Disorder,
    Word,
    Sums,
    Debit,
    Withheld
}
