import { Errno } from '../../../kernel/errno.ts';
import { connect } from '../../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../../kernel/net/resolve-name.ts';
import { connectUnix } from '../../../kernel/net/unix.ts';
import type { Process } from '../../../kernel/process.ts';
import { Wire } from '../wire.ts';
import type { PostgresResult } from './result.ts';

export const SOCKET_FOLDER = '/var/run/postgresql';

/** Where a client finds a server, and as whom it comes. */
export interface Target {
  /** A name, an address, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
}

/** A refusal of the server, as it went over the wire. */
export interface Refusal {
  readonly message: string;
  readonly position?: number;
  readonly detail?: string;
  readonly hint?: string;
}

/** What one message to the server gave. */
export interface Outcome {
  readonly results: readonly PostgresResult[];
  readonly fault?: Refusal;
  readonly inTransaction: boolean;
}

/** Why there is no connection; the text behind `connection to server … failed: `. */
export class ConnectionFault extends Error {
  /** The server was there, and refused. */
  readonly refused: boolean;

  constructor(message: string, refused: boolean) {
    super(message);
    this.refused = refused;
  }
}

/** @throws {Errno} @throws {NameError} */
export async function dial(
  process: Process,
  { host, port }: Pick<Target, 'host' | 'port'>,
): Promise<{ wire: Wire; address: string }> {
  if (host.startsWith('/')) {
    return { wire: new Wire(connectUnix(process, `${host}/.s.PGSQL.${port}`).stream()), address: '' };
  }
  const [address = ''] = await resolveName(process, host);
  return { wire: new Wire((await connect(process, address, port)).stream()), address };
}

/** A client's connection. */
export class PostgresConnection {
  readonly target: Target;
  readonly version: string;
  readonly #wire: Wire;
  readonly #process: Process;

  constructor(process: Process, wire: Wire, target: Target, version: string) {
    this.#process = process;
    this.#wire = wire;
    this.target = target;
    this.version = version;
  }

  async ask(sql: string): Promise<Outcome | undefined> {
    this.#wire.send({ sql });
    return (await this.#process.waitFor(this.#wire.receive())) as Outcome | undefined;
  }

  /** Asks for what `\d` and its like, and pg_dump, read from the catalogue. */
  async describe(what: string, name = ''): Promise<unknown> {
    this.#wire.send({ describe: what, name });
    return (await this.#process.waitFor(this.#wire.receive()))?.['described'];
  }

  close(): void {
    this.#wire.close();
  }
}

/** `server at "db" (172.18.0.2), port 5432` */
function place({ host, port }: Target, address: string): string {
  if (host.startsWith('/')) return `server on socket "${host}/.s.PGSQL.${port}"`;
  return `server at "${host}"${address === host || address === '' ? '' : ` (${address})`}, port ${port}`;
}

/** @throws {ConnectionFault} whose text is what psql says after its name */
export async function openConnection(
  process: Process,
  target: Target,
  prompt?: () => Promise<string>,
): Promise<PostgresConnection> {
  const failed = (address: string, text: string) =>
    new ConnectionFault(`connection to ${place(target, address)} failed: ${text}`, !text.includes('\n'));
  let dialled: { wire: Wire; address: string };
  try {
    dialled = await dial(process, target);
  } catch (error) {
    if (error instanceof NameError)
      throw new ConnectionFault(`could not translate host name "${target.host}" to address: ${error.message}`, false);
    if (!(error instanceof Errno)) throw error;
    throw failed(
      '',
      target.host.startsWith('/')
        ? `${error.message}\n\tIs the server running locally and accepting connections on that socket?`
        : `${error.message}\n\tIs the server running on that host and accepting TCP/IP connections?`,
    );
  }
  const { wire, address } = dialled;
  const hello = async (password: string | undefined) => {
    wire.send({ user: target.user, database: target.database, password });
    return process.waitFor(wire.receive());
  };
  let answer = await hello(target.password);
  if (answer?.['password'] === true) {
    const typed = await prompt?.();
    if (typed === undefined || typed === '') throw failed(address, 'fe_sendauth: no password supplied');
    answer = await hello(typed);
  }
  if (answer === undefined)
    throw failed(
      address,
      'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.',
    );
  if (typeof answer['fatal'] === 'string') throw failed(address, `FATAL:  ${answer['fatal']}`);
  return new PostgresConnection(process, wire, target, String(answer['version']));
}
