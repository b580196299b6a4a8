import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type * as MaxAliases from "@escape.tech/graphql-armor-max-aliases";
import type * as MaxDepth from "@escape.tech/graphql-armor-max-depth";
import type * as MaxTokens from "@escape.tech/graphql-armor-max-tokens";
import type * as GraphQL from "graphql";
import type * as Yoga from "graphql-yoga";

import { nativeImport } from "./native-import.ts";

/** Ponder's own GraphQL builder, which its package does not export: the pinned version's file is loaded by path. */
export interface PonderGraphQL {
  readonly buildGraphQLSchema: (options: { schema: Record<string, unknown> }) => GraphQL.GraphQLSchema;
  readonly buildDataLoaderCache: (qb: unknown) => unknown;
}

/** What Ponder creates its tables with. */
export type PonderSql = (schema: Record<string, unknown>) => Readonly<Record<"tables" | "enums" | "indexes", { readonly sql: string[] }>>;

/** Path of a file of Ponder, wherever npm's workspaces put the package. @throws if another version is installed. */
const ponderFile = (name: string): string => {
  const folders = createRequire(import.meta.url).resolve.paths("ponder") ?? [];
  const file = folders.map((folder) => path.join(folder, "ponder/dist/esm", name)).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`ponder/dist/esm/${name} is missing; this needs the pinned ponder 0.17.7, run npm ci`);
  return file;
};

/**
 * Loads a package as Ponder has it. Vite would load another build of `graphql`, and a schema made by one build is refused by the other.
 */
const requireAsPonder = (name: string): unknown => createRequire(ponderFile("graphql/index.js"))(name);

/** Loads Ponder's builder. */
export const loadPonderGraphQL = async (): Promise<PonderGraphQL> =>
  (await nativeImport(pathToFileURL(ponderFile("graphql/index.js")).href)) as PonderGraphQL;

/** The page that Ponder shows to browsers. */
export const loadGraphiQL = async (): Promise<string> =>
  ((await nativeImport(pathToFileURL(ponderFile("graphql/graphiql.html.js")).href)) as { graphiQLHtml: string }).graphiQLHtml;

/** Loads the statements that create the tables of a schema. */
export const loadPonderSql = async (): Promise<PonderSql> =>
  ((await nativeImport(pathToFileURL(ponderFile("drizzle/kit/index.js")).href)) as { getSql: PonderSql }).getSql;

export const loadGraphQL = () => requireAsPonder("graphql") as typeof GraphQL;

export const loadYoga = () => requireAsPonder("graphql-yoga") as typeof Yoga;

/** The plugins with which Ponder's own middleware refuses a query before it runs. */
export const loadLimits = () => ({
  ...(requireAsPonder("@escape.tech/graphql-armor-max-depth") as typeof MaxDepth),
  ...(requireAsPonder("@escape.tech/graphql-armor-max-tokens") as typeof MaxTokens),
  ...(requireAsPonder("@escape.tech/graphql-armor-max-aliases") as typeof MaxAliases),
});
