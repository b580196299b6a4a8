// `npm run unicode`: asks the oldest Node that is supported which code points its Unicode version does not assign, and writes them to
// gateway/src/attribution/generated/unassigned.ts. The table is committed; what pins it is tested in gateway/src/attribution/unicode.test.ts.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

const NODE = "20.0.0";
const target = path.resolve(import.meta.dirname, "..", "gateway", "src", "attribution", "generated", "unassigned.ts");

const program = `
  const isUnassigned = (code) => !(code >= 0xd800 && code <= 0xdfff) && code <= 0x10ffff && /^\\p{Cn}$/u.test(String.fromCodePoint(code));
  const numbers = [];
  for (let code = 0, end = 0; code <= 0x10ffff; code++) {
    if (!isUnassigned(code)) continue;
    numbers.push((code - end).toString(36));
    const first = code;
    while (isUnassigned(code)) code++;
    numbers.push((code - first).toString(36));
    end = code;
  }
  console.log(JSON.stringify({ version: process.versions.unicode, ranges: numbers.join(" ") }));
`;
const { status, stdout, stderr } = spawnSync("npx", ["-y", "-p", `node@${NODE}`, "--", "node", "-e", program], { encoding: "utf8" });
if (status !== 0) throw new Error(`Node ${NODE} did not answer:\n${stderr}`);
const { version, ranges } = JSON.parse(stdout) as { version: string; ranges: string };
writeFileSync(
  target,
  `// Written by "npm run unicode" with Node ${NODE}. Do not edit.
export const UNICODE_VERSION = "${version}";
/** Code points that it does not assign: for each range the distance from the end of the one before, and its length, in base 36. */
export const UNASSIGNED =
  "${ranges}";
`,
);
console.log(`Wrote ${path.relative(process.cwd(), target)}: Unicode ${version}, ${ranges.split(" ").length / 2} ranges.`);
