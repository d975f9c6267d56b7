import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Recorded {
  readonly steps: readonly { readonly run: string; readonly stderr?: string }[];
}

const TESTS = join(import.meta.dirname, '../tests');

/** Shell lines of every recording of the reference that tests replay. */
export function recordedLines(): readonly string[] {
  const files = globSync('{transcripts,inventory,builds,compose}/**/*.json', { cwd: TESTS }).sort();
  return files.flatMap((file) => {
    const { steps } = JSON.parse(readFileSync(join(TESTS, file), 'utf8')) as Partial<Recorded>;
    return Array.isArray(steps) ? steps.map(({ run }) => run).filter((run) => typeof run === 'string') : [];
  });
}

/** Flags of Compose that stand before its command. */
const COMPOSE_FLAGS =
  /docker compose(?: (?:-f|-p|--file|--project-name|--profile|--env-file|--progress|--ansi|--parallel)[ =]\S+| --(?:dry-run|compatibility|all-resources))+/g;

/**
 * How many lines call each command.
 * @param names commands under all of their names: `docker container ls`, `docker ps`
 */
export function countSteps(lines: readonly string[], names: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const plain = line.replace(COMPOSE_FLAGS, 'docker compose');
    const called = new Set([...plain.matchAll(/\bdocker (?:-\S+ )*([a-z][\w -]*)/g)].map(([, rest = '']) => rest));
    for (const rest of called) {
      const name = longestName(`docker ${rest}`.split(/\s+/), names);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

function longestName(words: readonly string[], names: ReadonlySet<string>): string | undefined {
  for (let length = Math.min(words.length, 4); length > 1; length--) {
    const name = words.slice(0, length).join(' ');
    if (names.has(name)) return name;
  }
  return undefined;
}
