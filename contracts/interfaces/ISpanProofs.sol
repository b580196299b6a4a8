// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

import {IndexItem} from "../libraries/attribution/IndexItem.sol";
import {WordPages} from "../libraries/attribution/WordPages.sol";
import {IAttributionProofs} from "./IAttributionProofs.sol";

/// @title ISpanProofs
/// @notice Lies about one span of a receipt, shown by openings of its output and of the gateway's own index. None needs a bond: each proof is conclusive.
interface ISpanProofs is IAttributionProofs {
    /// @notice The record's words do not stand where it says: word `offset` of the span differs, or the span reaches beyond its item (then no pages are needed).
    function refuteFalseSpan(
        Claim calldata claim,
        IndexItem.Opening calldata item,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words,
        uint256 offset
    ) external;

    /// @notice The record alone breaks a rule of its method: lengths that differ, a span too short, held by nobody or by more contents than may be paid.
    function refuteMalformedSpan(Claim calldata claim) external;

    /// @notice The record names a contribution that is not in the corpus: it would stand between two neighbouring items, before the first or behind the last one.
    /// Records of every class.
    function refuteForeignItem(Claim calldata claim, IndexItem.Opening[] calldata neighbours) external;

    /// @notice The span with the output's word before it (`isLeft`) or behind it stands at `position`, within `item`, whose account is repaid.
    function refuteShorterSpan(
        Claim calldata claim,
        bool isLeft,
        uint256 position,
        IndexItem.Opening calldata item,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words
    ) external;

    /// @notice The span is long enough to belong to the earliest holder alone, and `earlier` holds it at `position`: its account is repaid.
    function refuteLaterItem(
        Claim calldata claim,
        IndexItem.Opening calldata paid,
        IndexItem.Opening calldata earlier,
        uint256 position,
        WordPages.SaltedWindow calldata output,
        WordPages.Window calldata words
    ) external;

    /// @notice More contents hold the span than the record says: it stands at `positions`, each within the item of the same place, whose clusters ascend.
    function refuteCommonSpan(
        Claim calldata claim,
        uint256[] calldata positions,
        IndexItem.Opening[] calldata items,
        WordPages.SaltedWindow calldata output,
        WordPages.Window[] calldata words
    ) external;
}
