// `npm run test:indexer-deep`: the indexer under faults in its long form, which compares with a fresh index after each fault.
import { mocha, reportSuites, runSuites } from "./lib/suites.ts";

const suite = {
  name: "the indexer under faults, deep",
  kind: "tests",
  command: mocha("test/indexer/*.test.ts"),
  env: { OPENLEDGER_DEEP: "1" },
} as const;
process.exit(reportSuites(await runSuites([suite])) ? 0 : 1);
