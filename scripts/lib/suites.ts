import { spawn } from "node:child_process";
import path from "node:path";

import { repositoryRoot } from "./deployment.ts";

export type Suite = {
  readonly name: string;
  readonly command: readonly string[];
  /** `check`: the exit code is the one result. `tests`: counts are read from the runner's summary as well. */
  readonly kind: "check" | "tests";
  readonly env?: Readonly<Record<string, string>>;
};

export type SuiteResult = { readonly name: string; readonly passed: number; readonly failed: number; readonly seconds: number };

const bin = (name: string) => path.join(repositoryRoot, "node_modules", ".bin", name);
export const hardhat = (...args: string[]) => [
  process.execPath,
  path.join(repositoryRoot, "node_modules/hardhat/dist/src/cli.js"),
  ...args,
];
export const mocha = (...globs: string[]) => [
  process.execPath,
  "--import",
  "tsx",
  path.join(repositoryRoot, "node_modules/mocha/bin/mocha.js"),
  "--timeout",
  "60000",
  ...globs,
];
export const tool = (name: string, ...args: string[]) => [process.execPath, bin(name), ...args];
export const script = (name: string, ...args: string[]) => [process.execPath, "--import", "tsx", path.join("scripts", name), ...args];

/** Runs suites one after the other and prints what they print; returns the counts. */
export async function runSuites(suites: readonly Suite[]): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    process.stdout.write(`\n── ${suite.name}\n`);
    const startedAt = Date.now();
    const { code, output } = await run(suite);
    const counts = suite.kind === "tests" ? countTests(output) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
    // A runner that fails without a failing test, or runs no test at all, is a failure of its own.
    const broken = suite.kind === "tests" && counts.failed === 0 && (code !== 0 || counts.passed === 0);
    const result = {
      name: suite.name,
      passed: counts.passed,
      failed: counts.failed + (broken ? 1 : 0),
      seconds: (Date.now() - startedAt) / 1000,
    };
    results.push(result);
  }
  return results;
}

/** Prints a table and the closing line `N passed, N failed`; returns whether nothing failed. */
export function reportSuites(results: readonly SuiteResult[]): boolean {
  const passed = results.reduce((sum, { passed }) => sum + passed, 0);
  const failed = results.reduce((sum, { failed }) => sum + failed, 0);
  process.stdout.write("\n");
  for (const { name, passed, failed, seconds } of results) {
    process.stdout.write(
      `${failed === 0 ? "✓" : "✗"} ${name.padEnd(44)} ${`${passed}`.padStart(5)} passed ${`${failed}`.padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s\n`,
    );
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0;
}

function run(suite: Suite): Promise<{ code: number; output: string }> {
  const [command, ...args] = suite.command;
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, {
      cwd: repositoryRoot,
      env: { ...process.env, FORCE_COLOR: "0", ...suite.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Sums every "N passing" and "N failing" of mocha's and Hardhat's summaries. */
function countTests(output: string): { passed: number; failed: number } {
  const sum = (pattern: RegExp) => [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  return { passed: sum(/^\s*(\d+) passing\b/gm), failed: sum(/^\s*(\d+) failing\b/gm) };
}
