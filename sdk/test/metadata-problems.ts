import { readFileSync } from "node:fs";
import path from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";

export type Standard = "croissant-1.1" | "spdx-3.0.1";

const ajv = new Ajv2020({ allErrors: true, strict: false });

/** What a document lacks of a standard, by our schema of it; empty if nothing. SPDX's rules that no schema can say are checked as well. */
export function metadataProblems(standard: Standard, document: unknown): readonly string[] {
  const schema = JSON.parse(readFileSync(path.join(import.meta.dirname, "schemas", `${standard}.json`), "utf8")) as object;
  const validate = ajv.getSchema(standard) ?? ajv.compile(schema);
  const problems = validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  return standard === "croissant-1.1" || problems.length > 0 ? problems : graphProblems(document as { "@graph": readonly Element[] });
}

type Element = {
  readonly type: string;
  readonly spdxId?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly relationshipType?: string;
};

/** Ids are unique, relations end at elements, and every package has exactly one declared and one concluded licence, as the AI and dataset profiles ask. */
function graphProblems({ "@graph": graph }: { "@graph": readonly Element[] }): readonly string[] {
  const ids = graph.flatMap(({ spdxId }) => (spdxId === undefined ? [] : [spdxId]));
  const problems = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} is there twice`);
  for (const { from, to = [] } of graph)
    for (const end of from === undefined ? [] : [from, ...to]) if (!ids.includes(end)) problems.push(`${end} is no element`);
  for (const { type, spdxId } of graph.filter((element) => /Package$/.test(element.type))) {
    for (const wanted of ["hasDeclaredLicense", "hasConcludedLicense"]) {
      const count = graph.filter(({ from, relationshipType }) => from === spdxId && relationshipType === wanted).length;
      if (count !== 1) problems.push(`${type} ${spdxId} has ${count} ${wanted}`);
    }
  }
  return problems;
}
