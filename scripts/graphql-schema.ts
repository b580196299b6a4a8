// `npm run graphql-schema`: writes the indexer's GraphQL schema to indexer/schema.graphql, so that a change of the interface shows in a review.
// `--check` compares instead, and fails where the file is not the code's.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";

import * as schema from "../indexer/ponder.schema.ts";
import { extendPonderSchema } from "../indexer/src/api/graphql/extend-schema.ts";
import { loadGraphQL, loadPonderGraphQL } from "../indexer/src/api/graphql/ponder-builder.ts";
import { repositoryRoot } from "./lib/deployment.ts";

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const file = path.join(repositoryRoot, "indexer/schema.graphql");

const { buildGraphQLSchema } = await loadPonderGraphQL();
const extended = extendPonderSchema(buildGraphQLSchema({ schema }), {
  evidenceOf: async () => null,
  indexedBlock: async () => null,
  freshnessOf: async () => null,
});
const text = `# Written by npm run graphql-schema; edit indexer/ponder.schema.ts or indexer/src/api/graphql/extend-schema.ts instead.\n${loadGraphQL().printSchema(extended)}\n`;

if (values.check === true) {
  const known = await readFile(file, "utf8").catch(() => "");
  if (known !== text) {
    const [is, was] = [text.split("\n"), known.split("\n")];
    const line = is.findIndex((content, i) => content !== was[i]);
    process.stderr.write(
      `✗ indexer/schema.graphql is not the code's: line ${line + 1} is “${was[line] ?? ""}” and should be “${is[line] ?? ""}”; run npm run graphql-schema\n`,
    );
    process.exitCode = 1;
  } else process.stdout.write(`indexer/schema.graphql is the code's (${text.split("\n").length} lines)\n`);
} else await writeFile(file, text);
