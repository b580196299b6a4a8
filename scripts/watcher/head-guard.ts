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

/**
 * Watches over the head that an RPC gives: it must not go back, blocks once seen must stay, and a second RPC must have the same blocks.
 * @param folder Where the last head is kept from one run to the next.
 */
export function openHeadGuard({
  client,
  second,
  folder,
}: {
  readonly client: PublicClient;
  readonly second?: PublicClient | undefined;
  readonly folder: string;
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

  return {
    async check() {
      const head = await client.getBlock({ blockTag: "latest" });
      const seen = readSeen();
      if (seen !== undefined && head.number < BigInt(seen.number))
        throw new LyingHeadError(
          `the RPC's head went back from block ${seen.number} to ${head.number}; ask another RPC, or remove ${file} if the chain was replaced`,
        );
      if (seen !== undefined) {
        const now = await hashAt(client, BigInt(seen.number));
        if (now !== seen.hash)
          throw new LyingHeadError(
            `block ${seen.number} was ${seen.hash} and is ${now ?? "gone"}; ask another RPC, or remove ${file} if the chain was reorganised`,
          );
      }
      if (second !== undefined) {
        const other = await second.getBlock({ blockTag: "latest" });
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
