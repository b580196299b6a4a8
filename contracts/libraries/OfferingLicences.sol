// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IAdapterRegistry} from "../interfaces/IAdapterRegistry.sol";
import {IDatanetRegistry} from "../interfaces/IDatanetRegistry.sol";
import {ILicences} from "../interfaces/ILicences.sol";
import {IModelRegistry} from "../interfaces/IModelRegistry.sol";

import {AdapterId} from "../types/AdapterId.sol";
import {AssetKind} from "../types/AssetKind.sol";
import {DatanetId} from "../types/DatanetId.sol";
import {ModelId} from "../types/ModelId.sol";

/// @title OfferingLicences
/// @notice Whether the licences behind an offering go together. Linked to `GatewayRegistry`, which would be too large with it.
library OfferingLicences {
    /// @notice Reverts with `Licences_Incompatible` unless the Datanets may be answered from together, and model and adapters, by what they were built on, served
    /// together. All of them exist; the Datanets are servable.
    function requireTogether(
        address datanetRegistry,
        address modelRegistry,
        address adapterRegistry,
        DatanetId[] calldata named,
        ModelId model,
        AdapterId[] calldata stack
    ) external view {
        IDatanetRegistry datanets = IDatanetRegistry(datanetRegistry);
        ILicences licences = datanets.licences();
        ILicences.Work[] memory works = new ILicences.Work[](named.length);
        for (uint256 i = 0; i < named.length; ++i) {
            works[i] = ILicences.Work({
                kind: AssetKind.Datanet,
                id: DatanetId.unwrap(named[i]),
                choices: licences.choicesOf(datanets.currentTermsOf(named[i]).licence)
            });
        }
        licences.together(works);

        works = new ILicences.Work[](stack.length + 1);
        uint32 base = ModelId.unwrap(model);
        if (base != 0)
            works[0] = ILicences.Work({kind: AssetKind.Model, id: base, choices: IModelRegistry(modelRegistry).licencesOf(base)});
        for (uint256 i = 0; i < stack.length; ++i) {
            uint32 id = AdapterId.unwrap(stack[i]);
            works[i + 1] = ILicences.Work({kind: AssetKind.Adapter, id: id, choices: IAdapterRegistry(adapterRegistry).licencesOf(id)});
        }
        licences.together(works);
    }
}
