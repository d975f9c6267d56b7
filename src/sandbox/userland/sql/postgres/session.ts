import type { Process } from '../../../kernel/process.ts';
import { EngineError, type Rows, type SqlFile } from '../engine.ts';
import { spaced } from '../table-definition.ts';
import { nameOf, quoted, quotedName, splitStatements, type Token, withoutSpace, wordOf } from '../tokens.ts';
import type { Cluster } from './cluster.ts';
import { checkTypes } from './check-types.ts';
import { notSimulated, PostgresFault, postgresFault, targetOf } from './faults.ts';
import { type PostgresResult, tagOf, typedResult } from './result.ts';
import { changeRole } from './roles.ts';
import { alterTable, createTable, objectName, translate } from './translate.ts';

const READS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'EXPLAIN', 'SHOW']);
/** Accepted, as they change nothing that a session here shows. */
const SETTINGS = new Set([
  'SET',
  'RESET',
  'GRANT',
  'REVOKE',
  'COMMENT',
  'ANALYZE',
  'VACUUM',
  'CHECKPOINT',
  'LOCK',
  'DISCARD',
]);
const SUPPORTED = new Set([
  ...READS, ...SETTINGS, 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'TRUNCATE', 'BEGIN', 'START',
  'COMMIT', 'END', 'ROLLBACK', 'ABORT', 'SAVEPOINT', 'RELEASE',
]); // prettier-ignore
const OTHER =
  /^(COPY|DO|CALL|PREPARE|EXECUTE|DEALLOCATE|DECLARE|FETCH|CLOSE|MOVE|LISTEN|NOTIFY|UNLISTEN|MERGE|CLUSTER|REINDEX|REFRESH|SECURITY|LOAD|REASSIGN|IMPORT)$/;

/** One connection to a database. */
export class PostgresSession {
  readonly #process: Process;
  readonly #cluster: Cluster;
  readonly user: string;
  readonly database: string;
  #transaction: 'none' | 'open' | 'failed' = 'none';
  #wrote = false;

  constructor(process: Process, cluster: Cluster, user: string, database: string) {
    this.#process = process;
    this.#cluster = cluster;
    this.user = user;
    this.database = database;
  }

  /** Whether it holds the database in a transaction. */
  get inTransaction(): boolean {
    return this.#transaction !== 'none';
  }

  /** Runs what one message holds; what came before a fault is undone, as if in a transaction. */
  async *run(text: string): AsyncGenerator<PostgresResult> {
    const file = await this.#cluster.file(this.database);
    Object.assign(this.#cluster.asker, { user: this.user, database: this.database });
    const { statements, open } = splitStatements(text);
    const all = open.length > 0 ? [...statements, open] : statements;
    const implicit =
      all.length > 1 &&
      this.#transaction === 'none' &&
      !all.some((statement) => /^(BEGIN|START|COMMIT|END|ROLLBACK)$/.test(wordOf(withoutSpace(statement)[0])));
    if (implicit) file.query('BEGIN');
    try {
      for (const statement of all) yield await this.#statement(file, statement, implicit);
    } catch (error) {
      if (error instanceof PostgresFault) {
        if (implicit) file.query('ROLLBACK');
        else if (this.#transaction === 'open') this.#transaction = 'failed';
        this.#wrote = implicit ? false : this.#wrote;
      }
      throw error;
    }
    if (implicit) file.query('COMMIT');
    if (this.#transaction === 'none') this.#save(file);
  }

  /** The connection is over: an open transaction is undone. */
  async end(): Promise<void> {
    if (this.#transaction !== 'none') (await this.#cluster.file(this.database)).query('ROLLBACK');
    this.#transaction = 'none';
    this.#wrote = false;
  }

  #save(file: SqlFile): void {
    if (this.#wrote) this.#cluster.save(this.database, file);
    this.#wrote = false;
  }

  async #statement(file: SqlFile, statement: readonly Token[], implicit: boolean): Promise<PostgresResult> {
    const tokens = withoutSpace(statement);
    const first = wordOf(tokens[0]);
    if (!SUPPORTED.has(first)) {
      if (OTHER.test(first)) throw notSimulated(first);
      throw new PostgresFault(`syntax error at or near "${tokens[0]?.text ?? ''}"`, { position: tokens[0]?.at });
    }
    if (/^(BEGIN|START|COMMIT|END|ROLLBACK|ABORT)$/.test(first) && wordOf(tokens[1]) !== 'TO') {
      return this.#control(file, first, tokens);
    }
    if (this.#transaction === 'failed')
      throw new PostgresFault('current transaction is aborted, commands ignored until end of transaction block');
    if (SETTINGS.has(first)) return { tag: first };
    if (first === 'SHOW') return show(this.#process, wordOf(tokens[1]).toLowerCase());
    const delay = /^SELECT pg_sleep \( ([\d.]+) \)$/i.exec(spaced(tokens))?.[1];
    if (delay !== undefined) {
      await this.#process.sleep(Number(delay) * 1000);
      return { columns: [{ name: 'pg_sleep', type: 'void' }], rows: [['']], tag: 'SELECT 1' };
    }
    const server = this.#ofServer(tokens, implicit);
    if (server !== undefined) return server;
    try {
      return this.#ofDatabase(file, statement, first);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      throw postgresFault(error, statement, file);
    }
  }

  #control(file: SqlFile, first: string, tokens: readonly Token[]): PostgresResult {
    if (first === 'BEGIN' || first === 'START') {
      if (this.#transaction !== 'none')
        return { tag: tagOf(tokens, 0), notices: ['WARNING:  there is already a transaction in progress'] };
      file.query('BEGIN');
      this.#transaction = 'open';
      return { tag: tagOf(tokens, 0) };
    }
    if (this.#transaction === 'none')
      return { tag: tagOf(tokens, 0), notices: ['WARNING:  there is no transaction in progress'] };
    const undo = this.#transaction === 'failed' || first === 'ROLLBACK' || first === 'ABORT';
    this.#transaction = 'none';
    file.query(undo ? 'ROLLBACK' : 'COMMIT');
    if (undo) this.#wrote = false;
    else this.#save(file);
    return { tag: undo ? 'ROLLBACK' : 'COMMIT' };
  }

  /** CREATE DATABASE and what concerns roles. */
  #ofServer(tokens: readonly Token[], implicit: boolean): PostgresResult | undefined {
    const [first, second] = tokens.map(wordOf);
    if (second === 'DATABASE') {
      if (this.#transaction !== 'none' || implicit)
        throw new PostgresFault(`${first ?? ''} DATABASE cannot run inside a transaction block`);
      const { name, ifExists } = objectName(tokens, 2);
      if (first === 'ALTER') throw notSimulated('ALTER DATABASE');
      if (first === 'CREATE') {
        const at = tokens.findIndex((token) => wordOf(token) === 'OWNER');
        const owner = at < 0 ? this.user : nameOf(tokens[tokens[at + 1]?.text === '=' ? at + 2 : at + 1]);
        if (!this.#cluster.roles.has(owner)) throw new PostgresFault(`role "${owner}" does not exist`);
        this.#cluster.createDatabase(name, owner);
      } else if (name === this.database) throw new PostgresFault('cannot drop the currently open database');
      else if (ifExists && !this.#cluster.databases.has(name))
        return { tag: 'DROP DATABASE', notices: [`NOTICE:  database "${name}" does not exist, skipping`] };
      else this.#cluster.dropDatabase(name);
      return { tag: `${first ?? ''} DATABASE` };
    }
    if (second === 'ROLE' || second === 'USER') return changeRole(this.#cluster, tokens);
    return undefined;
  }

  #ofDatabase(file: SqlFile, statement: readonly Token[], first: string): PostgresResult {
    const tokens = withoutSpace(statement);
    const second = wordOf(tokens[1]);
    if (first === 'EXPLAIN') throw notSimulated('EXPLAIN');
    if (!READS.has(first)) this.#wrote = true;
    if (first === 'CREATE' && /^(TABLE|TEMP|TEMPORARY|UNLOGGED)$/.test(second))
      return this.#createTable(file, statement);
    if (first === 'CREATE' && second === 'INDEX') return createIndex(file, tokens);
    if (first === 'CREATE' && !/^(UNIQUE|VIEW|OR)$/.test(second)) {
      if (second === 'EXTENSION' || second === 'SCHEMA') throw notSimulated(`CREATE ${second}`);
      throw notSimulated(`CREATE ${second}`);
    }
    if (first === 'ALTER') {
      if (second !== 'TABLE') throw notSimulated(`ALTER ${second}`);
      const sql = alterTable(statement);
      if (sql !== undefined) file.query(sql);
      return { tag: 'ALTER TABLE' };
    }
    if (first === 'DROP') return drop(file, tokens, second.toLowerCase());
    if (first === 'TRUNCATE') {
      const names = tokens.slice(second === 'TABLE' ? 2 : 1).filter(({ text }) => text !== ',');
      for (const token of names)
        if (!/^(RESTART|IDENTITY|CASCADE|ONLY)$/.test(wordOf(token)))
          file.query(`DELETE FROM ${quotedName(nameOf(token))}`);
      return { tag: 'TRUNCATE TABLE' };
    }
    const found = this.#write(file, translate(statement), first, tokens);
    const count = found.columns.length > 0 ? found.rows.length : found.changed;
    const tag = tagOf(statement, count);
    return found.columns.length === 0 ? { tag } : typedResult(found, tokens, file, tag);
  }

  /** Runs a statement; what breaks the rules of types is undone. */
  #write(file: SqlFile, sql: string, first: string, tokens: readonly Token[]): Rows & { readonly changed: number } {
    if (first !== 'INSERT' && first !== 'UPDATE') return { ...file.query(sql), changed: file.changes() };
    file.query('SAVEPOINT drydock');
    try {
      const found = file.query(sql);
      const changed = file.changes();
      checkTypes(file, targetOf(tokens));
      file.query('RELEASE drydock');
      return { ...found, changed };
    } catch (error) {
      file.query('ROLLBACK TO drydock');
      file.query('RELEASE drydock');
      throw error;
    }
  }

  #createTable(file: SqlFile, statement: readonly Token[]): PostgresResult {
    if (withoutSpace(statement).some((token) => wordOf(token) === 'AS')) {
      file.query(translate(statement));
      return { tag: 'SELECT' };
    }
    const { sql, name, ifMissing } = createTable(statement);
    if (ifMissing && exists(file, 'table', name))
      return { tag: 'CREATE TABLE', notices: [`NOTICE:  relation "${name}" already exists, skipping`] };
    file.query(sql);
    return { tag: 'CREATE TABLE' };
  }
}

const exists = (file: SqlFile, kind: string, name: string): boolean =>
  file.query(`SELECT 1 FROM sqlite_master WHERE type = ${quoted(kind)} AND name = ${quoted(name)}`).rows.length > 0;

function drop(file: SqlFile, tokens: readonly Token[], kind: string): PostgresResult {
  if (!['table', 'view', 'index'].includes(kind)) throw notSimulated(`DROP ${kind.toUpperCase()}`);
  const { ifExists } = objectName(tokens, 2);
  const names = tokens
    .slice(ifExists ? 4 : 2)
    .filter((token) => token.text !== ',' && !/^(CASCADE|RESTRICT)$/.test(wordOf(token)))
    .map((token) => nameOf(token));
  const tag = `DROP ${kind.toUpperCase()}`;
  const notices: string[] = [];
  for (const name of names) {
    if (exists(file, kind, name)) file.query(`DROP ${kind} ${quotedName(name)}`);
    else if (ifExists) notices.push(`NOTICE:  ${kind} "${name}" does not exist, skipping`);
    else throw new PostgresFault(`${kind} "${name}" does not exist`);
  }
  return { tag, notices };
}

/** CREATE INDEX; one without a name is called by its table and columns. */
function createIndex(file: SqlFile, tokens: readonly Token[]): PostgresResult {
  const on = tokens.findIndex((token) => wordOf(token) === 'ON');
  const open = tokens.findIndex(({ text }) => text === '(');
  if (on < 0 || open < 0 || tokens.some((token) => wordOf(token) === 'USING'))
    throw notSimulated('CREATE INDEX of this form');
  const table = nameOf(tokens[open - 1]);
  const columns = tokens.slice(open + 1, -1).filter(({ text }) => text !== ',');
  const given = objectName(tokens, 2);
  const name = on === 2 ? `${table}_${columns.map((token) => nameOf(token)).join('_')}_idx` : given.name;
  file.query(
    `CREATE INDEX ${given.ifExists ? 'IF NOT EXISTS ' : ''}${quotedName(name)} ON ${quotedName(table)} ${spaced(tokens.slice(open))}`,
  );
  return { tag: 'CREATE INDEX' };
}

function show(process: Process, name: string): PostgresResult {
  const values: Readonly<Record<string, string>> = {
    server_version: process.env.get('PG_VERSION')?.split('-')[0] ?? '15.18',
    data_directory: process.env.get('PGDATA') ?? '',
    port: '5432',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'Etc/UTC',
    server_encoding: 'UTF8',
  };
  const value = values[name];
  if (value === undefined) throw notSimulated(`SHOW ${name}`);
  return { columns: [{ name, type: 'text' }], rows: [[value]], tag: 'SHOW' };
}
