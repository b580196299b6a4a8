import { expect } from "chai";
import { createMany, createOne, getTableName, is, Many, One, Relations } from "drizzle-orm";

import * as schema from "../../../ponder.schema.ts";

const links = (Object.values(schema) as unknown[])
  .filter((value): value is Relations => is(value, Relations))
  .flatMap((relations) => {
    const config = relations.config({ one: createOne(relations.table), many: createMany(relations.table) });
    return Object.entries(config).map(([name, relation]) => ({
      name,
      from: getTableName(relations.table),
      to: relation.referencedTableName,
      relation,
    }));
  });

/** The latest of a list that leads back under another name. */
const LATEST = ["datanet.terms", "datanet.snapshot", "epoch_chain.finalEpoch", "paused_part.pause"];

describe("the relations of the tables", () => {
  it("lead both ways: whoever is named can list who names it", () => {
    const oneWay = links
      .filter(({ relation }) => is(relation, One))
      .filter(
        ({ from, to, relation }) =>
          !links.some(
            (back) =>
              back.from === to && back.to === from && back.relation.relationName === relation.relationName && back.relation !== relation,
          ),
      )
      .map(({ from, name }) => `${from}.${name}`);
    expect(links.filter(({ relation }) => is(relation, Many)).length).to.be.greaterThan(30);
    expect(oneWay).to.deep.equal(LATEST);
  });
});
