import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { splitStatements, textOf, tokenize, withoutSpace } from '../tokens.ts';
import { type Format, formatRows, PLAIN } from './aligned.ts';
import { ConnectionFault, openConnection, type Outcome, type PostgresConnection, type Target } from './connection.ts';
import { postgresVersion } from './functions.ts';
import { describeCommand } from './meta.ts';
import { type Asked, fileText, parsePsql, targetOf } from './psql-options.ts';

/** psql ends: with 2 where the connection is lost, 3 where a script has an error. */
class Quit extends Error {
  readonly status: number;
  constructor(status: number) {
    super('');
    this.status = status;
  }
}

/** psql: the client of PostgreSQL. @see fixtures/psql-15.18.txt */
export const psql: Program = async (process) => {
  const asked = parsePsql(process.argv.slice(1));
  if (typeof asked === 'string') {
    await process.err(asked);
    return 1;
  }
  if (asked.show === 'version') {
    await process.out(`psql (PostgreSQL) ${postgresVersion(process)}\n`);
    return 0;
  }
  if (asked.show === 'help') {
    await process.err('drydock: not simulated: psql --help\n');
    return 1;
  }
  try {
    return await new Psql(process, asked).run();
  } catch (error) {
    if (error instanceof Quit) return error.status;
    if (!(error instanceof ConnectionFault)) throw error;
    await process.err(`psql: error: ${error.message}\n`);
    return 2;
  }
};

class Psql {
  readonly #process: Process;
  readonly #asked: Asked;
  #connection!: PostgresConnection;
  #format: Format;
  #failed = false;
  #inTransaction = false;
  #timing = false;

  constructor(process: Process, asked: Asked) {
    this.#process = process;
    this.#asked = asked;
    this.#format = { ...PLAIN, ...asked.format };
  }

  async run(): Promise<number> {
    const process = this.#process;
    this.#connection = await this.#connect(targetOf(process, this.#asked));
    if (this.#asked.list) {
      await this.#meta('\\l');
      return 0;
    }
    for (const action of this.#asked.actions) {
      if (action.kind === 'command') {
        if (action.text.trimStart().startsWith('\\')) await this.#meta(action.text.trim());
        else await this.#send(action.text);
        if (this.#failed) return 1;
      } else {
        const text = await fileText(process, action.text);
        if (text instanceof Errno) {
          await process.err(`psql: error: ${action.text}: ${text.message}\n`);
          return 1;
        }
        this.#failed = false;
        await this.#script(text, action.text === '-' ? undefined : action.text);
        if (this.#failed && this.#asked.stopOnError) return 3;
      }
    }
    if (this.#asked.actions.length > 0) return 0;
    const typed = process.files.get(0)?.terminal !== undefined;
    if (!typed) {
      await this.#script(decode(await process.readAll()), undefined);
      return this.#failed && this.#asked.stopOnError ? 3 : 0;
    }
    await this.#interactive();
    return 0;
  }

  async #connect(target: Target): Promise<PostgresConnection> {
    return openConnection(this.#process, target, this.#asked.neverAsk ? undefined : () => this.#password(target.user));
  }

  async #password(user: string): Promise<string> {
    const terminal = this.#process.files.get(0)?.terminal;
    if (terminal === undefined) return '';
    await this.#process.out(`Password for user ${user}: `);
    for await (const line of this.#process.lines()) return line;
    return '';
  }

  #prompt(continued: boolean): string {
    const { database } = this.#connection.target;
    return `${database}${continued ? '-' : '='}${this.#inTransaction ? '*' : ''}# `;
  }

  async #interactive(): Promise<void> {
    const process = this.#process;
    process.onSignal('INT', () => {});
    if (!this.#asked.quiet) await process.out(`psql (${postgresVersion(process)})\nType "help" for help.\n\n`);
    await process.out(this.#prompt(false));
    let buffer = '';
    for await (const line of process.lines()) {
      if (buffer === '' && /^(quit|exit)\s*;?$/.test(line.trim())) return;
      if (buffer === '' && line.trim() === 'help')
        await process.out(
          'You are using psql, the command-line interface to PostgreSQL.\nType:  \\copyright for distribution terms\n       \\h for help with SQL commands\n       \\? for help with psql commands\n       \\g or terminate with semicolon to execute query\n       \\q to quit\n',
        );
      else buffer = await this.#feed(buffer, line);
      await process.out(this.#prompt(withoutSpace(tokenize(buffer)).length > 0));
    }
    await process.out('\\q\n');
  }

  /** Takes one typed line. @returns what isn't sent yet */
  async #feed(buffer: string, line: string): Promise<string> {
    if (line.trimStart().startsWith('\\') && buffer === '') {
      await this.#meta(line.trim());
      return '';
    }
    const { statements, open } = splitStatements(`${buffer}${line}\n`);
    for (const statement of statements) await this.#send(`${textOf(statement).trim()};`);
    return textOf(open);
  }

  /** A file, or what a pipe brings: statement by statement, an error doesn't end it. */
  async #script(text: string, file: string | undefined): Promise<void> {
    const lines = text.split('\n');
    let buffer = '';
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] ?? '';
      const where = file === undefined ? '' : `psql:${file}:${at + 1}: `;
      const copy = /^COPY (?:public\.)?"?(\w+)"? \(([^)]*)\) FROM stdin;$/i.exec(line);
      if (copy !== null && buffer === '') {
        const rows: string[] = [];
        while (++at < lines.length && lines[at] !== '\\.') rows.push(lines[at] ?? '');
        await this.#copyIn(copy[1] ?? '', copy[2] ?? '', rows);
      } else if (line.trimStart().startsWith('\\') && withoutSpace(tokenize(buffer)).length === 0) {
        await this.#meta(line.trim(), where);
      } else {
        const { statements, open } = splitStatements(`${buffer}${line}\n`);
        for (const statement of statements) {
          const sql = textOf(statement);
          const trimmed = sql.replace(/^(\s+|--[^\n]*\n)+/, '');
          await this.#send(`${trimmed};`, where);
          if (this.#failed && this.#asked.stopOnError) return;
        }
        buffer = textOf(open);
        continue;
      }
      if (this.#failed && this.#asked.stopOnError) return;
    }
    if (withoutSpace(tokenize(buffer)).length > 0)
      await this.#send(buffer.trim(), file === undefined ? '' : `psql:${file}:${lines.length}: `);
  }

  /** Rows of a dump: columns between tabs, `\N` is NULL. */
  async #copyIn(table: string, columns: string, rows: readonly string[]): Promise<void> {
    const value = (cell: string) => (cell === '\\N' ? 'NULL' : `'${unescapeCopy(cell).replaceAll("'", "''")}'`);
    for (let at = 0; at < rows.length; at += 100) {
      const values = rows.slice(at, at + 100).map((row) => `(${row.split('\t').map(value).join(', ')})`);
      const outcome = await this.#ask(`INSERT INTO ${table} (${columns}) VALUES ${values.join(', ')}`);
      if (outcome.fault !== undefined) return void (await this.#complain(outcome, '', ''));
    }
    if (!this.#asked.quiet) await this.#process.out(`COPY ${rows.length}\n`);
  }

  async #ask(sql: string): Promise<Outcome> {
    const outcome = await this.#connection.ask(sql);
    if (outcome !== undefined) {
      this.#inTransaction = outcome.inTransaction;
      return outcome;
    }
    await this.#process.err(
      'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\nconnection to server was lost\n',
    );
    throw new Quit(2);
  }

  async #send(sql: string, where = ''): Promise<void> {
    const process = this.#process;
    const began = process.kernel.clock.now();
    const outcome = await this.#ask(sql);
    for (const { columns, rows = [], tag, notices = [] } of outcome.results) {
      for (const notice of notices) await process.err(`${where}${notice}\n`);
      if (columns !== undefined) await process.out(formatRows(columns, rows, this.#format));
      if (!this.#asked.quiet && (columns === undefined || /^(INSERT|UPDATE|DELETE)/.test(tag)))
        await process.out(`${tag}\n`);
    }
    if (outcome.fault !== undefined) await this.#complain(outcome, sql, where);
    else if (this.#timing) await process.out(`Time: ${(process.kernel.clock.now() - began + 0.5).toFixed(3)} ms\n`);
  }

  async #complain({ fault }: Outcome, sql: string, where: string): Promise<void> {
    if (fault === undefined) return;
    this.#failed = true;
    let text = `${where}ERROR:  ${fault.message}\n`;
    if (fault.position !== undefined) {
      const before = sql.slice(0, fault.position);
      const line = before.split('\n').length;
      const start = before.lastIndexOf('\n') + 1;
      const head = `LINE ${line}: `;
      text += `${head}${sql.slice(start).split('\n')[0] ?? ''}\n${' '.repeat(head.length + fault.position - start)}^\n`;
    }
    if (fault.detail !== undefined) text += `DETAIL:  ${fault.detail}\n`;
    if (fault.hint !== undefined) text += `HINT:  ${fault.hint}\n`;
    await this.#process.err(text);
  }

  /** A command with a backslash. */
  async #meta(line: string, where = ''): Promise<void> {
    const process = this.#process;
    const [word = '', ...args] = line.replace(/;$/, '').split(/\s+/);
    const command = word.slice(1);
    const say = (text: string) => (this.#asked.quiet ? Promise.resolve() : process.out(`${text}\n`));
    switch (command) {
      case 'q':
        throw new Quit(0);
      case 'x':
        this.#format = { ...this.#format, expanded: args[0] === undefined ? !this.#format.expanded : args[0] === 'on' };
        return say(`Expanded display is ${this.#format.expanded ? 'on' : 'off'}.`);
      case 't':
        this.#format = { ...this.#format, tuplesOnly: !this.#format.tuplesOnly };
        return say(`Tuples only is ${this.#format.tuplesOnly ? 'on' : 'off'}.`);
      case 'a':
        this.#format = { ...this.#format, aligned: !this.#format.aligned };
        return say(`Output format is ${this.#format.aligned ? 'aligned' : 'unaligned'}.`);
      case 'timing':
        this.#timing = !this.#timing;
        return say(`Timing is ${this.#timing ? 'on' : 'off'}.`);
      case 'echo':
        return process.out(`${args.join(' ')}\n`);
      case 'restrict':
      case 'unrestrict':
        return undefined;
      case 'c':
      case 'connect':
        return this.#reconnect(args);
      case 'conninfo': {
        const { host, port, user, database } = this.#connection.target;
        const via = host.startsWith('/') ? `via socket in "${host}"` : `on host "${host}"`;
        return process.out(`You are connected to database "${database}" as user "${user}" ${via} at port "${port}".\n`);
      }
      case 'i': {
        const text = await fileText(process, args[0] ?? '');
        if (!(text instanceof Errno)) return this.#script(text, args[0]);
        this.#failed = true;
        return process.err(`${where}${args[0] ?? ''}: ${text.message}\n`);
      }
      default: {
        const answer = await describeCommand(this.#connection, command, args[0], this.#format);
        if (answer !== undefined && 'out' in answer) return process.out(answer.out);
        this.#failed = true;
        if (answer !== undefined) return process.err(`${where}${answer.complaint}\n`);
        if (REAL.has(command.replace(/[+S]+$/, ''))) return process.err(`drydock: not simulated: psql \\${command}\n`);
        return process.err(
          `${where}invalid command \\${command}\n${where === '' && process.files.get(0)?.terminal ? 'Try \\? for help.\n' : ''}`,
        );
      }
    }
  }

  async #reconnect([database, user]: readonly string[]): Promise<void> {
    const target = {
      ...this.#connection.target,
      ...(database !== undefined && { database }),
      ...(user !== undefined && { user }),
    };
    try {
      const next = await this.#connect(target);
      this.#connection.close();
      this.#connection = next;
      await this.#process.out(`You are now connected to database "${target.database}" as user "${target.user}".\n`);
    } catch (error) {
      if (!(error instanceof ConnectionFault)) throw error;
      this.#failed = true;
      await this.#process.err(`\\connect: ${error.message}\n`);
    }
  }
}

/** Commands of psql that the sandbox doesn't have. */
const REAL = new Set(
  'copy copyright crosstabview e ef ev errverbose g gdesc gexec gset gx h ? p print r reset s w watch cd setenv getenv encoding f H html pset C o out qecho warn prompt set unset if elif else endif password bind da dA db dc dC dd dD des det deu dew dE df dF dFd dFp dFt dL dm dO dp z drds dRp dRs dT dU dx dX dy sf sv ir lo_import lo_export lo_list lo_unlink !'.split(
    ' ',
  ),
);

const unescapeCopy = (text: string): string =>
  text.replace(/\\(.)/gs, (_all, letter: string) => ({ t: '\t', n: '\n', r: '\r', b: '\b' })[letter] ?? letter);
