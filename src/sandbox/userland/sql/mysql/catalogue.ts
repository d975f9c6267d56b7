import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { loadEngine, SqlFile } from '../engine.ts';
import { type Maker, MysqlFault } from './faults.ts';

/** Databases of the server itself, in alphabetical order. */
export const SYSTEM = ['information_schema', 'mysql', 'performance_schema', 'sys'];

interface Account {
  readonly password: string;
}

const accountsIn = (data: string): string => `${data}/mysql/drydock_accounts.json`;

/** What `--initialize-insecure` leaves: root without a password. */
export function initData({ fs }: Process, data: string): void {
  for (const folder of ['mysql', 'performance_schema', 'sys']) fs.mkdir(`${data}/${folder}`, { mode: 0o750 });
  fs.writeFile(`${data}/ibdata1`, encode(''));
  fs.writeFile(`${data}/auto.cnf`, encode('[auto]\n'));
  fs.writeFile(accountsIn(data), encode(JSON.stringify({ root: { password: '' } })));
}

/** Databases and accounts in a data directory, while a server has it. */
export class MysqlData {
  readonly process: Process;
  readonly data: string;
  readonly maker: Maker;
  readonly accounts: Record<string, Account>;
  readonly #open = new Map<string, SqlFile>();
  user = '';
  database = '';

  /** @throws {Errno} */
  constructor(process: Process, data: string, maker: Maker) {
    this.process = process;
    this.data = data;
    this.maker = maker;
    this.accounts = JSON.parse(decode(process.fs.readFile(accountsIn(data)))) as Record<string, Account>;
  }

  saveAccounts(): void {
    this.process.fs.writeFile(accountsIn(this.data), encode(JSON.stringify(this.accounts)));
  }

  databases(): string[] {
    const own = this.process.fs
      .readdir(this.data)
      .filter(({ name, type }) => type === 'directory' && !name.startsWith('.') && !name.startsWith('#'))
      .map(({ name }) => name);
    return [...new Set([...own, ...SYSTEM])].sort();
  }

  has(name: string): boolean {
    return /^[\w$-]+$/.test(name) && this.databases().includes(name);
  }

  create(name: string): void {
    if (!/^[\w$-]+$/.test(name)) throw new MysqlFault(1102, `Incorrect database name '${name}'`);
    if (this.has(name)) throw new MysqlFault(1007, `Can't create database '${name}'; database exists`);
    this.process.fs.mkdir(`${this.data}/${name}`, { mode: 0o750 });
  }

  drop(name: string): void {
    if (!this.has(name) || SYSTEM.includes(name))
      throw new MysqlFault(1008, `Can't drop database '${name}'; database doesn't exist`);
    const { fs } = this.process;
    for (const entry of fs.readdir(`${this.data}/${name}`)) {
      if (entry.name !== '.' && entry.name !== '..') fs.unlink(`${this.data}/${name}/${entry.name}`);
    }
    fs.rmdir(`${this.data}/${name}`);
    this.#open.get(name)?.close();
    this.#open.delete(name);
  }

  async file(name: string): Promise<SqlFile> {
    const opened = this.#open.get(name);
    if (opened !== undefined) return opened;
    const { fs, kernel } = this.process;
    const engine = await kernel.clock.outside(loadEngine());
    const path = `${this.data}/${name}/drydock.sqlite`;
    const now = () => strftime('%Y-%m-%d %H:%M:%S', kernel.clock.now());
    const file = new SqlFile(engine, fs.exists(path) ? fs.readFile(path) : undefined, {
      now,
      curdate: () => now().slice(0, 10),
      version: () => this.maker.version,
      database: () => this.database,
      user_: () => `${this.user}@localhost`,
      rand: () => kernel.random.below(2 ** 31) / 2 ** 31,
      concat: ((...words: (string | number | null)[]) => words.join('')) as never,
    });
    this.#open.set(name, file);
    return file;
  }

  /** @throws {MysqlFault} no space, no right */
  save(name: string, file: SqlFile): void {
    try {
      this.process.fs.writeFile(`${this.data}/${name}/drydock.sqlite`, file.bytes());
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      throw new MysqlFault(1114, `The table is full: ${error.message}`);
    }
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
  }
}
