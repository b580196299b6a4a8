// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice How a leg's weight can be checked.
/// @custom:value0 None: never valid.
/// @custom:value1 Proven: spans; a Merkle proof decides.
/// @custom:value2 Recomputable: deterministic scores; a re-run decides.
/// @custom:value3 Judged: influence priors; a committee decides.
enum HonestyClass {
    None,
    Proven,
    Recomputable,
    Judged
}
