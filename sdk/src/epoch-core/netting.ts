import { LANE_CODES, type LaneName } from "../codes/lane-name.ts";
import type { SplitEntry } from "../money/split.ts";
import { loadSplits } from "./load-splits.ts";
import type { Core } from "./open-core.ts";
import { refusalError } from "./refusals.ts";

/** What all receipts of an epoch have in common. */
export interface EpochTerms {
  readonly gatewayId: number;
  readonly epoch: number;
  readonly lane?: LaneName;
  /** Split table of each offering. */
  readonly splits: ReadonlyMap<number, readonly SplitEntry[]>;
  /** Account of unattributed shares. */
  readonly commons: number;
}

/** Sets the core to an epoch; returns its name for messages. */
export function setTerms(core: Core, { gatewayId, epoch, lane = "epoch", splits, commons }: EpochTerms): string {
  core.exports.configure(gatewayId, epoch, LANE_CODES[lane], commons);
  loadSplits(core, splits);
  return `${lane} lane ${gatewayId}/${epoch}`;
}

/** Sums over any number of receipts. Memory follows the number of accounts, not of receipts. */
export interface Netting {
  /**
   * Splits and adds receipts: 113 bytes and the legs behind each, as in a chunk. Nothing is hashed, so legs roots are not checked.
   * @throws EpochInputError, LaneOverflowError for the first receipt that cannot be settled; the sums are void then.
   */
  add(bytes: Uint8Array): void;
  /** Packed vectors, see `unpackVector`. */
  credits(): Uint8Array;
  debits(): Uint8Array;
}

/** Takes a core to itself. @param from Sequence of the first receipt. */
export function openNetting(core: Core, terms: EpochTerms & { readonly from?: number }): Netting {
  const where = setTerms(core, terms);
  core.exports.begin(terms.from ?? 0);
  const drain = (which: number) => {
    const length = 12 * (core.exports.sumCount(which) >>> 0);
    const out = core.room("out", length);
    core.exports.drainSums(which, out);
    return core.read(out, length);
  };
  return {
    add(bytes) {
      const refusal = core.exports.settle(core.write("a", bytes, 8), bytes.length);
      if (refusal === 0) return;
      throw refusalError(refusal, { sequence: core.exports.nextSequence(), detail: core.exports.refusalDetail() >>> 0, where });
    },
    credits: () => drain(0),
    debits: () => drain(1),
  };
}
