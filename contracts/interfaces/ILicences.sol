// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {AssetKind} from "../types/AssetKind.sol";
import {LicenceClass} from "../types/LicenceClass.sol";

/// @title ILicences
/// @notice Which licences may be used together in paid work. The same policy as `judgeUse` of the sdk, whose table this contract is generated from.
/// @dev A policy, not legal advice: where law is unsettled it takes the careful side. Both uses it judges (training for a fee, answering for a fee) ask the same
/// of a licence: commercial use and adapted works. Mining asks for no licence, only for consent.
///
/// A *choice* is one way in which works may be used: `identity << 16 | classes`. `classes` is the set of their licence classes, one bit each; `identity` tells
/// licences of class `ShareAlikeAlone` apart, which go together with themselves only, and is zero without one. Of several choices any one will do.
interface ILicences {
    /// @param kind What it is: a Datanet, a model or an adapter.
    /// @param id Its id.
    /// @param choices Its choices; none for a work that asks for nothing.
    struct Work {
        AssetKind kind;
        uint32 id;
        uint256[] choices;
    }

    /// @notice The text is no SPDX licence expression; `position` is where it breaks.
    error Licences_Syntax(string expression, uint256 position);
    /// @notice Neither the table nor governance knows this id.
    error Licences_UnknownLicence(string id);
    error Licences_TooManyChoices(uint256 choices, uint256 maximum);
    /// @notice These two works may not be used together. The second is zero if no two alone are the reason.
    error Licences_Incompatible(AssetKind kind, uint32 id, AssetKind otherKind, uint32 otherId);
    /// @notice What an id means never changes.
    error Licences_AlreadyKnown(string id);
    /// @notice A class from `PublicDomain` to `Reserved` is needed.
    error Licences_BadClass(LicenceClass licenceClass);

    event LicenceAdded(string id, LicenceClass licenceClass, address actor);

    /// @notice Adds an id that the table does not know. Only governance; for ever.
    /// @param id SPDX id, 1 to 64 of its characters; letter case does not matter.
    function add(string calldata id, LicenceClass licenceClass) external;

    /// @notice Class of an SPDX id; `Unknown` if it is not known. `LicenseRef-…` is `ShareAlikeAlone`.
    function classOf(string calldata id) external view returns (LicenceClass);

    /// @notice The alternatives of an expression that allow paid use and adapted works; none if no alternative does.
    /// @dev Reverts if it is no expression, if an id of it is not known, or if it has more than `MAX_CHOICES` alternatives.
    function choicesOf(string calldata expression) external view returns (uint256[] memory choices);

    /// @notice The choices that are left when all works are used together; reverts if none is. At most 32 works.
    function together(Work[] calldata works) external pure returns (uint256[] memory choices);
}
