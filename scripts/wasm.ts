// `npm run wasm`: compiles the AssemblyScript sources to WebAssembly and writes each module, in base64, beside the TypeScript that uses it.
// The modules are committed, so that nothing needs the compiler at run time; with --check the sources are compiled and only compared.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import asc from "assemblyscript/asc";

const root = path.resolve(import.meta.dirname, "..");

/** Each file directly in `sources` is a module; what it imports lies in folders below. */
const groups = [
  { sources: "gateway/assembly", target: "gateway/src/attribution/generated", features: ["bulk-memory"] },
  { sources: "sdk/assembly", target: "sdk/src/epoch-core/generated", features: ["bulk-memory", "simd"] },
] as const;

async function compile({ sources, features }: (typeof groups)[number], name: string): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const options = ["--optimizeLevel", "3", "--runtime", "stub", "--noAssert", ...features.flatMap((feature) => ["--enable", feature])];
  const { error, stderr } = await asc.main([name, "--outFile", "module.wasm", ...options], {
    readFile: (file) => {
      const source = path.join(root, sources, file);
      return existsSync(source) ? readFileSync(source, "utf8") : null;
    },
    writeFile: (file, contents) => {
      if (file === "module.wasm") wasm = contents as Uint8Array;
    },
    listFiles: () => [],
  });
  if (error || !wasm)
    throw new Error(
      `${path.join(sources, name)} does not compile:\n${(stderr as { toString(): string }).toString()}${error?.message ?? ""}`,
    );
  return wasm;
}

const isCheck = process.argv.includes("--check");
for (const group of groups) {
  mkdirSync(path.join(root, group.target), { recursive: true });
  for (const source of readdirSync(path.join(root, group.sources)).filter((file) => file.endsWith(".ts"))) {
    const file = path.join(root, group.target, source.replace(/\.ts$/, ".wasm.ts"));
    const wasm = Buffer.from(await compile(group, source)).toString("base64");
    const text = `// Written by "npm run wasm" from ${group.sources}/${source}. Do not edit.\nexport default "${wasm}";\n`;
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    if (isCheck) {
      console.error(
        `${path.relative(root, file)} is not what ${group.sources}/${source} compiles to. Fix: run "npm run wasm" and commit the result.`,
      );
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`Wrote ${path.relative(root, file)}.`);
    }
  }
}
