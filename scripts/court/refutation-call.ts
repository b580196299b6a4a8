import type { SpanRefutation } from "@openledger/sdk";

import type { Call } from "../epoch-rail/session.ts";
import type { claimOf } from "./evidence.ts";

const LIES: Readonly<Record<SpanRefutation["lie"], string>> = {
  FalseSpan: "its words do not stand where the record says",
  MalformedSpan: "the record breaks a rule of its method",
  ForeignItem: "it names an item outside the snapshot",
  ShorterSpan: "a longer span was left out",
  LaterItem: "an earlier item has the same words",
  CommonSpan: "more items have it than the record says",
};

/** A lie in words. */
export const lieInWords = ({ lie }: SpanRefutation): string => LIES[lie];

/** The call of `SpanProofs` that a refutation is for. */
export function refutationCall(claim: ReturnType<typeof claimOf>, shown: SpanRefutation): Call {
  const call = (...rest: readonly unknown[]): Call => ({
    contract: "SpanProofs",
    functionName: `refute${shown.lie}`,
    args: [claim, ...rest],
  });
  switch (shown.lie) {
    case "FalseSpan":
      return call(shown.item, shown.output, shown.words, shown.offset);
    case "MalformedSpan":
      return call();
    case "ForeignItem":
      return call(shown.neighbours);
    case "ShorterSpan":
      return call(shown.isLeft, shown.position, shown.item, shown.output, shown.words);
    case "LaterItem":
      return call(shown.paid, shown.earlier, shown.position, shown.output, shown.words);
    case "CommonSpan":
      return call(shown.positions, shown.items, shown.output, shown.words);
  }
}
