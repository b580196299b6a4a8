// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {GatewayId} from "../types/GatewayId.sol";

/// @title IBondLock
/// @notice Says how much of a gateway's bond backs something that is not finished and so must stay.
interface IBondLock {
    /// @notice nano-OPEN of bond that cannot start to unbond.
    function lockedBondOf(GatewayId gateway) external view returns (uint64);
}
