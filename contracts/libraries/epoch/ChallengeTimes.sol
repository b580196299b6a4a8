// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title ChallengeTimes
/// @notice How long questions about an epoch take, in seconds that were not paused.
library ChallengeTimes {
    /// @dev Within which a question must be answered.
    uint48 internal constant ANSWER_WINDOW = 6 hours;
    /// @dev That an answer leaves for what it showed: for a proof, or the next question. The sequencing window of an OP-stack chain.
    uint48 internal constant PROOF_WINDOW = 12 hours;
    /// @dev One question, its answer, and the time for the next.
    uint48 internal constant ROUND = ANSWER_WINDOW + PROOF_WINDOW;
}
