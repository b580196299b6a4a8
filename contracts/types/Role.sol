// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice For what a share of a fee is paid.
/// @custom:value0 Data: the contributions that shaped the answer, by the legs of the receipt.
/// @custom:value1 Datanet: curation of a Datanet.
/// @custom:value2 Model.
/// @custom:value3 Adapter.
/// @custom:value4 Agent.
/// @custom:value5 Gateway: serving the request.
/// @custom:value6 Validator: judging contributions.
/// @custom:value7 Protocol: the network's treasury.
enum Role {
    Data,
    Datanet,
    Model,
    Adapter,
    Agent,
    Gateway,
    Validator,
    Protocol
}
