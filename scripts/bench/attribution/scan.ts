import { UNKNOWN_TOKEN } from "../../../gateway/src/attribution/search-suffixes.ts";

/**
 * What one does without an index: all words of the corpus go once through an automaton of the output's substrings. The corpus is numbered already,
 * which a scan of files would have to do first.
 * @returns Maximal runs of at least `minimum` words that stand in the corpus, as `findSpans` defines them.
 */
export function scanForRuns(tokens: Int32Array, output: Int32Array, words: number, minimum: number): { start: number; length: number }[] {
  const local = new Int16Array(words + 1).fill(-1);
  let symbols = 0;
  for (const token of output) if (token !== UNKNOWN_TOKEN && local[token]! < 0) local[token] = symbols++;

  // Suffix automaton of the output; a word that the corpus does not know begins anew.
  const most = 2 * output.length + 2;
  const next = new Int32Array(most * Math.max(1, symbols)).fill(-1);
  const link = new Int32Array(most).fill(-1);
  const length = new Int32Array(most);
  const stateAt = new Int32Array(output.length);
  let states = 1;
  let last = 0;
  const extend = (symbol: number): void => {
    const known = next[last * symbols + symbol]!;
    const split = (from: number, to: number): number => {
      if (length[to] === length[from]! + 1) return to;
      const clone = states++;
      length[clone] = length[from]! + 1;
      next.copyWithin(clone * symbols, to * symbols, (to + 1) * symbols);
      link[clone] = link[to]!;
      link[to] = clone;
      for (let state = from; state >= 0 && next[state * symbols + symbol] === to; state = link[state]!)
        next[state * symbols + symbol] = clone;
      return clone;
    };
    if (known >= 0) {
      last = split(last, known);
      return;
    }
    const own = states++;
    length[own] = length[last]! + 1;
    let state = last;
    while (state >= 0 && next[state * symbols + symbol]! < 0) {
      next[state * symbols + symbol] = own;
      state = link[state]!;
    }
    link[own] = state < 0 ? 0 : split(state, next[state * symbols + symbol]!);
    last = own;
  };
  for (const [i, token] of output.entries()) {
    if (token === UNKNOWN_TOKEN) last = 0;
    else extend(local[token]!);
    stateAt[i] = last;
  }

  const best = new Int32Array(states);
  let state = 0;
  let matched = 0;
  for (let i = 0; i < tokens.length; i++) {
    const symbol = local[tokens[i]!]!;
    if (symbol < 0) {
      state = 0;
      matched = 0;
      continue;
    }
    while (state > 0 && next[state * symbols + symbol]! < 0) {
      state = link[state]!;
      matched = length[state]!;
    }
    const to = next[state * symbols + symbol]!;
    if (to < 0) continue;
    state = to;
    matched++;
    if (matched > best[state]!) best[state] = matched;
  }
  // What a state matched, its shorter endings matched too.
  const byLength = Array.from({ length: states }, (_, i) => i).sort((a, b) => length[b]! - length[a]!);
  for (const own of byLength)
    if (link[own]! >= 0) best[link[own]!] = Math.max(best[link[own]!]!, Math.min(best[own]!, length[link[own]!]!));

  const longestTo = Array.from(stateAt, (from, i) => {
    if (output[i] === UNKNOWN_TOKEN) return 0;
    let at = from;
    while (at > 0 && best[at] === 0) at = link[at]!;
    return at > 0 ? best[at]! : 0;
  });
  return longestTo.flatMap((own, i) => (own >= minimum && longestTo[i + 1] !== own + 1 ? [{ start: i + 1 - own, length: own }] : []));
}
