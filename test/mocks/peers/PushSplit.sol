// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title PushSplit
/// @notice The least that an N-way split does that pushes to its recipients: the split is given in calldata, checked against its hash, and every recipient gets a
/// transfer. `distribute` has the shape of Splits v2. A peer of the settlement bench.
contract PushSplit {
    struct Split {
        address[] recipients;
        uint256[] allocations;
        uint256 totalAllocation;
    }

    bytes32 public splitHash;

    event SplitDistributed(address indexed token, address indexed distributor, uint256 amount);

    function setSplit(Split calldata split) external {
        splitHash = keccak256(abi.encode(split));
    }

    function distribute(Split calldata split, IERC20 token, uint256 amount) external {
        require(keccak256(abi.encode(split)) == splitHash, "PushSplit: another split");
        for (uint256 i; i < split.recipients.length; ++i) {
            uint256 share = (amount * split.allocations[i]) / split.totalAllocation;
            require(token.transfer(split.recipients[i], share), "PushSplit: transfer refused");
        }
        emit SplitDistributed(address(token), msg.sender, amount);
    }
}
