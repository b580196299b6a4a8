import MiniSearch from "minisearch";

import { figure, type BenchRow } from "../indexer/row.ts";
import type { FoundText } from "./find-texts.ts";
import { percentile, timeEach, timeOnce } from "./timing.ts";

const ASKED = 24;

/** The same outputs asked of a document index, which names documents but no spans. */
export function measureMiniSearch(texts: readonly FoundText[], outputs: readonly string[], spanP50: number, size: number): BenchRow[] {
  const search = new MiniSearch({ fields: ["text"], idField: "id" });
  const { seconds } = timeOnce(() => search.addAll(texts.map(({ text }, id) => ({ id, text }))));
  const step = Math.max(1, Math.floor(outputs.length / ASKED));
  const times = timeEach(
    outputs.filter((_, i) => i % step === 0),
    1,
    (output) => search.search(output),
  );
  const p50 = percentile(times, 0.5);
  return [
    {
      ...figure(`ratio_minisearch_${size}mb`, p50 / spanP50, "x"),
      peer: "MiniSearch, ms",
      peerValue: Math.round(p50),
      ratio: Math.round(p50 / spanP50),
    },
    figure(`minisearch_build_s_${size}mb`, seconds, "s"),
  ];
}
