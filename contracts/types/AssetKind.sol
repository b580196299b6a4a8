// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice What kind of asset an account or a lineage edge belongs to.
/// @custom:value0 None: not an asset.
/// @custom:value1 Datanet.
/// @custom:value2 Model.
/// @custom:value3 Adapter.
/// @custom:value4 Agent.
enum AssetKind {
    None,
    Datanet,
    Model,
    Adapter,
    Agent
}
