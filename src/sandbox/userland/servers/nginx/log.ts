import { encode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import { Terminated } from '../../../kernel/exit-status.ts';
import type { OpenFile } from '../../../kernel/open-file.ts';
import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { numberedError } from '../errno-number.ts';
import type { Exchange } from './exchange.ts';
import { Emergency } from './syntax.ts';

const LEVELS = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'];
const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** Log files of a master process: opened when the configuration is read, kept open. */
export class Logs {
  readonly #process: Process;
  readonly #files = new Map<string, OpenFile>();
  #tail: Promise<void> = Promise.resolve();

  constructor(process: Process) {
    this.#process = process;
  }

  /** @throws {Emergency} */
  open(path: string): void {
    if (this.#files.has(path) || path === 'off' || path === 'stderr') return;
    try {
      const file = this.#process.open(path, { write: true, append: true, create: true, mode: 0o644 });
      this.#process.setFile(this.#process.freeDescriptor(), file);
      this.#files.set(path, file);
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      throw new Emergency(`open() "${path}" failed (${numberedError(error)})`);
    }
  }

  /** Lines appear in the order in which they are written. */
  write(path: string, line: string): Promise<void> {
    this.#tail = this.#tail.then(async () => {
      const file = path === 'stderr' ? this.#process.files.get(2) : this.#files.get(path);
      try {
        await file?.write(this.#process, encode(`${line}\n`));
      } catch (error) {
        if (!(error instanceof Errno) && !(error instanceof Terminated)) throw error;
      }
    });
    return this.#tail;
  }
}

/** `2026/11/21 08:30:56 [error] 786#786: *38 ` */
export const errorPrefix = (process: Process, level: string, pid = process.pid): string =>
  `${strftime('%Y/%m/%d %H:%M:%S', process.kernel.clock.now())} [${level}] ${pid}#${pid}: `;

/** Where errors go, and from which level on. */
export function errorLog(
  args: readonly string[] | undefined,
  fallback: string,
): { path: string; wants: (level: string) => boolean } {
  const [path = fallback, least = 'error'] = args ?? [];
  return { path, wants: (level) => LEVELS.indexOf(level) <= LEVELS.indexOf(least) };
}

/** Says in the error log what went wrong with a request. */
export function logError(logs: Logs, exchange: Exchange, level: string, message: string, extra = ''): void {
  const { path, wants } = errorLog(exchange.block.args('error_log'), 'stderr');
  if (!wants(level)) return;
  const { worker, connection, peer, server, request } = exchange;
  const host = request.headers['host'];
  const line =
    `${errorPrefix(worker, level)}*${connection} ${message}, client: ${peer.address}, server: ${server.names[0] ?? ''}, ` +
    `request: "${request.method} ${request.target} HTTP/1.1"${extra}${host === undefined ? '' : `, host: "${host}"`}`;
  void logs.write(path, line);
}

/** Writes the lines of access_log. */
export function logAccess(logs: Logs, exchange: Exchange): void {
  for (const { args } of exchange.block.all('access_log')) {
    const [path = 'off', format = 'combined'] = args;
    if (path === 'off') continue;
    const own = exchange.configuration.http.own('log_format').find((candidate) => candidate.args[0] === format);
    const parts = own?.args.slice(1).filter((part) => !part.startsWith('escape='));
    const line = (parts?.join('') ?? COMBINED).replace(/\$(?:\{(\w+)\}|(\w+))/g, (_all, a?: string, b?: string) => {
      const value = exchange.variable(a ?? b ?? '');
      return value === '' ? '-' : value;
    });
    void logs.write(path, line);
  }
}
