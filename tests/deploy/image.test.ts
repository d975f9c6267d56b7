import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { headersFor, readHeaderRules } from '../../scripts/headers.mjs';
import { nginxConfig } from '../../scripts/image/nginx-config.mjs';
import { pack } from '../../scripts/image/pack.mjs';
import { createTestHost } from '../../src/sandbox/runtimes/test-host.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const files = Object.fromEntries(['Dockerfile', '.dockerignore', 'compose.yaml'].map((path) => [path, read(path)]));
const scratch = mkdtempSync(join(tmpdir(), 'drydock-image-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const run = async (command: string, own: Record<string, string> = files) =>
  createTestHost({
    images: [],
    files: own,
    cwd: '/root/work',
  }).run(command);

test("the site's own Dockerfile passes the build checks of the simulated host", async () => {
  expect(await run('docker build --check .')).toMatchObject({
    stdout: 'Check complete, no warnings found.\n',
    exit: 0,
  });
  const careless = { ...files, Dockerfile: `${files['Dockerfile']}CMD nginx\n` };
  expect((await run('docker build --check .', careless)).exit).toBe(1);
});

test("the site's own compose.yaml gives it no more rights than it needs", async () => {
  const { stdout, stderr, exit } = await run('docker compose config --format json');
  expect({ stderr, exit }).toEqual({ stderr: '', exit: 0 });
  const { services } = JSON.parse(stdout) as { services: { site: Record<string, unknown> } };
  expect(services.site).toMatchObject({
    user: '101:101',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    ports: [{ host_ip: '127.0.0.1', target: 8080 }],
  });
});

/** What nginx would send for a path, by the maps of its configuration: the first pattern that fits decides. */
function sentBy(config: string, path: string): Record<string, string> {
  const sent = new Map([...config.matchAll(/add_header (\S+) (\S+) always;/g)].map(([, name, from]) => [from, name]));
  const maps = [...config.matchAll(/map \$uri (\S+) \{\n\s+default "([^"]*)";\n([^}]*)\}/g)];
  return Object.fromEntries(
    maps.flatMap(([, variable, fallback, body = '']) => {
      const lines = [...body.matchAll(/"~([^"]+)" "([^"]*)";/g)];
      const value = lines.find(([, pattern = '']) => new RegExp(pattern).test(path))?.[2] ?? fallback;
      return value === '' || value === undefined ? [] : [[sent.get(variable) ?? variable, value]];
    }),
  ) as Record<string, string>;
}

test.each(['/', '/notes/containers/index.html', '/_astro/page.a1.js', '/playground/node/index.html', '/sw.js'])(
  'nginx sends for %s what public/_headers says',
  (path) => {
    const rules = readHeaderRules(read('public/_headers'));
    const wanted = headersFor(rules, path);
    expect(Object.keys(wanted).length).toBeGreaterThan(1);
    expect(sentBy(nginxConfig(rules), path)).toEqual({ 'cache-control': 'no-cache', ...wanted });
  },
);

test('a value that nginx would read otherwise stops the build of the image', () => {
  expect(() => nginxConfig(readHeaderRules('/*\n  X-Price: $100\n'))).toThrow('variable');
});

test('the image holds text compressed only, pictures as they are, and no file for other hosts', () => {
  const site = join(scratch, 'site');
  mkdirSync(join(site, 'notes'), { recursive: true });
  writeFileSync(join(site, 'notes/index.html'), '<h1>Notes</h1>');
  writeFileSync(join(site, 'card.png'), 'picture');
  writeFileSync(join(site, '_headers'), '/*\n  X-Content-Type-Options: nosniff\n');
  pack(site, join(scratch, 'packed'));
  const html = join(scratch, 'packed/html');
  expect(readdirSync(html, { recursive: true }).sort()).toEqual(['card.png', 'notes', 'notes/index.html.gz']);
  expect(gunzipSync(readFileSync(join(html, 'notes/index.html.gz'))).toString()).toBe('<h1>Notes</h1>');
  expect(readFileSync(join(scratch, 'packed/nginx.conf'), 'utf8')).toContain('"nosniff"');
});
