// Runs a task of this repository on a machine that has only Node (20 or newer) and npm: finds a Node that Hardhat accepts, installs the locked
// dependencies, builds the contracts, then hands over to scripts/<task>.ts. Plain JavaScript without imports from node_modules.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const NODE_VERSION = "24.21.0";
const OLDEST = [22, 13];
// Tasks that use deployed contracts only; leaving the Solidity tests out of the build saves minutes on a fresh clone.
const WITHOUT_TESTS = [
  ...["demo", "deploy", "verify-deployment", "gateway", "indexer", "indexer-dump", "test-indexer-deep", "reconcile", "explain"],
  ...["validator", "operator", "watcher", "receipt", "simulate-farming", "export", "bench-indexer", "bench-epoch", "bench-attribution"],
  ...["verify-sources", "forge-equality", "evaluate-attribution", "evaluate-gaming", "attribute", "bench-court", "simulate-attribution"],
  ...["simulate-epoch", "court", "prior"],
];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [task, ...args] = process.argv.slice(2);
const script = path.join(root, "scripts", `${task}.ts`);
if (task === undefined || !existsSync(script)) fail(`unknown task ${task}; see "scripts" in package.json`);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  note(`Node ${process.versions.node} is older than Hardhat needs; going on with Node ${NODE_VERSION} from npm`);
  exitWith(run("npx", ["-y", "-p", `node@${NODE_VERSION}`, "--", "node", fileURLToPath(import.meta.url), task, ...args]));
}

install();
build();
exitWith(run(process.execPath, ["--import", "tsx", script, ...args]));

/** Installs when the lock file or the Node major changed since the last install: native parts are chosen by Node version. */
function install() {
  const stamp = path.join(root, "node_modules", ".openledger-install");
  const wanted = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .update(`${major}`)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  note("installing locked dependencies (npm ci)");
  const result = run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (result.status !== 0) fail("npm ci failed; see its output above");
  writeFileSync(stamp, wanted);
}

function build() {
  note("building the contracts");
  const cli = path.join(root, "node_modules", "hardhat", "dist", "src", "cli.js");
  const result = run(process.execPath, [cli, "build", ...(WITHOUT_TESTS.includes(task) ? ["--no-tests"] : [])], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.status !== 0) fail(`hardhat build failed:\n${result.stdout}${result.stderr}`);
}

function run(command, commandArgs, options = {}) {
  return spawnSync(command, commandArgs, { cwd: root, stdio: "inherit", ...options });
}

function exitWith(result) {
  if (result.error) fail(`${result.error.message}`);
  process.exit(result.status ?? 1);
}

function note(message) {
  process.stderr.write(`· ${message}\n`);
}

function fail(message) {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}
