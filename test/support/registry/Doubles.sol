// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

import {IAccountRegistry} from "../../../contracts/interfaces/IAccountRegistry.sol";
import {AccountId} from "../../../contracts/types/AccountId.sol";

/// @notice A plain ERC-20 in the place of OPEN.
contract PlainToken is ERC20("Plain", "PLAIN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice Owes accounts whole token units and pays each to its payout address of the moment, like `PayoutLedger.withdraw`.
contract PayingLedger {
    IERC20 private immutable _token;
    IAccountRegistry private immutable _accounts;

    mapping(AccountId account => uint256) public owed;
    address public hook;
    bytes public hookCall;

    constructor(IERC20 token, IAccountRegistry accounts) {
        _token = token;
        _accounts = accounts;
    }

    function owe(AccountId account, uint256 amount) external {
        owed[account] += amount;
    }

    /// @notice Makes the next payment call `target` first, as a token with transfer hooks would.
    function callBefore(address target, bytes calldata call) external {
        hook = target;
        hookCall = call;
    }

    function withdraw(AccountId[] calldata accounts) external returns (uint64) {
        for (uint256 i = 0; i < accounts.length; ++i) {
            uint256 amount = owed[accounts[i]];
            owed[accounts[i]] = 0;
            address payout = _accounts.payoutOf(accounts[i]);
            if (hook != address(0)) _callHook();
            _token.transfer(payout, amount);
        }
        return 0;
    }

    function _callHook() private {
        (bool isDone, bytes memory reason) = hook.call(hookCall);
        if (isDone) return;
        assembly ("memory-safe") {
            revert(add(reason, 32), mload(reason))
        }
    }
}

/// @notice A contract wallet: approves digests (ERC-1271), can act, and has no token receiver hook.
contract ContractWallet is IERC1271 {
    error CallFailed(address target, bytes answer);

    bytes32 private _signed;

    function approveDigest(bytes32 digest) external {
        _signed = digest;
    }

    function act(address target, bytes calldata call) external returns (bytes memory) {
        (bool isDone, bytes memory answer) = target.call(call);
        require(isDone, CallFailed(target, answer));
        return answer;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == _signed ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @notice A buyer that sells on in the receiver hook.
contract FlippingBuyer {
    IERC721 private immutable _asset;
    address private immutable _next;

    constructor(IERC721 asset, address next) {
        _asset = asset;
        _next = next;
    }

    function onERC721Received(address, address, uint256 assetId, bytes calldata) external returns (bytes4) {
        _asset.transferFrom(address(this), _next, assetId);
        return this.onERC721Received.selector;
    }
}
