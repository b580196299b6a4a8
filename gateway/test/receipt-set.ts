import { createHash } from "node:crypto";

import { attribute } from "../src/attribution/attribute.ts";
import { buildIndex } from "../src/attribution/build-index.ts";
import { columnsOf, type LexicalIndex } from "../src/attribution/lexical-index.ts";
import type { CorpusItem } from "../src/attribution/types.ts";

const RECEIPTS_OF_A_CORPUS = 50;
const ITEMS = 60;

/** Words with everything that a runtime could see differently: cases, accents in two forms, other scripts, emoji, code points newer than the method's Unicode. */
const ODD = [
  ...["Straße", "ÉTAT", "e\u0301tat", "ΣΟΦΟΣ", "ПРИВЕТ", "سلام", "שלום", "検証する", "한국어", "ไทย", "🦄", "👩‍🚀", "ﬁne", "İstanbul"],
  ...["x\u1c89y", "a\u{105c9}b", "q\u0323\u0307", "\u1e9b\u0323", "\u212b", "n\u200bo", "\ud800z", "क्षेत्र", "Ǆungla", "x_1"],
];

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

export function makeCorpus(seed: number): { readonly items: readonly CorpusItem[]; readonly outputs: readonly string[] } {
  const random = randomOf(seed);
  const below = (end: number): number => random() % end;
  // The lower a word's number the more often it comes.
  const word = (): string => (below(12) === 0 ? ODD[below(ODD.length)]! : `w${(below(900) * below(900) * below(900)) >>> 18}`);
  const sentence = (length: number): string => Array.from({ length }, word).join(" ");
  const texts: string[] = [];
  for (let i = 0; i < ITEMS; i++) {
    const source = texts[below(Math.max(1, i))] ?? "";
    const kind = below(6);
    // Some items copy another, some hold a part of it.
    texts.push(kind === 0 ? source : kind === 1 ? `${source.slice(below(40), 300)} ${sentence(50)}` : sentence(20 + below(160)));
  }
  const items = texts.map((text, i): CorpusItem => ({
    contributionId: (BigInt(1 + below(9)) << 24n) | BigInt(i),
    contentRoot: `0x${"00".repeat(32)}`,
    text,
    noveltyPpm: below(4) === 0 ? below(1_000_001) : 1_000_000,
    commit: below(30),
  }));
  const outputs = Array.from({ length: RECEIPTS_OF_A_CORPUS }, () =>
    Array.from({ length: 1 + below(6) }, () => {
      const text = texts[below(ITEMS)]!;
      const start = below(Math.max(1, text.length));
      return `${text.slice(start, start + below(400))} ${sentence(below(12))}`;
    }).join(" "),
  );
  return { items, outputs };
}

/** Every byte of an index, and every number of a receipt, as text. */
const columnsText = (index: LexicalIndex): string =>
  Object.entries({ ...columnsOf(index) })
    .map(([name, column]: [string, ArrayBufferView]) => {
      const bytes = Buffer.from(column.buffer as ArrayBuffer, column.byteOffset, column.byteLength);
      return `${name} ${createHash("sha256").update(bytes).digest("hex")}`;
    })
    .join("\n");

/**
 * SHA-256 over the indexes and the attributions of a set of generated receipts: the same wherever the method is.
 * @param receipts A multiple of 50; the sets of larger numbers begin with those of smaller ones.
 */
export function digestOfReceipts(receipts: number): { readonly digest: string; readonly spans: number; readonly legs: number } {
  const hash = createHash("sha256");
  let spans = 0;
  let legs = 0;
  for (let corpus = 0; corpus < receipts / RECEIPTS_OF_A_CORPUS; corpus++) {
    const { items, outputs } = makeCorpus(corpus + 1);
    const index = buildIndex(items);
    hash.update(columnsText(index));
    for (const [i, output] of outputs.entries()) {
      const result = attribute(index, { output, retrieved: i % 3 === 0 ? [items[i % ITEMS]!.contributionId] : [] });
      spans += result.spans.length;
      legs += result.legs.length;
      hash.update(JSON.stringify(result, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)));
    }
  }
  return { digest: hash.digest("hex"), spans, legs };
}
