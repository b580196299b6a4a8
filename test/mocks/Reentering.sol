// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Reentering
/// @notice A token that calls somebody on every transfer, as no OPEN does, to show that the guards hold even then.
contract Reentering is ERC20("Reentering", "RE") {
    address private _target;
    bytes private _call;
    bytes public lastReason;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function callOnTransfer(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (_target == address(0)) return;
        (bool isDone, bytes memory reason) = _target.call(_call);
        if (!isDone) lastReason = reason;
    }
}
