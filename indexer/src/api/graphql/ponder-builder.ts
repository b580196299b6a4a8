import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { GraphQLSchema } from "graphql";

/** Ponder's own GraphQL builder, which its package does not export: the pinned version's file is loaded by path. */
export interface PonderGraphQL {
  buildGraphQLSchema(options: { schema: Record<string, unknown> }): GraphQLSchema;
  buildDataLoaderCache(qb: unknown): unknown;
}

const require = createRequire(import.meta.url);

const ponderFile = (name: string): string => {
  const folders = require.resolve.paths("ponder") ?? [];
  const file = folders.map((folder) => path.join(folder, "ponder/dist/esm/graphql", name)).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`ponder/dist/esm/graphql/${name} is missing; this needs the pinned ponder 0.17.7, run npm ci`);
  return pathToFileURL(file).href;
};

/** Loads Ponder's builder. @throws if another version of Ponder is installed. */
export const loadPonderGraphQL = async (): Promise<PonderGraphQL> => (await import(/* @vite-ignore */ ponderFile("index.js"))) as PonderGraphQL;

/** The page that Ponder shows to browsers. */
export const loadGraphiQL = async (): Promise<string> =>
  ((await import(/* @vite-ignore */ ponderFile("graphiql.html.js"))) as { graphiQLHtml: string }).graphiQLHtml;

/**
 * The `graphql` package as Ponder has it. Vite would load its other build, and a schema made by one build is refused by the other.
 */
export const loadGraphQL = (): typeof import("graphql") => require("graphql") as typeof import("graphql");

/** GraphQL Yoga, on the same `graphql`. */
export const loadYoga = (): typeof import("graphql-yoga") => require("graphql-yoga") as typeof import("graphql-yoga");
