// `npm run receipt -- verify <file>`: what anybody can check of a receipt (docs/epoch-rail.md).
import { runReceipt } from "./receipt/main.ts";
import { terminal } from "./validator/output.ts";

process.exitCode = await runReceipt(process.argv.slice(2), process.env, terminal);
