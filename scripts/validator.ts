// `npm run validator -- <command>`: what a validator runs (docs/validating.md).
import { runValidator } from "./validator/main.ts";
import { terminal } from "./validator/output.ts";

const stop = new AbortController();
// The first signal ends it after the step it is in, so that no vote is half sent; the second at once.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

process.exitCode = await runValidator(process.argv.slice(2), process.env, terminal, stop.signal);
