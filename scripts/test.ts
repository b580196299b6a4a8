// `npm test`: every suite, each in a process of its own. `npm test -- <words>` runs the suites whose name holds one of the words.
import { reportSuites, runSuites } from "./lib/suites.ts";
import { testSuites } from "./lib/test-suites.ts";

const words = process.argv.slice(2);
const chosen = words.length === 0 ? testSuites : testSuites.filter(({ name }) => words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`no suite matches ${words.join(" ")}; there are: ${testSuites.map(({ name }) => name).join("; ")}\n`);
  process.exit(1);
}
process.exit(reportSuites(await runSuites(chosen)) ? 0 : 1);
