import type { SplitEntry } from "@openledger/sdk";

import type { RailSession } from "./session.ts";

/** What the chain says of an offering. Offerings are immutable. */
export type OnChainOffering = {
  readonly gateway: number;
  /** nano-OPEN per million tokens. */
  readonly promptPrice: bigint;
  readonly completionPrice: bigint;
  readonly split: readonly SplitEntry[];
};

/** Reads offerings once each; undefined for a number that was never published. */
export function offeringReader(session: RailSession): (offering: number) => Promise<OnChainOffering | undefined> {
  const known = new Map<number, OnChainOffering>();
  return async (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    if (id === 0 || id > (await session.read<number>("GatewayRegistry", "offeringCount"))) return undefined;
    const { gateway, promptPrice, completionPrice, split } = await session.read<OnChainOffering>("GatewayRegistry", "offeringOf", [id]);
    const offering = {
      gateway,
      promptPrice,
      completionPrice,
      split: split.map(({ role, account, bps }) => ({ role, account, bps })),
    };
    known.set(id, offering);
    return offering;
  };
}
