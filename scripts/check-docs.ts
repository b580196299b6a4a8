// Fails when a document links to a file, names a path or an npm script that does not exist, or shows code that is not the region of the file that the
// comment before it names: `<!-- from path#region -->`. With --write it puts that code in instead.
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";

import { repositoryRoot } from "./lib/deployment.ts";
import { readRepositoryFile, repositoryFiles } from "./lib/files.ts";

const problems: string[] = [];
const scripts = (JSON.parse(readRepositoryFile("package.json")) as { scripts: Record<string, string> }).scripts;
const topLevel = /^(contracts|sdk|gateway|indexer|scripts|test|deploy|docs|app)\//;

const isWriting = process.argv.includes("--write");

let checked = 0;
for (const file of repositoryFiles("*.md", "**/*.md")) {
  const text = readRepositoryFile(file);
  const folder = path.dirname(path.join(repositoryRoot, file));

  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const [place] = target!.split("#");
    if (/^[a-z]+:/.test(target!) || place === "") continue;
    checked += 1;
    if (!existsSync(path.join(folder, place!))) problems.push(`${file}: link to ${target}`);
  }
  for (const [, place] of text.matchAll(/`([\w@.-]+\/[\w@./-]+)`/g)) {
    if (!topLevel.test(place!) || /[*<{…]/.test(place!)) continue;
    checked += 1;
    if (!existsSync(path.join(repositoryRoot, place!))) problems.push(`${file}: path ${place}`);
  }
  const shown = text.replaceAll(
    /<!-- from (\S+)#(\w+) -->\n\n```ts\n([\s\S]*?)```/g,
    (whole, source: string, region: string, code: string) => {
      checked += 1;
      const found = new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`).exec(readRepositoryFile(source))?.[1];
      if (found === undefined) problems.push(`${file}: region ${region} of ${source}`);
      else if (found !== code && !isWriting)
        problems.push(`${file}: the shown code of ${source}#${region} (run scripts/check-docs.ts --write)`);
      return found === undefined ? whole : `<!-- from ${source}#${region} -->\n\n\`\`\`ts\n${found}\`\`\``;
    },
  );
  if (isWriting && shown !== text) writeFileSync(path.join(repositoryRoot, file), shown);
  for (const [, name] of text.matchAll(/npm run ([\w:-]+)/g)) {
    checked += 1;
    if (!(name! in scripts)) problems.push(`${file}: npm run ${name}`);
  }
}

for (const problem of problems) process.stderr.write(`${problem} does not exist\n`);
process.stdout.write(`${checked} links, paths and commands checked, ${problems.length} problems\n`);
process.exit(problems.length === 0 ? 0 : 1);
