import { decode, encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { isLoopback } from '../../../kernel/net/address.ts';
import { listen } from '../../../kernel/net/listen.ts';
import { listenUnix } from '../../../kernel/net/unix.ts';
import type { Process } from '../../../kernel/process.ts';
import type { Duplex } from '../../../kernel/stream.ts';
import { strftime } from '../../text/strftime.ts';
import { SignalQueue } from '../../servers/serve-until.ts';
import { Wire } from '../wire.ts';
import { Cluster } from './cluster.ts';
import { SOCKET_FOLDER } from './connection.ts';
import { describe } from './describe.ts';
import { PostgresFault } from './faults.ts';
import { postgresVersion } from './functions.ts';
import type { PostgresLog } from './log.ts';
import { PostgresSession } from './session.ts';

/** How the server was started. */
export interface PostgresOptions {
  readonly data: string;
  readonly port: number;
  /** Empty: the socket alone. */
  readonly addresses: string;
}

/** The server, once its directory is known to be one. */
export class PostgresServer {
  readonly #process: Process;
  readonly #options: PostgresOptions;
  readonly #log: PostgresLog;
  readonly #cluster: Cluster;
  readonly #sessions = new Set<PostgresSession>();

  constructor(process: Process, options: PostgresOptions, log: PostgresLog) {
    this.#process = process;
    this.#options = options;
    this.#log = log;
    this.#cluster = new Cluster(process, options.data);
  }

  async run(version: string): Promise<number> {
    const log = this.#log;
    const { data, port, addresses } = this.#options;
    const { fs } = this.#process;
    const lock = `${data}/postmaster.pid`;
    const holder = fs.exists(lock) ? Number(decode(fs.readFile(lock)).split('\n')[0]) : 0;
    if (holder !== 0 && holder !== this.#process.pid && this.#process.find(holder)?.comm === 'postgres') {
      log.say('FATAL', 'lock file "postmaster.pid" already exists');
      log.say('HINT', `Is another postmaster (PID ${holder}) running in data directory "${data}"?`);
      await log.flush();
      return 1;
    }
    log.say('LOG', `starting PostgreSQL ${version} on x86_64-pc-linux-gnu, compiled by gcc, 64-bit`);
    try {
      this.#listen(port, addresses);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      log.say('LOG', `could not bind IPv4 address "0.0.0.0": ${error.message}`);
      log.say('HINT', `Is another postmaster already running on port ${port}? If not, wait a few seconds and retry.`);
      log.say('WARNING', 'could not create listen socket for "*"');
      log.say('FATAL', 'could not create any TCP/IP sockets');
      await log.flush();
      return 1;
    }
    const control = `${data}/global/pg_control`;
    const [state = '', since = '0'] = fs.exists(control) ? decode(fs.readFile(control)).split(' ') : [];
    const at = `${strftime('%Y-%m-%d %H:%M:%S', Number(since))} UTC`;
    const child = this.#process.pid + 28;
    if (state === 'running') {
      log.say('LOG', `database system was interrupted; last known up at ${at}`, child);
      log.say('LOG', 'database system was not properly shut down; automatic recovery in progress', child);
      log.say('LOG', 'redo is not required', child);
    } else log.say('LOG', `database system was shut down at ${at}`, child);
    this.#mark('running');
    const uid = `${this.#process.pid}\n${data}\n${Math.floor(this.#process.kernel.clock.now() / 1000)}\n${port}\n${SOCKET_FOLDER}\n`;
    fs.writeFile(lock, encode(uid));
    log.say('LOG', 'database system is ready to accept connections');
    await this.#untilEnd();
    this.#mark('stopped');
    fs.unlink(lock);
    this.#cluster.close();
    log.say('LOG', 'database system is shut down');
    await log.flush();
    return 0;
  }

  #listen(port: number, addresses: string): void {
    const { fs } = this.#process;
    if (addresses !== '') {
      listen(
        this.#process,
        { port },
        { stream: (connection, peer) => void this.#serve(connection, isLoopback(peer.address)) },
      );
      this.#log.say('LOG', `listening on IPv4 address "0.0.0.0", port ${port}`);
      this.#log.say('LOG', `listening on IPv6 address "::", port ${port}`);
    }
    const socket = `${SOCKET_FOLDER}/.s.PGSQL.${port}`;
    if (fs.exists(socket)) fs.unlink(socket);
    if (fs.exists(SOCKET_FOLDER)) {
      const listener = listenUnix(
        this.#process,
        socket,
        { stream: (connection) => void this.#serve(connection, true) },
        0o777,
      );
      this.#log.say('LOG', `listening on Unix socket "${listener.path}"`);
    }
  }

  #mark(state: string): void {
    const now = Math.floor(this.#process.kernel.clock.now());
    this.#process.fs.writeFile(`${this.#options.data}/global/pg_control`, encode(`${state} ${now}`));
  }

  async #untilEnd(): Promise<void> {
    const log = this.#log;
    const signals = new SignalQueue(this.#process, ['INT', 'TERM', 'QUIT', 'HUP']);
    let signal = await signals.next();
    while (signal === 'HUP') {
      log.say('LOG', 'received SIGHUP, reloading configuration files');
      signal = await signals.next();
    }
    log.say(
      'LOG',
      `received ${signal === 'INT' ? 'fast' : signal === 'TERM' ? 'smart' : 'immediate'} shutdown request`,
    );
    while (signal === 'TERM' && this.#sessions.size > 0) {
      const next = await Promise.race([signals.next(), this.#process.sleep(100)]);
      if (next === 'INT') {
        log.say('LOG', 'received fast shutdown request');
        signal = next;
      }
    }
    if (signal === 'INT') log.say('LOG', 'aborting any active transactions');
    for (const session of this.#sessions) await session.end();
    log.say('LOG', 'shutting down', this.#process.pid + 26);
    const { fs } = this.#process;
    const socket = `${SOCKET_FOLDER}/.s.PGSQL.${this.#options.port}`;
    if (fs.exists(socket)) fs.unlink(socket);
  }

  /** One client. `trusted`: it came by the socket or from this machine, where pg_hba.conf asks for no password. */
  async #serve(connection: Duplex, trusted: boolean): Promise<void> {
    const wire = new Wire(connection);
    const session = await this.#greet(wire, trusted);
    if (session !== undefined) {
      this.#sessions.add(session);
      for (let message = await wire.receive(); message !== undefined; message = await wire.receive()) {
        wire.send(await this.#answer(session, message));
      }
      await session.end();
      this.#sessions.delete(session);
    }
    wire.close();
  }

  async #greet(wire: Wire, trusted: boolean): Promise<PostgresSession | undefined> {
    for (let hello = await wire.receive(); hello !== undefined; hello = await wire.receive()) {
      const user = String(hello['user']);
      const database = String(hello['database']);
      const fatal = (message: string, detail?: string) => {
        this.#log.say('FATAL', message);
        if (detail !== undefined) this.#log.say('DETAIL', detail);
        wire.send({ fatal: message });
        return undefined;
      };
      if (hello['ping'] === true) return undefined;
      const role = this.#cluster.roles.get(user);
      if (!trusted && !this.#trustsAll()) {
        if (hello['password'] === undefined) {
          wire.send({ password: true });
          continue;
        }
        if (role?.password === undefined || hello['password'] !== role.password)
          return fatal(
            `password authentication failed for user "${user}"`,
            role === undefined
              ? `Role "${user}" does not exist.`
              : 'Connection matched file "pg_hba.conf" line 128: "host all all all scram-sha-256"',
          );
      }
      if (role === undefined) return fatal(`role "${user}" does not exist`);
      if (!role.login) return fatal(`role "${user}" is not permitted to log in`);
      if (!this.#cluster.databases.has(database)) return fatal(`database "${database}" does not exist`);
      wire.send({ ok: true, version: postgresVersion(this.#process) });
      return new PostgresSession(this.#process, this.#cluster, user, database);
    }
    return undefined;
  }

  #trustsAll(): boolean {
    const path = `${this.#options.data}/pg_hba.conf`;
    return /^host\s+all\s+all\s+all\s+trust\s*$/m.test(decode(this.#process.fs.readFile(path)));
  }

  async #answer(session: PostgresSession, message: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (typeof message['describe'] === 'string') {
      const file = await this.#cluster.file(session.database);
      return { described: describe(this.#cluster, file, message['describe'], String(message['name'])) };
    }
    const sql = String(message['sql']);
    const results = [];
    try {
      const other = [...this.#sessions].some(
        (one) => one !== session && one.database === session.database && one.inTransaction,
      );
      if (other) throw new PostgresFault('drydock: not simulated: two sessions while one of them is in a transaction');
      for await (const result of session.run(sql)) results.push(result);
    } catch (error) {
      if (!(error instanceof PostgresFault)) throw error;
      const { position, detail, hint } = error;
      this.#log.say('ERROR', error.message + (position === undefined ? '' : ` at character ${position + 1}`));
      if (detail !== undefined) this.#log.say('DETAIL', detail);
      if (hint !== undefined) this.#log.say('HINT', hint);
      this.#log.say('STATEMENT', sql.replaceAll('\n', '\n\t'));
      return {
        results,
        fault: { message: error.message, position, detail, hint },
        inTransaction: session.inTransaction,
      };
    }
    return { results, inTransaction: session.inTransaction };
  }
}
