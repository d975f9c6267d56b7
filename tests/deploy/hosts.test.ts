import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { headersFor, readHeaderRules } from '../../scripts/headers.mjs';
import { vercelConfig } from '../../scripts/vercel-config.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const rules = readHeaderRules(read('public/_headers'));

test('vercel.json says what public/_headers says: node scripts/vercel-config.ts writes it', () => {
  expect(JSON.parse(read('vercel.json'))).toEqual(vercelConfig(read('public/_headers')));
});

test('no path gets a header twice: Netlify and Cloudflare would send both values', () => {
  for (const path of ['/', '/_astro/a.js', '/playground/node/']) {
    const names = rules
      .filter(({ pattern }) => pattern.test(path))
      .flatMap(({ headers }) => headers.map(([name]) => name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  }
});

test('nobody else frames a page, and only real Node is isolated from other origins', () => {
  expect(headersFor(rules, '/notes/')).toMatchObject({
    'content-security-policy': "frame-ancestors 'self'",
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(headersFor(rules, '/notes/')).not.toHaveProperty('cross-origin-embedder-policy');
  expect(headersFor(rules, '/playground/node/')).toMatchObject({ 'cross-origin-embedder-policy': 'require-corp' });
});

test('every action of the workflows is pinned to a commit, and no job may write more than it says', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT });
  expect(workflows.length).toBeGreaterThan(1);
  for (const file of workflows) {
    const { permissions, jobs } = parse(read(file)) as {
      permissions: unknown;
      jobs: Record<string, { steps: readonly { uses?: string }[]; 'timeout-minutes': number }>;
    };
    expect(permissions).toEqual({ contents: 'read' });
    for (const { steps, 'timeout-minutes': minutes } of Object.values(jobs)) {
      expect(minutes).toBeLessThanOrEqual(60);
      const loose = steps.flatMap(({ uses }) => (uses === undefined || /@[0-9a-f]{40}$/.test(uses) ? [] : [uses]));
      expect(loose).toEqual([]);
    }
  }
});
