import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gaps, type Coverage } from '../../src/lib/coverage/collect.ts';
import { readPages } from './pages.ts';

const coverage = JSON.parse(readFileSync(join(import.meta.dirname, '../../dist/coverage.json'), 'utf8')) as Coverage;

test('every topic, command and mistake of the sources has a page, but for those still to be written', () => {
  const known = JSON.parse(readFileSync(join(import.meta.dirname, 'known-gaps.json'), 'utf8')) as string[];
  expect(gaps(coverage).filter((id) => !known.includes(id))).toEqual([]);
});

test('every address of coverage.json is there', () => {
  const pages = new Map(readPages().map(({ path, html }) => [path, html]));
  const addresses = Object.values(coverage).flatMap((kind) => Object.values(kind).flat());
  const missing = addresses.filter((address) => {
    const [path = '', place] = address.split('#');
    const html = pages.get(path);
    return html === undefined || (place !== undefined && !html.includes(` id="${place}"`));
  });
  expect(missing).toEqual([]);
});
