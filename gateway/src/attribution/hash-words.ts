import { keccak256 } from "viem";

import { openKeccak } from "./keccak.ts";
import { usesWebAssembly } from "./web-assembly.ts";

/** What an index keeps of keccak256(utf8(folded word)). */
export interface WordHash {
  /** Bytes 0 to 3, big-endian. */
  readonly high: number;
  /** Bytes 4 to 7: with `high` the word's 64-bit hash. */
  readonly low: number;
}

const hashOf = (digest: DataView): WordHash => ({ high: digest.getUint32(0), low: digest.getUint32(4) });

type Hasher = (units: Uint16Array, start: number, length: number) => WordHash;

/** Digests by the WebAssembly core; its memory grows to the longest word and is kept. */
function openHasher(): Hasher {
  const core = openKeccak();
  return (units, start, length) => {
    const at = core.open(3 * length) >>> 0;
    const end = encode(units, start, length, new Uint8Array(core.memory.buffer, at));
    return hashOf(new DataView(core.memory.buffer, core.hash(end) >>> 0, 8));
  };
}

/** The core's twin. */
const plainHasher: Hasher = (units, start, length) => {
  const bytes = new Uint8Array(3 * length);
  const digest = keccak256(bytes.subarray(0, encode(units, start, length, bytes)), "bytes");
  return hashOf(new DataView(digest.buffer, digest.byteOffset, 12));
};

/** UTF-8 of well-formed code units; words hold no lone surrogates. @returns How many bytes. */
function encode(units: Uint16Array, start: number, length: number, into: Uint8Array): number {
  let end = 0;
  for (let i = start; i < start + length; i++) {
    const unit = units[i]!;
    if (unit < 0x80) into[end++] = unit;
    else if (unit < 0x800) {
      into[end++] = 0xc0 | (unit >> 6);
      into[end++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      into[end++] = 0xe0 | (unit >> 12);
      into[end++] = 0x80 | ((unit >> 6) & 0x3f);
      into[end++] = 0x80 | (unit & 0x3f);
    } else {
      const point = 0x1_0000 + ((unit & 0x3ff) << 10) + (units[++i]! & 0x3ff);
      into[end++] = 0xf0 | (point >> 18);
      into[end++] = 0x80 | ((point >> 12) & 0x3f);
      into[end++] = 0x80 | ((point >> 6) & 0x3f);
      into[end++] = 0x80 | (point & 0x3f);
    }
  }
  return end;
}

let hasher: Hasher | undefined;

/** Hashes the folded word in `units[start, start + length)`. */
export function hashUnits(units: Uint16Array, start: number, length: number): WordHash {
  if (!usesWebAssembly()) return plainHasher(units, start, length);
  hasher ??= openHasher();
  return hasher(units, start, length);
}

const WORDS_KEPT = 65_536;
const LONGEST_KEPT = 64;
const kept = new Map<string, WordHash>();
let room = new Uint16Array(64);

/** Hashes a folded word; those of recent outputs are remembered. */
export function hashWord(word: string): WordHash {
  const known = kept.get(word);
  if (known) return known;
  if (word.length > room.length) room = new Uint16Array(2 * word.length);
  for (let i = 0; i < word.length; i++) room[i] = word.charCodeAt(i);
  const made = hashUnits(room, 0, word.length);
  if (word.length <= LONGEST_KEPT) {
    if (kept.size === WORDS_KEPT) kept.clear();
    kept.set(word, made);
  }
  return made;
}
