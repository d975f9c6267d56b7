import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTestHost } from '../../sandbox/runtimes/test-host.ts';
import { answer } from '../../sandbox/runtimes/questions/answer.ts';

const SRC = join(import.meta.dirname, '../..');

interface ProjectFile {
  readonly images: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  readonly scenario?: string;
  readonly try: readonly string[];
  readonly port?: number;
}

/** What the last command, or the page at the port, must show: that all before it did what it should. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  'by-hand': /bin/,
  empty: /Welcome to nginx!/,
  'flask-redis': /visitor 2/,
  'health-order': /"healthy"/,
  'multi-stage': /Built in one image/,
  'nginx-site': /<h1>Pier 7/,
  'node-express': /Ahoy from Express/,
  'postgres-volume': /Endurance/,
  'swarm-3': /Welcome to nginx!/,
  'two-networks': /Welcome to nginx!/,
};

test.each(globSync('content/projects/*.yaml', { cwd: SRC }).sort())(
  '%s: each of its commands succeeds',
  async (path) => {
    const project = parse(readFileSync(join(SRC, path), 'utf8')) as ProjectFile;
    const { images, files, scenario, port } = project;
    const host = createTestHost({ images, files });
    const start =
      scenario === undefined ? '' : readFileSync(join(SRC, `sandbox/host/scenarios/${scenario}.sh`), 'utf8');
    let shown = '';
    for (const command of [start, ...project.try]) {
      const { stdout, stderr, exit } = await host.run(command, { timeout: 300_000 });
      expect([exit, command], stderr).toEqual([0, command]);
      shown = stdout;
    }
    if (port !== undefined) {
      const browsed = answer(host, { kind: 'browse', method: 'GET', url: `http://localhost:${port}/` });
      const page = await browsed;
      expect(page).toMatchObject({ status: 200 });
      if (page !== null && 'body' in page) shown = new TextDecoder().decode(page.body);
    }
    expect(shown).toMatch(SHOWN[basename(path, '.yaml')] ?? /$.^/);
    expect(host.kernel.faults).toEqual([]);
  },
  120_000,
);
