import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint, proseOf, wordRuns } from './word-runs.ts';

const CONTENT = join(import.meta.dirname, '../../src/content');

/** Fingerprints of the runs of eight words in the five sources: scripts/fingerprint-seeds.ts writes them. */
const seeds = new Set(
  readFileSync(join(import.meta.dirname, 'seed-runs.txt'), 'utf8')
    .trim()
    .split('\n'),
);

/** What a correction quotes stands between quotation marks on purpose. */
const QUOTES = /^( *)(?:- )?said:.*(?:\n\1 +\S.*)*/gm;

test('no eight words in a row are taken from the sources of the notes', () => {
  expect(seeds.size).toBeGreaterThan(5000);
  const files = globSync('**/*.{mdx,md,yaml}', { cwd: CONTENT })
    // Files of projects are code: two Dockerfiles may well have the same lines.
    .filter((file) => !file.startsWith('projects/'))
    .sort();
  const taken = files.flatMap((file) =>
    proseOf(readFileSync(join(CONTENT, file), 'utf8').replace(QUOTES, ''))
      .split(/\u2029/)
      .flatMap(wordRuns)
      .filter((run) => seeds.has(fingerprint(run)))
      .map((run) => `${file}: ${run}`),
  );
  expect(taken).toEqual([]);
});

test('runs are compared blind to case, punctuation and markup', () => {
  expect(wordRuns('One, **two** three four; five SIX seven eight nine!')).toEqual([
    'one two three four five six seven eight',
    'two three four five six seven eight nine',
  ]);
  expect(proseOf('a `docker ps` b\n```console run\n$ docker ps\n```\nc')).not.toContain('docker');
});
