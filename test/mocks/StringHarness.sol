// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BoundedString} from "../../contracts/libraries/BoundedString.sol";

/// @title StringHarness
/// @notice Calls `BoundedString` from outside, so that a test can expect its reverts.
contract StringHarness {
    function requireName(string calldata text) external pure {
        BoundedString.requireName(text);
    }

    function requireLabel(string calldata text) external pure {
        BoundedString.requireLabel(text);
    }

    function requireUri(string calldata text) external pure {
        BoundedString.requireUri(text);
    }

    function requireText(string calldata text, uint256 minimum, uint256 maximum) external pure {
        BoundedString.requireText(text, minimum, maximum);
    }
}
