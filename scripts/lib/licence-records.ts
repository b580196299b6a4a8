import { keccak256, stringToBytes } from "viem";

import { LINKING_EXCEPTIONS } from "../../sdk/src/licence/judge-use.ts";
import { COMPATIBLE_CLASSES } from "../../sdk/src/licence/licence-class.ts";
import { LICENCE_CLASSES, licenceClassOf, RETIRED_LICENCES } from "../../sdk/src/licence/licence-table.ts";

const hashOf = (id: string) => keccak256(stringToBytes(id.toLowerCase())).slice(2, 18);
const literal = (parts: readonly string[]) => parts.map((part) => `hex"${part}"`).join("\n        ");

/** The licence table of the sdk as a Solidity library: see `LicenceTable` for the layout. */
export function licenceRecords(): string {
  const current = [...LICENCE_CLASSES.keys()].map((id) => [id, id] as const);
  const records = [...current, ...Object.entries(RETIRED_LICENCES)]
    .map(([id, now]) => hashOf(id) + licenceClassOf(now).toString(16).padStart(2, "0") + hashOf(now))
    .sort();
  const compatible = COMPATIBLE_CLASSES.reduce((word, set, code) => word | (BigInt(set) << BigInt(16 * code)), 0n);
  return `// SPDX-License-Identifier: MIT
// Written by scripts/generate.ts from sdk/src/licence; do not edit.
pragma solidity >=0.8.27;

/// @title LicenceRecords
/// @notice The licence table of the sdk. \`LicenceTable\` reads it.
library LicenceRecords {
    /// @dev For each class a set of 16 bits: the classes it may be combined with.
    uint256 internal constant COMPATIBLE = 0x${compatible.toString(16).padStart(64, "0")};
    /// @dev Exceptions that let a copyleft work be combined with anything.
    bytes internal constant EXCEPTIONS =
        ${literal([...LINKING_EXCEPTIONS].map(hashOf).sort())};
    bytes internal constant RECORDS =
        ${literal(records)};
}
`;
}
