// `npm run permissions [-- --check]`: writes docs/permissions.md from a simulated deployment, or fails if it is stale.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { repositoryRoot } from "./lib/deployment.ts";
import { permissionsDocument, readPermissions } from "./lib/read-permissions.ts";
import { deploySimulatedSuite, governedShape, namesOf } from "./lib/simulated-suite.ts";

const suite = await deploySimulatedSuite(governedShape);
const document = permissionsDocument(await readPermissions(suite.client, suite.deployment), namesOf(suite));
await suite.close();

const file = path.join(repositoryRoot, "docs", "permissions.md");
if (process.argv.includes("--check")) {
  if ((await readFile(file, "utf8").catch(() => "")) !== document) {
    process.stderr.write("docs/permissions.md is not what the deployment does: run npm run permissions\n");
    process.exit(1);
  }
  process.stdout.write("docs/permissions.md is what the deployment does\n");
} else {
  await writeFile(file, document);
}
