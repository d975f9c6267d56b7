import { posix } from 'node:path';
import { readImports, type Import } from './read-imports.ts';
import { MAY_IMPORT, ONLY_FILES, PACKAGES, TOOLS, TYPES_ONLY, roomOf, type Room } from './rooms.ts';

/** A file below src/, with its path from there. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What breaks the table, as `file:line: what`. */
export function checkImports(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) =>
    (TOOLS.includes(path) ? [] : readImports(path, text)).flatMap((found) => {
      const wrong = isTest(path) ? checkTest(path, found) : check(path, found);
      return wrong === undefined ? [] : [`src/${path}:${found.line}: ${wrong}`];
    }),
  );
}

const isTest = (path: string): boolean => path.endsWith('.test.ts');
/** What tests share, `test-host.ts`: nothing that is shipped may know of it. */
const isForTests = (path: string): boolean => posix.basename(path).startsWith('test-');
const isSandbox = (room: Room): boolean => room.startsWith('sandbox/');
const isRelative = (specifier: string): boolean => specifier.startsWith('.');

const targetOf = (path: string, specifier: string): string =>
  posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));

/** A test may go across rooms, but a test of the sandbox stays in the sandbox. */
function checkTest(path: string, { specifier }: Import): string | undefined {
  if (!isSandbox(roomOf(path)) || !isRelative(specifier)) return undefined;
  return targetOf(path, specifier).startsWith('sandbox/') ? undefined : `${specifier} is outside the sandbox`;
}

function check(path: string, { specifier, kind }: Import): string | undefined {
  const from = roomOf(path);
  if (!isRelative(specifier)) return isSandbox(from) ? checkPackage(from, specifier) : undefined;

  const target = targetOf(path, specifier);
  if (target.startsWith('..')) return undefined; // package.json and the like: not a room
  const to = roomOf(target);
  if (isForTests(target) && !isForTests(path)) return `${specifier} is for tests`;
  if (to === from) return undefined;
  const edge = `${from} → ${to}`;
  if (!(MAY_IMPORT[from] as readonly string[]).includes(to)) return `${edge} is not in the table (${specifier})`;
  const only = ONLY_FILES[edge];
  if (only !== undefined && !only.includes(target.slice(to.length + 1))) {
    return `${edge} is for ${only.join(', ')} (${specifier})`;
  }
  if (TYPES_ONLY.includes(edge) && kind === 'value' && !/\?worker/.test(specifier)) {
    return `${edge} is for types and the worker's URL (${specifier})`;
  }
  return undefined;
}

function checkPackage(from: Room, specifier: string): string | undefined {
  const name = specifier.startsWith('node:') ? 'node:' : packageOf(specifier);
  const rooms = PACKAGES[name];
  if (rooms === undefined) return `package ${name} is not in the table`;
  return rooms.includes(from) ? undefined : `package ${name} is for ${rooms.join(', ')}, not ${from}`;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** A ring of rooms that import each other, `a → b → a`, or undefined. */
export function findCycle(sources: readonly Source[]): string | undefined {
  const edges = new Map<string, Set<string>>();
  for (const { path, text } of sources) {
    if (isTest(path)) continue;
    for (const { specifier } of readImports(path, text)) {
      const target = targetOf(path, specifier);
      if (!isRelative(specifier) || target.startsWith('..')) continue;
      const [from, to] = [roomOf(path), roomOf(target)];
      if (from !== to) edges.set(from, (edges.get(from) ?? new Set<string>()).add(to));
    }
  }
  const done = new Set<string>();
  function visit(room: string, way: readonly string[]): string | undefined {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room].join(' → ');
    if (done.has(room)) return undefined;
    for (const next of edges.get(room) ?? []) {
      const ring = visit(next, [...way, room]);
      if (ring !== undefined) return ring;
    }
    done.add(room);
    return undefined;
  }
  for (const room of edges.keys()) {
    const ring = visit(room, []);
    if (ring !== undefined) return ring;
  }
  return undefined;
}
