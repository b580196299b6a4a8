// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ISchemaRegistry} from "./ISchemaRegistry.sol";

/// @notice An attestation as EAS stores it and hands it to resolvers.
/// @param uid Its id. @param schema Id of its schema. @param time Unix time in seconds of its creation.
/// @param expirationTime Unix time in seconds; zero for none. @param revocationTime Unix time in seconds; zero if it stands.
/// @param refUID Another attestation, or zero. @param recipient Whom it is about, or zero. @param attester Who made it.
/// @param revocable Whether the attester may revoke it. @param data ABI encoding of the schema's fields.
struct Attestation {
    bytes32 uid;
    bytes32 schema;
    uint64 time;
    uint64 expirationTime;
    uint64 revocationTime;
    bytes32 refUID;
    address recipient;
    address attester;
    bool revocable;
    bytes data;
}

struct AttestationRequestData {
    address recipient;
    uint64 expirationTime;
    bool revocable;
    bytes32 refUID;
    bytes data;
    uint256 value;
}

struct AttestationRequest {
    bytes32 schema;
    AttestationRequestData data;
}

struct MultiAttestationRequest {
    bytes32 schema;
    AttestationRequestData[] data;
}

struct RevocationRequestData {
    bytes32 uid;
    uint256 value;
}

struct RevocationRequest {
    bytes32 schema;
    RevocationRequestData data;
}

/// @title IEAS
/// @notice The part of the Ethereum Attestation Service that we use; at `0x4200…0021` on OP-stack chains.
interface IEAS {
    event Attested(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID);
    event Revoked(address indexed recipient, address indexed attester, bytes32 uid, bytes32 indexed schemaUID);

    function getSchemaRegistry() external view returns (ISchemaRegistry);
    function attest(AttestationRequest calldata request) external payable returns (bytes32 uid);
    function multiAttest(MultiAttestationRequest[] calldata multiRequests) external payable returns (bytes32[] memory uids);
    function revoke(RevocationRequest calldata request) external payable;
    function getAttestation(bytes32 uid) external view returns (Attestation memory);
    function isAttestationValid(bytes32 uid) external view returns (bool);
}
