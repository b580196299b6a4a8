/**
 * What a licence asks of who combines works, as far as it decides whether two may be used together. Codes fit 4 bits, so a set of classes is a
 * 16-bit word: see `COMPATIBLE_CLASSES`.
 */
export const LicenceClass = {
  /** Not in the table: nobody may rely on it. */
  Unknown: 0,
  /** No conditions at all. */
  PublicDomain: 1,
  /** Attribution only. */
  Permissive: 2,
  /** Attribution and a patent clause that GPL version 2 does not take. */
  PermissivePatent: 3,
  /** Copyleft for the file or the library, not for what is combined with it. */
  WeakCopyleft: 4,
  /** The same, with the terms of version 3. */
  WeakCopyleft3: 5,
  Gpl2Only: 6,
  Gpl2OrLater: 7,
  Gpl3: 8,
  Agpl3: 9,
  /** CC-BY-SA-4.0, whose texts may go one way into GPL version 3. */
  ShareAlike4: 10,
  /** Share-alike that knows no other copyleft than itself. */
  ShareAlikeAlone: 11,
  NonCommercial: 12,
  NoDerivatives: 13,
  /** Source to be read, use restricted. */
  SourceAvailable: 14,
  /** All rights reserved. */
  Reserved: 15,
} as const;
/** A code of {@link LicenceClass:variable}. */
export type LicenceClass = (typeof LicenceClass)[keyof typeof LicenceClass];

const { PublicDomain, Permissive, PermissivePatent, WeakCopyleft, WeakCopyleft3 } = LicenceClass;
const { Gpl2Only, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4, ShareAlikeAlone } = LicenceClass;

const free = [PublicDomain, Permissive] as const;
const rows: readonly (readonly [LicenceClass, readonly LicenceClass[]])[] = [
  [
    PublicDomain,
    [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2Only, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4, ShareAlikeAlone],
  ],
  [Permissive, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2Only, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4, ShareAlikeAlone]],
  [PermissivePatent, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4, ShareAlikeAlone]],
  [WeakCopyleft, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2Only, Gpl2OrLater, Gpl3, Agpl3]],
  [WeakCopyleft3, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2OrLater, Gpl3, Agpl3]],
  [Gpl2Only, [...free, WeakCopyleft, Gpl2Only, Gpl2OrLater]],
  [Gpl2OrLater, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2Only, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4]],
  [Gpl3, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2OrLater, Gpl3, Agpl3, ShareAlike4]],
  [Agpl3, [...free, PermissivePatent, WeakCopyleft, WeakCopyleft3, Gpl2OrLater, Gpl3, Agpl3]],
  [ShareAlike4, [...free, PermissivePatent, Gpl2OrLater, Gpl3, ShareAlike4]],
  [ShareAlikeAlone, [...free, PermissivePatent]],
];

/**
 * For each class, the set of classes it may be combined with: bit `b` of word `a` is set if `a` and `b` may. Symmetric. A class without a bit for
 * itself (`ShareAlikeAlone`) goes together with the very same licence only.
 */
export const COMPATIBLE_CLASSES: readonly number[] = Array.from({ length: 16 }, (_, code) => {
  const row = rows.find(([of]) => of === code);
  return row === undefined ? 0 : row[1].reduce<number>((set, other) => set | (1 << other), 0);
});
