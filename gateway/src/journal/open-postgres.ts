import pg from "pg";

import type { Database, Queryable } from "./database.ts";

const WRITER_LOCK = 0x4f50454e;

function toQueryable(client: pg.Pool | pg.PoolClient): Queryable {
  return { query: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows as never };
}

/** Opens the journal in Postgres. One gateway writes to a database: a second one is refused while the first holds its lock. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const writer = await pool.connect().catch((error: Error) => {
    throw new Error(`The database at DATABASE_URL does not answer (${error.message}); start it or correct the URL.`);
  });
  // A lost idle connection is replaced by the next query. A lost writer's lock is not: another gateway may have it by now, so this one ends.
  pool.on("error", () => {});
  writer.on("error", (error) => {
    throw new Error(`The database closed the connection that held the writer's lock (${error.message}); start the gateway again.`);
  });
  const { rows } = await writer.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [WRITER_LOCK]);
  if (rows[0]?.locked !== true) {
    writer.release();
    await pool.end();
    throw new Error("Another gateway writes to the database at DATABASE_URL; stop it, or give this one its own database.");
  }
  return {
    ...toQueryable(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        const result = await work(toQueryable(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      } finally {
        client.release();
      }
    },
    close: async () => {
      writer.release();
      await pool.end();
    },
  };
}
