// `npm run attribute -- <index|query|prove|verify|recompute> …`: the attribution engine on any folder of text. With --json it prints one value for programs.
import type { Command } from "./attribute/command.ts";
import { indexFolder } from "./attribute/index-folder.ts";
import { proveSpans } from "./attribute/prove-spans.ts";
import { queryFolder } from "./attribute/query-folder.ts";
import { recomputeReceipt } from "./attribute/recompute-receipt.ts";
import { verifySpans } from "./attribute/verify-spans.ts";
import { createPaint, wantsColours } from "./explain/paint.ts";

const commands: Readonly<Record<string, Command>> = {
  index: indexFolder,
  query: queryFolder,
  prove: proveSpans,
  verify: verifySpans,
  recompute: recomputeReceipt,
};

const usage = Object.values(commands)
  .map((command) => `  npm run attribute -- ${command.usage} [--json]`)
  .join("\n");

const [name, ...rest] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!command) {
  process.stderr.write(`usage:\n${usage}\n`);
  process.exit(2);
}
try {
  const isJson = rest.includes("--json");
  const paint = createPaint(!isJson && wantsColours(process.stdout.isTTY, process.env));
  const answer = await command.run(
    rest.filter((argument) => argument !== "--json"),
    paint,
  );
  process.stdout.write(isJson ? `${JSON.stringify(answer.json)}\n` : `${answer.lines.join("\n")}\n`);
  process.exitCode = answer.isGood ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}\n`);
  process.exitCode = 1;
}
