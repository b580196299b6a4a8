// Writes test/vectors/: what every encoder and every split must produce, for the Solidity and the TypeScript tests.
// Numbers are decimal strings and keys are in alphabetical order, so that JSON cheatcodes can read them. With --check it only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { batchVectors } from "./vectors/batches.ts";
import { commitVectors } from "./vectors/commits.ts";
import { contentVectors } from "./vectors/content.ts";
import { contextVectors } from "./vectors/context.ts";
import { epochVectors } from "./vectors/epoch.ts";
import { legVectors } from "./vectors/legs.ts";
import { licenceVectors } from "./vectors/licences.ts";
import { merkleVectors } from "./vectors/merkle.ts";
import { receiptVectors } from "./vectors/receipts.ts";
import { splitVectors } from "./vectors/splits.ts";
import { typedDataVectors } from "./vectors/typed-data.ts";

/** Sorts keys, counts the elements of every list of objects, and writes numbers as decimal strings. */
function plain(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const counts = Object.entries(value).flatMap(([key, list]) =>
    Array.isArray(list) && typeof list[0] === "object" ? [[`${key}Count`, list.length]] : [],
  );
  const entries = [...Object.entries(value), ...counts] as [string, unknown][];
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, plain(inner)]));
}

const folder = path.join(import.meta.dirname, "../test/vectors");
const files = {
  batches: batchVectors(),
  commits: commitVectors(),
  content: contentVectors(),
  context: contextVectors(),
  epoch: epochVectors(),
  legs: legVectors(),
  licences: licenceVectors(),
  merkle: merkleVectors(),
  receipts: receiptVectors(),
  splits: splitVectors(),
  "typed-data": await typedDataVectors(),
};

const isCheck = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const [name, vectors] of Object.entries(files)) {
  const file = path.join(folder, `${name}.json`);
  const text = `${JSON.stringify(plain(vectors), null, 1)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (isCheck) {
    console.error(`test/vectors/${name}.json is stale. Fix: run "npx tsx scripts/generate-vectors.ts" and commit the result.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`Wrote test/vectors/${name}.json.`);
  }
}
