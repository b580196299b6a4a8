// `npm run simulate:attribution`: two hundred random lies of each class about attributions, each refuted on chain, and a thousand honest receipts, none refuted.
// ATTRIBUTION_LIES and ATTRIBUTION_HONEST set other numbers; `npm test` runs twenty and a hundred.
import { reportSuites, runSuites, hardhat } from "./lib/suites.ts";

const folder = "test/attribution";
const results = await runSuites([
  {
    name: "attribution court",
    kind: "tests",
    command: hardhat(
      "test",
      "mocha",
      ...["span-proofs", "span-challenges", "index-proofs", "leg-lies"].map((name) => `${folder}/${name}.test.ts`),
    ),
    env: { ATTRIBUTION_LIES: process.env["ATTRIBUTION_LIES"] ?? "200", ATTRIBUTION_HONEST: process.env["ATTRIBUTION_HONEST"] ?? "1000" },
  },
]);
process.exit(reportSuites(results) ? 0 : 1);
