import source from "./generated/epoch-core.wasm.ts";

/** What the module of `sdk/assembly/epoch-core.ts` exports. Addresses and counts are unsigned; refusals are read by `refusalError`. */
interface CoreExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  allocate(size: number): number;
  keccak(from: number, length: number, out: number): void;
  keccakEach(from: number, size: number, count: number, out: number): void;
  reduce(at: number, count: number, height: number, levels: number): void;
  layers(at: number, count: number): void;
  legsRoot(legs: number, count: number, out: number): void;
  configure(gatewayId: number, epoch: number, lane: number, commons: number): void;
  setOfferings(at: number, count: number): void;
  begin(sequence: number): void;
  settle(from: number, length: number): number;
  buildChunk(body: number, length: number, sequence: number): number;
  resultAt(): number;
  chunkCreditsAt(): number;
  chunkDebitsAt(): number;
  receiptsTaken(): number;
  nextSequence(): number;
  refusalDetail(): number;
  sumCount(which: number): number;
  drainSums(which: number, out: number): void;
  addVectors(a: number, countA: number, b: number, countB: number, out: number): number;
  overflowed(): number;
  vectorRoot(at: number, count: number, out: number): void;
  payoutRoot(at: number, count: number, depth: number, out: number): void;
}

/** An instance of the core. Functions that take one leave nothing in it that a later call could see, except `openChunks` and `openNetting`. */
export interface Core {
  readonly exports: CoreExports;
  /** Address of a buffer of at least `size` bytes. Each name has one buffer, which grows; its contents are lost when it does. */
  room(name: "a" | "b" | "c" | "out", size: number): number;
  /** Copies bytes in; returns where they stand. */
  write(name: "a" | "b" | "c", bytes: Uint8Array, spare?: number): number;
  /** Copies bytes out. */
  read(at: number, length: number): Uint8Array;
  /** Bytes of memory that the instance holds. */
  readonly size: number;
}

/** The part of the platform's API that is used; neither ES2023 nor Node's types declare it. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (source: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  };
};

const SMALLEST_ROOM = 4_096;

let compiled: object | undefined;

/** Starts an instance of the core; its memory is given back with it. It needs SIMD: Node 16 or any browser since 2023. */
export function openCore(): Core {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(source), (character) => character.charCodeAt(0)));
  const abort = (): never => {
    throw new Error("the epoch core aborted");
  };
  const exports = new WebAssembly.Instance(compiled, { env: { abort } }).exports as CoreExports;
  const rooms = new Map<string, { readonly at: number; readonly size: number }>();

  function room(name: string, size: number): number {
    const known = rooms.get(name);
    if (known !== undefined && known.size >= size) return known.at;
    let larger = known?.size ?? SMALLEST_ROOM;
    while (larger < size) larger *= 2;
    const at = exports.allocate(larger) >>> 0;
    rooms.set(name, { at, size: larger });
    return at;
  }

  return {
    exports,
    room,
    write(name, bytes, spare = 0) {
      const at = room(name, bytes.length + spare);
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
      return at;
    },
    read: (at, length) => new Uint8Array(exports.memory.buffer, at >>> 0, length).slice(),
    get size() {
      return exports.memory.buffer.byteLength;
    },
  };
}
