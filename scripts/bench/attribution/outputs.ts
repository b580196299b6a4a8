import { tokenise } from "../../../gateway/src/attribution/tokenise.ts";
import type { FoundText } from "./find-texts.ts";
import { randomOf } from "./texts.ts";

export const OUTPUT_WORDS = 200;

/** A window of words of a text, as it stands there. */
function windowOf(text: string, words: number, random: () => number): string {
  const { starts, ends } = tokenise(text);
  if (starts.length < words) return text;
  const first = Math.floor(random() * (starts.length - words + 1));
  return text.slice(starts[first], ends[first + words - 1]);
}

/** Windows of 200 words of texts that are not in the index. */
function heldOutWindows(texts: readonly FoundText[], count: number, random: () => number): string[] {
  const windows: string[] = [];
  for (let tries = 0; windows.length < count && tries < 100 * count; tries++) {
    const window = windowOf(texts[Math.floor(random() * texts.length)]!.text, OUTPUT_WORDS, random);
    if (tokenise(window).words.length === OUTPUT_WORDS) windows.push(window);
  }
  return windows;
}

/** Five pieces of indexed texts with every tenth word replaced by another text's. */
function stitch(texts: readonly FoundText[], random: () => number): string {
  const pieces = Array.from({ length: 5 }, () => windowOf(texts[Math.floor(random() * texts.length)]!.text, OUTPUT_WORDS / 5, random));
  const words = pieces.join(" ").split(" ");
  const others = windowOf(texts[Math.floor(random() * texts.length)]!.text, OUTPUT_WORDS, random).split(" ");
  return words.map((word, i) => (random() < 0.1 ? others[i % others.length]! : word)).join(" ");
}

/** Outputs of 200 words: half of them of texts outside the index, half stitched together from it and disturbed. */
export function makeOutputs(indexed: readonly FoundText[], heldOut: readonly FoundText[], count: number): readonly string[] {
  const random = randomOf(11);
  const windows = heldOutWindows(heldOut, count >> 1, random);
  return [...windows, ...Array.from({ length: count - windows.length }, () => stitch(indexed, random))];
}
