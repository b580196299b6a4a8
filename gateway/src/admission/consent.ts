import { Consent } from "@openledger/sdk";

import type { AdmissionTerms } from "./policy.ts";

/** Statements by which an author keeps machine use for himself, in the forms that are agreed on: TDMRep, CAWG, DeviantArt's and IPTC's, and plain words. */
const reservations: readonly (readonly [use: "train" | "infer" | "mine", pattern: RegExp])[] = [
  ["mine", /\btdm-reservation["']?\s*[:=]\s*["']?1\b/i],
  ["train", /<meta[^>]{1,200}content=["'][^"']{0,200}\bno(?:image)?ai\b/i],
  ["train", /\bcawg\.ai_(?:generative_)?training["']?\s*[:{][^}]{0,40}notAllowed/i],
  ["infer", /\bcawg\.ai_inference["']?\s*[:{][^}]{0,40}notAllowed/i],
  ["mine", /\bcawg\.data_mining["']?\s*[:{][^}]{0,40}notAllowed/i],
  ["train", /\b(?:may|must|shall) not be used (?:to|for|in) (?:the )?(?:train|training|machine learning|fine-tun)/i],
  ["train", /\bno (?:part of )?(?:this|the) [\w\s]{1,40} (?:may|shall) be used (?:to|for) (?:the )?train/i],
];

/** Whether a text itself refuses a use that the Datanet's terms allow. Undefined if it does not. */
export function consentProblem(text: string, terms: Pick<AdmissionTerms, "train" | "infer" | "mine">): string | undefined {
  for (const [use, pattern] of reservations) {
    const found = pattern.exec(text);
    if (found === null || terms[use] === Consent.NotAllowed) continue;
    const inWords = { train: "training", infer: "answering from it", mine: "mining" }[use];
    return `the text itself refuses ${inWords} (at character ${found.index + 1}), which the Datanet's terms allow`;
  }
  return undefined;
}
