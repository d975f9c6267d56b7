import { expect, test } from 'vitest';
import { FlagError } from '../errors.ts';
import { CONTAINER_FLAGS } from '../command/container/flags.ts';
import type { Flags } from './flag.ts';
import { parseFlags, splitCsv } from './parse.ts';

const SPECS = {
  ...CONTAINER_FLAGS,
  all: { type: 'bool', short: 'A', usage: '' },
  last: { type: 'int', short: 'n', usage: '', default: '-1' },
  filter: { type: 'filter', short: 'f', usage: '' },
  platforms: { type: 'strings', usage: '' },
} as const satisfies Flags;
const parse = (...argv: string[]) => parseFlags(SPECS, argv);
const failure = (...argv: string[]) => {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof FlagError) return error.message;
    throw error;
  }
  return undefined;
};

test('values, in every way to write them', () => {
  const { flags, args, changed } = parse('-Atn3', 'a', '--name=web', '-e', 'A=1', '--env', 'B', '-m', '1.5g', 'b');
  expect(args).toEqual(['a', 'b']);
  expect(flags).toMatchObject({ all: true, tty: true, last: 3, name: 'web', env: ['A=1', 'B'], memory: 1.5 * 2 ** 30 });
  expect(changed).toEqual(new Set(['all', 'tty', 'last', 'name', 'env', 'memory']));
});

test('what is not given has its default', () => {
  const { flags } = parse();
  expect(flags).toMatchObject({ all: false, last: -1, env: [], restart: 'no', 'memory-swappiness': -1, sysctl: {} });
});

test('flags end at -- and, where they shall, at the first argument', () => {
  expect(parse('--', '-A').args).toEqual(['-A']);
  expect(parseFlags(SPECS, ['sh', '-A'], false)).toMatchObject({ args: ['sh', '-A'], flags: { all: false } });
});

test('filters collect by key, lists of strings split at commas', () => {
  const { flags } = parse('-f', 'status=exited', '-f', 'status=dead', '--filter', 'LABEL=a=b', '--platforms', 'a,b');
  expect(flags.filter).toEqual(
    new Map([
      ['status', ['exited', 'dead']],
      ['label', ['a=b']],
    ]),
  );
  expect(flags.platforms).toEqual(['a', 'b']);
});

// each was asked of docker 28.5.2
test.each([
  [['--nosuch'], 'unknown flag: --nosuch'],
  [['-aqZ'], `invalid argument "qZ" for "-a, --attach" flag: valid streams are STDIN, STDOUT and STDERR`],
  [['-Z'], `unknown shorthand flag: 'Z' in -Z`],
  [['-n'], `flag needs an argument: 'n' in -n`],
  [['--name'], 'flag needs an argument: --name'],
  [['--=x'], 'bad flag syntax: --=x'],
  [['---x'], 'bad flag syntax: ---x'],
  [
    ['--all=maybe'],
    `invalid argument "maybe" for "-A, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax`,
  ],
  [['-n', 'x'], `invalid argument "x" for "-n, --last" flag: strconv.ParseInt: parsing "x": invalid syntax`],
  [
    ['--last', '999999999999999999999'],
    `invalid argument "999999999999999999999" for "-n, --last" flag: strconv.ParseInt: parsing "999999999999999999999": value out of range`,
  ],
  [['--memory', 'x'], `invalid argument "x" for "-m, --memory" flag: invalid size: 'x'`],
  [['--shm-size', '-1'], `invalid argument "-1" for "--shm-size" flag: invalid size: '-1'`],
  [['--cpus', '1e3x'], `invalid argument "1e3x" for "--cpus" flag: failed to parse 1e3x as a rational number`],
  [['--health-interval', '5'], `invalid argument "5" for "--health-interval" flag: time: missing unit in duration "5"`],
  [['--ulimit', 'x'], `invalid argument "x" for "--ulimit" flag: invalid ulimit argument: x`],
  [['--network', 'a=b'], `invalid argument "a=b" for "--network" flag: invalid field key a`],
  [['--mount', 'foo'], `invalid argument "foo" for "--mount" flag: invalid field 'foo' must be a key=value pair`],
  [['--add-host', 'x'], `invalid argument "x" for "--add-host" flag: bad format for add-host: "x"`],
  [['-l', ''], `invalid argument "" for "-l, --label" flag: invalid label '': empty name`],
  [['--dns', 'x'], `invalid argument "x" for "--dns" flag: IP address is not correctly formatted: x`],
  [['--dns-search', '!'], `invalid argument "!" for "--dns-search" flag: ! is not a valid domain`],
  [
    ['--blkio-weight', '99999'],
    `invalid argument "99999" for "--blkio-weight" flag: strconv.ParseUint: parsing "99999": value out of range`,
  ],
  [['--sysctl', 'x'], `invalid argument "x" for "--sysctl" flag: sysctl 'x' is not allowed`],
  [['--device-read-bps', 'x'], `invalid argument "x" for "--device-read-bps" flag: bad format: x`],
  [['--link', 'a:b:c'], `invalid argument "a:b:c" for "--link" flag: bad format for links: a:b:c`],
  [['-e', '=x'], `invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x`],
  [['-f', 'foo'], `invalid argument "foo" for "-f, --filter" flag: bad format of filter (expected name=value)`],
  [
    ['--device-cgroup-rule', 'x'],
    `invalid argument "x" for "--device-cgroup-rule" flag: invalid device cgroup format 'x'`,
  ],
])('%j', (argv, message) => expect(failure(...argv)).toBe(message));

test('a line of CSV is read as Go reads it, quotes included', () => {
  expect(splitCsv('a,"b,""c",,')).toEqual(['a', 'b,"c', '', '']);
  expect(splitCsv('')).toEqual(['']);
  expect(() => splitCsv('type=bind,src="/tmp"')).toThrow('line 1, column 15: bare " in non-quoted-field');
  expect(() => splitCsv('a,"b"c')).toThrow('line 1, column 5: extraneous or missing " in quoted-field');
  expect(() => splitCsv('a,"b')).toThrow('line 1, column 5: extraneous or missing " in quoted-field');
});
