import { standingsOf } from "../epoch-rail/standings.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { ExecutedReceipt } from "./execute-chunk.ts";

/** The first leg for a contribution that was never accepted: its standing was never anything but zero. */
export async function firstUnaccepted(
  session: RailSession,
  receipts: readonly ExecutedReceipt[],
): Promise<{ readonly index: number; readonly leg: number } | undefined> {
  const standingOf = await standingsOf(
    session,
    receipts.flatMap(({ legs }) => legs.map(({ contribution }) => contribution)),
  );
  for (const [index, { legs }] of receipts.entries()) {
    const leg = legs.findIndex(({ contribution }) => standingOf(contribution) === 0);
    if (leg !== -1) return { index, leg };
  }
  return undefined;
}
