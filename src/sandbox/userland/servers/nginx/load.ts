import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { encode } from '../../../kernel/bytes.ts';
import { findGid, readUsers } from '../../text/accounts.ts';
import { numberedError } from '../errno-number.ts';
import { buildConfiguration, type Configuration } from './config.ts';
import type { Logs } from './log.ts';
import { type Directive, Emergency, parse, readConfiguration } from './syntax.ts';

export interface Loaded {
  readonly directives: readonly Directive[];
  readonly configuration: Configuration;
}

/** Reads the configuration; `globals` are those of `-g`. @throws {Emergency} */
export async function loadMain(process: Process, path: string, globals: string): Promise<Loaded> {
  const first = parse(process, globals, 'main', 'command line');
  const directives = [...first, ...readConfiguration(process, path)];
  if (!directives.some(({ name }) => name === 'events')) throw new Emergency('no "events" section in configuration');
  workerUser(process, directives);
  return { directives, configuration: await buildConfiguration(process, directives) };
}

/** The worker's user and group. @throws {Emergency} */
export function workerUser(
  process: Process,
  directives: readonly Directive[],
): { uid: number; gid: number } | undefined {
  if (process.credentials.uid !== 0) return undefined;
  const directive = directives.find(({ name }) => name === 'user');
  const [name = 'nobody', group] = directive?.args ?? [];
  const user = readUsers(process).find((candidate) => candidate.name === name);
  if (user === undefined) {
    const place = directive?.place ?? '/etc/nginx/nginx.conf:1';
    throw new Emergency(`getpwnam("${name}") failed in ${place}`);
  }
  const gid = group === undefined ? user.gid : findGid(process, group);
  if (gid === undefined) throw new Emergency(`getgrnam("${group ?? ''}") failed in ${directive?.place ?? ''}`);
  return { uid: user.uid, gid };
}

/** Where the master says its number. */
export const pidFileOf = ({ main }: Configuration): string => main.value('pid') ?? '/run/nginx.pid';

/** Opens a file, and makes it with `text` where it isn't there or there is a text. @throws {Emergency} */
export function writePidFile(process: Process, path: string, text = ''): void {
  try {
    if (text !== '') process.fs.writeFile(path, encode(text));
    else if (!process.fs.exists(path)) process.open(path, { write: true, create: true }).retain().release();
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new Emergency(`open() "${path}" failed (${numberedError(error)})`);
  }
}

/** Opens all files that logs go to. @throws {Emergency} */
export function openLogs(logs: Logs, { main, http, servers }: Configuration): void {
  const blocks = [
    main,
    http,
    ...servers.flatMap(({ block, locations }) => [block, ...locations.map((one) => one.block)]),
  ];
  for (const block of blocks) {
    for (const { args } of [...block.own('access_log'), ...block.own('error_log')]) logs.open(args[0] ?? '');
    for (const { args, place } of block.own('access_log')) {
      const [, format = 'combined'] = args;
      const known =
        format === 'combined' || format.includes('=') || http.own('log_format').some((own) => own.args[0] === format);
      if (!known) throw new Emergency(`unknown log format "${format}" in ${place}`);
    }
  }
}
