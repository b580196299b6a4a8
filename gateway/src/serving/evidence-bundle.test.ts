import { expect } from "chai";
import type { Hex } from "viem";

import { evidenceFor, type EvidenceBundle, type EvidenceView } from "./evidence-bundle.ts";

const hash = `0x${"01".repeat(32)}` as Hex;
const idOf = (account: number): string => `${(BigInt(account) << 24n) | 1n}`;
const spanOf = (account: number, isPrivate: boolean) => ({
  contributionId: idOf(account),
  outputStart: 0,
  outputLength: 3,
  itemStart: 5,
  documents: 1,
  outputRange: [0, 9] as const,
  words: `words of ${account}`,
  isPrivate,
});
/** Account 10 contributed to a public Datanet, accounts 11 and 12 to a private one. */
const bundle: EvidenceBundle = {
  requestId: "chatcmpl-1",
  salt: hash,
  context: { requestHash: hash, promptRoot: hash, outputRoot: hash, methodId: hash, snapshotRoot: hash, evidenceRoot: hash },
  snapshots: [],
  retrieved: [],
  outputTokens: 3,
  outputTokensRoot: hash,
  outputHashes: "0x0102030405060708",
  evidence: [],
  spans: [spanOf(10, false), spanOf(11, true), spanOf(12, true)],
};

/** For each span: p if its place in the answer shows, w if its words do. */
const shown = (view: EvidenceView): string => {
  const { spans, salt, outputHashes } = evidenceFor(bundle, view) as { spans: Record<string, unknown>[]; salt?: Hex; outputHashes?: Hex };
  expect(outputHashes).to.equal(salt === undefined ? undefined : bundle.outputHashes);
  for (const span of spans) expect(span).to.not.have.property("isPrivate");
  return `${spans.map((span) => `${"words" in span ? "w" : "-"}${"outputRange" in span ? "p" : "-"}`).join(" ")}${salt === undefined ? "" : " salt"}`;
};

describe("evidenceFor", () => {
  const CASES: readonly (readonly [string, EvidenceView, string])[] = [
    ["nobody of a private answer", { isOwner: false, isPublic: false }, "-- -- --"],
    ["nobody of a public answer", { isOwner: false, isPublic: true }, "wp -- --"],
    ["the payer of a private answer", { isOwner: true, isPublic: false }, "wp wp wp salt"],
    ["a contributor of a private Datanet to a private answer", { isOwner: false, isPublic: false, contributor: 11 }, "-- w- --"],
    ["a contributor of a private Datanet to a public answer", { isOwner: false, isPublic: true, contributor: 12 }, "wp -- w-"],
    ["a contributor of a public Datanet to a private answer", { isOwner: false, isPublic: false, contributor: 10 }, "w- -- --"],
    ["a contributor without a span", { isOwner: false, isPublic: false, contributor: 13 }, "-- -- --"],
  ];
  for (const [who, view, expected] of CASES) it(`shows ${who} what concerns it`, () => expect(shown(view)).to.equal(expected));
});
