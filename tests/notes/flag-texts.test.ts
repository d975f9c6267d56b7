import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandList } from '../../src/lib/command-list.ts';

const FLAGS = join(import.meta.dirname, '../../src/content/flags');

test.each(['run', 'build', 'exec', 'ps', 'compose-up'])('each flag of %s is explained, and no other', (file) => {
  const { command, flags } = parse(readFileSync(join(FLAGS, `${file}.yaml`), 'utf8')) as {
    command: string;
    flags: Record<string, string>;
  };
  const known = commandList().find(({ paths }) => paths.includes(command));
  const names = (known?.flags ?? []).filter(({ hidden }) => !hidden).map(({ long }) => long);
  expect(Object.keys(flags).sort()).toEqual(names.sort());
});
