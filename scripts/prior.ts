// `npm run prior -- <command>`: computes influence priors, publishes them, checks and challenges those of others (docs/attribution.md).
import { runPrior } from "./prior/main.ts";
import { terminal } from "./validator/output.ts";

process.exitCode = await runPrior(process.argv.slice(2), process.env, terminal);
