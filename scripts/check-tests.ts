// Fails when a declared error is raised in no test, or a Solidity test's name does not follow the rule.
import { readRepositoryFile, repositoryFiles } from "./lib/files.ts";

const problems: string[] = [];

const tests = repositoryFiles("test/*.sol", "test/**/*.sol", "test/**/*.ts").map((file) => ({ file, text: readRepositoryFile(file) }));
const everything = tests.map(({ text }) => text).join("\n");

let errors = 0;
for (const file of repositoryFiles("contracts/**/*.sol")) {
  for (const [, name] of readRepositoryFile(file).matchAll(/^\s*error (\w+)\(/gm)) {
    errors += 1;
    if (!new RegExp(`\\b${name}\\b`).test(everything)) problems.push(`${file}: error ${name} is raised in no test`);
  }
}

let names = 0;
const rule = /^(test_\w+_(reverts|succeeds)|testFuzz_\w+|invariant_\w+)$/;
for (const { file, text } of tests.filter(({ file }) => file.endsWith(".t.sol"))) {
  for (const [, name] of text.matchAll(/function (test\w*|invariant\w*)\(/g)) {
    names += 1;
    if (!rule.test(name!)) problems.push(`${file}: ${name} is not test_<function>_<reason>_reverts|succeeds, testFuzz_… or invariant_…`);
  }
}

const invariantList = readRepositoryFile("test/invariant/README.md");
for (const [, name] of everything.matchAll(/function (invariant_\w+)\(/g)) {
  if (!invariantList.includes(name!)) problems.push(`test/invariant/README.md does not list ${name}`);
}
for (const [, name] of invariantList.matchAll(/`(invariant_\w+)`/g)) {
  if (!everything.includes(`function ${name}(`)) problems.push(`test/invariant/README.md lists ${name}, which no test has`);
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${errors} errors and ${names} test names checked, ${problems.length} problems\n`);
process.exit(problems.length === 0 && errors > 0 && names > 0 ? 0 : 1);
