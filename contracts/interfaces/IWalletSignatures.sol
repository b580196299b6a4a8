// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @title IWalletSignatures
/// @notice The signed functions of ERC-2612, ERC-3009 and ERC-5805 with the signature in bytes, so that contract wallets (ERC-1271) can use them.
/// @dev A signature is 65 bytes `r | s | v` of the signer's key with low `s` and `v` 27 or 28, or whatever the signer's contract accepts. The key is tried first,
/// so an account with delegated code (EIP-7702) can sign with it. Wallets that are not deployed yet (ERC-6492) are deployed by whoever submits:
/// a token does not call arbitrary factories.
interface IWalletSignatures {
    /// @notice The signature is not the signer's.
    error OpenToken_BadSignature(address signer);
    error OpenToken_SignatureExpired(uint256 deadline, uint256 timestamp);

    /// @notice ERC-2612 permit. Anyone may submit.
    /// @param deadline Last second at which it counts.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;

    /// @notice ERC-5805 delegation for `delegator`. Anyone may submit.
    /// @param expiry Last second at which it counts.
    function delegateBySig(address delegator, address delegatee, uint256 nonce, uint256 expiry, bytes calldata signature) external;

    /// @notice ERC-3009 transfer. Anyone may submit.
    /// @param validAfter Counts from the second after this. @param validBefore Counts until the second before this.
    /// @param nonce Any 32 bytes not used by `from` before.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice ERC-3009 transfer that only `to` may submit.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice Uses up an ERC-3009 nonce. Anyone may submit.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external;
}
