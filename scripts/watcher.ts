// `npm run watcher -- <command>`: rebuilds what gateways commit, and proves what is false (docs/epoch-rail.md).
import { terminal } from "./validator/output.ts";
import { runWatcher } from "./watcher/main.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

process.exitCode = await runWatcher(process.argv.slice(2), process.env, terminal, stop.signal);
