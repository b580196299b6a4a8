/** What the journal needs of Postgres; PGlite and `pg` both give it. */
export interface Queryable {
  /** Runs one statement with `$1…` parameters. 64-bit columns come back as text: statements cast them. */
  readonly query: <Row>(sql: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
}

export interface Database extends Queryable {
  /** Runs `work` in one transaction; anything it throws rolls back. */
  readonly transaction: <Result>(work: (tx: Queryable) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}
