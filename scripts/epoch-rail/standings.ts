import { standingPageKey } from "@openledger/sdk";

import type { RailSession } from "./session.ts";

const PAGES_A_CALL = 500;
const CONTRIBUTIONS_A_PAGE = 128n;

/** Standing of contributions as settlement reads it: 0 never accepted for answers, 1 accepted, 2 withdrawn, 3 voided. */
export async function standingsOf(session: RailSession, contributions: Iterable<bigint>): Promise<(contribution: bigint) => number> {
  const keys = [...new Set([...contributions].map(standingPageKey))];
  const pages = new Map<bigint, bigint>();
  for (let start = 0; start < keys.length; start += PAGES_A_CALL) {
    const part = keys.slice(start, start + PAGES_A_CALL);
    const words = await session.read<readonly bigint[]>("ContributionLedger", "standingPages", [part]);
    part.forEach((key, i) => pages.set(key, words[i]!));
  }
  return (contribution) => {
    const place = contribution & (CONTRIBUTIONS_A_PAGE - 1n);
    return Number(((pages.get(standingPageKey(contribution)) ?? 0n) >> (2n * place)) & 3n);
  };
}
