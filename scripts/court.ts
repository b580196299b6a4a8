// `npm run court -- <command>`: publishes a gateway's indexes and answers challenges of its receipts; checks receipts and files what is false (docs/attribution.md).
import { runCourt } from "./court/main.ts";
import { terminal } from "./validator/output.ts";

const stop = new AbortController();
// The first signal ends it after the pass it is in; the second at once. Killing it at any point is safe, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

process.exitCode = await runCourt(process.argv.slice(2), process.env, terminal, stop.signal);
