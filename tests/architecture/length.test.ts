import { expect, test } from 'vitest';
import { readSources } from './sources.ts';

const LIMIT = 400;

/** Data rather than code. Keep this list short. */
const DATA: readonly string[] = ['sandbox/userland/fixtures/cases.mjs', 'sandbox/compose/model/schema/compose-spec.ts'];

test(`no source file is longer than ${LIMIT} lines`, () => {
  const long = readSources('ts', 'mjs', 'astro', 'css')
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > LIMIT && !DATA.includes(path));
  expect(long.map(({ path, lines }) => `src/${path}: ${lines} lines`)).toEqual([]);
});
