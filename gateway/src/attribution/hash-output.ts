import { hashWord } from "./hash-words.ts";
import { tokenise } from "./tokenise.ts";

/** The words of a text by hash (`wordHash` of the sdk), as its receipt commits to them. */
export function hashWords(text: string): readonly bigint[] {
  return tokenise(text).words.map((word) => {
    const { high, low } = hashWord(word);
    return (BigInt(high) << 32n) | BigInt(low);
  });
}
