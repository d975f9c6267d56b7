import { BASH_VERSION } from './parameter.ts';
import { getParameter } from './parameter.ts';
import { userName } from './expand/tilde.ts';
import type { Shell } from './shell.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads the backslashes of PS1. `\[` and `\]` become \x01 and \x02, which the line editor takes out. */
export function expandPrompt(shell: Shell, text: string): string {
  return text.replace(
    /\\(?:([0-7]{3})|D\{([^}]*)\}|([^]))/g,
    (whole, octal?: string, format?: string, letter?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (format !== undefined) return clockText(shell, format === '' ? '%H:%M:%S' : format);
      return ESCAPES[letter ?? '']?.(shell) ?? whole;
    },
  );
}

const host = (shell: Shell): string => shell.process.namespaces.uts.hostname;

function directory(shell: Shell): string {
  const path = getParameter(shell, 'PWD') ?? shell.process.cwd;
  const home = getParameter(shell, 'HOME');
  if (home === undefined || home === '' || home === '/') return path;
  if (path === home) return '~';
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

const ESCAPES: Readonly<Record<string, (shell: Shell) => string>> = {
  a: () => '\x07',
  e: () => '\x1b',
  n: () => '\n',
  r: () => '\r',
  '\\': () => '\\',
  '[': () => '\x01',
  ']': () => '\x02',
  $: (shell) => (shell.process.uid === 0 ? '#' : '$'),
  u: userName,
  h: (shell) => host(shell).split('.')[0] ?? '',
  H: host,
  w: directory,
  W: (shell) => {
    const path = directory(shell);
    return path === '/' || path === '~' ? path : (path.split('/').at(-1) ?? path);
  },
  s: (shell) => shell.name.split('/').at(-1) ?? shell.name,
  v: () => BASH_VERSION.slice(0, 3),
  V: () => BASH_VERSION.replace(/\(.*/, ''),
  j: (shell) => String(shell.jobs.all.length),
  l: () => 'pts/0',
  '!': (shell) => String(shell.history.length + 1),
  '#': (shell) => String(shell.history.length + 1),
  t: (shell) => clockText(shell, '%H:%M:%S'),
  T: (shell) => clockText(shell, '%I:%M:%S'),
  A: (shell) => clockText(shell, '%H:%M'),
  '@': (shell) => clockText(shell, '%I:%M %p'),
  d: (shell) => clockText(shell, '%a %b %d'),
};

const two = (value: number): string => String(value).padStart(2, '0');

/** The host's clock by a format of strftime(3), in UTC. @param at milliseconds since the epoch */
export function clockText(shell: Shell, format: string, at = shell.process.kernel.clock.now()): string {
  const now = new Date(at);
  const hour = now.getUTCHours();
  const fields: Readonly<Record<string, string>> = {
    Y: String(now.getUTCFullYear()),
    y: two(now.getUTCFullYear() % 100),
    m: two(now.getUTCMonth() + 1),
    d: two(now.getUTCDate()),
    e: String(now.getUTCDate()).padStart(2),
    H: two(hour),
    I: two(hour % 12 === 0 ? 12 : hour % 12),
    M: two(now.getUTCMinutes()),
    S: two(now.getUTCSeconds()),
    p: hour < 12 ? 'AM' : 'PM',
    a: DAYS[now.getUTCDay()] ?? '',
    b: MONTHS[now.getUTCMonth()] ?? '',
    F: now.toISOString().slice(0, 10),
    T: now.toISOString().slice(11, 19),
    R: now.toISOString().slice(11, 16),
    s: String(Math.floor(at / 1000)),
    Z: 'UTC',
    z: '+0000',
    n: '\n',
    t: '\t',
    '%': '%',
  };
  return format.replace(/%-?(\w|%)/g, (whole, letter: string) => {
    const value = fields[letter];
    if (value === undefined) return whole;
    return whole.startsWith('%-') ? value.replace(/^[0 ](?=.)/, '') : value;
  });
}
