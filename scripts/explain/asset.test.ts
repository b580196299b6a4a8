import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { ExplainError } from "./ask.ts";
import { explainAsset } from "./asset.ts";
import { createPaint } from "./paint.ts";

const grey = createPaint(false);
const edge = { relation: "TrainedOn", parentDatanet: null, parentModel: null, parentAdapter: null, snapshot: null };

/** Explains the adapter that an indexer gives. */
async function explain(asset: object | null, id = "2"): Promise<readonly string[]> {
  const data = { _meta: { block: { number: 9, hash: `0x${"ab".repeat(32)}` } }, asset };
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end(JSON.stringify({ data })));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await explainAsset("adapter")(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, id, grey);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("an explained adapter", () => {
  it("says what it was built on, what was lost of it, and that it is flagged", async () => {
    const words = "Adapter 2 is flagged until it is retrained: 1 item it was trained on was withdrawn or removed since.";
    const lines = await explain({
      ...{ name: "Auditor", builtAt: "1763640000", lineageVersion: 1, freshness: { isStale: true, words } },
      madeOf: {
        items: [
          { ...edge, parentDatanet: { id: 1, name: "Security" }, snapshot: { number: 3, lostCount: 1 } },
          { ...edge, relation: "TunedFrom", parentAdapter: { id: 1, name: "Base" } },
        ],
      },
    });
    expect(lines[0]).to.match(/^adapter 2, “Auditor”, retrained for the 1st time 2025-11-20/);
    expect(lines.slice(1, 4)).to.deep.equal([
      "  trained on snapshot 3 of Datanet 1 “Security”: 1 of its items lost since",
      "  tuned from adapter 1 “Base”",
      words,
    ]);
    expect(lines[4]).to.match(/^True at block 9 /);
  });

  it("names what it does not know", async () => {
    for (const [asset, id, message] of [
      [null, "7", "there is no adapter 7 up to block 9"],
      [null, "x", "is no number of an adapter"],
    ] as const) {
      const failure = await explain(asset, id).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(ExplainError);
      expect((failure as Error).message).to.include(message);
    }
  });
});
