import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Hex, PublicClient } from "viem";

/** What RPCs say of the chain cannot all be true: nothing is concluded from it and nothing is sent. */
export class LyingHeadError extends Error {
  override readonly name = "LyingHeadError";
}

type Seen = { readonly number: string; readonly hash: Hex };

export type HeadGuard = {
  /** @throws LyingHeadError if the head contradicts another RPC, or what was seen before. */
  check(): Promise<void>;
};

/** Blocks an honest second RPC may be behind. */
const MOST_LAG = 300n;
/** Seconds after which a head is said to stand still: OP-stack chains make a block every two. */
const MOST_AGE = 300;

/** The host of an RPC: its path may hold a key. */
function nameOf({ transport }: PublicClient): string {
  const { url } = transport as { readonly url?: string };
  return url === undefined ? "the RPC" : `the RPC at ${new URL(url).host}`;
}

/**
 * Watches over the head that an RPC gives: it must not go back, blocks once seen must stay, and a second RPC must have the same blocks. A head that stands
 * still contradicts nothing, and hides what is committed meanwhile: that is noted, once for each block.
 * @param folder Where the last head is kept from one run to the next. @param now Unix milliseconds.
 */
export function openHeadGuard({
  client,
  second,
  folder,
  note,
  now = Date.now,
}: {
  readonly client: PublicClient;
  readonly second?: PublicClient | undefined;
  readonly folder: string;
  readonly note: (says: string) => void;
  readonly now?: () => number;
}): HeadGuard {
  const file = path.join(folder, "head.json");
  const readSeen = (): Seen | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Seen) : undefined);
  const keep = (seen: Seen): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.draft`, JSON.stringify(seen));
    renameSync(`${file}.draft`, file);
  };
  const hashAt = async (from: PublicClient, number: bigint): Promise<Hex | undefined> =>
    (await from.getBlock({ blockNumber: number }).catch(() => undefined))?.hash ?? undefined;

  const noted = new Map<PublicClient, bigint>();
  const noteAge = (from: PublicClient, { number, timestamp }: { readonly number: bigint; readonly timestamp: bigint }): void => {
    const age = Math.floor(now() / 1000) - Number(timestamp);
    if (age <= MOST_AGE || noted.get(from) === number) return;
    noted.set(from, number);
    note(
      `the head of ${nameOf(from)} stands still: block ${number} is ${Math.floor(age / 60)} minutes old, and nothing that was committed since is seen; ask another RPC unless the chain itself makes no blocks`,
    );
  };

  return {
    async check() {
      const head = await client.getBlock({ blockTag: "latest" });
      noteAge(client, head);
      const seen = readSeen();
      if (seen !== undefined && head.number < BigInt(seen.number))
        throw new LyingHeadError(
          `the RPC's head went back from block ${seen.number} to ${head.number}; ask another RPC, or remove ${file} if the chain was replaced`,
        );
      if (seen !== undefined) {
        const present = await hashAt(client, BigInt(seen.number));
        if (present !== seen.hash)
          throw new LyingHeadError(
            `block ${seen.number} was ${seen.hash} and is ${present ?? "gone"}; ask another RPC, or remove ${file} if the chain was reorganised`,
          );
      }
      if (second !== undefined) {
        const other = await second.getBlock({ blockTag: "latest" });
        noteAge(second, other);
        const [low, high] = other.number < head.number ? [other.number, head.number] : [head.number, other.number];
        if (high - low > MOST_LAG)
          throw new LyingHeadError(
            `the two RPCs are ${high - low} blocks apart, at ${head.number} and ${other.number}; one of them withholds blocks`,
          );
        const hashes = await Promise.all([hashAt(client, low), hashAt(second, low)]);
        if (hashes[0] !== hashes[1] || hashes[0] === undefined)
          throw new LyingHeadError(
            `the two RPCs have different blocks ${low}: ${hashes[0] ?? "none"} and ${hashes[1] ?? "none"}; one of them lies`,
          );
      }
      keep({ number: `${head.number}`, hash: head.hash });
    },
  };
}
