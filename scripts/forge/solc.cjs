#!/usr/bin/env node
// A solc that forge can run: the compiler of the npm package, behind the two calls that forge makes (`--version` and `--standard-json`).
const { readFileSync } = require("node:fs");
const path = require("node:path");

const compiler = require(path.join(__dirname, "../../node_modules/solc/soljson.js"));
if (process.argv.includes("--version")) {
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${compiler.cwrap("solidity_version", "string", [])()}\n`,
  );
} else if (process.argv.includes("--standard-json")) {
  const compile = compiler.cwrap("solidity_compile", "string", ["string", "number", "number"]);
  process.stdout.write(compile(readFileSync(0, "utf8"), 0, 0));
} else {
  process.stderr.write("this solc knows --version and --standard-json\n");
  process.exit(1);
}
