import { expect } from "chai";

import { digestOfReceipts } from "../../test/receipt-set.ts";
import { useWebAssembly } from "./web-assembly.ts";

/** Of the first 200 receipts of `npm run check:recompute`. It changes with the method and with nothing else; then so does METHOD_VERSION. */
const DIGEST = "0086ef09bfaa5c0f7a421975582e4299ed43b93b867c8eb0ef36ef00a02bb3f6";

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
