import { keccak256 } from "viem";

import source from "./generated/keccak.wasm.ts";
import { lazyModule, usesWebAssembly } from "./web-assembly.ts";

interface Core {
  readonly memory: { readonly buffer: ArrayBuffer };
  open(length: number): number;
  hash(length: number): number;
}

/** A WebAssembly core with memory of its own, which grows to the longest message and is kept. */
export const openKeccak = lazyModule<Core>(source);

let core: Core | undefined;

/** keccak256 by the WebAssembly core, or by its twin. */
export function keccak(bytes: Uint8Array): Uint8Array {
  if (!usesWebAssembly()) return keccak256(bytes, "bytes");
  core ??= openKeccak();
  const at = core.open(bytes.length) >>> 0;
  new Uint8Array(core.memory.buffer).set(bytes, at);
  const digest = core.hash(bytes.length) >>> 0;
  return new Uint8Array(core.memory.buffer.slice(digest, digest + 32));
}
