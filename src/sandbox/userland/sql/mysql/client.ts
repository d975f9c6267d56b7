import { decode } from '../../../kernel/bytes.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { splitStatements, textOf, tokenize, withoutSpace } from '../tokens.ts';
import { type MysqlArguments, type MysqlConnection, openMysql, readArguments } from './connection.ts';
import { MysqlFault } from './faults.ts';
import { batchText, tableText, verticalText } from './format.ts';
import { makerOf } from './server.ts';

const WARNING = '[Warning] Using a password on the command line interface can be insecure.';

/** MySQL's clients, not MariaDB's, say so. */
export async function warnOfPassword(process: Process, name: string, { passwordShown }: MysqlArguments): Promise<void> {
  if (passwordShown && !makerOf(process).maria) await process.err(`${name}: ${WARNING}\n`);
}

export async function askPassword(process: Process, args: MysqlArguments): Promise<MysqlArguments> {
  if (!args.flags.has('ask') || process.files.get(0)?.terminal === undefined) return args;
  await process.out('Enter password: ');
  for await (const line of process.lines()) return { ...args, target: { ...args.target, password: line } };
  return args;
}

/** mysql, mariadb: the client. @see fixtures/mariadb-10.11.19.txt */
export const mysql: Program = async (process) => {
  const maker = makerOf(process);
  let args = readArguments(process);
  if (args.flags.has('V')) {
    await process.out(
      maker.maria
        ? `mariadb from ${maker.version}, client 15.2 for debian-linux-gnu (x86_64) using  EditLine wrapper\n`
        : `mysql  Ver ${maker.version} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
    );
    return 0;
  }
  if (args.unknown !== undefined) {
    await process.err(`drydock: not simulated: mysql ${args.unknown}\n`);
    return 1;
  }
  await warnOfPassword(process, 'mysql', args);
  args = await askPassword(process, args);
  const database = args.target.database || (args.operands[0] ?? '');
  try {
    const connection = await openMysql(process, { ...args.target, database });
    return await new Client(process, connection, args, database).run();
  } catch (error) {
    if (!(error instanceof MysqlFault)) throw error;
    await process.err(`ERROR ${error.code} (${error.state}): ${error.message}\n`);
    return 1;
  }
};

class Client {
  readonly #process: Process;
  readonly #connection: MysqlConnection;
  readonly #args: MysqlArguments;
  #database: string;

  constructor(process: Process, connection: MysqlConnection, args: MysqlArguments, database: string) {
    this.#process = process;
    this.#connection = connection;
    this.#args = args;
    this.#database = database;
  }

  async run(): Promise<number> {
    if (this.#args.execute !== undefined) return this.#batch(this.#args.execute);
    if (this.#process.files.get(0)?.terminal === undefined) return this.#batch(decode(await this.#process.readAll()));
    await this.#interactive();
    return 0;
  }

  /** Statements one after another; the first that fails ends it. */
  async #batch(text: string): Promise<number> {
    const plain = text.replace(/\/\*M?!\d* ?(.*?)\*\//gs, '');
    const { statements, open } = splitStatements(plain);
    for (const statement of [...statements, ...(open.length > 0 ? [open] : [])]) {
      const sql = textOf(statement).trim();
      const line = plain.slice(0, withoutSpace(statement)[0]?.at ?? 0).split('\n').length;
      try {
        await this.#one(sql, this.#args.flags.has('t') ? 'table' : 'batch');
      } catch (error) {
        if (!(error instanceof MysqlFault)) throw error;
        const shown =
          makerOf(this.#process).maria && !/^use /i.test(sql) ? `--------------\n${sql}\n--------------\n\n` : '';
        await this.#process.out(shown);
        await this.#process.err(`ERROR ${error.code} (${error.state}) at line ${line}: ${error.message}\n`);
        if (!this.#args.flags.has('f')) return 1;
      }
    }
    return 0;
  }

  async #one(sql: string, style: 'batch' | 'table' | 'prompt'): Promise<void> {
    const vertical = /\\G$/.test(sql) || this.#args.flags.has('E');
    const began = this.#process.kernel.clock.now();
    const result = await this.#connection.query(sql.replace(/\\[Gg]$/, ''));
    if (result.database !== undefined) this.#database = result.database;
    const headless = this.#args.flags.has('N');
    const took = ((this.#process.kernel.clock.now() - began) / 1000).toFixed(2);
    if (result.columns !== undefined)
      await this.#process.out(
        vertical ? verticalText(result) : style === 'batch' ? batchText(result, headless) : tableText(result, headless),
      );
    if (style !== 'prompt') return;
    const count = result.rows?.length ?? 0;
    const text =
      result.database !== undefined && result.columns === undefined
        ? 'Database changed\n'
        : result.columns === undefined
          ? `Query OK, ${result.changed} row${result.changed === 1 ? '' : 's'} affected (${took} sec)\n\n`
          : count === 0
            ? `Empty set (${took} sec)\n\n`
            : `${count} row${count === 1 ? '' : 's'} in set (${took} sec)\n\n`;
    await this.#process.out(text);
  }

  #prompt(open: boolean): string {
    const name = makerOf(this.#process).maria ? `MariaDB [${this.#database || '(none)'}]> ` : 'mysql> ';
    return open ? '-> '.padStart(name.length) : name;
  }

  async #interactive(): Promise<void> {
    const process = this.#process;
    process.onSignal('INT', () => {});
    const { maria } = makerOf(process);
    await process.out(
      `Welcome to the ${maria ? 'MariaDB' : 'MySQL'} monitor.  Commands end with ; or \\g.\nYour ${maria ? 'MariaDB' : 'MySQL'} connection id is 8\nServer version: ${this.#connection.version}${maria ? ' mariadb.org binary distribution' : ' MySQL Community Server - GPL'}\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n`,
    );
    await process.out(this.#prompt(false));
    let buffer = '';
    for await (const line of process.lines()) {
      if (buffer === '' && /^(exit|quit|\\q);?$/i.test(line.trim())) break;
      const { statements, open } = splitStatements(
        `${buffer}${line.replace(/\\[gG]\s*$/, (end) => `${end.trim()};`)}\n`,
      );
      for (const statement of statements) await this.#report(textOf(statement).trim());
      buffer = textOf(open);
      if (/^use\s+\S+\s*$/i.test(buffer)) {
        await this.#report(buffer.trim());
        buffer = '';
      }
      await process.out(this.#prompt(withoutSpace(tokenize(buffer)).length > 0));
    }
    await process.out('Bye\n');
  }

  async #report(sql: string): Promise<void> {
    try {
      await this.#one(sql, 'prompt');
    } catch (error) {
      if (!(error instanceof MysqlFault)) throw error;
      await this.#process.err(`ERROR ${error.code} (${error.state}): ${error.message}\n`);
    }
  }
}
