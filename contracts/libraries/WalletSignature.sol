// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title WalletSignature
/// @notice One test for signatures of keys and of contract wallets.
library WalletSignature {
    /// @notice Whether `signer` signed `digest`: by its key (65 bytes, low `s`), or as an ERC-1271 contract, asked by static call.
    /// @dev The key is tried first: an account with delegated code (EIP-7702) has both.
    function isFrom(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && recovered == signer) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
    }
}
