import initSqlJs, { type SqlDatabase, type SqlValue } from 'sql.js/dist/sql-wasm-inline.js';
import type { Bytes } from '../../kernel/bytes.ts';

export type Cell = SqlValue;

/** Rows that a statement gave; no columns: it gave none. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A function of the dialect by its name in SQL; its arity counts. */
export type SqlFunctions = Readonly<Record<string, (...args: Cell[]) => Cell>>;

/** A statement that the engine refuses; `message` is SQLite's. */
export class EngineError extends Error {}

/** Pages of 4 KB that a database may have. */
const MOST_PAGES = 4_096;

let library: ReturnType<typeof initSqlJs> | undefined;

/** SQLite behind the databases. To be loaded through `clock.outside`. */
export const loadEngine = (): ReturnType<typeof initSqlJs> => (library ??= initSqlJs());

/** A database whose octets are a file of the simulated machine. */
export class SqlFile {
  readonly #database: SqlDatabase;
  readonly #functions: SqlFunctions;
  readonly #settings: string;

  /** @param settings pragmas of the dialect */
  constructor(
    engine: Awaited<ReturnType<typeof initSqlJs>>,
    content: Bytes | undefined,
    functions: SqlFunctions,
    settings = '',
  ) {
    this.#database = new engine.Database(content);
    this.#functions = functions;
    this.#settings = settings;
    this.#prepare();
  }

  #prepare(): void {
    this.#database.run(`PRAGMA foreign_keys=ON; PRAGMA max_page_count=${MOST_PAGES}; ${this.#settings}`);
    for (const [name, body] of Object.entries(this.#functions))
      this.#database.create_function(name, body as (...args: never[]) => SqlValue);
  }

  /** Runs one statement. @throws {EngineError} */
  query(sql: string): Rows {
    try {
      const statement = this.#database.prepare(sql);
      try {
        const rows: SqlValue[][] = [];
        while (statement.step()) rows.push(statement.get());
        return { columns: statement.getColumnNames(), rows };
      } finally {
        statement.free();
      }
    } catch (error) {
      throw new EngineError(error instanceof Error ? error.message : String(error));
    }
  }

  /** Rows that the last change touched. */
  changes(): number {
    return this.#database.getRowsModified();
  }

  /** Its octets. Outside of transactions only. */
  bytes(): Bytes {
    const octets = this.#database.export();
    this.#prepare();
    return octets;
  }

  close(): void {
    this.#database.close();
  }
}
