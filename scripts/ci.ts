// `.ci/run`: the checks, then every suite of `npm test`; the last of them runs the demo as a newcomer does.
import { reportSuites, runSuites, script, tool, type Suite } from "./lib/suites.ts";
import { testSuites } from "./lib/test-suites.ts";

const checks: readonly Suite[] = [
  { name: "format", kind: "check", command: tool("prettier", "--check", ".") },
  { name: "lint TypeScript", kind: "check", command: tool("eslint", ".") },
  { name: "lint Solidity", kind: "check", command: tool("solhint", "--max-warnings", "0", "contracts/**/*.sol") },
  { name: "types", kind: "check", command: tool("tsc", "-p", "tsconfig.json") },
  { name: "types of the indexer", kind: "check", command: tool("tsc", "-p", "indexer/tsconfig.json") },
  { name: "generated files are fresh", kind: "check", command: script("generate.ts", "--check") },
  { name: "shared vectors are fresh", kind: "check", command: script("generate-vectors.ts", "--check") },
  { name: "GraphQL schema is the snapshot", kind: "check", command: script("graphql-schema.ts", "--check") },
  { name: "WebAssembly is what its sources compile to", kind: "check", command: script("wasm.ts", "--check") },
  { name: "errors are covered, names follow the rule", kind: "check", command: script("check-tests.ts") },
  { name: "links and paths in documents exist", kind: "check", command: script("check-docs.ts") },
  { name: "artifacts are those of artifacts.lock", kind: "check", command: script("artifacts-lock.ts", "--check") },
  { name: "bytecode is the same from forge", kind: "check", command: script("forge-equality.ts") },
  { name: "costs are those of docs/costs.md", kind: "check", command: script("bench-deploy.ts", "--check") },
  { name: "attribution against retraining", kind: "check", command: script("evaluate-attribution.ts") },
  { name: "farmers against the gate", kind: "check", command: script("evaluate-gaming.ts", "--seeds", "1") },
  { name: "gas snapshot", kind: "check", command: script("bench-gas.ts", "--check") },
  { name: "gas snapshot of the epoch rail", kind: "check", command: script("bench-settlement.ts", "--check") },
];

process.exit(reportSuites(await runSuites([...checks, ...testSuites])) ? 0 : 1);
