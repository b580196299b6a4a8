// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StandingPages} from "../../contracts/libraries/StandingPages.sol";
import {AccountId} from "../../contracts/types/AccountId.sol";
import {Standing} from "../../contracts/types/Contribution.sol";
import {ContributionId, toContributionId} from "../../contracts/types/ContributionId.sol";
import {RegistryBase} from "../support/registry/RegistryBase.sol";

contract StandingPagesTest is RegistryBase {
    using StandingPages for mapping(uint256 key => uint256);

    mapping(uint256 key => uint256) private _pages;

    function testFuzz_set_touchesOneItem_succeeds(uint32 account, uint24 local, uint24 other, uint8 first, uint8 second) external {
        vm.assume(local != other);
        ContributionId id = toContributionId(AccountId.wrap(account), local);
        ContributionId neighbour = toContributionId(AccountId.wrap(account), other);
        _pages.set(neighbour, Standing(first % 4));
        _pages.set(id, Standing(second % 4));
        _pages.set(id, Standing(first % 4));

        vm.assertEq(uint8(_pages.get(id)), first % 4);
        vm.assertEq(uint8(_pages.get(neighbour)), first % 4);
        vm.assertEq(uint8(_pages.get(toContributionId(AccountId.wrap(account ^ 1), local))), 0);
    }

    function testFuzz_positionOf_documentedLayout_succeeds(uint32 account, uint24 local) external pure {
        (uint256 key, uint256 shift) = StandingPages.positionOf(toContributionId(AccountId.wrap(account), local));
        vm.assertEq(key, uint256(account) * 2 ** 24 + local / 128);
        vm.assertEq(shift, 2 * (local % 128));
    }
}
