import { readdir, stat } from "node:fs/promises";
import path from "node:path";

import type { Hex } from "viem";

import type { AttributionPool } from "../attribution/attribution-pool.ts";
import type { LoadedPrior } from "../attribution/worker-protocol.ts";
import type { Catalogue, Chain, PublishedPrior } from "../chain/types.ts";
import { INPUTS_ENDING } from "../influence/prior-inputs.ts";
import type { PriorWeights } from "../influence/prior-weights.ts";
import type { Corpus } from "./corpus.ts";

/** A prior of the folder. */
export interface KnownPrior {
  readonly file: string;
  readonly loaded: LoadedPrior;
  /** What the chain said of it last; undefined if it is not published, or another of the same adapter and snapshot is. */
  readonly published: PublishedPrior | undefined;
}

/** A prior that a receipt may name. */
export interface UsablePrior {
  readonly root: Hex;
  readonly weights: PriorWeights;
}

export interface Priors {
  /** Reads the folder, and what the chain says of each prior. @throws If the chain cannot be asked: no prior is used then. */
  readonly refresh: () => Promise<void>;
  /** The prior for an offering's adapters, or its model if no adapter has one, that may be used at a time (Unix milliseconds). */
  readonly find: (catalogue: Catalogue, corpus: Pick<Corpus, "offering" | "snapshotRoot">, now: number) => UsablePrior | undefined;
  readonly list: () => readonly KnownPrior[];
}

/** Milliseconds for which the chain's word holds. */
const LONGEST_AGE = 60_000;

/**
 * The influence priors that an operator put into a folder, as `*.json` of docs/formats/influence-prior.md. One is used while the chain says so, and never because of what the folder
 * says: what the chain said is asked for at an interval, so no request waits for it.
 */
export function createPriors({
  folder,
  pool,
  chain,
  clock = () => performance.now(),
  log = () => undefined,
}: {
  readonly folder: string | undefined;
  readonly pool: Pick<AttributionPool, "loadPrior">;
  readonly chain: Pick<Chain, "publishedPrior">;
  /** Milliseconds since whenever. */
  readonly clock?: () => number;
  readonly log?: (line: string) => void;
}): Priors {
  /** By file and state of it; what is wrong with those that are none. */
  const read = new Map<string, LoadedPrior | string>();
  let known: readonly KnownPrior[] = [];
  let askedAt = -Infinity;

  async function readFolder(): Promise<readonly (readonly [string, LoadedPrior])[]> {
    if (folder === undefined) return [];
    const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    const current = new Set<string>();
    const priors: (readonly [string, LoadedPrior])[] = [];
    for (const name of names.filter((own) => own.endsWith(".json") && !own.endsWith(INPUTS_ENDING)).sort()) {
      const file = path.join(folder, name);
      const { mtimeMs, size } = await stat(file);
      const key = `${file} ${mtimeMs} ${size}`;
      current.add(key);
      let loaded = read.get(key);
      if (loaded === undefined) {
        loaded = await pool.loadPrior(file);
        read.set(key, loaded);
        if (typeof loaded === "string") log(`${file} is not used: ${loaded}`);
      }
      if (typeof loaded !== "string") priors.push([file, loaded]);
    }
    for (const key of read.keys()) if (!current.has(key)) read.delete(key);
    return priors;
  }

  async function refresh(): Promise<void> {
    const next: KnownPrior[] = [];
    for (const [file, loaded] of await readFolder()) {
      const published = await chain.publishedPrior(loaded.adapter, loaded.snapshotRoot);
      next.push({ file, loaded, published: published?.root === loaded.root ? published : undefined });
    }
    [known, askedAt] = [next, clock()];
  }

  return {
    refresh: () =>
      refresh().catch((error: unknown) => {
        askedAt = -Infinity;
        throw error;
      }),
    find: ({ adapters, models }, { offering, snapshotRoot }, now) => {
      if (clock() - askedAt > LONGEST_AGE) return undefined;
      const second = Math.floor(now / 1000);
      const assets = [...offering.adapters.map((id) => adapters.get(id)), models.get(offering.model)];
      for (const hash of assets.map((asset) => asset?.weightsHash)) {
        const found = known.find(
          ({ loaded, published }) =>
            loaded.adapter === hash &&
            loaded.snapshotRoot === snapshotRoot &&
            published?.isStanding === true &&
            published.usableFrom <= second &&
            second < published.unusableFrom,
        );
        if (found !== undefined) {
          const { root, contributionIds, weights } = found.loaded;
          return { root, weights: { number: found.published!.number, contributionIds, weights } };
        }
      }
      return undefined;
    },
    list: () => known,
  };
}
