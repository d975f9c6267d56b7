import fc from 'fast-check';
import { type Command, commandPath } from '../../../src/sandbox/cli/command.ts';
import { COMMANDS as DOCKER } from '../../../src/sandbox/cli/command/index.ts';
import type { FlagSpec, Flags } from '../../../src/sandbox/cli/opts/flag.ts';
import { COMMANDS as COMPOSE } from '../../../src/sandbox/compose/command/index.ts';
import { quoted, word } from './text.ts';

const FLAG_WORDS: Readonly<Record<string, readonly string[]>> = {
  filter: ['name=web', 'status=running', 'label=tier', 'label=a=b', 'x=y', 'id=', 'before=web', 'since=nobody', 'until=1h'],
  list: ['a=b', 'A', '/a:/b', 'web', 'x:1.2.3.4', 'data:/data:ro', '/:/host'],
  mount: ['type=bind,src=/,dst=/h', 'type=tmpfs,dst=/t', 'type=volume,dst=/v', 'type=x', 'dst=/x'],
  network: ['net', 'host', 'none', 'name=net,alias=a', 'container:web', 'nobody'],
  port: ['80', '8081:80', '80-82', '127.0.0.1::80', '80/udp'],
  bytes: ['6m', '1g', '1', '-1', '4k'],
  duration: ['1s', '0', '-1ms', '1h'],
}; // prettier-ignore

function flag(name: string, { type, short }: FlagSpec): fc.Arbitrary<string> {
  const written = short === undefined ? fc.constant(`--${name}`) : fc.constantFrom(`--${name}`, `-${short}`);
  if (type === 'bool')
    return fc.oneof(
      written,
      word.map((value) => `--${name}=${value}`),
    );
  const usual = FLAG_WORDS[type] ?? ['1', 'web', 'a=b'];
  const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: word });
  return fc.tuple(written, value).map(([as, text]) => `${as}${as.startsWith('--') ? '=' : ''}${text}`);
}

const flags = (specs: Flags): fc.Arbitrary<string[]> => {
  const all = Object.entries(specs).map(([name, spec]) => flag(name, spec));
  return all.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...all), { maxLength: 4 });
};

const operand = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('web', 'idle', 'busybox', 'app:1', 'data', 'net', 'sh', '-c', 'true', '.', '-') },
  { weight: 1, arbitrary: word },
); // prettier-ignore

const path = (command: { readonly use: string }): string => commandPath(command as Command);

/** A command line of docker or docker compose: its flags with values of all kinds, and operands. */
export const commandLine: fc.Arbitrary<string> = fc
  .constantFrom(...DOCKER, ...COMPOSE)
  .chain((command) =>
    fc.tuple(fc.constant(path(command)), flags(command.flags), fc.array(operand, { maxLength: 4 }), fc.nat(9)),
  )
  .map(([own, given, operands, stray]) =>
    [own, ...given.map(quoted), ...(stray === 0 ? ["'--no-such-flag'"] : []), ...operands.map(quoted)].join(' '),
  );
