import { Errno } from '../../../kernel/errno.ts';
import { listen } from '../../../kernel/net/listen.ts';
import { listenUnix } from '../../../kernel/net/unix.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { SignalQueue } from '../../servers/serve-until.ts';
import { strftime } from '../../text/strftime.ts';
import { Wire } from '../wire.ts';
import { initData, MysqlData } from './catalogue.ts';
import { type Maker, MysqlFault } from './faults.ts';
import { createTableText } from './show.ts';
import { MysqlSession } from './session.ts';
import { columnsOf, relationsOf } from '../schema.ts';

export const SOCKET = '/var/run/mysqld/mysqld.sock';

export const makerOf = (process: Process): Maker => {
  const maria = process.env.get('MARIADB_VERSION');
  return maria === undefined
    ? { maria: false, version: process.env.get('MYSQL_VERSION')?.split('-')[0] ?? '8.4.10' }
    : { maria: true, version: `${maria.replace(/^1:|\+.*$/g, '')}-MariaDB-ubu2404` };
};

const option = (process: Process, name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

/** mysqld and mariadbd. Texts of MySQL are from memory; those of MariaDB follow fixtures/mariadb-10.11.19.txt. */
export const mysqld: Program = async (process) => {
  const maker = makerOf(process);
  const { version } = maker;
  if (process.argv.includes('--version') || process.argv.includes('-V')) {
    await process.out(
      maker.maria
        ? `mariadbd  Ver ${version} for debian-linux-gnu on x86_64 (mariadb.org binary distribution)\n`
        : `/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`,
    );
    return 0;
  }
  if (process.uid === 0 && option(process, 'user') === undefined) {
    await process.err(
      `${stamp(process)} 0 [ERROR] [MY-010123] [Server] Fatal error: Please read "Security" section of the manual to find out how to run mysqld as root!\n`,
    );
    return 1;
  }
  const data = (option(process, 'datadir') ?? '/var/lib/mysql').replace(/\/$/, '');
  try {
    if (process.argv.includes('--initialize-insecure')) {
      initData(process, data);
      return 0;
    }
    return await new MysqlServer(process, new MysqlData(process, data, maker), maker).run();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.err(
      maker.maria
        ? `${strftime('%Y-%m-%d %H:%M:%S', process.kernel.clock.now())} 0 [ERROR] Could not open mysql.plugin table: ${error.message}\n`
        : `${stamp(process)} 1 [ERROR] [MY-011011] [Server] Failed to find valid data directory.\n`,
    );
    return 1;
  }
};

const stamp = (process: Process): string => {
  const now = process.kernel.clock.now();
  return `${strftime('%Y-%m-%dT%H:%M:%S', now)}.${String(Math.floor(now % 1000)).padStart(3, '0')}000Z`;
};

class MysqlServer {
  readonly #process: Process;
  readonly #data: MysqlData;
  readonly #maker: Maker;
  readonly #sessions = new Set<MysqlSession>();
  #stop: (() => void) | undefined;
  #questions = 0;
  readonly #started: number;

  constructor(process: Process, data: MysqlData, maker: Maker) {
    this.#process = process;
    this.#data = data;
    this.#maker = maker;
    this.#started = process.kernel.clock.now();
  }

  async run(): Promise<number> {
    const process = this.#process;
    const { maria, version } = this.#maker;
    const port = Number(option(process, 'port') ?? 3306);
    const networked = !process.argv.includes('--skip-networking');
    const name = maria ? 'mariadbd' : '/usr/sbin/mysqld';
    const note = (text: string) =>
      process.err(`${strftime('%Y-%m-%d %H:%M:%S', process.kernel.clock.now())} 0 [Note] ${text}\n`);
    const system = (code: string, text: string) =>
      process.err(`${stamp(process)} 0 [System] [${code}] [Server] ${text}\n`);
    if (maria) await note(`Starting MariaDB ${version} source revision as process ${process.pid}`);
    else await system('MY-010116', `${name} (mysqld ${version}) starting as process ${process.pid}`);
    await process.sleep(800);
    try {
      if (networked) listen(process, { port }, { stream: (connection) => void this.#serve(connection) });
      if (process.fs.exists(SOCKET)) process.fs.unlink(SOCKET);
      listenUnix(process, SOCKET, { stream: (connection) => void this.#serve(connection) }, 0o777);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      const text = `Can't start server: Bind on TCP/IP port: ${error.message}`;
      await process.err(maria ? `[ERROR] ${text}\n` : `${stamp(process)} 0 [ERROR] [MY-010262] [Server] ${text}\n`);
      return 1;
    }
    const shownPort = networked ? port : 0;
    if (maria) {
      await note(`Server socket created on IP: '0.0.0.0', port: '${port}'.`);
      await note(`mariadbd: ready for connections.`);
      await process.err(
        `Version: '${version}'  socket: '/run/mysqld/mysqld.sock'  port: ${shownPort}  mariadb.org binary distribution\n`,
      );
    } else
      await system(
        'MY-010931',
        `${name}: ready for connections. Version: '${version}'  socket: '${SOCKET}'  port: ${shownPort}  MySQL Community Server - GPL.`,
      );
    const signals = new SignalQueue(process, ['TERM', 'INT']);
    const asked = new Promise<void>((resolve) => (this.#stop = resolve));
    await process.waitFor(Promise.race([asked, signals.next()]));
    for (const session of this.#sessions) await session.end();
    if (maria) await note(`mariadbd (initiated by: unknown): Normal shutdown`);
    else
      await system(
        'MY-013172',
        `Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${version}).`,
      );
    this.#data.close();
    if (process.fs.exists(SOCKET)) process.fs.unlink(SOCKET);
    if (maria) await note('mariadbd: Shutdown complete');
    else await system('MY-010910', `${name}: Shutdown complete (mysqld ${version})  MySQL Community Server - GPL.`);
    return 0;
  }

  async #serve(connection: Duplex): Promise<void> {
    const wire = new Wire(connection);
    const hello = await wire.receive();
    if (hello !== undefined) {
      const user = String(hello['user']);
      const password = String(hello['password'] ?? '');
      const database = String(hello['database'] ?? '');
      const account = this.#data.accounts[user];
      const from = String(hello['from']);
      if (account === undefined || account.password !== password)
        wire.send({
          code: 1045,
          state: '28000',
          message: `Access denied for user '${user}'@'${from}' (using password: ${password === '' ? 'NO' : 'YES'})`,
        });
      else if (database !== '' && !this.#data.has(database))
        wire.send({ code: 1049, state: '42000', message: `Unknown database '${database}'` });
      else {
        wire.send({ ok: true, version: this.#maker.version, maria: this.#maker.maria });
        await this.#talk(wire, new MysqlSession(this.#data, user, database));
      }
    }
    wire.close();
  }

  async #talk(wire: Wire, session: MysqlSession): Promise<void> {
    this.#sessions.add(session);
    for (let message = await wire.receive(); message !== undefined; message = await wire.receive()) {
      if (message['shutdown'] === true) this.#stop?.();
      else if (message['status'] === true)
        wire.send({
          seconds: Math.floor((this.#process.kernel.clock.now() - this.#started) / 1000),
          questions: this.#questions,
          threads: this.#sessions.size,
        });
      else if (message['dump'] === true) wire.send(await this.#dump(session.database));
      else wire.send(await this.#answer(session, String(message['sql'])));
    }
    await session.end();
    this.#sessions.delete(session);
  }

  async #dump(database: string): Promise<unknown> {
    const file = await this.#data.file(database);
    return {
      tables: relationsOf(file, ['table']).map(({ name }) => ({
        name,
        create: createTableText(file, name, this.#maker),
        columns: columnsOf(file, name).map((column) => column.name),
      })),
    };
  }

  async #answer(session: MysqlSession, sql: string): Promise<unknown> {
    this.#questions++;
    try {
      const held = [...this.#sessions].some(
        (one) => one !== session && one.database === session.database && one.inTransaction,
      );
      if (held)
        throw new MysqlFault(1205, 'drydock: not simulated: two sessions while one of them is in a transaction');
      return { result: await session.run(sql) };
    } catch (error) {
      if (!(error instanceof MysqlFault)) throw error;
      return { code: error.code, state: error.state, message: error.message };
    }
  }
}
