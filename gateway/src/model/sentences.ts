/** A sentence of an item that can stand in an answer, with the code it describes. */
export interface Sentence {
  readonly text: string;
  /** Signature of the declaration that the comment stands before, such as `function pause()`; empty for prose. */
  readonly declaration: string;
  /** Number of the comment block or paragraph, to find neighbours. */
  readonly block: number;
}

const DECLARATION =
  /^\s*((?:abstract\s+)?(?:function|modifier|event|error|contract|library|interface|struct|constructor))\b\s*([A-Za-z_$][\w$]*)?\s*(\([^()]{0,160}\))?/;
const CODE_BEGINS =
  /\s(?=(?:function|modifier|event|error)\s+\w+\s*\(|(?:abstract\s+)?(?:contract|library|interface|struct|enum)\s+\w+\s*(?:\{|is\s)|(?:mapping|require|if|for|while)\s*\(|using\s+\w+\s+for\b|import\s*[{"]|pragma\s|(?:assembly|unchecked)\s*[({]|emit\s+\w+\(|return\s[^.]*;|(?:address|bool|string|u?int\d*|bytes\d*)\s+(?:private|public|internal|constant|immutable|\w+\s*[=;]))/;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf|no)|\b[A-Z])\.$/;
const SMALL_WORDS = /\b(?:the|a|an|of|to|is|are|be|in|for|and|or|with|that|this|which|when|if|it|by|on|as|can|must|should|will|not)\b/gi;

function cleanComment(text: string): string {
  return text
    .replace(/^\s*(?:\/\*+|\*+\/?|\/{2,})/gm, " ")
    .replace(/\*\/|\/\*+|\/{3,}/g, " ")
    .replace(/(^|\s)\*(?=\s)/g, "$1")
    .replace(/```[\s\S]*?```/g, ". ")
    .replace(/@(?:notice|dev|title|return)\s/g, ". ")
    .replace(/@(?:param|custom:[\w-]+|author|inheritdoc)\s+\S+/g, ". ")
    .replace(/\bhttps?:\/\/[^\s[\]]+\[([^\]]*)\]/g, "$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/\{([\w.-]+)\}/g, "$1")
    .replace(/[-=~_*]{3,}/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function cleanProse(text: string): string {
  return text
    .replace(/^---[\s\S]*?\n---/, " ")
    .replace(/```[\s\S]*?```/g, "\n\n")
    .replace(/<[^>]*>/g, " ")
    .replace(/!\[[^\]]*\]\([^)]*\)/g, " ")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:#+|>|[-*+]|\d+\.)\s+/gm, "\n")
    .replace(/^.*\|.*\|.*$/gm, "\n");
}

function isLanguage(sentence: string): boolean {
  const words = sentence.split(" ");
  if (words.length < 6 || words.length > 60 || sentence.length > 400) return false;
  if (!/^[A-Z`"'(]/.test(sentence) || /[{};]\s*$|=>|==|\+=|:=|\/\/|pragma solidity|SPDX/.test(sentence)) return false;
  const letters = sentence.match(/[A-Za-z]/g)?.length ?? 0;
  const small = sentence.match(SMALL_WORDS)?.length ?? 0;
  return letters >= 0.7 * sentence.replaceAll(" ", "").length && small >= Math.max(2, words.length / 10);
}

function splitSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  let open = "";
  for (const piece of text.split(/(?<=[.!?:])\s+(?=[A-Z`"'(.])|(?:^|\s)\.\s/)) {
    open = open === "" ? piece.trim() : `${open} ${piece.trim()}`;
    if (ABBREVIATION.test(open)) continue;
    sentences.push(open.replace(/^[\s.:-]+/, ""));
    open = "";
  }
  if (open !== "") sentences.push(open);
  return sentences.filter((sentence) => /[.!?]$/.test(sentence) && isLanguage(sentence));
}

function declarationAfter(text: string, end: number): string {
  const found = DECLARATION.exec(text.slice(end, end + 400));
  if (!found) return "";
  const [, kind = "", name = "", parameters = ""] = found;
  return `${kind.replace(/\s+/g, " ")} ${name}${parameters.replace(/\s+/g, " ")}`.trim();
}

interface Block {
  readonly body: string;
  readonly end: number;
}

function blocksOfLines(text: string): readonly Block[] {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/[^\n]*\n?)+/gm)].map((match) => ({
    body: match[0],
    end: match.index + match[0].length,
  }));
}

/** In canonical text, white space is folded: a line comment runs on into the next comment or into code. */
function blocksOfFoldedText(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open = "";
  for (const match of text.matchAll(/\/\*[\s\S]*?\*\/|\/{2,3}\s(?:(?!\/\*|\/\/).)*/g)) {
    const isLine = match[0].startsWith("//");
    const code = isLine ? (CODE_BEGINS.exec(match[0])?.index ?? -1) : -1;
    const body = code < 0 ? match[0] : match[0].slice(0, code + 1);
    open = `${open} ${body}`;
    if (isLine && code < 0) continue;
    blocks.push({ body: open, end: match.index + body.length });
    open = "";
  }
  if (open !== "") blocks.push({ body: open, end: text.length });
  return blocks;
}

/** Sentences of source comments, or of prose, that read as language; code, markers, tables and links are left out. */
export function sentencesOf(text: string): readonly Sentence[] {
  const isSource = /\bpragma solidity\b|\/\*\*|\bfunction\s+\w+\s*\(|\/\/ SPDX/.test(text) && !/^#\s|\n#{1,3}\s/.test(text);
  if (isSource) {
    const blocks = text.includes("\n") ? blocksOfLines(text) : blocksOfFoldedText(text);
    return blocks.flatMap(({ body, end }, block) => {
      const declaration = declarationAfter(text, end);
      return splitSentences(cleanComment(body)).map((sentence) => ({ text: sentence, declaration, block }));
    });
  }
  return cleanProse(text)
    .split(/\n\s*\n/)
    .flatMap((paragraph, block) =>
      splitSentences(paragraph.replace(/\s+/g, " ").trim()).map((sentence) => ({ text: sentence, declaration: "", block })),
    );
}
