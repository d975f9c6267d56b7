import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTestHost } from '../../src/sandbox/runtimes/test-host.ts';

interface Row {
  readonly task: string;
  readonly command: string;
  readonly compose?: string;
  readonly start?: string;
  readonly types?: string;
  readonly exit?: number;
}
interface Sheet {
  readonly images?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly groups: readonly { readonly title: string; readonly start?: string; readonly rows: readonly Row[] }[];
}

const SHEETS = join(import.meta.dirname, '../../src/content/cheatsheets');
const TTY = { columns: 120, rows: 40 };
/** What services of a row may refer to. */
const SHARED = { volumes: { data: {} }, networks: { shop: {} } };
/** Time of the host for one command, ms. */
const LIMIT = 60_000;

describe.each(globSync('*.yaml', { cwd: SHEETS }).sort())('%s', (name) => {
  const { groups, images = [], files = {} } = parse(readFileSync(join(SHEETS, name), 'utf8')) as Sheet;
  const rows = groups.flatMap(({ start: ofGroup, rows: ofRows }) =>
    ofRows.map((row) => ({ start: ofGroup ?? '', types: '', exit: 0, ...row })),
  );

  test.each(rows)('$task: $command', async ({ command, start, types, exit }) => {
    const host = createTestHost({ images, files });
    const before = await host.run(start);
    expect(before.exit, before.stdout + before.stderr).toBe(0);
    await host.wait(1000);
    const result = await host.run(command, { tty: TTY, stdin: types, timeout: LIMIT });
    expect(result.exit, result.stdout).toBe(exit);
  });

  const services = rows.flatMap(({ compose = 'docker' }) => (compose.startsWith('docker') ? [] : [compose]));
  test.runIf(services.length > 0)('its lines of Compose files are such', async () => {
    for (const service of services) {
      const lines = { services: { web: { image: 'nginx', ...(parse(service) as object) } }, ...SHARED };
      const project = { ...files, 'compose.yaml': JSON.stringify(lines) };
      const host = createTestHost({ files: project });
      const result = await host.run('docker compose config -q');
      expect(result.exit, `${service}: ${result.stderr}`).toBe(0);
    }
  });
});
