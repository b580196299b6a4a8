import type { ReadableSpan } from "../../gateway/src/attribution/types.ts";
import type { Paint } from "../explain/paint.ts";

/** Without control and direction characters; lines stay. */
const safe = (text: string): string => text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu, "·");

/** An output with its spans set off; where two overlap, the earlier one's end is shown as its own. */
export function paintSpans(output: string, spans: readonly Pick<ReadableSpan, "outputRange">[], paint: Pick<Paint, "good">): string {
  let painted = "";
  let end = 0;
  for (const { outputRange } of [...spans].sort((a, b) => a.outputRange[0] - b.outputRange[0])) {
    const start = Math.max(end, outputRange[0]);
    if (outputRange[1] <= start) continue;
    painted += safe(output.slice(end, start));
    painted += safe(output.slice(start, outputRange[1]))
      .split("\n")
      .map((line) => (line === "" ? "" : paint.good(line)))
      .join("\n");
    end = outputRange[1];
  }
  return painted + safe(output.slice(end));
}
