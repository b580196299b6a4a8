// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {IOpenToken} from "../interfaces/IOpenToken.sol";

import {BridgeMintable} from "./BridgeMintable.sol";
import {UserToken} from "./UserToken.sol";

/// @title OpenToken
/// @dev No hook, no fee on transfer, no pause, no upgrade: the money contracts rely on it.
contract OpenToken is BridgeMintable {
    /// @param authority AccessManager: who holds the minter role and who sets limits.
    /// @param remoteToken_ OPEN on L1; zero if this chain is its home.
    /// @param l2StandardBridge The StandardBridge predeploy, `0x4200…0010`.
    /// @param superchainTokenBridge_ The SuperchainTokenBridge predeploy, `0x4200…0028`.
    constructor(
        address authority,
        address remoteToken_,
        address l2StandardBridge,
        address superchainTokenBridge_
    )
        UserToken("OPEN", "OPEN")
        AccessManaged(authority)
        BridgeMintable(remoteToken_, l2StandardBridge, superchainTokenBridge_)
    {}

    /// @inheritdoc IOpenToken
    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }

    /// @inheritdoc IOpenToken
    function cap() public pure returns (uint256) {
        return MAX_SUPPLY;
    }

    /// @dev Checked after the supply has grown, so that no sum can overflow before the check.
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0)) require(totalSupply() <= MAX_SUPPLY, OpenToken_CapExceeded(totalSupply(), MAX_SUPPLY));
    }
}
