import { decode } from '../../../kernel/bytes.ts';
import { Errno } from '../../../kernel/errno.ts';
import type { Process } from '../../../kernel/process.ts';
import { splitWords } from './resp.ts';

const DEFAULTS: Readonly<Record<string, string>> = {
  port: '6379', bind: '* -::*', requirepass: '', appendonly: 'no', dir: '', dbfilename: 'dump.rdb',
  save: '3600 1 300 100 60 10000', databases: '16', maxmemory: '0', 'maxmemory-policy': 'noeviction', timeout: '0',
  loglevel: 'notice', logfile: '', daemonize: 'no', 'protected-mode': 'yes', appendfsync: 'everysec',
  appendfilename: 'appendonly.aof', appenddirname: 'appendonlydir', 'tcp-keepalive': '300', maxclients: '10000',
  'tcp-backlog': '511', supervised: 'no', pidfile: '', 'always-show-logo': 'no', replicaof: '', masterauth: '',
  'notify-keyspace-events': '', 'rdbcompression': 'yes', 'stop-writes-on-bgsave-error': 'yes', hz: '10', user: '',
  'auto-aof-rewrite-percentage': '100', 'auto-aof-rewrite-min-size': '67108864', 'cluster-enabled': 'no', include: '',
}; // prettier-ignore

const MEMORY: Readonly<Record<string, number>> = {
  '': 1, b: 1, k: 1e3, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3,
}; // prettier-ignore

/** What ends the server before it begins. */
export class FatalSetting extends Error {
  /** Of a line of the file: told without a time, on stderr. */
  readonly ofLine: boolean;

  constructor(message: string, ofLine = false) {
    super(message);
    this.ofLine = ofLine;
  }
}

/** Octets of `100mb`; undefined if it is none. */
function parseSize(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+)([a-z]*)$/i.exec(text) ?? [];
  const factor = MEMORY[unit.toLowerCase()];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

const isSetting = (name: string): boolean => name in DEFAULTS;

/** The configuration by name. */
export class Settings {
  readonly values = new Map(Object.entries(DEFAULTS));
  /** Path of the file, if there was one. */
  file: string | undefined;
  given = false;

  get(name: string): string {
    return this.values.get(name) ?? '';
  }

  /** @returns false if there is no such setting, or its value is none */
  set(name: string, words: readonly string[]): boolean {
    const key = name.toLowerCase();
    if (!isSetting(key)) return false;
    let value = words.join(' ');
    if (key === 'maxmemory') {
      const size = parseSize(value);
      if (size === undefined) return false;
      value = String(size);
    }
    if ((DEFAULTS[key] === 'yes' || DEFAULTS[key] === 'no') && value !== 'yes' && value !== 'no') return false;
    if (key === 'save' && this.get('save') !== DEFAULTS['save'] && value !== '')
      value = `${this.get('save')} ${value}`.trim();
    this.values.set(key, value);
    return true;
  }
}

/** Reads arguments and the file they name. @throws {FatalSetting} all that is to be printed */
export function readSettings(process: Process, args: readonly string[], version: string): Settings {
  const settings = new Settings();
  settings.values.set('dir', process.cwd);
  const bad = (line: number, text: string): FatalSetting =>
    new FatalSetting(
      `\n*** FATAL CONFIG FILE ERROR (Redis ${version}) ***\nReading the configuration file, at line ${line}\n>>> '${text}'\nBad directive or wrong number of arguments\n`,
      true,
    );
  const rest = [...args];
  let line = 1;
  if (rest[0] !== undefined && !rest[0].startsWith('-')) {
    const path = rest.shift() ?? '';
    settings.given = true;
    settings.file = path;
    try {
      for (const text of decode(process.fs.readFile(path)).split('\n')) {
        const trimmed = text.trim();
        if (trimmed !== '' && !trimmed.startsWith('#')) {
          const [name = '', ...words] = splitWords(trimmed) ?? [];
          if (!settings.set(name, words)) throw bad(line, trimmed);
        }
        line++;
      }
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      throw new FatalSetting(`Fatal error, can't open config file '${path}': ${error.message}`);
    }
  }
  while (rest.length > 0) {
    settings.given = true;
    const name = (rest.shift() ?? '').replace(/^--/, '');
    const words: string[] = [];
    while (rest[0] !== undefined && !rest[0].startsWith('--')) words.push(rest.shift() ?? '');
    line++;
    if (name === 'save' && (words.length === 0 || words[0] === '')) settings.values.set('save', '');
    else if (words.length === 0 || !settings.set(name, words))
      throw bad(line, [name, ...words.map((word) => `"${word}"`)].join(' '));
  }
  return settings;
}
