import type { Hex } from "viem";

/** A block that the index took for final, as the chain had it then. */
export interface Anchor {
  readonly number: number;
  readonly hash: Hex;
}

/** The hash of a block, null if the chain has no such block. Rejects if it does not answer. */
export type ReadHash = (number: number) => Promise<Hex | null>;

/** How many looks in a row must agree before a chain is called another one: a single answer may be a lie. */
const LOOKS = 3;

/**
 * Notices a chain that replaced a block which the index took for final. Ponder follows reorganisations up to its finality and stands
 * still, or goes on from a block that is gone, at deeper ones.
 */
export const chainWatch = ({ finality, startBlock, known = [] }: { finality: number; startBlock: number; known?: readonly Anchor[] }) => {
  // The first block and the newest final one: the first is still there to compare when the chain was started over and is short.
  let [first = null, newest = null]: (Anchor | null)[] = [known[0] ?? null, known[1] ?? null];
  let suspicion: { readonly hash: Hex; readonly looks: number } | null = null;

  const differs = async (anchor: Anchor, readHash: ReadHash): Promise<Hex | null> => {
    const hash = await readHash(anchor.number);
    return hash === null || hash === anchor.hash ? null : hash;
  };

  return {
    /** What to remember over a restart of the supervisor. */
    anchors: (): readonly Anchor[] => [first, newest].filter((anchor) => anchor !== null),
    /** Forgets everything: a new index begins. */
    reset: (): void => {
      [first, newest, suspicion] = [null, null, null];
    },
    /** Looks once; true if the chain is another than the one that was indexed. */
    look: async (indexed: number | null, readHash: ReadHash): Promise<boolean> => {
      const other = (newest === null ? null : await differs(newest, readHash)) ?? (first === null ? null : await differs(first, readHash));
      if (other !== null) {
        suspicion = { hash: other, looks: suspicion?.hash === other ? suspicion.looks + 1 : 1 };
        return suspicion.looks >= LOOKS;
      }
      suspicion = null;
      if (indexed === null) return false;
      const final = indexed - finality;
      if (first === null && indexed >= startBlock) {
        const hash = await readHash(startBlock);
        if (hash !== null) first = { number: startBlock, hash };
      }
      if (final > (newest?.number ?? startBlock)) {
        const hash = await readHash(final);
        if (hash !== null) newest = { number: final, hash };
      }
      return false;
    },
  };
};

export type ChainWatch = ReturnType<typeof chainWatch>;
