// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";

import {DatanetId} from "../types/DatanetId.sol";
import {GatewayId} from "../types/GatewayId.sol";
import {OfferingId} from "../types/OfferingId.sol";

/// @title OfferingDatanets
/// @notice What an offering answers from. Linked: reading a whole offering takes much code.
library OfferingDatanets {
    /// @notice Whether in `gateways`, an `IGatewayRegistry`, the offering is the gateway's and has the Datanet. Reverts if there is no such offering.
    function isCovered(address gateways, OfferingId offering, GatewayId gateway, DatanetId datanet) external view returns (bool) {
        IGatewayRegistry.Offering memory record = IGatewayRegistry(gateways).offeringOf(offering);
        if (record.gateway != gateway) return false;
        for (uint256 i; i < record.datanets.length; ++i) if (record.datanets[i] == datanet) return true;
        return false;
    }
}
