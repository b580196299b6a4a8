// `npm run forge-equality`: builds the contracts a second time, with forge and the same solc, and fails when a creation code differs from Hardhat's.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { keccak256, type Hex } from "viem";

import { repositoryRoot } from "./lib/deployment.ts";

type Artifact = { readonly contractName: string; readonly inputSourceName: string; readonly sourceName: string; readonly bytecode: Hex };
type ForgeArtifact = { readonly bytecode: { readonly object: string } };

const { default: hre } = await import("hardhat");
const compiler = hre.config.solidity.profiles.default!.compilers[0]!;
const { evmVersion, optimizer, metadata } = compiler.settings as {
  readonly evmVersion: string;
  readonly optimizer: { readonly enabled: boolean; readonly runs: number };
  readonly metadata: { readonly bytecodeHash: string };
};

const project = mkdtempSync(path.join(tmpdir(), "openledger-forge-"));
try {
  build();
  process.exitCode = compare(readArtifacts()) ? 0 : 1;
} finally {
  rmSync(project, { recursive: true, force: true });
}

/** Sources only: artifacts that lie about must not be taken for built ones. */
function build(): void {
  cpSync(path.join(repositoryRoot, "contracts"), path.join(project, "contracts"), { recursive: true });
  // npm packages that Hardhat builds as well, because the suite deploys them.
  const npmFiles = hre.config.solidity.npmFilesToBuild.map((file) => `import "${file}";`);
  writeFileSync(path.join(project, "contracts", "NpmFiles.sol"), ["pragma solidity >=0.8.27;", ...npmFiles, ""].join("\n"));
  symlinkSync(path.join(repositoryRoot, "node_modules"), path.join(project, "node_modules"));
  const settings = {
    src: "contracts",
    out: "out",
    libs: ["node_modules"],
    auto_detect_remappings: false,
    remappings: [...new Set(packagesOf(path.join(project, "contracts")))].map((name) => `${name}/=node_modules/${name}/`),
    solc: path.join(repositoryRoot, "scripts", "forge", "solc.cjs"),
    evm_version: evmVersion,
    optimizer: optimizer.enabled,
    optimizer_runs: optimizer.runs,
    bytecode_hash: metadata.bytecodeHash,
    offline: true,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  writeFileSync(path.join(project, "foundry.toml"), ["[profile.default]", ...lines, "[lint]", "lint_on_build = false", ""].join("\n"));
  const forge = path.join(repositoryRoot, "node_modules", ".bin", "forge");
  const { status, stdout, stderr } = spawnSync(forge, ["build", "--color", "never"], { cwd: project, encoding: "utf8", timeout: 600_000 });
  if (status !== 0) throw new Error(`forge build failed:\n${stdout}${stderr}`);
}

/** Every package that a source imports. */
function packagesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sol"))
    .flatMap((file) => [...readFileSync(path.join(folder, file), "utf8").matchAll(/["']((?:@[\w-]+\/)?[\w-]+)\/[^"']+\.sol["']/g)])
    .map(([, name]) => name!)
    .filter((name) => existsSync(path.join(repositoryRoot, "node_modules", name)));
}

function readArtifacts(): Artifact[] {
  const folders = [path.join(repositoryRoot, "artifacts", "contracts"), path.join(repositoryRoot, "artifacts", "@openzeppelin")];
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(file, "utf8")) as Artifact)
    .filter(({ bytecode }) => bytecode !== undefined && bytecode !== "0x");
}

function compare(artifacts: readonly Artifact[]): boolean {
  let same = 0;
  for (const { contractName, sourceName, bytecode } of artifacts) {
    const file = path.join(project, "out", path.basename(sourceName), `${contractName}.json`);
    const forged = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ForgeArtifact).bytecode.object : "";
    // A placeholder of a library is a hash of its path, which the two tools write differently.
    if (unlinked(forged) === unlinked(bytecode)) same += 1;
    else process.stderr.write(`✗ ${contractName}: Hardhat's creation code is ${hashOf(bytecode)}, forge's ${hashOf(forged)}\n`);
  }
  process.stdout.write(`${same} of ${artifacts.length} creation codes are the same from Hardhat and from forge\n`);
  return same === artifacts.length && same > 0;
}

function unlinked(code: string): Hex {
  return `0x${code.replace(/^0x/, "").replaceAll(/__\$[0-9a-f]{34}\$__/g, "0".repeat(40))}`;
}

function hashOf(code: string): string {
  return code === "" ? "missing" : `${keccak256(unlinked(code))} (${unlinked(code).length / 2 - 1} bytes)`;
}
