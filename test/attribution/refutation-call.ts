import type { SpanRefutation } from "../../sdk/src/index.ts";
import type { FalseAnswer } from "./lies.ts";
import type { AttributionWorld } from "./world.ts";

/** A contract's method, whatever its arguments. */
export interface Callable {
  (...args: never[]): Promise<{ wait(): Promise<{ gasUsed: bigint; blockNumber: number } | null> }>;
  staticCall(...args: never[]): Promise<unknown>;
}

/** The call of `SpanProofs` that a refutation is for. */
export async function refutationCall(
  w: AttributionWorld,
  { answer, place }: Pick<FalseAnswer, "answer" | "place">,
  shown: SpanRefutation,
  receipt?: Awaited<ReturnType<AttributionWorld["receiptOpening"]>>,
): Promise<readonly [Callable, never[]]> {
  const claim = (await w.claimOf(answer, place, receipt)) as never;
  const proofs = w.spanProofs;
  const list = (call: unknown, ...args: unknown[]) => [call as Callable, [claim, ...args] as never[]] as const;
  switch (shown.lie) {
    case "FalseSpan":
      return list(proofs.refuteFalseSpan, shown.item, shown.output, shown.words, shown.offset);
    case "MalformedSpan":
      return list(proofs.refuteMalformedSpan);
    case "ForeignItem":
      return list(proofs.refuteForeignItem, shown.neighbours);
    case "ShorterSpan":
      return list(proofs.refuteShorterSpan, shown.isLeft, shown.position, shown.item, shown.output, shown.words);
    case "LaterItem":
      return list(proofs.refuteLaterItem, shown.paid, shown.earlier, shown.position, shown.output, shown.words);
    case "CommonSpan":
      return list(proofs.refuteCommonSpan, shown.positions, shown.items, shown.output, shown.words);
  }
}
