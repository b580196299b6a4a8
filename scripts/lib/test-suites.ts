import { repositoryFiles } from "./files.ts";
import { hardhat, mocha, type Suite } from "./suites.ts";

const flows = repositoryFiles("test/**/*.test.ts").filter((file) => !/^test\/(end-to-end|indexer)\//.test(file));

/** The suites of `npm test`, in the order they run. */
export const testSuites: readonly Suite[] = [
  { name: "contracts: unit, fuzz, invariants", kind: "tests", command: hardhat("test", "solidity") },
  { name: "contracts: flows, differential, deployment", kind: "tests", command: hardhat("test", "mocha", ...flows) },
  { name: "sdk", kind: "tests", command: mocha("sdk/src/**/*.test.ts", "sdk/test/**/*.test.ts") },
  { name: "gateway", kind: "tests", command: mocha("gateway/src/**/*.test.ts", "gateway/test/**/*.test.ts") },
  { name: "indexer", kind: "tests", command: mocha("indexer/{src,test,scripts}/**/*.test.ts") },
  { name: "the indexer under faults", kind: "tests", command: mocha("test/indexer/*.test.ts") },
  { name: "scripts", kind: "tests", command: mocha("scripts/**/*.test.ts") },
  { name: "the loop, end to end", kind: "tests", command: mocha("test/end-to-end/*.test.ts") },
];
