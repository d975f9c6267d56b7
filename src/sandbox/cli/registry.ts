import type { Command } from './command.ts';
import { commandPath } from './command.ts';
import { COMMANDS } from './command/index.ts';
import { REFUSED } from './command/refused.ts';
import { EXPERIMENTAL, GROUPS, NOT_SIMULATED, PLUGINS } from './command/not-simulated.ts';
import type { Listed } from './help.ts';

/** What a path of words means. */
export type Entry =
  | { readonly kind: 'command'; readonly command: Command; readonly path: string; readonly own: string }
  | { readonly kind: 'group'; readonly path: string; readonly short: string }
  | { readonly kind: 'experimental'; readonly path: string; readonly short: string }
  | { readonly kind: 'not simulated'; readonly path: string; readonly short: string };

const entries = new Map<string, Entry>();
for (const [path, short] of Object.entries(GROUPS)) entries.set(path, { kind: 'group', path, short });
for (const [path, short] of Object.entries(NOT_SIMULATED)) entries.set(path, { kind: 'not simulated', path, short });
for (const [path, short] of Object.entries(EXPERIMENTAL)) entries.set(path, { kind: 'experimental', path, short });
for (const name of PLUGINS) {
  const path = `docker ${name}`;
  if (!entries.has(path)) entries.set(path, { kind: 'not simulated', path, short: '' });
}
for (const command of [...REFUSED, ...COMMANDS]) {
  const own = commandPath(command);
  const canonical = [own, ...(command.also ?? [])];
  for (const path of canonical) entries.set(path, { kind: 'command', command, path, own });
  for (const alias of command.aliases ?? []) {
    const parent = alias.slice(0, alias.lastIndexOf(' '));
    const path = canonical.find((other) => other.slice(0, other.lastIndexOf(' ')) === parent) ?? own;
    if (!entries.has(alias)) entries.set(alias, { kind: 'command', command, path, own });
  }
}

/** A command or group by its whole path: `docker container ls`. */
export const findEntry = (path: string): Entry | undefined => entries.get(path);

/** For machines, or only on a node of a swarm: no help lists them. */
const UNLISTED = new Set([
  'docker system dial-stdio',
  'docker volume update',
  ...['ca', 'join-token', 'leave', 'unlock', 'unlock-key', 'update'].map((name) => `docker swarm ${name}`),
]);

/** What docker's own lists say of a command that a plugin carries out. */
export const STUB = 'Build an image from a Dockerfile';
const STUBS = new Set(['docker build', 'docker image build']);

/** Commands directly below a path by their proper names, sorted. */
export function childrenOf(path: string): Listed[] {
  return [...entries]
    .filter(
      ([key, entry]) =>
        entry.path === key &&
        entry.kind !== 'experimental' &&
        !UNLISTED.has(key) &&
        key.slice(0, key.lastIndexOf(' ')) === path,
    )
    .map(([key, entry]) => ({
      name: key.slice(path.length + 1),
      isGroup: entry.kind === 'group',
      short: STUBS.has(key) ? STUB : entry.kind === 'command' ? entry.command.short : entry.short,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
