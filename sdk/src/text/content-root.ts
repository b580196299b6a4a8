import type { Hex } from "viem";

import { canonicalText } from "./canonical-text.ts";
import { chunkRoot } from "./chunk-root.ts";

/**
 * Root of a text's canonical form under the Datanet's salt; what a contribution commits to.
 * @param salt 32 bytes.
 * @throws ForbiddenCharacterError, EmptyTextError, TextTooLongError as {@link canonicalText}; InvalidBytesError for a bad salt.
 */
export function contentRoot(text: string, salt: Hex): Hex {
  return chunkRoot(new TextEncoder().encode(canonicalText(text)), salt);
}
