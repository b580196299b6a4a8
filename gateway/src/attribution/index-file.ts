import { createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

import { columnsOf, openIndex, type IndexColumns, type LexicalIndex } from "./lexical-index.ts";
import { sharedFloat64, sharedInt32, sharedUint64 } from "./shared-arrays.ts";

/**
 * A file that holds one index:
 *
 * ```
 * magic 8 bytes "OLINDEX1" | root 32 bytes | header length u32 | header, JSON in UTF-8 | columns, one after the other
 * ```
 *
 * Numbers are little-endian. The header names each column with its kind, length and SHA-256; the root is the SHA-256 of the header. So
 * nothing that was changed or cut off is ever read as an index.
 */
const MAGIC = "OLINDEX1";
const PREFIX_BYTES = 44;
const MOST_HEADER_BYTES = 1 << 20;
/** Reads and writes of more than 2 GiB are refused by some systems. */
const PIECE = 1 << 28;

type Column = IndexColumns[keyof IndexColumns];

const KINDS = {
  Int32Array: sharedInt32,
  Float64Array: sharedFloat64,
  BigUint64Array: sharedUint64,
} as const satisfies Record<string, (length: number) => Column>;
type Kind = keyof typeof KINDS;

interface Header {
  /** What the index is of, in the words of who saved it. */
  readonly key: string;
  readonly columns: readonly { readonly name: string; readonly kind: Kind; readonly length: number; readonly sha256: string }[];
}

/** An index file that cannot be used; the remedy is always to build the index anew from the texts. */
export class IndexFileError extends Error {
  override readonly name = "IndexFileError";

  constructor(file: string, reason: string) {
    super(`${file} is no usable index: ${reason}. Delete it, or build the index anew from its texts.`);
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Column): Buffer => Buffer.from(buffer, byteOffset, byteLength);
const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function write(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, Math.min(PIECE, bytes.length - at));
}

/** @returns False if the file ends before. */
function read(descriptor: number, into: Uint8Array): boolean {
  for (let at = 0; at < into.length;) {
    const count = readSync(descriptor, into, at, Math.min(PIECE, into.length - at), null);
    if (count === 0) return false;
    at += count;
  }
  return true;
}

/**
 * Writes an index to a file: whole, or not at all.
 * @param key What it is of, e.g. the method and the snapshot's root; `loadIndex` asks for the same.
 */
export function saveIndex(file: string, index: LexicalIndex, key: string): void {
  const columns = Object.entries({ ...columnsOf(index) }) as [string, Column][];
  const header = Buffer.from(
    JSON.stringify({
      key,
      columns: columns.map(([name, column]) => ({
        ...{ name, kind: column.constructor.name as Kind, length: column.length, sha256: digestOf(bytesOf(column)) },
      })),
    } satisfies Header),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    writeParts(draft, (descriptor) => {
      for (const part of [Buffer.from(MAGIC), createHash("sha256").update(header).digest(), length, header]) write(descriptor, part);
      for (const [, column] of columns) write(descriptor, bytesOf(column));
    });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeParts(file: string, body: (descriptor: number) => void): void {
  const descriptor = openSync(file, "wx");
  try {
    body(descriptor);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readHeader(file: string, descriptor: number): Header {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  if (!read(descriptor, prefix)) throw new IndexFileError(file, "it is cut off in its first bytes");
  if (prefix.toString("latin1", 0, 8) !== MAGIC) throw new IndexFileError(file, `it does not begin with ${MAGIC}`);
  const length = prefix.readUInt32LE(40);
  if (length > MOST_HEADER_BYTES) throw new IndexFileError(file, `its header claims ${length} bytes`);
  const header = Buffer.alloc(length);
  if (!read(descriptor, header)) throw new IndexFileError(file, "it is cut off in its header");
  if (!createHash("sha256").update(header).digest().equals(prefix.subarray(8, 40)))
    throw new IndexFileError(file, "its header is not what its root commits to");
  return JSON.parse(header.toString()) as Header;
}

/**
 * Reads an index that `saveIndex` wrote, and checks every byte of it.
 * @throws IndexFileError if the file is cut off, changed, of another version, or of something else than `key`.
 * @throws Error of the file system, e.g. ENOENT.
 */
export function loadIndex(file: string, key?: string): LexicalIndex {
  const descriptor = openSync(file, "r");
  try {
    const header = readHeader(file, descriptor);
    if (key !== undefined && header.key !== key)
      throw new IndexFileError(file, `it is of ${JSON.stringify(header.key)}, not of ${JSON.stringify(key)}`);
    const columns: Record<string, Column> = {};
    for (const { name, kind, length, sha256 } of header.columns) {
      const column = KINDS[kind](length);
      if (!read(descriptor, bytesOf(column))) throw new IndexFileError(file, `it is cut off in ${name}`);
      if (digestOf(bytesOf(column)) !== sha256) throw new IndexFileError(file, `its ${name} are not what its root commits to`);
      columns[name] = column;
    }
    return openIndex(columns as unknown as IndexColumns);
  } finally {
    closeSync(descriptor);
  }
}

/** What an index file says it is of. @throws IndexFileError as `loadIndex` does. */
export function keyOfIndexFile(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    return readHeader(file, descriptor).key;
  } finally {
    closeSync(descriptor);
  }
}
