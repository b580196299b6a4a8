import { hexToBytes, toHex, concatHex } from "viem";

import { BaseError, canonicalText, chunkProof, chunkRoot, contentRoot, MAX_TEXT_BYTES } from "../../sdk/src/index.ts";
import { randomOf } from "./random.ts";

const TEXTS = [
  "a",
  "Reentrancy: call after effects.",
  "  two\t\tspaces\r\n and \u00a0\u2003\u3000 others\ufeff ",
  "e\u0301 becomes \u00e9, \u212b becomes \u00c5",
  "controls \u0001go\u007f, between \u0008 spaces, in e\u0002\u0301",
  "emoji \u{1f512} and \u4e2d\u6587 and \u0627\u0644\u0639",
  "exactly thirty-two bytes of text",
  "exactly thirty-three bytes of text".slice(1),
  "x".repeat(64),
  'function withdraw() external { (bool ok,) = msg.sender.call{value: balance}(""); require(ok); }',
];

const REFUSED = [
  "",
  " \t\n",
  "\u0001\u0002",
  "a\0b",
  "\0",
  "ab\ud800",
  "\udc00x",
  "\ud800\ud800\udc00",
  "\u{1f512}\udd12",
  "x".repeat(MAX_TEXT_BYTES + 1),
];

/** Canonical texts with their roots, opened chunks, and what is refused (inputs as runs of UTF-16 code units, which any JSON reader takes). */
export function contentVectors() {
  const random = randomOf("content");
  const cases = TEXTS.map((input) => {
    const salt = random.bytes32();
    return { canonical: canonicalText(input), contentRoot: contentRoot(input, salt), input, salt };
  });
  const chunks = [0, 1, 31, 32, 33, 64, 65, 96, 127, 128, 129, 500].map((byteLength) => {
    const [salt, filler] = [random.bytes32(), concatHex(Array.from({ length: 16 }, () => random.bytes32()))];
    const bytes = hexToBytes(filler).subarray(0, byteLength);
    const index = byteLength === 0 ? 0 : random.int(0, Math.ceil(byteLength / 32) - 1);
    const { chunk, proof } = byteLength === 0 ? { chunk: "0x", proof: [] } : chunkProof(bytes, salt, index);
    return { byteLength, bytes: toHex(bytes), chunk, index, proof, root: chunkRoot(bytes, salt), salt };
  });
  return { cases, chunks, refused: REFUSED.map(refusal) };
}

function refusal(input: string) {
  const isLong = input.length > 1000;
  const codeUnits = Array.from({ length: isLong ? 1 : input.length }, (_, i) => input.charCodeAt(i));
  const repeat = isLong ? input.length : 1;
  try {
    canonicalText(input);
  } catch (error) {
    if (error instanceof BaseError) return { codeUnits, error: error.name, message: error.shortMessage, repeat };
  }
  throw new Error(`${JSON.stringify(input.slice(0, 40))} was not refused`);
}
