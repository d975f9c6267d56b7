import type { Process } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import type { Cell, SqlFunctions } from '../engine.ts';

/** Who asks, for functions that tell of it. */
export interface Asker {
  user: string;
  database: string;
}

export const postgresVersion = (process: Process): string => process.env.get('PG_VERSION')?.split('-')[0] ?? '15.18';

/** `2026-11-21 10:10:48.701` */
const timestamp = (process: Process): string => {
  const now = process.kernel.clock.now();
  return `${strftime('%Y-%m-%d %H:%M:%S', now)}.${String(Math.floor(now % 1000)).padStart(3, '0')}`.replace(
    /\.?0+$/,
    '',
  );
};

/** A value as another type. */
function cast(value: Cell, type: Cell): Cell {
  if (value === null || value === undefined) return null;
  const name = String(type);
  if (/^(integer|bigint|smallint)/.test(name)) return Math.round(Number(value));
  if (/^(numeric|real|double)/.test(name)) return Number(value);
  if (name === 'boolean') return /^(t|true|1|yes|on)$/i.test(String(value)) ? 1 : 0;
  if (name === 'date') return String(value).slice(0, 10);
  if (name.startsWith('time without')) return String(value).slice(11, 26);
  return String(value);
}

/** `%` any text, `_` any letter. */
const likePattern = (pattern: Cell, flags: string): RegExp =>
  new RegExp(
    `^${String(pattern)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '[\\s\\S]*')
      .replaceAll('_', '[\\s\\S]')}$`,
    flags,
  );

/** PostgreSQL's functions that SQLite lacks or has otherwise. */
export const postgresFunctions = (process: Process, asker: Asker): SqlFunctions => ({
  now: () => `${timestamp(process)}+00`,
  localtimestamp_: () => timestamp(process),
  current_date_: () => timestamp(process).slice(0, 10),
  current_time_: () => `${timestamp(process).slice(11)}+00`,
  current_user_: () => asker.user,
  current_database: () => asker.database,
  current_schema: () => 'public',
  version: () => `PostgreSQL ${postgresVersion(process)} on x86_64-pc-linux-gnu, compiled by gcc, 64-bit`,
  random: () => process.kernel.random.below(2 ** 31) / 2 ** 31,
  pg_cast: cast,
  set_config: (_name, value, _local) => value,
  setval: (_name, value, _called) => value,
  regexp: (pattern, value) => (value === null ? null : likePattern(pattern, 'i').test(String(value)) ? 1 : 0),
  gen_random_uuid: () => process.kernel.random.uuid(),
});
