import { encodeAbiParameters, keccak256, type Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";

/** An item as it is revealed to `ContributionLedger`. */
export interface ContributionItem {
  /** Content root under the Datanet's salt. */
  readonly contentRoot: Hex;
  /** Declared SPDX licence, at most 64 bytes. */
  readonly licence: string;
  /** Where the item comes from, at most 256 bytes. */
  readonly uri: string;
}

const COMMIT_PARAMETERS = [
  { type: "uint32" },
  { type: "uint32" },
  { type: "uint16" },
  {
    type: "tuple[]",
    components: [
      { name: "contentRoot", type: "bytes32" },
      { name: "licence", type: "string" },
      { name: "uri", type: "string" },
    ],
  },
  { type: "bytes32" },
] as const;

/**
 * What `ContributionLedger.commit` takes: `keccak256(abi.encode(account, datanet, termsVersion, items, salt))`.
 * @param salt 32 random bytes, kept secret until the reveal; not the Datanet's salt.
 * @throws IntegerOutOfRangeError, InvalidBytesError if a value does not fit its field.
 */
export function commitHash(account: number, datanet: number, termsVersion: number, items: readonly ContributionItem[], salt: Hex): Hex {
  checkUint("account", account, 32);
  checkUint("datanet", datanet, 32);
  checkUint("terms version", termsVersion, 16);
  items.forEach((item, i) => toBytes(`items[${i}].contentRoot`, item.contentRoot, 32));
  toBytes("salt", salt, 32);
  return keccak256(encodeAbiParameters(COMMIT_PARAMETERS, [account, datanet, termsVersion, items, salt]));
}
