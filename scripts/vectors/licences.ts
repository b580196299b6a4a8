import { COMPATIBLE_CLASSES, judgeUse, LICENCE_CLASSES, type LicensedUse } from "../../sdk/src/index.ts";

const mixes: readonly (readonly [LicensedUse, ...(readonly [licence: string, consent?: 0 | 1 | 2])[]])[] = [
  ["train", ["MIT"]],
  ["train", ["MIT"], ["Apache-2.0"], ["BSD-3-Clause"]],
  ["train", ["MIT", 0]],
  ["infer", ["MIT", 1]],
  ["mine", ["CC-BY-NC-4.0"]],
  ["mine", ["CC-BY-ND-4.0"], ["GPL-2.0-only"], ["Apache-2.0"]],
  ["mine", ["UNLICENSED"]],
  ["mine", ["MIT", 0]],
  ["infer", ["CC-BY-NC-4.0"]],
  ["infer", ["CC-BY-NC-ND-4.0"], ["MIT"]],
  ["train", ["CC-BY-ND-4.0"]],
  ["infer", ["BUSL-1.1"]],
  ["infer", ["BUSL-1.1 OR MIT"]],
  ["infer", ["UNLICENSED"]],
  ["infer", [""]],
  ["infer", ["Made-Up-1.0"]],
  ["infer", ["MIT Apache-2.0"]],
  ["infer", ["GPL-2.0-only"], ["Apache-2.0"]],
  ["infer", ["GPL-2.0-or-later"], ["Apache-2.0"]],
  ["infer", ["GPL-2.0+"], ["GPL-3.0"], ["AGPL-3.0-only"]],
  ["infer", ["GPL-2.0-only"], ["GPL-3.0-only"]],
  ["infer", ["GPL-2.0-only"], ["GPL-2.0-or-later"], ["GPL-3.0-only"]],
  ["infer", ["AGPL-3.0-only"], ["GPL-2.0-only"]],
  ["infer", ["CC-BY-SA-4.0"], ["GPL-3.0-only"]],
  ["infer", ["CC-BY-SA-4.0"], ["AGPL-3.0-only"]],
  ["infer", ["CC-BY-SA-3.0"], ["CC-BY-SA-4.0"]],
  ["infer", ["CC-BY-SA-3.0"], ["CC-BY-SA-3.0"]],
  ["infer", ["CC-BY-SA-3.0"], ["MIT"]],
  ["infer", ["EPL-2.0"], ["GPL-2.0-only"]],
  ["infer", ["MPL-2.0"], ["GPL-2.0-only"]],
  ["infer", ["LGPL-3.0-only"], ["GPL-2.0-only"]],
  ["infer", ["LGPL-2.1-or-later"], ["GPL-3.0-only"], ["Apache-2.0"]],
  ["infer", ["Apache-2.0 OR MIT"], ["GPL-2.0-only"]],
  ["infer", ["Apache-2.0 AND MIT"], ["GPL-2.0-only"]],
  ["infer", ["(MIT OR Apache-2.0) AND ISC"], ["GPL-2.0-only"]],
  ["infer", ["GPL-2.0-only WITH Classpath-exception-2.0"], ["Apache-2.0"]],
  ["infer", ["LicenseRef-Community-1"], ["MIT"]],
  ["infer", ["LicenseRef-Community-1"], ["GPL-3.0-only"]],
  ["infer", ["LicenseRef-Community-1"], ["LicenseRef-Community-2"]],
  ["infer", ["CC0-1.0"], ["ODbL-1.0"]],
];

/** Licence classes, the matrix of what may be combined, and verdicts: what a twin on chain must give. */
export function licenceVectors() {
  const cases = mixes.map(([use, ...terms]) => {
    const sources = terms.map(([licence, consent = 2], i) => ({ name: `source ${i + 1}`, licence, consent }));
    return { use, sources, ...judgeUse(use, sources) };
  });
  const classes = [...LICENCE_CLASSES].map(([id, code]) => ({ id, code }));
  return { classes, compatible: COMPATIBLE_CLASSES, cases };
}
