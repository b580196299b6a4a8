import { standingPageKey } from "@openledger/sdk";

import type { RailSession } from "../epoch-rail/session.ts";
import type { ExecutedReceipt } from "./execute-chunk.ts";

const PAGES_A_CALL = 500;
const CONTRIBUTIONS_A_PAGE = 128n;

/** The first leg for a contribution that was never accepted: its standing was never anything but zero. */
export async function firstUnaccepted(
  session: RailSession,
  receipts: readonly ExecutedReceipt[],
): Promise<{ readonly index: number; readonly leg: number } | undefined> {
  const keys = new Set<bigint>();
  for (const { legs } of receipts) for (const { contribution } of legs) keys.add(standingPageKey(contribution));
  const all = [...keys];
  const pages = new Map<bigint, bigint>();
  for (let start = 0; start < all.length; start += PAGES_A_CALL) {
    const part = all.slice(start, start + PAGES_A_CALL);
    const words = await session.read<readonly bigint[]>("ContributionLedger", "standingPages", [part]);
    part.forEach((key, i) => pages.set(key, words[i]!));
  }
  for (const [index, { legs }] of receipts.entries()) {
    const leg = legs.findIndex(({ contribution }) => {
      const place = contribution & (CONTRIBUTIONS_A_PAGE - 1n);
      return ((pages.get(standingPageKey(contribution))! >> (2n * place)) & 3n) === 0n;
    });
    if (leg !== -1) return { index, leg };
  }
  return undefined;
}
