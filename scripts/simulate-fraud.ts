// `npm run simulate:fraud`: a thousand random lies of each class, each proven on chain, and a thousand honest epochs, none convicted.
// EPOCH_LIES sets another number; `npm test` runs fifty.
import { reportSuites, runSuites, hardhat } from "./lib/suites.ts";

const folder = "test/settlement/epoch";
const results = await runSuites([
  {
    name: "fraud proofs",
    kind: "tests",
    command: hardhat("test", "mocha", ...["fraud-proofs", "hidden-trees", "honest-epochs"].map((name) => `${folder}/${name}.test.ts`)),
    env: { EPOCH_LIES: process.env["EPOCH_LIES"] ?? "1000" },
  },
]);
process.exit(reportSuites(results) ? 0 : 1);
