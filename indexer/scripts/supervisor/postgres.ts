import pg from "pg";

import type { StateStore } from "./state-store.ts";

/** Keeps what supervisors remember, beside Ponder's schemas. */
const OWN_SCHEMA = "openledger_supervisor";
/** A writer beats once in ten seconds; one that has been silent for this long is dead. */
const SILENT_MS = 60_000;
const DROP_ATTEMPTS = 20;

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The supervisor's own connection to Postgres. */
export const openPostgres = (connectionString: string) => {
  const pool = new pg.Pool({ connectionString, max: 3, statement_timeout: 60_000, connectionTimeoutMillis: 5_000 });
  // A server that restarts cuts connections, idle ones and those in use; the query that is under way rejects, and the next opens another.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));

  const rows = async <T>(text: string, values: readonly unknown[] = []): Promise<T[]> => (await pool.query(text, [...values])).rows as T[];

  const transaction = async (statements: readonly string[]): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query(statements.join(";\n"));
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };

  const store: StateStore = {
    read: async <T>(name: string) => {
      const [table] = await rows<{ exists: boolean }>("SELECT to_regclass($1) IS NOT NULL AS exists", [`${OWN_SCHEMA}.state`]);
      if (table?.exists !== true) return null;
      const [row] = await rows<{ value: T }>(`SELECT value FROM ${OWN_SCHEMA}.state WHERE name = $1`, [name]);
      return row?.value ?? null;
    },
    write: async (name, value) => {
      await rows(`CREATE SCHEMA IF NOT EXISTS ${OWN_SCHEMA}`);
      await rows(`CREATE TABLE IF NOT EXISTS ${OWN_SCHEMA}.state (name text PRIMARY KEY, value jsonb NOT NULL)`);
      await rows(`INSERT INTO ${OWN_SCHEMA}.state VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, [
        name,
        JSON.stringify(value),
      ]);
    },
  };

  /** Tables and views of a schema that answers are made of, with their columns. */
  const columnsOf = async (schema: string): Promise<Map<string, string[]>> => {
    const columns = await rows<{ table_name: string; names: string[] }>(
      `SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) AS names FROM information_schema.columns
       WHERE table_schema = $1 AND table_name NOT LIKE '\\_reorg\\_\\_%' GROUP BY table_name`,
      [schema],
    );
    return new Map(columns.map(({ table_name, names }) => [table_name, names]));
  };

  const dropSchema = async (schema: string): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await transaction(["SET LOCAL lock_timeout = '500ms'", `DROP SCHEMA IF EXISTS ${quote(schema)} CASCADE`]);
      } catch (error) {
        // A query that is still running holds a lock on what it reads.
        if (attempt === DROP_ATTEMPTS) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  };

  return {
    store,
    columnsOf,
    dropSchema,
    close: () => pool.end(),
    /** @throws if the server does not answer. */
    ping: async (): Promise<void> => void (await rows("SELECT 1")),

    /** Whether Ponder has made the tables of a schema, all in one transaction. */
    hasTables: async (schema: string): Promise<boolean> =>
      (await rows<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [`${quote(schema)}._ponder_meta`]))[0]?.found === true,

    /**
     * Makes `views` show the tables of `schema`. The views are made beside the old ones and take their name in one transaction, so no reader
     * ever waits or finds one missing.
     */
    switchViews: async (views: string, schema: string): Promise<void> => {
      const [next, old] = [`${views}__next`, `${views}__old`];
      await dropSchema(next);
      await dropSchema(old);
      const tables = [...(await columnsOf(schema)).keys()];
      const exists = (await rows("SELECT 1 FROM pg_namespace WHERE nspname = $1", [views])).length > 0;
      await transaction([
        `CREATE SCHEMA ${quote(next)}`,
        ...tables.map((table) => `CREATE VIEW ${quote(next)}.${quote(table)} AS SELECT * FROM ${quote(schema)}.${quote(table)}`),
        ...(exists ? [`ALTER SCHEMA ${quote(views)} RENAME TO ${quote(old)}`] : []),
        `ALTER SCHEMA ${quote(next)} RENAME TO ${quote(views)}`,
      ]);
      await dropSchema(old);
    },

    /** Whether the writer behind a views schema has left its backfill or its start behind, and the block it stands at. No row before its first block. */
    writerState: async (views: string): Promise<{ isLive: boolean; block: number }[]> =>
      rows(
        `SELECT (meta.value->>'is_ready') = '1' AS "isLive", substr(latest_checkpoint, 27, 16)::bigint::float8 AS block
         FROM ${quote(views)}._ponder_meta AS meta, ${quote(views)}._ponder_checkpoint LIMIT 1`,
      ),

    /** Lets the next start take a schema whose writer is known to be dead, without waiting for its heartbeat to run out. */
    unlock: async (schema: string): Promise<void> =>
      void (await rows(`UPDATE ${quote(schema)}._ponder_meta SET value = jsonb_set(value, '{is_locked}', '0')`)),

    /** Drops those of the schemas whose writer is dead. Returns the others, which are left for later. */
    prune: async (schemas: readonly string[]): Promise<string[]> => {
      const left: string[] = [];
      for (const name of schemas) {
        const [table] = await rows<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [`${quote(name)}._ponder_meta`]);
        const [app] =
          table?.found === true
            ? await rows<{ locked: string; beat: string }>(
                `SELECT value->>'is_locked' AS locked, value->>'heartbeat_at' AS beat FROM ${quote(name)}._ponder_meta`,
              )
            : [];
        if (app !== undefined && app.locked === "1" && Date.now() - Number(app.beat) < SILENT_MS) left.push(name);
        else await dropSchema(name);
      }
      return left;
    },

    /** Forgets the blocks and logs that Ponder keeps of a chain: after a fork, or an answer that was wrong, they are wrong too. */
    clearChainCache: async (chainId: number): Promise<void> => {
      const tables = await rows<{ name: string }>(
        "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'ponder_sync' AND column_name = 'chain_id'",
      );
      for (const { name } of tables) await rows(`DELETE FROM ponder_sync.${quote(name)} WHERE chain_id = $1`, [chainId]);
    },
  };
};

export type Postgres = ReturnType<typeof openPostgres>;
