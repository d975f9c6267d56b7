import { decode } from '../../../kernel/bytes.ts';
import type { Process, Program } from '../../../kernel/process.ts';
import { postgresVersion } from './functions.ts';
import { PostgresLog } from './log.ts';
import { type PostgresOptions, PostgresServer } from './server.ts';

const ROOT =
  '"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n';

/** Reads `-D`, `-p` and `-c name=value`. @returns what it doesn't know */
function readOptions(process: Process): PostgresOptions | string {
  let options: PostgresOptions = { data: process.env.get('PGDATA') ?? '', port: 5432, addresses: '*' };
  const rest = process.argv.slice(1);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, letter = '', attached = ''] = /^-([a-zA-Z])(.*)$/.exec(word) ?? [];
    const setting = word.startsWith('--')
      ? word.slice(2)
      : letter === 'c'
        ? attached || (rest.shift() ?? '')
        : undefined;
    if (setting !== undefined) {
      const [name = '', value = ''] = setting.split(/=(.*)/s);
      if (name === 'port') options = { ...options, port: Number(value) };
      if (name === 'listen_addresses') options = { ...options, addresses: value.replaceAll("'", '') };
      if (!KNOWN.has(name.replaceAll('-', '_'))) return name;
    } else if (letter === 'D') options = { ...options, data: attached || (rest.shift() ?? '') };
    else if (letter === 'p') options = { ...options, port: Number(attached || rest.shift()) };
    else if ('kNBh'.includes(letter) && letter !== '')
      rest.unshift(...(attached === '' ? rest.splice(0, 1).slice(1) : []));
    else return word;
  }
  return options;
}

/** Settings that are read; those of tuning change nothing here. */
const KNOWN = new Set([
  'port', 'listen_addresses', 'max_connections', 'shared_buffers', 'work_mem', 'log_statement', 'fsync',
  'effective_cache_size', 'maintenance_work_mem', 'wal_level', 'log_min_duration_statement', 'timezone',
  'max_wal_size', 'synchronous_commit', 'full_page_writes', 'config_file', 'hba_file', 'unix_socket_directories',
]); // prettier-ignore

/** postgres: the server. */
export const postgres: Program = async (process) => {
  const version = postgresVersion(process);
  if (process.argv.includes('--version') || process.argv.includes('-V')) {
    await process.out(`postgres (PostgreSQL) ${version}\n`);
    return 0;
  }
  if (process.uid === 0) {
    await process.err(ROOT);
    return 1;
  }
  const log = new PostgresLog(process);
  const options = readOptions(process);
  if (typeof options === 'string') {
    if (options.startsWith('-')) await process.err(`drydock: not simulated: postgres ${options}\n`);
    else log.say('FATAL', `drydock: not simulated: postgres: the setting ${options}`);
    await log.flush();
    return 1;
  }
  const status = await checkData(process, options.data, version, log);
  if (status !== undefined) return status;
  return new PostgresServer(process, options, log).run(version);
};

/** @returns an exit status where the directory is none */
async function checkData(
  process: Process,
  data: string,
  version: string,
  log: PostgresLog,
): Promise<number | undefined> {
  const { fs } = process;
  if (!fs.exists(data)) {
    await process.err(
      `postgres: could not access directory "${data}": No such file or directory\nRun initdb or pg_basebackup to initialize a PostgreSQL data directory.\n`,
    );
    return 2;
  }
  if (!fs.exists(`${data}/postgresql.conf`)) {
    await process.err(
      `postgres: could not access the server configuration file "${data}/postgresql.conf": No such file or directory\n`,
    );
    return 2;
  }
  const major = decode(fs.readFile(`${data}/PG_VERSION`)).trim();
  if (major !== version.split('.')[0]) {
    log.say('FATAL', 'database files are incompatible with server');
    log.say(
      'DETAIL',
      `The data directory was initialized by PostgreSQL version ${major}, which is not compatible with this version ${version}.`,
    );
    await log.flush();
    return 1;
  }
  return undefined;
}
