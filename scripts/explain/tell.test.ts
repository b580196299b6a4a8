import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { explainAccount } from "./account.ts";
import { ExplainError, PAGE } from "./ask.ts";
import { explainContribution, tellContribution, type ContributionAnswer } from "./contribution.ts";
import { explainEpoch } from "./epoch.ts";
import { createPaint, percent, plain, utc, wantsColours } from "./paint.ts";
import { explainReceipt, tellReceipt } from "./receipt.ts";
import type { ReceiptAnswer } from "./receipt-answer.ts";

const at = { number: 9, hash: `0x${"ab".repeat(32)}` };
const grey = createPaint(false);
const nobody = "http://127.0.0.1:1/graphql";

const receipt = (change: Partial<NonNullable<ReceiptAnswer["receipt"]>> = {}): ReceiptAnswer => ({
  receipt: {
    id: `0x${"01".repeat(32)}`,
    fee: "1000000000",
    promptTokens: 12,
    completionTokens: 34,
    servedAt: "1763640000123",
    payerId: 7,
    weightTotal: "1000",
    dataAmount: "600000000",
    unattributedAmount: "150000000",
    voidedAmount: "0",
    timestamp: "1763640060",
    transactionHash: `0x${"cd".repeat(32)}`,
    blockNumber: "8",
    standsIn: null,
    gateway: { id: 1, name: "demo" },
    offering: { label: "auditor" },
    evidence: {
      status: "verified",
      problem: null,
      spans: [
        {
          contributionId: "67108865",
          class: "Proven",
          words: "checks\u001b[31m effects",
          wordCount: 2,
          outputStart: 4,
          shareUnits: 500,
          amount: "300000000",
        },
      ],
    },
    payouts: {
      items: [
        { accountId: 4, role: "Data", amount: "450000000" },
        { accountId: 1, role: "Unattributed", amount: "150000000" },
        { accountId: 2, role: "Gateway", amount: "400000000" },
      ],
    },
    legs: {
      totalCount: 1,
      items: [
        {
          contributionId: "67108865",
          accountId: 4,
          class: "Proven",
          weight: 750,
          amount: "450000000",
          isVoided: false,
          contribution: { uri: "npm:a/b.sol", status: "Accepted", timestamp: "1763640000", licence: "MIT", terms: { licence: "MIT" } },
        },
      ],
    },
    ...change,
  },
  at,
});

const contribution: ContributionAnswer = {
  contribution: {
    id: "67108865",
    accountId: 4,
    uri: "npm:a/b.sol",
    licence: "MIT",
    contentRoot: `0x${"ee".repeat(32)}`,
    status: "Duplicate",
    reason: "NearDuplicate",
    noveltyPpm: 0,
    originalId: "67108864",
    bond: "0",
    timestamp: "1763640000",
    datanet: { id: 1, name: "security" },
    terms: { licence: "MIT", version: 2 },
    earning: { earned: "5", voided: "3", legCount: 2, receiptCount: 2 },
    verdicts: { items: [] },
    legs: { items: [] },
    roundItems: { items: [] },
    duplicateProof: null,
    removals: { items: [] },
  },
  at,
};

const judged: ContributionAnswer = {
  contribution: {
    ...contribution.contribution!,
    roundItems: {
      items: [
        {
          roundId: "3",
          outcome: "Accepted",
          decision: "Panel",
          reason: "None",
          score: 600_000,
          finalisedAt: "1763640000",
          round: { phase: "Closed" },
          findings: {
            items: [
              { levelId: "3-0", isAccepted: false, reason: "LowQuality", acceptCount: 1, rejectCount: 2 },
              { levelId: "3-1", isAccepted: true, reason: "None", acceptCount: 7, rejectCount: 0 },
            ],
          },
          votes: {
            items: [
              { levelId: "3-0", validatorId: 21, accepts: false, reason: "LowQuality", score: 0 },
              { levelId: "3-1", validatorId: 22, accepts: true, reason: "None", score: 600_000 },
            ],
          },
          appeals: { items: [{ id: "3-0-5", appellantId: 4, bond: "20000000000", isReturned: true }] },
        },
      ],
    },
    duplicateProof: { earlierId: "67108864", proverId: 9, covered: "600", bond: "5000000000" },
    removals: {
      items: [
        {
          id: "2",
          claimantId: 8,
          reason: "PersonalData",
          evidenceUri: "https://e\u001b[31m",
          outcome: "Open",
          deadline: "1763640000",
        },
      ],
    },
  },
  at,
};

describe("npm run explain", () => {
  it("says who paid, who got it, for which words, and at which block that is true", () => {
    const text = tellReceipt(receipt(), grey).join("\n");
    expect(text).to.include("Account 7 paid 1 OPEN");
    expect(text).to.match(/45\.0 % {2}0\.45 OPEN to account 4 as Data/);
    expect(text).to.match(/75\.0 % {2}0\.45 OPEN {2}npm:a\/b\.sol/);
    expect(text).to.match(/25\.0 % {2}0\.15 OPEN {2}unattributed/);
    expect(text).to.include("The parts sum to the fee.");
    expect(text).to.include("word 5: “checks·[31m effects”");
    expect(text).to.include("50.0 %, 0.3 OPEN: npm:a/b.sol of account 4, licence MIT, first seen 2025-11-20 12:00:00 UTC, Proven");
    expect(text).to.include("licence MIT, first seen 2025-11-20 12:00:00 UTC, Accepted, Proven (anybody can prove it)");
    expect(text).to.include("verified");
    expect(text).to.include(`True at block 9 ${at.hash}.`);
  });

  it("names the influence prior of a judged leg, and says whether it stood", () => {
    const judged = { ...receipt().receipt!.legs.items[0]!, class: "Judged" };
    const span = { class: "Judged", words: null, wordCount: 0, outputStart: 0, shareUnits: 1, amount: "600" };
    const tell = (prior: { number: string; stood: boolean; published: { state: string; gatewayId: number } | null }) => {
      const spans = [{ ...span, contributionId: judged.contributionId, prior }];
      const evidence = { status: "verified", problem: null, spans };
      return tellReceipt(receipt({ legs: { totalCount: 1, items: [judged] }, evidence }), grey).join("\n");
    };
    const published = { state: "Published", gatewayId: 1 };
    expect(tell({ number: "4", stood: true, published })).to.match(/prior 4 of gateway 1, Published now: it stood when/);
    expect(tell({ number: "4", stood: false, published: { state: "Refuted", gatewayId: 1 } })).to.match(/Refuted now: it did not stand/);
    expect(tell({ number: "5", stood: false, published: null })).to.include("prior 5, which nobody published");
  });

  it("shows the words of each item in a colour of its own, and private words by their number", () => {
    const leg = receipt().receipt!.legs.items[0]!;
    const legs = { totalCount: 2, items: [leg, { ...leg, contributionId: "9" }] };
    const span = { class: "Proven", words: "one two", wordCount: 2, outputStart: 0, shareUnits: 1, amount: "600" };
    const spans = [
      { ...span, contributionId: "9", words: null, wordCount: 7, outputStart: 9 },
      { ...span, contributionId: leg.contributionId },
      { ...span, contributionId: leg.contributionId, class: "Recomputable", words: null },
    ];
    const told = tellReceipt(receipt({ legs, evidence: { status: "verified", problem: null, spans } }), createPaint(true)).join("\n");
    expect(told).to.include("word 1: \u001b[36m“one two”\u001b[0m");
    expect(told).to.include("word 10: \u001b[33m7 words, kept private\u001b[0m");
    expect(told.match(/word \d+:/g)).to.have.length(2);
    expect(told).to.include("\u001b[36mone two\u001b[0m \u001b[2m… 7 words …\u001b[0m \u001b[33m[7 private words]\u001b[0m");
  });

  it("says so where the parts do not sum to the fee, or the evidence is false", () => {
    const evidence = { status: "mismatch", problem: "its records do not give its evidence root", spans: [] };
    const text = tellReceipt(receipt({ fee: "1000000001", evidence }), grey).join("\n");
    expect(text).to.include("sum to 1 OPEN, not to the fee");
    expect(text).to.include("The evidence is false: its records do not give its evidence root.");
  });

  it("says why a contribution no longer earns", () => {
    const text = tellContribution(contribution, grey).join("\n");
    expect(text).to.include("It is Duplicate, because of NearDuplicate, repeating contribution 67108864.");
    expect(text).to.include("0.000000003 OPEN more went to the commons account");
  });

  it("says which round judged a contribution, how each member voted and why, who appealed, and what courts found", () => {
    const text = tellContribution(judged, grey).join("\n");
    expect(text).to.include("Round 3: Accepted with a novelty of 60.0 % on 2025-11-20 12:00:00 UTC; its panel decided.");
    expect(text).to.include("1 of 3 members of the first panel were for it: it rejected, because of LowQuality.");
    expect(text).to.include("7 of 7 members of the panel of appeal 1 were for it: it accepted.");
    expect(text).to.include("validator 21: reject, because of LowQuality");
    expect(text).to.include("validator 22: accept, 60.0 % new");
    expect(text).to.include("Account 4 appealed; its bond of 20 OPEN came back.");
    expect(text).to.include("Account 9 proved that 600 bytes repeat contribution 67108864, and was paid its bond of 5 OPEN.");
    expect(text).to.include("Removal 2, asked by account 8 because of PersonalData, evidence https://e·[31m: Open until");
  });

  describe("of a receipt with more legs than a page", () => {
    const LEGS = 2_500;
    const EACH = 4n;
    const legs = Array.from({ length: LEGS }, (_, i) => ({
      ...receipt().receipt!.legs.items[0]!,
      contributionId: `${i + 1}`,
      weight: 1,
      amount: `${EACH}`,
    }));
    const payouts = legs.map((_, i) => ({ accountId: i + 1, role: "Data", amount: `${EACH}` }));
    const pageOf = <T>(rows: readonly T[], from: number) => ({
      items: rows.slice(from, from + PAGE),
      pageInfo: { hasNextPage: from + PAGE < rows.length, endCursor: `${from + PAGE}` },
    });
    /** Explains the receipt from an indexer that gives pages; `blockAt` says at which block it stands at each request. */
    const explain = async (blockAt: (request: number) => number): Promise<string> => {
      let requests = 0;
      const server = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString()));
        request.on("end", () => {
          const { query, variables } = JSON.parse(body) as { query: string; variables: { after?: string } };
          const from = Number(variables.after ?? 0);
          const lists = {
            ...(/\bpayouts\(/.test(query) && { payouts: pageOf(payouts, from) }),
            ...(/\blegs\(/.test(query) && { legs: { totalCount: LEGS, ...pageOf(legs, from) } }),
          };
          const whole = {
            fee: `${EACH * BigInt(LEGS)}`,
            dataAmount: `${EACH * BigInt(LEGS)}`,
            weightTotal: `${LEGS}`,
            unattributedAmount: "0",
          };
          const number = blockAt(requests++);
          const block = { number, hash: `0x${`${number}`.padStart(64, "0")}` };
          response.end(JSON.stringify({ data: { _meta: { block }, receipt: { ...receipt().receipt, ...whole, ...lists } } }));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        return (await explainReceipt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, receipt().receipt!.id, grey)).join("\n");
      } finally {
        server.closeAllConnections();
        server.close();
      }
    };

    it("reads every page, so that the parts sum to the fee", async () => {
      const text = await explain(() => 9);
      expect(text).to.include("The parts sum to the fee.");
      expect(text).to.include(`and ${LEGS - 20} smaller ones`);
      expect(text).to.include(`to account ${LEGS} as Data`);
      expect(text).to.not.include("unattributed");
    });

    it("does not mix pages of different blocks", async () => {
      const error = await explain((request) => 9 + request).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ExplainError);
      expect((error as Error).message).to.match(/went on to block 10 while a long list was read/);
    });
  });

  describe("of a receipt that stands in an epoch", () => {
    const epoch = { number: "3", committedAt: "1763640100", challengeBefore: "1763726500", finalisedAt: null };
    const told = (state: string, finalisedAt: string | null = null) =>
      tellReceipt(receipt({ standsIn: { ...epoch, state, finalisedAt } }), grey);
    /** Explains a receipt from an indexer that answers so. */
    const explain = async (status: number, body: unknown): Promise<string> => {
      const server = createServer((request, response) => {
        request.resume();
        response.writeHead(status).end(JSON.stringify(body));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
        const id = receipt().receipt!.id;
        return (await explainReceipt(url, id, grey).catch((error: unknown) => [(error as Error).message])).join("\n");
      } finally {
        server.closeAllConnections();
        server.close();
      }
    };

    it("says the same of it, and whether anybody is paid yet", () => {
      const [direct, committed] = [tellReceipt(receipt(), grey), told("Held")];
      expect(committed.toSpliced(-2, 1)).to.deep.equal(direct.toSpliced(-2, 1));
      expect(committed.at(-2)).to.match(/epoch 3 of its gateway.*Nobody is paid yet: lies can be proven until 2025-11-21/);
      expect(told("Final", "1763726600").at(-2)).to.match(/final since 2025-11-21/);
      expect(told("Void").at(-2)).to.include("nobody was paid by it");
    });

    it("says why it cannot be shown, and when nobody knows it", async () => {
      const problem = "The receipts of epoch 3 of gateway 1 cannot be told here.";
      expect(await explain(409, { errors: [{ message: problem }], data: null })).to.equal(`GraphQL: ${problem}`);
      expect(await explain(502, "down")).to.match(/GraphQL answered 502/);
      expect(await explain(200, { data: { _meta: { block: at }, receipt: null } })).to.match(
        /no settled receipt .* or its epoch committed/,
      );
    });
  });

  describe("of an epoch", () => {
    const part = (n: number, amount: string) => ({
      ...{ receipt: `0x${"0".repeat(63)}${n}`, servedAt: "1763640000123", payer: 7, contributions: ["67108865"] },
      payouts: [{ role: "Data", amount }],
    });
    const epoch = { id: "0x01", gateway: 1, number: "3", receiptCount: "9", feeTotal: "1000000000", committedAt: "1763640100" };
    const answer = (state: string, paid: string | null, receipts: unknown, next: number | null) => ({
      ...{ epoch: { ...epoch, state, challengeBefore: "1763726500", finalisedAt: state === "Final" ? "1763726600" : null } },
      ...{ transaction: "0xcd", paid, receipts, next, block: at },
    });
    const pages: Record<string, unknown> = {
      "/explain/epoch/1/3": answer("Held", null, null, null),
      "/explain/epoch/1/3?account=4": answer("Final", "30", [part(1, "10")], 5),
      "/explain/epoch/1/3?account=4&from=5": answer("Final", "30", [part(2, "20")], null),
      "/explain/epoch/1/3?account=5": answer("Final", "0", [part(1, "10")], null),
    };
    let server: ReturnType<typeof createServer>;
    let url: string;
    before((done) => {
      server = createServer((request, response) => {
        const page = pages[request.url!];
        response.statusCode = page === undefined ? 404 : 200;
        response.end(JSON.stringify(page ?? { error: { message: "There is no such epoch." } }));
      }).listen(0, "127.0.0.1", () => {
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
        done();
      });
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it("says where it stands", async () => {
      const lines = await explainEpoch(url, "1/3", grey);
      expect(lines.join("\n")).to.match(/9 receipts with 1 OPEN of fees.*\nNobody is paid yet: lies can be proven until 2025-11-21/);
    });

    it("reads every page of what it pays an account, dearest first, and says whether it was credited", async () => {
      const text = (await explainEpoch(url, "1/3", grey, "4")).join("\n");
      expect(text).to.match(/gives account 4 0\.00000003 OPEN for 2 receipts\n.*0\.00000002 OPEN as Data.*0002\n.*\n.*0\.00000001 OPEN/);
      expect(text).to.include("All of it is credited");
      expect((await explainEpoch(url, "1/3", grey, "5")).join("\n")).to.include("0 OPEN of it is credited to the account so far");
    });

    it("refuses what is none, and says what the indexer says", async () => {
      for (const [id, account, message] of [
        ["1", undefined, /for example 1\/0/],
        ["1/3", "x", /whole number from 1/],
        ["1/4", undefined, /no such epoch/],
      ] as const) {
        const error = await explainEpoch(url, id, grey, account).catch((caught: unknown) => caught);
        expect(error).to.be.instanceOf(ExplainError);
        expect((error as Error).message).to.match(message);
      }
    });
  });

  it("paints for a terminal alone, and not with NO_COLOR", () => {
    expect(wantsColours(true, {})).to.equal(true);
    expect(wantsColours(true, { NO_COLOR: "" })).to.equal(true);
    expect(wantsColours(true, { NO_COLOR: "1" })).to.equal(false);
    expect(wantsColours(undefined, {})).to.equal(false);
  });

  it("has colours only where they are wanted, and never lets others' words command the terminal", () => {
    expect(tellReceipt(receipt(), grey).join("")).to.not.include("\u001b");
    const painted = tellReceipt(receipt(), createPaint(true)).join("");
    expect(painted).to.include("\u001b[1m");
    expect(painted).to.not.include("checks\u001b[31m");
    expect(plain("a\u202eb\u0007c\nd")).to.equal("a·b·c d");
  });

  it("draws bars that are full, empty and never hide a part", () => {
    expect(grey.bar(1n, 1n)).to.equal("█".repeat(24));
    expect(grey.bar(0n, 1n).trim()).to.equal("");
    expect(grey.bar(1n, 1_000_000n).trim()).to.equal("▏");
    expect(grey.bar(1n, 0n).trim()).to.equal("");
    expect(percent(1n, 3n)).to.equal("33.3 %");
    expect(utc(0)).to.equal("1970-01-01 00:00:00 UTC");
    expect(utc("99999999999999999")).to.equal("second 99999999999999999");
  });

  it("refuses what is no id before it asks, and says when nobody answers", async () => {
    const refusals: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
      [() => explainReceipt(nobody, "0x12", grey), /64 hexadecimal digits/],
      [() => explainAccount(nobody, "0", grey), /whole number from 1/],
      [() => explainAccount(nobody, "99999999999", grey), /whole number from 1/],
      [() => explainContribution(nobody, `${2n ** 63n}`, grey), /no contribution id/],
      [() => explainAccount(nobody, "1", grey), /no indexer answers/],
    ];
    for (const [call, message] of refusals) {
      const error = await call().catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ExplainError);
      expect((error as Error).message).to.match(message);
    }
  });
});
