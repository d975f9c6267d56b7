import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { COMMANDS, runCommand } from './commands.ts';
import { Database, fromPlain, toPlain } from './database.ts';
import { encodeCommand } from './resp.ts';
import { FatalSetting, type Settings } from './settings.ts';

/** First octets of a dump; what follows is the sandbox's own form. */
const DUMP_HEAD = 'REDIS0010';

export const logPrefix = (process: Process, role: string): string => {
  const now = process.kernel.clock.now();
  return `${process.pid}:${role} ${strftime('%d %b %Y %H:%M:%S', now)}.${String(Math.floor(now % 1000)).padStart(3, '0')}`;
};

/** What a server holds: settings, databases, their files, the log. */
export class RedisState {
  readonly process: Process;
  readonly settings: Settings;
  readonly version: string;
  readonly databases: readonly Database[];
  readonly started: number;
  changes = 0;
  lastSave: number;
  protected lines: Promise<void> = Promise.resolve();

  constructor(process: Process, settings: Settings, version: string) {
    this.process = process;
    this.settings = settings;
    this.version = version;
    const now = () => process.kernel.clock.now();
    this.databases = Array.from({ length: Number(settings.get('databases')) }, () => new Database(now));
    this.started = now();
    this.lastSave = Math.floor(now() / 1000);
  }

  log(level: '*' | '#', text: string, role = 'M'): void {
    const line = `${logPrefix(this.process, role)} ${level} ${text}\n`;
    this.say(line);
  }

  protected say(line: string): void {
    this.lines = this.lines
      .then(() => this.process.out(line))
      .catch((error: unknown) => {
        if (!(error instanceof Errno)) throw error;
      });
  }

  protected get dumpPath(): string {
    return `${this.settings.get('dir').replace(/\/$/, '')}/${this.settings.get('dbfilename')}`;
  }

  protected get appendDirectory(): string {
    return `${this.settings.get('dir').replace(/\/$/, '')}/${this.settings.get('appenddirname')}`;
  }

  protected get appendPath(): string {
    return `${this.appendDirectory}/${this.settings.get('appendfilename')}.1.incr.aof`;
  }

  /** Writes the snapshot. @returns false if the file can't be written */
  save(): boolean {
    const { fs, kernel } = this.process;
    const now = Math.floor(kernel.clock.now() / 1000);
    const content = { version: this.version, at: now, databases: toPlain(this.databases) };
    try {
      const temporary = `${this.settings.get('dir').replace(/\/$/, '')}/temp-${this.process.pid}.rdb`;
      fs.writeFile(temporary, encode(`${DUMP_HEAD}${JSON.stringify(content)}`));
      fs.rename(temporary, this.dumpPath);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      this.log(
        '#',
        `Failed opening the temp RDB file temp-${this.process.pid}.rdb (in server root dir ${this.settings.get('dir')}) for saving: ${error.message}`,
      );
      return false;
    }
    this.lastSave = now;
    this.changes = 0;
    this.log('*', 'DB saved on disk');
    return true;
  }

  protected load(): void {
    const { fs } = this.process;
    if (this.settings.get('appendonly') === 'yes') return this.loadAppended();
    if (!fs.exists(this.dumpPath)) return;
    const text = decode(fs.readFile(this.dumpPath));
    if (!text.startsWith(DUMP_HEAD)) {
      this.log('#', 'Wrong signature trying to load DB from file');
      throw new FatalSetting('Fatal error loading the DB, check server logs. Exiting.');
    }
    const { version, at, databases } = JSON.parse(text.slice(DUMP_HEAD.length)) as {
      version: string;
      at: number;
      databases: unknown;
    };
    this.log('*', `Loading RDB produced by version ${version}`);
    this.log('*', `RDB age ${Math.floor(this.process.kernel.clock.now() / 1000) - at} seconds`);
    this.log('*', 'RDB memory usage when created 1.77 Mb');
    const count = fromPlain(this.databases, databases);
    this.log('*', `Done loading RDB, keys loaded: ${count}, keys expired: 0.`);
    this.log('*', 'DB loaded from disk: 0.000 seconds');
  }

  /** The append-only file holds commands as they came. */
  protected loadAppended(): void {
    const { fs } = this.process;
    const name = this.settings.get('appendfilename');
    if (!fs.exists(this.appendPath)) {
      this.log('*', `Creating AOF base file ${name}.1.base.rdb on server start`);
      this.log('*', `Creating AOF incr file ${name}.1.incr.aof on server start`);
      if (!fs.exists(this.appendDirectory)) fs.mkdir(this.appendDirectory, { mode: 0o755 });
      fs.writeFile(`${this.appendDirectory}/${name}.1.base.rdb`, encode(DUMP_HEAD));
      fs.writeFile(this.appendPath, encode(''));
      fs.writeFile(
        `${this.appendDirectory}/${name}.manifest`,
        encode(`file ${name}.1.base.rdb seq 1 type b\nfile ${name}.1.incr.aof seq 1 type i\n`),
      );
      return;
    }
    let database = 0;
    const lines = decode(fs.readFile(this.appendPath)).split('\r\n');
    for (let index = 0; index < lines.length && lines[index]?.startsWith('*') === true;) {
      const count = Number(lines[index]?.slice(1));
      const words = Array.from({ length: count }, (_unused, word) => lines[index + 2 + word * 2] ?? '');
      index += 1 + count * 2;
      const [name = '', ...args] = words;
      const command = COMMANDS[name.toLowerCase()];
      const target = this.databases[database];
      if (name.toLowerCase() === 'select') database = Number(args[0]);
      else if (command !== undefined && target !== undefined) runCommand(command, this.context(target), args);
    }
    this.log('*', `DB loaded from append only file: 0.000 seconds`);
  }

  protected context(database: Database) {
    const { clock, random } = this.process.kernel;
    return { database, now: clock.now(), random: (below: number) => random.below(below) };
  }

  protected append(database: number, words: readonly string[]): void {
    if (this.settings.get('appendonly') !== 'yes') return;
    this.process.fs.appendFile(
      this.appendPath,
      encode(encodeCommand(['SELECT', String(database)]) + encodeCommand(words)),
    );
  }
}
