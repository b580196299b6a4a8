// `npm run wasm`: compiles gateway/assembly/*.ts to WebAssembly and writes each module, in base64, to gateway/src/attribution/generated/.
// The modules are committed, so that nothing needs the compiler at run time; with --check the sources are compiled and only compared.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import asc from "assemblyscript/asc";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(root, "gateway", "assembly");
const target = path.join(root, "gateway", "src", "attribution", "generated");

async function compile(name: string): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [name, "--outFile", "module.wasm", "--optimizeLevel", "3", "--runtime", "stub", "--noAssert", "--enable", "bulk-memory"],
    {
      readFile: (file) => (existsSync(path.join(sources, file)) ? readFileSync(path.join(sources, file), "utf8") : null),
      writeFile: (file, contents) => {
        if (file === "module.wasm") wasm = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !wasm)
    throw new Error(
      `${path.join("gateway/assembly", name)} does not compile:\n${(stderr as { toString(): string }).toString()}${error?.message ?? ""}`,
    );
  return wasm;
}

const isCheck = process.argv.includes("--check");
mkdirSync(target, { recursive: true });
for (const source of readdirSync(sources).filter((file) => file.endsWith(".ts"))) {
  const file = path.join(target, source.replace(/\.ts$/, ".wasm.ts"));
  const wasm = Buffer.from(await compile(source)).toString("base64");
  const text = `// Written by "npm run wasm" from gateway/assembly/${source}. Do not edit.\nexport default "${wasm}";\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (isCheck) {
    console.error(
      `${path.relative(root, file)} is not what gateway/assembly/${source} compiles to. Fix: run "npm run wasm" and commit the result.`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`Wrote ${path.relative(root, file)}.`);
  }
}
