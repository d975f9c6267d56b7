import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTestHost } from '../../sandbox/runtimes/test-host.ts';
import { commandList } from '../command-list.ts';
import { toCompose } from './to-compose.ts';

const SHEETS = join(import.meta.dirname, '../../content/cheatsheets');
const knowledge = { commands: commandList(), flags: {} };

interface Sheet {
  readonly groups: readonly { readonly rows: readonly { readonly command: string }[] }[];
}

const lines = readdirSync(SHEETS)
  .flatMap((file) => (parse(readFileSync(join(SHEETS, file), 'utf8')) as Sheet).groups)
  .flatMap(({ rows }) => rows.map(({ command }) => command))
  .filter((command) => /^docker (container )?(run|create) /.test(command))
  // A placeholder is what a reader fills in.
  .map((command) =>
    command.replace(/<([^<>]+)>/g, (_, name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-')),
  );

test('there are enough lines to say something', () => {
  expect(lines.length).toBeGreaterThanOrEqual(20);
});

test('`docker compose config` takes the file of each docker run of the cheat sheets', { timeout: 60_000 }, async () => {
  const refused: string[] = [];
  for (const line of lines) {
    const file = toCompose(line, knowledge);
    if (file === undefined) {
      refused.push(`${line}: no Compose file`);
      continue;
    }
    const host = createTestHost({ files: { 'compose.yaml': file.yaml, '.env': '', 'app.env': '', env: '' } });
    const { exit, stderr } = await host.run('docker compose config -q');
    if (exit !== 0) refused.push(`${line}\n${file.yaml}${stderr}`);
  }
  expect(refused).toEqual([]);
});
