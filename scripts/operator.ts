// `npm run operator -- <command>`: takes a gateway's closed epochs to payouts (docs/epoch-rail.md).
import { runOperator } from "./operator/main.ts";
import { terminal } from "./validator/output.ts";

const stop = new AbortController();
// The first signal ends it after the pass it is in; the second at once. Killing it at any point is safe, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

process.exitCode = await runOperator(process.argv.slice(2), process.env, terminal, stop.signal);
