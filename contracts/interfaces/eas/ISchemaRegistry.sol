// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {ISchemaResolver} from "./ISchemaResolver.sol";

/// @param uid `keccak256(abi.encodePacked(schema, resolver, revocable))`. @param resolver Asked about each attestation; zero for none.
/// @param revocable Whether attestations may be revocable. @param schema Names and types of the fields.
struct SchemaRecord {
    bytes32 uid;
    ISchemaResolver resolver;
    bool revocable;
    string schema;
}

/// @title ISchemaRegistry
/// @notice Schemas of the Ethereum Attestation Service; at `0x4200…0020` on OP-stack chains.
interface ISchemaRegistry {
    /// @notice Registers a schema. Anyone, once.
    function register(string calldata schema, ISchemaResolver resolver, bool revocable) external returns (bytes32 uid);

    function getSchema(bytes32 uid) external view returns (SchemaRecord memory);
}
