import type { Log } from "viem";

import type { RailContract, RailSession } from "./session.ts";

const BLOCKS_A_CALL = 5_000n;
const SHORTEST = 10n;

/**
 * Reads what contracts emitted, each block once. Ranges that the RPC finds too long are halved.
 * @param apply Gets logs in their order. @param forget Is called when the chain was reorganised: then everything is read again.
 * @returns What reads the new blocks.
 */
export function followLogs(
  { client, deployment, address }: Pick<RailSession, "client" | "deployment" | "address">,
  {
    contracts,
    apply,
    forget,
  }: {
    readonly contracts: readonly RailContract[];
    readonly apply: (logs: readonly Log[]) => void;
    readonly forget: () => void;
  },
): () => Promise<void> {
  let next = BigInt(deployment.startBlock);
  let last: { readonly number: bigint; readonly hash: string } | undefined;

  const read = async (from: bigint, to: bigint): Promise<readonly Log[]> => {
    try {
      return await client.getLogs({ address: contracts.map(address), fromBlock: from, toBlock: to });
    } catch (error) {
      if (to - from < SHORTEST) throw error;
      const middle = (from + to) / 2n;
      return [...(await read(from, middle)), ...(await read(middle + 1n, to))];
    }
  };

  return async () => {
    const head = await client.getBlock({ blockTag: "latest" });
    const isSame = last === undefined || (await client.getBlock({ blockNumber: last.number }).catch(() => undefined))?.hash === last.hash;
    if (!isSame) {
      forget();
      next = BigInt(deployment.startBlock);
    }
    for (; next <= head.number; next += BLOCKS_A_CALL) {
      const to = next + BLOCKS_A_CALL - 1n;
      apply(await read(next, to < head.number ? to : head.number));
    }
    next = head.number + 1n;
    last = { number: head.number, hash: head.hash };
  };
}
