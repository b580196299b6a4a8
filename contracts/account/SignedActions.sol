// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ISignedActions} from "../interfaces/ISignedActions.sol";

import {ActionHash} from "../libraries/ActionHash.sol";
import {WalletSignature} from "../libraries/WalletSignature.sol";

/// @title SignedActions
/// @notice See `ISignedActions`.
/// @dev Holds no money between calls. What it may call is fixed at deployment, so no signature can reach another function.
contract SignedActions is ISignedActions, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice OPEN.
    IERC20 public immutable token;
    /// @inheritdoc ISignedActions
    address public transient signer;

    /// @inheritdoc ISignedActions
    mapping(address signer => mapping(bytes32 nonce => bool)) public isNonceUsed;
    /// @inheritdoc ISignedActions
    mapping(address target => mapping(bytes4 selector => bytes32)) public typeHashOf;
    mapping(address target => mapping(bytes4 selector => Field[])) private _fields;

    constructor(IERC20 token_, Action[] memory actions) EIP712("OpenLedger SignedActions", "1") {
        token = token_;
        for (uint256 i; i < actions.length; ++i) {
            Action memory action = actions[i];
            typeHashOf[action.target][action.selector] = keccak256(bytes(action.definition));
            _fields[action.target][action.selector] = action.fields;
            emit ActionDefined(action.target, action.selector, action.definition);
        }
    }

    /// @inheritdoc ISignedActions
    function perform(SignedAction calldata action, bytes calldata signature) external nonReentrant returns (bytes memory result) {
        require(block.timestamp <= action.deadline, SignedActions_Expired(action.deadline, block.timestamp));
        require(!isNonceUsed[action.signer][action.nonce], SignedActions_NonceUsed(action.signer, action.nonce));
        require(WalletSignature.isFrom(action.signer, digestOf(action), signature), SignedActions_BadSignature(action.signer));

        isNonceUsed[action.signer][action.nonce] = true;
        signer = action.signer;
        result = _call(action);
        signer = address(0);
    }

    /// @inheritdoc ISignedActions
    function cancel(bytes32 nonce) external {
        require(!isNonceUsed[msg.sender][nonce], SignedActions_NonceUsed(msg.sender, nonce));

        isNonceUsed[msg.sender][nonce] = true;
        emit NonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc ISignedActions
    function digestOf(SignedAction calldata action) public view returns (bytes32) {
        bytes4 selector = _selectorOf(action.call);
        bytes32 typeHash = typeHashOf[action.target][selector];
        require(typeHash != 0, SignedActions_UnknownAction(action.target, selector));
        Field[] memory fields = _fields[action.target][selector];
        return _hashTypedDataV4(ActionHash.structHash(typeHash, fields, action));
    }

    /// @notice Semantic version of this contract.
    function version() external pure returns (string memory) {
        return "1.0.0";
    }

    /// @dev Takes what the signer lets the call spend, and gives back what the call left here, or paid to its caller.
    function _call(SignedAction calldata action) private returns (bytes memory result) {
        uint256 before = token.balanceOf(address(this));
        if (action.spend != 0) {
            token.safeTransferFrom(action.signer, address(this), action.spend);
            token.forceApprove(action.target, action.spend);
        }
        result = Address.functionCall(action.target, action.call);
        if (action.spend != 0) token.forceApprove(action.target, 0);
        uint256 left = token.balanceOf(address(this)) - before; // Nobody can take what lies here: there is no allowance.
        if (left != 0) token.safeTransfer(action.signer, left);
        emit ActionPerformed({
            signer: action.signer,
            target: action.target,
            selector: _selectorOf(action.call),
            nonce: action.nonce,
            spent: action.spend > left ? action.spend - left : 0,
            relayer: msg.sender
        });
    }

    function _selectorOf(bytes calldata call) private pure returns (bytes4) {
        return call.length < 4 ? bytes4(0) : bytes4(call[:4]);
    }
}
