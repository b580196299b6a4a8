// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ReferenceReceipt} from "../mocks/ReferenceReceipt.sol";
import {RewardRouterBase} from "./RewardRouterBase.sol";

contract RewardRouter_settle is RewardRouterBase {
    function test_settle_oneReceipt_succeeds() public {
        _settle(_one(_receipt(0, 16)));
        vm.assertTrue(router.isSettled(gateway, 1, 0));
    }

    function test_settle_manyReceipts_succeeds() public {
        _settle(_receipts(200, 100, 16));
        vm.assertTrue(router.isSettled(gateway, 1, 299));
    }
}
