import { createMiddleware } from "hono/factory";

import { extendPonderSchema, type ExtensionReads } from "./extend-schema.ts";
import { maskError } from "./mask-error.ts";
import { loadGraphiQL, loadLimits, loadPonderGraphQL, loadYoga } from "./ponder-builder.ts";
import { refusalsPlugin } from "./refusals-plugin.ts";

/** Fields may nest this deep: account → payouts → receipt → legs → contribution → datanet → terms takes eleven. */
const MAX_DEPTH = 14;
const MAX_TOKENS = 2_000;
const MAX_ALIASES = 30;

/** Refuses a query before it runs. */
const limits = () => {
  const { maxDepthPlugin, maxTokensPlugin, maxAliasesPlugin } = loadLimits();
  return [
    maxTokensPlugin({ n: MAX_TOKENS }),
    maxDepthPlugin({ n: MAX_DEPTH, ignoreIntrospection: true }),
    maxAliasesPlugin({ n: MAX_ALIASES, allowList: [] }),
    refusalsPlugin(),
  ];
};

/**
 * GraphQL over the tables of ponder.schema.ts, as Ponder's own middleware builds it, with evidence and the indexed block added.
 * Browsers get a page to write queries on.
 */
export const graphqlMiddleware = async (options: {
  readonly schema: Record<string, unknown>;
  readonly queryBuilder: () => unknown;
  readonly reads: ExtensionReads;
}) => {
  const { buildGraphQLSchema, buildDataLoaderCache } = await loadPonderGraphQL();
  const { createYoga } = loadYoga();
  const page = await loadGraphiQL();
  const yoga = createYoga({
    graphqlEndpoint: "*",
    schema: extendPonderSchema(buildGraphQLSchema({ schema: options.schema }), options.reads),
    context: () => {
      const qb = options.queryBuilder();
      return { qb, getDataLoader: buildDataLoaderCache(qb) };
    },
    maskedErrors: { maskError },
    logging: false,
    graphiql: false,
    plugins: limits(),
  });
  return createMiddleware(async (c) => {
    if (c.req.method === "GET" && c.req.query("query") === undefined) return c.html(page);
    const response = await yoga.handle(c.req.raw, {});
    return new Response(response.body, { status: response.status, headers: response.headers });
  });
};
