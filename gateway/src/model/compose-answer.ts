import { findPassages, type WeightedIndex } from "./find-passages.ts";
import type { Passage } from "./passage-index.ts";

export interface Composed {
  readonly text: string;
  /** Contributions whose sentences are in the answer. */
  readonly retrieved: readonly bigint[];
}

/** The question to answer and what may be used. */
export interface ComposeParameters {
  readonly question: string;
  readonly datanetNames: readonly string[];
  readonly excluded: ReadonlySet<bigint>;
}

export const MOST_SENTENCES = 5;

function fileOf(uri: string): string {
  return uri.split(/[/#?]/).findLast((part) => part !== "") ?? "";
}

function contextOf({ declaration, uri }: Passage): string {
  const named = declaration.length > 80 ? declaration.split("(")[0]!.trim() : declaration;
  if (named !== "") return ` (\`${named}\`)`;
  return uri === "" ? "" : ` (${fileOf(uri)})`;
}

/** Composes an answer from the sentences of the Datanets: one that says what was found, then each sentence with where it stands. */
export function composeAnswer(indexes: readonly WeightedIndex[], { question, datanetNames, excluded }: ComposeParameters): Composed {
  const where = `the Datanet${datanetNames.length > 1 ? "s" : ""} ${datanetNames.map((name) => `"${name}"`).join(" and ")}`;
  const passages = findPassages(indexes, { question, limit: MOST_SENTENCES, excluded });
  if (passages.length === 0) return { text: `I found nothing about this in ${where}.`, retrieved: [] };
  const retrieved = [...new Set(passages.map(({ contributionId }) => contributionId))].sort((a, b) => (a < b ? -1 : 1));
  const head =
    passages.length === 1
      ? `I found one passage about this in ${where}:`
      : `I found ${passages.length} passages about this, from ${retrieved.length} item${retrieved.length > 1 ? "s" : ""} of ${where}:`;
  return { text: `${head}\n\n${passages.map((passage) => `- ${passage.text}${contextOf(passage)}`).join("\n")}`, retrieved };
}
