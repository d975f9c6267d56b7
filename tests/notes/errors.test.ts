import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorPatterns, matchErrors } from '../../src/lib/search/match-error.ts';
import { commandSnippets } from '../../src/lib/snippet/command-blocks.ts';
import { runBlocks } from '../../src/lib/snippet/run.ts';

interface ErrorFile {
  readonly message: string;
  readonly also?: readonly string[];
  readonly exit: number;
  readonly container?: number;
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly make?: readonly string[];
  readonly repair?: readonly string[];
}

const FOLDER = join(import.meta.dirname, '../../src/content/errors');
const files = globSync('*.yaml', { cwd: FOLDER }).sort();
const errors = files.map((file) => ({ file, ...(parse(readFileSync(join(FOLDER, file), 'utf8')) as ErrorFile) }));
const known = errors.map(({ file, message, also = [] }) => ({
  thing: file,
  patterns: [message, ...also].flatMap(errorPatterns),
}));
/** Any reason may stand in it, so it has no words of its own. */
const WORDLESS = ['exit-125.yaml'];

test('there are a hundred of them', () => {
  expect(errors.length).toBeGreaterThanOrEqual(100);
});

describe.each(errors.filter(({ make }) => make !== undefined))('$file', (error) => {
  test('its commands make it happen and repair it; what they print leads to its page', async () => {
    const { file, make = [], repair = [], exit, container, images = [], files = {} } = error;
    const blocks = [
      { commands: make, exit },
      { commands: repair, exit: 0 },
    ];
    const [made] = await runBlocks({ snippets: commandSnippets(blocks), file, start: { images, files } });
    const printed = made?.steps.map(({ output }) => output).join('\n') ?? '';
    if (container !== undefined) expect(printed).toMatch(new RegExp(`\\(${container}\\)|^${container}$`, 'm'));
    if (!WORDLESS.includes(file)) expect(matchErrors(printed, known)[0]).toMatchObject({ thing: file, whole: true });
  });
});
