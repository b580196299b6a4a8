import path from "node:path";

import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { IndexFileError, loadIndex, saveIndex } from "../../gateway/src/attribution/index-file.ts";
import type { LexicalIndex } from "../../gateway/src/attribution/lexical-index.ts";
import { methodText } from "../../gateway/src/attribution/method-id.ts";
import type { Corpus } from "./read-corpus.ts";

export interface OpenedIndex {
  readonly index: LexicalIndex;
  readonly file: string;
  /** Why it was built rather than read; undefined if it was read. */
  readonly reason: string | undefined;
  readonly seconds: number;
}

/** Where a folder's index is kept unless something else is asked for: beside it. */
export const indexFileOf = (folder: string): string => `${path.resolve(folder)}.index`;

/** The index of a corpus from its file, or built and written there if the file is missing, broken or of something else. */
export function openIndexOf(corpus: Corpus, file: string, { isFresh = false } = {}): OpenedIndex {
  const key = `${methodText()} ${corpus.digest}`;
  const start = performance.now();
  const since = (): number => (performance.now() - start) / 1_000;
  let reason = "as asked";
  if (!isFresh) {
    try {
      return { index: loadIndex(file, key), file, reason: undefined, seconds: since() };
    } catch (error) {
      if (error instanceof IndexFileError) reason = error.message;
      else if ((error as NodeJS.ErrnoException).code === "ENOENT") reason = "there was none";
      else throw error;
    }
  }
  const index = buildIndex(corpus.items);
  saveIndex(file, index, key);
  return { index, file, reason, seconds: since() };
}
