// `npm run artifacts-lock [-- --check]`: writes artifacts.lock (initcode, ABI, storage layout and version of every deployable contract), or fails if it is stale.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { keccak256, stringToBytes, type Abi, type Hex } from "viem";

import { repositoryRoot } from "./lib/deployment.ts";

type Artifact = {
  readonly contractName: string;
  readonly inputSourceName: string;
  readonly buildInfoId: string;
  readonly abi: Abi;
  readonly bytecode: Hex;
};
type BuildOutput = {
  readonly output: { readonly contracts: Record<string, Record<string, { storageLayout?: { storage: readonly StorageSlot[] } }>> };
};
type StorageSlot = { readonly label: string; readonly slot: string; readonly offset: number; readonly type: string };
type Lock = Record<string, { initcode: Hex; abi: Hex; storageLayout: Hex; bytes: number; version: string }>;

const outputs: Record<string, BuildOutput> = {};
const file = path.join(repositoryRoot, "artifacts.lock");
const text = `${JSON.stringify(await computeLock(), null, 2)}\n`;

if (process.argv.includes("--check")) {
  const committed = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Lock;
  const actual = JSON.parse(text) as Lock;
  const drift = [...new Set([...Object.keys(committed), ...Object.keys(actual)])].filter(
    (name) => JSON.stringify(committed[name]) !== JSON.stringify(actual[name]),
  );
  for (const name of drift) process.stderr.write(`✗ ${name} is not what artifacts.lock says\n`);
  if (drift.length > 0) process.stderr.write("raise the contract's version() if its behaviour changed, then run npm run artifacts-lock\n");
  process.stdout.write(`${Object.keys(actual).length} contracts checked, ${drift.length} drifted\n`);
  process.exit(drift.length === 0 ? 0 : 1);
}
await writeFile(file, text);

async function computeLock(): Promise<Lock> {
  const lock: Lock = {};
  const folder = path.join(repositoryRoot, "artifacts", "contracts");
  // From the artifacts, not from every build info: an old one may lie beside the new.
  for (const name of (await readdir(folder, { recursive: true })).filter(
    (entry) => entry.endsWith(".json") && !entry.startsWith("interfaces"),
  )) {
    const artifact = JSON.parse(await readFile(path.join(folder, name), "utf8")) as Artifact;
    const source = artifact.inputSourceName.replace(/^project\//, "");
    if (artifact.bytecode === "0x" || !artifact.abi.some((entry) => entry.type === "function")) continue;
    const storage = await storageOf(artifact);
    lock[artifact.contractName] = {
      initcode: keccak256(artifact.bytecode),
      abi: hash([...artifact.abi].map((entry) => JSON.stringify(entry)).sort()),
      // Compiler-internal numbers of types change with unrelated files.
      storageLayout: hash(storage.map(({ label, slot, offset, type }) => [label, slot, offset, type.replace(/\)\d+/g, ")")])),
      bytes: artifact.bytecode.length / 2 - 1,
      version: await versionOf(source),
    };
  }
  return Object.fromEntries(Object.entries(lock).sort(([a], [b]) => a.localeCompare(b)));
}

async function storageOf({ buildInfoId, inputSourceName, contractName }: Artifact): Promise<readonly StorageSlot[]> {
  outputs[buildInfoId] ??= JSON.parse(
    await readFile(path.join(repositoryRoot, "artifacts", "build-info", `${buildInfoId}.output.json`), "utf8"),
  ) as BuildOutput;
  return outputs[buildInfoId].output.contracts[inputSourceName]?.[contractName]?.storageLayout?.storage ?? [];
}

async function versionOf(source: string): Promise<string> {
  return /function version\(\)[^{]*\{\s*return "([^"]+)"/.exec(await readFile(path.join(repositoryRoot, source), "utf8"))?.[1] ?? "";
}

function hash(value: unknown): Hex {
  return keccak256(stringToBytes(JSON.stringify(value)));
}
