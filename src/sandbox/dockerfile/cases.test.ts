import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DockerfileError } from './error.ts';
import { readDockerfile } from './stages.ts';

const CASES = new URL('./cases/', import.meta.url);

/** What a Dockerfile was read as: its stages, or the refusal with the lines it marks. Where BuildKit refuses, the text is the engine's. */
function read(text: string): unknown {
  try {
    const { metaArgs, stages, emptyContinuations, escape } = readDockerfile(text);
    return { escape, metaArgs, stages, emptyContinuations };
  } catch (error) {
    if (error instanceof DockerfileError) return { error: error.message, range: error.range };
    throw error;
  }
}

const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? Object.fromEntries(inner) : inner)));

test.each(readdirSync(CASES))('%s', (name) => {
  const folder = new URL(`${name}/`, CASES);
  const result = plain(read(readFileSync(new URL('Dockerfile', folder), 'utf8')));
  const file = new URL('expected.json', folder);
  if (process.env['RECORD'] === '1' && !existsSync(file)) writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  expect(result).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});
