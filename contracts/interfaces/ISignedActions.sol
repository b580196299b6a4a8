// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title ISignedActions
/// @notice Lets whoever controls an account sign an action instead of sending it: anyone may submit the message and pay the gas. Each action is
/// an EIP-712 message of its own whose fields are the function's arguments by name, so a wallet shows what is signed.
/// @dev The functions ask `AccountRegistry` whether their caller controls the account; while an action runs, the registry takes this contract for the
/// signer. It has no owner, and the actions are fixed when it is deployed.
interface ISignedActions {
    /// @notice How an argument enters the message's hash. Arguments are as the ABI encodes them.
    /// @custom:value0 Word A value of one word: the word itself.
    /// @custom:value1 Words An array of values: keccak256 of its elements.
    /// @custom:value2 Bytes `bytes` or `string`: keccak256 of its content.
    enum Field {
        Word,
        Words,
        Bytes
    }

    /// @param target Contract whose function it is.
    /// @param selector Selector of the function.
    /// @param fields One for each argument, in order.
    /// @param definition EIP-712 type: the arguments, then `uint256 spend,bytes32 nonce,uint48 deadline`.
    struct Action {
        address target;
        bytes4 selector;
        Field[] fields;
        string definition;
    }

    /// @param signer Who signed; has to control the account that the call is about.
    /// @param target Contract to call. @param call Selector and arguments.
    /// @param spend Most OPEN the call may take from the signer's wallet, base units (1e-18 OPEN); it has to be allowed to this contract.
    /// @param nonce Any 32 bytes the signer has not used before. @param deadline Last second (Unix time) at which the message counts.
    struct SignedAction {
        address signer;
        address target;
        bytes call;
        uint256 spend;
        bytes32 nonce;
        uint48 deadline;
    }

    /// @notice The function is no signed action.
    error SignedActions_UnknownAction(address target, bytes4 selector);
    error SignedActions_Expired(uint48 deadline, uint256 timestamp);
    error SignedActions_NonceUsed(address signer, bytes32 nonce);
    /// @notice The signature is not the signer's for this message.
    error SignedActions_BadSignature(address signer);
    /// @notice Argument `field` reaches beyond the call's `length` bytes.
    error SignedActions_BadArguments(uint256 field, uint256 length);

    event ActionDefined(address indexed target, bytes4 indexed selector, string definition);
    /// @param spent OPEN taken from the signer's wallet, base units.
    event ActionPerformed(
        address indexed signer,
        address indexed target,
        bytes4 indexed selector,
        bytes32 nonce,
        uint256 spent,
        address relayer
    );
    event NonceCancelled(address indexed signer, bytes32 nonce);

    /// @notice Carries out what `action.signer` signed. Reverts with the called function's own error if that refuses.
    /// @dev Warning: whoever controls the account at the time of the call is asked, so a message of a former controller does nothing.
    /// @param signature 65 bytes of a key with low `s`, or what an ERC-1271 wallet accepts.
    /// @return result What the function returned, ABI-encoded.
    function perform(SignedAction calldata action, bytes calldata signature) external returns (bytes memory result);

    /// @notice Uses up a nonce of the caller, so that a message that was signed can never count.
    function cancel(bytes32 nonce) external;

    /// @notice Who signed the action that is being carried out; zero outside one.
    function signer() external view returns (address);

    /// @notice Whether a nonce was used or cancelled.
    function isNonceUsed(address signer, bytes32 nonce) external view returns (bool);

    /// @notice EIP-712 type hash of an action; zero if the function is none.
    function typeHashOf(address target, bytes4 selector) external view returns (bytes32);

    /// @notice What the signer signs. Reverts like `perform` for an unknown action or arguments cut short.
    function digestOf(SignedAction calldata action) external view returns (bytes32);
}
