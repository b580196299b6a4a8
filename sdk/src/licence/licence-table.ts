import { LicenceClass } from "./licence-class.ts";

const byClass: readonly (readonly [LicenceClass, string])[] = [
  [LicenceClass.PublicDomain, "CC0-1.0 0BSD MIT-0 Unlicense PDDL-1.0 WTFPL CC-PDDC"],
  [
    LicenceClass.Permissive,
    "MIT ISC BSD-2-Clause BSD-3-Clause BSD-2-Clause-Patent BSD-3-Clause-Clear Zlib BSL-1.0 NCSA X11 PostgreSQL Python-2.0 PSF-2.0 curl HPND " +
      "libpng-2.0 BlueOak-1.0.0 Unicode-3.0 Unicode-DFS-2016 W3C NTP CC-BY-3.0 CC-BY-4.0 ODC-By-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0",
  ],
  [LicenceClass.PermissivePatent, "Apache-2.0 ECL-2.0 MulanPSL-2.0 UPL-1.0"],
  [LicenceClass.WeakCopyleft, "MPL-2.0 LGPL-2.1-only LGPL-2.1-or-later LGPL-2.0-only LGPL-2.0-or-later"],
  [LicenceClass.WeakCopyleft3, "LGPL-3.0-only LGPL-3.0-or-later"],
  [LicenceClass.Gpl2Only, "GPL-2.0-only"],
  [LicenceClass.Gpl2OrLater, "GPL-2.0-or-later"],
  [LicenceClass.Gpl3, "GPL-3.0-only GPL-3.0-or-later"],
  [LicenceClass.Agpl3, "AGPL-3.0-only AGPL-3.0-or-later"],
  [LicenceClass.ShareAlike4, "CC-BY-SA-4.0"],
  [
    LicenceClass.ShareAlikeAlone,
    "CC-BY-SA-3.0 CC-BY-SA-2.0 CC-BY-SA-2.5 ODbL-1.0 CDLA-Sharing-1.0 EPL-1.0 EPL-2.0 EUPL-1.2 CDDL-1.0 CDDL-1.1 MPL-1.1 OSL-3.0 GFDL-1.3-only " +
      "GFDL-1.3-or-later MS-RL",
  ],
  [LicenceClass.NonCommercial, "CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 PolyForm-Noncommercial-1.0.0"],
  [LicenceClass.NoDerivatives, "CC-BY-ND-3.0 CC-BY-ND-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0"],
  [LicenceClass.SourceAvailable, "BUSL-1.1 SSPL-1.0 Elastic-2.0 PolyForm-Small-Business-1.0.0"],
  [LicenceClass.Reserved, "UNLICENSED NONE NOASSERTION"],
];

/** Names that SPDX has retired, and what they mean. */
export const RETIRED_LICENCES: Readonly<Record<string, string>> = {
  "GPL-2.0": "GPL-2.0-only",
  "GPL-2.0+": "GPL-2.0-or-later",
  "GPL-3.0": "GPL-3.0-only",
  "GPL-3.0+": "GPL-3.0-or-later",
  "LGPL-2.1": "LGPL-2.1-only",
  "LGPL-2.1+": "LGPL-2.1-or-later",
  "LGPL-3.0": "LGPL-3.0-only",
  "LGPL-3.0+": "LGPL-3.0-or-later",
  "AGPL-3.0": "AGPL-3.0-only",
  "AGPL-3.0+": "AGPL-3.0-or-later",
  "GFDL-1.3": "GFDL-1.3-only",
};

/** Every SPDX id that is known here, with its class. `UNLICENSED` is npm's word for all rights reserved. */
export const LICENCE_CLASSES: ReadonlyMap<string, LicenceClass> = new Map(
  byClass.flatMap(([code, ids]) => ids.split(" ").map((id) => [id, code] as const)),
);

// SPDX ids match without regard to case.
const spelling = new Map([...LICENCE_CLASSES.keys()].map((id) => [id.toLowerCase(), id]));
const retiredSpelling = new Map(Object.entries(RETIRED_LICENCES).map(([id, now]) => [id.toLowerCase(), now]));

/** The id as SPDX spells it today; the input itself if it is not known here. */
export function currentLicenceId(id: string): string {
  const key = id.toLowerCase();
  return retiredSpelling.get(key) ?? spelling.get(key) ?? id;
}

/**
 * Class of one SPDX id. A licence of somebody's own (`LicenseRef-…`) goes together with nothing that asks for anything but attribution.
 * @returns `Unknown` for an id that is not in the table.
 */
export function licenceClassOf(id: string): LicenceClass {
  if (/^(DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(id)) return LicenceClass.ShareAlikeAlone;
  return LICENCE_CLASSES.get(currentLicenceId(id)) ?? LicenceClass.Unknown;
}
