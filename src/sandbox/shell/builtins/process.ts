import { limitOf } from '../../kernel/proc/limits.ts';
import type { Builtin } from '../builtin.ts';
import { ShellError } from '../error.ts';
import { evaluate } from '../arithmetic/evaluate.ts';
import { expandQuotedText } from '../expand/arithmetic.ts';
import { readOptions } from '../options.ts';
import { getParameter, setParameter } from '../parameter.ts';
import type { Shell } from '../shell.ts';

export const umask: Builtin = async (shell, args, name) => {
  if (shell.dialect.name !== 'bash')
    await readOptions(
      shell,
      name,
      args.filter((word) => !/^-[rwx]/.test(word)),
      'S',
      '',
    );
  const words = args.filter((word) => !/^-[Sp]+$/.test(word));
  const symbolic = args.includes('-S');
  const [mask] = words;
  if (mask === undefined) {
    const { umask: current } = shell.process;
    const part = (bits: number) => ['r', 'w', 'x'].filter((_, index) => (bits & (4 >> index)) === 0).join('');
    const text = symbolic
      ? `u=${part((current >> 6) & 7)},g=${part((current >> 3) & 7)},o=${part(current & 7)}`
      : current.toString(8).padStart(4, '0');
    await shell.process.out(`${args.includes('-p') ? 'umask ' : ''}${text}\n`);
    return 0;
  }
  const number = /^[0-7]+$/.test(mask) ? parseInt(mask, 8) & 0o777 : symbolicMask(mask, shell.process.umask);
  if (number === undefined) return refuseMask(shell, mask);
  shell.process.become({ umask: number });
  return 0;
};

const WHO: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 };
const BITS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111 };

/** What `u=rwx,g-w` makes of a mask; it names the bits that stay allowed. */
function symbolicMask(text: string, before: number): number | undefined {
  let allowed = ~before & 0o777;
  for (const clause of text.split(',')) {
    const [, who = '', actions = ''] = /^([ugoa]*)((?:[-+=][rwxXst]*)+)$/.exec(clause) ?? [];
    if (actions === '') return undefined;
    const scope = [...(who || 'a')].reduce((bits, letter) => bits | (WHO[letter] ?? 0), 0);
    for (const [, sign, letters = ''] of actions.matchAll(/([-+=])([rwxXst]*)/g)) {
      const bits = [...letters].reduce((sum, letter) => sum | (BITS[letter] ?? 0), 0) & scope;
      if (sign === '+') allowed |= bits;
      else if (sign === '-') allowed &= ~bits;
      else allowed = (allowed & ~scope) | bits;
    }
  }
  return ~allowed & 0o777;
}

function refuseMask({ dialect }: Shell, mask: string): never {
  const digits = /^\d/.test(mask);
  if (dialect.name === 'dash') throw new ShellError(`Illegal ${digits ? 'number' : 'mode'}: ${mask}`, 2);
  if (dialect.name === 'ash') throw new ShellError(`illegal mode: ${mask}`, 2);
  const wrong = /^[ugoa]*[-+=]?[rwxXst]*(.)/.exec(mask)?.[1] ?? '';
  throw new ShellError(
    digits
      ? `${mask}: octal number out of range`
      : `\`${wrong}': invalid symbolic mode ${/^[ugoa]*[-+=]/.test(mask) ? 'character' : 'operator'}`,
  );
}

export const times: Builtin = async (shell) => {
  const text = (ms: number) => `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;
  const own = text(shell.process.cpuTime);
  await shell.process.out(`${own} ${text(0)}\n${text(0)} ${text(0)}\n`);
  return 0;
};

/** Letter, description, unit and key of `process.resourceLimits`, in the order of `ulimit -a`. */
const LIMITS = [
  ['R', 'real-time non-blocking time ', '(microseconds, -R)', 'rttime', 1],
  ['c', 'core file size ', '(blocks, -c)', 'core', 512],
  ['d', 'data seg size ', '(kbytes, -d)', 'data', 1024],
  ['e', 'scheduling priority ', '(-e)', 'nice', 1],
  ['f', 'file size ', '(blocks, -f)', 'fsize', 1024],
  ['i', 'pending signals ', '(-i)', 'sigpending', 1],
  ['l', 'max locked memory ', '(kbytes, -l)', 'memlock', 1024],
  ['m', 'max memory size ', '(kbytes, -m)', 'rss', 1024],
  ['n', 'open files ', '(-n)', 'nofile', 1],
  ['p', 'pipe size ', '(512 bytes, -p)', 'pipe', 1],
  ['q', 'POSIX message queues ', '(bytes, -q)', 'msgqueue', 1],
  ['r', 'real-time priority ', '(-r)', 'rtprio', 1],
  ['s', 'stack size ', '(kbytes, -s)', 'stack', 1024],
  ['t', 'cpu time ', '(seconds, -t)', 'cpu', 1],
  ['u', 'max user processes ', '(-u)', 'nproc', 1],
  ['v', 'virtual memory ', '(kbytes, -v)', 'as', 1024],
  ['x', 'file locks ', '(-x)', 'locks', 1],
] as const;
/** `ulimit -a` of busybox: description, letter, key and unit. @see busybox shell/shell_common.c limits_tbl */
const ASH_LIMITS = [
  ['core file size (blocks)', 'c', 'core', 512],
  ['data seg size (kb)', 'd', 'data', 1024],
  ['scheduling priority', 'e', 'nice', 1],
  ['file size (blocks)', 'f', 'fsize', 512],
  ['pending signals', 'i', 'sigpending', 1],
  ['max locked memory (kb)', 'l', 'memlock', 1024],
  ['max memory size (kb)', 'm', 'rss', 1024],
  ['open files', 'n', 'nofile', 1],
  ['POSIX message queues (bytes)', 'q', 'msgqueue', 1],
  ['real-time priority', 'r', 'rtprio', 1],
  ['stack size (kb)', 's', 'stack', 1024],
  ['cpu time (seconds)', 't', 'cpu', 1],
  ['max user processes', 'u', 'nproc', 1],
  ['virtual memory (kb)', 'v', 'as', 1024],
  ['file locks', 'x', 'locks', 1],
] as const;
/** `ulimit -a` of dash: label, key and unit. @see dash src/miscbltin.c limits */
const DASH_LIMITS = [
  ['time(seconds)', 'cpu', 1],
  ['file(blocks)', 'fsize', 512],
  ['data(kbytes)', 'data', 1024],
  ['stack(kbytes)', 'stack', 1024],
  ['coredump(blocks)', 'core', 512],
  ['memory(kbytes)', 'rss', 1024],
  ['locked memory(kbytes)', 'memlock', 1024],
  ['process', 'nproc', 1],
  ['nofiles', 'nofile', 1],
  ['vmemory(kbytes)', 'as', 1024],
  ['locks', 'locks', 1],
  ['rtprio', 'rtprio', 1],
] as const;
/** Pages of a pipe: no limit of a process, but `ulimit -p` shows it. */
const PIPE_PAGES = 8;

type Current = (key: string, unit: number) => string;

function allLimits(shell: Shell, current: Current): string {
  switch (shell.dialect.name) {
    case 'ash':
      return ASH_LIMITS.map(
        ([label, letter, key, unit]) => `${label.padEnd(31)} (-${letter}) ${current(key, unit)}\n`,
      ).join('');
    case 'dash':
      return DASH_LIMITS.map(([label, key, unit]) => `${label.padEnd(20)} ${current(key, unit)}\n`).join('');
    default:
      return LIMITS.map(
        ([, label, unit, key, scale]) => `${label.padEnd(20)} ${unit.padStart(20)} ${current(key, scale)}\n`,
      ).join('');
  }
}

export const ulimit: Builtin = async (shell, args, name) => {
  let hard = false;
  let letter = 'f';
  let value: string | undefined;
  for (const word of args) {
    if (!word.startsWith('-')) value = word;
    else
      for (const each of word.slice(1))
        if (each === 'H') hard = true;
        else if (each !== 'S') letter = each;
  }
  if (shell.dialect.name === 'dash') {
    const known = await readOptions(shell, name, args, 'HSatfdsclmpnvwr', '');
    if (known.rest.length > 1) throw new ShellError('too many arguments', 2);
  }
  const limits = shell.process.resourceLimits;
  const current = (key: string, unit: number) => {
    if (key === 'pipe') return String(PIPE_PAGES);
    const bytes = limitOf(shell.process, key)[hard ? 'hard' : 'soft'];
    return Number.isFinite(bytes) ? String(Math.floor(bytes / unit)) : 'unlimited';
  };
  if (letter === 'a') {
    await shell.process.out(allLimits(shell, current));
    return 0;
  }
  const limit = LIMITS.find(([short]) => short === letter);
  if (limit === undefined) throw new ShellError(`-${letter}: invalid option`, 2);
  const [, , , key, usual] = limit;
  // A block of a file has 1024 octets in bash, 512 in the other shells, as POSIX has it.
  const scale = key === 'fsize' && shell.dialect.name !== 'bash' ? 512 : usual;
  if (value === undefined) {
    await shell.process.out(`${current(key, scale)}\n`);
    return 0;
  }
  const number = value === 'unlimited' ? Infinity : /^\d+$/.test(value) ? Number(value) * scale : undefined;
  if (number === undefined) throw new ShellError(`${value}: invalid number`);
  const most = limitOf(shell.process, key).hard;
  const refused = number > most && !shell.process.has('CAP_SYS_RESOURCE');
  if (refused && shell.dialect.name === 'ash') {
    await shell.say(`${shell.source.name}: error setting limit: Operation not permitted\n`);
    return 1;
  }
  if (refused) throw new ShellError(`${limit[1].trim()}: cannot modify limit: Operation not permitted`);
  limits.set(key, { soft: number, hard: hard || !args.some((word) => /^-\w*S/.test(word)) ? number : most });
  return 0;
};

/** `let` */
export const letValues: Builtin = async (shell, args, name) => {
  if (args.length === 0) throw new ShellError('expression expected');
  let value = 0n;
  try {
    for (const word of args) value = evaluate(shell, await expandQuotedText(shell, word));
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await shell.complain(`${name}: ${error.message}`);
    return 1;
  }
  return value === 0n ? 1 : 0;
};

export const getopts: Builtin = async (shell, args) => {
  const [letters = '', name = 'opt', ...given] = args;
  if (args.length < 2) {
    if (shell.dialect.name !== 'bash')
      throw new ShellError(
        shell.dialect.name === 'dash' ? 'Usage: getopts optstring var [arg...]' : 'usage: getopts optstring var [arg]',
        2,
      );
    await shell.say('getopts: usage: getopts optstring name [arg ...]\n');
    return 2;
  }
  const words = given.length > 0 ? given : shell.positional;
  const silent = letters.startsWith(':');
  const index = Number(getParameter(shell, 'OPTIND') ?? 1);
  if (index !== shell.getoptsIndex) shell.getoptsPlace = 0;
  const done = (next: number) => {
    setParameter(shell, 'OPTIND', String(next));
    shell.getoptsIndex = next;
  };
  const word = words[index - 1];
  if (shell.getoptsPlace === 0 && (word === undefined || !/^-./.test(word) || word === '--')) {
    done(word === '--' ? index + 1 : index);
    setParameter(shell, name, '?');
    shell.variables.unset('OPTARG');
    return 1;
  }
  const place = shell.getoptsPlace === 0 ? 1 : shell.getoptsPlace;
  const letter = word?.charAt(place) ?? '';
  const ends = place + 1 >= (word?.length ?? 0);
  shell.getoptsPlace = ends ? 0 : place + 1;
  done(ends ? index + 1 : index);
  const known = letter === ':' ? -1 : letters.indexOf(letter);
  if (known < 0) return problem('?', `illegal option -- ${letter}`, `Illegal option -${letter}`);
  if (letters[known + 1] !== ':') {
    setParameter(shell, name, letter);
    shell.variables.unset('OPTARG');
    return 0;
  }
  const value = ends ? words[index] : word?.slice(place + 1);
  shell.getoptsPlace = 0;
  done(ends ? index + 2 : index + 1);
  if (value === undefined) {
    done(index + 1);
    return problem(silent ? ':' : '?', `option requires an argument -- ${letter}`, `No arg for -${letter} option`);
  }
  setParameter(shell, name, letter);
  setParameter(shell, 'OPTARG', value);
  return 0;

  async function problem(result: string, message: string, posix: string): Promise<number> {
    setParameter(shell, name, result);
    if (silent) setParameter(shell, 'OPTARG', letter);
    else {
      shell.variables.unset('OPTARG');
      if (shell.dialect.name !== 'bash') await shell.say(`${posix}\n`);
      else if (getParameter(shell, 'OPTERR') !== '0') await shell.say(`${shell.name}: ${message}\n`);
    }
    return 0;
  }
};

export const caller: Builtin = async (shell) => {
  const [frame] = shell.stack;
  if (frame === undefined) return 1;
  await shell.process.out(`${frame.callLine} ${shell.source.name}\n`);
  return 0;
};
