// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

import {IOpenToken} from "../interfaces/IOpenToken.sol";

/// @title OpenToken
/// @notice See `IOpenToken`.
/// @dev No hooks, no fee on transfer, no pause, no upgrade: the money contracts rely on it.
contract OpenToken is IOpenToken, ERC20Permit, ERC20Votes, AccessManaged {
    /// @inheritdoc IOpenToken
    uint256 public constant cap = 1_000_000_000e18;

    constructor(address authority) ERC20("OPEN", "OPEN") ERC20Permit("OPEN") AccessManaged(authority) {}

    /// @inheritdoc IOpenToken
    function mint(address to, uint256 amount) external restricted {
        _mint(to, amount);
    }

    /// @notice Votes are counted by timestamp (ERC-6372): OP-stack block times may change.
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @notice Machine-readable clock mode of ERC-6372.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @notice Next nonce for permits and delegations by signature.
    function nonces(address owner) public view override(IERC20Permit, ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @notice Version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev Checked after the supply has grown, so that no sum can overflow before the check.
    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Votes) {
        super._update(from, to, amount);
        if (from == address(0)) require(totalSupply() <= cap, OpenToken_CapExceeded(totalSupply(), cap));
    }
}
