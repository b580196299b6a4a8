import { Mutex, parse, protocol, type PGlite } from "@electric-sql/pglite";

import type { Database, Queryable } from "./database.ts";

const { serialize } = protocol;

/** A statement that PGlite has parsed already. */
interface Prepared {
  readonly name: string;
  readonly parameterTypes: readonly number[];
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The one connection that a PGlite has. Its own `query` parses every statement anew and calls into WebAssembly six times for it; here a statement with
 * parameters is parsed when it first comes, and each run of it is one call. Nothing else may use the client.
 */
export function pgliteSession(client: PGlite): Omit<Database, "close"> {
  const prepared = new Map<string, Prepared>();
  const turn = new Mutex();

  async function prepare(sql: string): Promise<Prepared> {
    const known = prepared.get(sql);
    if (known) return known;
    const name = `s${prepared.size}`;
    const { messages } = await client.execProtocol(
      join([serialize.parse({ name, text: sql }), serialize.describe({ type: "S", name }), serialize.sync()]),
    );
    const made: Prepared = { name, parameterTypes: parse.parseDescribeStatementResults(messages) };
    prepared.set(sql, made);
    return made;
  }

  function valueOf(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const serializer = client.serializers[type];
    return serializer ? (serializer(value) as string) : String(value as string | number | bigint | boolean);
  }

  async function run(sql: string, parameters: readonly unknown[] = []) {
    const begin =
      parameters.length === 0
        ? [serialize.parse({ text: sql }), serialize.bind({})]
        : await prepare(sql).then(({ name, parameterTypes }) => [
            serialize.bind({ statement: name, values: parameters.map((value, i) => valueOf(value, parameterTypes[i]!)) }),
          ]);
    // What stands behind a message that fails is skipped up to the last one, so the connection is ready again in any case.
    const { messages } = await client.execProtocol(
      join([...begin, serialize.describe({ type: "P" }), serialize.execute({}), serialize.sync()]),
    );
    return parse.parseResults(messages, client.parsers)[0]!;
  }

  async function rowsOf<Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]> {
    return (await run(sql, parameters)).rows as Row[];
  }

  async function transact<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> {
    let isOpen = true;
    await run("BEGIN");
    try {
      const result = await work({
        query: (sql, parameters) => {
          if (!isOpen) throw new Error("The transaction is over; use the database itself, or wait for what was begun in it.");
          return rowsOf(sql, parameters);
        },
      });
      isOpen = false;
      const { command } = await run("COMMIT");
      if (command === "ROLLBACK")
        throw new Error("A statement of the transaction failed and was not thrown on, so all of it was rolled back.");
      return result;
    } catch (error) {
      if (isOpen) await run("ROLLBACK");
      isOpen = false;
      throw error;
    }
  }

  return {
    query: (sql, parameters) => turn.runExclusive(() => rowsOf(sql, parameters)),
    transaction: (work) => turn.runExclusive(() => transact(work)),
  };
}
