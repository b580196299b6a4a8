// SPDX-License-Identifier: MIT
pragma solidity >=0.8.27;

/// @notice What a licence asks of who combines works. The sdk's `LicenceClass` says the same; `test/vectors/licences.json` holds both to it.
/// @custom:value0 Unknown: not in the table; nobody may rely on it.
/// @custom:value1 PublicDomain: no conditions.
/// @custom:value2 Permissive: attribution only.
/// @custom:value3 PermissivePatent: attribution and a patent clause that GPL version 2 does not take.
/// @custom:value4 WeakCopyleft: copyleft for the file or the library, not for what is combined with it.
/// @custom:value5 WeakCopyleft3: the same, with the terms of version 3.
/// @custom:value6 Gpl2Only.
/// @custom:value7 Gpl2OrLater.
/// @custom:value8 Gpl3.
/// @custom:value9 Agpl3.
/// @custom:value10 ShareAlike4: CC-BY-SA-4.0, whose texts may go one way into GPL version 3.
/// @custom:value11 ShareAlikeAlone: share-alike that knows no other copyleft than itself.
/// @custom:value12 NonCommercial: forbids paid use.
/// @custom:value13 NoDerivatives: forbids adapted works.
/// @custom:value14 SourceAvailable: to be read, use restricted.
/// @custom:value15 Reserved: all rights reserved.
enum LicenceClass {
    Unknown,
    PublicDomain,
    Permissive,
    PermissivePatent,
    WeakCopyleft,
    WeakCopyleft3,
    Gpl2Only,
    Gpl2OrLater,
    Gpl3,
    Agpl3,
    ShareAlike4,
    ShareAlikeAlone,
    NonCommercial,
    NoDerivatives,
    SourceAvailable,
    Reserved
}
