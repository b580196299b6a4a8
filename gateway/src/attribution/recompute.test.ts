import { ContributionStatus, evidenceRoot, outputTokens, recordsRoot, retrievedRoot, successorContribution } from "@openledger/sdk";
import { expect } from "chai";

import { digestOfReceipts, makeCorpus } from "../../test/receipt-set.ts";
import type { Catalogue } from "../chain/types.ts";
import { redirectWithdrawn } from "../serving/redirect-withdrawn.ts";
import { attribute } from "./attribute.ts";
import { buildIndex } from "./build-index.ts";
import { hashWords } from "./hash-output.ts";
import { recompute, type ClaimedAttribution } from "./recompute.ts";
import { useWebAssembly } from "./web-assembly.ts";

/** Of the first 200 receipts of `npm run check:recompute`. It changes with the method and with nothing else; then so does METHOD_VERSION. */
const DIGEST = "24c6d538b5c85ad14343422b96350d6f60ab056063c45d66cccb1e99f277e7b1";

describe("recomputing receipts", function () {
  this.timeout(60_000);
  afterEach(() => useWebAssembly(true));

  for (const core of ["WebAssembly", "TypeScript"] as const) {
    it(`gives the committed digest of indexes and receipts by ${core}`, () => {
      useWebAssembly(core === "WebAssembly");
      const { digest, spans, legs } = digestOfReceipts(200);
      expect(spans).to.be.greaterThan(200);
      expect(legs).to.be.greaterThan(400);
      expect(digest).to.equal(DIGEST);
    });
  }
});

describe("recompute", () => {
  const { items, outputs } = makeCorpus(3);
  const index = buildIndex(items);
  const salt = `0x${"5a".repeat(32)}` as const;
  const retrieved = [items[0]!.contributionId, items[7]!.contributionId];

  /** A receipt as a gateway signs it when these items were withdrawn. */
  function receiptOf(output: string, withdrawn: ReadonlySet<bigint>): ClaimedAttribution {
    const catalogue = {
      contributions: new Map([...withdrawn].map((id) => [id, { status: ContributionStatus.Withdrawn, datanet: 4 }])),
      datanets: new Map([[4, { account: 77 }]]),
    } as unknown as Catalogue;
    const { legs, evidence, ...found } = redirectWithdrawn(attribute(index, { output, retrieved }), catalogue);
    const inWords = (record: object) =>
      Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : (value as string)]),
      );
    const outputTokensRoot = outputTokens(hashWords(output), salt).root;
    return {
      ...{ methodId: found.methodId, outputTokens: found.outputTokens, unattributed: found.unattributed, salt, outputTokensRoot },
      evidenceRoot: evidenceRoot({ recordsRoot: recordsRoot(evidence), outputTokensRoot, retrievedRoot: retrievedRoot(retrieved) }),
      retrieved: retrieved.map(String),
      evidence: evidence.map(inWords),
      legs: legs.map(inWords),
    };
  }

  it("finds receipts equal, with their roots, whoever withdrew meanwhile", () => {
    let redirected = 0;
    for (const [i, output] of outputs.entries()) {
      const withdrawn = new Set(items.filter((_, number) => (number + i) % 3 === 0).map(({ contributionId }) => contributionId));
      const claimed = receiptOf(output, withdrawn);
      redirected += claimed.evidence.filter(({ contributionId }) => contributionId === String(successorContribution(77))).length;
      expect(recompute(index, { claimed, output }), `output ${i}`).to.include({ isEqual: true });
    }
    expect(redirected).to.be.greaterThan(20);
  });

  it("names the first number that differs", () => {
    const output = outputs.find((own) => attribute(index, { output: own }).spans.length > 0)!;
    const claimed = receiptOf(output, new Set());
    const differenceWith = (change: Partial<ClaimedAttribution>): string => {
      const result = recompute(index, { claimed: { ...claimed, ...change }, output });
      return result.isEqual ? "" : result.firstDifference;
    };
    expect(differenceWith({ evidenceRoot: "0x01" })).to.contain("the evidence root is");
    expect(differenceWith({ outputTokensRoot: "0x01" })).to.contain("the root of the output's words is");
    expect(differenceWith({ unattributed: 50_001 }))
      .to.contain("the unattributed weight is")
      .and.contain("the receipt says 50001");
    expect(differenceWith({ legs: claimed.legs!.slice(1) })).to.contain("leg 1: contributionId is");
    expect(differenceWith({ evidence: claimed.evidence.map((record, i) => (i === 0 ? { ...record, documents: 99 } : record)) })).to.contain(
      "evidence record 1: documents is",
    );
  });
});
