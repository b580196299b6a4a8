// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice What a Datanet's terms say of one use (train, infer), in the words of ERC-7517 and C2PA.
/// @custom:value0 NotAllowed.
/// @custom:value1 Constrained: allowed under the conditions of the terms' licence URI.
/// @custom:value2 Allowed.
enum Consent {
    NotAllowed,
    Constrained,
    Allowed
}
