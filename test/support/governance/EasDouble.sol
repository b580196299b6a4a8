// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {
    Attestation,
    AttestationRequest,
    AttestationRequestData,
    IEAS,
    MultiAttestationRequest,
    RevocationRequest
} from "../../../contracts/interfaces/eas/IEAS.sol";
import {ISchemaRegistry, SchemaRecord} from "../../../contracts/interfaces/eas/ISchemaRegistry.sol";
import {ISchemaResolver} from "../../../contracts/interfaces/eas/ISchemaResolver.sol";

/// @notice The schema registry as published: permissionless, each schema once.
contract SchemaRegistryDouble is ISchemaRegistry {
    error AlreadyExists();

    mapping(bytes32 uid => SchemaRecord) private _records;

    function register(string calldata schema, ISchemaResolver resolver, bool revocable) external returns (bytes32 uid) {
        uid = keccak256(abi.encodePacked(schema, resolver, revocable));
        require(_records[uid].uid == bytes32(0), AlreadyExists());
        _records[uid] = SchemaRecord({uid: uid, resolver: resolver, revocable: revocable, schema: schema});
    }

    function getSchema(bytes32 uid) external view returns (SchemaRecord memory) {
        return _records[uid];
    }
}

/// @notice A schema registry that keeps nothing.
contract ForgetfulSchemaRegistry is ISchemaRegistry {
    function register(string calldata, ISchemaResolver, bool) external pure returns (bytes32) {
        return bytes32(0);
    }

    function getSchema(bytes32) external view returns (SchemaRecord memory record) {}
}

/// @notice EAS as published, as far as resolvers see it: stores first, then asks the schema's resolver; only the attester revokes, once.
contract EasDouble is IEAS {
    error InvalidSchema();
    error InvalidExpirationTime();
    error InvalidAttestation();
    error InvalidRevocation();
    error Irrevocable();
    error AccessDenied();
    error AlreadyRevoked();

    ISchemaRegistry private immutable _registry;
    mapping(bytes32 uid => Attestation) private _attestations;

    constructor(ISchemaRegistry registry) {
        _registry = registry;
    }

    function getSchemaRegistry() external view returns (ISchemaRegistry) {
        return _registry;
    }

    function attest(AttestationRequest calldata request) external payable returns (bytes32 uid) {
        ISchemaResolver resolver = _resolverOf(request.schema);
        Attestation memory attestation = _store(request.schema, request.data);
        require(resolver.attest(attestation), InvalidAttestation());
        return attestation.uid;
    }

    function multiAttest(MultiAttestationRequest[] calldata requests) external payable returns (bytes32[] memory uids) {
        AttestationRequestData[] calldata data = requests[0].data;
        ISchemaResolver resolver = _resolverOf(requests[0].schema);
        Attestation[] memory attestations = new Attestation[](data.length);
        uids = new bytes32[](data.length);
        for (uint256 i = 0; i < data.length; ++i) {
            attestations[i] = _store(requests[0].schema, data[i]);
            uids[i] = attestations[i].uid;
        }
        require(resolver.multiAttest(attestations, new uint256[](data.length)), InvalidAttestation());
    }

    function revoke(RevocationRequest calldata request) external payable {
        Attestation memory attestation = _markRevoked(request.data.uid);
        require(_resolverOf(request.schema).revoke(attestation), InvalidRevocation());
    }

    function multiRevoke(bytes32 schema, bytes32[] calldata uids) external {
        Attestation[] memory attestations = new Attestation[](uids.length);
        for (uint256 i = 0; i < uids.length; ++i) attestations[i] = _markRevoked(uids[i]);
        require(_resolverOf(schema).multiRevoke(attestations, new uint256[](uids.length)), InvalidRevocation());
    }

    function getAttestation(bytes32 uid) external view returns (Attestation memory) {
        return _attestations[uid];
    }

    function isAttestationValid(bytes32 uid) external view returns (bool) {
        return _attestations[uid].uid != bytes32(0);
    }

    function _markRevoked(bytes32 uid) private returns (Attestation memory) {
        Attestation storage stored = _attestations[uid];
        require(stored.attester == msg.sender, AccessDenied());
        require(stored.revocable, Irrevocable());
        require(stored.revocationTime == 0, AlreadyRevoked());
        stored.revocationTime = uint64(block.timestamp);
        return stored;
    }

    function _resolverOf(bytes32 schema) private view returns (ISchemaResolver) {
        SchemaRecord memory record = _registry.getSchema(schema);
        require(record.uid != bytes32(0), InvalidSchema());
        return record.resolver;
    }

    function _store(bytes32 schema, AttestationRequestData calldata request) private returns (Attestation memory attestation) {
        require(request.expirationTime == 0 || request.expirationTime > block.timestamp, InvalidExpirationTime());
        attestation = Attestation({
            uid: bytes32(0),
            schema: schema,
            time: uint64(block.timestamp),
            expirationTime: request.expirationTime,
            revocationTime: 0,
            refUID: request.refUID,
            recipient: request.recipient,
            attester: msg.sender,
            revocable: request.revocable,
            data: request.data
        });
        uint32 bump;
        do {
            attestation.uid = keccak256(
                abi.encodePacked(
                    schema,
                    request.recipient,
                    msg.sender,
                    attestation.time,
                    request.expirationTime,
                    request.revocable,
                    request.refUID,
                    request.data,
                    bump++
                )
            );
        } while (_attestations[attestation.uid].uid != bytes32(0));
        _attestations[attestation.uid] = attestation;
    }
}
