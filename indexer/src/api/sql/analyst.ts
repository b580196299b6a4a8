import { createHmac } from "node:crypto";
import type { Socket } from "node:net";

import pg from "pg";

/** What an analyst's query may take. */
export interface SqlLimits {
  readonly timeoutMs: number;
  readonly rows: number;
  /** Of all rows, as the database sends them. */
  readonly bytes: number;
  /** Queries at once. */
  readonly parallel: number;
}

export const SQL_LIMITS: SqlLimits = { timeoutMs: 10_000, rows: 10_000, bytes: 8_388_608, parallel: 2 };

/** What the query came to. `reason` says why there is no answer. */
export type SqlResult =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[]; readonly isCut: boolean }
  | { readonly reason: "refused" | "timeout" | "too large" | "busy"; readonly message: string };

/** Runs analysts' queries; see {@link openAnalyst}. */
export interface Analyst {
  run(query: string, params: readonly unknown[]): Promise<SqlResult>;
}

const ROLE = "openledger_analyst";
const ROWS_AT_ONCE = 200;
/** What the connection may still send after the time is over, before it is cut. */
const GRACE_MS = 500;
const LOOKS_LIKE_A_QUERY = /^\s*(select|with|values|table)\b/i;

/**
 * The role that queries run as: it may log in and read the tables, and nothing else. Its password follows from the writer's address, so
 * that every reader beside the same database knows it.
 */
const passwordOf = (databaseUrl: string): string => createHmac("sha256", databaseUrl).update(ROLE).digest("hex");

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Creates the role, or brings its rights and password up to date. @throws if the writer's own role may not. */
const prepareRole = async (databaseUrl: string, schemaName: string): Promise<void> => {
  const admin = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await admin.connect();
  try {
    await admin.query("BEGIN");
    // Readers that start at the same time would both create it.
    await admin.query("SELECT pg_advisory_xact_lock(hashtext($1))", [ROLE]);
    const { rowCount } = await admin.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [ROLE]);
    const rights = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION";
    await admin.query(`${rowCount === 0 ? "CREATE" : "ALTER"} ROLE ${ROLE} ${rights} PASSWORD '${passwordOf(databaseUrl)}'`);
    await admin.query(`GRANT USAGE ON SCHEMA ${quote(schemaName)} TO ${ROLE}`);
    await admin.query(`GRANT SELECT ON ALL TABLES IN SCHEMA ${quote(schemaName)} TO ${ROLE}`);
    await admin.query("COMMIT");
  } finally {
    await admin.end();
  }
};

const errorOf = (error: unknown): { code: string; message: string } => {
  const { code = "", message } = error as { code?: string; message: string };
  return { code, message };
};

/**
 * SQL for analysts on Postgres. A query runs as a role of its own that may only read the tables, on a connection of its own, in a read-only
 * transaction, through a cursor: Postgres takes only one SELECT for a cursor. Its time ends in three ways: the server's statement
 * time-out, a cancel from here for whoever has switched that off, and the end of the connection.
 */
export const openAnalyst = (databaseUrl: string, schemaName: string, limits: SqlLimits = SQL_LIMITS): Analyst => {
  let prepared: Promise<void> | undefined;
  let running = 0;

  const connect = async () => {
    prepared ??= prepareRole(databaseUrl, schemaName);
    await prepared.catch((error: unknown) => {
      prepared = undefined;
      throw error;
    });
    const url = new URL(databaseUrl);
    url.username = ROLE;
    url.password = passwordOf(databaseUrl);
    const client = new pg.Client({
      connectionString: url.href,
      connectionTimeoutMillis: 5_000,
      statement_timeout: limits.timeoutMs,
      idle_in_transaction_session_timeout: limits.timeoutMs * 2,
      application_name: "openledger_sql",
      types: { getTypeParser: () => (text: string | Buffer) => text },
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };

  /** Ends what a connection does in the database; closing our end alone would leave it at work. */
  const stop = async (pid: number): Promise<void> => {
    const other = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000, statement_timeout: 2_000 });
    other.on("error", () => {});
    try {
      await other.connect();
      await other.query("SELECT pg_terminate_backend($1)", [pid]);
    } catch {
      // The server's own time-out is left, and its next write fails.
    } finally {
      await other.end().catch(() => {});
    }
  };
  const socketOf = (client: pg.Client) => (client as unknown as { connection: { stream: Socket } }).connection.stream;

  const query = async (client: pg.Client, sql: string, params: readonly unknown[]): Promise<SqlResult> => {
    const [{ pid }] = (await client.query<{ pid: string }>("SELECT pg_backend_pid() AS pid")).rows as [{ pid: string }];
    let stopped: "timeout" | "too large" | undefined;
    let stopping: Promise<void> | undefined;
    const end = (why: "timeout" | "too large") => {
      if (stopped !== undefined) return;
      stopped = why;
      socketOf(client).destroy();
      stopping = stop(Number(pid));
    };
    const timer = setTimeout(() => end("timeout"), limits.timeoutMs + GRACE_MS);
    // One value may be larger than all memory, so bytes are counted as they arrive.
    let received = 0;
    socketOf(client).on("data", (chunk: Buffer) => {
      received += chunk.length;
      if (received > limits.bytes) end("too large");
    });
    try {
      await client.query("BEGIN READ ONLY");
      await client.query(`SET LOCAL search_path TO ${quote(schemaName)}`);
      // The extended protocol takes a single statement.
      await client.query({
        text: `DECLARE analyst NO SCROLL CURSOR FOR ${sql}`,
        values: [...params],
        queryMode: "extended",
      } as pg.QueryConfig);
      const rows: unknown[][] = [];
      let columns: string[] = [];
      for (;;) {
        const part = await client.query<unknown[]>({
          text: `FETCH ${Math.min(ROWS_AT_ONCE, limits.rows + 1 - rows.length)} FROM analyst`,
          rowMode: "array",
        });
        columns = part.fields.map(({ name }) => name);
        rows.push(...part.rows);
        if (stopped !== undefined) throw new Error("stopped");
        if (part.rows.length === 0 || rows.length > limits.rows) break;
      }
      return { columns, rows: rows.slice(0, limits.rows), isCut: rows.length > limits.rows };
    } catch (error) {
      const { code, message } = errorOf(error);
      if (stopped === "too large")
        return { reason: "too large", message: `The answer is larger than ${limits.bytes} bytes; select fewer columns or rows.` };
      if (stopped === "timeout" || code === "57014")
        return {
          reason: "timeout",
          message: `The query took longer than ${limits.timeoutMs} ms and was stopped; read fewer rows, by an indexed column.`,
        };
      if (/^[A-Z0-9]{5}$/.test(code)) return { reason: "refused", message };
      throw error;
    } finally {
      clearTimeout(timer);
      await stopping;
    }
  };

  return {
    run: async (sql, params) => {
      if (!LOOKS_LIKE_A_QUERY.test(sql))
        return { reason: "refused", message: "Only one SELECT is answered here: begin with SELECT, WITH, VALUES or TABLE." };
      if (running >= limits.parallel)
        return { reason: "busy", message: `${limits.parallel} queries are running; try again when one has ended.` };
      running += 1;
      let client: pg.Client | undefined;
      try {
        client = await connect();
        return await query(client, sql, params);
      } finally {
        running -= 1;
        await client?.end().catch(() => {});
      }
    },
  };
};
