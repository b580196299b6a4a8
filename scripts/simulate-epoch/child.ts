// One command of the operator or the watcher in a process of its own, which says at the end how much memory it needed.
import { runOperator } from "../operator/main.ts";
import { terminal } from "../validator/output.ts";
import { runWatcher } from "../watcher/main.ts";
import { peakMemory } from "./peak-memory.ts";

const [program, ...argv] = process.argv.slice(2);
const run = program === "operator" ? runOperator : runWatcher;
const code = await run(argv, process.env, terminal, new AbortController().signal);
process.send!({ code, megabytes: peakMemory() });
process.disconnect();
