// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {Attestation} from "./IEAS.sol";

/// @title ISchemaResolver
/// @notice What EAS asks of a schema's resolver. A resolver that answers false, or reverts, refuses.
interface ISchemaResolver {
    /// @notice Whether native value may be sent with an attestation.
    function isPayable() external pure returns (bool);

    function attest(Attestation calldata attestation) external payable returns (bool);
    function multiAttest(Attestation[] calldata attestations, uint256[] calldata values) external payable returns (bool);
    function revoke(Attestation calldata attestation) external payable returns (bool);
    function multiRevoke(Attestation[] calldata attestations, uint256[] calldata values) external payable returns (bool);
}
