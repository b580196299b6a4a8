import { parseArgs } from "node:util";

import { bytesOf } from "../../gateway/src/attribution/lexical-index.ts";
import { methodText } from "../../gateway/src/attribution/method-id.ts";
import type { Command } from "./command.ts";
import { indexFileOf, openIndexOf } from "./open-index.ts";
import { readCorpus } from "./read-corpus.ts";

/** `index <folder>`: builds a folder's index and writes it to a file. */
export const indexFolder: Command = {
  usage: "index <folder> [--index FILE]",
  run: async (args, paint) => {
    const { values, positionals } = parseArgs({ args: [...args], options: { index: { type: "string" } }, allowPositionals: true });
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) throw new Error(`usage: ${indexFolder.usage}`);
    const corpus = readCorpus(folder);
    const { index, file, seconds } = openIndexOf(corpus, values.index ?? indexFileOf(folder), { isFresh: true });
    const bytes = corpus.items.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    const facts = {
      file,
      method: methodText(),
      items: corpus.items.length,
      skippedFiles: corpus.skipped,
      textBytes: bytes,
      words: index.wordCount,
      distinctWords: index.vocabularyHashes.length - 1,
      indexBytes: bytesOf(index),
      seconds,
    };
    return {
      isGood: true,
      json: facts,
      lines: [
        `${paint.strong(String(facts.items))} items, ${bytes.toLocaleString("en")} bytes, ${facts.words.toLocaleString("en")} words, ${facts.distinctWords.toLocaleString("en")} of them distinct`,
        ...(corpus.skipped > 0 ? [paint.faint(`${corpus.skipped} files are no text and were left out`)] : []),
        `${file}: ${facts.indexBytes.toLocaleString("en")} bytes, in ${seconds.toFixed(2)} s`,
        paint.faint(facts.method),
      ],
    };
  },
};
