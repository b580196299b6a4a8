// `npm run check:recompute [-- receipts]`: attributes the same generated outputs in Node 20, 22 and 24, by the WebAssembly cores and by their TypeScript
// twins, and compares every byte of every index and every number of every receipt. The Nodes come from npm.
import { spawnSync } from "node:child_process";
import path from "node:path";

// The first one has an older Unicode version than the others.
const NODES = ["20.11.0", "20", "22", "24"];
const CORES = ["wasm", "typescript"] as const;

const receipts = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(receipts) || receipts <= 0 || receipts % 50 !== 0) {
  process.stderr.write("usage: npm run check:recompute [-- receipts], a multiple of 50\n");
  process.exit(2);
}
const root = path.resolve(import.meta.dirname, "..");

interface Run {
  readonly digest: string;
  readonly spans: number;
  readonly legs: number;
  readonly node: string;
  readonly unicode: string;
}

function run(node: string, core: string): Run {
  const script = path.join("scripts", "recompute-digest.ts");
  const args = ["-y", "-p", `node@${node}`, "--", "node", "--import", "tsx", script, `${receipts}`, core];
  const { status, stdout, stderr } = spawnSync("npx", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 24 });
  if (status !== 0) throw new Error(`Node ${node} failed:\n${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Run;
}

const runs: Run[] = [];
for (const node of NODES) {
  for (const core of CORES) {
    const own = run(node, core);
    runs.push(own);
    process.stdout.write(`Node ${own.node.padEnd(9)} Unicode ${own.unicode.padEnd(5)} ${core.padEnd(11)} ${own.digest}\n`);
  }
}
const isEqual = runs.every(({ digest }) => digest === runs[0]!.digest);
process.stdout.write(
  isEqual
    ? `${receipts} receipts with ${runs[0]!.spans} spans and ${runs[0]!.legs} legs are identical in all ${runs.length}\n`
    : "✗ they differ\n",
);
process.exit(isEqual ? 0 : 1);
