// `npm run export -- <datanet|model|adapter> <id>`: Croissant 1.1 metadata of a Datanet, SPDX 3.0.1 of a model or adapter (docs/datanets.md).
import { runExport } from "./export/run-export.ts";
import { terminal } from "./validator/output.ts";

process.exitCode = await runExport(process.argv.slice(2), process.env, terminal);
