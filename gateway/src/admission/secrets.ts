import { createHash } from "node:crypto";

import { english } from "viem/accounts";

/** Something found in a text, told without repeating it. */
export type Finding = { readonly what: string; readonly position: number };

/** Tokens that services issue with a recognisable form, private keys, and passwords that are assigned. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED )?PRIVATE KEY(?: BLOCK)?-----\s+[A-Za-z0-9+/=\s]{40}/g],
  ["an AWS access key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b/g],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{20,}/g],
  ["an API key", /\bsk-(?:proj-|ant-|live-)?[A-Za-z0-9_-]{32,}\b/g],
  ["a Stripe key", /\b[rs]k_live_[A-Za-z0-9]{20,}\b/g],
  ["a Google API key", /\bAIza[0-9A-Za-z_-]{35}\b/g],
  ["a JSON web token", /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{20,2000}/g],
  ["a URL with a password", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>{}$]{1,100}:[^\s:@/"'<>{}$]{6,100}@[\w.-]/gi],
  ["a private key in hexadecimal", /\b(?:private[_ -]?key|secret[_ -]?key|PRIVKEY)\b["'\s]*[:=]["'\s]*(?:0x)?[0-9a-f]{64}\b/gi],
  [
    "a password",
    /\b(?:password|passwd|api[_-]?secret|client[_-]?secret)["']?\s*[:=]\s*["'](?=[^"']*\d)(?=[^"']*[A-Za-z])[^\s"'<>${}]{10,64}["']/gi,
  ],
];

/** Keys and phrases that everybody knows: development accounts of Hardhat, Anvil and Ganache. Nobody loses by them. */
const wellKnown = [
  /test test test test test test test test test test test junk/,
  /ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80/,
];

/** Secrets in a text, in order of position. */
export function findSecrets(text: string): readonly Finding[] {
  const findings = patterns.flatMap(([what, pattern]) =>
    [...text.matchAll(pattern)]
      .filter(([match]) => !wellKnown.some((known) => known.test(match)))
      .map(({ index }) => ({ what, position: index })),
  );
  return [...findings, ...findSeedPhrases(text)].sort((a, b) => a.position - b.position);
}

const wordNumbers = new Map(english.map((word, number) => [word, number]));
const phraseLengths = [24, 21, 18, 15, 12];

/** Runs of words of the BIP-39 list whose checksum is right: one phrase of ordinary words in sixteen or more would pass the list alone. */
function findSeedPhrases(text: string): readonly Finding[] {
  const words = [...text.matchAll(/[A-Za-z]+/g)].map(({ 0: word, index }) => ({
    word,
    number: wordNumbers.get(word.toLowerCase()),
    index,
  }));
  const findings: Finding[] = [];
  for (let start = 0; start < words.length; start++) {
    const length = phraseLengths.find((wanted) => isPhrase(words.slice(start, start + wanted), wanted, text));
    if (length === undefined) continue;
    findings.push({ what: "a seed phrase", position: words[start]!.index });
    start += length - 1;
  }
  return findings;
}

type Word = { readonly word: string; readonly number: number | undefined; readonly index: number };

function isPhrase(words: readonly Word[], wanted: number, text: string): boolean {
  if (words.length < wanted || words.some(({ number }) => number === undefined)) return false;
  if (new Set(words.map(({ number }) => number)).size < wanted / 2) return false;
  // In prose and code, punctuation stands between words sooner or later; a phrase is words and white space, or a numbered list.
  const last = words.at(-1)!;
  if (!/^[\sA-Za-z0-9.,"'`)]+$/.test(text.slice(words[0]!.index, last.index + last.word.length))) return false;
  const bits = words.map(({ number }) => number!.toString(2).padStart(11, "0")).join("");
  const checksumBits = wanted / 3;
  const entropy = bits.slice(0, -checksumBits);
  const bytes = Buffer.from(entropy.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const expected = createHash("sha256").update(bytes).digest()[0]!.toString(2).padStart(8, "0").slice(0, checksumBits);
  return bits.slice(-checksumBits) === expected;
}
