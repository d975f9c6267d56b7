import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SANDBOX = join(import.meta.dirname, '../sandbox');
const WORKER = 'runtimes/worker.ts';
/** What a first `docker run` needs beside the prompt: each is imported when it is wanted, by the worker. */
const FIRST_RUN = [
  'registry/hub/index.ts',
  'daemon/create-daemon.ts',
  'daemon/server/routes/seldom.ts',
  'cli/docker.ts',
  'userland/hot-tools.ts',
];

const STATIC_IMPORT = /^(?:import|export)\s(?!type\s)[^'"]*?from\s+['"](\.[^'"]+)['"]|^import\s+['"](\.[^'"]+)['"]/gm;

/** Files that a file imports, and those that these import; not what is imported later, nor packages. */
export function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const path of importedPaths(readFileSync(file, 'utf8'))) importsOf(join(dirname(file), path), seen);
  return seen;
}

/** Paths of the modules that a text imports at once, as they stand there. */
export const importedPaths = (text: string): string[] =>
  [...text.matchAll(STATIC_IMPORT)].map(([, from, bare]) => from ?? bare ?? '').filter((path) => path.endsWith('.ts'));

/**
 * Puts what a first `docker run` needs into one chunk. Left to itself the bundler makes seventy of it, found by the
 * browser four deep: on a cold cache each depth is a round trip.
 */
export function workerChunks() {
  let engine: Set<string> | undefined;
  const read = (): Set<string> => {
    const prompt = importsOf(join(SANDBOX, WORKER));
    const all = FIRST_RUN.flatMap((file) => [...importsOf(join(SANDBOX, file))]);
    return new Set(all.filter((file) => !prompt.has(file)));
  };
  return {
    groups: [
      // Else the bundler moves what both need into the engine, and a prompt waits for all of it.
      { name: 'worker', tags: ['$initial' as const], priority: 2 },
      {
        name: 'engine',
        priority: 1,
        test: (id: string): boolean => (engine ??= read()).has(id),
      },
    ],
  };
}
