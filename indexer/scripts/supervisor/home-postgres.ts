import type { Home } from "./home.ts";
import { openPostgres } from "./postgres.ts";

/** Builds are schemas of one database; readers see the one that the views schema shows. */
export const postgresHome = (connectionString: string, views: string, chainId: number): Home => {
  const database = openPostgres(connectionString);
  const { store } = database;
  const [publishedKey, builtKey] = [`published:${views}`, `built:${views}`];
  const built = async () => (await store.read<string[]>(builtKey)) ?? [];
  return {
    store,
    startsOver: false,
    environment: () => ({}),
    ping: database.ping,
    published: async () => {
      const schema = await store.read<string>(publishedKey);
      return schema !== null && (await database.hasTables(schema)) ? schema : null;
    },
    hasTables: database.hasTables,
    publish: async (schema) => {
      await database.switchViews(views, schema);
      await store.write(publishedKey, schema);
    },
    claim: async (schema) => store.write(builtKey, [...new Set([...(await built()), schema])]),
    release: async (schema) => {
      if (await database.hasTables(schema)) await database.unlock(schema);
    },
    clearChainCache: () => database.clearChainCache(chainId),
    prune: async ({ schema }) => {
      const others = (await built()).filter((name) => name !== schema);
      const left = await database.prune(others);
      await store.write(builtKey, [schema, ...left]);
      return others.filter((name) => !left.includes(name));
    },
    close: database.close,
  };
};
