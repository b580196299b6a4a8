import { expect } from "chai";

import { digestOfReceipts } from "../../test/receipt-set.ts";
import { useWebAssembly } from "./web-assembly.ts";

/** Of the first 200 receipts of `npm run check:recompute`. It changes with the method and with nothing else; then so does METHOD_VERSION. */
const DIGEST = "bc44553e52f67dbd4b1f496356de67ce9cfa411c462addd3a9833f2638c9fb34";

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
