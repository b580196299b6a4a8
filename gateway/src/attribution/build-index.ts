import { finishIndex } from "./finish-index.ts";
import { SEPARATOR_TOKEN, type LexicalIndex } from "./lexical-index.ts";
import { rankWords } from "./rank-words.ts";
import { sharedFloat64, sharedInt32, sharedUint64 } from "./shared-arrays.ts";
import { foldWord, scanWords } from "./tokenise.ts";
import type { CorpusItem } from "./types.ts";
import { growWordTable, type WordTable } from "./word-table.ts";

export type { IndexedItem, LexicalIndex } from "./lexical-index.ts";

/** Positions are 32-bit integers. */
const MOST_TOKENS = 0x7fff_ffff;

/** @throws RangeError if two items share a contribution id or a novelty is not 0 to 1,000,000. */
function orderItems(items: readonly CorpusItem[]): readonly CorpusItem[] {
  const ordered = [...items].sort((a, b) => (a.contributionId < b.contributionId ? -1 : a.contributionId > b.contributionId ? 1 : 0));
  for (const [number, { contributionId, noveltyPpm }] of ordered.entries()) {
    if (ordered[number - 1]?.contributionId === contributionId)
      throw new RangeError(`Contribution ${contributionId} is in the corpus twice; list each once.`);
    if (!Number.isInteger(noveltyPpm) || noveltyPpm < 0 || noveltyPpm > 1_000_000) {
      throw new RangeError(`Contribution ${contributionId} has novelty ${noveltyPpm}; it must be an integer from 0 to 1,000,000.`);
    }
  }
  return ordered;
}

interface ReadWords {
  /** Numbered in the order in which the items hold them; only the first `length` count. */
  readonly tokens: Int32Array;
  readonly length: number;
  readonly starts: Int32Array<SharedArrayBuffer>;
  readonly table: WordTable;
}

/** Numbers all words; `starts[i]` is where item `i` begins, its separator ends it. */
function readWords(items: readonly CorpusItem[]): ReadWords {
  const table = growWordTable();
  const starts = sharedInt32(items.length + 1);
  let tokens = new Int32Array(1 << 16);
  let length = 0;
  const append = (token: number): void => {
    if (length === tokens.length) {
      if (length === MOST_TOKENS)
        throw new RangeError(`A corpus has at most ${MOST_TOKENS} words, separators included; split it over Datanets.`);
      const larger = new Int32Array(Math.min(2 * length, MOST_TOKENS));
      larger.set(tokens);
      tokens = larger;
    }
    tokens[length++] = token;
  };
  for (const [number, { text }] of items.entries()) {
    starts[number] = length;
    scanWords(text, (start, end) => {
      const word = foldWord(text, start, end);
      append(table.intern(word.units, word.length));
    });
    append(SEPARATOR_TOKEN);
  }
  starts[items.length] = length;
  return { tokens, length, starts, table: table.finish() };
}

/**
 * Builds the index of a set of items. The order of `items` does not matter.
 * @throws RangeError if two items share a contribution id, a novelty is not 0 to 1,000,000, or two words have the same 64-bit hash.
 */
export function buildIndex(items: readonly CorpusItem[]): LexicalIndex {
  const ordered = orderItems(items);
  const read = readWords(ordered);
  const { vocabulary, ranks } = rankWords(read.table);
  const tokens = sharedInt32(read.length);
  for (let i = 0; i < read.length; i++) tokens[i] = ranks[read.tokens[i]!]!;
  const contributionIds = sharedUint64(ordered.length);
  const novelties = sharedInt32(ordered.length);
  const commits = sharedFloat64(ordered.length);
  for (const [number, item] of ordered.entries()) {
    contributionIds[number] = item.contributionId;
    novelties[number] = item.noveltyPpm;
    commits[number] = item.commit;
  }
  return finishIndex({ ...vocabulary, contributionIds, novelties, commits, starts: read.starts, tokens });
}
