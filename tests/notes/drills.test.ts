import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { playDrill, type PlayableDrill } from '../../src/lib/drills/play.ts';

interface DrillFile extends Omit<PlayableDrill, 'images' | 'files'> {
  readonly title: string;
  readonly par: number;
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly scenario?: string;
  readonly wrong?: readonly (readonly string[])[];
}

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'src/content/drills');
/** A drill is played twice over: start, checks, solution, checks. */
const LIMIT_MS = 120_000;

const drills = globSync('*.yaml', { cwd: FOLDER })
  .sort()
  .map((file) => {
    const drill = parse(readFileSync(join(FOLDER, file), 'utf8')) as DrillFile;
    return { id: basename(file, '.yaml'), ...drill };
  });

function playable({ images = [], files = {}, scenario, start = '', checks, solution }: DrillFile): PlayableDrill {
  const before =
    scenario === undefined ? '' : readFileSync(join(ROOT, `src/sandbox/host/scenarios/${scenario}.sh`), 'utf8');
  return { images, files, start: `${before}\n${start}\ntrue`, checks, solution };
}

test('there are forty of them, each with a title of its own', () => {
  expect(drills.length).toBeGreaterThanOrEqual(40);
  expect(new Set(drills.map(({ title }) => title)).size).toBe(drills.length);
});

describe.each(drills)('$id', (drill) => {
  test('the solution is within par', () => {
    expect(drill.solution.length).toBeLessThanOrEqual(drill.par);
  });

  test(
    'its checks fail at the start but for those that must still hold, and hold after the solution',
    { timeout: LIMIT_MS },
    async () => {
      const { before, after, log, startExit } = await playDrill(playable(drill));
      expect(startExit, log).toBe(0);
      const told = (held: readonly boolean[]) => drill.checks.map(({ says }, index) => `${says} ${held[index]}`);
      expect(told(before), log).toEqual(told(drill.checks.map(({ keeps }) => keeps === true)));
      expect(told(after), log).toEqual(told(drill.checks.map(() => true)));
      expect(before).toContain(false);
    },
  );

  test.each((drill.wrong ?? []).map((commands) => [commands.join('; '), commands] as const))(
    'is not solved by %s',
    { timeout: LIMIT_MS },
    async (_name, solution) => {
      const { after, log } = await playDrill({ ...playable(drill), solution });
      expect(after, log).toContain(false);
    },
  );
});
