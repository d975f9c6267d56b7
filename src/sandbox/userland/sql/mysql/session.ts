import { EngineError, type SqlFile } from '../engine.ts';
import { columnsOf, relationsOf } from '../schema.ts';
import { engineTable, readColumn, readTableDefinition, spaced } from '../table-definition.ts';
import { nameOf, quotedName, splitStatements, textOf, type Token, withoutSpace, wordOf } from '../tokens.ts';
import { type MysqlData, SYSTEM } from './catalogue.ts';
import { MysqlFault, mysqlFault, notSimulated, syntaxFault } from './faults.ts';
import { createTableText, describeRows } from './show.ts';
import { constraintText, originalName, restText, shown, translate } from './translate.ts';
import { MYSQL_TYPES } from './types.ts';

export interface MysqlResult {
  readonly columns?: readonly string[];
  /** As text; null is NULL. */
  readonly rows?: readonly (readonly (string | null)[])[];
  /** Columns whose cells stand at the right. */
  readonly numeric?: readonly boolean[];
  readonly changed: number;
  /** The database that is in use from now on. */
  readonly database?: string;
}

const DONE: MysqlResult = { changed: 0 };
const READS = /^(SELECT|WITH|VALUES)$/;
const KNOWN = new Set(
  'SELECT WITH INSERT UPDATE DELETE REPLACE CREATE DROP ALTER TRUNCATE SHOW DESCRIBE DESC EXPLAIN USE SET BEGIN START COMMIT ROLLBACK GRANT REVOKE FLUSH LOCK UNLOCK ANALYZE'.split(
    ' ',
  ),
);
const OTHER =
  /^(CALL|DO|HANDLER|LOAD|PREPARE|EXECUTE|RENAME|OPTIMIZE|CHECK|REPAIR|KILL|SAVEPOINT|XA|DELIMITER|SIGNAL|INSTALL|CHANGE|PURGE|RESET|STOP|TABLE|CHECKSUM|CACHE|BINLOG|SHUTDOWN|HELP)$/;

const table = (columns: readonly string[], rows: readonly (readonly (string | null)[])[]): MysqlResult => ({
  columns,
  rows,
  numeric: columns.map(() => false),
  changed: rows.length,
});

/** One connection. */
export class MysqlSession {
  readonly #data: MysqlData;
  readonly user: string;
  #database: string;
  #transaction = false;

  constructor(data: MysqlData, user: string, database: string) {
    this.#data = data;
    this.user = user;
    this.#database = database;
  }

  get database(): string {
    return this.#database;
  }

  get inTransaction(): boolean {
    return this.#transaction;
  }

  async end(): Promise<void> {
    if (this.#transaction) (await this.#data.file(this.#database)).query('ROLLBACK');
    this.#transaction = false;
  }

  /** Runs one statement. @throws {MysqlFault} */
  async run(text: string): Promise<MysqlResult> {
    const { statements, open } = splitStatements(text);
    const statement = statements[0] ?? open;
    const tokens = withoutSpace(statement);
    const first = wordOf(tokens[0]);
    Object.assign(this.#data, { user: this.user, database: this.#database });
    if (!KNOWN.has(first)) {
      if (OTHER.test(first)) throw notSimulated(first);
      throw syntaxFault(this.#data.maker, textOf(statement).trim());
    }
    const server = await this.#ofServer(first, tokens);
    if (server !== undefined) return server;
    const bare = READS.test(first) && !tokens.some((token) => wordOf(token) === 'FROM');
    if (this.#database === '' && !bare) throw new MysqlFault(1046, 'No database selected');
    const file = await this.#data.file(this.#database);
    try {
      const result = this.#ofDatabase(file, statement, first);
      if (!READS.test(first) && first !== 'SHOW' && !first.startsWith('DESC') && !this.#transaction)
        this.#data.save(this.#database, file);
      return result;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      throw mysqlFault(error, statement, this.#database, this.#data.maker);
    }
  }

  async #ofServer(first: string, tokens: readonly Token[]): Promise<MysqlResult | undefined> {
    const second = wordOf(tokens[1]);
    if (/^(SET|GRANT|REVOKE|FLUSH|LOCK|UNLOCK|ANALYZE)$/.test(first)) return DONE;
    if (first === 'USE') {
      const name = nameOf(tokens[1], false);
      if (!this.#data.has(name)) throw new MysqlFault(1049, `Unknown database '${name}'`);
      this.#database = name;
      return { ...DONE, database: name };
    }
    if (/^(CREATE|DROP|ALTER)$/.test(first) && /^(DATABASE|SCHEMA)$/.test(second))
      return this.#changeDatabase(first, tokens);
    if (/^(CREATE|DROP|ALTER)$/.test(first) && second === 'USER') return this.#changeUser(first, tokens);
    if (first === 'SHOW') return this.#show(second, tokens);
    if (/^(BEGIN|START|COMMIT|ROLLBACK)$/.test(first)) {
      const file = await this.#data.file(this.#database);
      const opens = first === 'BEGIN' || first === 'START';
      if (opens !== this.#transaction) {
        file.query(opens ? 'BEGIN' : first);
        if (!opens) this.#data.save(this.#database, file);
      }
      this.#transaction = opens;
      return DONE;
    }
    return undefined;
  }

  #changeDatabase(first: string, tokens: readonly Token[]): MysqlResult {
    const guarded = wordOf(tokens[2]) === 'IF';
    const name = nameOf(
      tokens.slice(2).find((token) => !/^(IF|NOT|EXISTS)$/.test(wordOf(token))),
      false,
    );
    if (first === 'CREATE') {
      if (!guarded || !this.#data.has(name)) this.#data.create(name);
      return { changed: 1 };
    }
    if (first !== 'DROP') throw notSimulated(`${first} DATABASE`);
    if (!guarded || this.#data.has(name)) this.#data.drop(name);
    if (name === this.#database) this.#database = '';
    return { changed: 0, database: this.#database };
  }

  #changeUser(first: string, tokens: readonly Token[]): MysqlResult {
    const guarded = wordOf(tokens[2]) === 'IF';
    const token = tokens.slice(2).find((one) => !/^(IF|NOT|EXISTS)$/.test(wordOf(one)));
    const name = nameOf(token, false).split('@')[0] ?? '';
    const known = this.#data.accounts[name] !== undefined;
    if ((first === 'CREATE') === known && !(first === 'ALTER' && known)) {
      if (guarded || (first === 'CREATE' && name === 'root')) return DONE;
      throw new MysqlFault(1396, `Operation ${first} USER failed for '${name}'@'%'`);
    }
    if (first === 'DROP') delete this.#data.accounts[name];
    else {
      const by = tokens.findIndex((one) => wordOf(one) === 'BY');
      this.#data.accounts[name] = { password: by < 0 ? '' : nameOf(tokens[by + 1]) };
    }
    this.#data.saveAccounts();
    return DONE;
  }

  async #show(what: string, tokens: readonly Token[]): Promise<MysqlResult> {
    if (what === 'DATABASES' || what === 'SCHEMAS')
      return table(
        ['Database'],
        this.#data.databases().map((name) => [name]),
      );
    if (what === 'GRANTS')
      return table([`Grants for ${this.user}@%`], [[`GRANT ALL PRIVILEGES ON *.* TO \`${this.user}\`@\`%\``]]);
    if (what === 'VARIABLES') {
      const wanted = nameOf(tokens.at(-1));
      const values: Readonly<Record<string, string>> = {
        version: this.#data.maker.version,
        datadir: '/var/lib/mysql/',
        port: '3306',
        max_connections: '151',
        character_set_server: 'utf8mb4',
      };
      const value = values[wanted];
      if (value === undefined) throw notSimulated(`SHOW VARIABLES LIKE '${wanted}'`);
      return table(['Variable_name', 'Value'], [[wanted, value]]);
    }
    const at = tokens.findIndex((token, index) => index > 1 && /^(FROM|IN)$/.test(wordOf(token)));
    const named = at < 0 ? '' : nameOf(tokens[at + 1], false);
    if (what === 'TABLES') {
      const database = named === '' ? this.#database : named;
      if (database === '') throw new MysqlFault(1046, 'No database selected');
      if (!this.#data.has(database)) throw new MysqlFault(1049, `Unknown database '${database}'`);
      if (SYSTEM.includes(database)) throw notSimulated(`SHOW TABLES of ${database}`);
      return table(
        [`Tables_in_${database}`],
        relationsOf(await this.#data.file(database)).map(({ name }) => [name]),
      );
    }
    if (this.#database === '') throw new MysqlFault(1046, 'No database selected');
    const file = await this.#data.file(this.#database);
    if (what === 'CREATE' && wordOf(tokens[2]) === 'TABLE') {
      const name = nameOf(tokens[3], false);
      return table(
        ['Table', 'Create Table'],
        [[name, createTableText(file, this.#known(file, name), this.#data.maker)]],
      );
    }
    if (what === 'COLUMNS' || what === 'FIELDS') return this.#describe(file, named);
    throw notSimulated(`SHOW ${what}`);
  }

  #known(file: SqlFile, name: string): string {
    if (relationsOf(file).some((one) => one.name === name)) return name;
    throw new MysqlFault(1146, `Table '${this.#database}.${name}' doesn't exist`);
  }

  #describe(file: SqlFile, name: string): MysqlResult {
    return table(
      ['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'],
      describeRows(file, this.#known(file, name), this.#data.maker),
    );
  }

  #ofDatabase(file: SqlFile, statement: readonly Token[], first: string): MysqlResult {
    const tokens = withoutSpace(statement);
    const second = wordOf(tokens[1]);
    if (first === 'DESCRIBE' || first === 'DESC') return this.#describe(file, nameOf(tokens[1], false));
    if (first === 'EXPLAIN') throw notSimulated('EXPLAIN');
    if (first === 'CREATE' && second === 'TABLE') return this.#createTable(file, statement);
    if (first === 'CREATE' && !/^(INDEX|UNIQUE|VIEW)$/.test(second)) throw notSimulated(`CREATE ${second}`);
    if (first === 'ALTER') return this.#alter(file, tokens);
    if (first === 'DROP' && second === 'TABLE' && wordOf(tokens[2]) !== 'IF') {
      const name = nameOf(tokens[2], false);
      if (!relationsOf(file).some((one) => one.name === name))
        throw new MysqlFault(1051, `Unknown table '${this.#database}.${name}'`);
    }
    if (first === 'TRUNCATE') {
      file.query(`DELETE FROM ${quotedName(nameOf(tokens.at(-1), false))}`);
      return DONE;
    }
    const found = file.query(translate(statement));
    if (found.columns.length === 0) return { changed: /^(CREATE|DROP)$/.test(first) ? 0 : file.changes() };
    const types = new Map(
      relationsOf(file).flatMap(({ name }) =>
        columnsOf(file, name).map((column) => [column.name, column.type] as const),
      ),
    );
    return {
      columns: found.columns.map((name) => originalName(name, statement)),
      rows: found.rows.map((row) => row.map((cell, index) => shown(cell, types.get(found.columns[index] ?? '')))),
      numeric: found.columns.map((_name, index) => found.rows.some((row) => typeof row[index] === 'number')),
      changed: found.rows.length,
    };
  }

  #createTable(file: SqlFile, statement: readonly Token[]): MysqlResult {
    const definition = readTableDefinition(statement, MYSQL_TYPES);
    if (definition === undefined) throw notSimulated('CREATE TABLE of this form');
    const unknown = definition.columns.find(({ type }) => type === '');
    if (unknown !== undefined) throw syntaxFault(this.#data.maker, unknown.name);
    const exists = relationsOf(file).some(({ name }) => name === definition.name);
    if (definition.ifMissing && exists) return DONE;
    const sql = engineTable(definition, (tokens, column) =>
      column === undefined ? constraintText(tokens) : restText(tokens),
    );
    if (sql === undefined)
      throw new MysqlFault(
        1075,
        'Incorrect table definition; there can be only one auto column and it must be defined as a key',
      );
    file.query(sql);
    return DONE;
  }

  #alter(file: SqlFile, tokens: readonly Token[]): MysqlResult {
    const name = nameOf(tokens[2], false);
    if (wordOf(tokens[1]) !== 'TABLE') throw notSimulated(`ALTER ${wordOf(tokens[1])}`);
    if (/^(DISABLE|ENABLE)$/.test(wordOf(tokens[3]))) return DONE;
    if (wordOf(tokens[3]) === 'ADD' && !/^(CONSTRAINT|PRIMARY|FOREIGN|UNIQUE|INDEX|KEY)$/.test(wordOf(tokens[4]))) {
      const column = readColumn(tokens.slice(wordOf(tokens[4]) === 'COLUMN' ? 5 : 4), MYSQL_TYPES);
      file.query(
        `ALTER TABLE ${quotedName(name)} ADD COLUMN ${quotedName(column.name)} ${quotedName(column.type)} ${restText(column.rest)}`,
      );
      return DONE;
    }
    if (/ (RENAME|DROP COLUMN) /i.test(spaced(tokens))) {
      file.query(spaced(tokens));
      return DONE;
    }
    throw notSimulated('this form of ALTER TABLE');
  }
}
