/** Least value of `ours`, by measure: the command fails below. Where they come from: docs/attribution-quality.md. */
export const floors: Readonly<Record<string, number>> = {
  lds_quote: 0.78,
  lds_held: 0.68,
  lds_own: 0.45,
  p_at_1: 0.95,
  p_at_1_gated: 0.92,
  p_at_1_retold: 0.85,
};

/** `ours` may be this much below BM25 in LDS, and `random` this far from 0. */
export const mostBelowBm25 = 0.03;
export const mostRandom = 0.1;
