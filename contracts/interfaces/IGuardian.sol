// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {Part} from "../types/Part.sol";

/// @title IGuardian
/// @notice Pauses new risk, part by part, for a bounded time. A pause ends by itself, governance can end it early, and after it the same part cannot be paused
/// again before `COOL_DOWN` is over unless governance allows it.
///
/// ```
/// Ready ──pause──► Paused ──time, or lift──► CoolingDown ──time, or rearm──► Ready
/// ```
///
/// @dev A contract guards a function with one line, `guardian.requireNotPaused(Part.Deposits);`. Who must have that line:
/// `ContributionLedger.commit` (Contributing); `GatewayRegistry.publishOffering` (Offerings); `PaymentEscrow.deposit` and `depositWithPermit`
/// (Deposits); `RewardRouter.settle` (DirectSettlement). `EpochLedger.commit` and `finalise` ask for EpochSettlement. Who must never have it, whatever the part: `ContributionLedger.reveal` and withdrawals of items
/// and bonds, `GatewayRegistry.startUnbonding`, `withdrawBond`, `revokeReceiptKey` and `retireOffering`, `PaymentEscrow.requestWithdrawal`, `withdraw`, `setCap`
/// and `redeem`, `PayoutLedger.withdraw`, transfers of OPEN and of assets, votes, revocations and challenges. While direct settlement is paused,
/// payers' withdrawals go on: a gateway should stop serving then, and risks what it had served and not yet settled.
interface IGuardian {
    /// @param startedAt Unix time in seconds of the last pause; zero if there was none.
    /// @param endsAt First second at which the last pause does not hold.
    /// @param readyAt First second at which the part can be paused again.
    struct Pause {
        uint48 startedAt;
        uint48 endsAt;
        uint48 readyAt;
    }

    /// @notice The part is paused until `endsAt`.
    error Guardian_Paused(Part part, uint48 endsAt);
    error Guardian_NotPaused(Part part);
    /// @notice The part was paused lately; governance may allow it earlier.
    error Guardian_CoolingDown(Part part, uint48 readyAt);
    error Guardian_DurationOutOfBounds(uint48 duration, uint48 minimum, uint48 maximum);

    event PartPaused(Part indexed part, uint48 endsAt, uint48 readyAt, string reason, address actor);
    event PauseLifted(Part indexed part, uint48 readyAt, address actor);
    event PauseRearmed(Part indexed part, address actor);

    /// @notice Pauses a part from this second on. Only guardians.
    /// @param duration Seconds; at least 1, at most `MAX_DURATION` (14 days).
    /// @param reason 1 to 256 bytes of printable UTF-8.
    function pause(Part part, uint48 duration, string calldata reason) external;

    /// @notice Ends a pause now; the cool-down starts now. Only governance.
    function lift(Part part) external;

    /// @notice Ends a cool-down, so that guardians may pause the part again. Only governance.
    function rearm(Part part) external;

    /// @notice Reverts with `Guardian_Paused` while the part is paused.
    function requireNotPaused(Part part) external view;

    function isPaused(Part part) external view returns (bool);

    /// @notice Seconds the part was paused since deployment, the current pause up to now included. Never decreases; stands still while not paused.
    function pausedSeconds(Part part) external view returns (uint48);

    /// @notice `isPaused` and `pausedSeconds` in one call, for contracts whose windows stand still meanwhile.
    function clockOf(Part part) external view returns (bool paused, uint48 pausedFor);

    function pauseOf(Part part) external view returns (Pause memory);
}
