/** What an attack may be paid through the gate, relative to an honest newcomer: the command fails above. Wash is money back for money spent; it never pays below 1. */
export const ceilings: Readonly<Record<string, number>> = {
  exact_copies: 0.05,
  edited_10: 0.05,
  edited_30: 0.5,
  edited_50: 0.5,
  collage: 0.05,
  ngram_stuffing: 0.05,
  keyword_stuffing: 0.05,
  sybils: 0.5,
  wash: 0.98,
};
