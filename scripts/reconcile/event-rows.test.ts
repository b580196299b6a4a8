import { expect } from "chai";

import * as schema from "../../indexer/ponder.schema.ts";
import { extendPonderSchema } from "../../indexer/src/api/graphql/extend-schema.ts";
import { loadGraphQL, loadPonderGraphQL } from "../../indexer/src/api/graphql/ponder-builder.ts";
import { EVENT_ROWS } from "./event-rows.ts";

describe("the rows that reconcile counts for each event", () => {
  it("stand in lists of the index, and are chosen by columns and words that it has", async () => {
    const { buildGraphQLSchema } = await loadPonderGraphQL();
    const { parse, validate } = loadGraphQL();
    const built = extendPonderSchema(buildGraphQLSchema({ schema }), {
      evidenceOf: async () => null,
      indexedBlock: async () => null,
      freshnessOf: async () => null,
    });
    for (const [event, { list, where }] of Object.entries(EVENT_ROWS)) {
      const query = `{ ${list}(limit: 1${where === undefined ? "" : `, where: ${where}`}) { totalCount } }`;
      expect(
        validate(built, parse(query)).map(({ message }) => message),
        event,
      ).to.deep.equal([]);
    }
  });
});
