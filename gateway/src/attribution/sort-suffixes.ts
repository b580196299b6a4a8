import source from "./generated/suffix-array.wasm.ts";
import { buildSuffixArray } from "./suffix-array.ts";
import { lazyModule, usesWebAssembly, WebAssembly } from "./web-assembly.ts";

interface Core {
  readonly memory: { readonly buffer: ArrayBuffer };
  open(length: number): number;
  run(length: number, symbols: number): number;
}

/** Below this length the copy into the module costs more than it saves. */
const SHORT = 4_096;

/** A fresh instance each time: its memory, nine bytes and more for each word of text, is given back with it. */
const instantiate = lazyModule<Core>(source);

/**
 * Suffix array by the WebAssembly core; short texts, and those that do not fit its memory of 4 GiB, by its TypeScript twin
 * `buildSuffixArray`. There is one suffix array, so both give the same.
 * @param text Symbols from 0 to `largest`.
 * @param into Where to put it, if given: as long as `text`.
 */
export function sortSuffixes(text: Int32Array, largest: number, into: Int32Array = new Int32Array(text.length)): Int32Array {
  if (text.length < SHORT || !usesWebAssembly()) {
    into.set(buildSuffixArray(text, largest));
    return into;
  }
  const core = instantiate();
  let result: number;
  try {
    const at = core.open(text.length) >>> 0;
    new Int32Array(core.memory.buffer, at, text.length).set(text);
    result = core.run(text.length, largest + 1) >>> 0;
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    into.set(buildSuffixArray(text, largest));
    return into;
  }
  into.set(new Int32Array(core.memory.buffer, result, text.length));
  return into;
}
