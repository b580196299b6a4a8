// `npm run artifacts-lock [-- --check]`: writes artifacts.lock (initcode, ABI, storage layout and version of every deployable contract), or fails if it is stale.
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { keccak256, stringToBytes, type Abi, type Hex } from "viem";

import { repositoryRoot } from "./lib/deployment.ts";

type Output = { readonly contracts: Record<string, Record<string, { abi: Abi; evm: { bytecode: { object: string } }; storageLayout?: { storage: readonly StorageSlot[] } }>> };
type StorageSlot = { readonly label: string; readonly slot: string; readonly offset: number; readonly type: string };
type Lock = Record<string, { initcode: Hex; abi: Hex; storageLayout: Hex; bytes: number; version: string }>;

const file = path.join(repositoryRoot, "artifacts.lock");
const text = `${JSON.stringify(await computeLock(), null, 2)}\n`;

if (process.argv.includes("--check")) {
  const committed = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Lock;
  const actual = JSON.parse(text) as Lock;
  const drift = [...new Set([...Object.keys(committed), ...Object.keys(actual)])].filter((name) => JSON.stringify(committed[name]) !== JSON.stringify(actual[name]));
  for (const name of drift) process.stderr.write(`✗ ${name} is not what artifacts.lock says\n`);
  if (drift.length > 0) process.stderr.write("raise the contract's version() if its behaviour changed, then run npm run artifacts-lock\n");
  process.stdout.write(`${Object.keys(actual).length} contracts checked, ${drift.length} drifted\n`);
  process.exit(drift.length === 0 ? 0 : 1);
}
await writeFile(file, text);

async function computeLock(): Promise<Lock> {
  const folder = path.join(repositoryRoot, "artifacts", "build-info");
  const lock: Lock = {};
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(".output.json"))) {
    const { output } = JSON.parse(await readFile(path.join(folder, name), "utf8")) as { output: Output };
    for (const [source, contracts] of Object.entries(output.contracts)) {
      const place = source.replace(/^project\//, "");
      if (!place.startsWith("contracts/") || place.startsWith("contracts/interfaces/")) continue;
      for (const [contract, { abi, evm, storageLayout }] of Object.entries(contracts)) {
        if (evm.bytecode.object === "" || !abi.some((entry) => entry.type === "function")) continue;
        lock[contract] = {
          initcode: keccak256(`0x${evm.bytecode.object}`),
          abi: hash([...abi].map((entry) => JSON.stringify(entry)).sort()),
          storageLayout: hash((storageLayout?.storage ?? []).map(({ label, slot, offset, type }) => [label, slot, offset, type.replace(/\d+(?=_storage|\))/g, "")])),
          bytes: evm.bytecode.object.length / 2,
          version: await versionOf(place),
        };
      }
    }
  }
  return Object.fromEntries(Object.entries(lock).sort(([a], [b]) => a.localeCompare(b)));
}

async function versionOf(source: string): Promise<string> {
  return /function version\(\)[^{]*\{\s*return "([^"]+)"/.exec(await readFile(path.join(repositoryRoot, source), "utf8"))?.[1] ?? "";
}

function hash(value: unknown): Hex {
  return keccak256(stringToBytes(JSON.stringify(value)));
}
