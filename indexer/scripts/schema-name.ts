import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import type { Deployment } from "@openledger/sdk";

/**
 * Database schema of this code on this deployment. Ponder resumes a schema whose own files did not change, also when code that
 * they import did, so the name covers the sdk too: other code, or another deployment, builds its tables beside the old ones.
 */
export const schemaNameOf = (repository: string, deployment: Deployment): string => {
  const hash = createHash("sha256").update(JSON.stringify(deployment));
  const files = ["indexer/ponder.config.ts", "indexer/ponder.schema.ts", ...globSync("{indexer,sdk}/src/**/*.ts", { cwd: repository })];
  for (const file of files.filter((name) => !name.endsWith(".test.ts")).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(repository, file)))
      .update("\0");
  }
  return `openledger_${hash.digest("hex").slice(0, 16)}`;
};
